"""Why these areas: what drives each, what past moments were like it, what changed."""

from peaceops.disseminate.briefing.content import Cell, Column, Paragraph, Section, Table
from peaceops.disseminate.briefing.phrase import change, place
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material
from peaceops.domain.explanation import Analogue, Driver, DriverKind, Explanation
from peaceops.domain.month import month_label

_NOTABLE = 1.15
"""A factor on the odds that is nearer to 1 than this is not worth a word."""


def why(material: Material, words: Language) -> tuple[Section, ...]:
    """Return the section, or none where nothing could be explained."""
    if not material.explanations:
        return ()
    by_key = {material.lattice.keys[item.area]: item for item in material.explanations}
    rows = tuple(
        (
            Cell(strong=place(area, words), lines=(words.percent(area.civilian.p_ge_1),)),
            Cell(lines=_drivers(by_key[area.key], words)),
            Cell(
                lines=tuple(_analogue(item, material, words) for item in by_key[area.key].analogues)
            ),
            Cell(strong=change(area, words), lines=_changes(by_key[area.key], words)),
        )
        for area in material.outlook.areas
        if area.key in by_key
    )
    intro = Paragraph(
        words.say(
            "What the trees among the models make of each area. “Odds × 3” means that this part of "
            "the record makes a killing three times as likely, by odds, as at an average moment of "
            "the past. A driver of a figure is not a cause of violence."
        )
    )
    table = Table(
        caption=words.say("What drives each outlook, and what followed moments like it"),
        columns=(
            Column(words.say("Place"), 1.6),
            Column(words.say("What drives it"), 2.1),
            Column(words.say("Moments most alike, and what followed"), 4.2),
            Column(words.say("Since last month"), 1.5),
        ),
        rows=rows,
    )
    return (Section(words.say("Why these areas"), (intro, table), new_page=True),)


def _kind(kind: DriverKind, words: Language) -> str:
    return {
        DriverKind.OWN: words.say("its own past"),
        DriverKind.NEAR: words.say("the areas around it"),
        DriverKind.EVERYWHERE: words.say("violence in the country as a whole"),
        DriverKind.BESIDE: words.say("other kinds of violence there and around"),
    }[kind]


def _drivers(explanation: Explanation, words: Language) -> tuple[str, ...]:
    said = [_driver(driver, words) for driver in explanation.drivers if _notable(driver.factor)]
    return tuple(said) or (words.say("nothing stands out"),)


def _driver(driver: Driver, words: Language) -> str:
    return words.say(
        "{kind}: odds × {factor}",
        kind=_kind(driver.kind, words),
        factor=words.fixed(driver.factor, 1 if driver.factor >= 1 else 2),
    )


def _changes(explanation: Explanation, words: Language) -> tuple[str, ...]:
    said = []
    for driver in explanation.drivers:
        if driver.change is None or not _notable(driver.change):
            continue
        kind = _kind(driver.kind, words)
        said.append(
            words.say("more, by {kind}", kind=kind)
            if driver.change > 1
            else words.say("less, by {kind}", kind=kind)
        )
    return tuple(said)


def _notable(factor: float) -> bool:
    return factor >= _NOTABLE or factor <= 1 / _NOTABLE


def _analogue(item: Analogue, material: Material, words: Language) -> str:
    key = material.lattice.keys[item.area]
    area = next(area for area in material.outlook.areas if area.key == key)
    followed = (
        words.count(
            "{number} killed in the months after",
            "{number} killed in the months after",
            round(item.deaths),
        )
        if item.deaths >= 1
        else words.say("nobody killed in the months after")
    )
    return words.say(
        "{place}, {month}: {followed}",
        place=area.name,
        month=month_label(item.month),
        followed=followed,
    )
