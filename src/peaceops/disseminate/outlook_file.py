"""`outlook.json`: the outlook for other programs."""

from typing import Any

import msgspec

from peaceops.disseminate.material import Material
from peaceops.domain.area import AreaKind
from peaceops.domain.outlook import ActorRecord, AreaOutlook, Chance

FORMAT = 1


def render_outlook(material: Material) -> bytes:
    """Return the outlook as JSON: sorted keys, UTF-8, one line feed at the end.

    Every area stands in it, sorted as the outlook is. An area of the grid is named by its PRIO-GRID
    id under `cell`; a first-level unit by its id under `unit`.
    """
    content = {
        "format": FORMAT,
        "status": "outlook",
        "as_of": material.outlook.as_of,
        "marking": material.audience.value,
        "mission": material.mission,
        "target": material.outlook.target,
        "model": material.outlook.model,
        "origin": str(material.period).partition("..")[2],
        "reconstruction": material.reconstruction,
        "data": data_statement(material),
        "areas": [area_properties(area, material) for area in material.outlook.areas],
        "sums": [
            {"admin1": item.unit, "areas": item.areas, **_chance(item.civilian)}
            for item in material.outlook.sums
        ],
    }
    return encode(content)


def render_scores(material: Material) -> bytes:
    """Return the scores of past outlooks as JSON."""
    return encode(
        {"format": FORMAT, "data": data_statement(material), "scores": material.scorecard}
    )


def data_statement(material: Material) -> dict[str, Any]:
    """Return what every product says of the data it rests on."""
    dataset = material.provenance.dataset
    return {
        "dataset": dataset.name,
        "version": dataset.version,
        "last_event": material.provenance.last_event,
        "covers": str(material.declared),
        "licence": dataset.licence,
        "citation": dataset.citation,
        "imprecise": material.imprecise_way,
        "imprecise_share_of_deaths": material.imprecise_share,
        "place_precision": "stated" if material.precision_stated else "not stated",
    }


def area_properties(area: AreaOutlook, material: Material) -> dict[str, Any]:
    """Return what is said of an area, in the words of `outlook.json`."""
    key = {"cell": int(area.key)} if material.lattice.kind is AreaKind.CELL else {"unit": area.key}
    return {
        **key,
        "name": area.name,
        "admin1": area.admin1,
        "lat": area.latitude,
        "lon": area.longitude,
        "horizon_months": material.outlook.horizon_months,
        **_chance(area.civilian),
        "total": _chance(area.total),
        "change": area.change,
        "coverage": area.coverage,
        "actors": [_actor(actor) for actor in area.actors],
        "civilian_deaths_in_fighting": area.fighting_deaths,
        "population": area.population,
        "quiet_months": area.quiet_months,
    }


def _chance(chance: Chance) -> dict[str, Any]:
    return {
        "p_ge_1": chance.p_ge_1,
        "p_ge_25": chance.p_ge_25,
        "expected_deaths": chance.expected_deaths,
        "interval80": list(chance.interval80),
    }


def _actor(actor: ActorRecord) -> dict[str, Any]:
    return {
        "name": actor.name,
        "attacked_civilians": actor.attacks > 0,
        "attacks": actor.attacks,
        "civilian_deaths": actor.civilian_deaths,
        "events": actor.events,
        "last": actor.last,
    }


def encode(content: object) -> bytes:
    """Write JSON the one way that all products use: sorted keys, UTF-8, LF."""
    return msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=1) + b"\n"
