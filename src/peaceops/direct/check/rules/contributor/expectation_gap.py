"""Expectation gap.

## What it asks

What does each party expect the mission to do in this scenario, and what could it really do? Do the
Council and the contributors expect the same? And how many have said anything at all?

## Why

Hope is not an expectation that can be met. What will not be done has to be said before it is
needed, and it can be said only if somebody looked.

## Source

- D2: "clearer consensus around expectations and the will to protect civilians"
- T1: "consensus on what is being asked of troops and police and what is expected of them"
- Q5: "How can the Security Council and T/PCCs better manage expectations for peacekeeping?"

## Fires when

For a scenario in force:

- (a) the highest action that Council, host, population or media expect is `expectation_gap` (2) or
  more levels above what can be delivered: the lowest of what mandate, rules, command, contributors'
  acceptance and capability allow;
- (b) the answers of Council and contributors agree by less than `agreement_index` (0.6);
- (c) fewer than `respondents_share` (0.5) of those asked have answered, or nobody was asked.

## Severity

Warning; error where the host State is the threat.

## What clears it

Close the gap from below (capability, restriction, authority) or from above (message, mandate). Put
the split on the agenda of the dialogue. Ask those who were silent.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
scenarios:
  - id: S
    mandate: 5
    rules: 4
    command: 4
    acceptance: 2
    capability: 3
    expectations:
      - {party: council, respondent: Aland, action_level: 5}
      - {party: contributors, respondent: Bland, action_level: 1}
      - {party: population, answered: false}
      - {party: host, answered: false}
      - {party: media, answered: false}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
scenarios:
  - id: S
    mandate: 5
    rules: 4
    command: 4
    acceptance: 3
    capability: 3
    expectations:
      - {party: council, respondent: Aland, action_level: 4}
      - {party: contributors, respondent: Bland, action_level: 3}
      - {party: population, answered: false}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
scenarios:
  - id: S
    mandate: 5
    rules: 4
    command: 4
    acceptance: unknown
    capability: 4
    expectations:
      - {party: council, respondent: Aland, action_level: 4}
      - {party: contributors, respondent: Bland, action_level: 4}
```

## Edge cases

Silence is reported as silence: it counts in (c), never as agreement. A layer for which nothing is
recorded delivers nothing; one that somebody looked at and does not know may deliver anything. One
answer alone neither agrees nor differs. What the mission, the Secretariat or the contributors
expect does not open a gap: they are not those who wait.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.standing import posed_by_host
from peaceops.direct.check.view import Links, View, equals
from peaceops.domain.expectation import (
    HIGHEST_ACTION,
    Deliverable,
    agreement_index,
    deliverable,
    gap,
)
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.dialogue import LAYERS, ExpectationNode, ScenarioNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth, every, some

WAITING = ("council", "host", "population", "media")
"""Those whose expectations open a gap."""
ASKED = ("council", "contributors")
"""Those who are to agree."""


def check(view: View) -> Iterator[Case]:
    """Find scenarios in which more is hoped than can be done, or nobody knows what is hoped."""
    for scenario in view.of(ScenarioNode):
        live = view.in_force(scenario)
        if live is False:
            continue
        expectations = view.into(scenario, "in_scenario", ExpectationNode).where(view.in_force)
        yield from _gap(view, scenario, live, expectations)
        yield from _split(view, scenario, live, expectations)
        yield from _silence(view, scenario, live, expectations)


def delivered(scenario: ScenarioNode) -> Deliverable:
    """Return what can be delivered; a layer that holds nothing delivers nothing."""
    return deliverable(
        {
            layer: None if is_unknown(scenario, layer) else getattr(scenario, layer) or 0
            for layer in LAYERS
        }
    )


def _gap(
    view: View, scenario: ScenarioNode, live: Truth, expectations: Links[ExpectationNode]
) -> Iterator[Case]:
    within = delivered(scenario)
    limit = view.limits.expectation_gap

    def too_much(one: ExpectationNode) -> Truth:
        """Tell whether one party expects too much."""
        waits = equals(one, "party", *WAITING)
        if is_unknown(one, "action_level"):
            # It may be anything up to the highest; where even that is no gap, none is.
            possible = _exceeds(HIGHEST_ACTION, within, limit) is not False
            return every([waits, None if possible else False])
        if one.action_level is None:
            return False
        return every([waits, _exceeds(one.action_level, within, limit)])

    verdict = every([live, expectations.some(too_much)])
    if verdict is False:
        return
    highest = max(
        (
            (one.action_level, _who(one))
            for one in expectations.nodes
            if one.action_level is not None and one.party in WAITING
        ),
        default=(0, "nobody"),
    )
    binding = ", ".join(within.binding)
    blank = [
        layer
        for layer in LAYERS
        if getattr(scenario, layer) is None and not is_unknown(scenario, layer)
    ]
    yield Case(
        verdict=verdict,
        objects=(scenario.id,),
        part="a",
        severity=_severity(view, scenario),
        message=(
            f"in {scenario.name}, {highest[1]} expects action of level {highest[0]}, and level "
            f"{within.high} can be delivered, held down by {binding}"
            + (f" (nothing is recorded for {', '.join(blank)})" if blank else "")
        ),
        unknown=(
            f"what can be delivered in {scenario.name}, or what is expected, is not known "
            f"({', '.join(sorted(set(scenario.unknown) & set(LAYERS))) or 'expectations'})"
        ),
        clears_when=(
            f"{binding or 'what can be delivered'} is raised, or what is expected comes down, "
            f"until they lie less than {limit:g} levels apart"
        ),
        related=_names(view, scenario, expectations),
        decision=f"Is {binding or 'the gap'} closed from below, or who says what will not be done?",
        root=_root(view, scenario),
    )


def _exceeds(level: int, within: Deliverable, limit: float) -> Truth:
    least, most = gap(level, within)
    if least >= limit:
        return True
    return None if most >= limit else False


def _split(
    view: View, scenario: ScenarioNode, live: Truth, expectations: Links[ExpectationNode]
) -> Iterator[Case]:
    relevant = [one for one in expectations.nodes if equals(one, "party", *ASKED) is not False]
    doubtful = not expectations.complete or any(
        is_unknown(one, "party") or is_unknown(one, "action_level") for one in relevant
    )
    answers = [one.action_level for one in relevant if one.action_level is not None]
    index = agreement_index(answers)
    apart = index is not None and index < view.limits.agreement_index
    verdict = every([live, None if doubtful else apart])
    if verdict is False:
        return
    said = ", ".join(
        sorted(
            f"{_who(one)} {one.action_level}" for one in relevant if one.action_level is not None
        )
    )
    yield Case(
        verdict=verdict,
        objects=(scenario.id,),
        part="b",
        severity=_severity(view, scenario),
        message=(
            f"Council and contributors do not agree on what is to be done in {scenario.name}: "
            f"index {index if index is not None else 0:.2f} of {len(answers)} answers, "
            f"{len(relevant) - len(answers)} silent ({said})"
        ),
        unknown=(
            f"how far Council and contributors agree on {scenario.name} can not be told: not all "
            "answers are known"
        ),
        clears_when=(
            f"the answers of Council and contributors agree by {view.limits.agreement_index:g} or "
            "more"
        ),
        related=_names(view, scenario, expectations),
        decision=f"In which meeting do Council and contributors talk through {scenario.id}?",
        root=_root(view, scenario),
    )


def _silence(
    view: View, scenario: ScenarioNode, live: Truth, expectations: Links[ExpectationNode]
) -> Iterator[Case]:
    answers = [_answered(one) for one in expectations.nodes]
    count = len(answers)
    share = view.limits.respondents_share
    least = sum(answer is True for answer in answers)
    most = sum(answer is not False for answer in answers)
    few: Truth = None
    if expectations.complete:
        if count == 0 or most < share * count:
            few = True
        elif least >= share * count:
            few = False
    verdict = every([live, few])
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        objects=(scenario.id,),
        part="c",
        severity=_severity(view, scenario),
        message=(
            f"{least} of {count} who were asked have said what they expect in {scenario.name}"
            if count
            else f"nobody was asked what they expect in {scenario.name}"
        ),
        unknown=f"how many have said what they expect in {scenario.name} can not be told",
        clears_when=f"at least {share:.0%} of those asked have answered, Council and contributors "
        "among them",
        related=_names(view, scenario, expectations),
        decision=f"Who asks those who were silent on {scenario.id}, and by when?",
        root=_root(view, scenario),
    )


def _answered(one: ExpectationNode) -> Truth:
    if one.answered is False:
        return False
    return None if is_unknown(one, "action_level") else one.action_level is not None


def _who(one: ExpectationNode) -> str:
    return one.respondent or one.party or "somebody"


def _severity(view: View, scenario: ScenarioNode) -> Severity:
    host = some(
        [
            equals(scenario, "host_threat", True),
            equals(scenario, "perpetrator", "host_force"),
            view.out(scenario, "about", ThreatNode).some(
                lambda threat: posed_by_host(view, threat)
            ),
        ]
    )
    return Severity.ERROR if host else Severity.WARNING


def _names(
    view: View, scenario: ScenarioNode, expectations: Links[ExpectationNode]
) -> tuple[str, ...]:
    return (*expectations.ids, *view.out(scenario, "about", ThreatNode).ids)


def _root(view: View, scenario: ScenarioNode) -> str:
    return min(view.out(scenario, "about", ThreatNode).ids, default=scenario.id)


RULE = Rule(
    code="TCC-08",
    name="expectation-gap",
    title="Expectation gap",
    since="0.2.0",
    severity="warning; error if host-threat scenario",
    sources=(
        Quotation("D2", "clearer consensus around expectations and the will to protect civilians"),
        Quotation(
            "T1",
            "consensus on what is being asked of troops and police and what is expected of them",
        ),
        Quotation(
            "Q5",
            "How can the Security Council and T/PCCs better manage expectations for peacekeeping?",
        ),
    ),
    check=check,
)
