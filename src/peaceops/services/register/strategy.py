"""The strategy's two homes: a text file, and the registers. Nothing is lost on the way."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec
import yaml

from peaceops.direct.strategy.load import load_strategy
from peaceops.domain.access import Duty
from peaceops.domain.audit import Act
from peaceops.domain.marking import Level
from peaceops.domain.record import Holding, Payload, Record, id_of
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.nouns import SECTION_OF_NOUN
from peaceops.domain.strategy.plain import strategy_to_plain
from peaceops.registers.record.history import newest_of
from peaceops.services.folder import write_whole
from peaceops.services.register.reading import as_known
from peaceops.services.register.session import Session, demand, note
from peaceops.services.register.writing import Entry, write_records


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a file's nodes and relations in the registers.

    Attributes:
        new, changed, same: how many.
        missing: ids that the registers have and the file has not; they stay as they are.
    """

    new: int
    changed: int
    same: int
    missing: tuple[str, ...]


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A strategy as a person may see it in the registers.

    Attributes:
        strategy: with relations only between things that are there.
        sealed: records that are there and that this person's keys do not open.
        cut: relations left out because one of their ends is not there.
    """

    strategy: Strategy
    sealed: int
    cut: int


def take_strategy(session: Session, path: Path) -> Taken:
    """Bring a strategy file into the registers; what says the same already is left alone.

    Args:
        session: who does it, with the duty to import.
        path: file, folder of files, or a mission's folder.

    Raises:
        StrategyFaultsError: what is written there is wrong.
        PeaceopsError: this person may not record some of it; then none of it is recorded.
    """
    demand(session, Duty.IMPORT)
    return take_loaded(session, load_strategy(path), path.name)


def take_loaded(session: Session, strategy: Strategy, name: str) -> Taken:
    """Bring a strategy that was loaded into the registers; otherwise the same as `take_strategy`.

    Args:
        session: who does it, with the duty to import.
        strategy: whole, or a part.
        name: of the file that it was read from.

    Raises:
        PeaceopsError: this person may not record some of it; then none of it is recorded.
    """
    demand(session, Duty.IMPORT)
    payloads: list[Payload] = [*strategy.nodes.values(), *strategy.edges]
    standing = newest_of([id_of(payload) for payload in payloads], session.keys)
    contributors = _contributors(strategy)
    entries, new = [], 0
    for payload in payloads:
        stands = standing.get(id_of(payload))
        if stands is not None and not stands.withdrawn and stands.payload == payload:
            continue
        new += stands is None
        entries.append(
            Entry(
                payload=payload,
                base_version=stands.version if stands else 0,
                contributor=contributors.get(_about(payload)),
                reason=f"taken from {name}",
            )
        )
    if entries:
        write_records(session, entries)
    names = {id_of(payload) for payload in payloads}
    there = (record.id for record in _of_strategy(as_known(session, session.now)))
    return Taken(
        new=new,
        changed=len(entries) - new,
        same=len(payloads) - len(entries),
        missing=tuple(name for name in there if name not in names),
    )


def draw_strategy(session: Session, moment: datetime | None = None) -> Drawn:
    """Return the strategy as it was recorded at a moment, as far as a person may see it.

    Args:
        session: who asks.
        moment: instant; None for now.
    """
    records = list(_of_strategy(as_known(session, moment or session.now)))
    nodes = {one.id: one.payload for one in records if isinstance(one.payload, Node)}
    edges = [one.payload for one in records if isinstance(one.payload, Edge)]
    closed = _ids_withheld(edges, nodes)
    kept = [edge for edge in edges if edge.source in nodes and edge.target not in closed]
    return Drawn(
        strategy=Strategy(nodes, tuple(kept)),
        sealed=sum(one.holding is Holding.SEALED for one in records),
        cut=len(edges) - len(kept),
    )


def write_strategy(session: Session, file: Path, moment: datetime | None = None) -> Drawn:
    """Write the strategy of the registers to a file that loads as it stands.

    What is held apart stands in it in plain text: `peaceops strategy seal` closes it.

    Returns:
        what was written.
    """
    demand(session, Duty.EXPORT_MISSION)
    drawn = draw_strategy(session, moment)
    write_whole(file, strategy_text(drawn.strategy).encode())
    _note_export(session, drawn)
    return drawn


def export_strategy(session: Session, moment: datetime | None = None) -> str:
    """Return the strategy of the registers as the text of a file that loads as it stands.

    What was left out, for it is sealed or not for this person, is counted in a comment at its head.

    Args:
        session: who asks, with the duty to.
        moment: instant; None for now.
    """
    demand(session, Duty.EXPORT_MISSION)
    drawn = draw_strategy(session, moment)
    _note_export(session, drawn)
    left_out = f"{drawn.sealed} sealed records, {drawn.cut} relations to what you do not see"
    return f"# left out: {left_out}\n{strategy_text(drawn.strategy)}"


def _note_export(session: Session, drawn: Drawn) -> None:
    markings = [node.marking.level for node in drawn.strategy.nodes.values()]
    note(
        session,
        Act.EXPORT,
        kind="strategy",
        count=len(drawn.strategy.nodes) + len(drawn.strategy.edges),
        level=max(markings, default=Level.UNCLASSIFIED),
    )


def strategy_text(strategy: Strategy) -> str:
    """Return a strategy as the text of a file."""
    return str(
        yaml.safe_dump(strategy_to_plain(strategy), sort_keys=False, allow_unicode=True, width=100)
    )


def _of_strategy(records: Iterable[Record]) -> Iterable[Record]:
    return (one for one in records if one.kind in SECTION_OF_NOUN or one.kind == "edge")


def _ids_withheld(edges: Iterable[Edge], nodes: dict[str, Node]) -> set[str]:
    """Return targets of relations that are recorded and that this person may not see.

    A target that nobody recorded, an actor or an area by name, stays.
    """
    unseen = {edge.target for edge in edges} - nodes.keys()
    return set(newest_of(unseen, {}))


def _about(payload: Payload) -> str:
    return payload.source if isinstance(payload, Edge) else payload.id


def _contributors(strategy: Strategy) -> dict[str, str]:
    """Return whose units things are about: of the units themselves, and of what is tied to them."""
    found = {
        node.id: contributor
        for node in strategy.nodes.values()
        if isinstance(contributor := getattr(node, "contributor", None), str) and contributor
    }
    for edge in strategy.edges:
        if edge.kind in {"restricts", "evaluates", "trains", "briefs"} and edge.target in found:
            found.setdefault(edge.source, found[edge.target])
    return found
