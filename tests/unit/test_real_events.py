"""Reading real files: nothing of theirs is lost, and soon enough."""

from pathlib import Path

import polars as pl
import pytest

from peaceops.acquire.intake import read_events
from peaceops.domain.error import PeaceopsError

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside the checkout"),
]
GLOBAL = DATA / "ucdp_ged" / "ged_v21_1_global_where_prec_1_2.parquet"
CAF = DATA / "ucdp_ged" / "country_slim" / "CAF.csv"
FILES = [
    *sorted(DATA.glob("ucdp_ged/country_*/*.*")),
    GLOBAL,
    DATA / "ucdp_candidate" / "GEDEvent_v26_0_2.csv",
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_genuine_row_is_rejected(path: Path) -> None:
    intake = read_events([path])
    assert intake.rejects.is_empty()
    assert intake.events.height == intake.provenance.files[0].rows > 0
    assert intake.events["iso3"].null_count() == 0
    is_candidate = "candidate" in str(path)
    assert intake.provenance.dataset.name == ("ucdp-candidate" if is_candidate else "ucdp-ged")


@pytest.mark.parametrize("code", ["CAF", "SDN", "ETH", "NGA", "BFA", "SLE"])
def test_deaths_are_those_of_the_file(code: str) -> None:
    path = CAF.with_name(f"{code}.csv")
    raw = pl.read_csv(path, infer_schema=False)
    events = read_events([path]).events
    for ours, theirs in (("best", "best"), ("civilians", "deaths_civilians")):
        assert events[ours].sum() == raw[theirs].cast(pl.Float64).sum()
    assert events["latitude"].sum() == pytest.approx(raw["latitude"].cast(pl.Float64).sum())


def test_slim_and_full_files_tell_the_same() -> None:
    full = DATA / "ucdp_ged" / "country_full" / "CAF.parquet"
    assert read_events([full]).events.equals(read_events([CAF]).events)


def test_events_without_coordinates_are_one_clear_error() -> None:
    path = DATA / "ucdp_candidate" / "candidate_2025_events_no_coordinates.csv"
    with pytest.raises(PeaceopsError, match="no coordinates"):
        read_events([path])


def test_tables_of_country_years_are_no_events() -> None:
    path = DATA / "ucdp_country_year" / "organizedviolencecy_v25_1.csv"
    with pytest.raises(PeaceopsError, match="no table of events"):
        read_events([path])
