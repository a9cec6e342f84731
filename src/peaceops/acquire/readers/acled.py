"""An export from ACLED, the user's own (ACLED's terms forbid passing its data on).

ACLED records more than organised violence, and in other classes than UCDP. Here:

- violence against civilians, and any event that targets civilians (`civilian_targeting`) and has
  an organised armed side: one-sided, that side first;
- other battles, explosions and remote violence: state-based where state forces are on a side
  (`inter` 1, or a foreign army or police among the "external forces"), else non-state;
- protests, riots and strategic developments without the above: set aside, with that reason.

Deaths are one estimate of all people killed, so low, best and high are the same and the civilians
among them are not told.

Source: ACLED Codebook; the codes of `inter` were numbers and are words since 2024.
"""

import polars as pl

from peaceops.acquire.event_table import EVENT_SCHEMA
from peaceops.acquire.readers.parse import words
from peaceops.acquire.readers.reader import SET_ASIDE, Located, Reader, read_located
from peaceops.domain.actor import CIVILIANS
from peaceops.domain.precision import ACLED_PLACE, ACLED_TIME
from peaceops.domain.violence import Violence

_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("event_id_cnty", "data_id"),
    "date_start": ("event_date",),
    "event_type": ("event_type",),
    "side_a": ("actor1",),
    "inter1": ("inter1",),
    "side_b": ("actor2",),
    "inter2": ("inter2",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "best": ("fatalities",),
    "date_precision": ("time_precision", "time_prec"),
    "place_precision": ("geo_precision", "geo_prec"),
    "place": ("location",),
    "admin1": ("admin1",),
    "admin2": ("admin2",),
    "country": ("country",),
    "civilian_targeting": ("civilian_targeting",),
}
_STATE = ("1", "state forces")
_EXTERNAL = ("8", "external/other forces", "other forces")
_UNARMED = ("", "0", "5", "rioters", "6", "protesters", "7", "civilians")
_FOREIGN_STATE = r"(?i)^(military|police) forces of"
_FIGHTING = r"^(battle|explosion|remote violence)"


def _shape(raw: pl.DataFrame, located: Located) -> pl.DataFrame:
    texts = {name: words(raw[column]) for name, column in located.items()}
    nothing = pl.repeat("", raw.height, dtype=pl.String, eager=True)
    codes = pl.DataFrame(
        {
            "kind": texts["event_type"].str.to_lowercase(),
            "target": texts.get("civilian_targeting", nothing),
            "actor1": texts["side_a"],
            "actor2": texts["side_b"],
            # Some exports write the code as 1.0.
            "inter1": texts["inter1"].str.to_lowercase().str.strip_suffix(".0"),
            "inter2": texts["inter2"].str.to_lowercase().str.strip_suffix(".0"),
        }
    )
    armed1, armed2 = (~pl.col(side).is_in(_UNARMED) for side in ("inter1", "inter2"))
    on_civilians = pl.col("kind").str.starts_with("violence against civ") | (
        (pl.col("target") != "") & (armed1 | armed2)
    )
    fighting = pl.col("kind").str.contains(_FIGHTING)
    peaceful = pl.col("kind").str.contains(r"^(protest|riot|strategic|headquarters|non-violent)")
    turned = on_civilians & ~armed1 & armed2
    violence = (
        pl.when(on_civilians)
        .then(int(Violence.ONE_SIDED))
        .when(fighting & (_is_state("1") | _is_state("2")))
        .then(int(Violence.STATE_BASED))
        .when(fighting)
        .then(int(Violence.NON_STATE))
    )
    other = pl.when(turned).then("actor1").otherwise("actor2")
    side_b = pl.when(on_civilians & (other == "")).then(pl.lit(CIVILIANS)).otherwise(other)
    aside = pl.when(~on_civilians & peaceful).then(
        pl.format("no organised violence in ACLED's classes: {}", "kind")
    )
    judged = codes.select(
        violence=violence,
        side_a=pl.when(turned).then("actor2").otherwise("actor1"),
        side_b=side_b,
        **{SET_ASIDE: aside},
    )
    told = {name: column for name, column in located.items() if name in EVENT_SCHEMA}
    levels: dict[str, dict[int, int]] = {
        "date_precision": {**ACLED_TIME},
        "place_precision": {**ACLED_PLACE},
    }
    return read_located(raw, told).with_columns(
        *judged.get_columns(),
        *(
            pl.col(name).replace_strict(
                {level: int(precision) for level, precision in meanings.items()}, default=None
            )
            for name, meanings in levels.items()
            if name in told
        ),
    )


def _is_state(side: str) -> pl.Expr:
    inter, actor = pl.col(f"inter{side}"), pl.col(f"actor{side}")
    return inter.is_in(_STATE) | (inter.is_in(_EXTERNAL) & actor.str.contains(_FOREIGN_STATE))


READER = Reader(
    name="acled",
    title="ACLED",
    names=_NAMES,
    required=frozenset(
        {
            "id",
            "date_start",
            "event_type",
            "side_a",
            "inter1",
            "side_b",
            "inter2",
            "latitude",
            "longitude",
            "best",
        }
    ),
    derived=frozenset({"violence"}),
    shape=_shape,
)
