"""A draft of what is said in public: plain, and promising nothing that can not be kept.

It names no place, no unit, no date and no level: a list of unprotected places is a list of targets.
It is a draft. Nobody has released it until a person does.
"""

import msgspec

from peaceops.domain.marking import Level, Marking
from peaceops.domain.truth import Truth

_SOME_ACTION = 1
"""From this level on the mission surely does something."""


class PublicMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A draft of what is said.

    Attributes:
        text: in plain English, a sentence each.
        marking: of the text by itself; that it may be seen does not mean that it was released.
    """

    text: tuple[str, ...]
    marking: Marking = Marking(Level.UNCLASSIFIED)


def draft_message(*, low: int, short: bool, host: Truth) -> PublicMessage:
    """Write a draft.

    Args:
        low: the least that can be delivered; only what that holds is promised.
        short: more is, or may be, expected than can be delivered.
        host: the host's own forces may be the attackers; then the message does not send people to
            them.
    """
    lines = ["No one may attack civilians, whoever they are and whatever the reason."]
    if host is False:
        lines.append("To protect everybody in the country is first the duty of the State.")
    lines.append(
        "When the mission learns of a danger it acts within its mandate and its means."
        if low >= _SOME_ACTION
        else "The mission can not promise that it will be able to act when an attack comes."
    )
    lines.append("The mission can not be everywhere, and it can not stop every attack.")
    if short:
        lines.append(_SHORT)
    lines.append("Nobody should rely on the mission alone.")
    return PublicMessage(text=tuple(lines))


_SHORT = (
    "Some expect more of it than it can do today. We say so now, so that nobody relies on help "
    "that may not come."
)
