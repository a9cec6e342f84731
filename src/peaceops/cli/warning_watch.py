"""Commands that look over warnings: what waits too long, and the scorecard."""

from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from peaceops.cli.as_json import say_json
from peaceops.cli.at_work import at_work
from peaceops.cli.console import say
from peaceops.cli.given import given_time

_WAITS = {
    "acknowledge": "an acknowledgement",
    "decide": "a decision",
    "feed_back": "an answer to the community",
    "own": "an owner",
}

Json = Annotated[bool, Parameter(name="--json", negative="")]


def register(app: App) -> None:
    """Add these commands to those about warnings."""
    app.command(watch)
    app.command(scorecard)


def watch(folder: Path, *, profile: str | None = None, json: Json = False) -> int:
    """Say what waits too long, and who is asked next; exit with 1 where something does.

    Args:
        folder: the mission's.
        profile: thresholds, as for `check`.
        json: print JSON.
    """
    from peaceops.domain.error import DONE, FINDINGS
    from peaceops.services.register.watch import mission_hours
    from peaceops.services.register.watch import watch as look

    late = look(at_work(folder), mission_hours(profile))
    if json:
        say_json(overdue=late)
    for one in () if json else late:
        asked = ", ".join(one.ask_next) or "nobody on record"
        say(
            f"{one.id}: waits for {_WAITS[one.wait]} since {one.due:%Y-%m-%d %H:%M} UTC "
            f"({one.late_hours:.1f} hours), owner {one.owner or 'nobody'}; ask next: {asked}"
        )
    return FINDINGS if late else DONE


def scorecard(
    folder: Path,
    *,
    since: str | None = None,
    until: str | None = None,
    incident: tuple[str, ...] = (),
    json: Json = False,
) -> None:
    """Show how warnings were answered, each share with what it is out of.

    Args:
        folder: the mission's.
        since: of receipt, YYYY-MM-DDTHH:MM in UTC.
        until: the same, at the latest.
        incident: known harm as ID@AREA@YYYY-MM-DDTHH:MM, for recall; may be given several times.
        json: print JSON.
    """
    from peaceops.evaluate.warning_scorecard import scorecard_lines
    from peaceops.services.register.watch import scorecard as score

    known = [_incident(one) for one in incident] if incident else None
    card = score(
        at_work(folder), since=given_time(since, "--since"), until=given_time(until, "--until"),
        incidents=known,
    )  # fmt: skip
    if json:
        say_json(scorecard=card)
        return
    for line in scorecard_lines(card):
        say(line)


def _incident(text: str) -> Any:
    from peaceops.domain.error import PeaceopsError
    from peaceops.domain.response_scorecard import Incident

    name, _, rest = text.partition("@")
    area, _, time = rest.partition("@")
    at = given_time(time or None, "--incident")
    if not name or at is None:
        raise PeaceopsError(
            f"{text!r} is no incident", where="--incident", remedy="ID@AREA@2031-05-02T14:30"
        )
    return Incident(id=name, area=area or None, at=at)
