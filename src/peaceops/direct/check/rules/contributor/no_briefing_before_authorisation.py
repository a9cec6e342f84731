"""No pre-authorisation briefing to potential contributors.

## What it asks

Before the Council decides, have those who might send people seen the conflict assessment, the
threats, the likely tasks and what will be needed? Could they answer, and did the Council hear it?

## Why

Contributors need the assessment to judge what they can offer, and the Council needs their answer to
judge what it can ask.

## Source

- D1: "briefings to potential contributors on its conflict assessment before an operation is
  authorized"

## Fires when

The mission is being planned or authorised, or a major change of it is under way, and

- (a) no Secretariat briefing is on record whose pack holds conflict assessment, threats, likely
  tasks, capability needs and a way to give feedback; or
- (b) there is one, but what contributors said has not been summarised to the Council.

## Severity

Warning; error from `vote_days` (14) before the vote.

## What clears it

Build the pack, hold the briefing, take the feedback to the Council, and record the day.

## Example that fires

```yaml
mission: {id: M, phase: planning, as_of: 2031-05-01, vote: 2031-05-10}
consultations:
  - {id: S, format: secretariat_briefing, date: 2031-04-20, pack: [threats, likely_tasks]}
```

```yaml
mission: {id: M, phase: authorisation, as_of: 2031-05-01}
consultations:
  - id: S
    format: secretariat_briefing
    date: 2031-04-20
    pack: [conflict_assessment, threats, likely_tasks, capability_needs, feedback]
```

## Example that does not

```yaml
mission: {id: M, phase: planning, as_of: 2031-05-01, vote: 2031-05-10}
consultations:
  - id: S
    format: secretariat_briefing
    date: 2031-04-20
    pack: [conflict_assessment, threats, likely_tasks, capability_needs, feedback]
    summarised_to_council: 2031-04-25
```

## Example that can not be told

```yaml
mission: {id: M, phase: planning, as_of: 2031-05-01}
consultations:
  - {id: S, format: secretariat_briefing, date: 2031-04-20, pack: unknown}
```

## Edge cases

For a major change of a running mission only briefings held since the standing mandate was adopted
count. A pack that is spread over several briefings does not count: each contributor is to see the
whole.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.contributor.mandate_cycle import stands
from peaceops.direct.check.view import Links, View, equals, holds, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.dialogue import ConsultationNode
from peaceops.domain.strategy.graph import as_day
from peaceops.domain.strategy.mandate import MandateNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some

PACK = ("conflict_assessment", "threats", "likely_tasks", "capability_needs", "feedback")


def check(view: View) -> Iterator[Case]:
    """Find a mission about to be authorised, or changed, whose contributors were not briefed."""
    mission = view.strategy.mission
    before = equals(mission, "phase", "planning", "authorisation")
    asked = some([before, equals(mission, "reconfiguration", True)])
    if asked is False:
        return
    briefings = view.having(ConsultationNode, "format", "secretariat_briefing").where(
        lambda meeting: some([before, _since_adoption(view, meeting)])
    )
    full = briefings.where(lambda meeting: every(holds(meeting, "pack", part) for part in PACK))
    missing = every([asked, full.none])
    unheard = every(
        [asked, full.any, full.every(lambda m: opposite(recorded(m, "summarised_to_council")))]
    )
    near = mission.vote is not None and (mission.vote - view.day).days <= view.limits.vote_days
    severity = Severity.ERROR if near else Severity.WARNING
    vote = f", and the vote is on {mission.vote.isoformat()}" if mission.vote else ""
    if missing is not False:
        yield Case(
            verdict=missing,
            objects=(mission.id,),
            part="a",
            severity=severity,
            message=(
                f"potential contributors to {mission.name} have had no briefing with a full pack"
                f"{_lacking(briefings)}{vote}"
            ),
            unknown=(
                f"whether potential contributors to {mission.name} had a briefing with a full pack "
                "can not be told: phase, formats, packs or days are not known"
            ),
            clears_when=(
                "a Secretariat briefing is on record whose pack holds conflict assessment, "
                "threats, likely tasks, capability needs and a way to give feedback"
            ),
            related=briefings.ids,
            decision="On which day are potential contributors briefed, and who builds the pack?",
            due=mission.vote,
            root=mission.id,
        )
    elif unheard is not False:
        yield Case(
            verdict=unheard,
            objects=(mission.id,),
            part="b",
            severity=severity,
            message=(
                f"what potential contributors to {mission.name} said at "
                f"{', '.join(sorted(full.ids))} has not been summarised to the Council{vote}"
            ),
            unknown=(
                f"whether what potential contributors to {mission.name} said reached the Council "
                "can not be told"
            ),
            clears_when="the day on which their views were summarised to the Council is recorded",
            related=full.ids,
            decision="Who takes the contributors' views to the Council before it decides?",
            due=mission.vote,
            root=mission.id,
        )


def _since_adoption(view: View, meeting: ConsultationNode) -> Truth:
    """Tell whether a meeting was held after every standing mandate was adopted."""
    if is_unknown(meeting, "date"):
        return None
    answers: list[Truth] = []
    for mandate in view.of(MandateNode):
        if is_unknown(mandate, "adopted"):
            later: Truth = None
        elif mandate.adopted is None:
            later = True
        else:
            later = meeting.date is not None and as_day(meeting.date) >= mandate.adopted
        answers.append(some([opposite(stands(view, mandate)), later]))
    return every(answers)


def _lacking(briefings: Links[ConsultationNode]) -> str:
    """Say what the packs of the briefings held so far lack."""
    parts = [
        f"{meeting.id} lacks {', '.join(part.replace('_', ' ') for part in absent)}"
        for meeting in sorted(briefings.nodes, key=lambda meeting: meeting.id)
        if (absent := [part for part in PACK if part not in meeting.pack])
    ]
    return f" ({'; '.join(parts)})" if parts else ""


RULE = Rule(
    code="TCC-04",
    name="no-briefing-before-authorisation",
    title="No pre-authorisation briefing to potential contributors",
    since="0.2.0",
    severity="warning; error within 14 days of vote",
    sources=(
        Quotation(
            "D1",
            "briefings to potential contributors on its conflict assessment before an operation is "
            "authorized",
        ),
    ),
    check=check,
)
