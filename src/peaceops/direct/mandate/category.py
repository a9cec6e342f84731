"""What a paragraph is about: the codebook's categories, by a model over cues and some rules."""

import re

import msgspec

from peaceops.direct.mandate.feature import Context, Sight, category_features
from peaceops.direct.mandate.fold import fold, words_at
from peaceops.direct.mandate.model import Linear
from peaceops.domain.mandate import CATEGORIES

_REPORT_CHAPEAU = re.compile(
    r" (?:report\w*|rapport\w*|inform\w*|rendre compte|rend compte|update|brief) |(?:تقرير|احاطه)"
)
_LARGEST = 6


class About(msgspec.Struct, frozen=True):
    """The categories of a paragraph, the primary one first.

    Attributes:
        names: as chosen.
        words: for each of them, the words it rests on.
        confidence: the lowest probability among the chosen.
        probabilities: of every category.
    """

    names: tuple[str, ...]
    words: tuple[str, ...]
    confidence: float
    probabilities: dict[str, float]


def categories_of(context: Context, sight: Sight, model: Linear) -> About:
    """Choose the categories of a paragraph."""
    paragraph = context.paragraph
    probabilities = {
        category: model.probability(
            category_features(sight, category, sub_item=paragraph.parent is not None)
        )
        for category in CATEGORIES
    }
    _settle(context, sight, probabilities)
    ordered = sorted(CATEGORIES, key=lambda category: -probabilities[category])
    chosen = [one for one in ordered if probabilities[one] >= model.threshold][:_LARGEST]
    names = tuple(chosen or ordered[:1])
    words = tuple(
        words_at(paragraph.text, *sight.strong[name][0]) for name in names if sight.strong[name]
    )
    confidence = min(probabilities[name] for name in names)
    return About(names, words, round(confidence, 3), probabilities)


def _settle(context: Context, sight: Sight, probabilities: dict[str, float]) -> None:
    """Apply what the codebook settles outright."""
    if sight.strong["formal"]:
        for category in CATEGORIES:
            probabilities[category] = 0.98 if category == "formal" else 0.01
        return
    noun_item = context.paragraph.parent is not None and any(
        _REPORT_CHAPEAU.search(fold(one.text[-260:])) and one.text.rstrip().endswith((":", "on:"))
        for one in context.chapeaux[:1]
    )
    if noun_item and "reporting" in sight.above:
        probabilities["reporting"] = max(probabilities["reporting"], 0.9)
