"""Invariants of what the strategy links: totals, order, and unknowns that stay visible."""

from datetime import date
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from peaceops.direct.linkage.coverage import coverage
from peaceops.direct.linkage.effort import twin_trend
from peaceops.direct.linkage.ledger import PARTIES, responsibility_ledger
from peaceops.direct.linkage.matrix import linkage_matrix
from peaceops.direct.linkage.roots import roots
from peaceops.direct.linkage.support_map import STANCES, support_map
from peaceops.direct.linkage.theory_of_change import theories_of_change
from peaceops.domain.marking import Level, Marking
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.graph import Strategy, make_strategy
from peaceops.domain.strategy.node import Classification, Node
from peaceops.domain.strategy.politics import (
    EngagementNode,
    ObjectiveNode,
    PositionNode,
    UndertakingNode,
)
from peaceops.domain.strategy.protection import ActivityNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode

DAY = date(2031, 4, 30)
ALL = Marking(Level.STRICTLY_CONFIDENTIAL)
VIEWS = (
    linkage_matrix,
    theories_of_change,
    twin_trend,
    responsibility_ledger,
    support_map,
    coverage,
    roots,
)

days = st.none() | st.dates(date(2029, 1, 1), date(2032, 1, 1))
CLASSES: tuple[Classification | None, ...] = (
    None,
    "unclassified",
    "confidential",
    "strictly_confidential",
)
levels = st.sampled_from(CLASSES)


def _names(letter: str) -> list[str]:
    return [f"{letter}{number}" for number in range(4)]


@st.composite
def graphs(draw: st.DrawFn) -> Strategy:
    nodes: list[Node] = []
    edges: list[Edge] = []

    def unknown(*fields: str) -> frozenset[str]:
        return frozenset(draw(st.sets(st.sampled_from(fields), max_size=2)))

    def link(kind: str, source: str, targets: list[str]) -> None:
        for target in draw(st.lists(st.sampled_from(targets), max_size=2, unique=True)):
            edges.append(Edge(kind=kind, source=source, target=target))

    def make(noun: type[Node], name: str, **fields: Any) -> None:
        nodes.append(noun(id=name, classification=draw(levels), **fields))

    for name in _names("O"):
        kind = draw(st.sampled_from([None, "political", "protection"]))
        make(ObjectiveNode, name, kind=kind, unknown=unknown("kind", "resolves"))
        link("resolves", name, _names("D"))
    for name in _names("D"):
        make(DriverNode, name, unknown=unknown("causes", "trend"))
        link("causes", name, _names("T"))
    for name in _names("T"):
        status = draw(st.sampled_from([None, "active", "closed"]))
        make(ThreatNode, name, status=status, unknown=unknown("actor", "level", "status"))
    for name in _names("A"):
        make(
            ActivityNode,
            name,
            tier=draw(st.sampled_from([None, "I", "II", "III"])),
            phase=draw(st.sampled_from([None, 1, 2, 3, 4])),
            started=draw(days),
            ended=draw(days),
            effort=draw(st.none() | st.floats(0, 0.3)),
            unknown=unknown("tier", "phase", "addresses", "contributes_to", "ended"),
        )
        link("addresses", name, _names("T"))
        link("contributes_to", name, _names("O"))
    for name in _names("E"):
        make(EngagementNode, name, date=draw(days))
    for name in _names("U"):
        party = draw(st.sampled_from([None, *PARTIES]))
        make(
            UndertakingNode,
            name,
            party=party,
            due=draw(days),
            delivered=draw(days),
            unknown=unknown("party", "due", "delivered"),
        )
    for name in _names("P"):
        party = draw(st.sampled_from([None, *PARTIES]))
        make(
            PositionNode,
            name,
            party=party,
            date=draw(days),
            citation="on record",
            unknown=unknown("stance", "towards"),
        )
        link("towards", name, _names("O"))
    return make_strategy(nodes, edges)


@settings(max_examples=40, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_order_never_matters(graph: Strategy, random: Any) -> None:
    nodes, edges = list(graph.nodes.values()), list(graph.edges)
    random.shuffle(nodes)
    random.shuffle(edges)
    turned = make_strategy(nodes, edges)
    for view in VIEWS:
        assert view(graph, DAY, ALL) == view(turned, DAY, ALL)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_undertaking_is_counted_once(graph: Strategy) -> None:
    ledger = responsibility_ledger(graph, DAY, ALL)
    listed = [entry.id for account in ledger.accounts for entry in account.entries]
    counted = sum(sum(account.counts.values()) for account in ledger.accounts)
    assert len(listed) == len(set(listed)) == counted
    assert {account.party for account in ledger.accounts} >= set(PARTIES)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_the_support_map_adds_up(graph: Strategy) -> None:
    support = support_map(graph, DAY, ALL)
    shown = 0
    for row in support.rows:
        here = sum(len(cell.standings) for cell in row.cells)
        assert here == sum(row.counts[stance] for stance in STANCES)
        shown += here
    known = {one.id for one in graph.of(PositionNode)}
    assert shown + support.superseded <= sum(
        edge.kind == "towards" and edge.source in known for edge in graph.edges
    )


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_rows_are_linked_blank_or_unknown(graph: Strategy) -> None:
    matrix = linkage_matrix(graph, DAY, ALL)
    linked = [row.id for row in matrix.rows if row.linked]
    assert sorted([*linked, *matrix.unlinked, *matrix.unknown]) == [row.id for row in matrix.rows]
    for row in matrix.rows:
        assert [cell.objective for cell in row.cells] == [name for name, _ in matrix.objectives]


@settings(max_examples=60, deadline=None)
@given(graphs(), st.sampled_from(["tier", "phase", "addresses", "contributes_to"]))
def test_what_becomes_unknown_never_becomes_a_blank(graph: Strategy, field: str) -> None:
    """Taking knowledge away adds no empty cell and no unlinked row."""
    node = graph.nodes["A0"]
    is_edge = field in {"addresses", "contributes_to"}
    changes: dict[str, Any] = {"unknown": node.unknown | {field}}
    if not is_edge:
        changes[field] = None
    nodes = {**graph.nodes, "A0": msgspec.structs.replace(node, **changes)}
    edges = tuple(
        edge for edge in graph.edges if not (is_edge and edge.source == "A0" and edge.kind == field)
    )
    doubtful = Strategy(nodes, edges)
    blanks = {
        (one.threat, cell.tier, cell.phase)
        for one in coverage(graph, DAY, ALL).threats
        for cell in one.cells
        if cell.state == "empty"
    }
    assert {
        (one.threat, cell.tier, cell.phase)
        for one in coverage(doubtful, DAY, ALL).threats
        for cell in one.cells
        if cell.state == "empty"
    } <= blanks
    assert set(linkage_matrix(doubtful, DAY, ALL).unlinked) <= set(
        linkage_matrix(graph, DAY, ALL).unlinked
    )


@settings(max_examples=60, deadline=None)
@given(graphs(), st.sampled_from(list(Level)))
def test_a_lower_clearance_never_makes_a_blank(graph: Strategy, level: Level) -> None:
    """What a reader may not see shows as unknown, and nothing above the clearance shows at all."""
    low, high = Marking(level), ALL
    seen = linkage_matrix(graph, DAY, low)
    assert seen.marking.level <= level
    assert set(seen.unlinked) <= set(linkage_matrix(graph, DAY, high).unlinked) | {
        # All political objectives that a row serves may lie above the reader.
        row.id
        for row in seen.rows
        if not row.cells
    }
    assert set(roots(graph, DAY, low).rootless) <= set(roots(graph, DAY, high).rootless)
    assert set(roots(graph, DAY, low).unresolved) <= set(roots(graph, DAY, high).unresolved)
    blank = {
        (one.threat, cell.tier, cell.phase)
        for one in coverage(graph, DAY, high).threats
        for cell in one.cells
        if cell.state == "empty"
    }
    for one in coverage(graph, DAY, low).threats:
        for cell in one.cells:
            assert cell.state != "empty" or (one.threat, cell.tier, cell.phase) in blank
