"""Hours between instants, and the instant up to which a day is known."""

from datetime import UTC, date, datetime, timedelta


def hours_between(start: datetime, end: datetime) -> float:
    """Return the hours from one instant to another; one without a zone is in UTC."""
    return (_in_utc(end) - _in_utc(start)).total_seconds() / 3600


def start_of(day: date) -> datetime:
    """Return the first instant of a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def end_of(day: date) -> datetime:
    """Return the instant at which a day is over: all that happened on it is known by then."""
    return start_of(day) + timedelta(days=1)


def _in_utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time
