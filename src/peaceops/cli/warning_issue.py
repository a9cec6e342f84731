"""Commands that log an alert, issue a warning, and add to it or take it back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say
from peaceops.cli.given import given_time, given_toml
from peaceops.cli.warning_state import Channel, state_of

if TYPE_CHECKING:
    from peaceops.services.register.warning_issue import Issued


def register(app: App) -> None:
    """Add these commands to those about warnings."""
    app.command(alert)
    app.command(issue)
    app.command(update)


def alert(
    folder: Path,
    alert: str,
    text: str,
    *,
    channel: Channel = "other",
    network: str = "",
    area: str | None = None,
    place: str = "",
    expected: str | None = None,
    imminent: bool | None = None,
    received: str | None = None,
    item: str | None = None,
    caller_file: Path | None = None,
) -> None:
    """Log an alert; who called stands apart from it, or nowhere.

    Args:
        folder: the mission's.
        alert: id of the new alert.
        text: what was said, without anything that tells who said it.
        channel: how it came.
        network: the community network it came through.
        area: where.
        place: as it was named.
        expected: when harm is feared, or happened: YYYY-MM-DDTHH:MM in UTC.
        imminent: harm is feared within hours; leave it out where that is not known.
        received: when it came, in UTC; now by default.
        item: id of the item it was logged as.
        caller_file: file with name, contact, safe_contact, protection_note (TOML), recorded apart
            and sealed; best on a stick, and wiped afterwards.
    """
    from peaceops.domain.alert import AlertNode
    from peaceops.services.register.alert import log_alert
    from peaceops.services.register.standing import made

    node = made(
        AlertNode,
        id=alert,
        text=text,
        channel=channel,
        network=network,
        area=area,
        place=place,
        expected=given_time(expected, "--expected"),
        imminent=imminent,
        received=given_time(received, "--received"),
        item=item,
    )
    written = log_alert(at_work(folder), node, _caller(caller_file))
    say(f"{written.id}: {state_of(written)}")


def issue(
    folder: Path,
    notice: Path,
    *,
    warning: str = "",
    alert: tuple[str, ...] = (),
    owner: str | None = None,
) -> None:
    """Issue a warning: who, where, when, against whom, on what basis, how sure.

    Args:
        folder: the mission's.
        notice: file with the notice (TOML).
        warning: id of the new warning.
        alert: ids of the alerts it rests on; may be given several times.
        owner: the accountable post.
    """
    from peaceops.domain.warning_notice import NoticeNode
    from peaceops.services.register.standing import made
    from peaceops.services.register.warning_issue import issue_warning

    said = made(NoticeNode, **given_toml(notice))
    done = issue_warning(at_work(folder), said, warning=warning, alerts=alert, owner=owner)
    _issued(done)


def update(
    folder: Path,
    warning: str,
    changed: str,
    *,
    file: Path | None = None,
    cancel: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Add a notice to a warning's thread, or take the warning back.

    Args:
        folder: the mission's.
        warning: id.
        changed: what is new, or why it is taken back.
        file: fields of the notice that differ from the one before (TOML).
        cancel: the warning is taken back.
    """
    from peaceops.services.register.warning_issue import update_warning

    fields = given_toml(file) if file else {}
    done = update_warning(at_work(folder), warning, cancel=cancel, changed=changed, **fields)
    _issued(done)


def _issued(done: "Issued") -> None:
    say(f"{done.warning.id}: {state_of(done.warning)}; notice {done.notice.id}")
    say(f"reaches {done.recipients} people, {done.able} of whom may be asked to act")
    if not done.able:
        say("nobody who could act is reached: telephone")


def _caller(file: Path | None) -> Any:
    import msgspec

    from peaceops.domain.error import PeaceopsError
    from peaceops.services.register.alert import Caller

    if file is None:
        return None
    try:
        return msgspec.convert(given_toml(file), Caller)
    except msgspec.ValidationError:  # its words would be the caller's
        raise PeaceopsError("no caller in it", where=str(file)) from None
