"""The whole brief, in the order of reading."""

from peaceops.disseminate.briefing.accuracy import accuracy
from peaceops.disseminate.briefing.actor_section import actor_section
from peaceops.disseminate.briefing.content import Brief, Figure, Section
from peaceops.disseminate.briefing.courses import courses_section
from peaceops.disseminate.briefing.expectation_gap import expectation_gap_section
from peaceops.disseminate.briefing.joint_page import joint_page
from peaceops.disseminate.briefing.limits import limits
from peaceops.disseminate.briefing.linkage import linkage_section
from peaceops.disseminate.briefing.map_section import map_section
from peaceops.disseminate.briefing.phrase import horizon
from peaceops.disseminate.briefing.questions import questions_section
from peaceops.disseminate.briefing.ten_areas import outbreaks, ten_areas
from peaceops.disseminate.briefing.why import why
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material
from peaceops.disseminate.strategy.graph import graph_picture
from peaceops.disseminate.strategy.phrase import marking_line
from peaceops.disseminate.strategy_material import StrategyMaterial
from peaceops.domain.marking import Audience, combined, may_see


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
        sections=(
            joint_page(material, words),
            *_strategy(material, words),
            *_courses(material, words),
            map_section(material, words),
            ten_areas(material, words),
            *why(material, words),
            outbreaks(material, words),
            actor_section(material, words),
            accuracy(material, words),
            limits(material, words),
        ),
    )


def _strategy(material: Material, words: Language) -> tuple[Section, ...]:
    """Return what the strategy adds: questions, and how protection serves the politics."""
    held = material.strategy
    if held is None:
        return ()
    return (
        questions_section(held, words),
        linkage_section(held, words),
        *([gap] if (gap := expectation_gap_section(held, words)) else []),
        _picture(held, words),
    )


def _courses(material: Material, words: Language) -> tuple[Section, ...]:
    if material.plan is None or material.strategy is None:
        return ()
    nodes = material.strategy.strategy.nodes.values()
    titles = {node.id: node.title for node in nodes}
    return (courses_section(material.plan, titles, words),)


def _picture(held: StrategyMaterial, words: Language) -> Section:
    picture = graph_picture(held.strategy, held.day, words, clearance=held.clearance)
    caption = words.say(
        "The strategy as a graph as of {day}: what is nearest to the gravest threats. "
        "The command strategy show draws the whole.",
        day=words.day(held.day),
    )
    return Section(
        words.say("The strategy at a glance"), (Figure(picture, caption),), new_page=True
    )


def _marking(material: Material, words: Language) -> str:
    if material.audience is Audience.PUBLIC:
        return words.say("PUBLIC · outlook, not a warning · first-level units only")
    if material.strategy is not None:
        return _marking_of_strategy(material.strategy, words)
    return words.say("INTERNAL · outlook, not a warning · not for publication")


def _marking_of_strategy(held: StrategyMaterial, words: Language) -> str:
    """Return the most that anything the reader may see of the strategy carries."""
    seen = [
        node.marking
        for node in held.strategy.nodes.values()
        if may_see(held.clearance, node.marking)
    ]
    return words.say(
        "{marking} · outlook, not a warning · not for publication",
        marking=marking_line(combined(seen), words),
    )
