"""The contract of readers: every one, in every layout it knows, reads the same invented events."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from peaceops.acquire.event_table import EVENT_SCHEMA, REJECT_SCHEMA
from peaceops.acquire.intake import Intake, read_events
from peaceops.acquire.raw_file import read_raw
from peaceops.acquire.readers import READERS, acled, hxl, reader_for, ucdp_candidate, ucdp_ged
from peaceops.acquire.readers.reader import Reader
from peaceops.domain.error import PeaceopsError

Row = dict[str, Any]

EVENTS: list[Row] = [
    {
        "id": "101",
        "start": date(2013, 12, 5),
        "end": date(2013, 12, 6),
        "violence": 3,
        "side_a": "Sablière Front",
        "side_b": "Civilians",
        "latitude": 4.366667,
        "longitude": 18.583333,
        "place": "Préau, “old” market",
        "admin1": "Northern province",
        "admin2": "Côte district",
        "civilians": 12,
        "low": 10,
        "best": 12,
        "high": 20,
    },
    {
        "id": "102",
        "start": date(2014, 1, 31),
        "end": date(2014, 1, 31),
        "violence": 1,
        "side_a": "Government of Sudan",
        "side_b": "Sablière Front",
        "latitude": -11.5,
        "longitude": 27.466667,
        "place": "Road\nsouth; of, the river",
        "admin1": "",
        "admin2": "",
        "civilians": 0,
        "low": 0,
        "best": 3,
        "high": 3,
    },
    {
        "id": "103",
        "start": date(2014, 2, 2),
        "end": date(2014, 3, 1),
        "violence": 2,
        "side_a": "Herders of the West",
        "side_b": "Herders of the East",
        "latitude": 0.0,
        "longitude": -0.25,
        "place": "Tiré",
        "admin1": "Northern province",
        "admin2": "",
        "civilians": 1,
        "low": 4,
        "best": 4,
        "high": 4,
    },
]
COUNTRY, ISO3, GWNO = "Sudan", "SDN", 625


def _ged(event: Row) -> Row:
    return {
        "id": event["id"],
        "relid": f"SUD-{event['id']}",
        "year": event["end"].year,
        "code_status": "Clear",
        "type_of_violence": event["violence"],
        "side_a": event["side_a"],
        "side_b": event["side_b"],
        "where_prec": 1,
        "where_coordinates": event["place"],
        "adm_1": event["admin1"],
        "adm_2": event["admin2"],
        "latitude": event["latitude"],
        "longitude": event["longitude"],
        "country": COUNTRY,
        "country_id": GWNO,
        "date_prec": 2,
        "date_start": event["start"].isoformat(),
        "date_end": event["end"].isoformat(),
        "deaths_civilians": event["civilians"],
        "best": event["best"],
        "high": event["high"],
        "low": event["low"],
    }


def _ged_recent(event: Row) -> Row:
    row = _ged(event)
    return row | {key: f"{row[key]} 00:00:00.000" for key in ("date_start", "date_end")}


def _ged_american(event: Row) -> Row:
    days = {"date_start": event["start"], "date_end": event["end"]}
    return _ged(event) | {
        name: f"{day.month}/{day.day}/{day.year} 12:00:00 AM" for name, day in days.items()
    }


def _ged_old(event: Row) -> Row:
    renamed = {"best": "best_est", "high": "high_est", "low": "low_est"}
    return {renamed.get(name, name): value for name, value in _ged(event).items()}


def _ged_as_floats(event: Row) -> Row:
    return {
        name: f"{value}.0" if isinstance(value, int) or name == "id" else value
        for name, value in _ged(event).items()
    }


def _ged_shouted(event: Row) -> Row:
    return {f" {name.upper()} ": value for name, value in _ged(event).items()}


def _ged_narrow(event: Row) -> Row:
    kept = ("id", "date_start", "year", "country", "type_of_violence", "side_a", "side_b")
    row = _ged(event)
    return {name: row[name] for name in (*kept, "latitude", "longitude", "low", "best", "high")} | {
        "place_name": row["where_coordinates"]
    }


def _candidate(event: Row) -> Row:
    return _ged(event) | {"code_status": "Check dyad" if event["id"] == "102" else "Clear"}


def _acled(event: Row) -> Row:
    kinds = {1: "Battles", 2: "Battles", 3: "Violence against civilians"}
    sides = {1: ("1", "2"), 2: ("4", "4"), 3: ("3", "7")}
    return {
        "event_id_cnty": event["id"],
        "event_date": f"{event['start']:%d %B %Y}",
        "time_precision": 1,
        "event_type": kinds[event["violence"]],
        "sub_event_type": "Attack",
        "actor1": event["side_a"],
        "inter1": sides[event["violence"]][0],
        "actor2": event["side_b"],
        "inter2": sides[event["violence"]][1],
        "country": COUNTRY,
        "admin1": event["admin1"],
        "admin2": event["admin2"],
        "location": event["place"],
        "latitude": event["latitude"],
        "longitude": event["longitude"],
        "geo_precision": 2,
        "fatalities": event["best"],
    }


_INTER = {
    "1": "State forces",
    "2": "Rebel group",
    "3": "Political militia",
    "4": "Identity militia",
    "7": "Civilians",
}


def _acled_in_words(event: Row) -> Row:
    row = _acled(event)
    civilian = "Civilian targeting" if event["violence"] == 3 else ""
    return row | {
        "inter1": _INTER[row["inter1"]],
        "inter2": _INTER[row["inter2"]],
        "civilian_targeting": civilian,
        "event_date": event["start"].isoformat(),
    }


def _hxl(event: Row) -> Row:
    return {
        "#event+id": event["id"],
        "#date +start": event["start"].isoformat(),
        "#date +end": event["end"].isoformat(),
        "#event+type+i_en": event["violence"],
        "#actor+attacker": event["side_a"],
        "#actor+target": event["side_b"],
        "#geo+lat": event["latitude"],
        "#geo+lon": event["longitude"],
        "#loc+name": event["place"],
        "#adm1+name": event["admin1"],
        "#adm2+name": event["admin2"],
        "#country+name": COUNTRY,
        "#affected+f+killed": 1,
        "#affected+killed": event["best"],
        "#affected+killed+min": event["low"],
        "#affected+killed+max": event["high"],
        "#affected+killed+civilians": event["civilians"],
    }


def _hxl_plain(event: Row) -> Row:
    kinds = {1: "State-based", 2: "non-state violence", 3: "Violence against civilians"}
    return {
        "": "a column without a tag",
        "#meta+id": event["id"],
        "#date+occurred": event["start"].isoformat(),
        "#event+type": kinds[event["violence"]],
        "#actor": event["side_a"],
        "#geo+lat": event["latitude"],
        "#geo+lon": event["longitude"],
        "#affected+killed": event["best"],
        "#country": COUNTRY,
    }


def as_csv(rows: list[Row], delimiter: str = ",", end: str = "\n") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_european_csv(rows: list[Row]) -> bytes:
    return as_csv(
        [
            {key: str(row[key]).replace(".", ",") if "itude" in key else row[key] for key in row}
            for row in rows
        ],
        ";",
        "\r\n",
    )


def as_hxl_csv(rows: list[Row]) -> bytes:
    title = csv.writer(text := io.StringIO(newline=""), lineterminator="\n")
    title.writerow(["Incidents,\ninvented"])
    title.writerow([f"Heading {place}" for place in range(len(rows[0]))])
    return text.getvalue().encode() + as_csv(rows)


def as_parquet(rows: list[Row]) -> bytes:
    pl.DataFrame(rows).with_columns(
        pl.col("^date_(start|end)$").str.to_date(), pl.col("id").cast(pl.Int64)
    ).write_parquet(data := io.BytesIO())
    return data.getvalue()


def as_workbook(rows: list[Row]) -> bytes:
    pl.DataFrame(rows).with_columns(pl.col("^date_(start|end)$").str.to_date()).write_excel(
        data := io.BytesIO(), "events"
    )
    return data.getvalue()


def as_list(rows: list[Row]) -> bytes:
    return json.dumps(rows).encode()


def as_answer(rows: list[Row]) -> bytes:
    return json.dumps({"TotalCount": len(rows), "TotalPages": 1, "Result": rows}).encode()


def as_pages(rows: list[Row]) -> bytes:
    return json.dumps(
        [{"TotalCount": len(rows), "Result": part} for part in (rows[:1], rows[1:])]
    ).encode()


def as_geojson(rows: list[Row]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {key: row[key] for key in row if key not in {"latitude", "longitude"}},
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
        }
        for row in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@dataclass(frozen=True)
class Layout:
    name: str
    reader: Reader
    row: Callable[[Row], Row]
    write: Callable[[list[Row]], bytes]
    lines: tuple[int, ...] = (2, 3, 5)  # a place of the second event breaks over two lines
    lacks: frozenset[str] = frozenset()


RECORDS = (1, 2, 3)
NARROW = frozenset(
    {"date_end", "date_precision", "place_precision", "admin1", "admin2", "civilians"}
)
BARE = frozenset(EVENT_SCHEMA) - {
    *("id", "date_start", "violence", "side_a", "latitude", "longitude", "best", "country", "iso3")
}
ACLED = frozenset({"date_end", "low", "high", "civilians"})
LAYOUTS = (
    Layout("ged", ucdp_ged.READER, _ged, as_csv),
    Layout("ged 19.1 to 25.1", ucdp_ged.READER, _ged_recent, as_csv),
    Layout("ged with American days", ucdp_ged.READER, _ged_american, as_csv),
    Layout("ged before 17.1", ucdp_ged.READER, _ged_old, as_csv),
    Layout("ged through floats", ucdp_ged.READER, _ged_as_floats, as_csv),
    Layout("ged in capitals", ucdp_ged.READER, _ged_shouted, as_csv),
    Layout("ged, narrow", ucdp_ged.READER, _ged_narrow, as_csv, lacks=NARROW),
    Layout("ged, European", ucdp_ged.READER, _ged, as_european_csv),
    Layout("ged, tabs", ucdp_ged.READER, _ged, lambda rows: as_csv(rows, "\t")),
    Layout("ged, bars", ucdp_ged.READER, _ged, lambda rows: as_csv(rows, "|")),
    Layout("ged parquet", ucdp_ged.READER, _ged, as_parquet, RECORDS),
    Layout("ged workbook", ucdp_ged.READER, _ged, as_workbook, (2, 3, 4)),
    Layout("ged interface", ucdp_ged.READER, _ged_recent, as_answer, RECORDS),
    Layout("ged pages", ucdp_ged.READER, _ged, as_pages, RECORDS),
    Layout("ged list", ucdp_ged.READER, _ged, as_list, RECORDS),
    Layout("ged geojson", ucdp_ged.READER, _ged, as_geojson, RECORDS),
    Layout("candidate", ucdp_candidate.READER, _candidate, as_csv),
    Layout("candidate interface", ucdp_candidate.READER, _candidate, as_answer, RECORDS),
    Layout("acled", acled.READER, _acled, as_csv, lacks=ACLED),
    Layout("acled in words", acled.READER, _acled_in_words, as_csv, lacks=ACLED),
    Layout("hxl", hxl.READER, _hxl, as_hxl_csv, (5, 6, 8), frozenset({"date_precision"})),
    Layout("hxl, bare", hxl.READER, _hxl_plain, as_hxl_csv, (5, 6, 7), BARE),
)
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
each_text_layout = pytest.mark.parametrize(
    "layout",
    [layout for layout in LAYOUTS if layout.lines[0] > 1 and "book" not in layout.name],
    ids=lambda layout: layout.name,
)


def rows_of(layout: Layout) -> list[Row]:
    return [layout.row(event) for event in EVENTS]


def intake_of(data: bytes, folder: Path, name: str = "events.bin") -> Intake:
    path = folder / name
    path.write_bytes(data)
    return read_events([path])


def test_every_reader_has_a_layout_here() -> None:
    assert {layout.reader.name for layout in LAYOUTS} == {reader.name for reader in READERS}


@each_layout
def test_reads_the_events(layout: Layout, tmp_path: Path) -> None:
    intake = intake_of(layout.write(rows_of(layout)), tmp_path)
    assert intake.events.schema == EVENT_SCHEMA
    assert intake.rejects.schema == REJECT_SCHEMA
    assert intake.rejects.height == 0
    assert intake.provenance.dataset.name == layout.reader.name
    assert not intake.columns & layout.lacks
    lacks = layout.lacks
    wanted = [
        {
            "id": event["id"],
            "date_start": event["start"],
            "date_end": event["start"] if "date_end" in lacks else event["end"],
            "violence": event["violence"],
            "side_a": event["side_a"],
            "latitude": event["latitude"],
            "longitude": event["longitude"],
            "place": "" if "place" in lacks else event["place"],
            "admin1": "" if "admin1" in lacks else event["admin1"],
            "country": COUNTRY,
            "iso3": ISO3,
            "low": event["best"] if "low" in lacks else event["low"],
            "best": event["best"],
            "high": event["best"] if "high" in lacks else event["high"],
            "civilians": None if "civilians" in lacks else event["civilians"],
        }
        for event in EVENTS
    ]
    assert intake.events.select(list(wanted[0])).to_dicts() == wanted
    sides = intake.events["side_b"].to_list()
    assert sides == (
        ["Civilians", "", ""] if "side_b" in lacks else [event["side_b"] for event in EVENTS]
    )
    assert intake.provenance.last_event == intake.events["date_end"].max()


@each_layout
def test_reads_the_same_again(layout: Layout, tmp_path: Path) -> None:
    data = layout.write(rows_of(layout))
    first, second = intake_of(data, tmp_path), intake_of(data, tmp_path)
    assert first.events.equals(second.events)
    assert first.provenance == second.provenance
    assert first.notes == second.notes


@each_layout
def test_says_which_bytes_it_read(layout: Layout, tmp_path: Path) -> None:
    data = layout.write(rows_of(layout))
    intake = intake_of(data, tmp_path, "some.file")
    (source,) = intake.provenance.files
    assert (source.name, source.rows, source.rejected) == ("some.file", len(EVENTS), 0)
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@each_layout
def test_a_bad_row_keeps_its_line(layout: Layout, tmp_path: Path) -> None:
    rows = rows_of(layout)
    deaths = next(name for name in rows[0] if name.strip().lower() in BEST_NAMES)
    for place, line in enumerate(layout.lines):
        spoilt = [dict(row) for row in rows]
        spoilt[place][deaths] = -5
        intake = intake_of(layout.write(spoilt), tmp_path)
        assert intake.rejects.select("file", "line", "reason").rows() == [
            ("events.bin", line, "negative deaths")
        ]
        assert "-5" in intake.rejects["row"][0]
        assert intake.events.height == len(EVENTS) - 1
        assert intake.provenance.files[0].rejected == 1


BEST_NAMES = {"best", "best_est", "fatalities", "#affected+killed"}


@each_layout
def test_reads_through_gzip(layout: Layout, tmp_path: Path) -> None:
    data = layout.write(rows_of(layout))
    packed = intake_of(gzip.compress(data), tmp_path, "events.gz")
    assert packed.events.equals(intake_of(data, tmp_path).events)


@each_text_layout
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_reads_any_encoding(layout: Layout, encoding: str, tmp_path: Path) -> None:
    data = layout.write(rows_of(layout))
    encoded = intake_of(data.decode().encode(encoding), tmp_path)
    assert encoded.events.equals(intake_of(data, tmp_path).events)
    assert any("cp1252" in note for note in encoded.notes) == (encoding == "cp1252")


@each_text_layout
def test_reads_line_ends_of_any_system(layout: Layout, tmp_path: Path) -> None:
    data = layout.write(rows_of(layout)).replace(b"\r\n", b"\n")
    plain = intake_of(data, tmp_path).events
    for end in (b"\r\n", b"\r"):
        events = intake_of(data.replace(b"\n", end), tmp_path).events
        place = pl.col("place").str.replace_all("\r\n|\r", "\n")
        assert events.with_columns(place).equals(plain)


@each_layout
def test_a_missing_column_is_named(layout: Layout, tmp_path: Path) -> None:
    rows = rows_of(layout)
    columns = read_raw(_written(layout.write(rows), tmp_path)).columns
    located = layout.reader.located(columns)
    for field in sorted(layout.reader.required):
        rest = [column for column in columns if column != located[field]]
        if layout.reader.recognises(rest):
            continue  # another column tells the same
        with pytest.raises(PeaceopsError) as caught:
            reader_for(rest)
        assert layout.reader.names[field][0] in str(caught.value)
        assert "\n" not in str(caught.value)


@each_layout
def test_an_optional_column_may_be_missing(layout: Layout, tmp_path: Path) -> None:
    rows = rows_of(layout)
    columns = read_raw(_written(layout.write(rows), tmp_path)).columns
    for field, column in layout.reader.located(columns).items():
        rest = [{key: row[key] for key in row if key.strip() != column} for row in rows]
        if field in layout.reader.required:
            continue
        intake = intake_of(layout.write(rest), tmp_path)
        assert intake.events.height == len(rows)
        left = [name for name in columns if name != column]
        assert (field in intake.columns) <= (field in layout.reader.located(left))


def _written(data: bytes, folder: Path) -> Path:
    path = folder / "columns.bin"
    path.write_bytes(data)
    return path
