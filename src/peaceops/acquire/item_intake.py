"""The intake of items: a list or the answers of a form go in, items and quarantine come out.

Every row ends among the items or in the quarantine with its reason. Columns that the mapping does
not name are not read; who a source is goes into records of its own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import polars as pl

from peaceops.acquire.item_mapping import (
    DAYS,
    KINDS,
    LISTS,
    WHOLE,
    ItemMapping,
    refuse_case_data,
)
from peaceops.acquire.item_row import RowError, item_of, part_at_risk
from peaceops.acquire.place import PlaceIndex
from peaceops.acquire.raw_file import RawFile, read_raw_bytes
from peaceops.acquire.readers.parse import days, filled, ids, whole
from peaceops.acquire.upload import JSON, TABLES, Upload
from peaceops.domain.error import PeaceopsError
from peaceops.domain.people_at_risk import PeopleAtRisk
from peaceops.domain.safe_text import text_fault
from peaceops.domain.source_identity import SourceIdentityNode
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.node import LEVELS

MOST_ROWS = 200_000
_CONSENT = ("none", "internal_only", "inform_analysis", "quote_without_identity",
            "quote_with_identity")  # fmt: skip
_CLOSED: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "consent": _CONSENT,
    "classification": tuple(LEVELS),
}
_KOBO = {"id": ("_uuid", "_id"), "reported": ("_submission_time",)}
_KOBO_STATE = "_validation_status"


class Reject(msgspec.Struct, frozen=True):
    """A row that is no item: its line, why, and what stood in the columns that were read."""

    line: int
    reason: str
    row: str


class ItemSource(msgspec.Struct, frozen=True):
    """Which source an item came from, by ids."""

    item: str
    source: str


@dataclass(frozen=True)
class ItemIntake:
    """What came of reading a list.

    Attributes:
        name, sha256: of the file.
        items: in the order of its rows; ids are unique.
        told_by: the source of each item that names one.
        identities: who the sources are, where the list told it; each source once.
        rejects: the quarantine.
        notes: what a person should know before using the items.
    """

    name: str
    sha256: str
    items: tuple[ItemNode, ...]
    told_by: tuple[ItemSource, ...]
    identities: tuple[SourceIdentityNode, ...]
    rejects: tuple[Reject, ...]
    notes: tuple[str, ...]


def read_items(upload: Upload, mapping: ItemMapping, places: PlaceIndex, today: date) -> ItemIntake:
    """Read a list of items.

    Args:
        upload: the file, looked at before (`acquire.upload`).
        mapping: what its columns mean.
        places: those known by name.
        today: days after it have not come.

    Raises:
        PeaceopsError: it holds no table, lacks a column, or human rights case data.
    """
    if upload.media_type not in TABLES:
        raise PeaceopsError("a list of items is a table", where=upload.name)
    raw = read_raw_bytes(upload.name, upload.content, sheet=mapping.sheet)
    refuse_case_data((upload.name, *raw.columns), where=upload.name)
    if raw.table.height > MOST_ROWS:
        raise PeaceopsError(f"more than {MOST_ROWS:,} rows", where=raw.name, remedy="part it")
    columns = _columns(raw, mapping)
    texts = raw.table.select(
        filled(raw.table[name]).alias(name) for name in dict.fromkeys(columns.values())
    )
    table, old = _meanings(texts, columns, mapping)
    rows = _Rows(raw, texts, columns, table, mapping)
    items: dict[str, ItemNode] = {}
    told_by: list[ItemSource] = []
    identities: dict[str, SourceIdentityNode] = {}
    rejects = [Reject(*row) for row in raw.unreadable.iter_rows()]
    for line, cells, fault in rows:
        try:
            if fault:
                raise RowError(fault)
            name = _item_id(cells, mapping, upload, line)
            if name in items:
                raise RowError("duplicate id")
            items[name] = item_of(cells, name, rows.at_risk(cells), places, today)
        except RowError as error:
            rejects.append(Reject(line, str(error), rows.written(line)))
            continue
        if cells.get("source"):
            told_by.append(ItemSource(name, cells["source"]))
            who = _identity(cells, mapping)
            if who is not None:
                identities.setdefault(who.id, who)
    return ItemIntake(
        name=raw.name,
        sha256=raw.sha256,
        items=tuple(items.values()),
        told_by=tuple(told_by),
        identities=tuple(identities.values()),
        rejects=tuple(sorted(rejects, key=lambda reject: reject.line)),
        notes=(*raw.notes, *_notes(raw, columns, items, old), *_missing_pages(upload)),
    )


class _Rows:
    """The rows of a table by field, with what could not be read in them."""

    def __init__(
        self,
        raw: RawFile,
        texts: pl.DataFrame,
        columns: Mapping[str, str],
        table: pl.DataFrame,
        mapping: ItemMapping,
    ) -> None:
        self._texts, self._columns, self._mapping = texts, columns, mapping
        self._lines = {line: place for place, line in enumerate(raw.lines)}
        self._parsed = _parsed(table, mapping)

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any], str]]:
        lines = list(self._lines)
        names = self._parsed.columns
        for place, row in enumerate(self._parsed.iter_rows()):
            cells = dict(zip(names, row, strict=True))
            fault = cells.pop("fault")
            for field in LISTS:
                if cells.get(field):
                    mark = self._mapping.separators.get(field, ";")
                    cells[field] = tuple(p for p in map(str.strip, cells[field].split(mark)) if p)
            yield lines[place], cells, fault or ""

    def at_risk(self, cells: Mapping[str, Any]) -> tuple[PeopleAtRisk, ...]:
        """Return the people in danger whom a row counts."""
        counted = (
            part_at_risk(column, cells[f"at_risk_{place}"])
            for place, column in enumerate(self._mapping.at_risk)
        )
        return tuple(part for part in counted if part is not None)

    def written(self, line: int) -> str:
        """Return what stood in a row, without who the source is, as JSON."""
        row = self._texts.row(self._lines[line], named=True)
        apart = {self._columns.get("who_name"), self._columns.get("who_contact")}
        shown = {name: cell for name, cell in row.items() if name not in apart and cell is not None}
        return msgspec.json.encode(shown).decode()


def _columns(raw: RawFile, mapping: ItemMapping) -> dict[str, str]:
    """Return which column holds which field, those of the form's own among them."""
    missing = [name for name in mapping.named if name not in raw.columns]
    if missing:
        raise PeaceopsError(
            f"the mapping names columns that are not there: {', '.join(missing)}",
            where=raw.name,
            remedy=f"its columns are {', '.join(raw.columns)}",
        )
    columns = dict(mapping.columns)
    columns |= {f"at_risk_{place}": part.column for place, part in enumerate(mapping.at_risk)}
    if mapping.identity is not None:
        who = {"who_name": mapping.identity.name, "who_contact": mapping.identity.contact}
        columns |= {field: name for field, name in who.items() if name}
    if mapping.form == "kobo":
        for field, names in _KOBO.items():
            found = next((name for name in names if name in raw.columns), None)
            if found is not None:
                columns.setdefault(field, found)
        if _KOBO_STATE in raw.columns:
            columns["kobo_state"] = _KOBO_STATE
    return columns


def _meanings(
    texts: pl.DataFrame, columns: Mapping[str, str], mapping: ItemMapping
) -> tuple[pl.DataFrame, Counter[str]]:
    """Return the fields as texts with their values replaced by what they mean, and old codes."""
    old: Counter[str] = Counter()
    fields = {}
    for field in dict.fromkeys((*columns, *mapping.defaults, *(("kind",) if mapping.kind else ()))):
        cells = (
            texts[columns[field]]
            if field in columns
            else pl.Series([None] * texts.height, dtype=pl.String)
        )
        for table in (mapping.retired.get(field, {}), mapping.values.get(field, {})):
            if not table:
                continue
            meant = {code.strip().casefold(): str(value) for code, value in table.items()}
            replaced = cells.str.to_lowercase().replace_strict(
                meant, default=None, return_dtype=pl.String
            )
            if table is mapping.retired.get(field):
                old[field] += int(replaced.is_not_null().sum())
            cells = replaced.zip_with(replaced.is_not_null(), cells)
        default = mapping.defaults.get(field, mapping.kind if field == "kind" else None)
        if default is not None:
            cells = cells.fill_null(str(default))
        fields[field] = cells
    return pl.DataFrame(fields), old


def _parsed(table: pl.DataFrame, mapping: ItemMapping) -> pl.DataFrame:
    """Read cells as their fields ask, and say of each row what could not be read."""
    columns: list[pl.Series] = []
    faults: list[list[str]] = [[] for _ in range(table.height)]
    for field in table.columns:
        cells = table[field]
        if field in DAYS:
            read = days(cells, mapping.date_format or None)
            _note_lost(faults, cells, read, f"{field} is no day")
        elif field in WHOLE or field.startswith("at_risk_"):
            read = whole(cells)
            what = "a count of people" if field.startswith("at_risk_") else field
            _note_lost(faults, cells, read, f"{what} is no whole number")
        elif field == "id":
            read = ids(cells)
        else:
            read = cells
        _note_words(faults, field, cells, mapping)
        columns.append(read.alias(field))
    if "kobo_state" in table.columns:
        for place, state in enumerate(table["kobo_state"]):
            if state and "not_approved" in state.lower().replace(" ", "_"):
                faults[place].append("not approved in KoboToolbox")
    first = pl.Series("fault", [fault[0] if fault else None for fault in faults], pl.String)
    return pl.DataFrame([*columns, first])


def _note_lost(faults: list[list[str]], cells: pl.Series, read: pl.Series, what: str) -> None:
    for place in (cells.is_not_null() & read.is_null()).arg_true():
        faults[place].append(f"{what}: {cells[int(place)]!r}")


def _note_words(
    faults: list[list[str]], field: str, cells: pl.Series, mapping: ItemMapping
) -> None:
    allowed = _CLOSED.get(field) or mapping.codes.get(field)
    for place, cell in enumerate(cells):
        if cell is None:
            continue
        if fault := text_fault(cell):
            faults[place].append(f"{field} holds {fault}")
        if field == "kind" and cell not in KINDS:
            try:
                refuse_case_data([cell], where="")
            except PeaceopsError as error:
                faults[place].append(error.what)
        if allowed and cell not in allowed and not _in_list(field, cell, allowed, mapping):
            faults[place].append(f"unknown code for {field}: {cell!r}")


def _in_list(field: str, cell: str, allowed: Sequence[str], mapping: ItemMapping) -> bool:
    if field not in LISTS:
        return False
    parts = cell.split(mapping.separators.get(field, ";"))
    return all(part.strip() in allowed for part in parts if part.strip())


def _item_id(cells: Mapping[str, Any], mapping: ItemMapping, upload: Upload, line: int) -> str:
    """Return an id that the same row has again when the file comes once more."""
    prefix = mapping.prefix or ("kobo" if mapping.form == "kobo" else "")
    if cells.get("id"):
        return f"{prefix}:{cells['id']}" if prefix else str(cells["id"])
    return f"{prefix or 'list'}:{upload.sha256[:12]}:{line}"


def _identity(cells: Mapping[str, Any], mapping: ItemMapping) -> SourceIdentityNode | None:
    if mapping.identity is None:
        return None
    name, contact = cells.get("who_name"), cells.get("who_contact")
    if not (name or contact):
        return None
    source = cells["source"]
    return SourceIdentityNode(
        id=f"identity:{source}", source=source, name=name or "", contact=contact or ""
    )


def _notes(
    raw: RawFile, columns: Mapping[str, str], items: Mapping[str, ItemNode], old: Counter[str]
) -> list[str]:
    notes = [f"{count} rows use older codes of {field}" for field, count in old.items() if count]
    unread = [name for name in raw.columns if name not in columns.values()]
    if unread:
        notes.append(f"columns not read: {', '.join(unread)}")
    lost = sorted({item.place for item in items.values() if item.place and item.latitude is None})
    if lost:
        some = ", ".join(lost[:5]) + (" …" if len(lost) > 5 else "")
        notes.append(f"{len(lost)} places without a point, kept in words: {some}")
    confirmed = sum((item.grade or "").endswith("1") for item in items.values())
    if confirmed:
        notes.append(f"{confirmed} items came graded 1: confirm each by items of other origin")
    return notes


class _Answer(msgspec.Struct):
    """How many submissions an interface has, and where the next ones are."""

    count: int | None = None
    next: str | None = None


def _missing_pages(upload: Upload) -> list[str]:
    if upload.media_type != JSON:
        return []
    try:
        answer = msgspec.json.decode(upload.content, type=_Answer)
    except (msgspec.DecodeError, UnicodeError):
        return []
    if not answer.next:
        return []
    return [f"the form has {answer.count} submissions, and this page is not the last"]
