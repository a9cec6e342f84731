"""Edges: how the nodes of the strategy hang together (doctrine D2)."""

from datetime import date

import msgspec

from peaceops.domain.marking import Marking
from peaceops.domain.strategy.node import LEVELS, Classification


class EdgeKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of edge.

    Attributes:
        name: as it is written in the strategy, under the node it starts from.
        sources, targets: nouns at its two ends.
        undeclared: its target need not be recorded as a node: an actor, an area.
        single: at most one starts from a node.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    undeclared: bool = False
    single: bool = False


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """One edge.

    Attributes:
        kind: name of its kind.
        source, target: ids.
        mechanism: why the one brings about the other ("because …").
        behaviour: whose conduct changes, and how.
        assumption: what must hold.
        disconfirming_sign: what would show that it does not.
        indicator: how one sees it.
        strength: weak, moderate or strong.
        mitigation: what is done about harm, on `undermines`.
        quantity: how many, on `provides`; how many the task alone needs, on `requires`.
        reason: where an edge needs one.
        valid_from, valid_to: first and last day.
        sources: what it rests on.
        classification: its level; never below that of its ends.
        unknown: fields that somebody looked at and does not know.
    """

    kind: str
    source: str
    target: str
    mechanism: str = ""
    behaviour: str = ""
    assumption: str = ""
    disconfirming_sign: str = ""
    indicator: str = ""
    strength: str = ""
    mitigation: str = ""
    quantity: float | None = None
    reason: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    sources: tuple[str, ...] = ()
    classification: Classification | None = None
    unknown: frozenset[str] = frozenset()

    @property
    def marking(self) -> Marking:
        """The level of the edge by itself."""
        return Marking() if self.classification is None else Marking(LEVELS[self.classification])


def edge_in_force(edge: Edge, day: date) -> bool:
    """Tell whether an edge holds on a day."""
    return (edge.valid_from is None or edge.valid_from <= day) and (
        edge.valid_to is None or day <= edge.valid_to
    )


EDGE_ATTRIBUTES = tuple(
    field for field in Edge.__struct_fields__ if field not in {"kind", "source", "target"}
)


def _kind(
    name: str, sources: str, targets: str, *, undeclared: bool = False, single: bool = False
) -> EdgeKind:
    return EdgeKind(
        name=name,
        sources=tuple(sources.split()),
        targets=tuple(targets.split()),
        undeclared=undeclared,
        single=single,
    )


EDGE_KINDS: dict[str, EdgeKind] = {
    kind.name: kind
    for kind in (
        _kind("causes", "driver", "threat"),
        _kind("endangers", "threat", "group"),
        _kind("proposes", "proposal", "threat", single=True),
        _kind("part_of", "actor", "actor authority", undeclared=True),
        _kind("sponsored_by", "actor", "actor", undeclared=True),
        _kind("resolves", "objective", "driver"),
        _kind("served_by", "objective", "track"),
        _kind("on_track", "engagement", "track"),
        _kind("towards", "engagement undertaking position", "driver objective threat"),
        _kind("paired_with", "engagement", "activity"),
        _kind("leverage_over", "partner", "actor authority", undeclared=True),
        _kind("addresses", "activity", "threat"),
        _kind("implements", "activity", "task"),
        _kind("contributes_to", "activity task", "objective"),
        _kind("undermines", "activity task", "driver threat objective task"),
        _kind("from_clause", "task", "clause"),
        _kind("requires", "task", "requirement"),
        _kind("prerequisites", "task", "task"),
        _kind("counterpart", "task", "task track"),
        _kind("provides", "unit", "requirement"),
        _kind("assigned", "unit", "task"),
        _kind("restricts", "caveat", "unit"),
        _kind("evaluates", "evaluation", "unit"),
        _kind("trains", "training", "unit"),
        _kind("briefs", "briefing", "unit"),
        _kind("accepts", "acceptance", "task"),
        _kind("tasks", "authority", "unit task"),
        _kind("commands", "authority", "unit authority"),
        _kind("reports_to", "authority", "authority"),
        _kind("delegates_to", "authority", "authority post", undeclared=True),
        _kind("responsible_for", "authority", "threat area", undeclared=True),
        _kind("mandate", "clause", "mandate", single=True),
        _kind("parent", "clause", "clause", single=True),
        _kind("link_clause", "clause", "clause"),
        _kind("covers", "due_diligence", "support"),
        _kind("mitigates", "mitigation", "due_diligence"),
        _kind("monitors", "monitoring", "due_diligence support"),
        _kind("about", "scenario", "threat"),
        _kind("in_scenario", "expectation", "scenario", single=True),
        _kind("prepares", "plan", "scenario threat"),
        _kind("uses", "plan", "unit"),
        _kind("discusses", "consultation", "clause scenario mandate task threat"),
        _kind("raised_in", "point", "consultation", single=True),
        _kind("concerns", "information_requirement recommendation", "threat driver scenario"),
        _kind("answered_by", "information_requirement", "item assessment"),
        _kind("observes", "indicator", "information_requirement"),
        _kind("watches", "indicator", "threat driver"),
        _kind("from_source", "item", "source"),
        _kind("supports", "item", "threat driver assessment posture"),
        _kind("contradicts", "item", "threat driver assessment posture"),
        _kind("of", "assessment", "threat driver posture support scenario"),
        _kind("based_on", "assessment recommendation posture", "item assessment"),
        _kind("superseded_by", "assessment", "assessment", single=True),
        _kind("on", "decision", "threat warning objective support recommendation task scenario"),
        _kind("leads_to", "warning decision", "decision response"),
        _kind("disposes", "disposition", "recommendation"),
        _kind("warns_of", "warning", "threat"),
        _kind("responds_to", "response", "warning decision threat"),
        _kind("by_unit", "response decision", "unit"),
        _kind(
            "made_from", "product", "item assessment threat source product posture caveat scenario"
        ),
        _kind("names_source", "product", "source"),
    )
}
"""Every kind of edge, by name."""


def edges_from(noun: str) -> dict[str, EdgeKind]:
    """Return the kinds of edges that may start from a kind of node, by name."""
    return {name: kind for name, kind in EDGE_KINDS.items() if noun in kind.sources}
