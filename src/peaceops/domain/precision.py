"""How exactly the place and the time of an event are known.

Source: UCDP GED codebook, `where_prec` (1 … 7) and `date_prec` (1 … 5); ACLED codebook,
`geo_precision` and `time_precision` (1 … 3), mapped on them as doctrine B15 asks.
"""

from enum import IntEnum


class PlacePrecision(IntEnum):
    """UCDP's seven levels; 0 where the source does not say."""

    NOT_STATED = 0
    EXACT = 1
    NEAR = 2
    """Within about 25 km of a known point."""
    DISTRICT = 3
    """Second-level unit."""
    FIRST_LEVEL_UNIT = 4
    REGION = 5
    """A line or a fuzzy area, such as a part of the country."""
    COUNTRY = 6
    INTERNATIONAL = 7
    """International waters or air space."""


class TimePrecision(IntEnum):
    """UCDP's five levels; 0 where the source does not say."""

    NOT_STATED = 0
    DAY = 1
    DAYS = 2
    """Two to six days."""
    WEEK = 3
    MONTH = 4
    YEAR = 5
    """More than a month, up to a year."""


WELL_PLACED = PlacePrecision.DISTRICT
"""The coarsest precision whose point may be laid on a half-degree cell."""

ACLED_PLACE = {
    1: PlacePrecision.EXACT,
    2: PlacePrecision.DISTRICT,
    3: PlacePrecision.FIRST_LEVEL_UNIT,
}
"""ACLED: 1 the named town, 2 a part of a region, 3 a larger region."""

ACLED_TIME = {1: TimePrecision.DAY, 2: TimePrecision.WEEK, 3: TimePrecision.MONTH}
"""ACLED: 1 the day, 2 the week, 3 the month."""
