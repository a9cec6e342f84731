"""An invented mission on a bad day: areas, actors, a host brigade, people who may be told."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from peaceops.domain.access import Reader, Role
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.force import AuthorityNode
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.mission import AreaNode, PostNode
from peaceops.domain.strategy.threat import ActorNode, ThreatNode
from peaceops.domain.warning_notice import NoticeNode
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_records

SessionOf = Callable[..., Session]
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
TODAY = NOON.date()


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def notice(name: str = "W1-1", /, **fields: Any) -> NoticeNode:
    """Return a notice that says all it must."""
    return NoticeNode(
        **{  # type: ignore[arg-type]
            "id": name,
            "title": "Raid feared",
            "actor": "militia",
            "against": "families at the market",
            "harm_types": frozenset({"killing"}),
            "area": "south",
            "place": "Naemthregesh",
            "window_from": at(6),
            "window_to": at(30),
            "level": "high",
            "imminent": False,
            "likelihood": "likely",
            "confidence": "moderate",
            "confidence_reasons": "two callers who do not know each other",
            "basis": ("I1",),
            "threats": ("T1",),
            "asked": "patrol by night from 18:00",
        }
        | fields
    )


NODES = (
    AreaNode(id="south", post="head of office south", covers=("unit:South",)),
    AreaNode(id="north", covers=("unit:North",)),
    PostNode(id="head of office south", deputy="deputy south"),
    ActorNode(id="militia", kind="militia"),
    ActorNode(id="brigade", title="3rd brigade", kind="host_force"),
    ActorNode(id="army", kind="host_force"),
    AuthorityNode(id="ministry", title="Ministry of defence", side="host"),
    AuthorityNode(id="general staff", side="host"),
    AuthorityNode(id="governor south", side="host"),
    AuthorityNode(id="fire service", side="host"),
    ThreatNode(id="T1", actor="militia", area="south", status="active", level="high"),
    ThreatNode(id="T2", actor="brigade", area="south", status="active", level="extreme"),
)
EDGES = (
    Edge(kind="part_of", source="brigade", target="army"),
    Edge(kind="part_of", source="army", target="ministry"),
    Edge(kind="commands", source="ministry", target="general staff"),
    Edge(kind="responsible_for", source="governor south", target="south"),
)


def posture(authority: str, /, **fields: object) -> PostureNode:
    return PostureNode(
        **{  # type: ignore[arg-type]
            "id": f"P {authority}",
            "authority": authority,
            "will": 3,
            "capacity": 2,
            "role": "protector",
            "review_by": date(2031, 8, 1),
        }
        | fields
    )


def laid_out(session_of: SessionOf, *more: object) -> None:
    """Record the mission's frame; `more` are further things."""
    head = session_of(Role.HEAD_OF_MISSION, at=at(-24))
    entries = [Entry(payload=one) for one in (*NODES, *more)]  # type: ignore[arg-type]
    write_records(head, [*entries, *(Entry(payload=edge) for edge in EDGES)])


def person(role: Role, **more: object) -> Reader:
    return Reader(account=str(role), post=f"post of {role}", roles=frozenset({role}), **more)  # type: ignore[arg-type]


EVERYONE = (
    *(person(role) for role in Role if role is not Role.CONTRIBUTOR),
    person(Role.CONTRIBUTOR, contributor="Meridor"),
)


def later_by_default(session_of: SessionOf) -> SessionOf:
    """Return sessions that, unless said otherwise, take place after all that a test tells."""

    def of(*roles: Role, **more: object) -> Session:
        return session_of(*roles, **({"at": at(200)} | more))

    return of


def everyone(_: Session) -> tuple[Reader, ...]:
    return EVERYONE
