"""What is asked of a deployment: units, sites, places, clocks, rules, and samples of harm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from peaceops.domain.distance import distance_km
from peaceops.domain.error import PeaceopsError

Triage = Literal["must", "should", "could"]
PROTECTION = frozenset({"protection"})
"""What an armed or police unit brings; liaison, mediation and others have names of their own."""
HIGHEST_FORCE_LEVEL = 5


class Clocks(msgspec.Struct, frozen=True, kw_only=True):
    """How long it takes from an alert to departure (doctrine B7), in minutes.

    Attributes:
        acknowledge_minutes: from alert to acknowledgement.
        decide_minutes: from acknowledgement to decision.
        prepare_minutes: from decision to departure.
        measured: the parts that come from the mission's own record; the others are assumed.
    """

    acknowledge_minutes: float = 0.0
    decide_minutes: float = 0.0
    prepare_minutes: float = 0.0
    measured: frozenset[Literal["acknowledge", "decide", "prepare"]] = frozenset()

    @property
    def minutes(self) -> float:
        """From alert to departure."""
        return self.acknowledge_minutes + self.decide_minutes + self.prepare_minutes

    @property
    def assumed(self) -> bool:
        """Any part of it was never measured."""
        return len(self.measured) < 3


class DeployUnit(msgspec.Struct, frozen=True, kw_only=True):
    """What can stand at one site: a company, a patrol, a flight, a police unit, a joint team.

    Attributes:
        id: of the unit, or of a part of it such as `BN1/2`.
        type: infantry company, helicopter flight, liaison team …
        contributor: who sends it; empty where not recorded.
        today: id of the site where it stands; None where it stands nowhere yet.
        offers: what it brings; a joint team brings several things.
        strength: persons that can go out at once.
        speed_kmh: by class of terrain, in the season planned for; `air` for what flies.
        range_km: how far from its site it can act and return; None without limit.
        flies: needs an airfield.
        flying_hours: a month; None without limit.
        litres_per_km: fuel.
        paper: its clocks as plans claim them.
        clocks: as the mission measured them; None where nobody did: then `paper`, assumed.
        night: it is equipped and trained to act at night.
        awaits_capital: it asks its capital first: it counts only in paper reach.
        night_caveat: a declared or observed restriction keeps it in at night.
        barred_areas: where a caveat keeps it from acting.
        caveat_range_km: a caveat lets it go no farther.
        highest_force_level: beyond it a caveat excludes it (doctrine B11, 0 to 5).
        host_caveat: a caveat excludes it where host forces may have to be faced.
        knows_rules: it acknowledged the rules on force in force; without, it counts only in paper
            reach where force may be needed.
        casualty_minutes: it acts only where surgery is no farther; None without limit.
    """

    id: str
    type: str = ""
    contributor: str = ""
    today: str | None = None
    offers: frozenset[str] = PROTECTION
    strength: int = 0
    speed_kmh: Mapping[str, float] = {}
    range_km: float | None = None
    flies: bool = False
    flying_hours: float | None = None
    litres_per_km: float = 0.0
    paper: Clocks = Clocks()
    clocks: Clocks | None = None
    night: bool = True
    awaits_capital: bool = False
    night_caveat: bool = False
    barred_areas: frozenset[str] = frozenset()
    caveat_range_km: float | None = None
    highest_force_level: int = HIGHEST_FORCE_LEVEL
    host_caveat: bool = False
    knows_rules: bool = True
    casualty_minutes: float | None = None


class DeploySite(msgspec.Struct, frozen=True, kw_only=True):
    """Where units can stand.

    Attributes:
        id, name: as the mission knows it.
        latitude, longitude: degrees.
        airfield: what flies can stand there.
        closed: why nobody can stand there, such as "the host closed it"; None where it is open.
        capacity_units: how many units it holds; None without limit.
        least_strength: persons below which nobody is left there alone.
        least_units: presence that is asked for.
        fuel_litres: a month; None without limit.
    """

    id: str
    name: str = ""
    latitude: float
    longitude: float
    airfield: bool = False
    closed: str | None = None
    capacity_units: int | None = None
    least_strength: int = 0
    least_units: int = 0
    fuel_litres: float | None = None


class DeployPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where people are.

    Attributes:
        id, name: as people name it.
        latitude, longitude: degrees.
        area: which area it belongs to: caveats and equity go by it.
        people: who live or shelter there; None where not known.
        target_minutes: within which help must be there.
        triage: must, should or could.
        shelter: a displacement site, or people at a base: always a must.
        needs: what whoever goes must bring, all of it.
        terrain: class of the way there.
        at_night: harm there is to be feared at night.
        force_level: that may be needed, 0 to 5.
        host: host forces may have to be faced.
        least_strength: of a patrol there, in persons.
        casualty_minutes: from there to surgery; None where not known.
        calls_per_month: how often help is called, for flying hours and fuel.
    """

    id: str
    name: str = ""
    latitude: float
    longitude: float
    area: str = ""
    people: int | None = None
    target_minutes: float = 180.0
    triage: Triage = "could"
    shelter: bool = False
    needs: frozenset[str] = PROTECTION
    terrain: str = "road"
    at_night: bool = False
    force_level: int = 0
    host: bool = False
    least_strength: int = 0
    casualty_minutes: float | None = None
    calls_per_month: float = 1.0


class DeployRules(msgspec.Struct, frozen=True, kw_only=True):
    """What the planners set.

    Attributes:
        most_moves: units that may leave the site where they stand; None without limit.
        worst_decile_weight: how far the worst tenth of the samples decides, from 0 (the mean
            alone) to 1.
        equity: bring the worst-served area as high as possible first.
        decision: post that decides on moves; None where none is named.
    """

    most_moves: int | None = None
    worst_decile_weight: float = 0.5
    equity: bool = False
    decision: str | None = None


@dataclass(frozen=True)
class DeployProblem:
    """All that the solver sees.

    Attributes:
        units, sites, places: u, i and p of them.
        rules: what the planners set.
        km: shape (i, p); along roads where known, else as the crow flies.
        harm: shape (p, s); deaths to be feared at each place in each sample of the forecast. Where
            presence is to be taken away, already that of comparable places without presence.
        harm_seen: shape (p, s); the same given today's presence: never used to justify leaving.
        present: shape (p,); someone is there today, or near enough to be.
        held: shape (p,); present, and nobody can tell what would happen without: kept like a must.
        notes: what was wrong with the input and what was done about it, a line each.
    """

    units: tuple[DeployUnit, ...]
    sites: tuple[DeploySite, ...]
    places: tuple[DeployPlace, ...]
    rules: DeployRules
    km: NDArray[np.float64]
    harm: NDArray[np.float64]
    harm_seen: NDArray[np.float64]
    present: NDArray[np.bool_]
    held: NDArray[np.bool_]
    notes: tuple[str, ...] = ()

    @property
    def must(self) -> NDArray[np.bool_]:
        """Places that must be covered, shape (p,)."""
        asked = np.array([place.shelter or place.triage == "must" for place in self.places], bool)
        return asked | self.held

    @property
    def today(self) -> NDArray[np.int64]:
        """Index of the site where each unit stands, -1 for none; shape (u,)."""
        index = {site.id: number for number, site in enumerate(self.sites)}
        return np.array([index.get(unit.today or "", -1) for unit in self.units], np.int64)


def make_problem(
    units: Sequence[DeployUnit],
    sites: Sequence[DeploySite],
    places: Sequence[DeployPlace],
    harm: ArrayLike,
    *,
    harm_without_presence: ArrayLike | None = None,
    road_km: ArrayLike | None = None,
    rules: DeployRules | None = None,
    present: ArrayLike | None = None,
) -> DeployProblem:
    """Check and complete what is asked; what can not be used is left out and said in `notes`.

    Harm where presence would be taken away is never the low figure seen under that presence
    (doctrine Part E): it is the greater of it and `harm_without_presence`. Where that is not given,
    it is the harm of comparable places: those of the same area without presence, else all without.
    Where nobody is without presence, nobody can tell: the place is kept like a must.

    Args:
        units, sites, places: ids must be unique in each.
        harm: shape (p, s); NaN where nothing is known: counted like the known ones of its area,
            and said so.
        harm_without_presence: shape (p, s); NaN where not known.
        road_km: shape (i, p); NaN where no road is known: then as the crow flies.
        rules: what the planners set.
        present: shape (p,), where someone is today; else all that today's units could reach on
            paper, whatever their caveats.

    Raises:
        PeaceopsError: an id stands twice, or an array has another shape.
    """
    for kind, things in (("unit", units), ("site", sites), ("place", places)):
        _refuse_twice(kind, [thing.id for thing in things])
    rules = rules or DeployRules()
    samples = _shaped("harm", harm, len(places))
    left = _shaped(
        "harm without presence",
        np.full(samples.shape, np.nan) if harm_without_presence is None else harm_without_presence,
        len(places),
        samples.shape[1],
    )
    roads = _shaped(
        "road distances",
        np.full((len(sites), len(places)), np.nan) if road_km is None else road_km,
        len(sites),
        len(places),
    )
    notes: list[str] = []
    for kind, things in (("units", units), ("sites", sites), ("places", places)):
        if not things:
            notes.append(f"no {kind}: nothing can be placed within reach of anybody")

    kept, merged = _one_spot(sites, notes)
    on_globe = _on_globe(places, notes)
    sites = [sites[number] for number in kept]
    places = [places[number] for number in on_globe]
    samples, left = samples[on_globe], left[on_globe]
    km = _distances(sites, places)
    known_road = roads[np.ix_(kept, on_globe)]
    km = np.where(np.isnan(known_road), km, known_road)
    ready = _usable(units, sites, merged, notes)

    areas = np.array([place.area for place in places], object)
    seen = _filled(samples, areas, notes)
    if present is None:
        there = _on_paper(ready, sites, places, km)
    else:
        given = np.asarray(present, bool)
        if given.ndim != 1 or given.size < len(on_globe) or given.size != np.size(harm, 0):
            raise PeaceopsError("presence has another shape than the places", where="deploy")
        there = given[on_globe]
    without, held = _if_left(seen, left, there, areas)
    if held.any():
        notes.append(
            f"{held.sum()} places have presence and nothing to compare them with: kept like a must"
        )
    return DeployProblem(
        units=tuple(ready),
        sites=tuple(sites),
        places=tuple(places),
        rules=rules,
        km=km,
        harm=np.where(there[:, None], np.fmax(seen, without), seen),
        harm_seen=seen,
        present=there,
        held=held,
        notes=tuple(notes),
    )


def at_paper_clocks(problem: DeployProblem) -> DeployProblem:
    """Return the same problem as if every unit kept to the clocks that plans claim."""
    units = tuple(msgspec.structs.replace(unit, clocks=unit.paper) for unit in problem.units)
    return replace(problem, units=units, notes=(*problem.notes, "clocks as plans claim them"))


def _refuse_twice(kind: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise PeaceopsError(
                f"{kind} {name} stands twice", where="deploy", remedy="name it once"
            )
        seen.add(name)


def _shaped(
    what: str, values: ArrayLike, rows: int, columns: int | None = None
) -> NDArray[np.float64]:
    array = np.asarray(values, float)
    if rows == 0:
        return np.zeros((0, columns if columns is not None else 1))
    if array.ndim != 2 or array.shape[0] != rows or (columns or array.shape[1]) != array.shape[1]:
        raise PeaceopsError(
            f"{what}: an array of shape {array.shape}",
            where="deploy",
            remedy=f"it needs {rows} rows" + (f" and {columns} columns" if columns else ""),
        )
    return array


def _one_spot(sites: Sequence[DeploySite], notes: list[str]) -> tuple[list[int], dict[str, str]]:
    """Return the sites to keep, and the id of the one that stands for each site."""
    kept: list[int] = []
    first: dict[tuple[float, float], str] = {}
    stands_for: dict[str, str] = {}
    for number, site in enumerate(sites):
        spot = (site.latitude, site.longitude)
        if not (abs(site.latitude) <= 90 and abs(site.longitude) <= 180):
            notes.append(f"site {site.id} lies off the globe: left out")
            continue
        if spot in first:
            notes.append(f"sites {first[spot]} and {site.id} stand on one spot: taken as one")
        else:
            first[spot] = site.id
            kept.append(number)
        stands_for[site.id] = first[spot]
    return kept, stands_for


def _on_globe(places: Sequence[DeployPlace], notes: list[str]) -> list[int]:
    kept = []
    for number, place in enumerate(places):
        if abs(place.latitude) <= 90 and abs(place.longitude) <= 180:
            kept.append(number)
        else:
            notes.append(f"place {place.id} lies off the globe: left out")
    return kept


def _distances(sites: Sequence[DeploySite], places: Sequence[DeployPlace]) -> NDArray[np.float64]:
    return distance_km(
        np.array([site.latitude for site in sites])[:, None],
        np.array([site.longitude for site in sites])[:, None],
        np.array([place.latitude for place in places])[None, :],
        np.array([place.longitude for place in places])[None, :],
    )


def _usable(
    units: Sequence[DeployUnit],
    sites: Sequence[DeploySite],
    merged: Mapping[str, str],
    notes: list[str],
) -> list[DeployUnit]:
    known = {site.id for site in sites}
    ready = []
    for unit in units:
        today = merged.get(unit.today, unit.today) if unit.today is not None else None
        if today is not None and today not in known:
            notes.append(f"unit {unit.id} stands at {today}, which is no site: taken as unplaced")
            today = None
        slow = sorted(name for name, speed in unit.speed_kmh.items() if not speed > 0)
        if slow or not unit.speed_kmh:
            where = " and ".join(slow) if slow else "any terrain"
            notes.append(f"unit {unit.id} has no speed on {where}: it reaches nothing that way")
        ready.append(msgspec.structs.replace(unit, today=today))
    return ready


def _filled(
    samples: NDArray[np.float64], areas: NDArray[np.object_], notes: list[str]
) -> NDArray[np.float64]:
    """Return harm with what is unknown put at the mean of the known places of its area."""
    unknown = np.isnan(samples).any(axis=1)
    if not unknown.any():
        return samples
    filled = samples.copy()
    for number in np.flatnonzero(unknown):
        alike = ~unknown & (areas == areas[number])
        peers = alike if alike.any() else ~unknown
        filled[number] = samples[peers].mean(axis=0) if peers.any() else 0.0
    if unknown.all():
        notes.append("harm is known of no place: only must-cover places and presence decide")
    else:
        notes.append(
            f"harm is not known of {unknown.sum()} places: counted like the others of their area"
        )
    return filled


def _on_paper(
    units: Sequence[DeployUnit],
    sites: Sequence[DeploySite],
    places: Sequence[DeployPlace],
    km: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Tell which places today's units could be at in time on paper, whatever their caveats."""
    there = np.zeros(len(places), bool)
    target = np.array([place.target_minutes for place in places], float)
    index = {site.id: number for number, site in enumerate(sites)}
    for unit in units:
        if unit.today is not None:
            away = km[index[unit.today]]
            minutes = unit.paper.minutes + travel_minutes(unit, places, away)
            farthest = np.inf if unit.range_km is None else unit.range_km
            there |= (minutes <= target) & (away <= farthest)
    return there


def travel_minutes(
    unit: DeployUnit, places: Sequence[DeployPlace], km: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return minutes of travel to each place; infinite where the unit has no speed.

    Args:
        unit: who goes.
        places: p of them.
        km: shape (…, p).
    """
    speeds = unit.speed_kmh
    speed = np.array(
        [speeds.get("air" if unit.flies else place.terrain, 0.0) for place in places], float
    )
    usable = speed > 0
    return np.where(usable, km / np.where(usable, speed, 1.0) * 60.0, np.inf)


def _if_left(
    seen: NDArray[np.float64],
    left: NDArray[np.float64],
    present: NDArray[np.bool_],
    areas: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return harm without presence, NaN where nobody can tell, and for which places that is."""
    without = left.copy()
    open_places = ~present
    for number in np.flatnonzero(present & np.isnan(left).any(axis=1)):
        alike = open_places & (areas == areas[number])
        peers = alike if alike.any() else open_places
        without[number] = seen[peers].mean(axis=0) if peers.any() else np.nan
    return without, present & np.isnan(without).any(axis=1)
