"""Draw strategies at random: every kind of node, every field, every kind of edge."""

import typing
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from peaceops.domain.strategy.edge import EDGE_KINDS, Edge
from peaceops.domain.strategy.graph import Strategy, make_strategy
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.keeping import OverrideNode, SuppressionNode
from peaceops.domain.strategy.mandate import ClauseNode
from peaceops.domain.strategy.mission import AreaNode, MissionNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.nouns import SECTIONS
from peaceops.domain.strategy.plain import field_types
from peaceops.domain.strategy.politics import ObjectiveNode
from peaceops.domain.strategy.proposal import ProposalNode
from peaceops.domain.strategy.threat import ActorNode

DAY = date(2031, 5, 1)
days = st.integers(-420, 200).map(lambda offset: DAY + timedelta(days=offset))
instants = st.integers(-40 * 24, 48).map(
    lambda hours: datetime(2031, 5, 1, tzinfo=UTC) + timedelta(hours=hours)
)
# Few words, so that things meet each other.
words = st.sampled_from(["north", "south", "army", "militia", "elders", "hom", "chief", "tessaly"])
_SPECIAL: dict[str, st.SearchStrategy[Any]] = {
    "intent": st.integers(0, 4),
    "capability": st.integers(0, 4),
    "opportunity": st.integers(0, 4),
    "vulnerability": st.integers(0, 4),
    "other_protectors": st.integers(0, 4),
    "will": st.integers(0, 4),
    "capacity": st.integers(0, 4),
    "grade": st.sampled_from(["A1", "B2", "C3", "D4", "F6", "B6"]),
    "evidence_grade": st.sampled_from(["A1", "B2", "C3", "F6"]),
    "citation": st.just("S/PV.1, page 2"),
    "rationale": st.just({"insurgency": 0.5}),
    "lifetime_days": st.sampled_from([30.0, 180.0]),
    "decay_shape": st.sampled_from([0.5, 1.0, 2.0]),
    "quantity": st.sampled_from([1.0, 2.0]),
    "serviceability": st.sampled_from([0.4, 0.95]),
    "effort": st.sampled_from([0.1, 0.6]),
    "version": st.just(1),
    "parties": st.lists(
        st.sampled_from(["council", "contributors", "secretariat", "host", "army", "militia"]),
        max_size=3,
        unique=True,
    ).map(tuple),
}
_SPECIAL["present"] = _SPECIAL["invited"] = _SPECIAL["parties"]
_SPECIAL["area"] = _SPECIAL["base"] = st.sampled_from(["north", "south"])
_SPECIAL["areas"] = st.sampled_from([(), ("north",), ("north", "south")])
_SPECIAL["actor"] = st.sampled_from(["army", "militia"])


@cache
def _values(wanted: Any) -> st.SearchStrategy[Any]:
    """Return values of a field's type."""
    origin = get_origin(wanted)
    if origin in {Union, typing.Union} or type(wanted).__name__ == "UnionType":
        return st.one_of(*(_values(part) for part in get_args(wanted)))
    if origin is Literal:
        return st.sampled_from(get_args(wanted))
    if origin in {tuple, frozenset}:
        inner = get_args(wanted)[0]
        return st.lists(_values(inner), max_size=2).map(origin)
    if origin is dict:
        return st.just({})
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return _records(wanted)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        type(None): st.none(),
        bool: st.booleans(),
        int: st.integers(0, 5),
        float: st.sampled_from([0.0, 0.5, 2.0, 30.0]),
        str: words,
        date: days,
        datetime: instants,
    }
    return plain[wanted] if wanted in plain else st.sampled_from(list(wanted))


def _records(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    fields = {
        field.name: _SPECIAL.get(field.name, _values(field.type))
        for field in msgspec.structs.fields(kind)
    }
    return st.fixed_dictionaries(
        {
            field.name: fields[field.name]
            for field in msgspec.structs.fields(kind)
            if field.required
        },
        optional={
            field.name: fields[field.name]
            for field in msgspec.structs.fields(kind)
            if not field.required
        },
    ).map(lambda values: kind(**values))


def _field(kind: type[Node], name: str, wanted: Any) -> st.SearchStrategy[Any]:
    if name in kind.bounds and name not in _SPECIAL:
        low, high = kind.bounds[name]
        return st.one_of(st.none(), st.integers(int(low), int(high)))
    return _SPECIAL[name] if name in _SPECIAL else _values(wanted)


_PLAIN = {(ObjectiveNode, "intent"), (ClauseNode, "intent")}
"""Fields that share their name with a special one and are none."""
_LEFT = {
    (ProposalNode, "status"),
    (ItemNode, "latitude"),
    (ItemNode, "longitude"),
    (ItemNode, "date_end"),
    (ItemNode, "kind"),
    (ItemNode, "cleared_by"),
    (ItemNode, "cleared_on"),
}
"""Fields that a person may set only together with others."""


def nodes(kind: type[Node], name: str) -> st.SearchStrategy[Node]:
    """Return nodes of a kind, with some of their fields recorded and some unknown."""
    types = {
        field: wanted
        for field, wanted in field_types(kind).items()
        if field not in {"id", "unknown", "compartments", "classification"}
    }
    required = {field for field in types if field in {"citation"} and kind.noun == "position"}
    return st.fixed_dictionaries(
        {field: _SPECIAL[field] for field in required},
        optional={
            field: _values(wanted) if (kind, field) in _PLAIN else _field(kind, field, wanted)
            for field, wanted in types.items()
            if field not in required and (kind, field) not in _LEFT
        },
    ).map(lambda values: kind(id=name, **values))


_APART = {MissionNode, AreaNode, ActorNode, SuppressionNode, OverrideNode}
_DRAWN = [section.type for section in SECTIONS if section.type not in _APART]


@st.composite
def graphs(draw: st.DrawFn, *, least: int = 4, most: int = 14) -> Strategy:
    """Draw a strategy: a mission, some nodes of chosen kinds, and edges that fit them."""
    count = draw(st.integers(least, most))
    kinds = draw(st.lists(st.sampled_from(_DRAWN), min_size=count, max_size=count))
    found = [draw(nodes(MissionNode, "M"))]
    # Areas and actors need not be recorded; where one of them is, all that are named must be.
    for kind, names in ((AreaNode, ("north", "south")), (ActorNode, ("army", "militia"))):
        if draw(st.booleans()):
            found += [draw(nodes(kind, name)) for name in names]
    found += [
        draw(nodes(kind, f"{kind.noun}{number}")) for number, kind in enumerate(kinds, start=1)
    ]
    by_noun: dict[str, list[str]] = {}
    for node in found:
        by_noun.setdefault(node.noun, []).append(node.id)
    pairs = [
        (kind.name, source, target)
        for kind in EDGE_KINDS.values()
        for noun in kind.sources
        for source in by_noun.get(noun, ())
        for goal in kind.targets
        for target in by_noun.get(goal, ())
        if source != target
    ]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    return make_strategy(
        found, [Edge(kind=kind, source=source, target=target) for kind, source, target in edges]
    )
