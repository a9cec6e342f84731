"""The units of a strategy as units that can be deployed, with what holds them back."""

from collections.abc import Mapping
from typing import Any

import msgspec

from peaceops.act.deploy.clock import PAPER, measured_clocks
from peaceops.act.deploy.problem import HIGHEST_FORCE_LEVEL, PROTECTION, Clocks, DeployUnit
from peaceops.direct.check.view import View
from peaceops.direct.expectation.rules_reading import rules_reading
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.mandate import PROTECTION_CODES

COMPANY_PERSONS = 150
"""A battalion can be split into companies of about this many [P]."""
GROUND_KMH = {"road": 30.0, "track": 15.0}
AIR_KMH = {"air": 180.0}
AIR_RANGE_KM = 200.0
"""Speeds and range are assumed, and said to be: the strategy records none [P]."""


class Force(msgspec.Struct, frozen=True):
    """Units, and what had to be assumed about them, a line each."""

    units: tuple[DeployUnit, ...]
    notes: tuple[str, ...]


def force_of(view: View, site_of_area: Mapping[str, str]) -> Force:
    """Return the units that are in the mission on the day.

    A battalion is split into companies, unless a restriction excludes that. Aviation covers people
    only together with soldiers based with it. What a caveat limits without a figure is said and
    left uncounted.

    Args:
        view: the strategy as of the day.
        site_of_area: id of the site where units based in an area stand.
    """
    notes = [f"speeds assumed: {_said(GROUND_KMH)} on the ground, {_said(AIR_KMH)}"]
    measured = measured_clocks(view.strategy)
    notes += measured.notes
    units: list[DeployUnit] = []
    present = [unit for unit in view.of(UnitNode) if _arrived(view, unit)]
    with_soldiers = {unit.base for unit in present if _protects(unit.type)}
    for unit in present:
        today = site_of_area.get(unit.base or "")
        if today is None:
            notes.append(f"unit {unit.id}: where it is based is not recorded, or is no known place")
        caveats = [
            caveat
            for caveat in view.into(unit, "restricts", CaveatNode).nodes
            if view.in_force(caveat) is not False
        ]
        knows_rules = _knows_rules(view, unit, notes)
        parts = _parts(unit, today, caveats, measured.clocks, with_soldiers, notes)
        units += [msgspec.structs.replace(part, knows_rules=knows_rules) for part in parts]
    return Force(tuple(units), tuple(notes))


def _knows_rules(view: View, unit: UnitNode, notes: list[str]) -> bool:
    """Tell whether a unit acknowledged the rules on force, where any are on record."""
    reading = rules_reading(view, unit)
    if reading.state == "unknown":
        notes.append(f"{reading.words}; it is counted as if it had")
    return reading.state in {"acknowledged", "missing", "unknown"}


def _arrived(view: View, unit: UnitNode) -> bool:
    return view.in_force(unit) is True and unit.deployed is not None and unit.deployed <= view.day


def _protects(kind: str) -> bool:
    said = kind.lower()
    return any(word in said for word in ("infantry", "police", "reaction", "mechanis", "ranger"))


def can_fly(kind: str) -> bool:
    """Tell by its type whether a unit needs an airfield."""
    return any(word in kind.lower() for word in ("helicopter", "aviation"))


def _parts(
    unit: UnitNode,
    today: str | None,
    caveats: list[CaveatNode],
    clocks: Clocks,
    with_soldiers: set[str | None],
    notes: list[str],
) -> list[DeployUnit]:
    flies = can_fly(unit.type)
    offers = PROTECTION if _protects(unit.type) else frozenset[str]()
    if flies and unit.base in with_soldiers:
        offers = PROTECTION
        notes.append(f"unit {unit.id} is taken to carry soldiers based with it")
    elif not offers:
        notes.append(f"unit {unit.id} ({unit.type or 'no type'}) covers nobody by itself")
    limits = _limits(unit, caveats, notes)
    count = 1
    whole = flies or not offers or any(caveat.kind == "attachment" for caveat in caveats)
    if not whole and unit.strength is not None:
        count = max(1, round(unit.strength / COMPANY_PERSONS))
    if unit.strength is None:
        notes.append(f"unit {unit.id}: its strength is not recorded")
    return [
        DeployUnit(
            id=f"{unit.id}/{number + 1}" if count > 1 else unit.id,
            type="company" if count > 1 else unit.type,
            contributor=unit.contributor or "",
            today=today,
            offers=offers,
            strength=(unit.strength or 0) // count,
            speed_kmh=AIR_KMH if flies else GROUND_KMH,
            range_km=AIR_RANGE_KM if flies else None,
            flies=flies,
            paper=PAPER,
            clocks=clocks,
            **limits,
        )
        for number in range(count)
    ]


def _limits(unit: UnitNode, caveats: list[CaveatNode], notes: list[str]) -> dict[str, Any]:
    """Return what restrictions do to a unit, in the fields of `DeployUnit`."""
    limits: dict[str, Any] = {}
    level = HIGHEST_FORCE_LEVEL
    for caveat in caveats:
        protection = not caveat.task_codes or caveat.task_codes & set(PROTECTION_CODES)
        if not protection:
            continue
        if caveat.kind == "night":
            limits["night_caveat"] = True
        elif caveat.kind == "against_host_forces":
            limits["host_caveat"] = True
        elif caveat.kind == "requires_capital_approval":
            limits["awaits_capital"] = True
        elif caveat.kind == "force_level" and caveat.force_level is not None:
            level = min(level, caveat.force_level - 1)
        elif caveat.areas:
            limits["barred_areas"] = limits.get("barred_areas", frozenset()) | set(caveat.areas)
        elif caveat.kind == "task_type" and caveat.task_codes:
            level = -1
        elif caveat.kind != "attachment":
            notes.append(
                f"caveat {caveat.id} of {unit.id} ({(caveat.kind or 'other').replace('_', ' ')}) "
                "gives no figure or area: what it keeps out of reach is not counted"
            )
    return {**limits, "highest_force_level": level}


def _said(speeds: Mapping[str, float]) -> str:
    return ", ".join(f"{speed:g} km/h by {way}" for way, speed in speeds.items())
