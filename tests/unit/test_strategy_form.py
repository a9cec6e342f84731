"""Forms: what is written reads back, what is wrong is set aside, what could harm is refused."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peaceops.direct.strategy.form import (
    FORMS,
    FormRow,
    form_named,
    merge_rows,
    read_form,
    write_form,
)
from peaceops.direct.strategy.form.cell import IDS, cell_text, read_cell
from peaceops.direct.strategy.form.form import column_type
from peaceops.direct.strategy.form.read import read_rows
from peaceops.direct.strategy.form.write import plain_cells
from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.graph import Strategy, make_strategy, without
from peaceops.domain.strategy.plain import UNKNOWN
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.threat_life import ending_gaps, transition_faults
from peaceops.services.form import give_form, take_form

TEXT = """
mission: {id: UNX, as_of: 2031-05-01}
areas: [{id: north, title: The north}, {id: south}]
actors: [{id: militia_x}, {id: army}]
groups: [{id: G1}]
threats:
  - {id: T1, actor: militia_x, area: north, level: high, intent: 3, capability: unknown,
     harm_types: [killing, looting, unknown], people_exposed: 12000, endangers: [G1],
     dissent: ["one; two", "three"], review_by: 2031-06-01, status: assessed, note: "=1+1"}
  - {id: T2, title: "<b>x</b>", actor: army, area: south, level: unknown}
drivers: [{id: D1, causes: [T1]}]
triggers: [{id: V1, title: vote, date: 2031-05-20, area: north}]
activities: [{id: A1, tier: II, addresses: [T1], owner: sector north}]
tracks: [{id: K1}]
engagements:
  - {id: E1, date: 2031-04-01, parties: [militia_x], on_track: [K1], paired_with: [A1],
     towards: [{to: D1, mechanism: "because"}, T1], classification: confidential}
units:
  - {id: BN1, contributor: Tessaly, strength: 600, base: north, areas: [north, south],
     serviceability: 0.1, caveats: [{kind: night, declared: in_MOU}]}
tasks:
  - {id: K9, code: poc_physical, band: 1, area: north, host_force_relevant: true}
"""
STRATEGY = parse_strategy([("s", TEXT)])


def workbook(*rows: list[Any], name: str = "POC threat matrix") -> bytes:
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(number, place, cell, day)
            else:
                sheet.write(number, place, cell)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("kind", FORMS)
def test_what_is_written_reads_back_and_changes_nothing(kind: str) -> None:
    form = form_named(kind)
    written = write_form(STRATEGY, form)
    reading = read_form(written, form)
    assert reading.faults == ()
    assert reading.ignored == ()
    assert [row.values for row in reading.rows] == [
        plain_cells(STRATEGY, form, node) for node in STRATEGY.of(form.type)
    ]
    merged = merge_rows(STRATEGY, form, reading.rows)
    assert (merged.changes, merged.added, merged.faults) == ((), (), ())
    assert write_form(STRATEGY, form) == written


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_column_stands_for_a_field_that_fits_a_cell(form: Any) -> None:
    assert form.columns[0].field == "id"
    assert [column_type(form, column).kind for column in form.columns]
    titles = [column.title for column in form.columns]
    assert len(set(titles)) == len(titles)


words = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFD), max_size=20)


@st.composite
def strategies(draw: Any) -> Strategy:
    """Strategies whose nodes hold any value in any column of any form."""
    nodes = []
    for form in {form.section: form for form in FORMS.values()}.values():
        for number in range(draw(st.integers(0, 2))):
            values: dict[str, Any] = {"id": f"{form.prefix}{number}"}
            unknown = []
            for column in form.fields[1:]:
                if column.field not in form.type.__struct_fields__:
                    continue
                if draw(st.booleans()):
                    unknown.append(column.field)
                    continue
                value = draw(_values(column_type(form, column), column.field))
                if value is not None:
                    values[column.field] = value
            nodes.append(msgspec.convert({**values, UNKNOWN: unknown}, form.type))
    return make_strategy(nodes)


def _values(kind: Any, field: str) -> Any:
    if kind.choices and kind.kind == "word":
        one: Any = st.sampled_from(kind.choices)
    elif kind.kind == "yes_no":
        one = st.booleans()
    elif kind.kind == "whole":
        one = st.integers(0, 4)
    elif kind.kind == "number":
        one = st.floats(0, 1).map(lambda share: round(share, 6))
    elif kind.kind == "day":
        one = st.dates(date(1990, 1, 1))
    else:
        one = words
    return st.none() | (st.lists(one, max_size=3) if kind.many else one)


@given(strategies())
@settings(max_examples=40, deadline=None)
def test_a_round_trip_loses_nothing(strategy: Strategy) -> None:
    for form in FORMS.values():
        reading = read_form(write_form(strategy, form), form)
        assert reading.faults == ()
        merged = merge_rows(make_strategy(strategy.nodes.values()), form, reading.rows)
        assert merged.changes == ()
        assert merged.added == ()


@given(st.lists(words.map(str.strip).filter(lambda word: word and word != UNKNOWN)))
@example(["Unknown", "a;b", "c\nd", "e\\", "\\n", "\\;"])
def test_lists_stand_in_one_cell(parts: list[str]) -> None:
    assert (read_cell(cell_text(parts), IDS) or []) == parts


def test_people_part_lists_with_semicolons_and_new_lines() -> None:
    assert read_cell("T1;T2\n T3 ; ", IDS) == ["T1", "T2", "T3"]
    assert read_cell("C:\\dir; x", IDS) == ["C:\\dir", "x"]


def test_changes_and_new_rows_are_found_and_edges_keep_what_they_say() -> None:
    form = form_named("engagements")
    rows = read_rows(
        [
            ["ID", "Date", "towards", "Level", "Purpose", "Sheet remark"],
            ["E1", "2031-04-20 00:00:00", "T1; D1; T2", "", "", "hi"],
            ["", "2031-04-21", "", "Regional", "\u200fسلام\u200f", ""],
            ["", "", "", "", "", ""],
        ],
        form,
    )
    assert rows.ignored == ("Sheet remark",)
    merged = merge_rows(STRATEGY, form, rows.rows)
    assert merged.faults == ()
    assert merged.changes == (
        ("E1", "date", date(2031, 4, 20)),
        ("E1", "towards", ["T1", {"to": "D1", "mechanism": "because"}, "T2"]),
    )
    assert merged.added == (
        {"id": "E2", "date": date(2031, 4, 21), "level": "regional", "purpose": "\u200fسلام\u200f"},
    )


@pytest.mark.parametrize(
    ("title", "cell", "said"),
    [
        ("Level", "hihg", "did you mean 'high'"),
        ("Level", "no idea at all", "one of none, low"),
        ("Intent", "7", "between 0 and 4"),
        ("Intent", "2.5", "whole number"),
        ("Intent", "strong", "is no number"),
        ("Next review", "1 June", "YYYY-MM-DD"),
        ("Next review", "2031-02-30", "YYYY-MM-DD"),
        ("Actor", "milita_x", "did you mean 'militia_x'"),
        ("Groups endangered", "G1; G2", "no group 'G2'"),
        ("Harm", "killing; dancing", "none of the words"),
        ("ID", "A1", "is a activity, not a threat"),
    ],
)
def test_a_wrong_row_is_set_aside_with_row_column_and_reason(
    title: str, cell: str, said: str
) -> None:
    form = form_named("threats")
    head, wrong, good = ["ID", "Note"], ["T1", "bad"], ["T2", "good"]
    head, wrong, good = [*head, title], [*wrong, cell], [*good, ""]
    if title == "ID":
        head, wrong, good = ["ID", "Note"], [cell, "bad"], ["T2", "good"]
    reading = read_form(workbook(head, wrong, good), form)
    merged = merge_rows(STRATEGY, form, reading.rows)
    (fault,) = [*reading.faults, *merged.faults]
    assert fault.row == 2
    assert said in fault.reason
    assert fault.column == title
    assert merged.changes == (("T2", "note", "good"),)


def test_days_and_numbers_of_the_spreadsheet_are_read() -> None:
    form = form_named("threats")
    book = workbook(
        ["ID", "Next review", "People exposed", "Level"],
        ["T1", datetime.fromisoformat("2031-07-01"), 12000.0, "High"],
        ["T1", "", 3, ""],
    )
    reading = read_form(book, form)
    assert reading.rows[0].values == {
        "id": "T1", "review_by": date(2031, 7, 1), "people_exposed": 12000, "level": "high",
    }  # fmt: skip
    assert reading.faults[0].reason == "'T1' stands in row 2 already"


def test_formulas_stay_words() -> None:
    written = write_form(STRATEGY, form_named("threats"))
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [part for part in parts.namelist() if "vba" in part]
    assert b"<f>" not in sheet


def _with_part(book: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return out.getvalue()


BOOK = workbook(["ID", "Level"], ["T1", "high"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_with_part(BOOK, "xl/vbaProject.bin", b"x"), "holds macros"),
        (_with_part(BOOK, "xl/media/image1.png", bytes(60_000_000)), "unpacks to more"),
        (_with_part(BOOK, "xl/worksheets/sheet9.xml", b'<c r="XFD1048576"/>'), "outside"),
        (b"\xd0\xcf\x11\xe0 old", "old or locked"),
        (b"ID,Level\nT1,high\n", "no workbook"),
        (BOOK[:-30], "no workbook"),
        (workbook(["Name", "Age"], ["a", 1]), "no row of titles"),
        (workbook(), "no row of titles"),
    ],
    ids=["macros", "bomb", "vast", "old", "csv", "cut", "other", "empty"],
)
def test_what_is_no_form_or_could_harm_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(PeaceopsError, match=said) as caught:
        read_form(data, form_named("threats"))
    assert "\n" not in str(caught.value)


def test_a_form_shows_what_hangs_on_a_threat_and_its_marking() -> None:
    sheet = io.BytesIO(write_form(STRATEGY, form_named("flashpoints")))
    text = zipfile.ZipFile(sheet).read("xl/sharedStrings.xml").decode()
    assert "vote 2031-05-20" in text
    assert "tier II: A1, sector north" in text
    engagements = io.BytesIO(write_form(STRATEGY, form_named("engagements")))
    assert (
        "UNX. confidential." in zipfile.ZipFile(engagements).read("xl/sharedStrings.xml").decode()
    )
    with pytest.raises(PeaceopsError, match="did you mean 'threats'"):
        form_named("treats")


def test_the_matrix_shows_the_range_of_level_and_risk() -> None:
    text = """
mission: {id: UNX, as_of: 2031-05-01}
threats: [{id: T1, intent: 4, capability: unknown, opportunity: 4, harm_types: [killing],
  people_exposed: 50, vulnerability: 1, other_protectors: 0, trend: steady}]
"""
    strategy = parse_strategy([("s", text)])
    book = io.BytesIO(write_form(strategy, form_named("threats")))
    words = zipfile.ZipFile(book).read("xl/sharedStrings.xml").decode()
    assert ">none to extreme<" in words
    assert ">low to very high (level between none and extreme)<" in words


def _row(**values: Any) -> Any:
    return read_rows(
        [list(values), [str(value) for value in values.values()]], form_named("threats")
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"id": "T1", "status": "closed", "note": "gone", "assessed_by": "jmac"}, "evidence"),
        ({"id": "T1", "status": "closed", "assessed_by": "jmac"}, "evidence"),
        ({"id": "T1", "status": "suspected"}, "does not follow assessed"),
        ({"id": "T1", "status": "diminishing"}, ""),
        ({"id": "T2", "status": "active"}, ""),
    ],
)
def test_a_threat_ends_only_with_reason_evidence_and_author(values: Any, said: str) -> None:
    merged = merge_rows(STRATEGY, form_named("threats"), _row(**values).rows)
    assert bool(merged.faults) is bool(said)
    assert any(said in fault.reason for fault in merged.faults) or not said


def test_what_ended_is_opened_again_as_a_new_version() -> None:
    ended = ThreatNode(id="T", status="closed", note="n", sources=("I1",), author="jmac")
    opened = msgspec.structs.replace(ended, status="active")
    assert transition_faults(ended, opened) == (
        "opened again, it is version 2: what ended stays ended",
    )
    assert transition_faults(ended, msgspec.structs.replace(opened, version=2)) == ()
    assert ending_gaps(ended) == ()
    assert len(ending_gaps(ThreatNode(id="T", status="rejected"))) == 3


def test_a_form_changes_files_where_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / "strategy"
    folder.mkdir()
    (folder / "a.yaml").write_text(
        "# who\nmission: {id: UNX}\nthreats:\n  - id: T1  # one\n    level: low\n"
    )
    (folder / "b.yaml").write_text("# with what\nunits:\n  - {id: BN1, caveats: [{kind: night}]}\n")
    threats, units = tmp_path / "t.xlsx", tmp_path / "u.xlsx"
    threats.write_bytes(workbook(["ID", "Level", "Note"], ["T1", "high", ""], ["", "hihg", "x"]))
    units.write_bytes(workbook(["ID", "Strength"], ["BN1", 600], ["", 20]))
    done = take_form("threats", threats, folder)
    assert (done.changed, done.added) == ((("T1", "level"),), ())
    assert [(fault.row, fault.column) for fault in done.faults] == [(3, "Level")]
    assert take_form("units", units, folder).added == ("U1",)
    assert (folder / "a.yaml").read_text() == (
        "# who\nmission: {id: UNX}\nthreats:\n  - id: T1  # one\n    level: high\n"
    )
    assert (folder / "b.yaml").read_text() == (
        "# with what\nunits:\n  - {id: BN1, caveats: [{kind: night}], strength: 600}\n"
        "  - id: U1\n    strength: 20\n"
    )
    with pytest.raises(PeaceopsError, match="No such file"):
        take_form("units", tmp_path / "none.xlsx", folder)
    with pytest.raises(PeaceopsError, match="exists already"):
        give_form("units", folder, units)


def test_a_form_given_out_does_not_undo_what_others_did_since() -> None:
    form = form_named("threats")
    reading = read_form(write_form(STRATEGY, form), form)
    assert set(reading.given) == {"T1", "T2"}
    since = TEXT.replace("level: high", "level: extreme").replace("id: T2,", "id: T2, note: new,")
    now = parse_strategy([("s", since)])
    assert merge_rows(now, form, reading.rows, reading.given).changes == ()
    first, second = reading.rows
    changed = [
        FormRow(first.row, {**first.values, "level": "low", "trend": "rising"}),
        FormRow(second.row, {**second.values, "trend": "falling"}),
    ]
    merged = merge_rows(now, form, changed, reading.given)
    assert merged.changes == (("T2", "trend", "falling"),)
    (fault,) = merged.faults
    assert (fault.row, fault.column) == (3, "Level")
    assert fault.reason == "changed since the form was given out: it is extreme now"
    gone = without(STRATEGY, ["T1"])
    (fault,) = merge_rows(gone, form, reading.rows, reading.given).faults
    assert (fault.row, fault.column) == (3, "ID")
    assert "left the strategy" in fault.reason
