"""Put threats forward in a strategy that exists, and write down what a person decides of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from peaceops.acquire.intake import Intake
from peaceops.analyse.proposal import proposals_from_outlook, with_forecast
from peaceops.direct.strategy.load import load_strategy
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Audience
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.plain import UNKNOWN, node_to_plain
from peaceops.domain.strategy.proposal import ProposalNode, grown_proposals, worth_proposing
from peaceops.domain.strategy.threat import ActorNode, ThreatLevel
from peaceops.services.area import mission_boundary
from peaceops.services.draft import Found, unit_proposals
from peaceops.services.event import mission_events
from peaceops.services.folder import locked, open_mission
from peaceops.services.gather import gather
from peaceops.services.strategy_edit import (
    Texts,
    parsed,
    read_texts,
    save,
    with_edge,
    with_fields,
    with_node,
)


@dataclass(frozen=True)
class ProposalOutcome:
    """Ids of the proposals written, and of open ones whose evidence was brought up to date."""

    written: tuple[str, ...]
    grown: tuple[str, ...]


def propose_threats(folder: Path, *, as_of: date | None = None, most: int = 8) -> ProposalOutcome:
    """Write into a mission's strategy what the record and the outlook put forward and is new.

    An open proposal is brought up to date where more is on record; a decided one stays as it was.

    Raises:
        PeaceopsError: no mission, no strategy, or nothing on record by that date.
    """
    mission = open_mission(folder)
    strategy = load_strategy(folder)
    with locked(mission):
        intake = mission_events(mission)
        outlook = gather(
            mission, intake, as_of=as_of, audience=Audience.INTERNAL, progress=lambda _: None
        ).outlook
    known = Intake(
        intake.events.filter(pl.col("date_end") <= outlook.as_of),
        intake.rejects,
        intake.provenance,
        intake.columns,
        intake.notes,
    )
    found = in_words_of(strategy, unit_proposals(known, mission_boundary(mission), outlook.as_of))
    names = {name: title for name, title, _ in found.areas}
    proposals = with_forecast(found.proposals, outlook, names)
    feared = proposals_from_outlook(
        outlook,
        areas={title: name for name, title in names.items()},
        taken=frozenset(str(proposal.area) for proposal in proposals),
    )
    before = read_texts(folder)
    grown = grown_proposals(strategy, proposals)
    after, written = with_proposals(
        with_fields(before, [change for each in grown for change in _news(*each)]),
        found,
        worth_proposing(strategy, (*proposals, *feared))[:most],
    )
    save(before, after)
    return ProposalOutcome(written, tuple(name for name, _ in grown))


def _news(name: str, proposal: ProposalNode) -> list[tuple[str, str, Any]]:
    plain = node_to_plain(proposal)
    fields = ("proposed", "data", "evidence", "forecast")
    return [(name, field, plain[field]) for field in fields if field in plain]


def in_words_of(strategy: Strategy, found: Found) -> Found:
    """Return what was found under the ids that the strategy has for its areas and actors."""
    covered = {
        part.removeprefix("unit:"): area.id
        for area in strategy.of(AreaNode)
        for part in area.covers
        if part.startswith("unit:")
    }
    called = {actor.title: actor.id for actor in strategy.of(ActorNode) if actor.title}
    areas = {name: covered.get(unit, name) for name, _, unit in found.areas}
    actors = {name: called.get(title, name) for name, title in found.actors}
    return Found(
        tuple(_renamed(proposal, areas, actors) for proposal in found.proposals),
        tuple((areas[name], title, unit) for name, title, unit in found.areas),
        tuple((actors[name], title) for name, title in found.actors),
    )


def _renamed(proposal: ProposalNode, areas: dict[str, str], actors: dict[str, str]) -> ProposalNode:
    return msgspec.structs.replace(
        proposal, area=areas[str(proposal.area)], actor=actors[str(proposal.actor)]
    )


def with_proposals(
    texts: Texts, found: Found, proposals: tuple[ProposalNode, ...]
) -> tuple[Texts, tuple[str, ...]]:
    """Add proposals, and the areas and actors that they name and the strategy lacks."""
    written = []
    for proposal in proposals:
        held = parsed(texts).nodes
        for name, title, unit in found.areas:
            if name == proposal.area and name not in held:
                plain = {"id": name, "title": title, "covers": [f"unit:{unit}"]}
                texts = with_node(texts, "areas", plain)
        for name, title in found.actors:
            if name == proposal.actor and name not in held:
                texts = with_node(texts, "actors", {"id": name, "title": title, "kind": UNKNOWN})
        number = 1
        while f"P{number}" in held:
            number += 1
        plain = {**node_to_plain(proposal), "id": f"P{number}"}
        texts = with_node(texts, "proposals", plain)
        written.append(f"P{number}")
    return texts, tuple(written)


def accept_proposal(
    path: Path, name: str, *, by: str, day: date, level: ThreatLevel | None = None, reason: str = ""
) -> str:
    """Write that a person accepted a proposal, and the threat that comes of it.

    Args:
        path: of the strategy.
        name: id of the proposal.
        by: post that decides.
        day: of the decision.
        level: that the person sets; without one it stays unknown and the threat suspected.
        reason: in words.

    Returns:
        id of the threat.

    Raises:
        PeaceopsError: no such proposal, or it is decided already.
    """
    before = read_texts(path)
    proposal = _undecided(parsed(before), name)
    texts = _decide(before, name, "accepted", by, day, reason)
    threat = _threat_of(parsed(before), name)
    if threat is None:
        threat = _next_threat(parsed(texts))
        texts = with_node(
            texts,
            "threats",
            {
                "id": threat,
                "actor": proposal.actor or UNKNOWN,
                "area": proposal.area or UNKNOWN,
                "status": "suspected",
                "level": UNKNOWN,
                "proposed_by": name,
            },
        )
        texts = with_edge(texts, name, "proposes", threat)
    if level is not None:
        judged = {"status": "assessed", "level": level, "assessed_by": by}
        texts = with_fields(texts, [(threat, field, value) for field, value in judged.items()])
    save(before, texts)
    return threat


def reject_proposal(path: Path, name: str, *, by: str, day: date, reason: str) -> None:
    """Write that a person rejected a proposal; a threat drafted from it is rejected with it.

    Raises:
        PeaceopsError: no such proposal, it is decided already, or no reason is given.
    """
    if not reason.strip():
        raise PeaceopsError("a rejection needs a reason", where=name, remedy="--reason")
    before = read_texts(path)
    strategy = parsed(before)
    _undecided(strategy, name)
    texts = _decide(before, name, "rejected", by, day, reason)
    threat = _threat_of(strategy, name)
    if threat is not None:
        end = {"status": "rejected", "author": by, "note": reason}
        texts = with_fields(texts, [(threat, field, value) for field, value in end.items()])
    save(before, texts)


def _undecided(strategy: Strategy, name: str) -> ProposalNode:
    proposal = strategy.nodes.get(name)
    if not isinstance(proposal, ProposalNode):
        raise PeaceopsError(f"no proposal {name!r}", remedy="they stand under proposals:")
    if proposal.status != "proposed":
        raise PeaceopsError(
            f"{name} was {proposal.status} by {proposal.decided_by}",
            remedy="a decision is changed by hand, in the file",
        )
    return proposal


def _decide(texts: Texts, name: str, status: str, by: str, day: date, reason: str) -> Texts:
    values = {"decided": day, "decided_by": by, "reason": reason, "status": status}
    return with_fields(texts, [(name, field, value) for field, value in values.items() if value])


def _threat_of(strategy: Strategy, name: str) -> str | None:
    edges = strategy.out(name, "proposes")
    return edges[0].target if edges else None


def _next_threat(strategy: Strategy) -> str:
    number = 1
    while f"T{number}" in strategy.nodes:
        number += 1
    return f"T{number}"
