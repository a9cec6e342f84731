"""The three kinds of organised violence that UCDP tells apart.

Source: UCDP GED codebook, `type_of_violence`.
"""

from enum import IntEnum


class Violence(IntEnum):
    """Who fights whom."""

    STATE_BASED = 1
    """A government against an armed group or another government."""
    NON_STATE = 2
    """Organised groups against each other, no government among them."""
    ONE_SIDED = 3
    """A government or an organised group against civilians."""
