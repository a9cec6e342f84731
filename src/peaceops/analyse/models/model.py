"""What a model is: a named function from the past to distributions of what comes."""

from collections.abc import Callable
from dataclasses import dataclass

from peaceops.analyse.history import History, Window
from peaceops.domain.distribution import Distribution


@dataclass(frozen=True)
class Model:
    """A forecaster that everybody can call alike.

    Attributes:
        name: as written on the command line and in products.
        title: what it is, in a few words a reader of the brief understands.
        forecast: from the past and the months ahead to the distribution of deaths summed over
            those months, one row an area. It is pure: same past, same bytes.
    """

    name: str
    title: str
    forecast: Callable[[History, Window], Distribution]
