"""What a reader is: it knows the columns of one source and turns them into events."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from peaceops.acquire.event_table import EVENT_SCHEMA
from peaceops.acquire.readers.parse import read_field

Located = dict[str, str]
"""From fields of an event to the columns of a file that hold them."""

SET_ASIDE = "set_aside"
"""Column in which a reader says why a row, though well written, is no organised violence."""

GWCODE = "gwcode"
"""Field beside those of an event: the country's number in Gleditsch and Ward's list."""

_GAPS = re.compile(r"[\s.\-]+")


def plain(name: str) -> str:
    """Return a column name without case and gaps, for comparison."""
    return _GAPS.sub("_", name.strip().casefold())


def locate_by_name(names: Mapping[str, Iterable[str]], columns: Sequence[str]) -> Located:
    """Find the columns of fields by the names they go by; the first name found counts."""
    known: dict[str, str] = {}
    for column in columns:
        known.setdefault(plain(column), column)
    found = {
        name: next((known[alias] for alias in map(plain, aliases) if alias in known), None)
        for name, aliases in names.items()
    }
    return {name: column for name, column in found.items() if column is not None}


def read_located(raw: pl.DataFrame, located: Located) -> pl.DataFrame:
    """Read every located field from its column, each by its type."""
    return pl.DataFrame(
        [read_field(name, raw[column]).alias(name) for name, column in located.items()]
    )


@dataclass(frozen=True)
class Reader:
    """Knows the columns of one source.

    Attributes:
        name: the data set it reads, like `ucdp-ged`.
        title: for people.
        names: the columns that each field may stand in, the best first.
        required: fields without which nothing can be read.
        derived: fields that it works out from others.
        shape: reads rows, given where the fields stand; values that do not parse become null.
        locate: finds the columns of fields; without it, by `names`.
        owns: tells from the rows, where another source has the same columns.
    """

    name: str
    title: str
    names: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    derived: frozenset[str] = frozenset()
    shape: Callable[[pl.DataFrame, Located], pl.DataFrame] = read_located
    locate: Callable[[Mapping[str, Iterable[str]], Sequence[str]], Located] = locate_by_name
    owns: Callable[[pl.DataFrame], bool] = field(default=lambda _: True)

    def located(self, columns: Sequence[str]) -> Located:
        """Return where in these columns the fields stand."""
        return self.locate(self.names, columns)

    def lacks(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Return the required columns that are not there, by their usual names."""
        located = self.located(columns)
        return tuple(
            names[0]
            for name, names in self.names.items()
            if name in self.required and name not in located
        )

    def recognises(self, columns: Sequence[str]) -> bool:
        """Tell whether every required column is there."""
        return not self.lacks(columns)

    def declares(self, columns: Sequence[str]) -> frozenset[str]:
        """Return the fields of an event that a file with these columns really holds."""
        located = set(self.located(columns))
        if located & {GWCODE, "country"}:
            located.add("iso3")
        return (frozenset(located) | self.derived) & frozenset(EVENT_SCHEMA)

    def to_events(self, raw: pl.DataFrame) -> pl.DataFrame:
        """Read rows as events, as far as the source tells.

        Returns:
            a row for each row given; columns of `EVENT_SCHEMA` that the file holds, numbers not
            yet narrowed, besides `GWCODE` and `SET_ASIDE` where the source has them.
        """
        return self.shape(raw, self.located(raw.columns))
