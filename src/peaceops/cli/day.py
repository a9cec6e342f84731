"""Dates given on the command line."""

from datetime import date


def parse_day(text: str | None, flag: str) -> date | None:
    """Read a date given on the command line.

    Raises:
        PeaceopsError: it is none.
    """
    from peaceops.domain.error import PeaceopsError

    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PeaceopsError(
            f"{text!r} is not a date", where=flag, remedy="write it as YYYY-MM-DD"
        ) from error
