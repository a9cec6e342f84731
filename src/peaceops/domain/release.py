"""The release: what an audience is, what is asked to leave, and what the gate answered.

`releasable` (`domain.release_gate`) is the one gate; these are the nouns that it speaks in.

Source: doctrine B15 (release gate, consent, level lattice), D4.5 INF-05; design § 6.4.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from peaceops.domain.marking import Audience, Compartment, Level, Marking
from peaceops.domain.precision import PlacePrecision, TimePrecision
from peaceops.domain.record import Payload
from peaceops.domain.shortfall import Answer


class Circle(StrEnum):
    """Who will have what leaves: an audience, or whoever one notice is let out to.

    Products and records are released to audiences only; no list of audiences leads to a host.
    """

    INTERNAL = Audience.INTERNAL.value
    STAFF = Audience.STAFF.value
    PUBLIC = Audience.PUBLIC.value
    WARNED = "warned"
    """Whoever a notice warns outside of the registers, by e-mail or as an alert file."""
    HOST = "host"
    """A host authority, by a person's release of that one notice."""


class Allowance(msgspec.Struct, frozen=True, kw_only=True):
    """What a circle may have.

    Attributes:
        clearance: level and compartments.
        place, time: finest that is shown.
        words: free text leaves without a person having read it for this release.
        presence: where units are and how soon they can be somewhere.
        left_out: it is told how much was left out, and why.
    """

    clearance: Marking
    place: PlacePrecision
    time: TimePrecision
    words: bool
    presence: bool
    left_out: bool


ALLOWANCES: Mapping[Circle, Allowance] = {
    Circle.INTERNAL: Allowance(
        clearance=Marking(
            Level.STRICTLY_CONFIDENTIAL,
            frozenset({Compartment.HOST_POSTURE, Compartment.CAVEAT, Compartment.SCENARIO_FORCE}),
        ),
        place=PlacePrecision.EXACT,
        time=TimePrecision.DAY,
        words=True,
        presence=True,
        left_out=True,
    ),
    Circle.STAFF: Allowance(
        clearance=Marking(Level.CONFIDENTIAL),
        place=PlacePrecision.NEAR,
        time=TimePrecision.DAY,
        words=True,
        presence=False,
        left_out=True,
    ),
    Circle.PUBLIC: Allowance(
        clearance=Marking(Level.UNCLASSIFIED),
        place=PlacePrecision.FIRST_LEVEL_UNIT,
        time=TimePrecision.MONTH,
        words=False,
        presence=False,
        left_out=False,
    ),
    Circle.WARNED: Allowance(
        clearance=Marking(Level.UNCLASSIFIED),
        place=PlacePrecision.DISTRICT,
        time=TimePrecision.DAY,
        words=False,
        presence=False,
        left_out=False,
    ),
    Circle.HOST: Allowance(
        clearance=Marking(Level.CONFIDENTIAL),
        place=PlacePrecision.DISTRICT,
        time=TimePrecision.DAY,
        words=False,
        presence=False,
        left_out=False,
    ),
}
"""By circle. Source identities go to none of them."""

FINEST_BY_CONSENT: Mapping[str | None, PlacePrecision] = {
    "quote_with_identity": PlacePrecision.EXACT,
    "quote_without_identity": PlacePrecision.DISTRICT,
    None: PlacePrecision.FIRST_LEVEL_UNIT,
    "inform_analysis": PlacePrecision.FIRST_LEVEL_UNIT,
    "internal_only": PlacePrecision.FIRST_LEVEL_UNIT,
    "none": PlacePrecision.FIRST_LEVEL_UNIT,
}
"""Finest place that may be shown of what somebody told, by what they allow: a convention."""


class Withholding(StrEnum):
    """Why something did not pass, or not whole."""

    MARKING = "it is marked above this audience"
    IDENTITY = "identities of sources never leave"
    INWARD = "it tells who else receives, or is a file that the gate can not read"
    SEALED = "it is sealed or destroyed: nobody here can tell what it holds"
    CONSENT = "its source does not allow it"
    SHORTFALL = "the contributor has not had ten working days to answer it"
    PRESENCE = "where units are, how soon they arrive and what they lack stays within leadership"
    SMALL_COUNT = "a count about people below five, or one that would give it back"
    PLACE = "the place is shown less finely"
    TIME = "the time is shown less finely"
    WORDS = "nobody has read its words for this release"
    REFERENCE = "it names what is not released"
    END = "one of the two things that it ties together is not released"


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked to leave.

    Attributes:
        id, kind, payload, marking: as recorded; payload None where it can not be read.
        told: somebody told it, so that their consent counts; taken for granted of every item
            unless it is known to be the mission's own observation.
        unit: first-level unit that it lies in; empty where not known.
        contributor: whose units it is about; empty for none.
        answer: what that contributor has to say of its shortfall; None where it was not asked.
        rests_on: what the sources of those items allow that a notice rests on; None where that is
            not recorded.
    """

    id: str
    kind: str
    payload: Payload | None
    marking: Marking
    told: bool = True
    unit: str = ""
    contributor: str = ""
    answer: Answer | None = None
    rests_on: tuple[str | None, ...] = ()


class ReleaseOrder(msgspec.Struct, frozen=True, kw_only=True):
    """For whom something is to leave, and what a person has decided about it.

    Attributes:
        audience: the widest circle that will have it.
        day: on which it leaves.
        outside: it leaves mission and Secretariat; always so beyond internal and staff.
        read: ids of things whose words a person has read for this release.
        placed: ids of notices whose place a person lets stand as it is named, for this release: a
            notice says where harm is feared, not where somebody told of it.
        nameable: ids of other things that may be named in it: the recipient may see them.
        aliased: ids of items and sources, wherever they are named; each gets a pseudonym.
    """

    audience: Circle
    day: date
    outside: bool = False
    read: frozenset[str] = frozenset()
    placed: frozenset[str] = frozenset()
    nameable: frozenset[str] = frozenset()
    aliased: frozenset[str] = frozenset()

    @property
    def leaves(self) -> bool:
        """Tell whether it goes beyond mission and Secretariat."""
        return self.outside or self.audience not in {Circle.INTERNAL, Circle.STAFF}


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """What did not pass, or not whole; for the person who releases, never for the recipient.

    Attributes:
        id, kind: of the thing.
        field: of it; empty where the whole thing stays.
        reason: why.
    """

    id: str
    kind: str
    field: str = ""
    reason: Withholding


class ReleasedThing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing as the recipient has it.

    Attributes:
        id: its own, or a pseudonym that holds in this release only.
        kind: its noun.
        content: what is left of its fields, in plain values.
    """

    id: str
    kind: str
    content: Mapping[str, Any]


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """What the gate let through.

    Attributes:
        audience: for whom.
        marking: the most that anything in it carries.
        things: in the order in which they were asked for.
        withheld: what stayed, and why.
    """

    audience: Circle
    marking: Marking
    things: tuple[ReleasedThing, ...]
    withheld: tuple[Withheld, ...]


class ReleaseLogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the release log.

    Attributes:
        id: of the release; printed on every copy.
        day: on which it was made.
        post: of the person who released it.
        audience, recipient, purpose: for whom, by name of the body, and what for.
        marking: of what went out.
        things: how many went out; withheld: how many stayed, by reason.
        sha256: of the file.
    """

    id: str
    day: date
    post: str
    audience: Circle
    recipient: str
    purpose: str
    marking: Marking
    things: int
    withheld: Mapping[str, int]
    sha256: str
