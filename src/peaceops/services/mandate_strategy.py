"""Use-cases where a mandate meets a mission's strategy: proposals, and what falls between."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from peaceops.direct.mandate.join import Join, join
from peaceops.direct.mandate.proposal import EdgeProposal, propose_edges
from peaceops.direct.mandate.standing_text import standing_texts
from peaceops.direct.mandate.strategy_node import (
    clause_entry,
    known_mandate,
    mandate_entry,
    mandate_id,
)
from peaceops.direct.strategy.edit import add_edge, add_node, node_ids
from peaceops.direct.strategy.load import load_strategy, strategy_files
from peaceops.domain.error import PeaceopsError
from peaceops.domain.mandate import Mandate
from peaceops.domain.strategy.graph import Strategy
from peaceops.services.folder import write_whole, writing
from peaceops.services.mandate import Progress, find_clause, read_mandates, text_files

MANDATE_FOLDER = "mandate"


def mission_texts(folder: Path) -> list[Path]:
    """Return the texts in a mission's folder `mandate`.

    Raises:
        PeaceopsError: there are none.
    """
    inside = folder / MANDATE_FOLDER
    if not inside.is_dir():
        raise PeaceopsError(
            f"the mission has no folder {MANDATE_FOLDER}",
            where=str(folder),
            remedy="put the resolution there, or name its file",
        )
    return text_files([inside])


def read_all(files: Sequence[Path], progress: Progress = lambda _: None) -> list[Mandate]:
    """Read texts; one that can not be read stops the work.

    Raises:
        PeaceopsError: the first reason.
    """
    read, unread = read_mandates(files, progress=progress)
    if unread:
        raise PeaceopsError(unread[0].reason)
    return [one.mandate for one in read]


def join_mission(folder: Path, files: Sequence[Path] = (), *, as_of: date | None = None) -> Join:
    """Join a mission's texts with its strategy.

    Args:
        folder: the mission's, or a strategy file or folder.
        files: texts; where none is given, those of the mission's folder that stand on the day.
        as_of: the day; that of the strategy's mission where none is given.

    Raises:
        PeaceopsError: strategy or texts can not be read, or no day is known.
    """
    strategy = load_strategy(folder)
    day = as_of or strategy.mission.as_of
    if day is None:
        raise PeaceopsError(
            "no day is given", where=str(folder), remedy="add --as-of, or as_of to the mission"
        )
    return join(strategy, _texts(strategy, folder, files, day), day)


def propose(path: Path, files: Sequence[Path]) -> tuple[EdgeProposal, ...]:
    """Put forward which clause each task of a strategy comes from."""
    strategy = load_strategy(path)
    return propose_edges(strategy, _texts(strategy, path, files, strategy.mission.as_of))


def accept(path: Path, files: Sequence[Path], chosen: Iterable[int]) -> tuple[EdgeProposal, ...]:
    """Write proposals into the strategy's file: the edge, and clause and mandate where missing.

    Args:
        path: strategy file, folder or mission.
        files: the texts that the proposals were made from.
        chosen: numbers of proposals, from 1, as `propose` lists them.

    Raises:
        PeaceopsError: there is no such proposal, or the file can not be edited.
    """
    strategy = load_strategy(path)
    mandates = _texts(strategy, path, files, strategy.mission.as_of)
    proposals = propose_edges(strategy, mandates)
    wanted = sorted(set(chosen))
    for number in wanted:
        if not 1 <= number <= len(proposals):
            raise PeaceopsError(
                f"there is no proposal {number}", where="--accept", remedy=f"1 to {len(proposals)}"
            )
    texts = {file: file.read_text(encoding="utf-8") for file in strategy_files(path)}
    before = dict(texts)
    by_name = {one.document.symbol or one.document.name: one for one in mandates}
    accepted = tuple(proposals[number - 1] for number in wanted)
    for proposal in accepted:
        mandate = by_name[proposal.symbol]
        known = known_mandate(strategy, mandate)
        file = _file_of(texts, proposal.task)
        target = proposal.known or _add_clause(
            texts, file, mandate, proposal, known.id if known is not None else ""
        )
        texts[file] = add_edge(texts[file], proposal.task, "from_clause", target)
    for file, text in texts.items():
        if text != before[file]:
            with writing(file):
                write_whole(file, text.encode())
    return accepted


def _texts(
    strategy: Strategy, folder: Path, files: Sequence[Path], day: date | None
) -> list[Mandate]:
    """Read the texts that were named; or else those of the mission's folder that stand."""
    if files:
        return read_all(files)
    mandates = read_all(mission_texts(folder))
    return mandates if day is None else standing_texts(strategy, mandates, day)


def _add_clause(
    texts: dict[Path, str], file: Path, mandate: Mandate, proposal: EdgeProposal, known: str
) -> str:
    """Write a clause, and its mandate where the strategy has none; return the clause's id."""
    name = known or mandate_id(mandate)
    if not known and not any(name in node_ids(text) for text in texts.values()):
        texts[file] = add_node(texts[file], "mandates", mandate_entry(mandate))
    clause = find_clause(mandate, proposal.paragraph, where=proposal.symbol)
    entry = clause_entry(mandate, clause, mandate_name=name)
    if not any(entry["id"] in node_ids(text) for text in texts.values()):
        texts[file] = add_node(texts[file], "clauses", entry)
    return str(entry["id"])


def _file_of(texts: dict[Path, str], task: str) -> Path:
    for file, text in texts.items():
        if task in node_ids(text):
            return file
    raise PeaceopsError(f"no file of the strategy holds the task {task!r}")
