"""Which mandate stands, and who was heard on it."""

from collections.abc import Iterable
from datetime import date

from peaceops.direct.check.view import Links, View, equals, holds, passed
from peaceops.domain.strategy.dialogue import ConsultationNode
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.mandate import MandateNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some


def stands(view: View, mandate: MandateNode) -> Truth:
    """Tell whether a mandate is in force, or in draft, and no later version took its place."""
    return every(
        [
            view.in_force(mandate),
            opposite(passed(mandate, "expires", view.day)),
            opposite(
                some(
                    _takes_place_of(other, mandate)
                    for other in view.of(MandateNode)
                    if other.id != mandate.id
                )
            ),
        ]
    )


def standing_mandates(view: View) -> Links[MandateNode]:
    """Return the mandates that stand, drafts included."""
    return Links(view.of(MandateNode)).where(lambda mandate: stands(view, mandate))


def drafted(mandate: MandateNode) -> date | None:
    """Return the day on which a text first went round: the draft, the final text, or the vote."""
    return mandate.first_draft or mandate.in_blue or mandate.adopted


def draft_unknown(mandate: MandateNode) -> bool:
    """Tell whether somebody looked for that day and does not know it."""
    for name in ("first_draft", "in_blue", "adopted"):
        if is_unknown(mandate, name):
            return True
        if getattr(mandate, name) is not None:
            return False
    return False


def contributors_of(view: View) -> tuple[str, ...]:
    """Return the names of all contributors, sorted."""
    return tuple(sorted({unit.contributor for unit in view.of(UnitNode) if unit.contributor}))


def attended(consultation: ConsultationNode, party: str, names: Iterable[str] = ()) -> Truth:
    """Tell whether a party, or one of some of its members by name, was present."""
    return some(holds(consultation, "present", word) for word in (party, *names))


def _takes_place_of(other: MandateNode, mandate: MandateNode) -> Truth:
    return every([opposite(equals(other, "draft", True)), _later(other, mandate)])


def _later(other: MandateNode, mandate: MandateNode) -> Truth:
    """Tell whether one version comes after another, by number or else by day."""
    if is_unknown(other, "number") or is_unknown(mandate, "number"):
        return None
    if other.number is not None and mandate.number is not None:
        return other.number > mandate.number
    if is_unknown(other, "adopted") or is_unknown(mandate, "adopted"):
        return None
    if other.adopted is not None and mandate.adopted is not None:
        return other.adopted > mandate.adopted
    return False
