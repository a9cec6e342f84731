"""Apply a rule of proposals to past outlooks and count what it would have done."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.domain.proposal import ProposalRule, RuleRecord
from peaceops.evaluate.scoring import SIMPLE_LIST

_DIGITS = 6


def proposed(rows: pl.DataFrame, rule: ProposalRule, by: Sequence[str]) -> pl.DataFrame:
    """Return the rows that a rule proposes.

    Args:
        rows: one a month and area: `origin`, `area` and the columns to rank by.
        rule: the rule.
        by: columns by which areas rank, highest first; the first is the probability.
    """
    if rule.kind == "cost_loss":
        return rows.filter(pl.col(by[0]) >= rule.cost_loss)
    order = pl.struct(*(-pl.col(column).round(_DIGITS) for column in by), "area")
    return rows.filter(order.rank("ordinal").over("origin") <= rule.budget)


def rule_records(
    past: pl.DataFrame,
    rule: ProposalRule,
    models: Sequence[str],
    deaths: NDArray[np.float64],
    *,
    first: int,
    horizon_months: int,
) -> tuple[RuleRecord, ...]:
    """Count hits, misses, false alarms and lead time of a rule, for models and the plain list.

    The plain list proposes, under either rule, as many areas each month as the first model does.

    Args:
        past: table of `past_outlook.PAST_OUTLOOK_SCHEMA`.
        rule: the rule.
        models: names, the one used first.
        deaths: shape (n, t); civilian deaths by area and month.
        first: the first month of `deaths`.
        horizon_months: how many months ahead were summed.
    """
    records: list[RuleRecord] = []
    numbers = pl.DataFrame()
    for name in models:
        rows = past.filter(pl.col("model") == name)
        told = proposed(rows, rule, ["p_ge_1", "expected"])
        if not records:
            numbers = told.group_by("origin").len("most")
        records.append(_record(name, rows, told, deaths, first, horizon_months))
    rows = past.filter(pl.col("model") == models[0])
    order = pl.struct(-pl.col("past_year"), "area").rank("ordinal").over("origin")
    plain = (
        rows.filter(pl.col("past_year") > 0)
        .with_columns(rank=order)
        .join(numbers, on="origin", how="inner")
        .filter(pl.col("rank") <= pl.col("most"))
    )
    records.append(_record(SIMPLE_LIST, rows, plain, deaths, first, horizon_months))
    return tuple(records)


def _record(
    name: str,
    rows: pl.DataFrame,
    told: pl.DataFrame,
    deaths: NDArray[np.float64],
    first: int,
    horizon_months: int,
) -> RuleRecord:
    hits = told.filter(pl.col("deaths") >= 1).height
    attacked = rows.filter(pl.col("deaths") >= 1).height
    leads = lead_times(told, deaths, first=first, horizon_months=horizon_months)
    return RuleRecord(
        name=name,
        hits=hits,
        false_alarms=told.height - hits,
        misses=attacked - hits,
        quiet=rows.height - told.height - attacked + hits,
        leads=len(leads),
        lead_months=float(np.median(leads)) if leads else None,
    )


def lead_times(
    told: pl.DataFrame, deaths: NDArray[np.float64], *, first: int, horizon_months: int
) -> list[int]:
    """Return, for each unbroken run of proposals that a death followed, the months until it.

    A run begins with the first month in which an area is proposed and ends with the last before one
    in which it is not. The death is the first after the run began, if it fell within the horizon of
    some month of the run. What had begun before the run is no lead: a run that starts in a month
    with a death in that very area does not count.
    """
    found = []
    by_area = told.sort("area", "origin").group_by("area", maintain_order=True).agg("origin")
    for area, origins in by_area.iter_rows():
        run: list[int] = []
        for origin in [*origins, None]:
            if run and (origin is None or origin != run[-1] + 1):
                lead = _lead(deaths[area], run, first, horizon_months)
                if lead is not None:
                    found.append(lead)
                run = []
            if origin is not None:
                run.append(origin)
    return found


def _lead(
    deaths: NDArray[np.float64], run: Sequence[int], first: int, horizon_months: int
) -> int | None:
    start, end = run[0], run[-1] + horizon_months
    if deaths[start - first] >= 1:
        return None
    ahead = np.flatnonzero(deaths[start - first + 1 : end - first + 1] >= 1)
    return int(ahead[0]) + 1 if len(ahead) else None
