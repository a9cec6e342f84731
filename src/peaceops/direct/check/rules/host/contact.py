"""Who is talked with now: engagements and tracks with a contact inside the limit."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from peaceops.direct.check.view import View, equals, since
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.politics import EngagementNode, TrackNode
from peaceops.domain.truth import Truth, every, some

_DIALOGUE = ("dialogue", "mediation", "advocacy")


@dataclass(frozen=True)
class Contacts:
    """Contacts of late, by who was met.

    Attributes:
        by_party: whether a contact was of late, for each contact of a party.
        complete: False where a contact of late does not know whom it met.
    """

    by_party: dict[str, list[Truth]] = field(default_factory=dict)
    complete: bool = True

    def with_any(self, names: Iterable[str]) -> Truth:
        """Tell whether any of some actors was met of late."""
        answers = [answer for name in names for answer in self.by_party.get(name, [])]
        return some([*answers, False if self.complete else None])


def contacts(view: View, *, dialogue: bool) -> Contacts:
    """Return the contacts within `contact_days`; for dialogue, those of a kind that talks."""
    days = view.limits.contact_days
    found: dict[str, list[Truth]] = {}
    complete = True
    for engagement in view.of(EngagementNode):
        late = every(
            [
                equals(engagement, "status", "open"),
                since(engagement, "date", view.day, days),
                view.in_force(engagement),
                equals(engagement, "kind", *_DIALOGUE) if dialogue else True,
            ]
        )
        if late is False:
            continue
        complete &= not is_unknown(engagement, "parties")
        names = set(engagement.parties)
        if not dialogue:
            complete &= not is_unknown(engagement, "partner")
            names |= {engagement.partner} - {None}  # type: ignore[arg-type]
        for name in names:
            found.setdefault(name, []).append(late)
    for track in view.of(TrackNode):
        late = every([equals(track, "status", "active"), _met(view, track), view.in_force(track)])
        if late is False:
            continue
        complete &= not is_unknown(track, "parties")
        for name in track.parties:
            found.setdefault(name, []).append(late)
    return Contacts(found, complete)


def _met(view: View, track: TrackNode) -> Truth:
    days = view.limits.contact_days
    return some(
        [
            since(track, "last_engagement", view.day, days),
            view.into(track, "on_track", EngagementNode).some(
                lambda engagement: since(engagement, "date", view.day, days)
            ),
        ]
    )
