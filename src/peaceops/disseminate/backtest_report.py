"""The report of a back-test: one HTML file that needs nothing else."""

from collections.abc import Sequence
from html import escape
from typing import Any

import altair as alt
import numpy as np
import polars as pl

from peaceops.analyse.skill.probability import reliability
from peaceops.disseminate.picture import Picture, from_vega_lite
from peaceops.domain.month import first_day, month_label
from peaceops.domain.score import Difference, NamedCount, Ratio, Score

_FONT = "Noto Sans"
_COLOURS = ("#7f0000", "#1b6ca8", "#777777", "#2e8540", "#b8860b", "#6a4c93", "#008080", "#c71585")
_CONFIGURED: dict[str, Any] = {"gridColor": "#e5e5e5", "labelFontSize": 11, "titleFontSize": 11}


def backtest_report(
    scores: Sequence[Score],
    windows: dict[int, tuple[Score, ...]],
    rows: pl.DataFrame,
    *,
    models: Sequence[str],
    units: int,
    lag: int,
    named: Sequence[NamedCount] = (),
) -> str:
    """Return the report as HTML.

    Args:
        scores: by model and horizon.
        windows: by challenge year, if any.
        rows: of `evaluate.backtest.ROW_SCHEMA`.
        models: in the order of the report.
        units: how many units there are.
        lag: months that the data were behind.
        named: what lists of ten areas would have done, if counted.
    """
    months = rows["origin"].unique().sort()
    pooled = [score for score in scores if score.horizon == "pooled"]
    first, last = month_label(int(months[0])), month_label(int(months[-1]))
    intro = (
        f"{rows.height:,} forecasts by {len(models)} models for {units:,} units, from "
        f"{len(months)} origins, {first} to {last}. "
        f"At an origin the data were {lag} months behind."
        if lag
        else f"{rows.height:,} forecasts by {len(models)} models for {units:,} units, from "
        f"{len(months)} origins, {first} to {last}. Nothing later than its origin was read."
    )
    parts = [
        f"<h1>Back-test</h1><p>{escape(intro)}</p>",
        "<h2>All horizons pooled</h2>",
        _pooled_table(pooled),
        _NOTE,
        "<h2>By horizon: CRPS beside conflictology-12</h2>",
        _figure(_ratio_chart(scores, models)),
        "<h2>By horizon: all scores</h2>",
        _horizon_table(scores),
        "<h2>When said, how often it came true</h2>",
        _figure(_reliability_chart(rows, models)),
        "<h2>Where in its distribution what happened fell</h2>",
        _TRANSFORM_NOTE,
        _figure(_transform_chart(rows, models)),
        "<h2>Over time</h2>",
        _figure(_time_chart(rows, models)),
    ]
    if windows:
        parts += ["<h2>The challenge’s windows</h2>", _window_table(windows)]
    if named:
        parts[1:1] = ["<h2>Ten areas a month</h2>", _named_table(named), _NAMED_NOTE]
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Back-test, {first} to {last}</title><style>{_STYLE}</style></head>"
        f"<body>{body}</body></html>\n"
    )


_NOTE = (
    "<p class=note>Scores are means over forecasts; lower is better but for AP (average "
    "precision). Ratios are sums over sums on the same rows; in brackets 5–95 % of 1,000 draws of "
    "blocks of twelve months of origins. A ratio below 1 beats the rival. “Without the largest” "
    "leaves out the unit with most deaths. Onsets: rows without a death in the 12 months "
    "before.</p>"
)
_NAMED_NOTE = (
    "<p class=note>Hit: somebody was killed there within three months. Grave: ten or more were. "
    "Quiet: no death in the 12 months before; the list of past deaths can never name such a "
    "place. Differences in percentage points, with 5–95 % of draws.</p>"
)
_TRANSFORM_NOTE = (
    "<p>A calibrated forecast fills all ten bars alike (randomised probability integral "
    "transform). Only rows to which the model gave a chance of a death above 0.5 %.</p>"
)
_STYLE = """
body{font:15px/1.5 'Noto Sans',system-ui,sans-serif;max-width:1240px;margin:2em auto;padding:0 1em;
color:#222}h1,h2{line-height:1.2}h2{margin-top:2em;font-size:1.2em}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:13px}
th,td{padding:.3em .6em;border-bottom:1px solid #ddd;text-align:right;white-space:nowrap}
th{text-align:right;border-bottom:2px solid #888;vertical-align:bottom;white-space:normal}
th:first-child,td:first-child{text-align:left}.note{color:#555;font-size:13px}
figure{margin:0}figure svg{max-width:100%;height:auto}
"""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(title)}</th>" for title in head)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<div class="wide"><table><tr>{top}</tr>{lines}</table></div>'


def _number(value: float | None, digits: int = 3) -> str:
    if value is None:
        return "–"
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    return f"{value:.{digits if size >= 0.01 or size == 0 else digits + 2}f}"


def _with_interval(ratio: Ratio | None) -> str:
    if ratio is None or ratio.value is None:
        return "–"
    if ratio.lo is None:
        return _number(ratio.value)
    return f"{ratio.value:.3f} [{ratio.lo:.3f}, {ratio.hi:.3f}]"


def _against(score: Score, rival: str, name: str) -> str:
    return _with_interval(score.ratio.get(rival, {}).get(name))


def _pooled_table(scores: Sequence[Score]) -> str:
    head = (
        "Model",
        "CRPS / conflictology-12",
        "ignorance / conflictology-12",
        "CRPS of log / conflictology-12",
        "CRPS / zero",
        "without the largest",
        "median unit",
        "AP ≥ 1",
        "AP ≥ 25",
        "AP onsets",
        "calibration error",
    )
    rows = [
        (
            score.model,
            _against(score, "conflictology-12", "crps"),
            _against(score, "conflictology-12", "ignorance"),
            _against(score, "conflictology-12", "crps_log1p"),
            _against(score, "zero", "crps"),
            _number(score.ratio_without_largest),
            _number(score.median_unit_ratio),
            _number(score.ap_1),
            _number(score.ap_25),
            _number(score.onset_ap_1),
            _number(score.calibration_error),
        )
        for score in scores
    ]
    return _table(head, rows)


def _horizon_table(scores: Sequence[Score]) -> str:
    head = (
        "Model",
        "months ahead",
        "rows",
        "CRPS",
        "CRPS of log",
        "ignorance",
        "MIS",
        "Brier ≥ 1",
        "Brier ≥ 25",
        "AP ≥ 1",
        "AP ≥ 25",
        "onsets",
        "AP onsets",
        "Brier onsets",
    )
    rows = [
        (
            score.model,
            str(score.horizon),
            f"{score.rows:,}",
            _number(score.crps),
            _number(score.crps_log1p),
            _number(score.ignorance),
            _number(score.mis),
            _number(score.brier_1, 4),
            _number(score.brier_25, 4),
            _number(score.ap_1),
            _number(score.ap_25),
            f"{score.onsets:,} of {score.onset_rows:,}",
            _number(score.onset_ap_1),
            _number(score.onset_brier_1, 4),
        )
        for score in scores
    ]
    return _table(head, rows)


def _named_table(counts: Sequence[NamedCount]) -> str:
    head = (
        "List",
        "named",
        "hit",
        "as many as the list of past deaths holds, hit",
        "ahead of that list",
        "grave places",
        "of them named",
        "ahead of the list of past deaths",
        "first outbreaks",
        "quiet areas named",
        "hit",
        "ahead of conflictology with neighbours",
    )
    rows = [
        (
            count.name,
            f"{count.named:,}",
            _share(count.hits, count.named),
            _share(count.as_many_hits, count.as_many),
            _points(count.hits_ahead),
            f"{count.grave:,}",
            _share(count.grave_named, count.grave),
            _points(count.grave_ahead),
            f"{count.outbreaks:,}",
            f"{count.quiet_named:,}",
            _share(count.quiet_hits, count.quiet_named),
            _points(count.quiet_ahead) if count.quiet_named else "–",
        )
        for count in counts
    ]
    return _table(head, rows)


def _share(part: int, whole: int) -> str:
    return f"{part:,} ({part / whole:.0%})" if whole else "–"


def _points(difference: Difference | None) -> str:
    if difference is None:
        return "–"
    value, low, high = (100 * x for x in (difference.value, difference.lo, difference.hi))
    return f"{value:+.1f} [{low:+.1f}, {high:+.1f}]"


def _window_table(windows: dict[int, tuple[Score, ...]]) -> str:
    head = ("Year", "Model", "CRPS", "ignorance", "MIS", "CRPS / conflictology-12")
    rows = [
        (
            str(year),
            score.model,
            _number(score.crps),
            _number(score.ignorance),
            _number(score.mis),
            _against(score, "conflictology-12", "crps"),
        )
        for year, scores in sorted(windows.items())
        for score in scores
    ]
    by_model: dict[str, list[float]] = {}
    for scores in windows.values():
        for score in scores:
            ratio = score.ratio["conflictology-12"]["crps"].value
            if ratio is not None:
                by_model.setdefault(score.model, []).append(ratio)
    means = [
        ("mean", model, "", "", "", f"{np.mean(ratios):.3f}") for model, ratios in by_model.items()
    ]
    return _table(head, [*rows, *means])


def _figure(picture: Picture) -> str:
    return f'<figure role="img" aria-label="{escape(picture.alternative)}">{picture.svg}</figure>'


def _colour(models: Sequence[str], *, without: str | None = None) -> alt.Color:
    """Give each model its colour, the same in every picture."""
    colours = {name: _COLOURS[place % len(_COLOURS)] for place, name in enumerate(models)}
    shown = [name for name in models if name != without]
    scale = alt.Scale(domain=shown, range=[colours[name] for name in shown])
    return alt.Color("model:N", scale=scale, legend=alt.Legend(title=None, orient="top"))


def _draw(chart: alt.Chart | alt.LayerChart | alt.FacetChart, alternative: str) -> Picture:
    styled = chart.configure(font=_FONT).configure_axis(**_CONFIGURED)
    return from_vega_lite(styled.to_json(), alternative)


def _ratio_chart(scores: Sequence[Score], models: Sequence[str]) -> Picture:
    rows = []
    for score in scores:
        ratio = score.ratio.get("conflictology-12", {}).get("crps")
        if ratio is None or ratio.value is None or score.model == "conflictology-12":
            continue
        rows.append(
            {
                "model": score.model,
                "horizon": str(score.horizon),
                "ratio": ratio.value,
                "lo": ratio.lo if ratio.lo is not None else ratio.value,
                "hi": ratio.hi if ratio.hi is not None else ratio.value,
            }
        )
    order = list(dict.fromkeys(str(row["horizon"]) for row in rows))
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("horizon:N", sort=order, axis=alt.Axis(title="months ahead", labelAngle=0)),
        xOffset=alt.XOffset("model:N", sort=list(models)),
        color=_colour(models, without="conflictology-12"),
    )
    value = alt.Y("ratio:Q", scale=alt.Scale(zero=False), axis=alt.Axis(title="CRPS ratio"))
    one = alt.Chart(alt.Data(values=[{"y": 1}])).mark_rule(color="#444", strokeDash=[4, 3])
    chart = alt.layer(
        one.encode(y="y:Q"),
        base.mark_rule(strokeWidth=2).encode(y=alt.Y("lo:Q", title="CRPS ratio"), y2="hi:Q"),
        base.mark_circle(size=70, opacity=1).encode(y=value),
    ).properties(width=860, height=260)
    return _draw(chart, "CRPS ratio to conflictology-12 by horizon, with intervals")


def _reliability_chart(rows: pl.DataFrame, models: Sequence[str]) -> Picture:
    points = []
    for model in models:
        part = rows.filter(pl.col("model") == model)
        table = reliability(part["p_ge_1"].to_numpy(), part["deaths"].to_numpy() >= 1)
        points += [{"model": model, **row} for row in table.iter_rows(named=True)]
    axis: dict[str, Any] = {"format": "%", "titleFontWeight": "normal"}
    diagonal = (
        alt.Chart(alt.Data(values=[{"x": 0, "y": 0}, {"x": 1, "y": 1}]))
        .mark_line(color="#888", strokeDash=[4, 3], strokeWidth=1)
        .encode(x="x:Q", y="y:Q")
    )
    base = alt.Chart(alt.Data(values=points)).encode(
        x=alt.X("said:Q", axis=alt.Axis(title="probability given of a death", **axis)),
        y=alt.Y("came_true:Q", axis=alt.Axis(title="share that saw a death", **axis)),
        color=_colour(models),
    )
    chart = alt.layer(
        diagonal, base.mark_line(strokeWidth=1.4), base.mark_circle(size=45, opacity=1)
    ).properties(width=430, height=380)
    return _draw(chart, "Reliability: probability given against the share that came true")


def _transform_chart(rows: pl.DataFrame, models: Sequence[str]) -> Picture:
    generator = np.random.default_rng(1)
    bars = []
    for model in models:
        part = rows.filter((pl.col("model") == model) & (pl.col("p_ge_1") > 0.005))
        if part.is_empty():
            continue
        low, high = part["p_fewer"].to_numpy(), part["p_upto"].to_numpy()
        drawn = low + (high - low) * generator.random(len(low))
        share = np.histogram(drawn, bins=10, range=(0, 1))[0] / len(drawn)
        bars += [
            {"model": model, "place": f"{place / 10:.1f}", "share": float(value)}
            for place, value in enumerate(share)
        ]
    base = alt.Chart(alt.Data(values=bars))
    chart = (
        base.mark_bar(color="#1b6ca8")
        .encode(
            x=alt.X("place:N", axis=alt.Axis(title=None, labelAngle=0)),
            y=alt.Y("share:Q", axis=alt.Axis(title="share of forecasts", format="%")),
        )
        .properties(width=190, height=120)
        .facet(facet=alt.Facet("model:N", sort=list(models), title=None), columns=4)
    )
    return _draw(chart, "Histogram of the probability integral transform by model")


def _time_chart(rows: pl.DataFrame, models: Sequence[str]) -> Picture:
    summed = (
        rows.group_by("model", "origin", maintain_order=True)
        .agg(pl.col("crps").sum())
        .sort("origin")
        .with_columns(crps=pl.col("crps").cum_sum().over("model"))
    )
    rival = summed.filter(pl.col("model") == "conflictology-12").select("origin", rival="crps")
    table = summed.join(rival, on="origin").filter(
        (pl.col("rival") > 0) & (pl.col("model") != "conflictology-12")
    )
    points = [
        {"model": model, "month": first_day(origin).isoformat(), "ratio": crps / beside}
        for model, origin, crps, beside in table.select(
            "model", "origin", "crps", "rival"
        ).iter_rows()
    ]
    chart = (
        alt.Chart(alt.Data(values=points))
        .mark_line(strokeWidth=1.6)
        .encode(
            x=alt.X("month:T", axis=alt.Axis(title="origin")),
            y=alt.Y(
                "ratio:Q",
                scale=alt.Scale(zero=False),
                axis=alt.Axis(title="CRPS ratio up to there"),
            ),
            color=_colour(models, without="conflictology-12"),
        )
        .properties(width=860, height=240)
    )
    return _draw(chart, "CRPS ratio to conflictology-12, all origins up to each")
