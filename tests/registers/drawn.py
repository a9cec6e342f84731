"""Drawn people and records for the registers' invariants."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from peaceops.domain.access import Reader, Role
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.politics import TrackNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.registers.record.store import Draft

# The fixture holds one database: each example is rolled back, for nothing can be taken away.
DRAWN = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
AREAS = st.sampled_from(["bria", "birao", "zemio"])
TEAMS = st.sampled_from(["", "elections", "detention"])
LANDS = st.sampled_from(["", "Ruritania", "Elbonia"])
ACCOUNTS = st.sampled_from(["1", "2", "3"])
DAYS = st.dates(date(2031, 4, 28), date(2031, 5, 2))
TITLES = st.sampled_from(["", "Smoke at the ford", "Straße closed", "50% of the ford_gate"])
START = datetime(2031, 5, 2, tzinfo=UTC)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@st.composite
def readers(draw: st.DrawFn) -> Reader:
    areas = draw(st.none() | st.frozensets(AREAS | st.just("unit not recorded"), max_size=2))
    level = draw(st.sampled_from(Level))
    closed = draw(st.frozensets(st.sampled_from(Compartment), max_size=1))
    return Reader(
        account=draw(ACCOUNTS),
        post="drawn",
        roles=draw(st.frozensets(st.sampled_from(Role), max_size=3)),
        areas=areas,
        teams=draw(st.frozensets(TEAMS.filter(bool), max_size=2)),
        contributor=draw(LANDS),
        ceiling=Marking(level, frozenset(Compartment) - closed),
    )


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Draft, str]:
    kind = draw(
        st.sampled_from(
            [ItemNode, UnitNode, CaveatNode, PostureNode, SourceNode, ThreatNode, TrackNode]
        )
    )
    fields: dict[str, object] = {"title": draw(TITLES)}
    if kind in {ItemNode, PostureNode}:
        fields["area"] = draw(st.none() | AREAS)
    if kind is ItemNode:
        fields["date"] = draw(st.none() | DAYS)
        fields["reported"] = draw(st.none() | DAYS)
    if kind in {CaveatNode, TrackNode}:
        fields["areas"] = tuple(draw(st.lists(AREAS, max_size=2, unique=True)))
    payload: Node = kind(
        id=draw(st.uuids()).hex,
        classification=draw(
            st.none() | st.sampled_from(["unclassified", "confidential", "strictly_confidential"])
        ),
        compartments=draw(st.frozensets(st.sampled_from(Compartment), max_size=1)),
        **fields,
    )
    draft = Draft(
        payload=payload, marking=payload.marking, team=draw(TEAMS), contributor=draw(LANDS)
    )
    return draft, draw(ACCOUNTS)
