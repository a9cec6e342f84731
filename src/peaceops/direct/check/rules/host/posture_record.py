"""Postures that count on the day, whose they are, and which threats they bear on."""

from dataclasses import dataclass, field

from peaceops.direct.check.standing import circle_of, grave
from peaceops.direct.check.view import Links, View, joined
from peaceops.domain.strategy.force import AuthorityNode
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.threat import ActorNode, ThreatNode
from peaceops.domain.truth import Truth, every, some


def superseded(view: View) -> frozenset[str]:
    """Return the ids of postures that a later one in force replaces: same authority, same area."""
    latest: dict[tuple[str | None, str | None], list[PostureNode]] = {}
    for posture in view.of(PostureNode):
        known = not (is_unknown(posture, "authority") or is_unknown(posture, "area"))
        if known and view.in_force(posture) is True:
            latest.setdefault((posture.authority, posture.area), []).append(posture)
    return frozenset(
        posture.id
        for postures in latest.values()
        for posture in postures
        if any(_later(other, posture) for other in postures)
    )


def _later(other: PostureNode, posture: PostureNode) -> bool:
    return other.valid_from is not None and (
        posture.valid_from is None or posture.valid_from < other.valid_from
    )


def postures_of(
    view: View, node: Node, name: str, replaced: frozenset[str] = frozenset()
) -> Links[PostureNode]:
    """Return the postures that count for who stands in a field of a node, in the node's area.

    Its own where it has any; else those of what it is part of.
    """
    if is_unknown(node, name):
        return Links((), (), complete=not view.of(PostureNode))
    who = getattr(node, name)
    if who is None:
        return Links()

    def counts(posture: PostureNode) -> Truth:
        return every([posture.id not in replaced, view.in_force(posture), same_area(posture, node)])

    own = view.having(PostureNode, "authority", who).where(counts)
    if own.nodes:
        return own
    circle, complete = circle_of(view, who)
    above = joined(
        view.having(PostureNode, "authority", other).where(counts)
        for other in sorted(circle - {who})
    )
    return joined([own, above, Links((), (), complete)])


def same_area(node: Node, other: Node) -> Truth:
    """Tell whether two records may be about one area; one without an area is about all."""
    if is_unknown(node, "area") or is_unknown(other, "area"):
        return None
    areas = {getattr(node, "area", None), getattr(other, "area", None)} - {None}
    return len(areas) < 2


def chain_of(view: View, authority: str) -> tuple[tuple[str, ...], bool]:
    """Return an authority with its superiors, sorted, and whether these are all."""
    found = {authority}
    waiting = [authority]
    complete = True
    while waiting:
        name = waiting.pop()
        node = view.strategy.nodes.get(name)
        above = {edge.source for edge in view.into(name, "commands", AuthorityNode).edges}
        complete &= view.into(name, "commands", AuthorityNode).complete
        for kind, noun in (("part_of", ActorNode), ("reports_to", AuthorityNode)):
            if isinstance(node, noun):
                complete &= view.out(node, kind).complete
                above |= {edge.target for edge in view.out(node, kind).edges}
        waiting += above - found
        found |= above
    return tuple(sorted(found)), complete


@dataclass(frozen=True)
class GraveThreats:
    """Which authorities have to do with a threat that is at least moderate.

    Attributes:
        by_authority: threats that an authority poses or is responsible for, and whether they are
            grave, by the authority's id.
        complete: False where some threat does not know whose matter it is.
    """

    by_authority: dict[str, list[tuple[ThreatNode, Truth]]] = field(default_factory=dict)
    complete: bool = True

    def bear_on(self, authority: str | None) -> Truth:
        """Tell whether a grave threat is the authority's matter."""
        own = self.by_authority.get(authority or "", [])
        return some([*(answer for _, answer in own), False if self.complete else None])

    def any(self) -> Truth:
        """Tell whether there is a grave threat that is some authority's matter."""
        return some([*map(self.bear_on, self.by_authority), False if self.complete else None])

    def ids(self, authority: str | None) -> tuple[str, ...]:
        """Return the ids of the authority's threats."""
        return tuple(sorted(threat.id for threat, _ in self.by_authority.get(authority or "", [])))


def grave_threats(view: View) -> GraveThreats:
    """Return the grave threats by the host's authorities that pose them or answer for them."""
    found: dict[str, list[tuple[ThreatNode, Truth]]] = {}
    whole = True
    for threat in view.of(ThreatNode):
        answer = grave(view, threat)
        if answer is False:
            continue
        names: set[str] = set()
        if threat.actor is not None:
            circle, complete = circle_of(view, threat.actor)
            names |= circle
            whole &= complete
        whole &= not is_unknown(threat, "actor")
        responsible = responsible_for(view, threat)
        names |= set(responsible.ids)
        whole &= responsible.complete
        for name in names:
            found.setdefault(name, []).append((threat, answer))
    return GraveThreats(found, whole)


def responsible_for(view: View, threat: ThreatNode) -> Links[AuthorityNode]:
    """Return the authorities that are responsible for a threat or for its area."""
    links = [view.into(threat, "responsible_for", AuthorityNode)]
    if threat.area is not None:
        links.append(view.into(threat.area, "responsible_for", AuthorityNode))
    if is_unknown(threat, "area"):
        links.append(Links((), (), complete=not view.of(AuthorityNode)))
    return joined(links)
