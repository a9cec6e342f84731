"""The area's own past, every month weighing half as much as one a half-life later.

An exponentially decayed histogram: Aₜ = λ Aₜ₋₁ + 1[yₜ] with λ = 2^(−1/half-life).
"""

from peaceops.analyse.histogram import decayed, histogram, known, past_windows
from peaceops.analyse.history import History, Window
from peaceops.analyse.models.model import Model
from peaceops.domain.distribution import Distribution


def fading(half_life: int) -> Model:
    """Return the model of one half-life, in months."""

    def forecast(history: History, window: Window) -> Distribution:
        places = past_windows(history, window)
        return known(histogram(places, decayed(half_life, places.shape[1])))

    return Model(
        f"decay-{half_life}", f"the area's own past, half-life {half_life} months", forecast
    )


MODELS = tuple(fading(half_life) for half_life in (3, 9, 30, 120))
BY_HALF_LIFE = dict(zip((3, 9, 30, 120), MODELS, strict=True))
