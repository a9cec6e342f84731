"""Commands that forecast and score: backtest, score, forecast."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from peaceops.cli.console import pieces, say

TargetName = Literal["total", "civilian", "one_sided", "state_based", "non_state"]
DivisionName = Literal["cell", "unit", "country"]
FormName = Literal["table", "views"]
Json = Annotated[bool, Parameter(name="--json", negative="")]
Events = Annotated[list[Path] | None, Parameter(consume_multiple=True)]


def register(app: App) -> None:
    """Add the commands to the top of the command line."""
    app.command(backtest)
    app.command(forecast)
    app.command(score)


def backtest(
    *,
    events: Events = None,
    panel: Path | None = None,
    country: str | None = None,
    by: DivisionName | None = None,
    target: TargetName = "total",
    horizons: str = "1,3,6,12",
    first_origin: str | None = None,
    last_origin: str | None = None,
    models: str = "blend,conflictology-12,zero",
    lag: int = 0,
    protocol: str | None = None,
    named: bool = False,
    out: Path | None = None,
    workers: int = 1,
    cluster: str | None = None,
    json_output: Json = False,
    quiet: bool = False,
) -> None:
    """Forecast from each month of the past, from its own past alone, and score what came.

    Args:
        events: files of events.
        panel: table with the columns unit, month and value, instead of events.
        country: ISO3; events are then counted by its cells, else by country.
        by: cell or unit (first-level) of the country.
        target: which deaths of the events.
        horizons: months ahead, like 1,3,6,12; 1-3 is the sum of three months.
        first_origin: YYYY-MM; default: as early as the record allows.
        last_origin: YYYY-MM; default: as late as the record allows.
        models: names, parted by commas; the rivals are added.
        lag: months that the data are behind at an origin.
        protocol: views-2023 takes the windows of that challenge.
        named: count what lists of ten areas a month would have done in three months, too.
        out: folder for scores.parquet and report.html.
        workers: processes on this machine.
        cluster: address of a Dask scheduler, like tcp://10.0.0.1:8786, instead.
        json_output: print the scores as JSON.
        quiet: show no progress.
    """
    from peaceops.services.backtest import BacktestOrder, run_backtest
    from peaceops.services.record import Source

    order = BacktestOrder(
        source=Source(
            events=tuple(events or ()), panel=panel, country=country, by=by, target=target
        ),
        horizons=horizons,
        first=_month(first_origin, "--first-origin"),
        last=_month(last_origin, "--last-origin"),
        models=tuple(name.strip() for name in models.split(",") if name.strip()),
        lag=lag,
        protocol=protocol,
        named=named,
        out=out,
        workers=workers,
        cluster=cluster,
    )
    with pieces(quiet=quiet) as progress:
        found = run_backtest(order, progress=progress)
    if json_output:
        content: dict[str, Any] = {
            "format": 1,
            "rows": found.rows,
            "origins": found.origins,
            "seconds": found.seconds,
            "scores": _plain(found.scores),
        }
        if found.windows:
            content["windows"] = {str(year): _plain(part) for year, part in found.windows.items()}
        if found.named:
            content["named"] = _plain(found.named)
        say(json.dumps(content, sort_keys=True))
        return
    say(f"{found.rows} forecasts from {found.origins} origins in {found.seconds:.0f} s")
    if found.skipped:
        say(f"{found.skipped} pairs of origin and horizon lie beyond the data and were left out")
    say(f"{'model':26} {'ahead':>7} {'CRPS':>10} {'/ c-12':>7} {'/ zero':>7} {'ign.':>7}  AP ≥ 1")
    for score in found.scores:
        say(_line(score))
    for count in found.named:
        say(_list_line(count))
    if out is not None:
        say(f"written: {out / 'scores.parquet'}, {out / 'report.html'}")


def forecast(
    *,
    events: Events = None,
    panel: Path | None = None,
    country: str | None = None,
    by: DivisionName | None = None,
    target: TargetName = "total",
    horizons: str = "1,2,3,4,5,6,7,8,9,10,11,12",
    origin: str | None = None,
    model: str = "blend",
    form: Annotated[FormName, Parameter(name="--format")] = "table",
    samples: int = 1000,
    seed: int = 1,
    out: Path | None = None,
    json_output: Json = False,
) -> None:
    """Forecast every unit of a record, as a table or as the challenge's samples.

    Args:
        events: files of events.
        panel: table with the columns unit, month and value, instead of events.
        country: ISO3; events are then counted by its cells, else by country.
        by: cell or unit (first-level) of the country.
        target: which deaths of the events.
        horizons: months ahead, like 1,3,6,12; 1-3 is the sum of three months.
        origin: YYYY-MM, the last month used; default: the last of the record.
        model: name of a model.
        form: table, or views: samples in the layout of the VIEWS challenge.
        samples: how many a unit and month.
        seed: of the samples.
        out: file to write: .parquet, .csv or .json.
        json_output: print the table as JSON.
    """
    from peaceops.services.forecast import ForecastOrder, make_forecast
    from peaceops.services.record import Source

    table = make_forecast(
        ForecastOrder(
            source=Source(
                events=tuple(events or ()), panel=panel, country=country, by=by, target=target
            ),
            horizons=horizons,
            origin=_month(origin, "--origin"),
            model=model,
            form=form,
            size=samples,
            seed=seed,
            out=out,
        )
    )
    if json_output:
        say(json.dumps({"format": 1, "forecasts": table.to_dicts()}, sort_keys=True))
    elif out is not None:
        say(f"{table.height} rows: {out}")
    else:
        say(table.write_csv(separator="\t", float_precision=4).rstrip("\n"))


def score(forecasts: Path, actuals: Path, *, json_output: Json = False) -> None:
    """Score a file of samples, in the layout of the VIEWS challenge, against what happened.

    Args:
        forecasts: month_id, country_id (or priogrid_gid), draw, outcome; Parquet, CSV or a folder.
        actuals: month_id, country_id (or priogrid_gid), outcome.
        json_output: print the scores as JSON.
    """
    import msgspec

    from peaceops.services.score import score_files

    found, unmatched = score_files(forecasts, actuals)
    if json_output:
        content = {
            "format": 1,
            "scores": msgspec.to_builtins(found),
            "unmatched": {"forecasts": unmatched.forecasts, "actuals": unmatched.actuals},
        }
        say(json.dumps(content, sort_keys=True))
        return
    say(f"{found.rows} unit-months ({found.months} months), {found.draws} draws each")
    if unmatched.forecasts or unmatched.actuals:
        say(
            f"in one file only: {unmatched.forecasts} forecasts, {unmatched.actuals} actuals; "
            "not scored"
        )
    say(f"CRPS {found.crps:.4f}   ignorance {found.ignorance:.4f}   MIS {found.mis:.3f}")
    say(f"CRPS of log1p {found.crps_log1p:.4f}   Brier {found.brier_1:.4f} / {found.brier_25:.4f}")
    aps = ["–" if value is None else f"{value:.3f}" for value in (found.ap_1, found.ap_25)]
    say(f"average precision at 1 and 25 deaths: {aps[0]}, {aps[1]}")


def _line(score: Any) -> str:
    def ratio(rival: str) -> str:
        value = score.ratio[rival]["crps"].value
        return "–" if value is None else f"{value:.3f}"

    found = "–" if score.ap_1 is None else f"{score.ap_1:.3f}"
    return (
        f"{score.model:26} {score.horizon!s:>7} {score.crps:10.4g} "
        f"{ratio('conflictology-12'):>7} {ratio('zero'):>7} {score.ignorance:7.4f}  {found}"
    )


def _list_line(count: Any) -> str:
    quiet = f"; of {count.quiet_named} quiet areas named {count.quiet_hits} did"
    return (
        f"{count.name}: of {count.named} areas named {count.hits} saw a death within three months; "
        f"of {count.grave} grave places {count.grave_named} had been named"
        + (quiet if count.quiet_named else "")
    )


def _plain(scores: Any) -> Any:
    import msgspec

    return msgspec.to_builtins(scores)


def _month(text: str | None, flag: str) -> int | None:
    from peaceops.domain.error import PeaceopsError
    from peaceops.domain.month import parse_month

    if text is None:
        return None
    try:
        return parse_month(text)
    except PeaceopsError as error:
        raise PeaceopsError(error.what, where=flag, remedy=error.remedy) from error
