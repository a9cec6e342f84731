"""A mapping: how the columns of a table of one's own stand for the fields of an event.

A TOML file::

    sheet = "Events"              # of a workbook; without it the first
    date_format = "%d/%m/%Y"      # signs of strftime; without it the usual ways are tried

    [columns]                     # field of an event = column of the table
    id = "EventNo"                # without it, ids are made from file and line
    date_start = "Date"
    latitude = "Lat"
    longitude = "Long"
    best = "Killed"
    violence = "Kind"

    [values.violence]             # what stands there = what it means; case does not matter
    "attack on civilians" = 3

    [defaults]                    # where there is no such column, or nothing in it
    country = "Sudan"

`date_start`, `latitude`, `longitude`, `best` and `violence` must be in columns or defaults. A value
not in `[values]` is taken as it stands. Fields are those of `event_table.EVENT_SCHEMA`; violence is
1 state-based, 2 non-state, 3 one-sided; precisions are UCDP's levels. Unknown keys are errors.
"""

from pathlib import Path

import msgspec

from peaceops.acquire.event_table import EVENT_SCHEMA
from peaceops.domain.error import PeaceopsError

NEEDED = ("date_start", "latitude", "longitude", "best", "violence")


class TableMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a mapping file says; see the head of this module.

    Attributes:
        columns: from fields to columns.
        values: from fields to what their values mean.
        defaults: values of fields that the table does not tell.
        date_format: how days are written; empty for the usual ways.
        sheet: of a workbook; None for the first.
    """

    columns: dict[str, str]
    values: dict[str, dict[str, int | float | str]] = msgspec.field(default_factory=dict)
    defaults: dict[str, int | float | str] = msgspec.field(default_factory=dict)
    date_format: str = ""
    sheet: str | None = None


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping file.

    Raises:
        PeaceopsError: the file can not be read, is no TOML, has a key that is not known, names a
            field that events do not have, or leaves out one that is needed.
    """
    try:
        mapping = msgspec.toml.decode(path.read_bytes(), type=TableMapping)
    except OSError as error:
        raise PeaceopsError(
            f"can not be read: {error.strerror or error}", where=str(path)
        ) from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise PeaceopsError(f"no mapping: {error}", where=path.name) from None
    for part in (mapping.columns, mapping.values, mapping.defaults):
        for field in part:
            if field not in EVENT_SCHEMA:
                raise PeaceopsError(
                    f"events have no field {field!r}",
                    where=path.name,
                    remedy=f"fields are {', '.join(EVENT_SCHEMA)}",
                )
    missing = [name for name in NEEDED if name not in {*mapping.columns, *mapping.defaults}]
    if missing:
        raise PeaceopsError(
            f"no column for {', '.join(missing)}",
            where=path.name,
            remedy="name it under [columns], or a value under [defaults]",
        )
    return mapping
