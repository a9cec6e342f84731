"""Warning without timely decision, or without answer to the community.

## What it asks

Somebody warned. Who decided, when, did anybody go, and was the community told?

## Why

Early warning helps only if early action follows. A community that is never answered stops calling.

## Source

- P2: "plan accordingly"
- H1: "responsibility to intervene"
- L2: "sense of safety"

## Fires when

- a: a warning of a high or extreme threat was not decided on within `decide_hours_imminent` where
  harm is imminent, `decide_hours` otherwise; or was decided later, and no review of the response
  followed. Without a level of its own it has that of the threat it warns of.
- b: the decision on a warning was not to respond, for want of an owner or for no reason given.
- c: a response, of the mission or of the host, came more than `late_response_hours` after the harm
  was expected, or never and without a reason; and no review is recorded.
- d: the community was not answered within `feedback_hours`, and the answer was not withheld for
  its safety.

Hours run from the time the warning was received to the end of the day of the check.

## Severity

Blocker while the warning is open and imminent; error otherwise.

## What clears it

Take the decision, at the next owner where the first is silent; record the reason; review what was
late; answer the community safely, or record that the answer is withheld.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
warnings: [
  {id: W, level: high, imminent: true, open: true, received: 2031-04-27T08:00:00Z}
]
responses:
  - {id: R, responds_to: [W], responder: mission, expected: 2031-04-27T12:00:00Z,
     on_site: 2031-04-30T12:00:00Z}
```

```yaml
mission: {id: M, as_of: 2031-05-01}
warnings: [{id: W, level: moderate, received: 2031-04-30T08:00:00Z, leads_to: [D]}]
decisions: [{id: D, kind: no_response, no_response_code: no_owner}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
warnings: [
  {id: W, level: high, received: 2031-04-27T08:00:00Z, decided: 2031-04-27T12:00:00Z,
   fed_back: 2031-04-28T08:00:00Z, leads_to: [D]}
]
decisions: [{id: D, kind: respond, leads_to: [R]}]
responses:
  - {id: R, expected: 2031-04-27T12:00:00Z, on_site: 2031-04-27T18:00:00Z}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
warnings: [
  {id: W, level: high, received: 2031-04-27T08:00:00Z, decided: unknown, feedback_withheld: true}
]
```

## Edge cases

An answer may be withheld for the community's safety. A warning without a time of receipt is taken
as overdue: nobody could show that it is not. A decision of which only the day is known counts from
the first hour of that day.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.information.clock import end_of, hours_between, start_of
from peaceops.direct.check.standing import area_of
from peaceops.direct.check.view import Links, View, equals, joined, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.mission import PostNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.strategy.warning import ResponseNode, WarningNode
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find warnings that nobody decided on or answered, and responses late beyond explanation."""
    for warning in view.of(WarningNode):
        truth = view.in_force(warning)
        if truth is False:
            continue
        decisions = joined(
            [
                view.out(warning, "leads_to", DecisionNode),
                view.into(warning, "on", DecisionNode),
            ]
        )
        yield from _undecided(view, warning, truth, decisions)
        yield from _no_response(view, warning, truth, decisions)
        yield from _no_answer(view, warning, truth)
    for response in view.of(ResponseNode):
        yield from _late_response(view, response)


def _undecided(
    view: View, warning: WarningNode, truth: Truth, decisions: Links[DecisionNode]
) -> Iterator[Case]:
    taken = decisions.where(_taken)
    decided = some([recorded(warning, "decided"), taken.any])
    waits = every([opposite(decided), _over(view, warning, end_of(view.day), missing=True)])
    late = every(
        [
            decided,
            _decided_late(view, warning, taken),
            opposite(_reviewed(view, warning, decisions)),
        ]
    )
    verdict = every([truth, _grave(view, warning), some([waits, late])])
    if verdict is False:
        return
    limits = view.limits
    hours = limits.decide_hours_imminent if warning.imminent else limits.decide_hours
    yield Case(
        verdict=verdict,
        part="a",
        objects=(warning.id,),
        severity=_severity(warning),
        message=(
            f"{_received(warning)} was decided on after more than {hours:g} hours, and no "
            "review followed"
            if decided
            else f"{_received(warning)} waits for a decision for more than {hours:g} hours"
        ),
        unknown=f"it is not known whether {warning.name} was decided on within its hours",
        clears_when=(
            f"a decision on {warning.id} is recorded; one that came late is followed by a review"
        ),
        related=decisions.ids,
        candidates=_next_owners(view, warning),
        decision=(
            f"Who reviews why {warning.id} was decided on late?"
            if decided
            else f"What is decided on {warning.id}: respond, monitor, refer, or no response?"
        ),
        due=_due(warning, hours),
        root=warning.id,
    )


def _no_response(
    view: View, warning: WarningNode, truth: Truth, decisions: Links[DecisionNode]
) -> Iterator[Case]:
    idle = decisions.where(
        lambda decision: every(
            [
                equals(decision, "kind", "no_response"),
                _taken(decision),
                some(
                    [
                        equals(decision, "no_response_code", "unknown_reason", "no_owner"),
                        opposite(recorded(decision, "no_response_code")),
                    ]
                ),
            ]
        )
    )
    verdict = every([truth, idle.any])
    if verdict is False:
        return
    why = (
        "for want of an owner"
        if any(node.no_response_code == "no_owner" for node in idle.nodes)
        else "for no reason given"
    )
    yield Case(
        verdict=verdict,
        part="b",
        objects=(warning.id,),
        severity=_severity(warning),
        message=f"nobody responded to {warning.name}, {why}",
        unknown=f"it is not known what was decided on {warning.name}, or why nobody responded",
        clears_when=f"the decision on {warning.id} gives a reason, and has an owner",
        related=idle.ids,
        candidates=_next_owners(view, warning),
        decision=f"Who owns the response to {warning.id}, and why was there none?",
        root=warning.id,
    )


def _no_answer(view: View, warning: WarningNode, truth: Truth) -> Iterator[Case]:
    hours = view.limits.feedback_hours
    verdict = every(
        [
            truth,
            opposite(recorded(warning, "fed_back")),
            opposite(equals(warning, "feedback_withheld", True)),
            _longer(warning, end_of(view.day), hours, missing=True),
        ]
    )
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        part="d",
        objects=(warning.id,),
        severity=_severity(warning),
        message=f"{_received(warning)} was not answered to the community within {hours:g} hours",
        unknown=f"it is not known whether the community that gave {warning.name} was answered",
        clears_when=f"the community is answered on {warning.id}, or the answer withheld for safety",
        decision=f"Who answers the community on {warning.id}, in which safe way?",
        due=_due(warning, hours),
        root=warning.id,
    )


def _late_response(view: View, response: ResponseNode) -> Iterator[Case]:
    hours = view.limits.late_response_hours
    verdict = every(
        [
            view.in_force(response),
            _came_late(view, response, hours),
            opposite(recorded(response, "review")),
        ]
    )
    if verdict is False:
        return
    warnings = view.out(response, "responds_to", WarningNode)
    blocked = any(_severity(warning) is Severity.BLOCKER for warning in warnings.nodes)
    who = f"of the {response.responder}" if response.responder else "of nobody named"
    yield Case(
        verdict=verdict,
        part="c",
        objects=(response.id,),
        severity=Severity.BLOCKER if blocked else Severity.ERROR,
        message=(
            f"the response {response.name} {who} "
            f"{'came' if response.on_site is not None else 'is out'} more than {hours:g} hours "
            "after the harm was expected, and no review followed"
        ),
        unknown=f"it is not known when {response.name} came, or whether it was reviewed",
        clears_when=f"a review of {response.id} is recorded",
        related=warnings.ids,
        decision=f"Who reviews {response.id}, by when?",
        owner=next((node.owner for node in warnings.nodes if node.owner is not None), None),
        root=min(warnings.ids, default=response.id),
    )


def _came_late(view: View, response: ResponseNode, hours: float) -> Truth:
    if is_unknown(response, "expected"):
        return None
    if response.expected is None:
        return False
    if response.on_site is not None:
        return hours_between(response.expected, response.on_site) > hours
    if hours_between(response.expected, end_of(view.day)) <= hours:
        return False
    if is_unknown(response, "on_site"):
        return None
    return opposite(recorded(response, "reason"))


def _taken(decision: DecisionNode) -> Truth:
    """Tell whether a decision was taken; one that was asked for needs the day on which it was."""
    return every(
        [
            equals(decision, "status", "taken"),
            some([recorded(decision, "taken"), opposite(recorded(decision, "asked"))]),
        ]
    )


def _grave(view: View, warning: WarningNode) -> Truth:
    """Tell whether a warning is of a high threat, by its own word or by the threat's level."""
    if warning.level is None and not is_unknown(warning, "level"):
        return view.out(warning, "warns_of", ThreatNode).some(
            lambda threat: view.at_least(threat, "high")
        )
    return equals(warning, "level", "high", "extreme")


def _longer(warning: WarningNode, end: datetime, hours: float, *, missing: Truth) -> Truth:
    """Tell whether more than some hours lie between the receipt of a warning and an instant."""
    if is_unknown(warning, "received"):
        return None
    return missing if warning.received is None else hours_between(warning.received, end) > hours


def _over(view: View, warning: WarningNode, end: datetime, *, missing: Truth) -> Truth:
    """Tell whether an instant lies beyond the hours that a warning has for a decision."""
    limits = view.limits
    soon = _longer(warning, end, limits.decide_hours_imminent, missing=missing)
    later = _longer(warning, end, limits.decide_hours, missing=missing)
    imminent = equals(warning, "imminent", True)
    return some([later, every([imminent, soon])])


def _decided_late(view: View, warning: WarningNode, taken: Links[DecisionNode]) -> Truth:
    if is_unknown(warning, "decided"):
        return None
    if warning.decided is not None:
        return _over(view, warning, warning.decided, missing=False)
    if not taken.complete or any(is_unknown(decision, "taken") for decision in taken.nodes):
        return None
    days = [decision.taken for decision in taken.nodes if decision.taken is not None]
    return _over(view, warning, start_of(min(days)), missing=False) if days else False


def _reviewed(view: View, warning: WarningNode, decisions: Links[DecisionNode]) -> Truth:
    """Tell whether a review of the response to a warning is recorded."""
    responses = joined(
        [
            view.into(warning, "responds_to", ResponseNode),
            *(view.out(decision, "leads_to", ResponseNode) for decision in decisions.nodes),
            *(view.into(decision, "responds_to", ResponseNode) for decision in decisions.nodes),
            Links(complete=decisions.complete),
        ]
    )
    return responses.some(lambda response: recorded(response, "review"))


def _severity(warning: WarningNode) -> Severity:
    pressing = warning.imminent is True and warning.open is not False
    return Severity.BLOCKER if pressing else Severity.ERROR


def _received(warning: WarningNode) -> str:
    if warning.received is None:
        return f"{warning.name}, without a time of receipt,"
    return f"{warning.name}, received {warning.received:%Y-%m-%d %H:%M},"


def _due(warning: WarningNode, hours: float) -> date | None:
    if warning.received is None:
        return None
    return (warning.received + timedelta(hours=hours)).date()


def _next_owners(view: View, warning: WarningNode) -> tuple[str, ...]:
    """Name who could be asked next: the owner's deputy, and the post of the area."""
    post = view.strategy.nodes.get(warning.owner or "")
    deputy = post.deputy if isinstance(post, PostNode) else None
    area = area_of(view, warning.area)
    return (
        *((f"{deputy}: stands in for {warning.owner}",) if deputy else ()),
        *((f"{area.post}: responsible for {area.id}",) if area and area.post else ()),
    )


RULE = Rule(
    code="INF-03",
    name="warning-unanswered",
    title="Warning without timely decision, or without answer to the community",
    since="0.2.0",
    severity="blocker while open and imminent; error otherwise",
    sources=(
        Quotation("P2", "plan accordingly"),
        Quotation("H1", "responsibility to intervene"),
        Quotation("L2", "sense of safety"),
    ),
    check=check,
)
