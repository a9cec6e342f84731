"""Folds: which forecasts a back-test makes, from which origins, for which months."""

from collections.abc import Sequence
from dataclasses import dataclass

from peaceops.analyse.history import Window
from peaceops.analyse.once import REFIT_MONTHS
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import Month, month_label, parse_month

LONGEST_HORIZON = 36
LEAST_HISTORY_MONTHS = 12

CHALLENGE_YEARS = range(2018, 2024)
CHALLENGE_WINDOWS = tuple(Window(step, step) for step in range(3, 15))
"""Each challenge window is a calendar year, forecast from October of the year before."""


@dataclass(frozen=True)
class Plan:
    """What a back-test does.

    Attributes:
        origins: months at whose end forecasts are made, rising.
        windows: the months ahead, counted from the origin.
        models: names, in the order of the report.
        lag: months that the data are behind at an origin.
    """

    origins: tuple[Month, ...]
    windows: tuple[Window, ...]
    models: tuple[str, ...]
    lag: int = 0


@dataclass(frozen=True)
class Task:
    """A piece of a plan that one worker does: one window, origins that share what was learnt."""

    origins: tuple[Month, ...]
    window: Window


def tasks(plan: Plan) -> tuple[Task, ...]:
    """Cut a plan by window and block of origins, the same way for any number of workers."""
    blocks: dict[int, list[Month]] = {}
    for origin in plan.origins:
        blocks.setdefault((origin - plan.lag) // REFIT_MONTHS, []).append(origin)
    return tuple(Task(tuple(block), window) for window in plan.windows for block in blocks.values())


def rolling_origins(
    first: Month, last: Month, *, covered: tuple[Month, Month], lag: int, shortest: int
) -> tuple[Month, ...]:
    """Return the monthly origins from first to last that the record allows.

    Raises:
        PeaceopsError: none.
    """
    earliest = covered[0] + LEAST_HISTORY_MONTHS - 1 + lag
    latest = covered[1] - shortest
    found = tuple(range(max(first, earliest), min(last, latest) + 1))
    if not found:
        raise PeaceopsError(
            f"no origin from {month_label(first)} to {month_label(last)} has a year of past and an "
            "outcome to compare with",
            remedy=f"the data cover {month_label(covered[0])} to {month_label(covered[1])}",
        )
    return found


def challenge_origins(covered: tuple[Month, Month]) -> tuple[Month, ...]:
    """Return October before each challenge year that the record covers.

    Raises:
        PeaceopsError: it covers none.
    """
    octobers = [parse_month(f"{year - 1}-10") for year in CHALLENGE_YEARS]
    furthest = CHALLENGE_WINDOWS[-1].last
    found = tuple(
        month
        for month in octobers
        if covered[0] + LEAST_HISTORY_MONTHS - 1 <= month and month + furthest <= covered[1]
    )
    if not found:
        raise PeaceopsError(
            "the data cover no window of the challenge with a year before it",
            remedy="its windows are the years 2018 to 2023",
        )
    return found


def parse_windows(text: str) -> tuple[Window, ...]:
    """Read horizons: `1,3,6,12` single months ahead, `1-3` the sum of three.

    Raises:
        PeaceopsError: not such a list, or beyond 36 months.
    """
    found: list[Window] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise PeaceopsError(
                f"{part.strip()!r} is not a horizon", where="--horizons", remedy="like 1,3,6,12"
            )
        window = Window(int(first), int(last) if dash else int(first))
        if not 1 <= window.first <= window.last <= LONGEST_HORIZON:
            raise PeaceopsError(
                f"horizon {part.strip()} lies outside 1 to {LONGEST_HORIZON} months",
                where="--horizons",
            )
        if window not in found:
            found.append(window)
    return tuple(found)


def window_label(window: Window) -> str:
    """Write a window as `parse_windows` reads it."""
    return f"{window.first}" if window.months == 1 else f"{window.first}-{window.last}"


def behind(window: Window, lag: int) -> Window:
    """Return a window as seen from the last month of data."""
    return Window(window.first + lag, window.last + lag)


def with_rivals(models: Sequence[str], rivals: Sequence[str]) -> tuple[str, ...]:
    """Add the rivals that are always shown to a list of models, each once."""
    return tuple(dict.fromkeys([*models, *rivals]))
