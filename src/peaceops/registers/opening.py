"""Open the registers of one mission; a process serves one mission at a time."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections

from peaceops.domain.error import PeaceopsError
from peaceops.registers.settings import KEY, SQLITE_FILE, database_of


def open_registers(folder: Path, *, make: bool = False, up_to_date: bool = True) -> None:
    """Connect this process to a mission's registers and bring their tables up to date.

    Args:
        folder: of the mission.
        make: begin registers where the folder has none yet.
        up_to_date: False leaves the tables as they are, for a copy of an earlier version.

    Raises:
        PeaceopsError: there are none, or they can not be reached.
    """
    _turn_to(folder)
    chosen = settings.DATABASES["default"]
    in_file = not chosen["ENGINE"].endswith("postgresql")
    if in_file and not make and not Path(chosen["NAME"]).is_file():
        raise PeaceopsError(
            f"no {SQLITE_FILE}: the mission keeps no registers yet",
            where=str(folder),
            remedy=f"peaceops account set-up {folder}",
        )
    if not up_to_date:
        return
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        reason = str(error).splitlines()[0]
        if "not a database" in reason:
            raise PeaceopsError(
                "the register file is encrypted as a whole and its key is not this one, or it is "
                "not encrypted and a key is given",
                where=str(folder / SQLITE_FILE),
                remedy=f"set {KEY} as it was when the registers were begun",
            ) from error
        raise PeaceopsError(
            f"the registers can not be reached: {reason}", where=str(folder)
        ) from error


def close_registers() -> None:
    """Close this process's connections, so that files can be moved or taken away."""
    connections.close_all()


def _turn_to(folder: Path) -> None:
    """Point this thread's connection at a mission's database; the server may be another too."""
    connections.close_all()
    settings.DATABASES = {"default": database_of(folder)}
    connections.settings = connections.configure_settings(settings.DATABASES)
    if connections.all(initialized_only=True):
        del connections["default"]
