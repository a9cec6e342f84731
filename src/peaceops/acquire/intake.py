"""The intake: files go in, events and quarantine come out, and nothing is lost on the way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from peaceops.acquire.country import country_by_gwcode, country_by_name
from peaceops.acquire.dataset import dataset_named
from peaceops.acquire.event_fault import DUPLICATE, Bounds, fault, unread
from peaceops.acquire.event_table import EVENT_SCHEMA, REJECT_SCHEMA
from peaceops.acquire.mapping import TableMapping, read_mapping
from peaceops.acquire.raw_file import RawFile, read_raw
from peaceops.acquire.readers import reader_for
from peaceops.acquire.readers.mapped import mapped_reader
from peaceops.acquire.readers.parse import words
from peaceops.acquire.readers.reader import GWCODE, SET_ASIDE, Reader, locate_by_name
from peaceops.domain.error import PeaceopsError
from peaceops.domain.provenance import Provenance, SourceFile

_PRECISIONS = {"date_precision": 5, "place_precision": 7}
_UCDP = frozenset({"ucdp-ged", "ucdp-candidate"})
_LAYOUTS = {"ucdp-ged": _UCDP, "ucdp-candidate": _UCDP, "acled": frozenset({"acled"})}
"""Which readers may have recognised a file that its user names so."""
_ABSENT = {
    "date_end": "no last day of events: the first day stands for it",
    "place_precision": "place precision not stated",
    "date_precision": "time precision not stated",
    "high": "deaths without a range: the best estimate stands for low and high",
    "civilians": "civilian deaths not told: deaths in one-sided violence stand in for them",
}


@dataclass(frozen=True)
class Intake:
    """What came of reading files of events.

    Attributes:
        events: `EVENT_SCHEMA`, sorted by `date_end` and `id`; ids are unique.
        rejects: `REJECT_SCHEMA`, in the order of files and lines.
        provenance: the data set and the files.
        columns: fields of an event that every file really holds.
        notes: what a person should know before using the events.
    """

    events: pl.DataFrame
    rejects: pl.DataFrame
    provenance: Provenance
    columns: frozenset[str]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Judged:
    raw: RawFile
    reader: Reader
    rows: pl.DataFrame  # EVENT_SCHEMA, `line`, `reason`
    columns: frozenset[str]
    notes: tuple[str, ...]


def read_events(
    paths: Sequence[Path],
    *,
    dataset: str | None = None,
    version: str | None = None,
    mapping: Path | None = None,
    country: str | None = None,
    bounds: Bounds | None = None,
) -> Intake:
    """Read files of events into one table.

    Every row ends either among the events or in the quarantine. Where an id returns, within a file
    or in a later one, the first sound row counts. Estimates that do not hold the best one are
    widened to hold it.

    Args:
        paths: the files, in the order in which they count.
        dataset: what the user calls the data set; without it, the source recognised.
        version: as the user states it; never guessed.
        mapping: a mapping file, which then reads all files.
        country: ISO3 of the country expected.
        bounds: of that country, to tell swapped coordinates.

    Raises:
        PeaceopsError: a file holds no table of events, or files of different data sets are mixed
            without a name for the mixture.
    """
    if not paths:
        raise PeaceopsError("no file of events", remedy="name at least one")
    plan = read_mapping(mapping) if mapping is not None else None
    files = [_judge(path, plan, country, bounds) for path in paths]
    name = _dataset_name(files, dataset)
    columns = frozenset.intersection(*(file.columns for file in files))

    rows = pl.concat([file.rows.with_columns(file=pl.lit(i)) for i, file in enumerate(files)])
    again = rows["reason"].is_null() & ~_first_sound(rows)
    rows = rows.with_columns(reason=pl.when(again).then(pl.lit(DUPLICATE)).otherwise("reason"))
    events = (
        rows.filter(pl.col("reason").is_null()).select(EVENT_SCHEMA.names()).cast(EVENT_SCHEMA)
    ).sort("date_end", "id")
    by_file = [rows.filter(pl.col("file") == i) for i in range(len(files))]
    rejects = [_rejects(file.raw, part) for file, part in zip(files, by_file, strict=True)]

    provenance = Provenance(
        dataset=dataset_named(name, version, columns),
        files=tuple(
            SourceFile(
                name=file.raw.name,
                sha256=file.raw.sha256,
                rows=file.raw.table.height + file.raw.unreadable.height,
                rejected=part.height,
            )
            for file, part in zip(files, rejects, strict=True)
        ),
        last_event=events.select(pl.col("date_end").max()).item(),
    )
    return Intake(
        events=events,
        rejects=pl.concat(rejects),
        provenance=provenance,
        columns=columns,
        notes=(
            *(f"{file.raw.name}: {note}" for file in files for note in file.notes),
            *_notes_on_all(files, events, columns, dataset, version, country),
        ),
    )


def _judge(
    path: Path, plan: TableMapping | None, country: str | None, bounds: Bounds | None
) -> _Judged:
    raw = read_raw(path, sheet=plan.sheet if plan else None)
    reader = _reader_of(raw, plan)
    if not raw.table.height and raw.unreadable.height:
        raise PeaceopsError(
            f"none of its {raw.unreadable.height} rows fits its header:"
            f" {raw.unreadable['reason'][0]}",
            where=raw.name,
            remedy="check the delimiter and the quotes",
        )
    read = reader.to_events(raw.table)
    notes = list(raw.notes)
    if not raw.table.height and not raw.unreadable.height:
        notes.append("a header and no rows: no events")
    if "id" not in reader.declares(raw.columns):
        made = pl.format("{}:{}", pl.lit(raw.name), raw.lines)
        read = read.with_columns(made.alias("id"))
        notes.append("no ids: made from file and line")
    full = _completed(read)
    columns = frozenset(
        field
        for field in reader.declares(raw.columns)
        if not _is_blank(read[field] if field in read.columns else full[field])
    )
    judged = full.with_columns(
        unread=unread(raw.table, read, reader.located(raw.columns)), line=raw.lines
    ).with_columns(reason=fault(country=country, bounds=bounds))
    ranged = judged.filter(pl.col("reason").is_null())
    wide = ranged.filter((pl.col("low") > pl.col("best")) | (pl.col("high") < pl.col("best")))
    if wide.height:
        notes.append(
            f"in {wide.height} of {ranged.height} events the best estimate of deaths lies outside"
            " low and high as published; kept, and the range widened"
        )
    notes.extend(_notes_on_values(ranged))
    return _Judged(raw, reader, _settled(judged), columns, tuple(notes))


def _reader_of(raw: RawFile, plan: TableMapping | None) -> Reader:
    if plan is None:
        try:
            return reader_for(raw.columns, raw.table)
        except PeaceopsError as error:
            raise PeaceopsError(error.what, where=raw.name, remedy=error.remedy) from None
    reader = mapped_reader(plan)
    if missing := reader.lacks(raw.columns):
        raise PeaceopsError(
            f"the mapping names columns that are not there: {', '.join(missing)}",
            where=raw.name,
            remedy=f"its columns are {', '.join(raw.columns)}",
        )
    return reader


def _completed(read: pl.DataFrame) -> pl.DataFrame:
    """Give rows every column, texts an empty text for nothing, and the country its ISO3."""
    wide = {name: pl.Int64 if kind.is_integer() else kind for name, kind in EVENT_SCHEMA.items()}
    asked = pl.Schema({**wide, GWCODE: pl.Int64, SET_ASIDE: pl.String})
    missing = [
        pl.lit(None, kind).alias(name) for name, kind in asked.items() if name not in read.columns
    ]
    full = read.with_columns(missing).cast(asked)
    texts = [name for name, kind in EVENT_SCHEMA.items() if kind == pl.String and name != "iso3"]
    full = full.with_columns(
        pl.col(texts).fill_null(""),
        # Blank is no country, and a code is three letters.
        pl.col("iso3").str.to_uppercase().str.extract(r"^([A-Z]{3})$"),
        date_end=pl.coalesce("date_end", "date_start"),
    )
    known = full.select(GWCODE, "country").unique()
    codes = {number: _iso3_of_number(number) for number in known[GWCODE].drop_nulls().unique()}
    names = {name: _iso3_of_name(name) for name in known["country"].unique()}
    return full.with_columns(
        iso3=pl.coalesce(
            "iso3",
            pl.col(GWCODE).replace_strict(codes, default=None, return_dtype=pl.String),
            pl.col("country").replace_strict(names, default=None, return_dtype=pl.String),
        )
    )


def _iso3_of_number(number: int) -> str | None:
    found = country_by_gwcode(number)
    return found.iso3 if found is not None else None


def _iso3_of_name(name: str) -> str | None:
    found = country_by_name(name) if name else None
    return found.iso3 if found is not None else None


def _is_blank(cells: pl.Series) -> bool:
    """Tell whether a column is there but blank from top to bottom: nothing is told in it."""
    return cells.len() > 0 and bool(cells.is_null().all())


def _settled(judged: pl.DataFrame) -> pl.DataFrame:
    """Fill what is not stated, and widen the range of deaths to hold the best estimate."""
    return judged.select(
        *(
            pl.when(pl.col(name).is_between(0, coarsest)).then(name).otherwise(0).alias(name)
            if (coarsest := _PRECISIONS.get(name)) is not None
            else pl.col(name)
            for name in EVENT_SCHEMA.names()
            if name not in {"low", "high"}
        ),
        "line",
        "reason",
        low=pl.min_horizontal("low", "best"),
        high=pl.max_horizontal("high", "best"),
    )


def _first_sound(rows: pl.DataFrame) -> pl.Series:
    """Tell which rows are the first without fault to bear their id."""
    sound = rows["reason"].is_null()
    return (rows.select(first=pl.struct("id", sound).is_first_distinct() & sound)).to_series()


def _rejects(raw: RawFile, rows: pl.DataFrame) -> pl.DataFrame:
    bad = rows["reason"].is_not_null()
    cells = raw.table.filter(bad).select(row=pl.struct(pl.all()).struct.json_encode())
    judged = rows.filter(bad).select("line", "reason").hstack(cells)
    return (
        pl.concat([judged, raw.unreadable])
        .sort("line", maintain_order=True)
        .select(file=pl.lit(raw.name), line="line", reason="reason", row="row")
        .cast(REJECT_SCHEMA)
    )


def _dataset_name(files: Sequence[_Judged], dataset: str | None) -> str:
    kinds = {file.reader.name for file in files}
    if dataset is None:
        if len(kinds) > 1:
            each = ", ".join(f"{file.raw.name} is {file.reader.name}" for file in files)
            raise PeaceopsError(
                f"files of different data sets: {each}",
                remedy="read them apart, or name the mixture with --dataset",
            )
        return files[0].reader.name
    fitting = _LAYOUTS.get(dataset)
    for file in files:
        if fitting is not None and file.reader.name not in {*fitting, "mapped", "hxl"}:
            raise PeaceopsError(
                f"not {dataset}: its columns are those of {file.reader.title}",
                where=file.raw.name,
                remedy=f"leave out --dataset, or name it {file.reader.name}",
            )
    return dataset


def _notes_on_values(events: pl.DataFrame) -> list[str]:
    notes = []
    for name, coarsest in _PRECISIONS.items():
        odd = events.filter(~pl.col(name).is_between(0, coarsest)).height
        if odd:
            notes.append(f"{odd} events with a {name.replace('_', ' ')} out of scale: not stated")
    nowhere = events.filter(pl.col("iso3").is_null() & (pl.col("country") != ""))["country"]
    if nowhere.len():
        names = ", ".join(sorted(set(nowhere)))
        notes.append(f"{nowhere.len()} events of countries not recognised: {names}")
    return notes


def _notes_on_all(
    files: Sequence[_Judged],
    events: pl.DataFrame,
    columns: frozenset[str],
    dataset: str | None,
    version: str | None,
    country: str | None,
) -> list[str]:
    notes = [note for field, note in _ABSENT.items() if field not in columns]
    kinds = Counter(file.reader.name for file in files)
    if len(kinds) > 1:
        notes.append(f"data sets are mixed under one name: {', '.join(sorted(kinds))}")
    if dataset is None and "ucdp-ged" in kinds:
        notes.append(
            "taken for UCDP GED by its columns; if it is UCDP Candidate, say --dataset"
            " ucdp-candidate"
        )
    stated = sorted({each for file in files for each in _versions(file.raw)})
    if len(stated) > 1:
        notes.append(
            f"versions are mixed: {', '.join(stated)}; do not read them as one series over time"
        )
    elif stated and version is not None and stated != [version]:
        notes.append(f"the files say version {stated[0]}, you say {version}")
    elif stated and version is None:
        notes.append(f"the files say version {stated[0]}; state it with --version")
    if country is not None and events.height and not (events["iso3"] == country).any():
        notes.append(f"no event of {country} among them")
    return notes


def _versions(raw: RawFile) -> list[str]:
    column = locate_by_name({"version": ("ged_version",)}, raw.columns).get("version")
    return [] if column is None else [said for said in words(raw.table[column]).unique() if said]
