"""Whether a host authority is tied to who poses a threat: chains of command walked both ways.

Up from a brigade to its army and ministry, and down again to every other unit of theirs. A tie that
somebody looked for and does not know counts as one, and so does an actor or an authority of which
nothing is recorded (design § 6.6: "unknown or linked means off by default").
"""

from typing import Literal

import msgspec

from peaceops.domain.strategy.force import AuthorityNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.threat import ActorNode

TIES = ("part_of", "sponsored_by", "commands", "reports_to", "tasks", "delegates_to")
"""Edges along which orders, money or names travel."""
HOST_KINDS = frozenset({"host_force", "host_authority"})


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What is on record between an authority and an actor.

    Attributes:
        state: linked, unknown, or none on record although both are.
        path: ids from the authority to the actor, where linked.
        reason: in words.
    """

    state: Literal["linked", "unknown", "none_on_record"]
    path: tuple[str, ...] = ()
    reason: str


def link_between(strategy: Strategy, authority: str, actor: str | None) -> Link:
    """Return how a host authority is tied to the actor of a notice.

    Args:
        strategy: with everything recorded of actors and authorities.
        authority: id of the host authority.
        actor: id of who poses the threat; None where that is not known.
    """
    if actor is None:
        return Link(state="unknown", reason="who poses the threat is not known")
    path = _path(strategy, authority, actor)
    if path:
        return Link(state="linked", path=path, reason=f"tied by {' – '.join(path)}")
    for end in (authority, actor):
        gap = _gap(strategy, end)
        if gap:
            return Link(state="unknown", reason=gap)
    if _of_host(strategy, actor):
        return Link(
            state="unknown",
            reason=f"{actor} is of the host State or tied to it; how it is tied to {authority} is "
            "not recorded",
        )
    return Link(
        state="none_on_record", reason=f"no tie between {authority} and {actor} is recorded"
    )


def chain_of(strategy: Strategy, start: str) -> frozenset[str]:
    """Return all that a node is tied to, itself included, over any number of ties, both ways."""
    return frozenset(_walk(strategy, start))


def _neighbours(strategy: Strategy, node: str) -> list[str]:
    ahead = [edge.target for kind in TIES for edge in strategy.out(node, kind)]
    back = [edge.source for kind in TIES for edge in strategy.into(node, kind)]
    return sorted({*ahead, *back})


def _walk(strategy: Strategy, start: str) -> dict[str, str]:
    """Return every node reached, with the one from which it was reached first."""
    came: dict[str, str] = {start: ""}
    waiting = [start]
    while waiting:
        node = waiting.pop(0)
        for other in _neighbours(strategy, node):
            if other not in came:
                came[other] = node
                waiting.append(other)
    return came


def _path(strategy: Strategy, start: str, end: str) -> tuple[str, ...]:
    came = _walk(strategy, start)
    if end not in came:
        return ()
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return tuple(reversed(path))


def _gap(strategy: Strategy, start: str) -> str:
    """Say what is not known of an end or of anything that it is tied to; empty where all is."""
    for name in sorted(chain_of(strategy, start)):
        node = strategy.nodes.get(name)
        if node is None:
            return f"nothing is recorded of {name}"
        unknown = sorted(tie for tie in TIES if is_unknown(node, tie))
        if unknown:
            return f"{unknown[0].replace('_', ' ')} of {name} is not known"
        if isinstance(node, ActorNode) and (node.kind is None or is_unknown(node, "kind")):
            return f"what {name} is, is not known"
        if isinstance(node, AuthorityNode) and (node.side is None or is_unknown(node, "side")):
            return f"whose authority {name} is, is not known"
    return ""


def _of_host(strategy: Strategy, start: str) -> bool:
    return any(
        _is_of_host(strategy, strategy.nodes.get(name)) for name in chain_of(strategy, start)
    )


def _is_of_host(strategy: Strategy, node: Node | None) -> bool:
    """Tell whether a node is recorded as part of the host State: kind, side, or a posture of it."""
    if isinstance(node, ActorNode) and node.kind in HOST_KINDS:
        return True
    if isinstance(node, AuthorityNode) and node.side == "host":
        return True
    return node is not None and any(
        posture.authority == node.id for posture in strategy.of(PostureNode)
    )
