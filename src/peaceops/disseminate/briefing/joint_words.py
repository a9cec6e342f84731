"""Words of the joint page for what is recorded as a code."""

from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy_material import StrategyMaterial
from peaceops.domain.marking import may_see
from peaceops.domain.strategy.force import CaveatKind
from peaceops.domain.strategy.host import HostRole


def role_word(role: HostRole, words: Language) -> str:
    """Say what an authority of the host does."""
    return {
        "protector": words.say("protects"),
        "bystander": words.say("stands by"),
        "obstructor": words.say("obstructs"),
        "perpetrator": words.say("attacks civilians itself"),
        "mixed": words.say("mixed role"),
    }[role]


def answer_word(answer: str | None, words: Language) -> str:
    """Say what a contributor answered when asked for a task."""
    if answer is None:
        return words.say("not recorded")
    return {
        "informed": words.say("informed only"),
        "consulted": words.say("consulted only"),
        "accepted": words.say("accepted"),
        "accepted_with_caveat": words.say("accepted with caveat"),
        "declined": words.say("declined"),
    }[answer]


def caveat_word(kind: CaveatKind | None, words: Language) -> str:
    """Say what a caveat restricts."""
    return {
        "geographic": words.say("area"),
        "task_type": words.say("kind of task"),
        "force_level": words.say("level of force"),
        "against_host_forces": words.say("not against host forces"),
        "night": words.say("not at night"),
        "movement_distance": words.say("distance"),
        "attachment": words.say("no sub-units detached"),
        "air_asset": words.say("use of aircraft"),
        "requires_capital_approval": words.say("asks its capital first"),
        "logistics": words.say("logistics"),
        "medical_threshold": words.say("medical threshold"),
        "other": words.say("other"),
    }[kind or "other"]


def state_word(state: str, words: Language) -> str:
    """Say how a decision stands."""
    return {
        "taken": words.say("Taken"),
        "waiting": words.say("Waits"),
        "overdue": words.say("Overdue"),
    }[state]


def called(held: StrategyMaterial, name: str | None) -> str:
    """Return what people call a post, an actor or an authority; its id in words without a title."""
    node = held.strategy.nodes.get(name or "")
    if node is not None and node.title and may_see(held.clearance, node.marking):
        return node.title
    return (name or "").replace("_", " ")


def capital(text: str) -> str:
    """Begin with a capital."""
    return text[:1].upper() + text[1:]
