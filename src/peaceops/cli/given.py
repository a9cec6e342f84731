"""What is given on the command line beside words: times, and files in TOML."""

from datetime import datetime
from pathlib import Path
from typing import Any


def given_time(text: str | None, flag: str) -> datetime | None:
    """Read a time; one without a zone is in UTC.

    Raises:
        PeaceopsError: it is none.
    """
    from datetime import UTC

    from peaceops.domain.error import PeaceopsError

    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise PeaceopsError(
            f"{text!r} is no time", where=flag, remedy="write it as 2031-05-02T14:30, in UTC"
        ) from error
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def given_toml(file: Path) -> dict[str, Any]:
    """Read a file of TOML.

    Raises:
        PeaceopsError: it can not be read, or is none.
    """
    import msgspec

    from peaceops.domain.error import PeaceopsError

    try:
        content: dict[str, Any] = msgspec.toml.decode(file.read_bytes())
    except OSError as error:
        raise PeaceopsError(error.strerror or "can not be read", where=str(file)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PeaceopsError(f"no TOML: {error}", where=str(file)) from error
    return content
