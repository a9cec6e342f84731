"""What holds of every intake, whatever the file."""

import io
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from peaceops.acquire.event_table import EVENT_SCHEMA, REJECT_SCHEMA
from peaceops.acquire.intake import Intake, read_events
from peaceops.acquire.raw_table import BLANKS
from peaceops.domain.error import PeaceopsError

GED_NAMES = {
    "id": "id",
    "date_start": "date_start",
    "date_end": "date_end",
    "date_precision": "date_prec",
    "violence": "type_of_violence",
    "side_a": "side_a",
    "side_b": "side_b",
    "latitude": "latitude",
    "longitude": "longitude",
    "place_precision": "where_prec",
    "place": "where_coordinates",
    "admin1": "adm_1",
    "admin2": "adm_2",
    "country": "country",
    "low": "low",
    "best": "best",
    "high": "high",
    "civilians": "deaths_civilians",
}
HEADER = ",".join(GED_NAMES.values())

# Texts as people write them: quotes, delimiters and line breaks, but no control characters.
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
    | st.sampled_from(["\n", '"', ",", ";"]),
    max_size=12,
).map(lambda text: "" if text.strip() in BLANKS else text.strip())


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    low, more, most = (draw(st.integers(0, 1000)) for _ in range(3))
    start = draw(st.dates(date(1946, 1, 1), date(2090, 1, 1)))
    return {
        "date_start": start,
        "date_end": start + timedelta(draw(st.integers(0, 400))),
        "date_precision": draw(st.integers(0, 5)),
        "violence": draw(st.integers(1, 3)),
        "side_a": draw(texts),
        "side_b": draw(texts),
        "latitude": draw(st.floats(-90, 90)),
        "longitude": draw(st.floats(-180, 180)),
        "place_precision": draw(st.integers(0, 7)),
        "place": draw(texts),
        "admin1": draw(texts),
        "admin2": draw(texts),
        "country": draw(st.sampled_from(["", "Sudan", "Nowhere"])),
        "low": low,
        "best": low + more,
        "high": low + more + most,
        "civilians": draw(st.none() | st.integers(0, low + more)),
    }


def taken(data: bytes, name: str = "soup") -> Intake:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_events([path])


@given(st.lists(events(), min_size=1, max_size=8), st.sampled_from(",;\t|"))
@settings(deadline=None, max_examples=60)
def test_events_survive_a_csv(rows: list[dict[str, Any]], delimiter: str) -> None:
    iso3 = {"Sudan": "SDN"}
    numbered = [
        {"id": f"E{number}", "iso3": iso3.get(row["country"]), **row}
        for number, row in enumerate(rows)
    ]
    table = pl.DataFrame(numbered, schema=EVENT_SCHEMA).sort("date_end", "id")
    table.select(list(GED_NAMES)).rename(GED_NAMES).write_csv(
        data := io.BytesIO(), separator=delimiter, quote_style="non_numeric"
    )
    intake = taken(data.getvalue())
    assert intake.rejects.is_empty()
    assert_frame_equal(intake.events, table, check_exact=True)


cells = st.sampled_from(
    [
        "",
        "1",
        "2",
        "-1",
        "3.0",
        "x",
        "2014-01-02",
        "2013-12-31",
        "95",
        "Sudan",
        '"a\nb"',
        '"',
        "a,b",
    ]
)


@given(st.lists(st.lists(cells, min_size=16, max_size=20).map(",".join), max_size=12))
@settings(deadline=None, max_examples=150)
def test_the_quarantine_conserves_rows(lines: list[str]) -> None:
    data = "\n".join([HEADER, *lines]).encode()
    try:
        intake = taken(data)
    except PeaceopsError as error:
        assert "fits its header" in str(error)  # noqa: PT017
        return
    assert intake.events.schema == EVENT_SCHEMA
    assert intake.rejects.schema == REJECT_SCHEMA
    (source,) = intake.provenance.files
    assert intake.events.height + intake.rejects.height == source.rows
    assert intake.rejects.height == source.rejected
    assert intake.rejects["reason"].null_count() == 0
    total = data.count(b"\n") + 1
    assert all(2 <= line <= total for line in intake.rejects["line"])
    assert intake.events["id"].is_unique().all()


soups = (
    st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.binary(max_size=200).map(lambda data: f"{HEADER}\n".encode() + data)
    | st.binary(max_size=200).map(lambda data: HEADER.encode("utf-16") + data)
    | st.binary(max_size=100).map(lambda data: b"PAR1" + data + b"PAR1")
    | st.binary(max_size=100).map(lambda data: b"PK\x03\x04" + data)
    | st.binary(max_size=100).map(lambda data: b"\x1f\x8b\x08\x00" + data)
    | st.text('{}[]":,01aeilnrstu.\\ ', max_size=60).map(lambda text: f"[{text}".encode())
)


@given(soups)
@settings(deadline=None, max_examples=400)
def test_any_bytes_are_events_or_one_clear_line(data: bytes) -> None:
    try:
        intake = taken(data)
    except PeaceopsError as error:
        assert "\n" not in str(error)  # noqa: PT017
        assert str(error).startswith("soup")  # noqa: PT017
    else:
        (source,) = intake.provenance.files
        assert intake.events.height + intake.rejects.height == source.rows
