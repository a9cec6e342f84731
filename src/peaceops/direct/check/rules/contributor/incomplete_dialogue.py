"""Dialogue incomplete: a party missing, or points without an answer.

## What it asks

Do the Council, the contributors, the Secretariat and the host State really talk, and does what they
say lead to anything?

## Why

Four parties belong in the discussion. Meetings of statements change nothing, papers that come late
are not read, and points that nobody answers are not made a second time.

## Source

- D2: "limited opportunities for a meaningful discussion between the Security Council, T/PCCs, the
  Secretariat and the host State"
- Q4: "inclusive and substantive"

## Fires when

In the cycle of the mandate that stands:

- (a) one of the four parties was at none of the substantive consultations, that is of those that
  were more than statements;
- (b) a point has been pending, or declined without reasons, for more than `point_days` (45);
- (c) no consultation is recorded as more than statements;
- (d) papers for a consultation went round less than `documents_days` (5) before it.

## Severity

Warning.

## What clears it

Choose another format and invite who was missing; answer the points, refusals with reasons; send
papers earlier.

## Example that fires

```yaml
mission: {id: M, phase: in_mission, as_of: 2031-05-01}
consultations: []
```

```yaml
mission: {id: M, phase: in_mission, as_of: 2031-05-01}
consultations:
  - id: S
    date: 2031-03-10
    present: [council, contributors, secretariat, host]
    interactivity: statements_only
    documents: [{document: report, sent: 2031-03-08}]
    points: [{id: P, party: contributors, raised: 2031-03-10, disposition: pending}]
```

## Example that does not

```yaml
mission: {id: M, phase: in_mission, as_of: 2031-05-01}
consultations:
  - id: S1
    date: 2031-03-10
    present: [council, contributors, secretariat]
    interactivity: exchange
    documents: [{document: report, sent: 2031-03-01}]
    heard_separately: the host was heard apart, for the safety of those who spoke
    points: [{id: P, party: contributors, raised: 2031-03-10, disposition: adopted}]
```

## Example that can not be told

```yaml
mission: {id: M, phase: in_mission, as_of: 2031-05-01}
consultations:
  - {id: S, date: 2031-03-10, present: unknown, interactivity: exchange}
```

## Edge cases

The host may be heard apart where its presence would endanger people or candour; the choice is to be
recorded (`heard_separately`). A consultation belongs to the cycle of the mandate whose number it
names or that it discusses, or else to the one in force on its day. Contributors count as present
where any of them is, by name. A point pending from an earlier cycle still waits. A mission that is
closed is not asked. Whether a meeting without a word on its form was an exchange is not assumed:
it counts as substantive in (a), and not as an exchange in (c).
"""

from collections.abc import Iterator
from datetime import timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.contributor.mandate_cycle import (
    attended,
    contributors_of,
    standing_mandates,
)
from peaceops.direct.check.view import Links, View, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.dialogue import ConsultationNode, PointNode
from peaceops.domain.strategy.graph import as_day
from peaceops.domain.strategy.mandate import MandateNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some

PARTIES = {
    "council": "the Council",
    "contributors": "contributors",
    "secretariat": "the Secretariat",
    "host": "the host State",
}


def check(view: View) -> Iterator[Case]:
    """Find parties that were missing, points that wait, and meetings of statements."""
    mission = view.strategy.mission
    asked = opposite(equals(mission, "phase", "closed"))
    if asked is False or not view.strategy.nodes:
        return
    mandates = standing_mandates(view)
    cycle = {
        meeting.id: _in_cycle(view, meeting, mandates) for meeting in view.of(ConsultationNode)
    }
    meetings = Links(view.of(ConsultationNode)).where(lambda meeting: cycle[meeting.id])
    yield from _parties(view, meetings, asked)
    yield from _statements(view, meetings, asked)
    for meeting in view.of(ConsultationNode):
        yield from _late_papers(view, meeting, every([asked, cycle[meeting.id]]))
    for point in view.of(PointNode):
        yield from _waiting(view, point, asked)


def _in_cycle(view: View, meeting: ConsultationNode, mandates: Links[MandateNode]) -> Truth:
    """Tell whether a meeting belongs to the cycle of a mandate that stands."""
    if not view.of(MandateNode):
        return True
    discussed = view.out(meeting, "discusses", MandateNode)
    return some(
        [
            *(_of_mandate(meeting, mandate, discussed) for mandate in mandates.nodes),
            False if mandates.complete else None,
        ]
    )


def _of_mandate(
    meeting: ConsultationNode, mandate: MandateNode, discussed: Links[MandateNode]
) -> Truth:
    if mandate.id in discussed.ids:
        return True
    if is_unknown(meeting, "mandate_number"):
        return None
    if meeting.mandate_number is not None:
        here = equals(mandate, "number", meeting.mandate_number)
    elif is_unknown(meeting, "date") or is_unknown(mandate, "adopted"):
        here = None
    else:
        since = mandate.adopted
        here = since is None or (meeting.date is not None and as_day(meeting.date) >= since)
    return some([here, False if discussed.complete else None])


def _parties(view: View, meetings: Links[ConsultationNode], asked: Truth) -> Iterator[Case]:
    mission = view.strategy.mission
    substantive = meetings.where(
        lambda meeting: opposite(equals(meeting, "interactivity", "statements_only"))
    )
    names = contributors_of(view)
    absent = {party: opposite(_was_there(party, substantive, meetings, names)) for party in PARTIES}
    verdict = every([asked, some(absent.values())])
    if verdict is False:
        return
    missing = [PARTIES[party] for party, answer in absent.items() if answer]
    yield Case(
        verdict=verdict,
        objects=(mission.id,),
        part="a",
        severity=Severity.WARNING,
        message=(
            f"{_listed(missing)} took part in no substantive consultation on {mission.name} in "
            "this mandate's cycle"
        ),
        unknown=(
            f"which parties took part in substantive consultations on {mission.name} can not be "
            "told: who was present, when, or in which form is not known"
        ),
        clears_when=(
            "each of Council, contributors, Secretariat and host State was at one consultation "
            "that was more than statements; or the host was heard apart and the reason is recorded"
        ),
        related=meetings.ids,
        decision=f"In which format, on which day, is {_listed(missing)} heard?",
        root=mission.id,
    )


def _was_there(
    party: str,
    substantive: Links[ConsultationNode],
    meetings: Links[ConsultationNode],
    names: tuple[str, ...],
) -> Truth:
    members = names if party == "contributors" else ()
    there = substantive.some(lambda meeting: attended(meeting, party, members))
    if party != "host":
        return there
    return some([there, meetings.some(lambda meeting: recorded(meeting, "heard_separately"))])


def _listed(parties: list[str]) -> str:
    if len(parties) < 2:
        return parties[0] if parties else "a party"
    return f"{', '.join(parties[:-1])} and {parties[-1]}"


def _statements(view: View, meetings: Links[ConsultationNode], asked: Truth) -> Iterator[Case]:
    mission = view.strategy.mission
    exchange = meetings.some(
        lambda meeting: equals(meeting, "interactivity", "questions", "exchange", "joint_text")
    )
    verdict = every([asked, meetings.any, opposite(exchange)])
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        objects=(mission.id,),
        part="c",
        severity=Severity.WARNING,
        message=(
            f"no consultation on {mission.name} in this mandate's cycle is recorded as more than "
            f"statements ({', '.join(sorted(meetings.ids))})"
        ),
        unknown=f"whether any consultation on {mission.name} was more than statements is not known",
        clears_when="a consultation with questions, an exchange or joint text is on record",
        related=meetings.ids,
        decision="Which meeting is held in a format that allows an exchange?",
        root=mission.id,
    )


def _late_papers(view: View, meeting: ConsultationNode, asked: Truth) -> Iterator[Case]:
    days = view.limits.documents_days
    verdict = every([asked, _papers_late(meeting, days)])
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        objects=(meeting.id,),
        part="d",
        severity=Severity.WARNING,
        message=f"papers for {meeting.name} did not go round {days} days before it",
        unknown=f"when papers for {meeting.name} went round, or when it was held, is not known",
        clears_when=f"papers for the next meeting are recorded as sent {days} days before it",
        decision="By which day do the papers for the next meeting go round?",
        root=meeting.id,
    )


def _papers_late(meeting: ConsultationNode, days: int) -> Truth:
    if is_unknown(meeting, "documents") or is_unknown(meeting, "date"):
        return None
    if meeting.date is None:
        return False
    latest = as_day(meeting.date) - timedelta(days=days)
    return any(paper.sent is None or paper.sent > latest for paper in meeting.documents)


def _waiting(view: View, point: PointNode, asked: Truth) -> Iterator[Case]:
    days = view.limits.point_days
    meetings = view.out(point, "raised_in", ConsultationNode)
    verdict = every([asked, view.in_force(point), _unanswered(point), _old(view, point, meetings)])
    if verdict is False:
        return
    declined = point.disposition == "declined"
    theme = f" on {point.theme}" if point.theme else ""
    yield Case(
        verdict=verdict,
        objects=(point.id,),
        part="b",
        severity=Severity.WARNING,
        message=(
            f"{point.name}{theme}, raised by {point.party or 'a party'}, "
            + ("was declined without reasons" if declined else f"has waited over {days} days")
        ),
        unknown=f"when {point.name} was raised, or what became of it, is not known",
        clears_when="its disposition is recorded: adopted, partly, or declined with reasons",
        related=meetings.ids,
        decision=f"Who answers {point.id}, and how?",
        root=meetings.ids[0] if meetings.nodes else point.id,
    )


def _unanswered(point: PointNode) -> Truth:
    return some(
        [
            equals(point, "disposition", "pending", None),
            every([equals(point, "disposition", "declined"), opposite(recorded(point, "reasons"))]),
        ]
    )


def _old(view: View, point: PointNode, meetings: Links[ConsultationNode]) -> Truth:
    """Tell whether a point was raised too long ago: on its day, or else on its meeting's."""
    if is_unknown(point, "raised"):
        return None
    limit = view.day - timedelta(days=view.limits.point_days)
    if point.raised is not None:
        return as_day(point.raised) < limit
    return meetings.some(
        lambda meeting: (
            None
            if is_unknown(meeting, "date")
            else meeting.date is not None and as_day(meeting.date) < limit
        )
    )


RULE = Rule(
    code="TCC-05",
    name="incomplete-dialogue",
    title="Dialogue incomplete: a party missing, or points without an answer",
    since="0.2.0",
    severity="warning",
    sources=(
        Quotation(
            "D2",
            "limited opportunities for a meaningful discussion between the Security Council, "
            "T/PCCs, the Secretariat and the host State",
        ),
        Quotation("Q4", "inclusive and substantive"),
    ),
    check=check,
)
