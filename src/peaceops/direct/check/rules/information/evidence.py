"""What a judgement rests on: its items, what they go back to, and how much they weigh."""

from collections.abc import Iterable
from datetime import date

from peaceops.direct.check.view import Links, View, joined
from peaceops.domain.evidence import decayed, first_weight, independent_origins
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.domain.strategy.judgement import AssessmentNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import Truth

NOT_JUDGED = "F6"
"""A grade that says nothing on either scale."""


def items_for(view: View, node: AssessmentNode | ThreatNode) -> Links[ItemNode]:
    """Return the items that support a judgement, those of what it is made from among them."""
    found = [view.into(node, "supports", ItemNode)]
    if isinstance(node, ThreatNode):
        return found[0]
    seen = {node.id}
    waiting = [node]
    while waiting:
        assessment = waiting.pop()
        basis: Links[Node] = view.out(assessment, "based_on")
        found.append(
            Links(
                tuple(item for item in basis.nodes if isinstance(item, ItemNode)),
                (),
                basis.complete,
            )
        )
        threats = view.out(assessment, "of", ThreatNode)
        found.append(Links(complete=threats.complete))
        found += [view.into(threat, "supports", ItemNode) for threat in threats.nodes]
        for further in basis.nodes:
            if isinstance(further, AssessmentNode) and further.id not in seen:
                seen.add(further.id)
                waiting.append(further)
    return joined(found)


def items_against(view: View, node: AssessmentNode | ThreatNode) -> Links[ItemNode]:
    """Return the items that contradict a judgement."""
    found = [view.into(node, "contradicts", ItemNode)]
    if isinstance(node, AssessmentNode):
        threats = view.out(node, "of", ThreatNode)
        found.append(Links(complete=threats.complete))
        found += [view.into(threat, "contradicts", ItemNode) for threat in threats.nodes]
    return joined(found)


def chain_of(view: View, item: ItemNode) -> tuple[frozenset[str], bool]:
    """Return all that an item goes back to, itself included, and whether that is all.

    An item without recorded origins goes back to whoever told it.
    """
    found = {item.id}
    complete = True
    waiting = [item]
    while waiting:
        node = waiting.pop()
        sources = view.out(node, "from_source", SourceNode)
        complete &= not is_unknown(node, "origins")
        further: Iterable[str] = node.origins
        if not node.origins:
            complete &= sources.complete
            further = sources.ids
        for name in further:
            if name not in found:
                found.add(name)
                origin = view.strategy.nodes.get(name)
                if isinstance(origin, ItemNode):
                    waiting.append(origin)
    return frozenset(found), complete


def origins_of(view: View, items: Links[ItemNode]) -> tuple[int, bool]:
    """Return the number of independent origins, at most, and whether it is just that.

    A chain not known to its end may meet any other; an item not known may join two.
    """
    chains = [chain_of(view, item) for item in items.nodes]
    count = independent_origins(chain for chain, _ in chains)
    return count, items.complete and all(complete for _, complete in chains)


def weight_range(item: ItemNode, day: date) -> tuple[float, float]:
    """Return the least and the greatest weight that an item has left on a day.

    One without a grade weighs in full: that it has none is said apart. One without any day has no
    weight, for nobody can say how old it is.
    """
    if is_unknown(item, "grade"):
        low, high = first_weight(NOT_JUDGED)
    elif item.grade is None or item.grade == NOT_JUDGED:
        low, high = 1.0, 1.0
    else:
        low, high = first_weight(item.grade)
    if is_unknown(item, "lifetime_days") or is_unknown(item, "decay_shape"):
        return 0.0, high
    if is_unknown(item, "date") or (item.date is None and is_unknown(item, "reported")):
        return 0.0, high
    told = item.date or item.reported or item.valid_from
    if told is None:
        return 0.0, 0.0
    age = (day - told).days
    return (
        decayed(low, age, item.lifetime_days, item.decay_shape),
        decayed(high, age, item.lifetime_days, item.decay_shape),
    )


def ungraded(item: ItemNode) -> Truth:
    """Tell whether an item has no grade on either scale."""
    return None if is_unknown(item, "grade") else item.grade in (None, "", NOT_JUDGED)


def one_only(items: Links[ItemNode], name: str) -> Truth:
    """Tell whether all of two items or more name one and the same component, or side."""
    values = [getattr(item, name) for item in items.nodes if getattr(item, name) is not None]
    if len(set(values)) > 1:
        return False
    if not items.complete or any(is_unknown(item, name) for item in items.nodes):
        return None
    return len(values) > 1
