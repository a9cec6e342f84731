"""Write a first strategy from an event table, and from the tasks and threat matrix people have."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from peaceops.acquire.boundary import Boundary, country_boundary, read_boundary
from peaceops.acquire.dataset import target_name
from peaceops.acquire.intake import Intake, read_events
from peaceops.acquire.raw_file import read_raw
from peaceops.analyse.proposal import proposals_from_events
from peaceops.collate.lattice import unit_lattice
from peaceops.collate.place import place_events
from peaceops.direct.strategy.draft import Draft, draft_strategy, short_ids
from peaceops.direct.strategy.form import FormFault, form_named, merge_rows, read_form
from peaceops.direct.strategy.form.read import FormReading, read_rows
from peaceops.direct.strategy.load import parse_strategy
from peaceops.direct.strategy.schema import SCHEMA_FILE, render_schema
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import last_day, month_of
from peaceops.domain.strategy.proposal import ProposalNode
from peaceops.services.folder import write_whole, writing

MOST = 8
"""Threats proposed where nobody says otherwise: as many as a person can judge in a morning."""


@dataclass(frozen=True)
class DraftRequest:
    """What a draft is asked to be made from.

    Attributes:
        events: files of events.
        country: ISO3; default: the one country of the events.
        boundary: GeoJSON of first-level units, instead of the vendored ones of the country.
        as_of: nothing later is read; default: the end of the last month with an event.
        tasks: CSV or other table of tasks; `matrix`: filled form of the threat matrix.
        most: how many threats are proposed at most.
        dataset, version, mapping: as for `events check`.
    """

    events: tuple[Path, ...]
    country: str | None = None
    boundary: Path | None = None
    as_of: date | None = None
    tasks: Path | None = None
    matrix: Path | None = None
    most: int = MOST
    dataset: str | None = None
    version: str | None = None
    mapping: Path | None = None


@dataclass(frozen=True)
class DraftOutcome:
    """What a draft holds.

    Attributes:
        as_of: the day.
        proposed: threats proposed; `left_out`: pairs of actor and unit that were not.
        assessed, tasks: rows taken over from the matrix and the tasks.
        rejected: rows of events that could not be read.
        faults: rows of the matrix and of the tasks set aside, with the file's name.
    """

    as_of: date
    proposed: int
    left_out: int
    assessed: int
    tasks: int
    rejected: int
    faults: tuple[tuple[str, FormFault], ...]


def write_draft(request: DraftRequest, out: Path) -> DraftOutcome:
    """Write a draft strategy, and beside it the schema that editors read.

    Raises:
        PeaceopsError: the file exists, nothing can be read, or no country is told.
    """
    if out.exists():
        raise PeaceopsError("exists already", where=str(out), remedy="choose another name")
    text, outcome = make_draft(request)
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, text.encode())
        if not (out.parent / SCHEMA_FILE).exists():
            write_whole(out.parent / SCHEMA_FILE, render_schema().encode())
    return outcome


def make_draft(request: DraftRequest) -> tuple[str, DraftOutcome]:
    """Make the text of a draft.

    Raises:
        PeaceopsError: nothing can be read, or no country is told.
    """
    intake = read_events(
        request.events,
        dataset=request.dataset,
        version=request.version,
        mapping=request.mapping,
        country=request.country,
    )
    boundary = (
        country_boundary(request.country or _country(intake))
        if request.boundary is None
        else read_boundary(request.boundary)
    )
    as_of = request.as_of or _last_day(intake)
    found = unit_proposals(intake, boundary, as_of)
    proposals = found.proposals[: request.most]
    areas = {proposal.area for proposal in proposals}
    actors = {proposal.actor for proposal in proposals}
    threats, known_areas, known_actors, faults = _matrix(request.matrix, found)
    tasks, task_areas, task_faults = _tasks(request.tasks, found)
    left = len(found.proposals) - len(proposals)
    draft = Draft(
        mission=boundary.iso3 or short_ids([boundary.name], "mission")[boundary.name],
        as_of=as_of,
        sources=_sources(intake, request),
        areas=tuple(
            (name, title, f"unit:{unit}")
            for name, title, unit in found.areas
            if name in areas | known_areas | task_areas
        ),
        actors=tuple((name, title) for name, title in found.actors if name in actors | known_actors)
        + tuple((name, name) for name in sorted(known_actors - {one for one, _ in found.actors})),
        proposals=proposals,
        threats=threats,
        tasks=tasks,
        left_out=f"{left} more pairs of actor and unit are on record: --most proposes more."
        if left
        else "",
    )
    text = draft_strategy(draft)
    parse_strategy([("the draft", text)])
    return text, DraftOutcome(
        as_of=as_of,
        proposed=len(proposals),
        left_out=left,
        assessed=len(threats),
        tasks=len(tasks),
        rejected=intake.rejects.height,
        faults=(*faults, *task_faults),
    )


@dataclass(frozen=True)
class Found:
    """What the record holds: proposals, and (id, name[, unit]) of areas and actors."""

    proposals: tuple[ProposalNode, ...]
    areas: tuple[tuple[str, str, str], ...]
    actors: tuple[tuple[str, str], ...]


def unit_proposals(intake: Intake, boundary: Boundary, as_of: date) -> Found:
    """Return the threats that the record proposes, by actor and first-level unit.

    Raises:
        PeaceopsError: no event had ended by then.
    """
    known = intake.events.filter(pl.col("date_end") <= as_of)
    if known.is_empty():
        raise PeaceopsError(f"no event had ended by {as_of.isoformat()}", where="--as-of")
    placed = place_events(known, boundary, unit_lattice(boundary))
    names = [unit.name for unit in boundary.units]
    areas = short_ids(names, "area")
    sides = sorted(set(placed["side_a"]) - {""})
    actors = short_ids(sides, "actor")
    source = intake.provenance.dataset
    return Found(
        proposals_from_events(
            placed,
            actors=actors,
            areas={number: areas[name] for number, name in enumerate(names)},
            as_of=as_of,
            target=target_name(intake.columns),
            data=f"{source.title}, {source.version}",
        ),
        tuple((areas[unit.name], unit.name, unit.id) for unit in boundary.units),
        tuple((actors[name], name) for name in sides),
    )


def _country(intake: Intake) -> str:
    codes = sorted(set(intake.events["iso3"].drop_nulls()))
    if len(codes) != 1:
        raise PeaceopsError(
            f"events of {len(codes)} countries" if codes else "the events name no country",
            remedy="say which with --country ISO3",
        )
    return str(codes[0])


def _last_day(intake: Intake) -> date:
    latest = intake.provenance.last_event
    if latest is None:
        raise PeaceopsError("the files hold no event")
    return last_day(month_of(latest))


def _sources(intake: Intake, request: DraftRequest) -> tuple[str, ...]:
    source = intake.provenance.dataset
    files = ", ".join(file.name for file in intake.provenance.files)
    others = [path.name for path in (request.matrix, request.tasks) if path is not None]
    return (
        f"{files}: {source.title}, {source.version}; licence {source.licence}.",
        *([source.citation] if source.citation else []),
        *others,
    )


def _matrix(
    path: Path | None, found: Found
) -> tuple[tuple[dict[str, Any], ...], set[Any], set[Any], list[tuple[str, FormFault]]]:
    """Return threats that people assessed, what they name, and the rows set aside."""
    if path is None:
        return (), set(), set(), []
    form = form_named("threats")
    try:
        reading = read_form(path.read_bytes(), form)
    except OSError as error:
        raise PeaceopsError(error.strerror or "can not be read", where=str(path)) from error
    except PeaceopsError as error:
        raise PeaceopsError(error.what, where=str(path), remedy=error.remedy) from None
    threats, faults = _entries(reading, "threats", found)
    for row in threats:
        row.pop("endangers", None)  # groups are not in the matrix; the draft has none yet
    return (
        tuple(threats),
        {row["area"] for row in threats if "area" in row},
        {row["actor"] for row in threats if "actor" in row},
        [(path.name, fault) for fault in faults],
    )


def _tasks(
    path: Path | None, found: Found
) -> tuple[tuple[dict[str, Any], ...], set[Any], list[tuple[str, FormFault]]]:
    if path is None:
        return (), set(), []
    raw = read_raw(path)
    rows = [list(raw.columns), *([cell or "" for cell in row] for row in raw.table.rows())]
    form = form_named("tasks")
    try:
        reading = read_rows(rows, form)
    except PeaceopsError as error:
        raise PeaceopsError(error.what, where=str(path), remedy=error.remedy) from None
    tasks, faults = _entries(reading, "tasks", found)
    for row in tasks:
        for edge in ("contributes_to", "from_clause"):
            row.pop(edge, None)
    return (
        tuple(tasks),
        {row["area"] for row in tasks if "area" in row},
        [(path.name, fault) for fault in faults],
    )


def _entries(
    reading: FormReading, kind: str, found: Found
) -> tuple[list[dict[str, Any]], list[FormFault]]:
    """Return rows as entries, with the draft's own ids for areas and actors named in words."""
    areas = {title.lower(): name for name, title, _ in found.areas}
    actors = {title.lower(): name for name, title in found.actors}
    for row in reading.rows:
        for field, ids in (("area", areas), ("actor", actors)):
            if field in row.values:
                word = str(row.values[field]).strip()
                row.values[field] = ids.get(word.lower(), word)
    frame = "".join(f"\n  - {{id: {name}}}" for name, _, _ in found.areas)
    merged = merge_rows(
        parse_strategy([("the draft", f"areas:{frame}\n")]), form_named(kind), reading.rows
    )
    return [dict(entry) for entry in merged.added], [*reading.faults, *merged.faults]
