"""Items from lists and forms: what is read, what is set aside and why, what is refused whole."""

import io
import json
from datetime import date
from typing import Any

import msgspec
import polars as pl
import pytest
import xlsxwriter

from peaceops.acquire.gazetteer import PLACE_SCHEMA
from peaceops.acquire.item_intake import ItemIntake, read_items
from peaceops.acquire.item_mapping import read_item_mapping
from peaceops.acquire.place import index_places
from peaceops.acquire.upload import check_upload
from peaceops.domain.error import PeaceopsError
from peaceops.domain.people_at_risk import PeopleAtRisk
from peaceops.domain.strategy.information import ItemNode

TODAY = date(2026, 5, 3)
PLACES = index_places(
    pl.DataFrame(
        [
            {"name": "Ouro", "latitude": 6.5, "longitude": 21.9, "admin1": "North"},
            {"name": "Bel-Air", "latitude": 6.1, "longitude": 21.1, "admin1": "North"},
            {"name": "Bel Air", "latitude": 4.1, "longitude": 20.1, "admin1": "South"},
        ]
    ).select(
        *(pl.col(name) if name not in {"population", "iso3"} else pl.lit(None).alias(name)
          for name in PLACE_SCHEMA)
    )
)  # fmt: skip
MAPPING = """
kind = "patrol"
[columns]
id = "No"
date = "Day"
text = "What"
place = "Where"
killed = "Dead"
grade = "Grade"
component = "From"
source = "Source"
actors = "Who"
consent = "Consent"
[retired.component]
MIL = "military"
[codes]
component = ["military", "police"]
[values.consent]
"analysis only" = "inform_analysis"
[[at_risk]]
column = "Girls"
sex = "female"
age = "child"
displacement = "displaced"
[identity]
name = "Caller"
contact = "Phone"
"""
HEAD = "No,Day,What,Where,Dead,Grade,From,Source,Who,Consent,Girls,Caller,Phone,Weather\n"
SOUND = "1,2026-04-02,Houses burnt,Ouro,2,b2,MIL,S-4,Red Hills; unknown men,analysis only,12,Ada,555,rain\n"  # noqa: E501


def read(rows: str, mapping: str = MAPPING, name: str = "log.csv", head: str = HEAD) -> ItemIntake:
    return read_items(
        check_upload(name, (head + rows).encode()),
        read_item_mapping(mapping.encode(), where="map.toml"),
        PLACES,
        TODAY,
    )


def only_reason(row: str) -> str:
    """Return why a row was set aside that stands between two sound ones."""
    intake = read(SOUND + row + SOUND.replace("1,", "9,", 1))
    assert [item.id for item in intake.items] == ["1", "9"]
    assert [reject.line for reject in intake.rejects] == [3]
    return intake.rejects[0].reason


def test_a_row_becomes_an_item_with_all_that_it_tells() -> None:
    intake = read(SOUND)
    (item,) = intake.items
    assert (item.date, item.text, item.killed, item.grade) == (
        date(2026, 4, 2), "Houses burnt", 2, "B2",
    )  # fmt: skip
    assert (item.place, item.latitude, item.longitude) == ("Ouro", 6.5, 21.9)
    assert item.actors == ("Red Hills", "unknown men")
    assert (item.component, item.consent, item.kind) == ("military", "inform_analysis", "patrol")
    assert item.at_risk == (
        PeopleAtRisk(number=12, sex="female", age="child", displacement="displaced"),
    )
    assert item.injured is None
    assert "1 rows use older codes of component" in intake.notes
    assert "columns not read: Weather" in intake.notes


def test_who_the_source_is_stands_apart_from_what_it_told() -> None:
    intake = read(SOUND + "2,bad,x,,,,,S-5,,,,Bo,777,\n")
    (who,) = intake.identities
    assert (who.source, who.name, who.contact) == ("S-4", "Ada", "555")
    assert intake.told_by[0].source == "S-4"
    assert b"Ada" not in msgspec.json.encode(intake.items)
    assert "Bo" not in intake.rejects[0].row
    assert "777" not in intake.rejects[0].row


def test_a_blank_is_not_known_and_a_nought_is_told() -> None:
    intake = read(
        "1,2026-04-02,a,Ouro,0,,,,,,0,,,\n2,2026-04-02,b,Ouro,,,,,,,,,,\n"
    )  # fmt: skip
    told, silent = intake.items
    assert (told.killed, told.at_risk[0].number) == (0, 0)
    assert (silent.killed, silent.at_risk, silent.grade) == (None, (), None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,9999-12-31,x,Ouro,,,,,,,,,,\n", "date has not come yet: 9999-12-31"),
        ("2,soon,x,Ouro,,,,,,,,,,\n", "date is no day: 'soon'"),
        ("2,1066-10-14,x,Ouro,,,,,,,,,,\n", "date lies before 1900: 1066-10-14"),
        ("2,2026-04-02,x,\"95.1, 220.4\",,,,,,,,,,\n", "coordinates off the globe"),
        ("2,2026-04-02,x,\"121.9, 6.5\",,,,,,,,,,\n", "latitude and longitude look swapped"),
        ("2,2026-04-02,x,Ouro,many,,,,,,,,,\n", "killed is no whole number: 'many'"),
        ("2,2026-04-02,x,Ouro,-3,,,,,,,,,\n", "killed must lie between 0 and 1e+07"),
        ("2,2026-04-02,x,Ouro,,Z9,,,,,,,,\n", "no such grade: 'Z9'"),
        ("2,2026-04-02,x,Ouro,,,navy,,,,,,,\n", "unknown code for component: 'navy'"),
        ("2,2026-04-02,x,Ouro,,,,,,perhaps,,,,\n", "unknown code for consent: 'perhaps'"),
        ("1,2026-04-02,x,Ouro,,,,,,,,,,\n", "duplicate id"),
        ("2,,x,Ouro,,,,,,,,,,\n", "no day"),
        ("2,2026-04-02,,Ouro,,,,,,,,,,\n", "nothing is told"),
        (
            "2,2026-04-02,killed \u202e051 ,Ouro,,,,,,,,,,\n",
            "text holds a character that reverses the order of reading (U+202E)",
        ),
        ("2,2026-04-02,bell \x07,Ouro,,,,,,,,,,\n", "text holds a control character (U+0007)"),
        ("2,2026-04-02,x,Ouro,,,,,,,-4,,,\n", "fewer than no people in 'Girls'"),
    ],
)  # fmt: skip
def test_a_row_that_can_not_be_read_is_set_aside_with_its_reason(row: str, reason: str) -> None:
    assert only_reason(row).startswith(reason)


def test_markup_is_kept_as_it_was_written() -> None:
    (item,) = read("1,2026-04-02,<script>alert(1)</script> <b>x</b>,Ouro,,,,,,,,,,\n").items
    assert item.text == "<script>alert(1)</script> <b>x</b>"


def test_right_to_left_writing_is_as_good_as_any() -> None:
    arabic = "هجوم على القرية \u2067(قتيلان)\u2069"
    (item,) = read(f"1,2026-04-02,{arabic},Ouro,,,,,,,,,,\n").items
    assert item.text == arabic


def test_a_place_that_nobody_knows_or_two_share_stays_in_words() -> None:
    intake = read(
        "1,2026-04-02,a,Nowhere,,,,,,,,,,\n2,2026-04-02,b,Bel Air,,,,,,,,,,\n"
        '3,2026-04-02,c,"Bel Air, South",,,,,,,,,,\n'
    )
    lost, shared, known = intake.items
    assert (lost.place, lost.latitude) == ("Nowhere", None)
    assert (shared.place, shared.latitude) == ("Bel Air", None)
    assert known.latitude == 4.1
    assert any("2 places without a point" in note for note in intake.notes)


@pytest.mark.parametrize("kind", ["mrm", "MARA", "human_rights_case", "GBVIMS"])
def test_human_rights_case_data_are_refused_by_kind(kind: str) -> None:
    with pytest.raises(PeaceopsError, match="human rights case data are not imported") as refused:
        read(SOUND, MAPPING.replace('"patrol"', f'"{kind}"'))
    assert len(refused.value.lines) == 1


@pytest.mark.parametrize("column", ["MRM number", "Survivor_name", "victim.id"])
def test_human_rights_case_data_are_refused_by_their_columns(column: str) -> None:
    with pytest.raises(PeaceopsError, match="human rights case data are not imported"):
        read(SOUND, head=HEAD.replace("Weather", column))


def test_a_count_of_victims_is_no_case_file() -> None:
    assert len(read(SOUND, head=HEAD.replace("Weather", "Victims")).items) == 1


def test_a_cleared_statement_says_who_cleared_it_and_when() -> None:
    mapping = MAPPING.replace('"patrol"', '"cleared_statement"')
    assert read(SOUND, mapping).rejects[0].reason == (
        "a cleared statement needs cleared_by and cleared_on"
    )
    cleared = '\n[defaults]\ncleared_by = "human rights division"\ncleared_on = "2026-04-20"\n'
    (item,) = read(SOUND, mapping.replace("\n[[at_risk]]", cleared + "[[at_risk]]")).items
    assert (item.cleared_by, item.cleared_on) == ("human rights division", date(2026, 4, 20))


def workbook(rows: list[list[Any]]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Log")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                else:
                    sheet.write(place, column, cell)
    return held.getvalue()


def test_a_workbook_gives_the_items_that_the_same_list_gives() -> None:
    head = HEAD.strip().split(",")
    row = [1, date(2026, 4, 2), "Houses burnt", "Ouro", 2, "b2", "MIL", "S-4",
           "Red Hills; unknown men", "analysis only", 12, "Ada", 555, "rain"]  # fmt: skip
    upload = check_upload("log.xlsx", workbook([head, row]))
    mapping = read_item_mapping(MAPPING.encode(), where="map.toml")
    assert read_items(upload, mapping, PLACES, TODAY).items == read(SOUND).items


KOBO = """
form = "kobo"
kind = "alert"
[columns]
date = "incident/date"
text = "incident/what"
geopoint = "incident/point"
"""


def submission(**more: Any) -> dict[str, Any]:
    return {
        "_id": 7,
        "_uuid": "u-7",
        "_submission_time": "2026-04-03T08:00:00",
        "_submitted_by": "phone3",
        "incident/date": "2026-04-02",
        "incident/what": "Armed men seen",
        "incident/point": "6.512 21.948 390.0 12.5",
        **more,
    }


def kobo(rows: list[dict[str, Any]], **answer: Any) -> ItemIntake:
    content = json.dumps({"count": len(rows), "next": None, "results": rows, **answer})
    return read_items(
        check_upload("answers.json", content.encode()),
        read_item_mapping(KOBO.encode(), where="map.toml"),
        PLACES,
        TODAY,
    )


def test_submissions_keep_their_number_their_day_and_how_far_off_the_point_is() -> None:
    (item,) = kobo([submission()]).items
    assert (item.id, item.reported, item.date) == (
        "kobo:u-7", date(2026, 4, 3), date(2026, 4, 2),
    )  # fmt: skip
    assert (item.latitude, item.longitude, item.place_radius_km) == (6.512, 21.948, 0.013)


def test_what_a_supervisor_did_not_approve_is_set_aside() -> None:
    state = {"uid": "validation_status_not_approved", "label": "Not Approved"}
    intake = kobo([submission(_validation_status=state), submission(_uuid="u-8")])
    assert [item.id for item in intake.items] == ["kobo:u-8"]
    assert intake.rejects[0].reason == "not approved in KoboToolbox"


def test_a_page_that_is_not_the_last_says_so() -> None:
    intake = kobo([submission()], count=40, next="somewhere")
    assert any("40 submissions" in note for note in intake.notes)


def test_an_export_in_text_gives_the_same_items() -> None:
    row = submission()
    text = ";".join(row) + "\n" + ";".join(str(value) for value in row.values()) + "\n"
    intake = read_items(
        check_upload("export.csv", text.encode()),
        read_item_mapping(KOBO.encode(), where="map.toml"),
        PLACES,
        TODAY,
    )
    assert intake.items == kobo([submission()]).items


def test_the_same_file_gives_the_same_ids_again() -> None:
    mapping = MAPPING.replace('id = "No"\n', "")
    first, again = read(SOUND, mapping), read(SOUND, mapping)
    assert first.items == again.items
    assert first.items[0].id.startswith("list:")


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("kind = ", "no mapping"),
        ("[columns]\nday = 'Day'", "items have no field 'day'"),
        ("[columns]\ntext = 'What'", "nothing tells when"),
        ("[columns]\ndate = 'Day'", "nothing tells what happened"),
        ("[columns]\ndate='a'\ntext='b'\n[identity]\nname='c'", "under a number of its own"),
        ("[columns]\ndate = 'Tag'\ntext = 'What'", "columns that are not there: Tag"),
    ],
)
def test_a_mapping_that_can_not_be_used_is_refused_in_one_line(mapping: str, words: str) -> None:
    with pytest.raises(PeaceopsError, match=words) as refused:
        read(SOUND, mapping)
    assert "\n" not in str(refused.value)


COMPONENTS = {
    "military": ("DTG,Location,Summary", "2026-04-02,Ouro,Shots", "DTG", "Location", "Summary"),
    "police": ("Tag;Ort;Was", "2026-04-02;Ouro;Diebstahl", "Tag", "Ort", "Was"),
    "civil affairs": ("when\tplace\tstory", "2026-04-02\tOuro\tTalks", "when", "place", "story"),
    "support": ("date|where|remark", "2026-04-02|Ouro|Road cut", "date", "where", "remark"),
}


def test_four_components_report_in_four_forms_and_give_one_schema() -> None:
    """R-07: one vocabulary, and who gave what is counted."""
    items: list[ItemNode] = []
    for component, (head, row, day, place, text) in COMPONENTS.items():
        mapping = (
            f'prefix = "{component[:3]}"\n[columns]\ndate = "{day}"\nplace = "{place}"\n'
            f'text = "{text}"\n[defaults]\ncomponent = "{component}"\n'
        )
        items += read(row + "\n", mapping, head=head + "\n").items
    assert [item.component for item in items] == list(COMPONENTS)
    assert {(item.date, item.place, item.latitude) for item in items} == {
        (date(2026, 4, 2), "Ouro", 6.5)
    }
    assert len({item.id for item in items}) == 4
