"""The readers: one a source, all alike to those who call them."""

from collections.abc import Sequence

import polars as pl

from peaceops.acquire.readers import acled, hxl, ucdp_candidate, ucdp_ged
from peaceops.acquire.readers.reader import Reader
from peaceops.domain.error import PeaceopsError

READERS: tuple[Reader, ...] = (
    ucdp_candidate.READER,
    ucdp_ged.READER,
    acled.READER,
    hxl.READER,
)
"""In the order in which they are asked: one that looks at the rows before one that does not."""

_COORDINATES = ("latitude", "longitude")
_LIKENESS = 0.4
"""Share of the required columns from which on a table counts as a reader's, though incomplete."""


def reader_for(columns: Sequence[str], table: pl.DataFrame | None = None) -> Reader:
    """Return the reader of a table.

    Args:
        columns: names of its columns.
        table: its rows, where two sources share their columns and only the rows tell.

    Raises:
        PeaceopsError: no reader knows these columns; says which one the nearest reader misses.
    """
    for reader in READERS:
        if reader.recognises(columns) and reader.owns(
            pl.DataFrame(schema=dict.fromkeys(columns, pl.String)) if table is None else table
        ):
            return reader
    # The plain readers come last among equals, so a near miss is told of the usual source.
    nearest = max(reversed(READERS), key=lambda reader: _likeness(reader, columns))
    if _likeness(nearest, columns)[0] < _LIKENESS:
        raise PeaceopsError(
            f"no table of events that we know; its columns are {_few(columns)}",
            remedy="name the right file, or describe this one by a mapping",
        )
    missing = nearest.lacks(columns)
    kind = "column" if len(missing) == 1 else "columns"
    blind = "no coordinates: " if set(_COORDINATES) <= set(missing) else ""
    raise PeaceopsError(
        f"{blind}looks like {nearest.title} but has no {kind} {', '.join(missing)}",
        remedy="get the whole file, or describe this one by a mapping",
    )


def _likeness(reader: Reader, columns: Sequence[str]) -> tuple[float, int]:
    located = reader.located(columns)
    return len(reader.required & set(located)) / len(reader.required), len(located)


def _few(columns: Sequence[str]) -> str:
    shown = ", ".join(column[:40] for column in columns[:6])
    return f"{shown} …" if len(columns) > 6 else shown
