"""Commands about copies: back up, restore, and look everything over."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.audit import ask_passphrase
from peaceops.cli.console import say


def register(app: App) -> None:
    """Add the commands to the top of the command line."""
    app.command(backup)
    app.command(restore)
    app.command(doctor)


def backup(
    folder: Path,
    file: Path,
    *,
    to: tuple[str, ...] = (),
    prune: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Copy a mission, its registers, accounts and audit among it, to one encrypted file.

    Args:
        folder: the mission's.
        file: to be written, elsewhere; by custom it ends in .age.
        to: age recipient who can open it; may be given several times; default: a passphrase.
        prune: delete the backups beside it that hold what was, or ought to be, destroyed.
    """
    from datetime import UTC, datetime

    from peaceops.services.register.backup import back_up
    from peaceops.services.register.doctor import copies_in
    from peaceops.services.register.doctor import prune as prune_copies

    words = "" if to else ask_passphrase(twice=True)
    now = datetime.now(UTC)
    made = back_up(folder, file, now, recipients=to, words=words)
    say(f"{file}: {len(made.parts)} parts, audit up to entry {made.audit.seq}")
    found = prune_copies(file.parent, now) if prune else copies_in(file.parent, now)
    for copy in found:
        if copy.expired:
            say(f"{copy.file.name} {'deleted' if prune else 'must go'}: {copy.expired}")


def restore(file: Path, folder: Path, *, identity: Path | None = None) -> None:
    """Put a backup back into a new folder, checked part by part.

    Args:
        file: of peaceops backup.
        folder: to be made.
        identity: file with the age identity of a recipient; default: a passphrase.
    """
    from datetime import UTC, datetime

    from peaceops.domain.error import PeaceopsError
    from peaceops.services.register.backup import restore as put_back

    key, words = "", ""
    if identity is None:
        words = ask_passphrase()
    else:
        try:
            key = identity.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PeaceopsError("the identity can not be read", where=str(identity)) from error
    made = put_back(file, folder, datetime.now(UTC), identity=key, words=words)
    say(f"{folder}: {made.mission} as of {made.made_at:%Y-%m-%d %H:%M} UTC")
    say(f"{len(made.parts)} parts as they were copied; the audit holds up to {made.audit.seq}")


def doctor(folder: Path, *, backups: Path | None = None) -> int:
    """Look the registers over: whole or damaged, what is due, which backups must go.

    Exit status 1 where something needs to be done.

    Args:
        folder: the mission's.
        backups: folder of the backups.
    """
    from datetime import UTC, datetime

    from peaceops.domain.error import DONE, FINDINGS
    from peaceops.services.register.doctor import examine

    found = examine(folder, datetime.now(UTC), backups=backups)
    for finding in found:
        say(f"{'ok  ' if finding.sound else 'look'}  {finding.words}")
    return DONE if all(finding.sound for finding in found) else FINDINGS
