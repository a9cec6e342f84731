"""Who attacked civilians, where: from the record, never a guess at who will.

One-sided violence names its attacker (UCDP's side A). Civilians killed in fighting between armed
actors are laid to no side here, for the record does not lay them to one.
"""

import polars as pl

from peaceops.domain.actor import CIVILIANS
from peaceops.domain.month import Month, last_day
from peaceops.domain.outlook import ActorRecord
from peaceops.domain.violence import Violence

MONTHS = 12
"""The past that is called "lately"."""


def civilian_deaths(target: str) -> pl.Expr:
    """Return the civilian deaths of an event, or those of one-sided events where data lack them."""
    if target == "civilian_deaths":
        return pl.col("civilians").fill_null(0)
    return pl.when(_one_sided()).then(pl.col("best")).otherwise(0)


def actor_records(
    placed: pl.DataFrame, origin: Month, target: str
) -> dict[int, tuple[ActorRecord, ...]]:
    """Return, for each area with events in the past 12 months, the actors on record there.

    Attackers of civilians come first, by civilians killed; then those who only fought there.
    """
    lately = _between(placed.filter(pl.col("area").is_not_null()), origin - MONTHS, origin)
    table = (
        _by_actor(lately, target)
        .group_by("area", "actor")
        .agg(
            attacks=pl.col("attacks").sum(),
            civilian_deaths=pl.col("civilian_deaths").sum(),
            events=pl.len(),
            last=pl.col("date_end").max(),
        )
        .sort(
            ["area", "civilian_deaths", "attacks", "events", "actor"],
            descending=[False, True, True, True, False],
        )
    )
    records: dict[int, list[ActorRecord]] = {}
    for area, actor, attacks, deaths, events, last in table.iter_rows():
        records.setdefault(area, []).append(
            ActorRecord(
                name=actor,
                attacks=attacks,
                civilian_deaths=deaths,
                events=events,
                last=last,
            )
        )
    return {area: tuple(found) for area, found in records.items()}


def fighting_deaths(placed: pl.DataFrame, origin: Month, target: str) -> dict[int, int]:
    """Return civilians killed in the past 12 months in fighting between armed actors, by area."""
    lately = _between(placed.filter(pl.col("area").is_not_null()), origin - MONTHS, origin)
    table = (
        lately.filter(~_one_sided())
        .group_by("area")
        .agg(deaths=civilian_deaths(target).sum())
        .filter(pl.col("deaths") > 0)
    )
    return dict(table.select("area", "deaths").iter_rows())


def actor_table(placed: pl.DataFrame, origin: Month, target: str) -> pl.DataFrame:
    """Return what the record says of each armed actor in the mission's area.

    Returns:
        a row an actor with events in the past 24 months, gravest first: `actor`, `attacks` and
        `civilian_deaths` (one-sided, past 12 months), `earlier_deaths` (the 12 months before),
        `share_one_sided` (of all deaths in its events in the past 12 months, those in its own
        one-sided attacks; null where nobody died), `areas` (areas with an attack in the past 12
        months: its reach), `last` (day of its latest event).
    """
    inside = _between(placed.filter(pl.col("placement") != "outside"), origin - 2 * MONTHS, origin)
    recent = pl.col("date_end") > last_day(origin - MONTHS)
    attacked = recent & (pl.col("attacks") > 0)
    return (
        _by_actor(inside, target)
        .group_by("actor")
        .agg(
            attacks=pl.col("attacks").filter(recent).sum(),
            civilian_deaths=pl.col("civilian_deaths").filter(recent).sum(),
            earlier_deaths=pl.col("civilian_deaths").filter(~recent).sum(),
            one_sided_deaths=pl.col("best").filter(attacked).sum(),
            deaths=pl.col("best").filter(recent).sum(),
            areas=pl.col("area").filter(attacked).drop_nulls().n_unique(),
            last=pl.col("date_end").max(),
        )
        .with_columns(
            share_one_sided=pl.when(pl.col("deaths") > 0).then(
                pl.col("one_sided_deaths") / pl.col("deaths")
            )
        )
        .drop("one_sided_deaths", "deaths")
        .sort(
            ["civilian_deaths", "attacks", "earlier_deaths", "actor"],
            descending=[True, True, True, False],
        )
    )


def _one_sided() -> pl.Expr:
    return pl.col("violence") == Violence.ONE_SIDED.value


def _between(placed: pl.DataFrame, after: Month, until: Month) -> pl.DataFrame:
    return placed.filter(
        (pl.col("date_end") > last_day(after)) & (pl.col("date_end") <= last_day(until))
    )


def _by_actor(placed: pl.DataFrame, target: str) -> pl.DataFrame:
    """Give a row to each armed side of each event."""
    sides = placed.with_columns(killed=civilian_deaths(target), attack=_one_sided())
    attacker = sides.with_columns(
        actor=pl.col("side_a"),
        attacks=pl.col("attack").cast(pl.Int64),
        civilian_deaths=pl.when("attack").then("killed").otherwise(0),
    )
    other = sides.filter(~pl.col("attack")).with_columns(
        actor=pl.col("side_b"),
        attacks=pl.lit(0, pl.Int64),
        civilian_deaths=pl.lit(0, pl.Int64),
    )
    columns = ["area", "actor", "attacks", "civilian_deaths", "best", "date_end"]
    return pl.concat([attacker.select(columns), other.select(columns)]).filter(
        ~pl.col("actor").is_in([CIVILIANS, ""])
    )
