"""Roles: what people in each function are cleared for, may read, may write, and may do.

Tables, not code: who wants to know what a role may do reads them here; `domain.access` applies
them. Nobody reads or writes a kind of record by default.

Source: doctrine B15 (need to know), R-02 … R-10 and R-25 … R-44 (the users each requirement names).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Compartment, Level, Marking


class Role(StrEnum):
    """A function in which somebody works with the registers."""

    WATCHKEEPER = "watchkeeper"
    ANALYST = "analyst"
    POC_ADVISER = "poc_adviser"
    HUMAN_RIGHTS = "human_rights"
    CHILD_AND_WOMENS_PROTECTION = "child_and_womens_protection"
    PLANNER = "planner"
    HEAD_OF_FIELD_OFFICE = "head_of_field_office"
    HEAD_OF_MISSION = "head_of_mission"
    DESK_OFFICER = "desk_officer"
    HOST_LIAISON = "host_liaison"
    HUMANITARIAN_LIAISON = "humanitarian_liaison"
    CONTRIBUTOR = "contributor"
    READ_ONLY = "read_only"
    ADMINISTRATOR = "administrator"


class Duty(StrEnum):
    """An act that is no reading or writing of a record."""

    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT = "read_audit"
    ISSUE_WARNING = "issue_warning"
    RELEASE = "release"
    """Let a product out, to an audience that may have it."""
    RELEASE_TO_HOST = "release_to_host"
    DOWNGRADE = "downgrade"
    """Mark a thing lower than what it is made from, with reasons."""
    IMPORT = "import"
    EXPORT_MISSION = "export_mission"
    """Take the whole of the registers along, encrypted."""
    DESTROY = "destroy"
    """End what is due, or lay a legal hold on it."""
    BACK_UP = "back_up"


class Permit(msgspec.Struct, frozen=True, kw_only=True):
    """What a role is allowed.

    Attributes:
        clearance: level and compartments it may open.
        reads: kinds of records.
        writes: kinds that it may record, change and withdraw.
        drops: kinds that it may record newly although it can not read them afterwards, as a letter
            is dropped into a box: who takes a call at night notes who called.
        own: it holds only for what names the reader's own contributor.
    """

    clearance: Marking
    reads: frozenset[str]
    writes: frozenset[str] = frozenset()
    drops: frozenset[str] = frozenset()
    own: bool = False


_FRAME = frozenset({"mission", "area", "post", "trigger", "mandate", "clause", "document", "edge"})
_CONFLICT = frozenset({"actor", "driver", "group"})
_POLITICS = frozenset({"objective", "track", "engagement", "partner", "position", "undertaking"})
_THREAT = frozenset({"threat", "proposal", "assessment"})
_WARNING = frozenset({"warning", "response", "alert", "notice"})
_OUTBOX = frozenset({"delivery", "acknowledgement", "subscription", "host_release"})
_TOLD = _WARNING - {"alert"}
"""What people from outside may get of it: notices, never the words in which somebody called."""
_VOICE = frozenset({"dissent", "evidence", "feedback"})
_PROTECTION = frozenset({"task", "activity", "authority", "plan"})
_FORCE = frozenset({"unit", "acceptance", "training", "briefing", "evaluation", "requirement"})
_CAVEAT = frozenset({"caveat"})
_POSTURE = frozenset({"posture", "consent", "sofa_incident"})
_HOST = frozenset({"support", "due_diligence", "mitigation", "monitoring", "measure", "compact"})
_SCENARIO = frozenset({"scenario", "expectation"})
_DIALOGUE = frozenset({"consultation", "point"})
_ITEM = frozenset({"item", "attachment", "collation_link"})
_SOURCE = frozenset({"source", "source_identity", "source_assessment"})
_DIRECTION = frozenset({"information_requirement", "indicator", "hypothesis", "acquisition_task"})
_JUDGEMENT = frozenset({"recommendation", "decision", "disposition", "product"})
_KEEPING = frozenset({"suppression", "override"})

GROUPS: Mapping[str, frozenset[str]] = {
    "frame": _FRAME,
    "conflict": _CONFLICT,
    "politics": _POLITICS,
    "threat": _THREAT,
    "warning": _WARNING,
    "outbox": _OUTBOX,
    "voice": _VOICE,
    "protection": _PROTECTION,
    "force": _FORCE,
    "caveat": _CAVEAT,
    "posture": _POSTURE,
    "host": _HOST,
    "scenario": _SCENARIO,
    "dialogue": _DIALOGUE,
    "item": _ITEM,
    "source": _SOURCE,
    "direction": _DIRECTION,
    "judgement": _JUDGEMENT,
    "keeping": _KEEPING,
}
"""Kinds of records by what they are about; each kind stands in exactly one group."""

ONLY_MINE = _VOICE | {"acknowledgement", "subscription"}
"""What somebody said in their own name; only they change it."""

_RECEIVES = frozenset({"acknowledgement", "subscription"})
"""What everyone who may get a notice records; who else got it, only those who send can read."""

_ALL = frozenset().union(*GROUPS.values())
_STAFF = _ALL - _SOURCE - _OUTBOX
"""What staff may read as far as their clearance goes; not who the sources are, nor who was told."""
_SENDS = _STAFF | _OUTBOX
"""What those may read who send warnings and see whom they reached."""
_WARNS = _WARNING | (_OUTBOX - {"host_release"})
"""What they write; a notice is released to a host by a head of office or of mission."""

SEALED_COMPARTMENTS = frozenset(
    {
        Compartment.SOURCE_IDENTITY,
        Compartment.HOST_POSTURE,
        Compartment.CAVEAT,
        Compartment.SCENARIO_FORCE,
    }
)
"""What is encrypted at rest, always (design § 6.5); roles hold keys to those they may open."""

_HELD_APART = (Compartment.HOST_POSTURE, Compartment.CAVEAT, Compartment.SCENARIO_FORCE)


def _cleared(level: Level, *compartments: Compartment) -> Marking:
    return Marking(level, frozenset(compartments))


PERMITS: Mapping[Role, tuple[Permit, ...]] = {
    Role.WATCHKEEPER: (
        Permit(
            clearance=_cleared(Level.STRICTLY_CONFIDENTIAL),
            reads=_SENDS,
            writes=_ITEM | _WARNS | _VOICE | {"activity", "edge"},
            drops=frozenset({"source_identity"}),
        ),
    ),
    Role.ANALYST: (
        Permit(
            clearance=_cleared(
                Level.STRICTLY_CONFIDENTIAL,
                Compartment.SOURCE_IDENTITY,
                Compartment.HOST_POSTURE,
            ),
            reads=_ALL,
            writes=_ITEM | _SOURCE | _CONFLICT | _THREAT | _DIRECTION | _WARNS | _VOICE
            | _POSTURE | {"product", "trigger", "area", "edge"},
        ),
    ),
    Role.POC_ADVISER: (
        Permit(
            clearance=_cleared(Level.STRICTLY_CONFIDENTIAL, *_HELD_APART),
            reads=_SENDS,
            writes=_FRAME | _CONFLICT | _POLITICS | _THREAT | _WARNS | _VOICE | _PROTECTION
            | _DIRECTION | _JUDGEMENT | _KEEPING | _SCENARIO | _ITEM | _POSTURE | _HOST,
            drops=frozenset({"source_identity"}),
        ),
    ),
    Role.HUMAN_RIGHTS: (
        Permit(
            clearance=_cleared(
                Level.STRICTLY_CONFIDENTIAL,
                Compartment.SOURCE_IDENTITY,
                Compartment.HOST_POSTURE,
                Compartment.MEDICAL,
            ),
            reads=_ALL,
            writes=_ITEM | _SOURCE | _CONFLICT | _THREAT | _WARNS | _VOICE | _POSTURE | _HOST
            | {"edge", "indicator"},
        ),
    ),
    Role.CHILD_AND_WOMENS_PROTECTION: (
        Permit(
            clearance=_cleared(
                Level.STRICTLY_CONFIDENTIAL,
                Compartment.SOURCE_IDENTITY,
                Compartment.MEDICAL,
            ),
            reads=_ALL,
            writes=_ITEM | _SOURCE | _THREAT | _WARNS | _VOICE | {"edge", "indicator", "group"},
        ),
    ),
    Role.PLANNER: (
        Permit(
            clearance=_cleared(Level.STRICTLY_CONFIDENTIAL, *_HELD_APART),
            reads=_STAFF,
            writes=_FRAME | _POLITICS | _PROTECTION | _FORCE | _CAVEAT | _SCENARIO | _HOST
            | _DIALOGUE | _JUDGEMENT | _KEEPING | _VOICE | {"information_requirement"},
            drops=_RECEIVES,
        ),
    ),
    Role.HEAD_OF_FIELD_OFFICE: (
        Permit(
            clearance=_cleared(
                Level.STRICTLY_CONFIDENTIAL, Compartment.HOST_POSTURE, Compartment.CAVEAT
            ),
            reads=_SENDS,
            writes=_OUTBOX | _ITEM | _THREAT | _WARNING | _VOICE | _PROTECTION | _POSTURE
            | _JUDGEMENT | {"engagement", "undertaking", "information_requirement", "edge"},
            drops=frozenset({"source_identity"}),
        ),
    ),
    Role.HEAD_OF_MISSION: (
        Permit(
            clearance=_cleared(Level.STRICTLY_CONFIDENTIAL, *_HELD_APART),
            reads=_SENDS,
            writes=_SENDS,
        ),
    ),
    Role.DESK_OFFICER: (
        Permit(
            clearance=_cleared(Level.STRICTLY_CONFIDENTIAL, *_HELD_APART),
            reads=_STAFF,
            writes=_FRAME | _POLITICS | _SCENARIO | _DIALOGUE | _JUDGEMENT | _VOICE | _FORCE
            | _CAVEAT | {"information_requirement"},
            drops=_RECEIVES,
        ),
    ),
    Role.HOST_LIAISON: (
        Permit(
            clearance=_cleared(Level.CONFIDENTIAL, Compartment.HOST_POSTURE),
            reads=_FRAME | _CONFLICT | _POLITICS | _THREAT | _WARNING | _VOICE | _POSTURE | _HOST,
            writes=_HOST | _VOICE | {"engagement", "response", "sofa_incident", "edge"},
            drops=_RECEIVES,
        ),
    ),
    Role.HUMANITARIAN_LIAISON: (
        Permit(
            clearance=_cleared(Level.CONFIDENTIAL),
            reads=_FRAME | _THREAT | _TOLD | _VOICE | {"group", "product"},
            writes=frozenset({"feedback"}),
            drops=_RECEIVES,
        ),
    ),
    Role.CONTRIBUTOR: (
        Permit(
            clearance=_cleared(Level.CONFIDENTIAL),
            reads=_FRAME | _CONFLICT | _POLITICS | _THREAT | _TOLD | _VOICE | _DIALOGUE
            | {"task", "requirement", "product"},
            writes=_VOICE,
            drops=_RECEIVES,
        ),
        Permit(
            clearance=_cleared(Level.STRICTLY_CONFIDENTIAL, Compartment.CAVEAT),
            reads=_FORCE | _CAVEAT | _TOLD | _VOICE | _DIALOGUE | {"task"},
            writes=_VOICE | _CAVEAT | {"acceptance", "training", "point"},
            own=True,
        ),
    ),
    Role.READ_ONLY: (
        Permit(clearance=_cleared(Level.CONFIDENTIAL), reads=_STAFF, drops=_RECEIVES),
    ),
    Role.ADMINISTRATOR: (Permit(clearance=_cleared(Level.UNCLASSIFIED), reads=_FRAME),),
}  # fmt: skip
"""What each role is allowed; a reader with several roles has what they allow together."""

DUTIES: Mapping[Role, frozenset[Duty]] = {
    Role.WATCHKEEPER: frozenset({Duty.ISSUE_WARNING, Duty.IMPORT}),
    Role.ANALYST: frozenset({Duty.ISSUE_WARNING, Duty.IMPORT}),
    Role.POC_ADVISER: frozenset({Duty.ISSUE_WARNING, Duty.IMPORT, Duty.RELEASE}),
    Role.HUMAN_RIGHTS: frozenset({Duty.ISSUE_WARNING, Duty.IMPORT}),
    Role.CHILD_AND_WOMENS_PROTECTION: frozenset({Duty.ISSUE_WARNING, Duty.IMPORT}),
    Role.PLANNER: frozenset({Duty.IMPORT}),
    Role.HEAD_OF_FIELD_OFFICE: frozenset({Duty.ISSUE_WARNING, Duty.RELEASE, Duty.RELEASE_TO_HOST}),
    Role.HEAD_OF_MISSION: frozenset(Duty) - {Duty.MANAGE_ACCOUNTS, Duty.BACK_UP},
    Role.DESK_OFFICER: frozenset({Duty.RELEASE, Duty.IMPORT}),
    Role.HOST_LIAISON: frozenset(),
    Role.HUMANITARIAN_LIAISON: frozenset(),
    Role.CONTRIBUTOR: frozenset(),
    Role.READ_ONLY: frozenset(),
    Role.ADMINISTRATOR: frozenset({Duty.MANAGE_ACCOUNTS, Duty.READ_AUDIT, Duty.BACK_UP}),
}

OUTSIDE = frozenset({Role.CONTRIBUTOR, Role.HUMANITARIAN_LIAISON})
"""Those who belong neither to the mission nor to the Secretariat."""

NEVER_TASKED = frozenset({Role.HUMANITARIAN_LIAISON, Role.READ_ONLY, Role.ADMINISTRATOR})
"""They own no task, decision or response: humanitarian actors are not the mission's to direct."""


def role_named(name: str) -> Role:
    """Return a role by its name.

    Raises:
        PeaceopsError: there is no such role.
    """
    try:
        return Role(name)
    except ValueError:
        raise PeaceopsError(f"no such role: {name}", remedy=f"one of: {', '.join(Role)}") from None


def may_be_tasked(roles: Iterable[Role]) -> bool:
    """Tell whether somebody with these roles may own a task, a decision or a response."""
    held = frozenset(roles)
    return bool(held) and Role.HUMANITARIAN_LIAISON not in held and not held <= NEVER_TASKED


def opening_roles(compartment: Compartment) -> frozenset[Role]:
    """Return the roles that may open a compartment, wherever or only for their own."""
    return frozenset(
        role
        for role, permits in PERMITS.items()
        if any(compartment in permit.clearance.compartments for permit in permits)
    )


def grant_fault(roles: Iterable[Role]) -> str:
    """Say why one account may not hold these roles together; empty where it may.

    Who manages accounts opens nothing that is held apart; who comes from outside is no staff.
    """
    held = frozenset(roles)
    outside = held & OUTSIDE
    if outside and len(held) > 1:
        return f"{min(outside)} comes from outside the mission and holds no other role"
    opened = {compartment for compartment in Compartment if held & opening_roles(compartment)}
    if Role.ADMINISTRATOR in held and opened:
        return (
            "an administrator opens nothing that is held apart "
            f"({', '.join(sorted(opened))}); give that person a second account"
        )
    return ""
