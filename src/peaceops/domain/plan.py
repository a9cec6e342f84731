"""A plan's order of tasks: what starts when, what waits for what, what can not start and why.

Months are those of the plan: 0 is its first. Sources: requirements R-13, R-39, R-44, doctrine B10.
"""

from typing import Literal

import msgspec

from peaceops.domain.month import Month

Layer = Literal[
    "mandate",
    "rules",
    "command",
    "acceptance",
    "capability",
    "host",
    "politics",
    "time",
    "unknown",
]
"""What may keep a task from starting. Rules are those on force, by reference: not briefed on, not
acknowledged, or read in another release. Acceptance holds caveats and answers of capitals: who is
able and not willing; capability holds who is willing and not able. The two are never merged (R-39).
"""
LAYERS: tuple[Layer, ...] = (
    "unknown", "command", "rules", "time", "politics", "acceptance", "capability", "host",
    "mandate",
)  # fmt: skip
"""From what the mission can settle by itself to what only the Council can."""
ReadyState = Literal[
    "ready", "capable_unwilling", "willing_incapable", "neither", "no_unit_needed", "unknown"
]
Status = Literal["proven", "limit"]


class Gate(msgspec.Struct, frozen=True):
    """A condition in words, for a person to confirm; never dated by a computation.

    Attributes:
        what: the condition.
        who: post or party that can confirm it; empty where none is recorded.
    """

    what: str
    who: str = ""


class Wait(msgspec.Struct, frozen=True):
    """Why a task does not start a month earlier.

    Attributes:
        layer: what kind of reason.
        what: in words.
        tasks: ids of the tasks that it waits for.
        holds: it holds whatever each task takes within its range; else in this plan only.
    """

    layer: Layer
    what: str
    tasks: tuple[str, ...] = ()
    holds: bool = True


class PlacedTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task in the plan.

    Attributes:
        id, title, band, phase, owner: as recorded.
        political: it is a step of the political process.
        dated: its months may be shown as dates; a political step without a window is placed by its
            conditions only.
        under_way: it had started before.
        earliest: first month that windows, arrivals and prerequisites allow if all takes the
            shortest time on record and nobody competes for units.
        start: first month in the plan; it holds whatever each task takes within its range.
        latest: last month in which it may start while everything else stays as planned.
        end_least, end_most: first month after it; None where it goes on until its exit condition.
        units: (unit, requirement, quantity) that it holds; no requirement where the unit is
            assigned to it.
        waits: why not a month earlier.
        gates: conditions to start, to be confirmed by a person.
        until: its exit condition.
        threats, objectives: ids of what it serves.
        ready: able and willing, per R-39.
    """

    id: str
    title: str
    band: int | None
    phase: int | None
    owner: str
    political: bool
    dated: bool
    under_way: bool
    earliest: int
    start: int
    latest: int
    end_least: int | None
    end_most: int | None
    units: tuple[tuple[str, str, int], ...]
    waits: tuple[Wait, ...]
    gates: tuple[Gate, ...]
    until: str
    threats: tuple[str, ...]
    objectives: tuple[str, ...]
    ready: ReadyState

    @property
    def slack(self) -> int:
        """Months by which it may start later while everything else stays as planned."""
        return self.latest - self.start


class Change(msgspec.Struct, frozen=True):
    """One change that would let a task start.

    Attributes:
        layer: where it lies.
        binds: what binds now.
        change: what would have to change.
        who: who can make it.
        start: first month in which the task could start with this change alone, every other task
            kept in the plan; None where it needs others too, or hangs on what nobody can date.
    """

    layer: Layer
    binds: str
    change: str
    who: str
    start: int | None = None


class UnplacedTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task that can not start, or whose start hangs on a condition that nobody can date.

    Attributes:
        id, title, band, phase, owner: as recorded.
        by_condition: it may start once a political step is taken or an open task ends.
        under_way: it is recorded as started; on paper, then.
        ready: able and willing, per R-39.
        single: changes each of which is enough by itself, those that the mission can make first.
        together: where none is enough, sets of changes that are enough together, none of which can
            be spared: what clashes. One spares contributors' will, the other their means.
        beaten: ids of tasks that hold what it needs, where only that keeps it out.
        threats, objectives: ids of what goes unserved.
    """

    id: str
    title: str
    band: int | None
    phase: int | None
    owner: str
    by_condition: bool
    under_way: bool
    ready: ReadyState
    single: tuple[Change, ...]
    together: tuple[tuple[Change, ...], ...]
    beaten: tuple[str, ...]
    threats: tuple[str, ...]
    objectives: tuple[str, ...]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Layers that bind, in the order of `LAYERS`."""
        sets = (self.single, *self.together)
        found = {change.layer for changes in sets for change in changes}
        return tuple(layer for layer in LAYERS if layer in found)


class PhaseSpan(msgspec.Struct, frozen=True):
    """A phase of the strategy as it comes out in the plan.

    Attributes:
        phase: number; None for tasks without one.
        first, last: first start and last month of its dated tasks; None where it has none.
        tasks: ids, in order of start.
    """

    phase: int | None
    first: int | None
    last: int | None
    tasks: tuple[str, ...]


class Aim(msgspec.Struct, frozen=True):
    """One aim of the plan, and how near to the best it came.

    Attributes:
        name: what is counted.
        unit: in which unit.
        value: reached.
        bound: what no plan can exceed, later aims given the value of those before.
    """

    name: str
    unit: str
    value: int
    bound: int

    @property
    def gap(self) -> float:
        """Share of the bound that may be missing, 0 to 1."""
        return (self.bound - self.value) / self.bound if self.bound > self.value else 0.0


class Sequence(msgspec.Struct, frozen=True, kw_only=True):
    """The order of tasks.

    Attributes:
        as_of: day, as YYYY-MM-DD.
        first_month: calendar month that is month 0.
        months: length of the plan.
        placed: by start, then id.
        unplaced: by id.
        phases: by number.
        critical: ids of the chain of waits that leads to the last task to end.
        always: pairs (before, after) whose order holds whatever each takes within its range.
        in_plan: pairs whose order holds in this plan only: they compete for units.
        aims: in the order in which they were pursued.
        status: proven, or limit where the search was cut off before it was sure.
        notes: what is wrong or missing in the record, one line each.
        assumptions: what the plan had to take for granted, one line each.
    """

    as_of: str
    first_month: Month
    months: int
    placed: tuple[PlacedTask, ...]
    unplaced: tuple[UnplacedTask, ...]
    phases: tuple[PhaseSpan, ...]
    critical: tuple[str, ...]
    always: tuple[tuple[str, str], ...]
    in_plan: tuple[tuple[str, str], ...]
    aims: tuple[Aim, ...]
    status: Status
    notes: tuple[str, ...]
    assumptions: tuple[str, ...]
