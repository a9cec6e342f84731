"""Commands that let a notice out by e-mail or as an alert file: look first, then release."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say

NamePlace = Annotated[bool, Parameter(negative="")]


def register(app: App) -> None:
    """Add these commands to those about warnings."""
    app.command(preview)
    app.command(release)
    app.command(alert_file, name="alert-file")


def preview(folder: Path, notice: str, *, name_place: NamePlace = False) -> None:
    """Show what would leave of a notice by e-mail or in an alert file. Nothing is released.

    Args:
        folder: the mission's.
        notice: id.
        name_place: its place stays as it is named.
    """
    from peaceops.services.register.notice_release import preview_content

    say(preview_content(at_work(folder), notice, name_place=name_place).rstrip("\n"))


def release(folder: Path, notice: str, *, name_place: NamePlace = False) -> None:
    """Release the content of an unclassified notice to leave by e-mail or as an alert file.

    Args:
        folder: the mission's.
        notice: id.
        name_place: its place stays as it is named.
    """
    from peaceops.services.register.notice_release import release_content

    release_content(at_work(folder), notice, name_place=name_place)
    say(f"{notice}: released")


def alert_file(
    folder: Path,
    notice: str,
    out: Path,
    *,
    sender: str,
    exercise: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Write a released notice as a file of the Common Alerting Protocol, version 1.2.

    Args:
        folder: the mission's.
        notice: id.
        out: file to be written.
        sender: who sends, such as joc@example.org.
        exercise: it is one.
    """
    from peaceops.services.folder import write_whole, writing
    from peaceops.services.register.notice_release import alert_file as made_of

    content = made_of(at_work(folder), notice, sender=sender, exercise=exercise)
    with writing(out):
        write_whole(out, content)
    say(f"{out}: {notice}")
