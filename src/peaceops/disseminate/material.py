"""Everything that the products of one run are made from."""

from dataclasses import dataclass

import polars as pl

from peaceops.acquire.boundary import Boundary
from peaceops.analyse.hotspot import Hotspot
from peaceops.collate.coverage import Period
from peaceops.collate.lattice import Lattice
from peaceops.collate.panel import Panel
from peaceops.disseminate.strategy_material import StrategyMaterial
from peaceops.domain.course import Plan
from peaceops.domain.explanation import Explanation
from peaceops.domain.marking import Audience
from peaceops.domain.outlook import AreaOutlook, Outlook
from peaceops.domain.provenance import Provenance
from peaceops.domain.scorecard import Scorecard


@dataclass(frozen=True)
class Material:
    """What is known when the products are made.

    Attributes:
        mission: its name.
        audience: for whom the products are.
        language: of the brief; ISO 639-1.
        boundary, lattice: the area and its parts.
        panel: the counts that the outlook rests on.
        places: named places, for the map.
        outlook: all areas, gravest first.
        outbreaks: the areas without a civilian death for a year, gravest first.
        explanations: of the ten areas named; none where the past is too short.
        scorecard: scores of the past; None where the record is too short.
        hotspots: areas that stand out; indices in the lattice.
        actors: table of `analyse.actor.actor_table`.
        imprecise: deaths by first-level unit (index, or null for the country) in the past 12 months
            that could not be placed: `unit`, `deaths`, `events`.
        provenance: where the events come from.
        period: the months covered, up to the origin.
        declared: the months that the data set covers in all.
        imprecise_share: share of deaths known too coarsely to be placed; None without deaths, or
            where the data do not say how exactly places are known.
        imprecise_way: `coarser` or `share`.
        outside: events not in the mission's area.
        reconstruction: the data were published after the as-of date.
        stale_months: how many full months before the as-of date the data do not cover.
        precision_stated: the data say how exactly places are known.
        notes: further remarks of the readers.
        strategy: what the strategy says; None where there is none, or for the public.
        plan: courses of action; None without tasks and units, or for whom may not see where units
            stand.
    """

    mission: str
    audience: Audience
    language: str
    boundary: Boundary
    lattice: Lattice
    panel: Panel
    places: pl.DataFrame
    outlook: Outlook
    outbreaks: Outlook
    explanations: tuple[Explanation, ...]
    scorecard: Scorecard | None
    hotspots: tuple[Hotspot, ...]
    actors: pl.DataFrame
    imprecise: pl.DataFrame
    provenance: Provenance
    period: Period
    declared: Period
    imprecise_share: float | None
    imprecise_way: str
    outside: int
    reconstruction: bool
    stale_months: int
    precision_stated: bool
    notes: tuple[str, ...]
    strategy: StrategyMaterial | None = None
    plan: Plan | None = None


def named_areas(material: Material) -> tuple[AreaOutlook, ...]:
    """Return the ten areas that the brief names."""
    return material.outlook.areas[:10]
