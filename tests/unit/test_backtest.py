"""Back-tests: nothing later is read, the numbers are those of plain formulas."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import scoringrules

from peaceops.analyse.history import Window, cut
from peaceops.analyse.models import MODELS, model_named
from peaceops.analyse.once import forget
from peaceops.analyse.skill.bootstrap import block_draws, ratio_interval
from peaceops.collate.record import Record
from peaceops.domain.distribution import CAP, mean
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import parse_month
from peaceops.evaluate.backtest import run_task, whole
from peaceops.evaluate.fold import (
    Plan,
    Task,
    challenge_origins,
    parse_windows,
    rolling_origins,
    tasks,
    window_label,
)
from peaceops.evaluate.summary import summarise
from tests.invented_record import FIRST, moving_violence
from tests.unit.test_bad_input import status

ORIGIN = FIRST + 95
FORECAST_COLUMNS = ("expected", "low", "high", "p_ge_1", "p_ge_25")
TREES = ("quantile-forest", "hurdle", "scaled-forest")


@pytest.fixture(scope="module")
def record() -> Record:
    return moving_violence()


def with_another_future(record: Record, after: int) -> Record:
    until = after - record.first + 1
    deaths = record.deaths.copy()
    deaths[:, until:] = deaths[::-1, until:] * 7 + 3
    beside = tuple(np.hstack([other[:, :until], other[:, until:] + 50]) for other in record.beside)
    return replace(record, deaths=deaths, beside=beside)


@pytest.mark.parametrize("name", [model.name for model in MODELS])
@pytest.mark.parametrize("lag", [0, 2])
def test_another_future_gives_the_same_forecast(record: Record, name: str, lag: int) -> None:
    task = Task((ORIGIN,), Window(1, 3))
    other = with_another_future(record, ORIGIN - lag)
    found = []
    for one in (record, other):
        forget()
        found.append(run_task(one, (name,), lag, task))
    assert found[0]["deaths"].to_list() != found[1]["deaths"].to_list()
    for column in FORECAST_COLUMNS:
        assert found[0][column].to_list() == found[1][column].to_list(), column


@pytest.mark.parametrize("name", TREES)
def test_trees_were_grown(record: Record, name: str) -> None:
    """The tests here would pass for free if the models fell back on their stand-in."""
    past = cut(whole(record), ORIGIN)
    tree, stand_in = (model_named(one).forecast(past, Window(1, 3)) for one in (name, "decay"))
    assert not np.allclose(tree.cdf, stand_in.cdf)


@pytest.mark.parametrize("name", ["blend", "stack", *TREES, "odds"])
def test_what_is_learnt_beats_the_own_past(name: str) -> None:
    """Where violence does move between neighbours, models that look there must gain from it."""
    record = moving_violence(areas=40, months=150, seed=11)
    task = Task(tuple(range(FIRST + 110, FIRST + 146, 3)), Window(1, 1))
    rows = run_task(record, (name, "conflictology-12"), 0, task)
    score = {key[0]: part["crps"].to_numpy().sum() for key, part in rows.group_by("model")}
    assert score[name] < 0.97 * score["conflictology-12"]


def test_rows_are_those_of_the_plain_formulas(record: Record) -> None:
    rows = run_task(record, ("conflictology-12",), 1, Task((ORIGIN,), Window(2, 2)))
    assert rows["unit"].to_list() == list(range(24))
    until = ORIGIN - record.first
    drawn = record.deaths[:, until - 12 : until]
    happened = record.deaths[:, until + 2]
    assert rows["deaths"].to_list() == happened.tolist()
    assert rows["month"].unique().to_list() == [ORIGIN + 2]
    assert rows["past_year"].to_list() == drawn.sum(axis=1).tolist()
    expected = scoringrules.crps_ensemble(happened, drawn, estimator="qd")
    assert rows["crps"].to_numpy() == pytest.approx(expected)
    logged = scoringrules.crps_ensemble(np.log1p(happened), np.log1p(drawn), estimator="qd")
    assert rows["crps_log1p"].to_numpy() == pytest.approx(logged)
    assert rows["p_ge_1"].to_numpy() == pytest.approx((drawn >= 1).mean(axis=1))
    assert rows["p_upto"].to_numpy() == pytest.approx((drawn <= happened[:, None]).mean(axis=1))
    assert rows["p_fewer"].to_numpy() == pytest.approx((drawn < happened[:, None]).mean(axis=1))
    low, high = rows["low"].to_numpy(), rows["high"].to_numpy()
    missed = np.maximum(low - happened, 0) + np.maximum(happened - high, 0)
    assert rows["mis"].to_numpy() == pytest.approx(high - low + 20 * missed)


def test_unknown_months_are_neither_scored_nor_zero(record: Record) -> None:
    known = np.ones_like(record.deaths, dtype=bool)
    known[3, ORIGIN + 1 - record.first] = False
    gappy = replace(record, known=known)
    rows = run_task(gappy, ("blend",), 0, Task((ORIGIN,), Window(1, 1)))
    assert rows.height == 23
    assert 3 not in rows["unit"].to_list()


def test_summary_against_itself_and_by_hand(record: Record) -> None:
    models = ("decay", "conflictology-12", "zero")
    parts = [
        run_task(record, models, 0, Task(tuple(range(ORIGIN - 20, ORIGIN)), window))
        for window in parse_windows("1,3")
    ]
    rows = pl.concat(parts)
    scores = {(score.model, score.horizon): score for score in summarise(rows, models)}
    assert set(scores) == {(name, ahead) for name in models for ahead in (1, 3, "pooled")}
    own = scores["conflictology-12", "pooled"].ratio["conflictology-12"]["crps"]
    assert (own.value, own.lo, own.hi) == pytest.approx((1, 1, 1))
    pooled = scores["decay", "pooled"]
    sums = {
        name: float(rows.filter(pl.col("model") == name)["crps"].to_numpy().sum())
        for name in models
    }
    ratio = pooled.ratio["zero"]["crps"]
    assert ratio.value == pytest.approx(sums["decay"] / sums["zero"])
    assert ratio.value is not None
    assert ratio.lo is not None
    assert ratio.hi is not None
    assert ratio.lo < ratio.value < ratio.hi
    assert pooled.crps == pytest.approx(sums["decay"] / pooled.rows)
    quiet = rows.filter((pl.col("model") == "decay") & (pl.col("past_year") == 0))
    assert pooled.onset_rows == quiet.height
    assert pooled.onsets == quiet.filter(pl.col("deaths") >= 1).height


def test_draws_keep_blocks_whole_and_the_interval_holds_the_truth() -> None:
    months = np.arange(500, 560)
    drawn = block_draws(months, draws=200)
    assert np.all(drawn.sum(axis=1) == len(months))
    generator = np.random.default_rng(2)
    rival = generator.gamma(2, 1, len(months))
    interval = ratio_interval(rival * generator.normal(0.9, 0.1, len(months)), rival, drawn)
    assert interval is not None
    assert interval[0] < 0.9 < interval[1]
    assert ratio_interval(rival, np.zeros(len(months)), drawn) is None


def test_tasks_cover_the_plan_once_and_do_not_cut_a_year_of_learning() -> None:
    plan = Plan(tuple(range(410, 450)), parse_windows("1,12"), ("zero",), lag=1)
    cut_up = tasks(plan)
    done = [(origin, task.window) for task in cut_up for origin in task.origins]
    assert sorted(done, key=str) == sorted(
        ((origin, window) for origin in plan.origins for window in plan.windows), key=str
    )
    for task in cut_up:
        assert len({(origin - 1) // 12 for origin in task.origins}) == 1


def test_the_challenge_forecasts_from_october() -> None:
    origins = challenge_origins((parse_month("2010-01"), parse_month("2021-12")))
    assert origins == tuple(parse_month(f"{year}-10") for year in (2017, 2018, 2019, 2020))
    with pytest.raises(PeaceopsError, match="no window of the challenge"):
        challenge_origins((parse_month("1990-01"), parse_month("2010-12")))


def test_horizons_are_read_as_written() -> None:
    windows = parse_windows("1, 3,1-3,36,3")
    assert windows == (Window(1, 1), Window(3, 3), Window(1, 3), Window(36, 36))
    assert [window_label(window) for window in windows] == ["1", "3", "1-3", "36"]
    for wrong in ("", "0", "37", "3-1", "x", "1;2", "-1"):
        with pytest.raises(PeaceopsError, match="horizon"):
            parse_windows(wrong)


def test_origins_need_a_past_and_a_future() -> None:
    found = rolling_origins(1, 999, covered=(100, 200), lag=3, shortest=6)
    assert (found[0], found[-1]) == (114, 194)
    with pytest.raises(PeaceopsError, match="no origin"):
        rolling_origins(195, 999, covered=(100, 200), lag=0, shortest=6)


def panel_text(record: Record) -> str:
    lines = ["unit,month,value"]
    for unit, row in zip(record.units, record.deaths, strict=True):
        lines += [f"{unit},{record.first + place},{value:g}" for place, value in enumerate(row)]
    return "\n".join(lines) + "\n"


def test_json_of_a_backtest(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    panel = tmp_path / "panel.csv"
    panel.write_text(panel_text(record), encoding="utf-8")
    out = tmp_path / "out"
    options = ["--panel", panel, "--models", "decay", "--horizons", "1,3", "--named"]
    span = ["--first-origin", "2012-01", "--last-origin", "2013-06", "--out", out]
    assert status("backtest", *options, *span, "--json") == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    told: dict[str, Any] = json.loads(shown.out)
    assert list(told) == sorted(told)
    assert {"format", "rows", "origins", "seconds", "scores"} <= set(told)
    assert (told["format"], told["origins"]) == (1, 18)
    assert {(score["model"], score["horizon"]) for score in told["scores"]} == {
        (name, ahead)
        for name in ("decay", "conflictology-12", "zero", "conflictology-neighbours")
        for ahead in (1, 3, "1-3", "pooled")
    }
    for score in told["scores"]:
        assert {"crps", "crps_log1p", "ignorance", "mis", "brier_1", "brier_25"} <= set(score)
        assert {"ap_1", "ap_25"} <= set(score)
        for rival in ("conflictology-12", "zero"):
            for measure in ("crps", "ignorance"):
                assert set(score["ratio"][rival][measure]) == {"value", "lo", "hi"}
    assert {count["name"] for count in told["named"]} >= {"decay", "past-12-months"}
    rows = pl.read_parquet(out / "scores.parquet")
    assert rows.height == told["rows"]
    assert set(rows["unit"]) == set(record.units)
    report = (out / "report.html").read_text(encoding="utf-8")
    assert report.count("<svg") == 4
    assert "http://" not in report.replace("http://www.w3.org", "")
    assert "https://" not in report


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit,month\nA,1\n", "no column value"),
        ("unit,month,value\n", "no row"),
        ("unit,month,value\nA,1,-3\n", "negative"),
        ("unit,month,value\nA,1,inf\n", "infinite"),
        ("unit,month,value\nA,1,3\nA,1,4\n", "twice"),
        ("unit,month,value\nA,2015-13,3\n", "is not a month"),
        ("unit,month,value\nA,soon,3\n", "is not a month"),
        ("unit,month,value\nA,1,many\n", "not a number"),
        ("unit,month,value\nA,999999999,1\n", "out of range"),
        (
            "unit,month,value\nA,1,1\nB,19000,1\n" + "".join(f"u{n},5,1\n" for n in range(3000)),
            "many",
        ),
    ],
)
def test_a_panel_that_can_not_be_read_is_one_line(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    panel = tmp_path / "panel.csv"
    panel.write_text(text, encoding="utf-8")
    assert status("forecast", "--panel", panel, "--model", "decay") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize("model", ["blend", "decay"])
@pytest.mark.parametrize(
    "rows",
    [
        [("A", 400 + month, 0) for month in range(60)],
        [("A", 400, 3), ("A", 401, 0)],
        [("A", 400 + month, 301_000 if month == 20 else 1) for month in range(40)],
        [("A", 400 + 7 * month, 2) for month in range(9)],
        [("A", 459 - month, month % 3) for month in range(60)] + [("B", 430, 5), ("B", 420, None)],
    ],
    ids=["all zero", "two months", "Rwanda", "gaps", "out of order, one unit short"],
)
def test_a_poor_panel_still_gives_a_distribution(
    rows: list[tuple[str, int, float | None]], model: str, tmp_path: Path
) -> None:
    panel, out = tmp_path / "panel.csv", tmp_path / "out.parquet"
    lines = [f"{unit},{month},{'' if value is None else value}" for unit, month, value in rows]
    panel.write_text("\n".join(["unit,month,value", *lines]) + "\n", encoding="utf-8")
    options = ["--horizons", "1,36", "--model", model, "--out", out]
    assert status("forecast", "--panel", panel, *options) == 0
    table = pl.read_parquet(out)
    assert table["p_ge_1"].is_between(0, 1).all()
    assert (table["p_ge_25"] <= table["p_ge_1"]).all()
    assert (table["q05"] <= table["q95"]).all()
    assert table["expected"].is_between(0, CAP).all()


def test_samples_in_the_layout_of_the_challenge_come_back_scored(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    numbered = replace(record, units=tuple(str(unit + 1) for unit in range(24)))
    panel = tmp_path / "panel.csv"
    panel.write_text(panel_text(numbered), encoding="utf-8")
    forecasts, actuals = tmp_path / "forecasts.parquet", tmp_path / "actuals.parquet"
    options = ["--format", "views", "--model", "decay", "--horizons", "3,4", "--samples", 400]
    month = f"{1980 + (ORIGIN - 1) // 12}-{(ORIGIN - 1) % 12 + 1:02d}"
    assert (
        status("forecast", "--panel", panel, *options, "--origin", month, "--out", forecasts) == 0
    )
    table = pl.read_parquet(forecasts)
    assert table.columns == ["month_id", "country_id", "draw", "outcome"]
    assert table.height == 24 * 2 * 400
    pl.read_csv(panel).rename(
        {"unit": "country_id", "month": "month_id", "value": "outcome"}
    ).sample(fraction=1, shuffle=True, seed=1).write_parquet(actuals)
    capsys.readouterr()
    assert status("score", forecasts, actuals, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    alone = replace(record, neighbours=np.full((24, 1), -1), beside=())
    past = cut(whole(alone), ORIGIN)
    exact = []
    for ahead in (3, 4):
        rows = run_task(alone, ("decay",), 0, Task((ORIGIN,), Window(ahead, ahead)))
        exact.append(rows["crps"].to_numpy().mean())
    assert told["scores"]["rows"] == 48
    assert told["scores"]["crps"] == pytest.approx(np.mean(exact), rel=0.02)
    assert mean(model_named("decay").forecast(past, Window(3, 3))).mean() == pytest.approx(
        table.filter(pl.col("month_id") == ORIGIN + 3)["outcome"].to_numpy().mean(), rel=0.05
    )
