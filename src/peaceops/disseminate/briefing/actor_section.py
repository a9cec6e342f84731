"""Who attacked civilians in the whole area of the mission, by the record."""

from peaceops.disseminate.briefing.content import Cell, Column, Paragraph, Section, Table
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material

_ACTORS = 8


def actor_section(material: Material, words: Language) -> Section:
    """Return the actors with attacks on civilians in the past 12 months, gravest first."""
    title = words.say("Who attacked civilians")
    attacked = material.actors.filter(material.actors["attacks"] > 0).head(_ACTORS)
    if attacked.is_empty():
        nobody = words.say("No attack on civilians is on record for the past 12 months.")
        return Section(title, (Paragraph(nobody),))
    rows = tuple(
        (
            Cell(strong=row["actor"]),
            Cell(lines=(words.number(row["attacks"]),)),
            Cell(lines=(words.number(row["civilian_deaths"]),)),
            Cell(lines=(words.number(row["earlier_deaths"]),)),
            Cell(
                lines=(
                    words.say("no deaths")
                    if row["share_one_sided"] is None
                    else words.percent(row["share_one_sided"]),
                )
            ),
            Cell(lines=(words.number(row["areas"]),)),
            Cell(lines=(words.day(row["last"]),)),
        )
        for row in attacked.iter_rows(named=True)
    )
    table = Table(
        caption=words.say("One-sided attacks on civilians in the past 12 months, by attacker"),
        columns=(
            Column(words.say("Actor, as the source names it"), 3.0),
            Column(words.say("Attacks"), 0.8, "right"),
            Column(words.say("Civilians killed"), 0.9, "right"),
            Column(words.say("The 12 months before"), 1.0, "right"),
            Column(words.say("Share of its events' deaths"), 1.1, "right"),
            Column(words.say("Areas reached"), 0.9, "right"),
            Column(words.say("Latest event"), 1.3, "right"),
        ),
        rows=rows,
        note=words.say(
            "The record names the attacker in one-sided violence only. Civilians killed in "
            "fighting between armed actors are laid to no side."
        ),
    )
    return Section(title, (table,))
