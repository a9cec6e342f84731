"""Bad input through the command line, as a user meets it: one clear line, or the rows set aside."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from peaceops.cli.main import main
from peaceops.domain.error import BAD_INPUT

Row = dict[str, object]

HEADER = (
    "id",
    "relid",
    "year",
    "type_of_violence",
    "side_a",
    "side_b",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "country",
    "date_start",
    "date_end",
    "date_prec",
    "deaths_civilians",
    "best",
    "high",
    "low",
)
"""A narrow cut of the header of UCDP GED 25.1; every name as it stands there."""


def ged_rows(number: int = 90, *, seed: int = 5, years: int = 4) -> list[Row]:
    """Invent events in the two units of `boundary_file`, from January 2013 on.

    The last one falls on the last day of the last year, so that the months covered are known.
    """
    generator = np.random.default_rng(seed)
    first, days = date(2013, 1, 1), (date(2013 + years, 1, 1) - date(2013, 1, 1)).days
    begun = sorted(int(day) for day in generator.integers(0, days, number - 1))
    rows = []
    for identity, begin in enumerate([*begun, days - 1], start=1):
        day = first + timedelta(begin)
        civilians = int(generator.choice([0, 0, 1, 2, 6, 30]))
        soldiers = int(generator.integers(0, 5))
        violence = int(generator.choice([1, 3, 3]))
        rows.append(
            {
                "id": identity,
                "relid": f"TES-{identity}",
                "year": day.year,
                "type_of_violence": violence,
                "side_a": str(generator.choice(["Redbridge Front", "Hill Guard"])),
                "side_b": "Civilians" if violence == 3 else "Government of Tessaly",
                "where_prec": int(generator.choice([1, 1, 2, 3, 4])),
                "where_coordinates": str(generator.choice(["Orvaly", "Préau-sur-Lys"])),
                "adm_1": "West",
                "adm_2": "Orvaly district",
                "latitude": round(float(generator.uniform(-20.9, -19.1)), 4),
                "longitude": round(float(generator.normal(-13.4, 0.7)), 4),
                "country": "Tessaly",
                "date_start": day.isoformat(),
                "date_end": day.isoformat(),
                "date_prec": 1,
                "deaths_civilians": civilians,
                "best": civilians + soldiers,
                "high": civilians + soldiers + 3,
                "low": civilians,
            }
        )
    return rows


def table_text(rows: Iterable[Row], *, delimiter: str = ",", header: Sequence[str] = HEADER) -> str:
    """Write rows as a table with a delimiter."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text, header, delimiter=delimiter, extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def boundary_file(folder: Path) -> Path:
    """Write a country of two units, West and East, each 2° square: 8 × 4 cells."""
    corners = {"West": (-15, -13), "East": (-13, -11)}
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[w, -21], [e, -21], [e, -19], [w, -19], [w, -21]]],
            },
        }
        for name, (w, e) in corners.items()
    ]
    file = folder / "tessaly.geojson"
    content = {"type": "FeatureCollection", "name": "Tessaly", "features": features}
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def make_mission(folder: Path, rows: Iterable[Row], *, name: str = "mission") -> Path:
    """Write events and a boundary and make a mission of them through the command line."""
    folder.mkdir(parents=True, exist_ok=True)
    events = folder / "events.csv"
    events.write_text(table_text(rows), encoding="utf-8")
    assert status("init", folder / name, *inputs(events, boundary_file(folder))) == 0
    return folder / name


def inputs(events: Path, boundary: Path) -> tuple[object, ...]:
    return ("--events", events, "--boundary", boundary, "--dataset", "ucdp-ged")


def status(*tokens: object) -> int:
    """Run a command in this process and return its exit status."""
    with pytest.raises(SystemExit) as left:
        main([str(token) for token in tokens])
    return left.value.code if isinstance(left.value.code, int) else 1


Init = Callable[[bytes | str], tuple[int, str, str]]


@pytest.fixture
def init(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Init:
    """Make a mission from the content of a file of events; status, stdout and stderr."""

    def from_content(content: bytes | str) -> tuple[int, str, str]:
        events = tmp_path / "events.csv"
        events.write_bytes(content.encode() if isinstance(content, str) else content)
        code = status("init", tmp_path / "mission", *inputs(events, boundary_file(tmp_path)))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return from_content


def assert_one_clear_line(result: tuple[int, str, str], folder: Path, *said: str) -> None:
    code, out, err = result
    assert code == BAD_INPUT
    assert out == ""
    assert err.startswith("peaceops: ")
    assert err.count("\n") == 1
    assert "events.csv" in err
    assert "Traceback" not in err
    for words in said:
        assert words in err
    assert not (folder / "mission").exists()
    assert not list(folder.glob(".mission*"))


def test_an_empty_file(init: Init, tmp_path: Path) -> None:
    assert_one_clear_line(init(""), tmp_path, "empty")


def test_a_file_of_blank_lines(init: Init, tmp_path: Path) -> None:
    assert_one_clear_line(init("\n \n\n"), tmp_path)


def test_a_header_without_rows(
    init: Init, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said at once, and no product is made of nothing."""
    code, out, err = init(table_text([]))
    assert code == 0, err
    assert "0 events" in out
    assert "a header" in out
    assert status("run", tmp_path / "mission", "--as-of", "2014-12-31") == BAD_INPUT
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "hold no event" in shown.err
    assert shown.err.count("\n") == 1
    assert not (tmp_path / "mission" / "out").exists()


@pytest.mark.parametrize("delimiter", ["|", "\t", ";"])
def test_another_delimiter_is_found(init: Init, delimiter: str) -> None:
    code, out, err = init(table_text(ged_rows(12), delimiter=delimiter))
    assert code == 0, err
    assert "12 events, 0 rows rejected" in out


def test_a_delimiter_that_nobody_uses(init: Init, tmp_path: Path) -> None:
    assert_one_clear_line(init(table_text(ged_rows(12), delimiter="^")), tmp_path)


def test_a_latin_1_file_keeps_its_letters(
    init: Init, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{**row, "where_coordinates": "Préau-sur-Lys"} for row in ged_rows(12)]
    code, out, err = init(table_text(rows).encode("latin-1"))
    assert code == 0, err
    assert "12 events, 0 rows rejected" in out
    assert status("events", "list", tmp_path / "mission") == 0
    assert capsys.readouterr().out.count("Préau-sur-Lys") == 12


REQUIRED = ("id", "date_start", "type_of_violence", "side_a", "latitude", "longitude", "best")


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_25_1_header_with_one_column_missing(init: Init, tmp_path: Path, missing: str) -> None:
    header = [name for name in HEADER if name != missing]
    assert_one_clear_line(init(table_text(ged_rows(12), header=header)), tmp_path, missing)


def test_latitude_and_longitude_swapped_in_some_rows(
    init: Init, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Values that no latitude can have are set aside, with file, line and reason."""
    rows = ged_rows(12)
    east = {"latitude": 118.5, "longitude": -20.25}
    rows[3] |= east
    rows[7] |= east
    code, out, err = init(table_text(rows))
    assert code == 0, err
    assert "10 events, 2 rows rejected" in out

    assert status("events", "rejects", tmp_path / "mission") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[-1] == "2 rows rejected"
    for line, text in zip((5, 9), shown[:2], strict=True):
        assert f"events.csv:{line}: " in text
        assert "swapped" in text
        assert "118.5" in text

    assert status("events", "rejects", tmp_path / "mission", "--json") == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [item["line"] for item in told] == [5, 9]
    assert all("swapped" in item["reason"] for item in told)


def test_all_rows_with_latitude_and_longitude_swapped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Swapped values that could be places lie outside the country: never an outlook of peace."""
    rows = [
        {**row, "latitude": row["longitude"], "longitude": row["latitude"]} for row in ged_rows(12)
    ]
    mission = make_mission(tmp_path, rows)
    capsys.readouterr()
    assert status("run", mission, "--quiet") == BAD_INPUT
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert "Tessaly" in shown.err


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00",
    ],
    ids=["pdf", "png"],
)
def test_a_file_of_another_kind(init: Init, tmp_path: Path, content: bytes) -> None:
    assert_one_clear_line(init(content), tmp_path)
