"""Commands about who is reached: what was sent to you, what you ask for, and e-mails that wait."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from peaceops.cli.as_json import say_json
from peaceops.cli.at_work import at_work
from peaceops.cli.console import say
from peaceops.cli.warning_state import Channel

Level = Literal["none", "low", "moderate", "high", "extreme"]

Json = Annotated[bool, Parameter(name="--json", negative="")]


def register(app: App) -> None:
    """Add these commands to those about warnings."""
    app.command(inbox)
    app.command(acknowledge)
    app.command(subscribe)
    app.command(send)


def inbox(
    folder: Path, *, waiting: Annotated[bool, Parameter(negative="")] = False, json: Json = False
) -> None:
    """Show the notices that were sent to you, newest first.

    Args:
        folder: the mission's.
        waiting: only those that you have not acknowledged.
        json: print JSON.
    """
    from peaceops.domain.warning_notice import notice_lines
    from peaceops.services.register.inbox import inbox as waiting_for

    found = waiting_for(at_work(folder), waiting_only=waiting)
    if json:
        say_json(notices=found)
        return
    for one in found:
        mark = "acknowledged" if one.acknowledged else "waits for you"
        say(f"{one.notice.id} ({one.notice.title or one.notice.warning}): {mark}")
        for line in notice_lines(one.notice):
            say(f"  {line}")
    if not found:
        say("no notice waits for you")


def acknowledge(folder: Path, notice: str, *, channel: Channel = "register") -> None:
    """Say that you have read a notice.

    Args:
        folder: the mission's.
        notice: id.
        channel: how you say so.
    """
    from peaceops.services.register.inbox import acknowledge as read

    read(at_work(folder), notice, channel=channel)
    say(f"{notice}: acknowledged")


def subscribe(
    folder: Path,
    *,
    area: tuple[str, ...] = (),
    harm: tuple[str, ...] = (),
    least_level: Level = "none",
    e_mail: str = "",
) -> None:
    """Ask for notices; area, kind of harm and level all have to fit. It replaces what you asked.

    Args:
        folder: the mission's.
        area: ids; may be given several times; all by default.
        harm: kinds of harm; may be given several times; all by default.
        least_level: of the threat.
        e_mail: address to which an e-mail goes that says only that a notice waits.
    """
    from peaceops.domain.delivery import SubscriptionNode
    from peaceops.services.register.inbox import subscribe as ask
    from peaceops.services.register.standing import made

    asked = made(SubscriptionNode, id="x", account="x", harm_types=harm)
    ask(
        at_work(folder), areas=frozenset(area), harm_types=asked.harm_types,
        least_level=least_level, e_mail=e_mail,
    )  # fmt: skip
    say("asked for")


def send(folder: Path) -> None:
    """Send the e-mails that wait; they say that a notice waits, and nothing of it.

    Args:
        folder: the mission's.
    """
    from peaceops.services.register.outbox import send_waiting

    done = send_waiting(at_work(folder))
    for state in ("sent", "failed", "not_configured"):
        if done.get(state):
            say(f"{done[state]} {state.replace('_', ' ')}")
    if done.get("not_configured"):
        say("no way to send e-mail is set up: PEACEOPS_MAIL=smtp://HOST:PORT; nothing was sent")
    if not done:
        say("nothing waits to be sent")
