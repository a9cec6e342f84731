"""What a small invented mission says, word for word; `UPDATE_GOLDEN=1` writes it anew."""

import json
import os
import re
from difflib import unified_diff
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from peaceops.disseminate.release import refuse_unless_releasable
from peaceops.domain.area import AreaKind
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Audience, Level, Marking
from tests.unit.test_bad_input import ged_rows, make_mission, status

AS_OF = "2015-12-31"
GOLDEN = Path(__file__).parent
AREA_KEYS = {
    "cell",
    "name",
    "admin1",
    "lat",
    "lon",
    "horizon_months",
    "p_ge_1",
    "p_ge_25",
    "expected_deaths",
    "interval80",
    "total",
    "change",
    "coverage",
    "actors",
}
"""What other programs may count on, in each area."""

CELLS = {
    row * 720 + column + 1
    for row in range((90 - 21) * 2, (90 - 19) * 2)
    for column in range((180 - 15) * 2, (180 - 11) * 2)
}
"""PRIO-GRID ids from 21° to 19° south and 15° to 11° west, by the grid's definition."""

ASIDE = {"style", "svg", "title"}
BLOCKS = {"p", "h1", "h2", "h3", "li", "caption", "th", "div", "figcaption"}


class Lines(HTMLParser):
    """Collect the text of an HTML brief, one line for each block, without drawings."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._aside = 0
        self.feed(page)

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self._aside += tag in ASIDE
        if tag in BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self._aside -= tag in ASIDE

    def handle_data(self, data: str) -> None:
        if not self._aside and self.lines:
            self.lines[-1] += data


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run an invented mission, first for the public and then for itself, in two folders."""
    folder = tmp_path_factory.mktemp("golden")
    for audience in Audience:
        made = make_mission(folder, ged_rows(), name=audience.value)
        run = ("run", made, "--as-of", AS_OF, "--audience", audience.value, "--quiet")
        assert status(*run) == 0
    return folder


def product(mission: Path, audience: Audience, name: str) -> str:
    return (mission / audience.value / "out" / AS_OF / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outlook(mission: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(product(mission, Audience.INTERNAL, "outlook.json"))
    return content


def brief_lines(mission: Path, audience: Audience) -> list[str]:
    lines = Lines(product(mission, audience, "brief.html")).lines
    return [" ".join(line.split()) for line in lines if line.strip()]


def assert_golden(file: Path, found: str) -> None:
    if os.environ.get("UPDATE_GOLDEN") == "1":
        file.write_text(found, encoding="utf-8", newline="\n")
    expected = file.read_text(encoding="utf-8")
    difference = unified_diff(expected.splitlines(), found.splitlines(), "golden", "found", n=1)
    assert found == expected, "\n".join(list(difference)[:60])


@pytest.mark.parametrize("audience", Audience)
def test_the_brief_says_what_it_said(mission: Path, audience: Audience) -> None:
    text = "\n".join(brief_lines(mission, audience)) + "\n"
    assert_golden(GOLDEN / f"brief_{audience.value}.txt", text)


def test_the_outlook_says_what_it_said(mission: Path) -> None:
    found = product(mission, Audience.INTERNAL, "outlook.json")
    assert_golden(GOLDEN / "outlook_internal.json", found)


def test_the_outlook_has_the_keys_that_were_promised(outlook: dict[str, Any]) -> None:
    assert {"format", "status", "as_of", "target", "data", "model", "areas"} <= outlook.keys()
    assert (outlook["format"], outlook["status"], outlook["as_of"]) == (1, "outlook", AS_OF)
    assert (outlook["marking"], outlook["target"]) == ("internal", "civilian_deaths")
    assert {"dataset", "version", "last_event", "licence", "citation"} <= outlook["data"].keys()
    last = max(str(row["date_end"]) for row in ged_rows() if str(row["date_end"]) <= AS_OF)
    assert outlook["data"]["last_event"] == last
    assert outlook["data"]["version"] == "version not stated"
    for area in outlook["areas"]:
        assert area.keys() >= AREA_KEYS
        assert type(area["cell"]) is int
        assert area["horizon_months"] == 3
        assert area["total"].keys() == {"p_ge_1", "p_ge_25", "expected_deaths", "interval80"}
        assert area["coverage"] in {"reported lately", "thin", "dark"}


def test_the_outlook_holds_every_cell_once(outlook: dict[str, Any]) -> None:
    cells = [area["cell"] for area in outlook["areas"]]
    assert len(cells) == len(set(cells)) == 32
    assert set(cells) == CELLS
    for area in outlook["areas"]:
        row, column = divmod(area["cell"] - 1, 720)
        assert (area["lat"], area["lon"]) == (row / 2 - 89.75, column / 2 - 179.75)
        assert area["admin1"] == ("West" if area["lon"] < -13 else "East")


def test_the_gravest_stand_first(outlook: dict[str, Any]) -> None:
    order = [(-area["p_ge_1"], -area["expected_deaths"], area["cell"]) for area in outlook["areas"]]
    assert order == sorted(order)
    assert order[0][0] < order[-1][0]


def test_the_numbers_of_an_area_agree_with_each_other(outlook: dict[str, Any]) -> None:
    for area in outlook["areas"]:
        for chance in (area, area["total"]):
            assert 0 <= chance["p_ge_25"] <= chance["p_ge_1"] <= 1
            low, high = chance["interval80"]
            assert 0 <= low <= high
            assert chance["expected_deaths"] >= 0
            assert (chance["p_ge_1"] == 0) == (chance["expected_deaths"] == 0)
        assert area["p_ge_1"] <= area["total"]["p_ge_1"]
        assert area["p_ge_25"] <= area["total"]["p_ge_25"]
        assert area["expected_deaths"] <= area["total"]["expected_deaths"]
        assert -1 <= area["change"] <= 1


def test_the_map_says_the_same_as_the_outlook(mission: Path, outlook: dict[str, Any]) -> None:
    drawn = json.loads(product(mission, Audience.INTERNAL, "map.geojson"))
    assert drawn["type"] == "FeatureCollection"
    said = [feature["properties"] for feature in drawn["features"]]
    assert len(said) == len(outlook["areas"])
    for one, area in zip(said, outlook["areas"], strict=True):
        assert {key: one[key] for key in area} == area
    assert {one["status"] for one in said} == {"outlook"}


def test_the_ten_of_the_brief_are_the_first_ten(mission: Path, outlook: dict[str, Any]) -> None:
    lines = brief_lines(mission, Audience.INTERNAL)
    start = next(
        place for place, line in enumerate(lines) if line.startswith("The ten areas most at risk")
    )
    section = lines[start:]
    ranked = [name for rank, name in pairwise(section) if rank.isdigit() and not name[0].isdigit()]
    assert ranked[:10] == [area["name"] for area in outlook["areas"][:10]]
    assert len(set(ranked[:10])) == 10


@pytest.mark.parametrize("audience", Audience)
def test_nothing_is_called_a_warning(mission: Path, audience: Audience) -> None:
    """The word stands only where it is said that this is none."""
    page = product(mission, audience, "brief.html")
    text = " ".join(brief_lines(mission, audience))
    sentences = [one for one in re.split(r"(?<=[.!?])\s+", text) if "warning" in one.lower()]
    assert sentences
    assert [one for one in sentences if not re.search(r"\bnot a warning\b", one)] == []
    assert page.lower().count("warning") == text.lower().count("warning")
    for name in ("outlook.json", "map.geojson", "scores.json"):
        assert "warning" not in product(mission, audience, name).lower()


def test_the_public_sees_first_level_units_only(mission: Path, outlook: dict[str, Any]) -> None:
    public = json.loads(product(mission, Audience.PUBLIC, "outlook.json"))
    assert public["marking"] == "public"
    assert sorted(area["name"] for area in public["areas"]) == ["East", "West"]
    assert all("cell" not in area and isinstance(area["unit"], str) for area in public["areas"])
    drawn = json.loads(product(mission, Audience.PUBLIC, "map.geojson"))
    assert len(drawn["features"]) == 2
    for feature in drawn["features"]:
        assert "cell" not in feature["properties"]
        corners = {tuple(corner) for corner in feature["geometry"]["coordinates"][0]}
        assert {lat for _, lat in corners} == {-21.0, -19.0}
        assert {lon for lon, _ in corners} in ({-15.0, -13.0}, {-13.0, -11.0})


@pytest.mark.parametrize("name", ["brief.html", "outlook.json", "map.geojson", "scores.json"])
def test_no_public_product_names_a_cell(mission: Path, outlook: dict[str, Any], name: str) -> None:
    text = product(mission, Audience.PUBLIC, name)
    for area in outlook["areas"]:
        assert not re.search(rf"\b{area['cell']}\b", text)
        assert area["name"] not in text


@pytest.mark.parametrize(
    ("audience", "marking", "kind"),
    [
        (Audience.PUBLIC, Marking(), AreaKind.CELL),
        (Audience.PUBLIC, Marking(), AreaKind.POLYGON),  # may be as small as a street
        (Audience.PUBLIC, Marking(Level.CONFIDENTIAL), AreaKind.UNIT),
        (Audience.PUBLIC, Marking(Level.STRICTLY_CONFIDENTIAL), AreaKind.CELL),
    ],
)
def test_what_an_audience_may_not_have_is_refused(
    audience: Audience, marking: Marking, kind: AreaKind
) -> None:
    with pytest.raises(PeaceopsError) as refused:
        refuse_unless_releasable(audience, marking, kind)
    assert refused.value.exit_code == REFUSED == 4


def test_what_an_audience_may_have_is_released() -> None:
    refuse_unless_releasable(Audience.PUBLIC, Marking(), AreaKind.UNIT)
    refuse_unless_releasable(Audience.INTERNAL, Marking(), AreaKind.CELL)
    refuse_unless_releasable(Audience.INTERNAL, Marking(Level.CONFIDENTIAL), AreaKind.CELL)
