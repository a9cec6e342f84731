"""Any table, read by a mapping that its user wrote (`acquire.mapping`)."""

import polars as pl

from peaceops.acquire.event_table import EVENT_SCHEMA
from peaceops.acquire.mapping import TableMapping
from peaceops.acquire.readers.parse import days, filled, read_field
from peaceops.acquire.readers.reader import Located, Reader


def mapped_reader(mapping: TableMapping) -> Reader:
    """Return a reader that follows a mapping."""

    def shape(raw: pl.DataFrame, located: Located) -> pl.DataFrame:
        return pl.DataFrame(
            [
                _read(mapping, field, raw[located[field]] if field in located else None, raw.height)
                for field in dict.fromkeys((*located, *mapping.defaults))
            ]
        )

    return Reader(
        name="mapped",
        title="table read by a mapping",
        names={field: (column,) for field, column in mapping.columns.items()},
        required=frozenset(mapping.columns),
        derived=frozenset(mapping.defaults)
        | (frozenset({"iso3"}) if "country" in mapping.defaults else frozenset()),
        shape=shape,
    )


def _read(mapping: TableMapping, field: str, cells: pl.Series | None, height: int) -> pl.Series:
    texts = pl.repeat(None, height, dtype=pl.String, eager=True) if cells is None else filled(cells)
    meanings = mapping.values.get(field, {})
    if meanings:
        meant = {said.strip().casefold(): str(value) for said, value in meanings.items()}
        texts = texts.str.to_lowercase().replace_strict(meant, default=None).fill_null(texts)
    if EVENT_SCHEMA[field] == pl.Date and mapping.date_format:
        read = days(texts, mapping.date_format)
    else:
        read = read_field(field, texts)
    if field in mapping.defaults:
        default = read_field(field, pl.Series([str(mapping.defaults[field])]))
        read = read.zip_with(
            texts.is_not_null(), pl.repeat(default[0], height, dtype=read.dtype, eager=True)
        )
    return read.alias(field)
