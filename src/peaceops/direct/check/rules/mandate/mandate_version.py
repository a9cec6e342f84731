"""Which version of the mandate stands: the one adopted last, and any draft of the next."""

from peaceops.direct.check.view import Links, View, equals, recorded
from peaceops.domain.strategy.mandate import MandateNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some


def is_draft(mandate: MandateNode) -> Truth:
    """Tell whether a version is not adopted yet, by its own word or because drafts went round."""
    return every(
        [
            opposite(recorded(mandate, "adopted")),
            some(
                [
                    equals(mandate, "draft", True),
                    recorded(mandate, "first_draft"),
                    recorded(mandate, "in_blue"),
                ]
            ),
        ]
    )


def standing(view: View) -> Links[MandateNode]:
    """Return the adopted version that no later one replaced, and the drafts of a later one."""
    adopted = [
        (mandate, truth)
        for mandate in view.of(MandateNode)
        if (truth := every([opposite(is_draft(mandate)), view.in_force(mandate)])) is not False
    ]
    links: Links[MandateNode] = Links(view.of(MandateNode))
    return links.where(
        lambda mandate: every(
            [
                view.in_force(mandate),
                opposite(some(every([truth, _after(other, mandate)]) for other, truth in adopted)),
            ]
        )
    )


def current(view: View) -> Links[MandateNode]:
    """Return the adopted version that stands."""
    stands = standing(view)
    now = stands.where(lambda mandate: opposite(is_draft(mandate)))
    return Links(now.nodes, (), now.complete and stands.complete)


def _after(other: MandateNode, mandate: MandateNode) -> Truth:
    """Tell whether one version follows another: by number, or else by the day of adoption."""
    if other.id == mandate.id:
        return False
    for name in ("number", "adopted"):
        if is_unknown(other, name) or is_unknown(mandate, name):
            return None
        one, two = getattr(other, name), getattr(mandate, name)
        if one is not None and two is not None:
            return bool(one > two)
    return False
