"""How many people an event killed, as estimates that keep their spread."""

import msgspec

from peaceops.domain.error import PeaceopsError


class Harm(msgspec.Struct, frozen=True, kw_only=True):
    """Deaths in an event.

    Attributes:
        low: lowest reliable estimate, all people.
        best: best estimate, all people.
        high: highest reliable estimate, all people.
        civilians: best estimate of civilians among them; None where the source does not tell.
    """

    low: int
    best: int
    high: int
    civilians: int | None = None

    def __post_init__(self) -> None:
        counts = (self.low, self.best, self.high, self.civilians or 0)
        if min(counts) < 0:
            raise PeaceopsError("negative deaths")
        if (self.civilians or 0) > max(self.best, self.high):
            raise PeaceopsError("more civilians killed than people")
