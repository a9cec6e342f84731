"""Commands that forecast and score: backtest, score, forecast."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from peaceops.cli.console import pieces, say

TargetName = Literal["total", "civilian", "one_sided", "state_based", "non_state"]
DivisionName = Literal["cell", "unit", "country"]
Json = Annotated[bool, Parameter(name="--json", negative="")]
Events = Annotated[list[Path] | None, Parameter(consume_multiple=True)]


def register(app: App) -> None:
    """Add the commands to the top of the command line."""
    app.command(backtest)


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
        say(json.dumps(content, sort_keys=True))
        return
    say(f"{found.rows} forecasts from {found.origins} origins in {found.seconds:.0f} s")
    if found.skipped:
        say(f"{found.skipped} pairs of origin and horizon lie beyond the data and were left out")
    say(f"{'model':26} {'ahead':>7} {'CRPS':>10} {'/ c-12':>7} {'/ zero':>7} {'ign.':>7}  AP ≥ 1")
    for score in found.scores:
        say(_line(score))
    if out is not None:
        say(f"written: {out / 'scores.parquet'}, {out / 'report.html'}")


def _line(score: Any) -> str:
    def ratio(rival: str) -> str:
        value = score.ratio[rival]["crps"].value
        return "–" if value is None else f"{value:.3f}"

    found = "–" if score.ap_1 is None else f"{score.ap_1:.3f}"
    return (
        f"{score.model:26} {score.horizon!s:>7} {score.crps:10.4g} "
        f"{ratio('conflictology-12'):>7} {ratio('zero'):>7} {score.ignorance:7.4f}  {found}"
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
