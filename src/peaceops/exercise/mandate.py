"""The mandate texts of the invented mission: the one in force, and the one before it.

The strategy's clauses name their paragraphs. The wording is invented, like all else.
"""

from peaceops.exercise.country import Exercise
from peaceops.exercise.template import filled


def mandate_texts(exercise: Exercise) -> dict[str, str]:
    """Return the texts, as content by name, the older first."""
    return filled(exercise, ".txt")
