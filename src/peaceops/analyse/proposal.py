"""Threats that the record puts forward: who attacked civilians where, how often, how many died.

Only one-sided violence is laid to an actor, as the record does. A forecast is written beside what
is on record; it adds no actor and sets no level.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec
import polars as pl

from peaceops.analyse.actor import civilian_deaths
from peaceops.domain.actor import CIVILIANS
from peaceops.domain.outlook import AreaOutlook, Outlook
from peaceops.domain.strategy.proposal import Evidence, Forecast, ProposalNode
from peaceops.domain.violence import Violence

DAYS = 365
"""The past that is looked at, and as much again before it."""
_EVENTS_NAMED = 5
_DIGITS = 3


def proposals_from_events(
    placed: pl.DataFrame,
    *,
    actors: Mapping[str, str],
    areas: Mapping[int, str],
    as_of: date,
    target: str,
    data: str,
) -> tuple[ProposalNode, ...]:
    """Return a proposal for each actor and unit with attacks on civilians in the past year.

    Args:
        placed: events with `unit`; nothing that ended after the as-of date is read.
        actors: id of each actor by its name in the record.
        areas: id of each area by the index of its unit.
        as_of: the day.
        target: what counts as a civilian death, as the outlook has it.
        data: the data set and its version, in words.

    Returns:
        gravest first: by civilians killed, attacks, then names. Ids are P1, P2 …
    """
    since, before = as_of - timedelta(days=DAYS - 1), as_of - timedelta(days=2 * DAYS - 1)
    attacks = (
        placed.filter(
            (pl.col("violence") == Violence.ONE_SIDED.value)
            & pl.col("unit").is_not_null()
            & pl.col("date_end").is_between(before, as_of)
            & ~pl.col("side_a").is_in([CIVILIANS, ""])
        )
        .with_columns(killed=civilian_deaths(target), late=pl.col("date_end") >= since)
        .sort(["date_end", "id"], descending=True)
    )
    table = (
        attacks.group_by("side_a", "unit", maintain_order=True)
        .agg(
            attacks=pl.col("late").sum(),
            killed=pl.col("killed").filter("late").sum(),
            earlier=pl.col("killed").filter(~pl.col("late")).sum(),
            last=pl.col("date_end").filter("late").max(),
            events=pl.col("id").filter("late").head(_EVENTS_NAMED),
        )
        .filter(pl.col("attacks") > 0)
        .sort(["killed", "attacks", "side_a", "unit"], descending=[True, True, False, False])
    )
    return tuple(
        ProposalNode(
            id=f"P{number}",
            actor=actors[row["side_a"]],
            area=areas[row["unit"]],
            proposed=as_of,
            data=data,
            evidence=Evidence(
                since=since,
                until=as_of,
                attacks=row["attacks"],
                civilian_deaths=row["killed"],
                earlier_deaths=row["earlier"],
                last=row["last"],
                events=tuple(row["events"]),
            ),
        )
        for number, row in enumerate(table.iter_rows(named=True), start=1)
    )


def with_forecast(
    proposals: tuple[ProposalNode, ...], outlook: Outlook, unit_names: Mapping[str, str]
) -> tuple[ProposalNode, ...]:
    """Write beside each proposal the highest chance within its unit.

    Args:
        proposals: from the record.
        outlook: of cells or units.
        unit_names: name of the first-level unit by id of the strategy's area.
    """
    return tuple(
        proposal
        if proposal.area is None or (found := _highest(outlook, unit_names[proposal.area])) is None
        else msgspec.structs.replace(proposal, forecast=_forecast(outlook, found))
        for proposal in proposals
    )


def proposals_from_outlook(
    outlook: Outlook,
    *,
    areas: Mapping[str, str],
    taken: frozenset[str] = frozenset(),
    least: float = 0.5,
    first_number: int = 1,
) -> tuple[ProposalNode, ...]:
    """Return a proposal without an actor for each unit that a model fears for and nobody named.

    It asks a person who might endanger whom there; a machine never guesses that.

    Args:
        outlook: of cells or units.
        areas: id of the strategy's area by name of the first-level unit.
        taken: ids of areas that proposals from the record name already.
        least: chance of a civilian death from which a unit is put forward, 0 to 1.
        first_number: of the ids P1, P2 …
    """
    feared = [
        (area, found)
        for unit, area in areas.items()
        if area not in taken
        and (found := _highest(outlook, unit)) is not None
        and found.civilian.p_ge_1 >= least
    ]
    feared.sort(key=lambda each: (-each[1].civilian.p_ge_1, each[0]))
    return tuple(
        ProposalNode(
            id=f"P{number}",
            area=area,
            proposed=outlook.as_of,
            data=f"outlook, model {outlook.model}",
            forecast=_forecast(outlook, found),
            unknown=frozenset({"actor"}),
        )
        for number, (area, found) in enumerate(feared, start=first_number)
    )


def _highest(outlook: Outlook, unit: str) -> AreaOutlook | None:
    return max(
        (area for area in outlook.areas if area.admin1 == unit),
        key=lambda area: area.civilian.p_ge_1,
        default=None,
    )


def _forecast(outlook: Outlook, area: AreaOutlook) -> Forecast:
    return Forecast(
        area=area.name,
        chance=round(area.civilian.p_ge_1, _DIGITS),
        horizon_months=outlook.horizon_months,
        model=outlook.model,
    )
