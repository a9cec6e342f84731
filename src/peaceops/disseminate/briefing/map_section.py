"""The map, and the areas whose last months stand out."""

from peaceops.disseminate.briefing.content import Block, Bullets, Figure, Heading, Section
from peaceops.disseminate.briefing.phrase import horizon, place
from peaceops.disseminate.language import Language
from peaceops.disseminate.map import BOUNDARY_NOTE, outlook_map
from peaceops.disseminate.material import Material

_HOTSPOTS = 6


def map_section(material: Material, words: Language) -> Section:
    """Return the map with its legend in words."""
    caption = words.say(
        "Probability that at least one civilian is killed, {months}. Numbers: the ten areas most "
        "at risk. Hatched: dark, no event reported in or next to the area for five years; we do "
        "not know. “+n not placed”: deaths of the past 12 months known only to that unit. "
        "Boundaries: {source}. {note}",
        months=horizon(material.outlook, words),
        source=material.boundary.source,
        note=words.say(BOUNDARY_NOTE),
    )
    blocks: list[Block] = [Figure(outlook_map(material, words), caption)]
    blocks.append(Heading(words.say("Areas whose past three months stand out from their own past")))
    blocks.append(Bullets(_hotspots(material, words)))
    return Section(words.say("Where"), tuple(blocks), new_page=True)


def _hotspots(material: Material, words: Language) -> tuple[str, ...]:
    by_key = {area.key: area for area in material.outlook.areas}
    said = [
        words.say(
            "{place}: {lately} deaths in three months; usually {usually}.",
            place=place(by_key[material.lattice.keys[spot.area]], words),
            lately=words.number(spot.lately),
            usually=words.fixed(spot.usually, 1),
        )
        for spot in material.hotspots[:_HOTSPOTS]
    ]
    return tuple(said) or (words.say("None."),)
