"""Political and protection effort side by side over twelve months: the two shields (R-23).

Political effort is the number of engagements dated in a month; where a track records a contact of
its own on a day without an engagement, that counts as one. A line of contacts that is recorded as
one engagement counts once, in the month of its latest contact. Protection effort is the number of
activities under way on any day of a month, and the sum of their shares of effort where recorded.

The flag is a convention of this software, not doctrine: protection rises where the mean of the
latest six months is at least a fifth above that of the six before and by at least half an activity;
political effort is flat where the latest six months hold less than a fifth more engagements.
"""

from datetime import date

import msgspec

from peaceops.direct.linkage.seen import seen_by
from peaceops.direct.linkage.told import Told, told
from peaceops.domain.marking import Marking
from peaceops.domain.month import Month, first_day, last_day, last_full_month, month_of
from peaceops.domain.strategy.graph import Strategy, as_day
from peaceops.domain.strategy.judgement import PRINCIPLES, DecisionNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import EngagementNode, TrackNode
from peaceops.domain.strategy.protection import ActivityNode
from peaceops.domain.truth import Truth, every, opposite

MONTHS = 12
HALF = 6
RISE = 0.2
LEAST_RISE = 0.5


class MonthOfEffort(msgspec.Struct, frozen=True, kw_only=True):
    """A month.

    Attributes:
        month: months since December 1979.
        engagements: dated in it.
        live: activities under way in it, for certain.
        perhaps: activities that may have been, for a date is unknown or not recorded.
        effort: sum of the shares of those under way that record one; None where none does.
        effort_recorded: how many of those under way record a share.
    """

    month: Month
    engagements: int
    live: int
    perhaps: int
    effort: float | None
    effort_recorded: int


class Inaction(msgspec.Struct, frozen=True, kw_only=True):
    """A decision not to act, or one that rests on a principle of peacekeeping.

    Attributes:
        decision: id.
        taken: day; None where not recorded.
        principles: consent, impartiality, non_use_of_force; those it names.
        reasons: in words.
        alternatives: measures short of force that were weighed.
        about: ids of what was decided on.
    """

    decision: str
    taken: date | None
    principles: tuple[str, ...]
    reasons: Told
    alternatives: Told
    about: tuple[str, ...]


class Effort(msgspec.Struct, frozen=True, kw_only=True):
    """The twin trend.

    Attributes:
        day: as of.
        months: twelve full months, the latest last.
        since: engagements after the last full month.
        undated: engagements without a day: they may fall into any month.
        protection_rises, politics_flat: by the rule of this module.
        flag: protection rises while political effort is flat; None where that can not be told.
        inaction: by id.
        marking: the most of what it was made from.
        left_out: nodes and edges above the reader's clearance.
    """

    day: date
    months: tuple[MonthOfEffort, ...]
    since: int
    undated: int
    protection_rises: Truth
    politics_flat: Truth
    flag: Truth
    inaction: tuple[Inaction, ...]
    marking: Marking
    left_out: int


def twin_trend(strategy: Strategy, day: date, clearance: Marking) -> Effort:
    """Return political and protection effort over the last twelve full months before a day."""
    seen = seen_by(strategy, day, clearance)
    last = last_full_month(day)
    contacts = _contacts(seen.strategy)
    undated = sum(one.date is None for one in seen.strategy.of(EngagementNode))
    activities = seen.strategy.of(ActivityNode)
    months = tuple(
        _month(month, contacts, activities) for month in range(last - MONTHS + 1, last + 1)
    )
    # Where the reader may not see all that is counted, neither trend can be told.
    hidden = seen.nouns_left_out
    rises = None if ActivityNode.noun in hidden else _rises(months)
    flat = None if hidden & {EngagementNode.noun, TrackNode.noun} else _flat(months, undated)
    return Effort(
        day=day,
        months=months,
        since=sum(month_of(contact) > last for contact in contacts),
        undated=undated,
        protection_rises=rises,
        politics_flat=flat,
        flag=every([rises, flat]),
        inaction=_inaction(seen.strategy),
        marking=seen.marking,
        left_out=seen.left_out,
    )


def _contacts(strategy: Strategy) -> list[date]:
    """Return the day of each contact, each once: engagements, and tracks' own latest ones."""
    days = [as_day(one.date) for one in strategy.of(EngagementNode) if one.date is not None]
    for track in strategy.of(TrackNode):
        if track.last_engagement is None:
            continue
        recorded = {
            as_day(engagement.date)
            for edge in strategy.into(track.id, "on_track")
            if isinstance(engagement := strategy.nodes.get(edge.source), EngagementNode)
            and engagement.date is not None
        }
        if as_day(track.last_engagement) not in recorded:
            days.append(as_day(track.last_engagement))
    return sorted(days)


def _month(
    month: Month, contacts: list[date], activities: tuple[ActivityNode, ...]
) -> MonthOfEffort:
    answers = [(activity, _under_way(activity, month)) for activity in activities]
    live = [activity for activity, answer in answers if answer]
    efforts = [activity.effort for activity in live if activity.effort is not None]
    return MonthOfEffort(
        month=month,
        engagements=sum(month_of(contact) == month for contact in contacts),
        live=len(live),
        perhaps=sum(answer is None for _, answer in answers),
        effort=round(sum(efforts), 9) if efforts else None,
        effort_recorded=len(efforts),
    )


def _under_way(activity: ActivityNode, month: Month) -> Truth:
    """Tell whether an activity was under way on any day of a month."""
    if activity.status == "planned":
        return None if is_unknown(activity, "status") else False
    started = activity.started or activity.valid_from
    ended = activity.ended or activity.valid_to
    # A start that nobody wrote down is no start today: the month can not be told.
    begun: Truth = None if started is None else started <= last_day(month)
    open_ended: Truth
    if ended is not None:
        open_ended = ended >= first_day(month)
    elif activity.status == "ended" or is_unknown(activity, "ended"):
        open_ended = None
    else:
        open_ended = True
    return every([begun, open_ended])


def _rises(months: tuple[MonthOfEffort, ...]) -> Truth:
    before, latest = months[:HALF], months[HALF:]

    def rise(earlier: float, later: float) -> bool:
        return later >= earlier * (1 + RISE) and later - earlier >= LEAST_RISE

    live_before, live_latest = _mean(before), _mean(latest)
    may_before = live_before + sum(one.perhaps for one in before) / HALF
    may_latest = live_latest + sum(one.perhaps for one in latest) / HALF
    at_least, at_most = rise(may_before, live_latest), rise(live_before, may_latest)
    return at_least if at_least == at_most else None


def _mean(months: tuple[MonthOfEffort, ...]) -> float:
    return sum(one.live for one in months) / HALF


def _flat(months: tuple[MonthOfEffort, ...], undated: int) -> Truth:
    before = sum(one.engagements for one in months[:HALF])
    latest = sum(one.engagements for one in months[HALF:])

    def grows(earlier: int, later: int) -> bool:
        return later > earlier and later >= earlier * (1 + RISE)

    at_least, at_most = grows(before + undated, latest), grows(before, latest + undated)
    return opposite(at_least if at_least == at_most else None)


def _inaction(strategy: Strategy) -> tuple[Inaction, ...]:
    found = []
    for decision in strategy.of(DecisionNode):
        principles = tuple(sorted(PRINCIPLES & set(decision.reason_codes)))
        silent = decision.kind == "no_response" or decision.no_response_code is not None
        if not (principles or silent) or decision.status == "void":
            continue
        found.append(
            Inaction(
                decision=decision.id,
                taken=decision.taken,
                principles=principles,
                reasons=told(decision, "reasons"),
                alternatives=told(decision, "alternatives"),
                about=tuple(sorted(edge.target for edge in strategy.out(decision.id, "on"))),
            )
        )
    return tuple(sorted(found, key=lambda one: one.decision))
