"""How good the outlooks of the past were, with their counts."""

import msgspec

from peaceops.domain.month import Month


class NamedScore(msgspec.Struct, frozen=True, kw_only=True):
    """How a list of ten areas a month would have served.

    Attributes:
        name: of the model, or of the simple list.
        title: for people.
        named: areas named, over all months.
        hits: of them, those where a civilian was killed within the horizon.
        grave: places and months after which 10 or more civilians were killed within the horizon.
        grave_named: of them, those that had been named.
        attacks: distinct attacks that killed civilians, each counted once.
        attacks_named: of them, those in a place named in a month whose horizon held them.
    """

    name: str
    title: str
    named: int
    hits: int
    grave: int
    grave_named: int
    attacks: int
    attacks_named: int


class ReliabilityBin(msgspec.Struct, frozen=True, kw_only=True):
    """Areas that were given about the same probability, and how often it came true."""

    said: float
    came_true: float
    areas: int


class ModelScore(msgspec.Struct, frozen=True, kw_only=True):
    """Scores of a model's distributions and probabilities over all areas and origins.

    Attributes:
        crps: deaths; ignorance: bits; brier_1, brier_25: 0 is best.
        ap_1, ap_25: average precision, None where nothing happened.
        calibration_error: mean gap between said and came true, None where nothing was said.
        reliability: the bins behind it.
    """

    name: str
    title: str
    crps: float
    ignorance: float
    brier_1: float
    brier_25: float
    ap_1: float | None
    ap_25: float | None
    calibration_error: float | None
    reliability: tuple[ReliabilityBin, ...]


class Scorecard(msgspec.Struct, frozen=True, kw_only=True):
    """All scores of the outlooks before an as-of date.

    Attributes:
        first_origin, last_origin: months from which the outlooks would have been made.
        origins: how many.
        horizon_months: how many months ahead were summed.
        target: what was forecast.
        named: the model shown first, then its rivals, the simple list last.
        models: the model shown first, then its rivals.
    """

    first_origin: Month
    last_origin: Month
    origins: int
    horizon_months: int
    target: str
    named: tuple[NamedScore, ...]
    models: tuple[ModelScore, ...]


def simple_list_does_as_well(scorecard: Scorecard) -> bool:
    """Tell whether the outlook fails to beat the list of past deaths.

    To beat it, the outlook must have hit as often, have named as many of the grave places, and be
    ahead in one of the two. Better in one and worse in the other counts as no better.
    """
    model, simple = scorecard.named[0], scorecard.named[-1]
    ahead = (model.hits - simple.hits, model.grave_named - simple.grave_named)
    return min(ahead) < 0 or max(ahead) <= 0
