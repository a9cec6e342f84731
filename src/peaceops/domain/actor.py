"""Armed actors, as the record names them. Groups and units only, never a person (doctrine E1)."""

import msgspec

CIVILIANS = "Civilians"
"""What UCDP writes where the second side of an event is not armed."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A government, an armed group or a unit.

    Attributes:
        id: the source's own id, or the name where it has none.
        name: as the source writes it.
        is_state: True for a government and its forces, None where the source does not tell.
    """

    id: str
    name: str
    is_state: bool | None = None
