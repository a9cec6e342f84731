"""Scores of a model over the forecasts of a back-test."""

import msgspec


class Ratio(msgspec.Struct, frozen=True):
    """Σ score of the model over Σ score of a rival on the same rows, with its 5-95 % interval."""

    value: float | None
    lo: float | None
    hi: float | None


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Scores of one model at one horizon, or of all horizons pooled.

    Attributes:
        model: its name.
        horizon: months ahead, the months summed ("1-3"), or "pooled".
        crps, crps_log1p, ignorance, mis, brier_1, brier_25: means; 0 is best.
        ap_1, ap_25: average precision, None where nothing happened.
        calibration_error: of the probability of at least one death.
        onset_ap_1, onset_brier_1: of rows without a death in the 12 months before.
        onset_rows, onsets: how many such rows, and how many of them saw a death.
        rows: how many forecasts.
        ratio: by rival, then by score.
        ratio_without_largest, median_unit_ratio: of CRPS to the first rival, without the unit with
            most deaths, and the median over units with deaths.
    """

    model: str
    horizon: int | str
    rows: int
    crps: float
    crps_log1p: float
    ignorance: float
    mis: float
    brier_1: float
    brier_25: float
    ap_1: float | None
    ap_25: float | None
    calibration_error: float | None
    onset_ap_1: float | None
    onset_brier_1: float | None
    onsets: int
    onset_rows: int
    ratio: dict[str, dict[str, Ratio]]
    ratio_without_largest: float | None
    median_unit_ratio: float | None


class Difference(msgspec.Struct, frozen=True):
    """A share less a rival's share, with its 5-95 % interval over blocks of origins."""

    value: float
    lo: float
    hi: float


class NamedCount(msgspec.Struct, frozen=True, kw_only=True):
    """How a list of ten areas a month would have served, in one country.

    Attributes:
        name: of the model, or of the plain list of the past 12 months' deaths.
        named: areas named, over all origins; hits: of them, those that saw a death in the window.
        grave: areas and origins followed by 10 or more deaths; grave_named: of them, those named.
        outbreaks: areas quiet for 12 months that saw a death in the window.
        quiet_named: areas on the prevention list, the ten gravest quiet ones of each origin.
        quiet_hits: of them, those that saw a death.
        as_many, as_many_hits: the same as named and hits, where in each month no more areas are
            taken than the plain list holds, which is short where few places saw deaths.
        hits_ahead: share of hits among as many, less the plain list's.
        grave_ahead: share of grave places named, less the plain list's.
        quiet_ahead: share of hits on the prevention list, less that of conflictology with
            neighbours.
    """

    name: str
    named: int
    hits: int
    as_many: int
    as_many_hits: int
    grave: int
    grave_named: int
    outbreaks: int
    quiet_named: int
    quiet_hits: int
    hits_ahead: Difference | None
    grave_ahead: Difference | None
    quiet_ahead: Difference | None
