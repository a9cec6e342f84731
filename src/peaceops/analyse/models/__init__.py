"""The registry of models: one a file, all called alike."""

from peaceops.analyse.models import (
    blend,
    bootstrap,
    conflictology,
    conflictology_neighbours,
    decay,
    half_life,
    hurdle,
    last_poisson,
    odds,
    quantile_forest,
    scaled_forest,
    stack,
    zero,
)
from peaceops.analyse.models.model import Model
from peaceops.domain.error import PeaceopsError

MODELS: tuple[Model, ...] = (
    blend.MODEL,
    stack.MODEL,
    decay.MODEL,
    conflictology.MODEL,
    conflictology_neighbours.MODEL,
    bootstrap.MODEL,
    last_poisson.MODEL,
    quantile_forest.MODEL,
    hurdle.MODEL,
    odds.MODEL,
    scaled_forest.MODEL,
    *half_life.MODELS,
    zero.MODEL,
)

DEFAULT = blend.MODEL


def model_named(name: str) -> Model:
    """Return a registered model.

    Raises:
        PeaceopsError: there is none of that name.
    """
    for model in MODELS:
        if model.name == name:
            return model
    known = ", ".join(model.name for model in MODELS)
    raise PeaceopsError(f"there is no model {name!r}", remedy=f"choose one of {known}")
