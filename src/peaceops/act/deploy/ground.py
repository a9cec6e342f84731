"""The problem of a mission: its force, where people are, and what the outlook makes of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from peaceops.act.deploy.force import force_of
from peaceops.act.deploy.problem import (
    DeployPlace,
    DeployProblem,
    DeployRules,
    DeploySite,
    Triage,
    make_problem,
)
from peaceops.collate.coverage import Coverage
from peaceops.direct.check.standing import live_task, open_threat, posed_by_host
from peaceops.direct.check.view import View
from peaceops.domain.distance import distance_km
from peaceops.domain.outlook import AreaOutlook, Chance, Outlook
from peaceops.domain.strategy.mandate import PROTECTION_CODES
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.protection import TaskNode
from peaceops.domain.strategy.threat import GroupNode, ThreatNode

TARGET_MINUTES = 180.0
"""Where nothing says how soon help must be there; assumed, and said to be [P]."""
SAMPLES = 100
SOME_DEATHS = 5.0
"""The middle, by ratio, of 1 to 25 deaths."""
MOST_SITES = 60


class Wants(msgspec.Struct, frozen=True):
    """What an area asks of whoever protects it.

    Attributes:
        target_minutes: the shortest that a threat or a task there names; None where none does.
        force_level: the highest that a protection task there may need.
        night, host: a task there must be done at night, or may have to face host forces.
        triage: as the mission set it.
        towns: places it names.
    """

    target_minutes: float | None
    force_level: int
    night: bool
    host: bool
    triage: Triage
    towns: frozenset[str]


def outlook_samples(outlook: Outlook) -> NDArray[np.float64]:
    """Return deaths in each area of an outlook, in its order; shape (p, s).

    Each area's samples have its chance of any death, its chance of 25 or more and its expected
    deaths; a sample is the mean of one slice of probability. Slices of all areas are sorted
    together, as if the worst came everywhere at once: nobody knows how areas move together, and
    this errs on the side of caution. Nobody knows what happens in dark areas: NaN.
    """
    edge = np.arange(SAMPLES + 1) / SAMPLES
    rows = []
    for area in outlook.areas:
        some, many = _deaths_if(area.civilian)
        any_death, grave = area.civilian.p_ge_1, min(area.civilian.p_ge_25, area.civilian.p_ge_1)
        # Deaths below each level of probability, so that their differences are those of slices.
        below = some * np.maximum(edge - (1 - any_death), 0.0)
        below += (many - some) * np.maximum(edge - (1 - grave), 0.0)
        dark = area.coverage == Coverage.DARK
        rows.append(np.full(SAMPLES, np.nan) if dark else np.diff(below) * SAMPLES)
    return np.array(rows).reshape(len(rows), SAMPLES)


def _deaths_if(chance: Chance) -> tuple[float, float]:
    """Return deaths where there are 1 to 24, and where there are more, true to what is expected."""
    if chance.p_ge_1 <= 0:
        return 0.0, 0.0
    mean = chance.expected_deaths / chance.p_ge_1
    if chance.p_ge_25 <= 0:
        return mean, mean
    some = min(SOME_DEATHS, mean)
    grave = min(chance.p_ge_25, chance.p_ge_1)
    return some, (chance.expected_deaths - some * (chance.p_ge_1 - grave)) / grave


def mission_problem(
    view: View,
    outlook: Outlook,
    harm: NDArray[np.float64],
    towns: pl.DataFrame,
    covered: Mapping[str, tuple[AreaOutlook, ...]],
    *,
    rules: DeployRules | None = None,
) -> DeployProblem:
    """Return the deployment problem of a mission.

    A place is an area of the outlook, or a site of displaced people. Sites are the largest towns,
    and the towns that areas of the strategy name. Terrain is not known: all ways are tracks, as the
    crow flies.

    Args:
        view: the strategy as of the day.
        outlook: of a run.
        harm: from `outlook_samples`.
        towns: table of `acquire.gazetteer.PLACE_SCHEMA`.
        covered: which areas of the outlook each area of the strategy covers.
        rules: what the planners set.
    """
    areas = {area.id: area for area in view.of(AreaNode)}
    sites = _sites(areas.values(), towns)
    force = force_of(view, _site_of_area(areas.values(), sites, covered))
    wants = {name: _wants(view, area) for name, area in areas.items()}
    area_of = {
        inside.key: name for name, inner in covered.items() if name in areas for inside in inner
    }
    places = [
        _place(area, area_of.get(area.key, ""), wants.get(area_of.get(area.key, "")))
        for area in outlook.areas
    ]
    shelters = list(_shelters(view, sites, wants))
    # The harm of a shelter is in that of its area: it counts once, and the shelter as a must.
    nothing = np.zeros((len(shelters), harm.shape[1]))
    landing = {unit.today for unit in force.units if unit.flies and unit.today is not None}
    problem = make_problem(
        force.units,
        [msgspec.structs.replace(site, airfield=site.id in landing) for site in sites],
        [*places, *shelters],
        np.concatenate([harm, nothing]),
        harm_without_presence=np.concatenate([np.full(harm.shape, np.nan), nothing]),
        rules=rules,
    )
    vague = sum(place.target_minutes == TARGET_MINUTES for place in places)
    notes = [
        *force.notes,
        "ways taken as tracks, as the crow flies; no roads, season or fuel are known",
        f"airfields assumed where aviation stands today: {', '.join(sorted(landing))}"
        if landing
        else "no airfield is known",
    ]
    if vague:
        notes.append(
            f"{vague} of {len(places)} areas: help within {TARGET_MINUTES:.0f} minutes, assumed"
        )
    return replace(problem, notes=(*problem.notes, *notes))


def _sites(areas: Iterable[AreaNode], towns: pl.DataFrame) -> list[DeploySite]:
    named = {town for area in areas for town in area.places}
    chosen = (
        towns.with_columns(named=pl.col("name").is_in(sorted(named)))
        .sort(["named", "population", "name", "latitude"], descending=[True, True, False, False],
              nulls_last=True)
        .unique("name", keep="first", maintain_order=True)
        .head(max(MOST_SITES, len(named)))
    )  # fmt: skip
    return [
        DeploySite(id=name, name=name, latitude=latitude, longitude=longitude)
        for name, latitude, longitude in chosen.select("name", "latitude", "longitude").iter_rows()
    ]


def _site_of_area(
    areas: Iterable[AreaNode],
    sites: list[DeploySite],
    covered: Mapping[str, tuple[AreaOutlook, ...]],
) -> dict[str, str]:
    """Return the first town that an area names, else the site nearest to its largest place."""
    known = {site.id for site in sites}
    found: dict[str, str] = {}
    for area in areas:
        town = next((place for place in area.places if place in known), None)
        inside = covered.get(area.id, ())
        if town is None and inside and sites:
            largest = max(inside, key=lambda one: (one.population or 0, one.key))
            away = distance_km(
                largest.latitude,
                largest.longitude,
                [site.latitude for site in sites],
                [site.longitude for site in sites],
            )
            town = sites[int(away.argmin())].id
        if town is not None:
            found[area.id] = town
    return found


def _wants(view: View, area: AreaNode) -> Wants:
    threats = [
        threat
        for threat in view.having(ThreatNode, "area", area.id).nodes
        if open_threat(view, threat) is not False
    ]
    tasks = [
        task
        for task in view.having(TaskNode, "area", area.id).nodes
        if live_task(view, task) is not False and task.code in PROTECTION_CODES
    ]
    limits = [
        minutes
        for minutes in (
            *(threat.response_minutes for threat in threats),
            *(task.response_minutes for task in tasks),
        )
        if minutes is not None
    ]
    return Wants(
        target_minutes=float(min(limits)) if limits else None,
        force_level=max((task.requires_force_level or 0 for task in tasks), default=0),
        night=any(task.night is True for task in tasks),
        # Where nobody can tell whose the actor is, host forces may have to be faced.
        host=any(task.host_force_relevant is True for task in tasks)
        or any(posed_by_host(view, threat) is not False for threat in threats),
        triage=area.triage or "could",
        towns=frozenset(area.places),
    )


def _place(area: AreaOutlook, name: str, wants: Wants | None) -> DeployPlace:
    """Return an area of the outlook as a place.

    Only where a town that the strategy names gives it its name is it a must as its area is;
    elsewhere in such an area it should be covered.
    """
    triage: Triage = "could" if wants is None else wants.triage
    if wants is not None and triage == "must" and area.name.split(",")[0] not in wants.towns:
        triage = "should"
    return DeployPlace(
        id=area.key,
        name=area.name,
        latitude=area.latitude,
        longitude=area.longitude,
        area=name or area.admin1,
        people=area.population,
        target_minutes=_target(wants),
        triage=triage,
        terrain="track",
        at_night=wants is not None and wants.night,
        force_level=0 if wants is None else wants.force_level,
        host=wants is not None and wants.host,
    )


def _target(wants: Wants | None) -> float:
    given = None if wants is None else wants.target_minutes
    return TARGET_MINUTES if given is None else given


def _shelters(
    view: View, sites: list[DeploySite], wants: Mapping[str, Wants]
) -> Iterator[DeployPlace]:
    """Yield the sites of displaced people, at the town of their area that their title names.

    Where it names none, at the first one; where that is no known place, none can be put anywhere.
    """
    by_name = {site.id: site for site in sites}
    for group in view.of(GroupNode):
        if group.site is not True or view.in_force(group) is False:
            continue
        area, want = view.strategy.nodes.get(group.area or ""), wants.get(group.area or "")
        towns = area.places if isinstance(area, AreaNode) else ()
        known = sorted(
            (by_name[town] for town in towns if town in by_name),
            key=lambda site: -len(site.name) if site.name in group.title else 0,
        )
        if known:
            yield DeployPlace(
                id=group.id,
                name=group.title or group.id,
                latitude=known[0].latitude,
                longitude=known[0].longitude,
                area=group.area or "",
                people=group.population,
                target_minutes=_target(want),
                triage="must",
                shelter=True,
                terrain="road",
                at_night=want is not None and want.night,
                force_level=0 if want is None else want.force_level,
                host=want is not None and want.host,
            )
