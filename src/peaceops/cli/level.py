"""The reader's level, as given on the command line."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from peaceops.domain.marking import Marking


LevelName = Literal["unclassified", "confidential", "strictly_confidential"]


def clearance_of(level: LevelName) -> "Marking":
    """Return what a reader at a level may see.

    The highest is the owner of the file: whatever stands in it. Below, nothing that is held apart.
    """
    from peaceops.domain.marking import EVERYTHING, Level, Marking

    return EVERYTHING if level == "strictly_confidential" else Marking(Level[level.upper()])
