"""Names of roles and of kinds of records, as pages show them."""

from collections.abc import Mapping

from peaceops.disseminate.language import Language
from peaceops.domain.role import Role


def role_name(role: Role, words: Language) -> str:
    """Return what a role is called."""
    return {
        Role.WATCHKEEPER: words.say("watchkeeper"),
        Role.ANALYST: words.say("analyst"),
        Role.POC_ADVISER: words.say("protection of civilians adviser"),
        Role.HUMAN_RIGHTS: words.say("human rights"),
        Role.CHILD_AND_WOMENS_PROTECTION: words.say("child and women's protection"),
        Role.PLANNER: words.say("planner"),
        Role.HEAD_OF_FIELD_OFFICE: words.say("head of field office"),
        Role.HEAD_OF_MISSION: words.say("head of mission"),
        Role.DESK_OFFICER: words.say("desk officer"),
        Role.HOST_LIAISON: words.say("host liaison"),
        Role.HUMANITARIAN_LIAISON: words.say("humanitarian liaison"),
        Role.CONTRIBUTOR: words.say("contributor"),
        Role.READ_ONLY: words.say("reader"),
        Role.ADMINISTRATOR: words.say("administrator"),
    }[role]


def kinds_counted(words: Language) -> Mapping[str, str]:
    """Return the kinds of records that the first page counts, and what they are called."""
    return {
        "item": words.say("items"),
        "source": words.say("sources"),
        "threat": words.say("threats"),
        "alert": words.say("alerts"),
        "warning": words.say("warnings"),
        "notice": words.say("notices"),
        "information_requirement": words.say("information requirements"),
        "task": words.say("tasks"),
        "unit": words.say("units"),
        "decision": words.say("decisions"),
    }
