"""A course of action: what it does, serves, costs and risks; no grade, no rank among others.

Sources: requirements R-10 (options and a recommendation), R-39 (capable and willing apart),
doctrine B10, E1 (no composite grade).
"""

from typing import Literal

import msgspec

from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.plan import Sequence, Status

PLAN_MARKING = Marking(
    Level.STRICTLY_CONFIDENTIAL,
    frozenset({Compartment.HOST_POSTURE, Compartment.CAVEAT, Compartment.SCENARIO_FORCE}),
)
"""Of every plan: where units stand, what keeps them in, and how the host was judged (ADR 19)."""

CourseKind = Literal["today", "orders_first", "politics_first", "presence_first", "host_led"]
Clocks = Literal["measured", "claimed"]
"""Times from alert to departure as the mission measured them, or as plans claim them."""


class Range(msgspec.Struct, frozen=True):
    """A figure over the samples of the forecast.

    Attributes:
        expected: mean.
        low, high: between which 80 % of the samples lie.
        worst: mean of the tenth of the samples in which most is left out of reach.
    """

    expected: float
    low: float
    high: float
    worst: float


class PeopleReach(msgspec.Struct, frozen=True, kw_only=True):
    """Who lies within reach in time, under one assumption on the clocks.

    Attributes:
        basis: in words, what it rests on.
        people: in places within reach, as far as anybody counted them.
        uncounted_places: places within reach of which nobody did.
        endangered: people in those places within reach in which a sample of the forecast has
            somebody killed; left: people in such places out of reach.
        deaths: to be feared within reach, over the samples.
        share, worst_share: of all expected deaths; the same in the worst tenth; None where none
            are expected.
        musts_met: must-cover places and presences that are met.
    """

    basis: str
    people: int
    uncounted_places: int
    endangered: Range
    left: Range
    deaths: Range
    share: float | None
    worst_share: float | None
    musts_met: float


class CourseReach(msgspec.Struct, frozen=True, kw_only=True):
    """Reach at measured clocks beside reach on paper (doctrine B7).

    Attributes:
        measured: at the clocks that the mission measured; assumed where it measured none.
        paper: at the clocks that plans claim, whether or not capitals answer.
        aimed: at the clocks that the course would bring about; None where it leaves them.
        endangered: people in danger anywhere, over the samples.
        musts_asked: must-cover places and presences asked for.
        assumed_clocks: units whose clocks were never measured in full.
    """

    measured: PeopleReach
    paper: PeopleReach
    aimed: PeopleReach | None
    endangered: Range
    musts_asked: int
    assumed_clocks: tuple[str, ...]


class Posture(msgspec.Struct, frozen=True, kw_only=True):
    """Where units stand under a course.

    Attributes:
        units: (unit, site), by unit; no site for one in reserve.
        clocks: at which it was placed.
        objective, bound: deaths within reach, the worst tenth weighed in, and what no placing under
            the same rules exceeds.
        gap: share of the bound that may be missing.
        status: proven, or ended at a limit.
        decision: post that decides on moves; empty where none is named.
    """

    units: tuple[tuple[str, str | None], ...]
    clocks: Clocks
    objective: float
    bound: float
    gap: float
    status: Status
    decision: str


class CourseMove(msgspec.Struct, frozen=True):
    """A unit that goes elsewhere."""

    unit: str
    leaves: str | None
    goes_to: str | None


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """A place that loses protection, or gains it.

    Attributes:
        place, name: which.
        shelter: a displacement site, or people at a base.
        people: there; None where not known.
        minutes_before, minutes_after: least time to act; None where nobody comes.
    """

    place: str
    name: str
    shelter: bool
    people: int | None
    minutes_before: float | None
    minutes_after: float | None


class Bare(msgspec.Struct, frozen=True, kw_only=True):
    """A place out of reach in time, in whole or in part: will and ability never merged (R-39).

    Attributes:
        place, name: which.
        must: it should not be on this list.
        people: there; None where not known.
        on_paper: plans claim that it is in reach.
        standing: of the units that come nearest to covering it.
        will, ability: what keeps them from it.
        rules: who of them has not acknowledged the rules on force; neither will nor ability.
        change, who: the smallest single change that lifts it, and who can make it; empty where no
            single change does.
        together: the fewest changes that lift it only together.
    """

    place: str
    name: str
    must: bool
    people: int | None
    on_paper: bool
    standing: str
    will: tuple[str, ...]
    ability: tuple[str, ...]
    rules: tuple[str, ...]
    change: str
    who: str
    together: tuple[str, ...]


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A task that the course does not start.

    Attributes:
        task, title: which.
        by_condition: it starts once something happens that nobody can date.
        layers: what binds.
        because: in words.
        threats, objectives: ids of what goes unserved.
    """

    task: str
    title: str
    by_condition: bool
    layers: tuple[str, ...]
    because: str
    threats: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


class Undermining(msgspec.Struct, frozen=True):
    """What the course does that works against something else, and nothing mitigates it."""

    source: str
    target: str
    mechanism: str = ""


class Unwilling(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that could, and may not."""

    unit: str
    task: str
    because: str
    change: str
    who: str


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of contributors for one requirement: means and will, never merged (R-39).

    Attributes:
        requirement, name: which.
        tasks: ids that need it.
        needed: most at any time, tasks left out included.
        offered: by units that are there or come, whatever holds them back.
        able: of these, what no want of training, equipment or the like keeps from every task.
        more: how many more are asked for: willing, not able.
        unwilling: capable, not willing.
    """

    requirement: str
    name: str
    tasks: tuple[str, ...]
    needed: int
    offered: int
    able: int
    more: int
    unwilling: tuple[Unwilling, ...]


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A political track that the course opens, or takes up again."""

    track: str
    title: str
    actor: str
    threats: tuple[str, ...]
    resumed: bool
    owner: str


class HostStep(msgspec.Struct, frozen=True, kw_only=True):
    """What the course does with one host authority, by its will and capacity (doctrine B8).

    Attributes:
        authority, area: whose; where.
        will, capacity: 0 to 4; None where not known.
        family: what follows from the two.
        steps: in words.
    """

    authority: str
    area: str
    will: int | None
    capacity: int | None
    family: Literal["leads", "supported", "dialogue_and_leverage", "assess_first"]
    steps: tuple[str, ...]


class PoliticalEffect(msgspec.Struct, frozen=True, kw_only=True):
    """Political effect, listed and never counted into a figure.

    Attributes:
        opened: tracks opened or taken up again.
        live: tracks that stay live, by id.
        steps: tasks of the political process in the plan.
        engaged: actors at a table.
        not_engaged: actors of open threats at none.
        host: steps with host authorities.
        assumptions: what must hold for all that.
    """

    opened: tuple[Opened, ...] = ()
    live: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    engaged: tuple[str, ...] = ()
    not_engaged: tuple[str, ...] = ()
    host: tuple[HostStep, ...] = ()
    assumptions: tuple[str, ...] = ()


class Noticed(msgspec.Struct, frozen=True, kw_only=True):
    """A finding of a check that the course clears or raises."""

    id: str
    code: str
    severity: str
    message: str


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """What would change our mind."""

    kind: Literal["sign", "assumption", "unknown", "forecast", "clock", "answer"]
    what: str


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """A course of action.

    Attributes:
        id, kind: which; one course of a kind.
        title: in words.
        way: how it differs in kind: what it does to the problem.
        sequence: order of tasks.
        posture, reach: None where there is no outlook, or no unit.
        threats, objectives, clauses: ids of what its tasks serve and implement.
        moves: units that go elsewhere.
        loses, gains: places; losers stand first, always.
        left_out: tasks that it does not start.
        bare: places that it leaves out of reach, musts and most harm first; bare_count: of how
            many in all.
        undermines: what it works against.
        asks: of contributors, by requirement.
        political: effect, listed.
        risks: in words.
        changes: how the graph was changed for the checks.
        cleared, raised: findings, against the graph as recorded.
        change_our_mind: what would.
    """

    id: str
    kind: CourseKind
    title: str
    way: str
    sequence: Sequence
    posture: Posture | None
    reach: CourseReach | None
    threats: tuple[str, ...]
    objectives: tuple[str, ...]
    clauses: tuple[str, ...]
    moves: tuple[CourseMove, ...]
    loses: tuple[Loss, ...]
    gains: tuple[Loss, ...]
    left_out: tuple[LeftOut, ...]
    bare: tuple[Bare, ...]
    bare_count: int
    undermines: tuple[Undermining, ...]
    asks: tuple[Ask, ...]
    political: PoliticalEffect
    risks: tuple[str, ...]
    changes: tuple[str, ...]
    cleared: tuple[Noticed, ...]
    raised: tuple[Noticed, ...]
    change_our_mind: tuple[Doubt, ...]

    @property
    def status(self) -> Status:
        """Proven where both the order and the posture are."""
        proven = self.sequence.status == "proven"
        placed = self.posture is None or self.posture.status == "proven"
        return "proven" if proven and placed else "limit"

    @property
    def short(self) -> tuple[Ask, ...]:
        """Requirements of which more is asked; unlike things are never added up."""
        return tuple(ask for ask in self.asks if ask.more)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Courses of action of one mission on one day, today's posture first.

    Attributes:
        as_of: day, as YYYY-MM-DD.
        courses: today's first; their order is no rank.
        most_moves: cap on moves of the course that moves units.
        notes: what is wrong or missing in the record, and what had to be assumed.
        marking: of all of it.
    """

    as_of: str
    courses: tuple[Course, ...]
    most_moves: int | None
    notes: tuple[str, ...]
    marking: Marking = PLAN_MARKING
