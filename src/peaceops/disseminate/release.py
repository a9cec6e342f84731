"""What stands at the door: products that the gate stops, and files with their watermark.

Whether anything may go to whom is asked of the one gate (`domain.release_gate`), which records pass
thing by thing, and products as a whole by the most that any of their inputs carries.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from peaceops.direct.linkage.seen import seen_by
from peaceops.disseminate.material import Material
from peaceops.domain.area import AreaKind
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Audience, Level, Marking, combined
from peaceops.domain.precision import PlacePrecision
from peaceops.domain.release import ALLOWANCES, Circle, Released, ReleaseLogEntry, Withholding
from peaceops.domain.release_gate import product_stays
from peaceops.domain.strategy.node import LEVELS

CLEARANCE: dict[Audience, Marking] = {
    audience: ALLOWANCES[Circle(audience)].clearance for audience in Audience
}
SHOWN_BY: Mapping[AreaKind, PlacePrecision] = {
    AreaKind.CELL: PlacePrecision.DISTRICT,
    AreaKind.POLYGON: PlacePrecision.DISTRICT,
    AreaKind.UNIT: PlacePrecision.FIRST_LEVEL_UNIT,
    AreaKind.COUNTRY: PlacePrecision.COUNTRY,
}
"""How finely a product shows places, by the finest areas in it; a drawn area may be a district."""
_FINEST = {
    audience: ALLOWANCES[Circle(audience)].place.name.lower().replace("first_level", "first-level")
    for audience in Audience
}
FORMAT = 1
_LEVEL_NAMES = {level: name.replace("_", " ") for name, level in LEVELS.items()}


def refuse_unless_releasable(audience: Audience, marking: Marking, area_kind: AreaKind) -> None:
    """Stop a product that its audience may not have.

    Args:
        audience: for whom it is meant.
        marking: the maximum over everything it was made from.
        area_kind: the finest areas it shows.

    Raises:
        PeaceopsError: with exit code 4, where the marking is above the audience or a public product
            is finer than first-level units.
    """
    stays = product_stays(audience, marking, SHOWN_BY[area_kind])
    if stays is Withholding.MARKING:
        raise PeaceopsError(
            f"inputs marked {_LEVEL_NAMES[marking.level]} may not go to the {audience} audience",
            exit_code=REFUSED,
        )
    if stays is not None:
        raise PeaceopsError(
            f"a {audience} product is never finer than {_FINEST[audience]}",
            remedy="use --audience internal, or aggregate to units",
            exit_code=REFUSED,
        )


def material_marking(material: Material) -> Marking:
    """Return the most that anything carries which the products of a run show.

    Events are open data. Of the strategy, its findings, questions and requests count, and each
    record that is still in it once it was cut to its reader; so do courses of action.
    """
    planned = Marking() if material.plan is None else material.plan.marking
    held = material.strategy
    if held is None:
        return planned
    report = held.report
    return combined(
        [
            planned,
            seen_by(held.strategy, held.day, held.clearance).marking,
            held.matrix.marking,
            *(finding.marking for finding in report.findings),
            *(question.marking for question in report.questions),
            *(request.marking for request in report.requests),
        ]
    )


def release_file(released: Released, entry: ReleaseLogEntry) -> bytes:
    """Return what a recipient gets as JSON, with a watermark; same content, same bytes.

    How much was left out, and why, is told to audiences within the mission only, and never what.
    """
    content: dict[str, Any] = {
        "format": FORMAT,
        "release": entry.id,
        "watermark": watermark(entry),
        "marking": _LEVEL_NAMES[released.marking.level],
        "audience": released.audience.value,
        "day": entry.day.isoformat(),
        "things": msgspec.to_builtins(released.things),
    }
    if ALLOWANCES[released.audience].left_out:
        content["left_out"] = dict(left_out(released))
    return msgspec.json.encode(content, order="sorted") + b"\n"


def left_out(released: Released) -> Mapping[str, int]:
    """Return how many things, or fields of them, stayed, by reason."""
    counts: dict[str, int] = {}
    for kept in released.withheld:
        counts[kept.reason.value] = counts.get(kept.reason.value, 0) + 1
    return dict(sorted(counts.items()))


def watermark(entry: ReleaseLogEntry) -> str:
    """Return the line that stands on every copy: whose it is, and by whose decision."""
    level = _LEVEL_NAMES[Level(entry.marking.level)].upper()
    return f"{level} · for {entry.recipient} · released {entry.day} by {entry.post} · {entry.id}"
