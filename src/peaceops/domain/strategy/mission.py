"""The mission itself, its areas, its posts, and the dates that it can foresee."""

from typing import ClassVar, Literal

from peaceops.domain.strategy.node import Day, Node

MissionPhase = Literal["planning", "authorisation", "start_up", "in_mission", "drawdown", "closed"]
TriggerKind = Literal[
    "election", "transhumance", "ruling", "rotation", "anniversary", "negotiation", "other"
]


class MissionNode(Node, frozen=True, kw_only=True):
    """The mission.

    Attributes:
        phase: where it stands in its life.
        as_of: the date for which the file was written; the default of every check.
        areas: ids of its areas; where given, every area named elsewhere must be one of them.
        vote: day on which the Council is to decide, in planning.
        reconfiguration: a major change is under way: contributors are to be briefed as before a
            new mission (TCC-04).
    """

    noun: ClassVar[str] = "mission"

    phase: MissionPhase | None = None
    as_of: Day | None = None
    areas: tuple[str, ...] = ()
    vote: Day | None = None
    reconfiguration: bool | None = None


class AreaNode(Node, frozen=True, kw_only=True):
    """An area as the mission names it.

    Attributes:
        covers: what it is made of on the map: `unit:Ouaka` or `unit:CAF-01`, `cell:135758`.
        places: towns and sites, as people name them.
        post: the responsible post.
        people_at_risk: persons exposed to violence there.
        alert_network: a community alert network works there.
        patrol_reach: patrols get there within the target.
        response_minutes: from alert to arrival, measured or planned.
        triage: must, should or could be protected.
        triage_reason: why; a plan or a recorded refusal for `must`.
    """

    noun: ClassVar[str] = "area"

    covers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    post: str | None = None
    people_at_risk: int | None = None
    alert_network: bool | None = None
    patrol_reach: bool | None = None
    response_minutes: int | None = None
    triage: Literal["must", "should", "could"] | None = None
    triage_reason: str = ""


class PostNode(Node, frozen=True, kw_only=True):
    """A post that can own things. Never a person's name.

    Attributes:
        vacant: nobody is in it.
        ended: the day the post was closed.
        deputy: who stands in.
        party: mission, secretariat, council, contributor, host, partner.
    """

    noun: ClassVar[str] = "post"
    happened: ClassVar[tuple[str, ...]] = ("ended",)

    vacant: bool | None = None
    ended: Day | None = None
    deputy: str | None = None
    party: str | None = None


class TriggerNode(Node, frozen=True, kw_only=True):
    """A date that can be foreseen: an election, a ruling, the herds' moving season.

    Attributes:
        kind: what it is.
        date: the day, or the first of several.
        area: where; empty for everywhere.
    """

    noun: ClassVar[str] = "trigger"

    kind: TriggerKind | None = None
    date: Day | None = None
    area: str | None = None
