"""Who somebody is to the registers, and what they may do there."""

import msgspec

from peaceops.domain.access import Duty, Role, clearance_of, may_do, readable_under
from peaceops.domain.marking import Compartment
from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.domain.role import PERMITS
from peaceops.domain.strategy.node import LEVELS, Classification
from peaceops.services.register.session import Session


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """What a person, or a program with their token, is here.

    Attributes:
        account: its number; `post`: its function.
        roles, teams, contributor: as granted.
        areas: it needs to know about, with all within; null for everywhere.
        classification, compartments: the most that it may see.
        keys: names of the keys that are open to it now; what is sealed to others stays closed.
        reads, writes: kinds of records.
        duties: what else it may do.
    """

    account: str
    post: str
    roles: tuple[Role, ...]
    areas: tuple[str, ...] | None
    teams: tuple[str, ...]
    contributor: str
    classification: Classification
    compartments: tuple[Compartment, ...]
    keys: tuple[str, ...]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    duties: tuple[Duty, ...]


def who_am_i(session: Session) -> Me:
    """Return who somebody is, and what they may do."""
    reader = session.reader
    clearance = clearance_of(reader)
    permits = [permit for role in reader.roles for permit in PERMITS[role]]
    return Me(
        account=reader.account,
        post=reader.post,
        roles=tuple(sorted(reader.roles)),
        areas=None if reader.areas is None else tuple(sorted(reader.areas)),
        teams=tuple(sorted(reader.teams)),
        contributor=reader.contributor,
        classification=next(name for name, level in LEVELS.items() if level == clearance.level),
        compartments=tuple(sorted(clearance.compartments)),
        keys=tuple(sorted(session.keys)),
        reads=tuple(
            kind
            for kind in sorted(RECORD_KINDS)
            if any(readable_under(reader, kind, of) for of in {"", reader.contributor})
        ),
        writes=tuple(
            sorted(frozenset().union(*(permit.writes | permit.drops for permit in permits)))
            if reader.writing
            else ()
        ),
        duties=tuple(sorted(duty for duty in Duty if may_do(reader, duty))),
    )
