"""The command that writes down what became of a recommendation: disposition."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from peaceops.cli.console import say
from peaceops.cli.day import parse_day


def register(app: App) -> None:
    """Add the command to the top of the command line."""
    app.command(disposition)


def disposition(
    folder: Path,
    recommendation: str,
    *,
    outcome: Literal["adopted", "amended", "rejected", "silent"],
    date: Annotated[str, Parameter(name="--date")],
    reason: str,
    citation: str = "",
    record_id: Annotated[str, Parameter(name="--id")] = "",
) -> None:
    """Write down what an addressee did with a recommendation. Silence is an outcome, too.

    Args:
        folder: a mission's folder, a strategy file, or a folder of them.
        recommendation: id.
        outcome: what was done with it.
        date: YYYY-MM-DD.
        reason: why, in the addressee's words; or how long nothing was heard.
        citation: where it is recorded.
        record_id: of the record; made from the recommendation's where none is given.
    """
    from peaceops.services.recommendation import Disposed, dispose

    day = parse_day(date, "--date")
    if day is None:
        return
    name = dispose(
        folder,
        Disposed(
            recommendation=recommendation,
            outcome=outcome,
            date=day,
            reason=reason,
            citation=citation,
            id=record_id,
        ),
    )
    say(f"{name}: {recommendation} {outcome} on {day.isoformat()}")
