"""The part of a picture that hangs on the gravest threats, for where the whole is too large."""

from peaceops.disseminate.strategy.drawn import Drawn, DrawnNode
from peaceops.domain.threat_level import rank


def gravest_part(whole: Drawn, most: int) -> Drawn:
    """Return the part of a drawing that hangs on the gravest threats, with at most so many nodes.

    Threats are taken gravest first, each with its drivers, what addresses it, the objectives and
    tracks these serve, and the units assigned. The last one may come without what is further off;
    none is left out for the sake of a lesser one.
    """
    if len(whole.nodes) <= most:
        return whole
    threats = sorted(
        (node for node in whole.nodes if node.level is not None),
        key=lambda node: (-_rank(node, high=True), -_rank(node, high=False), node.id),
    )
    kept: set[str] = set()
    for threat in threats:
        part = _around(threat.id, whole)
        fresh = [name for name in part if name not in kept]
        kept.update(fresh[: most - len(kept)])
        if len(kept) == most:
            break
    return Drawn(
        mission=whole.mission,
        day=whole.day,
        nodes=tuple(node for node in whole.nodes if node.id in kept),
        edges=tuple(edge for edge in whole.edges if edge.source in kept and edge.target in kept),
        total=whole.total,
        ended=whole.ended,
        left_out=whole.left_out,
        near={},
    )


def _rank(node: DrawnNode, *, high: bool) -> int:
    return 0 if node.level is None else rank(node.level.high if high else node.level.low)


def _around(threat: str, whole: Drawn) -> list[str]:
    """Return the nodes that belong to a threat, nearest first."""
    found = [threat]
    steps: tuple[tuple[str, bool], ...] = (
        ("causes", False),
        ("addresses", False),
        ("contributes_to", True),
        ("served_by", True),
        ("implements", True),
        ("contributes_to", True),
        ("served_by", True),
        ("assigned", False),
    )
    for kind, forward in steps:
        for edge in whole.edges:
            start, end = (edge.source, edge.target) if forward else (edge.target, edge.source)
            if edge.kind == kind and start in found and end not in found:
                found.append(end)
    return found
