"""What this brief can not see, and what it rests on."""

from peaceops.disseminate.briefing.content import Bullets, Heading, Section
from peaceops.disseminate.language import Language
from peaceops.disseminate.map import BOUNDARY_NOTE
from peaceops.disseminate.material import Material
from peaceops.domain.month import month_label


def limits(material: Material, words: Language) -> Section:
    """Return what deaths data miss, how far the data reach, and the citations."""
    blind = (
        words.say(
            "Sexual violence, abduction and forced recruitment, torture, arbitrary detention, "
            "displacement, siege and denied aid: none of these is counted unless somebody died."
        ),
        words.say(
            "Deaths that nobody reported. A zero means “no event recorded”, not “nothing happened”."
        ),
        words.say(
            "Plans, talks, movements of forces and rumours: the outlook knows only past events."
        ),
        words.say(
            "Presence may be why few people die in a place. A low figure is no reason to leave."
        ),
    )
    return Section(
        words.say("What deaths data do not see, and what this rests on"),
        (
            Bullets(blind),
            Heading(words.say("Data")),
            Bullets(_data(material, words)),
            Heading(words.say("Rules")),
            Bullets(_rules(material, words)),
        ),
        new_page=True,
    )


def _data(material: Material, words: Language) -> tuple[str, ...]:
    source = material.provenance
    rows = sum(file.rows for file in source.files)
    rejected = sum(file.rejected for file in source.files)
    said = [
        words.say(
            "{dataset}, {version}. Licence: {licence}. {citation}",
            dataset=source.dataset.title,
            version=source.dataset.version,
            licence=source.dataset.licence,
            citation=source.dataset.citation,
        ),
        words.say(
            "Period covered {declared}; used up to {origin}. {rows} rows read, {rejected} rejected "
            "(peaceops events rejects shows them), {outside} outside the area.",
            declared=str(material.declared),
            origin=month_label(material.period.last),
            rows=words.number(rows),
            rejected=words.number(rejected),
            outside=words.number(material.outside),
        ),
    ]
    if material.outlook.target == "civilian_deaths_proxy":
        said.append(
            words.say(
                "These data do not count civilian deaths. All civilian figures here are "
                "civilian_deaths_proxy: the deaths of one-sided events. Civilians killed in "
                "fighting are missing."
            )
        )
    said += material.notes
    said.append(
        words.say(
            "Boundaries and places: {source}. {note}",
            source=material.boundary.source,
            note=words.say(BOUNDARY_NOTE),
        )
    )
    return tuple(said)


def _rules(material: Material, words: Language) -> tuple[str, ...]:
    return (
        words.say(
            "An event counts from the month of its last day, so that no outlook knows the end of a "
            "long event before it ended."
        ),
        words.say(
            "Reported lately: an event of any kind in or next to the area in the past 12 months; "
            "thin: the last one is 12 to 60 months old; dark: none for 60 months."
        ),
        words.say(
            "The model shown is “{model}”: {title}. It names no attacker and sets no threat level.",
            model=material.outlook.model,
            title=material.outlook.model_title,
        ),
    )
