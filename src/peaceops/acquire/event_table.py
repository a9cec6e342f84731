"""The one table that every reader of events fills: a column for each field of `domain.event`."""

import polars as pl

EVENT_SCHEMA = pl.Schema(
    {
        "id": pl.String,
        "date_start": pl.Date,
        "date_end": pl.Date,
        "date_precision": pl.Int8,  # TimePrecision; 0 not stated
        "violence": pl.Int8,  # Violence
        "side_a": pl.String,
        "side_b": pl.String,
        "latitude": pl.Float64,
        "longitude": pl.Float64,
        "place_precision": pl.Int8,  # PlacePrecision; 0 not stated
        "place": pl.String,
        "admin1": pl.String,
        "admin2": pl.String,
        "country": pl.String,  # as the source writes it
        "iso3": pl.String,  # resolved from the country's name or number; null where it is not
        "low": pl.Int64,
        "best": pl.Int64,
        "high": pl.Int64,
        "civilians": pl.Int64,  # null where the source does not tell
    }
)
"""Deaths are people; latitude and longitude degrees; texts are never null but may be empty."""

REJECT_SCHEMA = pl.Schema(
    {
        "file": pl.String,  # name of the file
        "line": pl.Int64,  # line in the file, the header being line 1; row number where no lines
        "reason": pl.String,
        "row": pl.String,  # what stood there, as JSON
    }
)
"""The quarantine: rows that could not be read, with their reason."""
