"""Host posture unassessed, stale or inferred.

## What it asks

The host has the primary responsibility to protect. Who, of the host, is responsible where people
are threatened; and were their will and their capacity each judged, lately, on evidence of its own?

## Why

Unwilling and unable call for different responses. A guess at the one made from the other leads the
mission to train those who would rather not protect, or to press those who can not.

## Source

- H1: "either because the government lacks the will"
- H1: "the government lacks the capacity"
- L2: "solid assessments and analysis"

## Fires when

- (a) A threat is pressing and at least moderate, and no host authority is recorded as responsible
  for it or for its area. A host authority or force that poses the threat itself counts: its
  posture is what matters then.
- (b) Such an authority has no posture, or one whose will or capacity is not recorded or unknown.
- (c) Its posture is stale: `review_by` has passed, or it has none and has held for longer than
  `review_days`.
- (d) Its will and its capacity rest on one and the same item.

## Severity

Warning; (b), (c) and (d) error while support to the authority or a joint operation with it is live.

## What clears it

Record the responsible authority, and assess it, per area, with separate evidence for will and for
capacity and a day of review.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: moderate, area: south, status: active}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: moderate, area: south, status: active}]
authorities: [{id: governor, side: host, responsible_for: [south]}]
posture: [{authority: governor, will: unknown, capacity: 2, review_by: 2031-03-01}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: brigade, level: high, status: active}]
posture: [{authority: brigade, will: 1, capacity: 3, will_evidence: [I], capacity_evidence: [I]}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: moderate, area: south, status: active}]
authorities: [{id: governor, side: host, responsible_for: [south]}]
posture:
  - authority: governor
    will: 3
    capacity: 1
    will_evidence: [I1]
    capacity_evidence: [I2, I3]
    valid_from: 2031-03-01
    review_by: 2031-09-01
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
threats: [{id: T, actor: militia, level: unknown, area: south, status: active}]
```

## Edge cases

Never fill will or capacity from an index for the whole country. Here an unknown will fires, for the
rule asks whether it is known; HST-01 and HST-02 can not tell then. A posture without any date is
not called stale. Where a posture names no evidence apart for will and capacity, what it is
`based_on` stands for both. An authority without a posture of its own is judged by what it is part
of.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.host.posture_record import (
    GraveThreats,
    grave_threats,
    responsible_for,
    superseded,
)
from peaceops.direct.check.rules.host.support_status import live_support
from peaceops.direct.check.standing import circle_of, grave, live_activity, of_host, posed_by_host
from peaceops.direct.check.view import Links, View, equals, joined, passed
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.force import AuthorityNode
from peaceops.domain.strategy.host import PostureNode, SupportNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.protection import ActivityNode
from peaceops.domain.strategy.threat import ActorNode, ThreatNode
from peaceops.domain.truth import Truth, every, opposite, some


def check(view: View) -> Iterator[Case]:
    """Find threats without a host authority, and authorities whose posture is not known."""
    for threat in view.of(ThreatNode):
        yield from _unanswered(view, threat)
    threats = grave_threats(view)
    replaced = superseded(view)
    authorities: list[AuthorityNode | ActorNode] = [*view.of(AuthorityNode), *view.of(ActorNode)]
    for node in authorities:
        yield from _unjudged(view, node, threats, replaced)
    for posture in view.of(PostureNode):
        if posture.id not in replaced:
            yield from _of_posture(view, posture, threats)


def _unanswered(view: View, threat: ThreatNode) -> Iterator[Case]:
    pressing = grave(view, threat)
    if pressing is False:
        return
    responsible = responsible_for(view, threat).where(lambda one: of_host(view, one.id))
    verdict = every([pressing, responsible.none, opposite(posed_by_host(view, threat))])
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        part="a",
        objects=(threat.id,),
        severity=Severity.WARNING,
        message=(
            f"{threat.name} has no responsible host authority on record, neither for it nor for "
            + (f"its area {threat.area}" if threat.area else "an area, which is not recorded")
        ),
        unknown=(
            f"whether a host authority is responsible for {threat.name} can not be told: its "
            "level, status, actor or area, or what an authority is responsible for, is unknown"
        ),
        clears_when=(
            f"an authority of the host is responsible_for {threat.id} or its area, and has a "
            "posture of its own"
        ),
        candidates=_candidates(view),
        decision=f"Which host authority is responsible where {threat.id} lies, and who asks it?",
        root=threat.id,
    )


def _unjudged(
    view: View, node: AuthorityNode | ActorNode, threats: GraveThreats, replaced: frozenset[str]
) -> Iterator[Case]:
    if isinstance(node, ActorNode):
        host = equals(node, "kind", "host_force", "host_authority")
    else:
        host = equals(node, "side", "host")
    verdict = every([host, threats.bear_on(node.id)])
    if verdict is False:
        return
    circle, complete = circle_of(view, node.id)
    postures = joined(view.having(PostureNode, "authority", name) for name in sorted(circle)).where(
        lambda one: every([one.id not in replaced, view.in_force(one)])
    )
    verdict = every([verdict, postures.none, True if complete else None])
    yield _case(
        view,
        node,
        node.id,
        threats,
        part="b",
        verdict=verdict,
        what="has no posture on record: neither its will nor its capacity was judged",
        clears=f"a posture of {node.id} judges its will and its capacity apart",
    )


def _of_posture(view: View, posture: PostureNode, threats: GraveThreats) -> Iterator[Case]:
    bears = (
        every([None, threats.any()])
        if is_unknown(posture, "authority")
        else threats.bear_on(posture.authority)
    )
    matters = every([view.in_force(posture), bears])
    if matters is False:
        return
    missing = [name for name in ("will", "capacity") if _unjudged_field(posture, name)]
    who = posture.authority or "its authority"
    for part, verdict, what, clears in (
        (
            "b",
            every([matters, bool(missing)]),
            f"does not know the {' and the '.join(missing)} of {who}",
            f"will and capacity of {who} are each assessed in {posture.id}",
        ),
        (
            "c",
            every([matters, _stale(view, posture)]),
            f"judged {who} too long ago"
            + (
                f"; its review was due on {posture.review_by.isoformat()}"
                if posture.review_by
                else ""
            ),
            f"{who} is assessed anew, with a day of review ahead",
        ),
        (
            "d",
            every([matters, _one_item(view, posture)]),
            f"rests the will and the capacity of {who} on one and the same item",
            f"will and capacity of {who} rest on separate evidence",
        ),
    ):
        yield _case(
            view,
            posture,
            posture.authority,
            threats,
            part=part,
            verdict=verdict,
            what=what,
            clears=clears,
        )


def _case(
    view: View,
    node: Node,
    who: str | None,
    threats: GraveThreats,
    *,
    part: str,
    verdict: Truth,
    what: str,
    clears: str,
) -> Case:
    named = who or node.id
    severe = verdict is not False and _supported(view, who) is True
    return Case(
        verdict=verdict,
        part=part,
        objects=(node.id,),
        severity=Severity.ERROR if severe else Severity.WARNING,
        message=f"{node.name} {what}" + ("; support to it or a joint operation is live" * severe),
        unknown=(
            f"whether {node.name} wants a new assessment can not be told: a threat's level, actor "
            "or area, or the dates or evidence of the posture, are unknown"
        ),
        clears_when=clears,
        related=threats.ids(who),
        decision=f"Who assesses will and capacity of {named}, on which evidence, by when?",
        root=named,
    )


def _unjudged_field(posture: PostureNode, name: str) -> bool:
    return getattr(posture, name) is None or is_unknown(posture, name)


def _stale(view: View, posture: PostureNode) -> Truth:
    if posture.review_by is None and not is_unknown(posture, "review_by"):
        if is_unknown(posture, "valid_from"):
            return None
        held = view.days_since(posture.valid_from)
        return held is not None and held > view.limits.review_days
    return passed(posture, "review_by", view.day)


def _one_item(view: View, posture: PostureNode) -> Truth:
    """Tell whether both judgements go back to a single item."""
    will, capacity = set(posture.will_evidence), set(posture.capacity_evidence)
    doubtful = {"will_evidence", "capacity_evidence"} & posture.unknown
    if not doubtful and not will and not capacity:
        based: Links[Node] = view.out(posture, "based_on")
        if len(based.edges) > 1:
            return False
        return None if not based.complete else len(based.edges) == 1
    if len(will) > 1 or len(capacity) > 1 or (will and capacity and will != capacity):
        return False
    return None if doubtful else will == capacity


def _supported(view: View, who: str | None) -> Truth:
    """Tell whether somebody of the mission supports an authority now, or works beside it."""
    if who is None:
        return False
    return some(
        [
            view.having(SupportNode, "recipient", who).some(lambda one: live_support(view, one)),
            view.having(ActivityNode, "joint_with", who).some(lambda one: live_activity(view, one)),
        ]
    )


def _candidates(view: View) -> tuple[str, ...]:
    """Name the host's authorities on record that are not recorded as perpetrators."""
    return tuple(
        sorted(
            f"{one.name}: an authority of the host, responsible for nothing on record"
            for one in view.of(AuthorityNode)
            if equals(one, "side", "host")
            and not _has_charge(view, one)
            and not _perpetrator(view, one.id)
        )
    )


def _has_charge(view: View, authority: AuthorityNode) -> bool:
    """Tell whether an authority is responsible for anything on record."""
    return bool(view.out(authority, "responsible_for").edges)


def _perpetrator(view: View, name: str) -> Truth:
    return view.having(PostureNode, "authority", name).some(
        lambda one: equals(one, "role", "perpetrator")
    )


RULE = Rule(
    code="HST-07",
    name="host-posture-unassessed",
    title="Host posture unassessed, stale or inferred",
    since="0.2.0",
    severity="warning; error if support or joint operations are live",
    sources=(
        Quotation("H1", "either because the government lacks the will"),
        Quotation("H1", "the government lacks the capacity"),
        Quotation("L2", "solid assessments and analysis"),
    ),
    check=check,
)
