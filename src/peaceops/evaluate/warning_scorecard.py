"""The scorecard of warnings: were they answered, in time, to any effect, and were they right?

Every share stands with what it is out of; what is not known is left out of both numbers and
counted beside them. Early warning helps only if early action follows, so answers come first.

Source: doctrine B7 (scorecard), R-05 (test); Duursma and Karlsrud 2019 for the caution.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from statistics import median

from peaceops.domain.response_scorecard import (
    FEW,
    Case,
    Incident,
    MedianTime,
    Rate,
    ResponseScorecard,
)
from peaceops.domain.truth import Truth

WENT_WELL = frozenset({"averted", "reduced"})
Within = Callable[[str, str], bool]
"""Tells whether the first area is the second, or lies within it."""
_Span = tuple[datetime | None, datetime | None]


def score_warnings(
    cases: Sequence[Case],
    incidents: Sequence[Incident] | None,
    within: Within,
    *,
    grace: timedelta = timedelta(0),
) -> ResponseScorecard:
    """Score cases against what is known to have happened.

    Args:
        cases: alerts and warnings of a stretch of time; each once.
        incidents: known harm of the same stretch, to measure recall with; None where no record of
            incidents is at hand, so that recall can not be told.
        within: whether an area is another or lies within it.
        grace: an incident so long after the end of a window still counts as warned of.
    """
    ids = [case.id for case in cases]
    if len(set(ids)) < len(ids):
        raise ValueError("each case is scored once")
    rates = [*_answer_rates(cases), _precision(cases)]
    missed: tuple[str, ...] = ()
    if incidents is not None:
        warned = [one for one in incidents if _warned_of(one, cases, within, grace)]
        known = {one.id for one in warned}
        missed = tuple(one.id for one in incidents if one.id not in known)
        rates.append(
            Rate(
                name="recall",
                meaning="known incidents that a warning had named before, of known incidents",
                count=len(warned),
                of=len(incidents),
            )
        )
    return ResponseScorecard(
        cases=len(cases),
        rates=(*rates, *_feedback_rates(cases)),
        medians=_medians(cases),
        reasons=_reasons(cases),
        missed=missed,
    )


def scorecard_lines(card: ResponseScorecard) -> tuple[str, ...]:
    """Return a scorecard as people read it: every share with what it is out of.

    No measure is summed up into another, and where cases are few that is said beside the share.
    """
    lines = [_cases(card.cases)]
    for rate in card.rates:
        share = "no share" if rate.share is None else f"{rate.share:.0%}"
        lines.append(f"{rate.name}: {rate.count} of {rate.of} ({share}){_doubts(rate)}")
    for one in card.medians:
        hours = "none" if one.hours is None else f"{one.hours:g} hours"
        lines.append(f"median {one.name}: {hours}, over {_cases(one.of)}{_doubts(one)}")
    lines += [f"{who}, {reason.replace('_', ' ')}: {count}" for who, reason, count in card.reasons]
    if card.missed:
        lines.append(f"not warned of: {', '.join(card.missed)}")
    if not any(rate.name == "recall" for rate in card.rates):
        lines.append("recall: not told, for no record of incidents was given")
    return tuple(lines)


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"


def _doubts(measure: Rate | MedianTime) -> str:
    few = f"; fewer than {FEW}, it says little" if measure.few else ""
    return f"{f'; {measure.unknown} not known' if measure.unknown else ''}{few}"


def in_time(case: Case) -> Truth:
    """Tell whether anybody was on site by t0; None where t0, or when somebody came, is not known.

    Where nobody went, nobody was in time.
    """
    if case.expected is None:
        return None
    times = [answer.on_site for answer in case.answers if answer.on_site is not None]
    if any(time <= case.expected for time in times):
        return True
    on_the_way = any(answer.went and answer.on_site is None for answer in case.answers)
    return None if on_the_way else False


def effective(case: Case) -> Truth:
    """Tell whether a response averted or reduced the harm; None where nobody judged that."""
    effects = [answer.effect for answer in case.answers if answer.went]
    if any(effect in WENT_WELL for effect in effects):
        return True
    return None if not effects or any(effect is None for effect in effects) else False


def _answer_rates(cases: Sequence[Case]) -> list[Rate]:
    went = [case for case in cases if any(answer.went for answer in case.answers)]
    by = {
        responder: sum(
            any(answer.went and answer.responder == responder for answer in case.answers)
            for case in cases
        )
        for responder in ("mission", "host")
    }
    return [
        Rate(
            name="response rate",
            meaning="cases to which somebody set out, of all cases",
            count=len(went),
            of=len(cases),
        ),
        Rate(
            name="response rate, mission",
            meaning="cases to which the mission set out, of all cases",
            count=by["mission"],
            of=len(cases),
        ),
        Rate(
            name="response rate, host",
            meaning="cases to which the host set out, of all cases",
            count=by["host"],
            of=len(cases),
        ),
        _rate(
            "timely rate",
            "cases in which somebody was there by the time harm was expected, of those of which "
            "that can be told",
            [in_time(case) for case in cases],
        ),
        _rate(
            "effective rate",
            "responses that averted or reduced harm, of those that somebody judged afterwards",
            [effective(case) for case in went],
        ),
    ]


def _precision(cases: Sequence[Case]) -> Rate:
    return _rate(
        "precision",
        "warnings whose harm came, or would have but for a response, of those of which that is "
        "known",
        [case.harm_came for case in cases if case.warned],
    )


def _feedback_rates(cases: Sequence[Case]) -> tuple[Rate, ...]:
    closed = [case for case in cases if case.closed]
    silent = [case for case in closed if case.told is None and not case.told_withheld]
    return (
        Rate(
            name="alert-to-feedback rate",
            meaning="cases on which the community was answered, of all cases",
            count=sum(case.told is not None for case in cases),
            of=len(cases),
        ),
        Rate(
            name="feedback withheld",
            meaning="cases on which it was not, for its safety, of all cases",
            count=sum(case.told is None and case.told_withheld for case in cases),
            of=len(cases),
        ),
        Rate(
            name="closed without feedback",
            meaning="cases closed with neither an answer nor a reason to withhold it, of closed",
            count=len(silent),
            of=len(closed),
        ),
    )


def _medians(cases: Sequence[Case]) -> tuple[MedianTime, ...]:
    warned = [case for case in cases if case.warned]
    arrivals = [
        min((one.on_site for one in case.answers if one.on_site is not None), default=None)
        for case in cases
    ]
    return (
        _median(
            "lead time",
            "from receipt to the expected harm; below zero where the warning came after it",
            [(case.received, case.expected) for case in warned],
        ),
        _median(
            "time to acknowledge",
            "from receipt to acknowledgement",
            [(case.received, case.acknowledged) for case in cases],
        ),
        _median(
            "time to decide",
            "from receipt to the decision",
            [(case.received, case.decided) for case in cases],
        ),
        _median(
            "time to arrive",
            "from receipt until somebody was there",
            [(case.received, time) for case, time in zip(cases, arrivals, strict=True)],
        ),
    )


def _reasons(cases: Sequence[Case]) -> tuple[tuple[str, str, int], ...]:
    counted = Counter(
        (answer.responder or "not recorded", answer.reason)
        for case in cases
        for answer in case.answers
        if answer.reason is not None
    )
    return tuple((who, reason, count) for (who, reason), count in sorted(counted.items()))


def _warned_of(
    incident: Incident, cases: Sequence[Case], within: Within, grace: timedelta
) -> bool:  # fmt: skip
    """Tell whether a warning, received before an incident, named its area and its time."""
    return any(_names(case, incident, within, grace) for case in cases if case.warned)


def _names(case: Case, incident: Incident, within: Within, grace: timedelta) -> bool:
    start = case.window_from or case.expected
    end = case.window_to or case.expected
    if start is None or end is None or case.area is None or incident.area is None:
        return False
    before = case.received is not None and case.received <= incident.at
    return before and start <= incident.at <= end + grace and within(incident.area, case.area)


def _rate(name: str, meaning: str, truths: Sequence[Truth]) -> Rate:
    return Rate(
        name=name,
        meaning=meaning,
        count=sum(truth is True for truth in truths),
        of=sum(truth is not None for truth in truths),
        unknown=sum(truth is None for truth in truths),
    )


def _median(name: str, meaning: str, pairs: Sequence[_Span]) -> MedianTime:
    hours = [
        (end - start).total_seconds() / 3600
        for start, end in pairs
        if start is not None and end is not None
    ]
    return MedianTime(
        name=name,
        meaning=meaning,
        hours=median(hours) if hours else None,
        of=len(hours),
        unknown=len(pairs) - len(hours),
    )
