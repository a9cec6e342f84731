"""Phrases that several sections share."""

from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material
from peaceops.domain.outlook import ActorRecord, AreaOutlook, Chance, Outlook


def not_recorded(words: Language) -> str:
    """Say that nobody wrote a thing down yet: a blank that people must see."""
    return words.say("not recorded")


def horizon(outlook: Outlook, words: Language) -> str:
    """Say for which months the outlook is."""
    return words.months(outlook.origin + 1, outlook.origin + outlook.horizon_months)


def place(area: AreaOutlook, words: Language) -> str:
    """Name an area and its first-level unit, as people name it."""
    if area.name == area.admin1:
        return area.name
    return words.say("{name} ({unit})", name=area.name, unit=area.admin1)


def victims(material: Material, words: Language) -> str:
    """Say what the target counts."""
    if material.outlook.target == "civilian_deaths":
        return words.say("civilian deaths")
    return words.say("deaths in one-sided attacks (civilian_deaths_proxy)")


def interval(chance: Chance, words: Language) -> str:
    """Say the 80 % interval; in words where it holds nothing but zero."""
    low, high = chance.interval80
    if high == 0:
        if chance.p_ge_1 <= 0:
            return words.say("none expected")
        return words.say(
            "most likely none; about 1 in {number} such places saw one or more",
            number=words.number(max(2, round(1 / chance.p_ge_1))),
        )
    return words.say(
        "80 % between {low} and {high}", low=words.number(low), high=words.number(high)
    )


def expected(chance: Chance, words: Language) -> str:
    """Say the expected deaths, with a decimal where there are few."""
    value = chance.expected_deaths
    return words.number(value) if value >= 10 else words.fixed(value, 1)


def attackers(actors: tuple[ActorRecord, ...], words: Language, *, most: int = 3) -> list[str]:
    """Say who attacked civilians in an area in the past 12 months, from the record."""
    found = [actor for actor in actors if actor.attacks]
    lines = [
        words.say(
            "{actor}: {attacks}, {killed}",
            actor=actor.name,
            attacks=words.count("{number} attack", "{number} attacks", actor.attacks),
            killed=words.count(
                "{number} civilian killed", "{number} civilians killed", actor.civilian_deaths
            ),
        )
        for actor in found[:most]
    ]
    if len(found) > most:
        lines.append(words.count("and {number} more", "and {number} more", len(found) - most))
    return lines


def present(actors: tuple[ActorRecord, ...], words: Language, *, most: int = 4) -> str:
    """Name the armed actors on record in an area that attacked no civilians there."""
    found = [actor.name for actor in actors if not actor.attacks]
    names = words.say(", ").join(found[:most])
    if len(found) > most:
        names = words.say("{names} and others", names=names)
    return words.say("Also on record there: {names}", names=names) if found else ""


def change(area: AreaOutlook, words: Language) -> str:
    """Say how the probability moved since the month before, in percentage points."""
    if area.change is None:
        return words.say("no earlier outlook")
    points = round(area.change * 100)
    if points == 0:
        return words.say("unchanged")
    sign = "+" if points > 0 else "–"
    return words.say("{sign}{points} points", sign=sign, points=words.number(abs(points)))
