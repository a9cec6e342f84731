"""Whole runs over real countries as of dates in the past: every product, and what it must say."""

import json
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
GED = DATA / "ucdp_ged"
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside the checkout"),
]
PRODUCTS = {
    "brief.html",
    "brief.pdf",
    "brief.docx",
    "outlook.json",
    "scores.json",
    "map.geojson",
    "run.json",
}
BEGINNINGS = {"brief.html": b"<!doctype html>", "brief.pdf": b"%PDF-", "brief.docx": b"PK\x03\x04"}


@dataclass(frozen=True)
class Case:
    """A mission as of a date."""

    country: str
    file: str
    version: str
    as_of: str
    target: str = "civilian_deaths"

    def __str__(self) -> str:
        return f"{self.country}-{self.as_of}"


CASES = [
    Case("CAF", "country_slim/CAF.csv", "23.1", "2013-11-30"),
    Case("CAF", "country_slim/CAF.csv", "23.1", "2014-12-31"),
    Case("SDN", "country_slim/SDN.csv", "24.1", "2023-03-31"),
    Case("NGA", "country_slim/NGA.csv", "20.1", "2014-12-31"),
    Case("ETH", "country_slim/ETH.csv", "23.1", "2020-10-31"),
    Case("SYR", "country_full/SYR.parquet", "special release 2016-2019", "2018-12-31"),
    Case(
        "COD",
        "ged_v21_1_global_where_prec_1_2.parquet",
        "21.1",
        "2019-12-31",
        target="civilian_deaths_proxy",
    ),
]


@dataclass(frozen=True)
class Run:
    """A case and the folder of its products."""

    case: Case
    out: Path

    def outlook(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.out / "outlook.json").read_bytes())
        return content

    def brief(self) -> str:
        words = _Words()
        words.feed((self.out / "brief.html").read_text(encoding="utf-8"))
        return " ".join(" ".join(words.said).split())


class _Words(HTMLParser):
    """Keep the text that a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in {"style", "script"}

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.said.append(data)


def peaceops(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "peaceops.cli", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module", params=CASES, ids=str)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    case: Case = request.param
    folder = tmp_path_factory.mktemp("real") / case.country
    source = ["--events", str(GED / case.file), "--dataset", "ucdp-ged", "--version", case.version]
    peaceops("init", str(folder), "--country", case.country, *source)
    peaceops("run", str(folder), "--as-of", case.as_of)
    return Run(case, folder / "out" / case.as_of)


def test_every_product_is_there(run: Run) -> None:
    assert {file.name for file in run.out.iterdir()} == PRODUCTS
    for name, beginning in BEGINNINGS.items():
        content = (run.out / name).read_bytes()
        assert content[: len(beginning)].lower() == beginning.lower(), name
        assert len(content) > 10_000, name


def test_outlook_holds_every_cell_in_order(run: Run) -> None:
    outlook = run.outlook()
    areas = outlook["areas"]
    on_map = json.loads((run.out / "map.geojson").read_bytes())["features"]
    cells = {area["cell"] for area in areas}
    assert outlook["status"] == "outlook"
    assert outlook["marking"] == "internal"
    assert len(cells) == len(areas) > 50
    assert cells == {
        shape["properties"]["cell"] for shape in on_map if "cell" in shape["properties"]
    }
    keys = [(-area["p_ge_1"], -area["expected_deaths"], area["cell"]) for area in areas]
    assert keys == sorted(keys)
    for area in areas:
        assert 0 <= area["p_ge_25"] <= area["p_ge_1"] <= 1
        assert 0 <= area["interval80"][0] <= area["interval80"][1]
        assert area["expected_deaths"] >= 0
        assert area["horizon_months"] == 3
    assert areas[0]["p_ge_1"] > 0


def test_nothing_dated_later_was_read(run: Run) -> None:
    assert run.outlook()["data"]["last_event"] <= run.case.as_of
    assert run.outlook()["origin"] == run.case.as_of[:7]


def test_brief_names_its_source(run: Run) -> None:
    data, brief = run.outlook()["data"], run.brief()
    assert data["version"] == run.case.version
    assert run.case.version in brief
    assert "CC BY 4.0" in data["licence"]
    for said in (data["licence"], data["citation"]):
        assert " ".join(said.split()) in brief


def test_brief_says_that_it_looks_back(run: Run) -> None:
    assert run.outlook()["reconstruction"] is True
    notice = "Reconstruction from data published later; nobody could have had this on the day."
    assert notice in run.brief()


def test_proxy_target_is_said(run: Run) -> None:
    assert run.outlook()["target"] == run.case.target
    assert ("civilian_deaths_proxy" in run.brief()) == (run.case.target == "civilian_deaths_proxy")


def test_ten_areas_of_the_outlook_stand_in_the_brief(run: Run) -> None:
    brief = run.brief()
    for area in run.outlook()["areas"][:10]:
        assert " ".join(area["name"].split()) in brief
