"""What the small models see of a paragraph: which cues stand where, never the words themselves.

The features are the same in every language, so that weights learnt on English codings serve French
and Arabic texts.
"""

from typing import NamedTuple

from peaceops.direct.mandate.addressee import names_operation
from peaceops.direct.mandate.cue import hits
from peaceops.direct.mandate.fold import fold
from peaceops.domain.mandate import CATEGORIES, Language, Paragraph, Part

Features = dict[str, float]
_FEW_PARAGRAPHS = 4


class Context(NamedTuple):
    """A paragraph with what stands above it, chapeaux from the nearest up.

    `thematic` tells that the document's operative part names no operation: it is about a theme.
    """

    paragraph: Paragraph
    chapeaux: tuple[Paragraph, ...]
    thematic: bool = False


def contexts(paragraphs: tuple[Paragraph, ...]) -> list[Context]:
    """Join each paragraph with its chapeaux."""
    by_id = {paragraph.id: paragraph for paragraph in paragraphs}
    operative = [one for one in paragraphs if one.part is Part.OPERATIVE]
    thematic = len(operative) >= _FEW_PARAGRAPHS and not any(
        names_operation(one.text) for one in operative
    )
    joined = []
    for paragraph in paragraphs:
        above: list[Paragraph] = []
        parent = by_id.get(paragraph.parent or "")
        while parent is not None and len(above) < 5:
            above.append(parent)
            parent = by_id.get(parent.parent or "")
        joined.append(Context(paragraph, tuple(above), thematic))
    return joined


class Sight(NamedTuple):
    """Where cues of each category stand, as found once for a paragraph.

    `ranks` orders the categories by where their first cue stands; `total` counts strong cues.
    """

    length: int
    strong: dict[str, list[tuple[int, int]]]
    weak: dict[str, list[tuple[int, int]]]
    above: frozenset[str]
    heading: frozenset[str]
    ranks: dict[str, int]
    total: int


def look(context: Context) -> Sight:
    """Find the cues of a paragraph, its chapeaux and its heading."""
    paragraph = context.paragraph
    language = paragraph.language
    plain = fold(paragraph.text)
    above = fold(" ".join(one.text[:300] for one in context.chapeaux)) if context.chapeaux else ""
    strong = {category: hits(plain, category, "strong", language) for category in CATEGORIES}
    present = sorted((places[0][0], name) for name, places in strong.items() if places)
    return Sight(
        len(plain),
        strong,
        {category: hits(plain, category, "weak", language) for category in CATEGORIES},
        _present(above, language),
        _present(fold(paragraph.heading) if paragraph.heading else "", language),
        {name: rank for rank, (_, name) in enumerate(present)},
        sum(len(places) for places in strong.values()),
    )


def category_features(sight: Sight, category: str, *, sub_item: bool) -> Features:
    """Describe how a paragraph stands to one category."""
    strong, weak = sight.strong[category], sight.weak[category]
    present = sight.ranks
    features: Features = {f"c={category}": 1.0}
    if not present:
        features["none"] = 1.0
    if strong:
        begin = strong[0][0]
        rank = present[category]
        near_begin = 1 - begin / sight.length
        share = len(strong) / sight.total
        features |= {
            "strong": 1.0,
            "n2": float(len(strong) >= 2),
            "n3": float(len(strong) >= 3),
            "early60": float(begin < 60),
            "early100": float(begin < 100),
            "rel": near_begin,
            "share": share,
            "only": float(len(present) == 1),
            "few": float(len(present) <= 3),
            "many": float(len(present) >= 6),
            "rank0": float(rank == 0),
            "rank1": float(rank == 1),
            "long": min(sight.length / 1000, 1.5),
            "sub": float(sub_item),
            "parent_strong": float(category in sight.above),
            "head_strong": float(category in sight.heading),
            f"cs={category}": 1.0,
            f"cr={category}": near_begin,
            f"csh={category}": share,
            f"cn2={category}": float(len(strong) >= 2),
        }
    elif category in sight.above:
        features["parent_only"] = 1.0
    if weak:
        features |= {"weak": 1.0, "weak2": float(len(weak) >= 2)}
        if not strong:
            features |= {"weakonly": 1.0, f"cw={category}": 1.0}
    if category in sight.above:
        features |= {"parent": 1.0, f"cp={category}": 1.0}
    if category in sight.heading:
        features |= {"head": 1.0, f"ch={category}": 1.0}
    return {name: value for name, value in features.items() if value}


def _present(plain: str, language: Language) -> frozenset[str]:
    if not plain.strip():
        return frozenset()
    return frozenset(
        category for category in CATEGORIES if hits(plain, category, "strong", language)
    )
