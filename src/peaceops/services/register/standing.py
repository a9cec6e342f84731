"""What stands, for acts that go on from it: read without an entry of its own in the audit.

The act that follows writes the entry. What a person may not see is not there for them here either.
"""

import secrets
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.safe_text import struct_text_fault
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node
from peaceops.registers.record.history import known_at, newest
from peaceops.services.register.reading import readable, unseen
from peaceops.services.register.session import Session

N = TypeVar("N", bound=Node)


def standing(session: Session, name: str, kind: type[N]) -> tuple[Record, N]:
    """Return the newest version of a record and what it holds.

    Raises:
        PeaceopsError: there is none of that kind that this person may see and open.
    """
    record = newest(name, session.keys)
    if record is None or not readable(session, [record]):
        raise unseen(name)
    if record.withdrawn:
        raise PeaceopsError("it was withdrawn", where=name)
    if not isinstance(record.payload, kind):
        held = record.kind if record.payload is not None else f"{record.kind}, and {record.holding}"
        raise PeaceopsError(f"it is a {held}, not a {kind.noun}", where=name)
    return record, record.payload


def graph_of(session: Session, *kinds: type[Node]) -> Strategy:
    """Return what stands of some kinds, with the relations between them, as far as it is seen.

    A relation to something that is of another kind, or that this person may not see, stays as the
    bare id at its end.
    """
    names = [kind.noun for kind in kinds]
    found = readable(session, known_at(session.now, session.keys, [*names, "edge"]))
    nodes = {record.id: record.payload for record in found if isinstance(record.payload, Node)}
    edges = [record.payload for record in found if isinstance(record.payload, Edge)]
    return Strategy(nodes, tuple(edge for edge in edges if edge.source in nodes))


def all_of(session: Session, kind: type[N]) -> tuple[tuple[Record, N], ...]:
    """Return everything of a kind that stands and that this person may see and open."""
    found = readable(session, known_at(session.now, session.keys, [kind.noun]))
    return tuple((record, record.payload) for record in found if isinstance(record.payload, kind))


def made(kind: type[N], /, **fields: object) -> N:
    """Return a record's content made from what somebody gave.

    Raises:
        PeaceopsError: it is not what such a record holds.
    """
    try:
        node = msgspec.convert(msgspec.to_builtins(fields), kind)
    except (ValueError, TypeError, msgspec.ValidationError) as error:
        raise PeaceopsError(f"no such {kind.noun}: {error}") from error
    fault = struct_text_fault(node)
    if fault:
        raise PeaceopsError(fault, where=node.id, remedy="write it anew by hand")
    return node


def changed(node: N, /, **fields: object) -> N:
    """Return a record's content with some fields changed, checked as if it were new.

    Raises:
        PeaceopsError: it would not be what such a record holds.
    """
    before = {name: getattr(node, name) for name in type(node).__struct_fields__}
    return made(type(node), **{**before, **fields})


def new_id(prefix: str, taken: Iterable[str] = ()) -> str:
    """Return an id that nothing else has."""
    known = set(taken)
    while (name := f"{prefix}-{secrets.token_hex(4)}") in known:
        continue
    return name
