"""The one gate: what may go to whom (design § 6.4)."""

from peaceops.domain.area import AreaKind
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Audience, Compartment, Level, Marking, may_see

CLEARANCE: dict[Audience, Marking] = {
    Audience.PUBLIC: Marking(Level.UNCLASSIFIED),
    Audience.STAFF: Marking(Level.CONFIDENTIAL),
    Audience.INTERNAL: Marking(
        Level.STRICTLY_CONFIDENTIAL,
        frozenset({Compartment.HOST_POSTURE, Compartment.CAVEAT, Compartment.SCENARIO_FORCE}),
    ),
}


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
    if not may_see(CLEARANCE[audience], marking):
        raise PeaceopsError(
            f"inputs marked {marking.level.name.lower()} may not go to the {audience} audience",
            exit_code=REFUSED,
        )
    if audience is Audience.PUBLIC and area_kind not in {AreaKind.UNIT, AreaKind.COUNTRY}:
        raise PeaceopsError(
            "a public outlook is never finer than first-level units",
            remedy="use --audience internal, or aggregate to units",
            exit_code=REFUSED,
        )
