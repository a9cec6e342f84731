"""The strategy of the invented mission, in trouble: a text with gaps, filled from the exercise.

The mission's troubles are the same for every seed; its places and actors are the country's own.
"""

from peaceops.exercise.country import Exercise
from peaceops.exercise.template import filled


def troubled_strategy(exercise: Exercise) -> dict[str, str]:
    """Return the files of the strategy, as content by name.

    It is written for the last day of the exercise's record. The same exercise gives the same text.
    """
    return filled(exercise, ".yaml")
