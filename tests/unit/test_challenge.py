"""Check values of the VIEWS 2023/24 challenge: country-months, 3 to 14 months ahead.

The shared actuals begin in January 2018, so the windows whose 12 months of history lie within them
are 2020 and 2021; 2018 and 2019 would need months that are not there.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from peaceops.analyse.history import History, Window
from peaceops.analyse.models import model_named
from peaceops.analyse.skill.crps import crps

ACTUALS = (
    Path(__file__).resolve().parents[3] / "shared/data/views/challenge_cm_actuals_2018_2021.csv"
)
FIRST = 457  # January 2018

pytestmark = pytest.mark.skipif(not ACTUALS.exists(), reason="needs ../shared/data (views)")


@pytest.fixture(scope="module")
def deaths() -> NDArray[np.float64]:
    table = pl.read_csv(ACTUALS).pivot(
        on="month_id", index="country_id", values="outcome", sort_columns=False
    )
    months = sorted((name for name in table.columns if name != "country_id"), key=int)
    return table.sort("country_id").select(months).to_numpy().astype(float)


def window_score(deaths: NDArray[np.float64], model: str, year: int) -> float:
    origin = FIRST + (year - 2018) * 12 - 3
    until = origin - FIRST + 1
    past = History(deaths[:, :until], np.full((len(deaths), 1), -1), origin)
    forecast = model_named(model).forecast
    return float(
        np.mean(
            [
                crps(forecast(past, Window(step, step)), deaths[:, until - 1 + step]).mean()
                for step in range(3, 15)
            ]
        )
    )


@pytest.mark.parametrize(("year", "published"), [(2020, 21.30), (2021, 76.85)])
def test_conflictology(deaths: NDArray[np.float64], year: int, published: float) -> None:
    assert window_score(deaths, "conflictology-12", year) == pytest.approx(published, abs=0.005)


@pytest.mark.parametrize("year", [2020, 2021])
def test_zero_scores_the_mean_of_what_happened(deaths: NDArray[np.float64], year: int) -> None:
    start = FIRST + (year - 2018) * 12 - FIRST
    actual = deaths[:, start : start + 12].mean()
    assert window_score(deaths, "zero", year) == pytest.approx(actual, abs=1e-9)
