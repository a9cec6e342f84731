"""Write down what happened as UCDP would: the columns of GED, with all that a record leaves vague.

What happened is an event in a cell in a month. The record gives it a village or town, days, parts
of deaths and estimates; it knows some events to a province or to the country only, and then puts
them where the real record would, on its middle.
"""

import numpy as np
import polars as pl

from peaceops.domain.month import Month
from peaceops.domain.precision import TimePrecision
from peaceops.domain.violence import Violence
from peaceops.exercise.belligerent import Dyad
from peaceops.exercise.geography import Geography
from peaceops.exercise.settlement import Settlements
from peaceops.exercise.simulation import Happened
from peaceops.exercise.whereabouts import place_events

COUNTRY_ID = 1001
"""No State's number: those of Gleditsch and Ward end below a thousand."""
COUNTRY_CODE = "XEX"
"""ISO 3166 keeps codes that begin with X for private use."""

_DYAD_ID, _CONFLICT_ID, _SIDE_ID, _FIRST_ID = 90_100, 90_500, 90_900, 9_000_001
_DATE_MIX = (0.74, 0.14, 0.03, 0.07, 0.02)
"""Day, two to six days, week, month, more than a month."""


def record_events(
    happened: Happened,
    dyads: tuple[Dyad, ...],
    geography: Geography,
    settlements: Settlements,
    country_name: str,
    first_month: Month,
    generator: np.random.Generator,
) -> pl.DataFrame:
    """Return the events in the column layout of UCDP GED, in the order of their days."""
    place = place_events(happened, geography, settlements, country_name, generator)
    days = _days(happened, first_month, generator)
    sides = _sides(dyads, country_name)
    deaths = _deaths(happened, generator)
    events = pl.concat(
        [pl.DataFrame({"dyad": happened.dyad}), place, days, deaths], how="horizontal"
    )
    year = pl.col("date_end").dt.year()
    return (
        events.join(sides, on="dyad", how="left", maintain_order="left")
        .sort("date_start", "date_end", "dyad_new_id", maintain_order=True)
        .with_row_index("id", offset=_FIRST_ID)
        .with_columns(
            pl.col("id").cast(pl.Int64),
            year=year.cast(pl.Int64),
            active_year=pl.lit(1, pl.Int64),
            code_status=pl.lit("Clear"),
            source_article=pl.lit(""),
            country=pl.lit(country_name),
            country_id=pl.lit(COUNTRY_ID, pl.Int64),
            region=pl.lit("South Atlantic"),
            relid=pl.format(
                "{}-{}-{}-{}-{}",
                pl.lit(COUNTRY_CODE),
                year,
                "type_of_violence",
                "dyad_new_id",
                pl.int_range(1, pl.len() + 1).over(year, "dyad_new_id"),
            ),
        )
        .select(GED_COLUMNS)
    )


GED_COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name"),
    *("side_a_new_id", "side_a", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2"),
    *("latitude", "longitude", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
)
"""The columns of UCDP GED that the exercise fills, in UCDP's order."""


def _days(happened: Happened, first_month: Month, generator: np.random.Generator) -> pl.DataFrame:
    """Give each event its days. It ends in the month in which it happened, within one year."""
    count = len(happened.month)
    precision = generator.choice(list(TimePrecision)[1:], size=count, p=_DATE_MIX)
    month = first_month - 1 + happened.month
    start = (np.datetime64("1980-01", "M") + month).astype("datetime64[D]")
    length = (start.astype("datetime64[M]") + 1).astype("datetime64[D]") - start
    end = start + (generator.random(count) * length.astype(int)).astype(int)
    last = start + length - np.timedelta64(1, "D")
    whole = precision >= TimePrecision.MONTH
    end = np.where(whole, last, end)
    back = np.select(
        [precision == TimePrecision.DAYS, precision == TimePrecision.WEEK],
        [generator.integers(1, 6, count), np.full(count, 6)],
        default=0,
    )
    begin = end - back
    begin = np.where(whole, start, begin)
    months_back = generator.integers(1, 6, count)
    earlier = (start.astype("datetime64[M]") - months_back).astype("datetime64[D]")
    begin = np.where(precision == TimePrecision.YEAR, earlier, begin)
    # UCDP cuts events at the turn of the year.
    begin = np.maximum(begin, end.astype("datetime64[Y]").astype("datetime64[D]"))
    short = (precision == TimePrecision.YEAR) & (begin >= start)
    precision = np.where(short, TimePrecision.MONTH, precision)
    return pl.DataFrame(
        {
            "date_prec": precision.astype(np.int64),
            "date_start": begin.astype("datetime64[D]"),
            "date_end": end.astype("datetime64[D]"),
            "event_clarity": np.where(whole, 2, 1).astype(np.int64),
        }
    )


def _sides(dyads: tuple[Dyad, ...], country_name: str) -> pl.DataFrame:
    """Name and number dyads, conflicts and sides the way UCDP does."""
    number = {
        side: _SIDE_ID + index
        for index, side in enumerate(
            dict.fromkeys(side for dyad in dyads for side in (dyad.side_a, dyad.side_b))
        )
    }
    names = [f"{dyad.side_a} - {dyad.side_b}" for dyad in dyads]
    over_government = [dyad.violence is Violence.STATE_BASED for dyad in dyads]
    return pl.DataFrame(
        {
            "dyad": list(range(len(dyads))),
            "type_of_violence": [int(dyad.violence) for dyad in dyads],
            "conflict_new_id": [
                _CONFLICT_ID if state else _CONFLICT_ID + index
                for index, state in enumerate(over_government, start=1)
            ],
            "conflict_name": [
                f"{country_name}: Government" if state else name
                for state, name in zip(over_government, names, strict=True)
            ],
            "dyad_new_id": [_DYAD_ID + index for index in range(1, len(dyads) + 1)],
            "dyad_name": names,
            "side_a_new_id": [number[dyad.side_a] for dyad in dyads],
            "side_a": [dyad.side_a for dyad in dyads],
            "side_b_new_id": [number[dyad.side_b] for dyad in dyads],
            "side_b": [dyad.side_b for dyad in dyads],
        }
    )


def _deaths(happened: Happened, generator: np.random.Generator) -> pl.DataFrame:
    """Part the armed dead between the sides, where that is known, and spread the estimates."""
    count = len(happened.armed)
    side_a = generator.binomial(happened.armed, 0.4)
    side_known = generator.random(count) > 0.3
    best = happened.civilians + happened.armed
    below = generator.random(count) < 0.12
    above = (generator.random(count) < 0.22) | (best == 0)
    low = best - below * np.floor(best * generator.uniform(0.1, 0.6, count)).astype(np.int64)
    more = 1 + np.floor(best * generator.exponential(0.4, count)).astype(np.int64)
    return pl.DataFrame(
        {
            "number_of_sources": generator.geometric(0.45, count).astype(np.int64),
            "deaths_a": np.where(side_known, side_a, 0),
            "deaths_b": np.where(side_known, happened.armed - side_a, 0),
            "deaths_civilians": happened.civilians,
            "deaths_unknown": np.where(side_known, 0, happened.armed),
            "best": best,
            "high": best + above * more,
            "low": low,
        }
    )
