"""What it costs to try a password: argon2id as RFC 9106 asks where memory is short."""

import msgspec


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """Parameters of argon2id.

    Attributes:
        passes: over the memory.
        memory_kib: in kibibytes.
        lanes: at once.
    """

    passes: int
    memory_kib: int
    lanes: int


COST = Cost(passes=3, memory_kib=65536, lanes=4)
"""About a twentieth of a second and 64 MiB each; what was hashed before keeps its own cost."""
