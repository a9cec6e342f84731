"""Commands that tell a host authority, or not: what bears on it, the release, the paper."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say


def register(app: App) -> None:
    """Add these commands to those about warnings."""
    app.command(host)
    app.command(host_confirm, name="host-confirm")
    app.command(host_paper, name="host-paper")


def host(
    folder: Path,
    notice: str,
    authority: str,
    *,
    ask: Annotated[bool, Parameter(negative="")] = False,
    reason: str = "",
    name_place: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Show what bears on telling a host authority; with --ask, release to it, or ask for a second.

    Args:
        folder: the mission's.
        notice: id.
        authority: id of the host authority.
        ask: release it; where the default is off, a second person must confirm.
        reason: why.
        name_place: the place stays as it is named in the notice.
    """
    from peaceops.services.register.notice_release import (
        ask_host_release,
        host_screen,
        preview_host_paper,
    )

    session = at_work(folder)
    case = host_screen(session, notice, authority)
    for posture in case.postures:
        say(f"{authority}: will {_scale(posture.will)}, capacity {_scale(posture.capacity)}, "
            f"{posture.role or 'role not recorded'}")  # fmt: skip
    if not case.postures:
        say(f"{authority}: posture not recorded")
    for link in case.links:
        say(f"tie to who poses the threat: {link.reason}")
    say("default: " + ("on" if case.on_by_default else f"off ({'; '.join(case.against)})"))
    say("it would read:")
    for line in preview_host_paper(session, notice, authority, name_place=name_place).splitlines():
        say(f"  {line}")
    if ask:
        record = ask_host_release(session, notice, authority, reason=reason, name_place=name_place)
        released = getattr(record.payload, "released", None)
        then = "released" if released else "asked; a second person must confirm it"
        say(f"{record.id}: {then}")


def host_confirm(folder: Path, release: str) -> None:
    """Confirm, as a second person, a release to a host authority that the default was against.

    Args:
        folder: the mission's.
        release: id of the release.
    """
    from peaceops.services.register.notice_release import confirm_host_release

    record = confirm_host_release(at_work(folder), release)
    say(f"{record.id}: released to {getattr(record.payload, 'authority', '')}")


def host_paper(folder: Path, release: str) -> None:
    """Print the paper that a person hands over to a host authority, and write down that they do.

    Args:
        folder: the mission's.
        release: id of the release.
    """
    from peaceops.services.register.notice_release import hand_over

    say(hand_over(at_work(folder), release).rstrip("\n"))


def _scale(value: int | None) -> str:
    return "not known" if value is None else f"{value} of 4"
