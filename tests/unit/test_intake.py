import csv
import gzip
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from peaceops.acquire.event_table import EVENT_SCHEMA
from peaceops.acquire.intake import Intake, read_events
from peaceops.acquire.mapping import read_mapping
from peaceops.domain.error import PeaceopsError

GED: dict[str, Any] = {
    "id": 1,
    "date_start": "2014-01-01",
    "date_end": "2014-01-02",
    "type_of_violence": 3,
    "side_a": "Redbridge Front",
    "side_b": "Civilians",
    "where_prec": 1,
    "where_coordinates": "Orvaly",
    "adm_1": "West",
    "latitude": 4.5,
    "longitude": 18.5,
    "country": "Central African Republic",
    "country_id": 482,
    "deaths_civilians": 2,
    "best": 3,
    "high": 4,
    "low": 2,
}
CAR_BOUNDS = (2.2, 14.4, 11.0, 27.5)


def ged(*changes: dict[str, Any], without: tuple[str, ...] = (), delimiter: str = ",") -> str:
    """Write rows of GED, each given by what differs; ids count up."""
    text = io.StringIO(newline="")
    columns = [name for name in {**GED, **(changes[0] if changes else {})} if name not in without]
    writer = csv.DictWriter(
        text, columns, extrasaction="ignore", delimiter=delimiter, lineterminator="\n"
    )
    writer.writeheader()
    for number, change in enumerate(changes, 1):
        writer.writerow({**GED, "id": number, **change})
    return text.getvalue()


def take(folder: Path, *texts: str | bytes, **how: Any) -> Intake:
    paths = [folder / f"{place}.csv" for place in range(1, len(texts) + 1)]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_events(paths, **how)


def reasons(intake: Intake) -> list[tuple[int, str]]:
    return intake.rejects.select("line", "reason").rows()


def failure(folder: Path, text: str | bytes, **how: Any) -> str:
    with pytest.raises(PeaceopsError) as caught:
        take(folder, text, **how)
    assert caught.value.exit_code == 2
    message = str(caught.value)
    assert "\n" not in message
    assert "1.csv" in message
    return message


# The quarantine


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"date_start": "2014-02-30"}, "bad date"),
        ({"date_start": "soon"}, "bad date"),
        ({"date_end": "2014-13-01"}, "bad date"),
        ({"date_start": "", "date_end": ""}, "no date"),
        ({"date_end": "2013-12-31"}, "ends before it starts"),
        ({"date_start": "0214-01-01"}, "year outside 1900 to 2100"),
        ({"date_end": "2914-01-01"}, "year outside 1900 to 2100"),
        ({"latitude": ""}, "no coordinates"),
        ({"longitude": "NA"}, "no coordinates"),
        ({"latitude": "north"}, "coordinates are no numbers"),
        ({"longitude": "inf"}, "coordinates are no numbers"),
        ({"latitude": 118.5, "longitude": 4.5}, "latitude and longitude look swapped"),
        ({"latitude": 18.5, "longitude": 190.0}, "coordinates off the globe"),
        ({"latitude": -200, "longitude": 4}, "coordinates off the globe"),
        ({"best": ""}, "no deaths given"),
        ({"best": "many"}, "deaths are no whole number"),
        ({"best": "2.5"}, "deaths are no whole number"),
        ({"high": "1,000"}, "deaths are no whole number"),
        ({"deaths_civilians": "?"}, "deaths are no whole number"),
        ({"best": -1}, "negative deaths"),
        ({"low": -1}, "negative deaths"),
        ({"deaths_civilians": -1}, "negative deaths"),
        ({"deaths_civilians": 5}, "more civilians killed than people"),
        ({"type_of_violence": 4}, "unknown type of violence"),
        ({"type_of_violence": 400}, "unknown type of violence"),
        ({"type_of_violence": ""}, "unknown type of violence"),
        ({"type_of_violence": "riot"}, "unknown type of violence"),
        ({"id": ""}, "no id"),
        ({"id": 3}, "duplicate id"),
    ],
)
def test_a_bad_row_goes_to_quarantine(change: dict[str, Any], reason: str, tmp_path: Path) -> None:
    intake = take(tmp_path, ged({}, {}, {}, change, {}))
    assert reasons(intake) == [(5, reason)]
    assert intake.events["id"].to_list() == ["1", "2", "3", "5"]
    row = json.loads(intake.rejects["row"][0])
    assert all(row[name] == (str(value) or None) for name, value in change.items())
    (source,) = intake.provenance.files
    assert (source.rows, source.rejected) == (5, 1)


def test_a_sound_row_takes_the_id_of_a_bad_one(tmp_path: Path) -> None:
    intake = take(tmp_path, ged({"best": -1}, {"id": 1}, {"id": 1, "best": 4}))
    assert reasons(intake) == [(2, "negative deaths"), (4, "duplicate id")]
    assert intake.events["best"].to_list() == [3]


def test_an_id_of_an_earlier_file_is_a_duplicate(tmp_path: Path) -> None:
    intake = take(tmp_path, ged({}, {}), ged({"id": 2, "best": 4}, {"id": 3}))
    assert intake.rejects.select("file", "line", "reason").rows() == [("2.csv", 2, "duplicate id")]
    assert [source.rejected for source in intake.provenance.files] == [0, 1]
    assert intake.events["best"].to_list() == [3, 3, 3]


def test_swapped_coordinates_of_the_country_expected(tmp_path: Path) -> None:
    swapped = {"latitude": 18.5, "longitude": 4.5}
    neighbour = swapped | {"country": "Niger", "country_id": 436}
    text = ged({}, swapped, neighbour)
    assert reasons(take(tmp_path, text)) == []
    told = take(tmp_path, text, country="CAF", bounds=CAR_BOUNDS)
    assert reasons(told) == [(3, "latitude and longitude look swapped")]
    # Just over the border is no swap, though the mirror image may lie inside.
    near = ged({"latitude": 11.5, "longitude": 14.2})
    assert reasons(take(tmp_path, near, country="CAF", bounds=CAR_BOUNDS)) == []


def test_rows_that_do_not_fit_the_header(tmp_path: Path) -> None:
    lines = ged({}, {"where_coordinates": "a\nb"}, {}, {}, {}).splitlines(keepends=True)
    lines[4] = "just,some,words\n"
    lines[5] = lines[5].replace("\n", ",one too many\n")
    intake = take(tmp_path, "".join(lines))
    assert reasons(intake) == [(5, "wrong number of fields"), (6, "wrong number of fields")]
    assert json.loads(intake.rejects["row"][0]) == ["just", "some", "words"]
    assert intake.events["id"].to_list() == ["1", "2", "5"]


def test_an_open_quote_costs_one_line_only(tmp_path: Path) -> None:
    lines = ged({}, {}, {}, {}).splitlines(keepends=True)
    lines[2] = lines[2].replace("Orvaly", '"Orvaly')
    intake = take(tmp_path, "".join(lines))
    assert reasons(intake) == [(3, "a quote is never closed")]
    assert intake.events["id"].to_list() == ["1", "3", "4"]


def test_blank_lines_shift_no_line(tmp_path: Path) -> None:
    lines = ged({}, {"best": -1}).splitlines(keepends=True)
    text = "\n" + lines[0] + lines[1] + "\n" + "," * (len(GED) - 1) + "\n" + lines[2] + "\n\n"
    intake = take(tmp_path, text)
    assert reasons(intake) == [(6, "negative deaths")]
    assert intake.provenance.files[0].rows == 2


def test_a_long_field_is_no_fault(tmp_path: Path) -> None:
    crooked = ged({"where_coordinates": "x" * 200_000}, {}) + "one,row,too short\n"
    assert take(tmp_path, crooked).events.height == 2


# What is kept, and said


def test_deaths_out_of_range_are_kept_and_said(tmp_path: Path) -> None:
    intake = take(tmp_path, ged({}, {"low": 5, "high": 2}, {"best": 9, "deaths_civilians": 1}))
    assert intake.rejects.is_empty()
    assert intake.events.select("low", "best", "high").rows() == [(2, 3, 4), (3, 3, 3), (2, 9, 9)]
    assert any("2 of 3 events" in note and "widened" in note for note in intake.notes)


def test_what_is_not_told_is_said(tmp_path: Path) -> None:
    without = ("date_end", "where_prec", "deaths_civilians", "high", "low")
    intake = take(tmp_path, ged({}, without=without))
    row = intake.events.row(0, named=True)
    assert row["date_end"] == row["date_start"]
    assert (row["place_precision"], row["civilians"], row["low"], row["high"]) == (0, None, 3, 3)
    missing = {"date_end", "place_precision", "date_precision", "civilians", "low", "high"}
    assert not intake.columns & missing
    for words in ("place precision not stated", "no last day", "civilian deaths not told"):
        assert any(words in note for note in intake.notes)


def test_a_blank_column_tells_nothing(tmp_path: Path) -> None:
    blank = {"deaths_civilians": "", "where_prec": "", "date_end": ""}
    intake = take(tmp_path, ged(blank, blank))
    assert not intake.columns & {"civilians", "place_precision", "date_end"}
    assert intake.events["civilians"].null_count() == 2


def test_columns_are_those_of_every_file(tmp_path: Path) -> None:
    intake = take(tmp_path, ged({}), ged({"id": 2}, without=("deaths_civilians",)))
    assert "civilians" not in intake.columns
    assert "best" in intake.columns
    assert intake.provenance.dataset.columns == intake.columns


def test_a_precision_out_of_scale_is_not_stated(tmp_path: Path) -> None:
    intake = take(tmp_path, ged({}, {"where_prec": 9}, {"where_prec": "near"}))
    assert intake.events["place_precision"].to_list() == [1, 0, 0]
    assert any("1 events with a place precision out of scale" in note for note in intake.notes)


def test_countries_are_resolved_by_number_and_by_name(tmp_path: Path) -> None:
    changes: tuple[dict[str, Any], ...] = (
        {},
        {"country_id": ""},
        {"country": "Nowhere", "country_id": 99_999},
    )
    intake = take(tmp_path, ged(*changes), country="SDN")
    assert intake.events["iso3"].to_list() == ["CAF", "CAF", None]
    assert any("1 events of countries not recognised: Nowhere" in note for note in intake.notes)
    assert "no event of SDN among them" in intake.notes


def test_header_only_is_no_events(tmp_path: Path) -> None:
    intake = take(tmp_path, ged())
    assert intake.events.schema == EVENT_SCHEMA
    assert intake.events.is_empty()
    assert intake.provenance.last_event is None
    assert any("no rows" in note for note in intake.notes)


def test_events_come_in_order(tmp_path: Path) -> None:
    days = [{"date_start": "2014-01-01", "date_end": f"2014-01-0{day}"} for day in (5, 3, 3, 4)]
    intake = take(tmp_path, ged(*days))
    assert intake.events["id"].to_list() == ["2", "3", "4", "1"]


# Data sets and versions


def test_dataset_and_version_come_from_the_user(tmp_path: Path) -> None:
    named = take(tmp_path, ged({}), dataset="ucdp-candidate", version="26.0.2")
    assert named.provenance.dataset.name == "ucdp-candidate"
    assert named.provenance.dataset.version == "26.0.2"
    own = take(tmp_path, ged({}), dataset="exercise")
    assert own.provenance.dataset.version == "version not stated"


def test_a_version_in_the_file_is_told_but_not_taken(tmp_path: Path) -> None:
    text = ged({"ged_version": "23.1"})
    silent = take(tmp_path, text)
    assert silent.provenance.dataset.version == "version not stated"
    assert any("the files say version 23.1" in note for note in silent.notes)
    other = take(tmp_path, text, version="25.1")
    assert "the files say version 23.1, you say 25.1" in other.notes
    assert not any("23.1" in note for note in take(tmp_path, text, version="23.1").notes)


def test_versions_are_never_mixed_in_silence(tmp_path: Path) -> None:
    texts = (ged({"ged_version": "23.1"}), ged({"id": 9, "ged_version": "24.1"}))
    assert any("versions are mixed: 23.1, 24.1" in note for note in take(tmp_path, *texts).notes)


def test_different_data_sets_are_not_mixed_in_silence(tmp_path: Path) -> None:
    texts = (ged({"code_status": "Clear"}), ged({"id": 9, "code_status": "Check deaths"}))
    with pytest.raises(PeaceopsError, match=r"1\.csv is ucdp-ged, 2\.csv is ucdp-candidate"):
        take(tmp_path, *texts)
    intake = take(tmp_path, *texts, dataset="ucdp-ged")
    assert intake.events.height == 2
    assert any("mixed under one name" in note for note in intake.notes)


def test_a_name_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    assert "not acled" in failure(tmp_path, ged({}), dataset="acled")


# Wrong files


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (b"%PDF-1.7 ...", "this is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "this is a picture"),
        (b"<!DOCTYPE html><html>", "this is a web page"),
        (b"PK\x03\x04 some archive", "this is a ZIP archive"),
        (b"\xd0\xcf\x11\xe0 old", "not a workbook"),
        (b"PAR1 torn", "broken Parquet"),
        (b"\x1f\x8b torn", "broken gzip"),
        (gzip.compress(b"id,best\n" * 99, mtime=0)[:30], "broken gzip"),
        (b"\x00\x01\x02\xfe\xff" * 40, "not text"),
        (b'{"id": ', "broken JSON"),
        (b'{"id": 1}', "no list of events"),
        (b"[]", "a list without any event"),
        (b"Dear colleagues,\nplease find attached the list.\n", "no table of events that we know"),
        (b"A note about nothing\n", "no columns found"),
        (b"name,population\nOrvaly,5\n", "no table of events that we know"),
    ],
)
def test_a_wrong_file_is_one_clear_line(content: bytes, words: str, tmp_path: Path) -> None:
    assert words in failure(tmp_path, content)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PeaceopsError, match="No such file"):
        read_events([tmp_path / "missing.csv"])
    with pytest.raises(PeaceopsError, match="can not be read"):
        read_events([tmp_path])
    with pytest.raises(PeaceopsError, match="no file of events"):
        read_events([])


def test_a_wrong_delimiter(tmp_path: Path) -> None:
    assert "no columns found" in failure(tmp_path, ged({}, delimiter="^"))
    header, *rows = ged({}, {}).splitlines()
    mixed = "\n".join([header, *(row.replace(",", ";") for row in rows)])
    message = failure(tmp_path, mixed)
    assert "none of its 2 rows fits its header" in message
    assert "delimiter" in message


@pytest.mark.parametrize("column", ["latitude", "best", "date_start", "side_a"])
def test_one_column_missing(column: str, tmp_path: Path) -> None:
    message = failure(tmp_path, ged({}, without=(column,)))
    assert f"looks like UCDP GED but has no column {column} (" in message


def test_no_coordinates(tmp_path: Path) -> None:
    assert "no coordinates: " in failure(tmp_path, ged({}, without=("latitude", "longitude")))


def test_missing_pages_of_an_answer_are_said(tmp_path: Path) -> None:
    answer = json.dumps({"TotalCount": 5, "Result": [GED, {**GED, "id": 2}, "torn"]})
    intake = take(tmp_path, answer)
    assert any("3 of the 5 events announced" in note for note in intake.notes)
    assert reasons(intake) == [(3, "not a record")]


def test_geojson_in_metres_is_refused(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": []})
    assert "WGS 84" in failure(tmp_path, text)


def test_geojson_points_fill_only_what_is_missing(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [20.0, 5.0]}
    bare = {name: GED[name] for name in GED if name not in {"latitude", "longitude"}} | {"id": 2}
    line = {"type": "LineString", "coordinates": [[20.0, 5.0], [21.0, 5.0]]}
    features = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in ((GED, point), (bare, point), ({**bare, "id": 3}, line))
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    intake = take(tmp_path, text)
    assert intake.events.select("latitude", "longitude").rows() == [(4.5, 18.5), (5.0, 20.0)]
    assert reasons(intake) == [(3, "no coordinates")]


def test_other_eight_bit_texts(tmp_path: Path) -> None:
    text = ged({"where_coordinates": "الخرطوم بحري ودارفور الشمالية"})
    intake = take(tmp_path, text.encode("cp1256"))
    assert intake.events["place"].to_list() == ["الخرطوم بحري ودارفور الشمالية"]


def test_a_late_accent_is_not_overlooked(tmp_path: Path) -> None:
    changes: list[dict[str, Any]] = [{} for _ in range(5000)]
    intake = take(tmp_path, ged(*changes, {"adm_1": "Ségou"}).encode("latin-1"))
    assert intake.events.filter(pl.col("id") == "5001")["admin1"].to_list() == ["Ségou"]
    assert any("not Unicode" in note for note in intake.notes)


# ACLED


def acled(*changes: dict[str, Any]) -> str:
    row = {
        "event_id_cnty": "XXX1",
        "event_date": "2024-02-01",
        "event_type": "Battles",
        "actor1": "A",
        "inter1": "1",
        "actor2": "B",
        "inter2": "2",
        "civilian_targeting": "",
        "latitude": 1.5,
        "longitude": 2.5,
        "geo_precision": 1,
        "time_precision": 1,
        "fatalities": 1,
    }
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(row))
    writer.writeheader()
    writer.writerows(
        {**row, "event_id_cnty": f"XXX{number}", **change}
        for number, change in enumerate(changes, 1)
    )
    return text.getvalue()


@pytest.mark.parametrize(
    ("change", "violence"),
    [
        ({}, 1),
        ({"inter1": "Rebel group", "inter2": "State forces"}, 1),
        ({"inter1": "2", "inter2": "3"}, 2),
        ({"inter1": "8", "actor1": "Military Forces of Freedonia (2020-)"}, 1),
        ({"inter1": "8", "actor1": "Hired Guns"}, 2),
        ({"event_type": "Battle-No change of territory", "inter1": "3.0", "inter2": "4.0"}, 2),
        ({"event_type": "Explosions/Remote violence", "inter1": "2", "inter2": "0"}, 2),
        ({"event_type": "Explosions/Remote violence", "civilian_targeting": "Yes"}, 3),
        ({"event_type": "Violence against civilians", "inter1": "1", "inter2": "7"}, 3),
    ],
)
def test_acled_types_of_violence(change: dict[str, Any], violence: int, tmp_path: Path) -> None:
    assert take(tmp_path, acled(change)).events["violence"].to_list() == [violence]


def test_acled_sets_aside_what_is_no_organised_violence(tmp_path: Path) -> None:
    mob = {"event_type": "Riots", "inter1": "5", "inter2": "7", "civilian_targeting": "Yes"}
    intake = take(
        tmp_path,
        acled(
            {"event_type": "Protests", "inter1": "6", "inter2": "0"},
            {"event_type": "Strategic developments"},
            mob,
            {"event_type": "Weather"},
        ),
    )
    assert intake.events.is_empty()
    assert reasons(intake) == [
        (2, "no organised violence in ACLED's classes: protests"),
        (3, "no organised violence in ACLED's classes: strategic developments"),
        (4, "no organised violence in ACLED's classes: riots"),
        (5, "unknown type of violence"),
    ]


def test_acled_names_the_attacker_first(tmp_path: Path) -> None:
    shot = {
        "event_type": "Protests",
        "actor1": "Protesters",
        "inter1": "Protesters",
        "actor2": "Police Forces of Freedonia",
        "inter2": "State forces",
        "civilian_targeting": "Civilian targeting",
    }
    shelled = {"event_type": "Explosions/Remote violence", "actor2": "", "inter2": ""}
    intake = take(tmp_path, acled(shot, shelled | {"civilian_targeting": "Civilian targeting"}))
    assert intake.events.select("violence", "side_a", "side_b").rows() == [
        (3, "Police Forces of Freedonia", "Protesters"),
        (3, "A", "Civilians"),
    ]


def test_acled_precisions_are_laid_on_ucdps(tmp_path: Path) -> None:
    levels = [{"geo_precision": level, "time_precision": level} for level in (1, 2, 3)]
    events = take(tmp_path, acled(*levels)).events
    assert events["place_precision"].to_list() == [1, 3, 4]
    assert events["date_precision"].to_list() == [1, 3, 4]


# Mappings

OWN = """EventNo;When;Y;X;Kind;Dead;Who
7;31/12/2013;4,5;18,5;Attack on civilians;3;Redbridge Front
8;01/02/2014;4,6;18,6;2;;East Guard
9;02/02/2014;4,6;18,6;flood;1;
"""
MAPPING = """
date_format = "%d/%m/%Y"
[columns]
id = "EventNo"
date_start = "When"
latitude = "Y"
longitude = "x"
violence = "Kind"
best = "Dead"
side_a = "Who"
[values.violence]
"attack on civilians" = 3
[defaults]
best = 0
country = "Central African Republic"
side_a = "unknown"
"""


def mapping(folder: Path, text: str = MAPPING) -> Path:
    path = folder / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_any_table_by_a_mapping(tmp_path: Path) -> None:
    intake = take(tmp_path, OWN, mapping=mapping(tmp_path), dataset="mission")
    told = ("id", "date_end", "violence", "best", "side_a", "iso3")
    assert intake.events.select(told).rows() == [
        ("7", date(2013, 12, 31), 3, 3, "Redbridge Front", "CAF"),
        ("8", date(2014, 2, 1), 2, 0, "East Guard", "CAF"),
    ]
    assert reasons(intake) == [(4, "unknown type of violence")]
    assert {"iso3", "country", "best"} <= intake.columns
    assert intake.provenance.dataset.title == "mission"


def test_ids_are_made_from_file_and_line(tmp_path: Path) -> None:
    plan = mapping(tmp_path, MAPPING.replace('id = "EventNo"', ""))
    intake = take(tmp_path, OWN, mapping=plan)
    assert intake.events["id"].to_list() == ["1.csv:2", "1.csv:3"]
    assert any("made from file and line" in note for note in intake.notes)
    assert "id" not in intake.columns


def test_a_sheet_by_name(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(book) as workbook:
        workbook.add_worksheet("Cover").write(0, 0, "invented")
        sheet = workbook.add_worksheet("Log")
        for row, cells in enumerate(csv.reader(io.StringIO(OWN), delimiter=";")):
            sheet.write_row(row, 0, cells)
    plan = mapping(tmp_path, 'sheet = "Log"\n' + MAPPING)
    assert read_events([book], mapping=plan).events.height == 2
    with pytest.raises(PeaceopsError, match=r"no sheet 'Lag'.*Cover, Log"):
        read_events([book], mapping=mapping(tmp_path, 'sheet = "Lag"\n' + MAPPING))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MAPPING + "[extra]\n", "extra"),
        (MAPPING.replace("side_a =", "attacker =", 1), "no field 'attacker'"),
        (MAPPING.replace('latitude = "Y"', ""), "no column for latitude"),
        ("columns = 3", "no mapping"),
        ("[columns", "no mapping"),
    ],
)
def test_a_wrong_mapping_is_one_clear_line(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(PeaceopsError, match=r"mapping\.toml") as caught:
        read_mapping(mapping(tmp_path, text))
    assert words in str(caught.value)


def test_a_mapping_that_names_a_column_not_there(tmp_path: Path) -> None:
    plan = mapping(tmp_path, MAPPING.replace('"Dead"', '"Killed"'))
    assert "not there: Killed" in failure(tmp_path, OWN, mapping=plan)
