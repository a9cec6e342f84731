"""The whole brief, in the order of reading."""

from peaceops.disseminate.briefing.accuracy import accuracy
from peaceops.disseminate.briefing.actor_section import actor_section
from peaceops.disseminate.briefing.content import Brief
from peaceops.disseminate.briefing.joint_page import joint_page
from peaceops.disseminate.briefing.limits import limits
from peaceops.disseminate.briefing.map_section import map_section
from peaceops.disseminate.briefing.phrase import horizon
from peaceops.disseminate.briefing.ten_areas import outbreaks, ten_areas
from peaceops.disseminate.briefing.why import why
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material
from peaceops.domain.marking import Audience


def compose(material: Material, words: Language) -> Brief:
    """Write the brief of a run."""
    return Brief(
        title=words.say("{mission}: outlook for civilians", mission=material.mission),
        subtitle=words.say(
            "As of {day} · for {months}",
            day=words.day(material.outlook.as_of),
            months=horizon(material.outlook, words),
        ),
        marking=_marking(material, words),
        language=words.code,
        as_of=material.outlook.as_of.isoformat(),
        sections=tuple(
            section
            for section in (
                joint_page(material, words),
                map_section(material, words),
                ten_areas(material, words),
                why(material, words),
                outbreaks(material, words),
                actor_section(material, words),
                accuracy(material, words),
                limits(material, words),
            )
            if section is not None
        ),
    )


def _marking(material: Material, words: Language) -> str:
    if material.audience is Audience.PUBLIC:
        return words.say("PUBLIC · outlook, not a warning · first-level units only")
    return words.say("INTERNAL · outlook, not a warning · not for publication")
