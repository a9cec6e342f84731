"""Put links forward: the strongest few of each report, with reasons in words, and no decision."""

from collections.abc import Collection, Iterable

import polars as pl

from peaceops.collate.link.candidate import candidates
from peaceops.collate.link.weight import weighed
from peaceops.domain.collation_link import CollationLinkNode, link_id

LEAST_BITS = 0.0
"""Pairs that weigh less speak rather for two things, and are not put forward (ADR 33)."""
MOST_A_REPORT = 5
"""Proposals for one report: more than that and nobody looks (doctrine C3)."""


def propose_links(
    told: pl.DataFrame,
    known: Collection[str] = (),
    *,
    least: float = LEAST_BITS,
    most: int = MOST_A_REPORT,
) -> tuple[CollationLinkNode, ...]:
    """Put forward which reports and events tell of the same thing.

    Args:
        told: table of `collate.link.told.TOLD_SCHEMA`.
        known: ids of links that were put forward or decided before; they never come again.
        least: bits that a pair must weigh.
        most: proposals for one report or event.

    Returns:
        the strongest first.
    """
    told = told.sort("id")  # so that the order in which reports came in changes nothing
    names, killed = told["id"], told["killed"]
    return tuple(
        CollationLinkNode(
            id=link_id(names[row["first"]], names[row["second"]]),
            first=names[row["first"]],
            second=names[row["second"]],
            explanation=tuple(_reasons(row, told, killed[row["first"]], killed[row["second"]])),
            weight=round(row["weight"], 1),
        )
        for row in strongest(told, known, least=least, most=most).iter_rows(named=True)
    )


def strongest(
    told: pl.DataFrame, known: Collection[str], *, least: float, most: int
) -> pl.DataFrame:
    """Return weighed pairs that are put forward, by rows of `told`, the strongest first."""
    pairs = weighed(told, candidates(told)).filter(pl.col("weight") >= least)
    if known:
        pairs = pairs.filter(~_ids(told, pairs).is_in(list(known)))
    ordered = pairs.sort(["weight", "first", "second"], descending=[True, False, False])
    rank = (
        pl.concat(
            [ordered.with_row_index("at").select("at", report=side) for side in ("first", "second")]
        )
        .sort("at")
        .with_columns(rank=pl.int_range(pl.len()).over("report"))
    )
    crowded = rank.filter(pl.col("rank") >= most)["at"].unique()
    return ordered.with_row_index("at").filter(~pl.col("at").is_in(crowded.implode())).drop("at")


def _ids(told: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    names = told["id"]
    return pl.Series(
        [
            link_id(names[one], names[other])
            for one, other in pairs.select("first", "second").rows()
        ],
        dtype=pl.String,
    )


def _reasons(
    row: dict[str, float], told: pl.DataFrame, killed: int | None, other_killed: int | None
) -> Iterable[str]:
    """Say in words what speaks for a pair, and what against."""
    gap = int(row["gap_days"])
    yield "their days overlap" if not gap else f"their days lie {gap} apart"
    if row["distance_km"] is not None:
        radius = told["radius_km"]
        allowed = radius[int(row["first"])] + radius[int(row["second"])]
        how = "within" if row["distance_km"] <= allowed else "beyond"
        yield (
            f"{row['distance_km']:.0f} km apart, {how} the {allowed:.0f} km by which their places "
            "may be off"
        )
    else:
        yield "the place of one of them is not known well enough to compare"
    if row["same_name"]:
        yield "they name the same place"
    if row["same_actor"]:
        yield "they name the same actor" if row["same_actor"] > 0 else "they name other actors"
    if killed is not None and other_killed is not None:
        yield f"{killed} and {other_killed} killed" + ("" if row["toll"] >= 0 else ": far apart")
    if row["likeness"] is not None:
        yield f"their words are alike by {row['likeness']:.0f} of 100"
    if row["rivals"]:
        yield f"{int(row['rivals'])} other reports lie as near"
