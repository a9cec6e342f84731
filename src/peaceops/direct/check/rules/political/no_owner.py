"""No accountable owner.

## What it asks

Which one post answers for this?

## Why

Decisive leadership needs one name per decision.

## Source

- B2: "decisive leadership remained essential to the protection of civilians mandate"

## Fires when

An objective, track, task, activity, warning or decision is in a live state, and

- (a) it has no owner;
- (b) it has more than one accountable owner;
- (c) the post that owns it is vacant with no deputy recorded, or has ended;
- (d) it is a decision that is pending after its due date.

## Severity

Error for what concerns a threat that is assessed or active and at least high, or a warning of that
level; warning otherwise. A task concerns the threats that its activities address, and those in its
area.

## What clears it

Assign one accountable post; record a deputy for a vacant one; take the overdue decision, or set
another limit. Supporting roles are unlimited, and are not recorded as owners.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
posts: [{id: head_of_office, vacant: true}]
tasks:
  - {id: K1, code: poc_physical}
  - {id: K2, code: early_warning, owner: head_of_office}
decisions: [{id: D, status: pending, asked: 2031-04-01, due: 2031-04-15, owner: force_commander}]
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
posts: [{id: head_of_office, vacant: true, deputy: senior_adviser}]
tasks:
  - {id: K1, code: poc_physical, owner: force_commander}
  - {id: K2, code: early_warning, owner: head_of_office}
decisions: [{id: D, status: pending, asked: 2031-04-01, due: 2031-05-15, owner: force_commander}]
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
tasks: [{id: K1, code: poc_physical, owner: unknown}]
```

## Edge cases

A post that is named but not recorded is taken to be filled. Live is: an objective that is active,
or whose phase begins within `lead_days`; a track that is neither planned, suspended nor closed; an
active task; a live activity; a warning that nobody closed; a decision that is pending, or taken and
standing until an expiry date. A decision without a due date is not overdue.
"""

from collections.abc import Iterator

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.rules.political.linkage import (
    in_play,
    shortened,
    threats_of_objective,
    threats_of_track,
)
from peaceops.direct.check.standing import area_of, grave, live_activity, live_task, threats_in
from peaceops.direct.check.view import Links, View, equals, joined, passed, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.judgement import DecisionNode
from peaceops.domain.strategy.mission import PostNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.politics import ObjectiveNode, TrackNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.strategy.warning import WarningNode
from peaceops.domain.truth import Truth, every, opposite, some

Owned = ObjectiveNode | TrackNode | TaskNode | ActivityNode | WarningNode | DecisionNode
KINDS: tuple[type[Owned], ...] = (
    ObjectiveNode,
    TrackNode,
    TaskNode,
    ActivityNode,
    WarningNode,
    DecisionNode,
)


def check(view: View) -> Iterator[Case]:
    """Find what is under way and answered for by nobody, by several, or by an empty post."""
    for kind in KINDS:
        for node in view.of(kind):
            live = _live(view, node)
            if live is False:
                continue
            yield from _ownership(view, node, live)
            if isinstance(node, DecisionNode):
                yield from _overdue(view, node)


def _ownership(view: View, node: Owned, live: Truth) -> Iterator[Case]:
    owners = sorted({*node.owners, *([node.owner] if node.owner else [])})
    hidden = is_unknown(node, "owner") or is_unknown(node, "owners")
    if not owners:
        yield _case(
            view,
            node,
            "a",
            None if hidden else live,
            f"{node.noun} {node.name} has no accountable owner",
            f"Which post answers for {node.id}?",
        )
        return
    if len(owners) > 1 or hidden:
        yield _case(
            view,
            node,
            "b",
            live if len(owners) > 1 else None,
            f"{node.noun} {node.name} has more than one accountable owner: {', '.join(owners)}",
            f"Which one of {', '.join(owners)} answers for {node.id}?",
        )
    posts = [post for name in owners if (post := _post(view, name)) is not None]
    answers = {post.id: _empty(view, post) for post in posts}
    verdict = every([live, some(answers.values())])
    if verdict is not False:
        empty = [post for post in posts if answers[post.id] is not False]
        names = " and ".join(post.name for post in empty)
        yield _case(
            view,
            node,
            "c",
            verdict,
            f"{node.noun} {node.name} is owned by {names}, which is vacant or has ended",
            f"Who takes over {node.id} from {names}?",
            # Nobody sits in the post that would be asked.
            owner=next((post.deputy for post in empty if post.deputy), None),
            root=empty[0].id,
            related=tuple(post.id for post in empty),
        )


def _overdue(view: View, decision: DecisionNode) -> Iterator[Case]:
    verdict = every(
        [
            equals(decision, "status", "pending"),
            passed(decision, "due", view.day),
            view.in_force(decision),
        ]
    )
    if verdict is not False:
        late = view.days_since(decision.due)
        yield _case(
            view,
            decision,
            "d",
            verdict,
            f"decision {decision.name} is overdue by {late or 'an unknown number of'} days",
            f"Is {decision.id} taken this week, and by whom?",
        )


def _case(
    view: View,
    node: Owned,
    part: str,
    verdict: Truth,
    message: str,
    decision: str,
    *,
    root: str = "",
    owner: str | None = None,
    related: tuple[str, ...] = (),
) -> Case:
    return Case(
        verdict=verdict,
        part=part,
        objects=(node.id,),
        severity=Severity.ERROR if _concerns_grave(view, node) else Severity.WARNING,
        message=message,
        unknown=(
            f"who answers for {node.noun} {node.name}, or whether it is still under way, is not "
            "known"
        ),
        clears_when=(
            f"{node.id} is taken, or has another due date"
            if part == "d"
            else f"{node.id} has exactly one accountable owner, in a post that is filled"
        ),
        related=related,
        candidates=_nearby_owners(view, node),
        decision=decision,
        owner=owner,
        due=node.due if isinstance(node, DecisionNode) else None,
        root=root or node.id,
    )


def _live(view: View, node: Owned) -> Truth:
    if isinstance(node, ObjectiveNode):
        return in_play(view, node)
    if isinstance(node, TaskNode):
        return live_task(view, node)
    if isinstance(node, ActivityNode):
        return live_activity(view, node)
    if isinstance(node, TrackNode):
        state = opposite(equals(node, "status", "planned", "suspended", "closed"))
    elif isinstance(node, WarningNode):
        state = opposite(equals(node, "open", False))
    else:
        stands = every([recorded(node, "expires"), opposite(passed(node, "expires", view.day))])
        state = some(
            [
                equals(node, "status", "pending"),
                every([equals(node, "status", "taken"), stands]),
            ]
        )
    return every([state, view.in_force(node)])


def _post(view: View, name: str) -> PostNode | None:
    node = view.strategy.nodes.get(name)
    return node if isinstance(node, PostNode) else None


def _empty(view: View, post: PostNode) -> Truth:
    vacant = every([equals(post, "vacant", True), opposite(recorded(post, "deputy"))])
    return some([vacant, recorded(post, "ended"), opposite(view.in_force(post))])


def _concerns_grave(view: View, node: Node) -> bool:
    """Tell whether something surely concerns a threat that is at least high."""
    if isinstance(node, DecisionNode):
        about: Links[Node] = view.out(node, "on")
        return any(_concerns_grave(view, one) for one in about.nodes)
    if isinstance(node, WarningNode) and node.level in {"high", "extreme"}:
        return True
    return any(grave(view, threat, "high") is True for threat in _threats(view, node))


def _threats(view: View, node: Node) -> tuple[ThreatNode, ...]:
    """Return the threats that something is about, as far as known."""
    if isinstance(node, ObjectiveNode):
        return threats_of_objective(view, node).nodes
    if isinstance(node, TrackNode):
        return threats_of_track(view, node).nodes
    if isinstance(node, TaskNode):
        activities = view.into(node, "implements", ActivityNode).nodes
        met = joined(view.out(activity, "addresses", ThreatNode) for activity in activities)
        return (*met.nodes, *threats_in(view, node.area).nodes)
    found = [*view.out(node, "addresses", ThreatNode).nodes]
    found += view.out(node, "warns_of", ThreatNode).nodes
    return (node,) if isinstance(node, ThreatNode) else tuple(found)


def _nearby_owners(view: View, node: Owned) -> tuple[str, ...]:
    """Name posts that answer for what this hangs on, and the post of its area."""
    near: list[Node] = []
    for kind in ("implements", "contributes_to", "addresses", "served_by", "warns_of", "on"):
        near += view.out(node, kind).nodes
    for kind in ("implements", "contributes_to", "served_by"):
        near += view.into(node, kind).nodes
    lines = {
        f"{owner}: answers for {other.id}"
        for other in near
        if isinstance(owner := getattr(other, "owner", None), str) and not _is_empty(view, owner)
    }
    area = area_of(view, getattr(node, "area", None))
    if area is not None and area.post is not None and not _is_empty(view, area.post):
        lines.add(f"{area.post}: the responsible post of {area.id}")
    return shortened(sorted(lines))


def _is_empty(view: View, name: str) -> bool:
    post = _post(view, name)
    return post is not None and _empty(view, post) is not False


RULE = Rule(
    code="POL-10",
    name="no-accountable-owner",
    title="No accountable owner",
    since="0.2.0",
    severity="error for extreme/high items; warning otherwise",
    sources=(
        Quotation(
            "B2", "decisive leadership remained essential to the protection of civilians mandate"
        ),
    ),
    check=check,
)
