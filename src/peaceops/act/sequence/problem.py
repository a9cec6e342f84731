"""The order of tasks as a problem in numbers: jobs, units' calendars, what bars whom from what.

Months count from 0, the first of the plan. Everything is frozen; a change makes another problem.
"""

from functools import cached_property

import msgspec

from peaceops.domain.plan import Layer


class Need(msgspec.Struct, frozen=True):
    """How many of a requirement a job holds while it runs."""

    requirement: str
    quantity: int


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A task to be placed, or to be left out.

    Attributes:
        id: of the task.
        earliest, latest: months of its window, both included; None for the end of the plan.
        least, most: months it takes; None where it goes on beyond the plan.
        needs: what it holds while it runs.
        crew: units one of which must be there; None where it needs none.
        after: jobs that must have ended before it starts.
        counterparts: jobs that must be under way when it starts.
        under_way: it had started before; it can be nowhere but in month 0.
        served: thousand persons × level of the threats it serves.
        objectives: how many it advances.
        band: weight of its band, at least 1.
        first: 1 where a course of action puts it before all others.
    """

    id: str
    earliest: int = 0
    latest: int | None = None
    least: int | None = None
    most: int | None = None
    needs: tuple[Need, ...] = ()
    crew: tuple[str, ...] | None = None
    after: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    under_way: bool = False
    served: int = 0
    objectives: int = 0
    band: int = 1
    first: int = 0


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """When a unit is there.

    Attributes:
        unit: id.
        first: month from which it is there in full.
        last: last month in full; None where it stays.
        rotation: month in which nothing may start with it; None where it does not rotate.
    """

    unit: str
    first: int = 0
    last: int | None = None
    rotation: int | None = None


class Supply(msgspec.Struct, frozen=True):
    """How many of a requirement a unit provides at a time."""

    unit: str
    requirement: str
    quantity: int


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """What keeps a unit from a job, or a job from starting at all.

    Attributes:
        layer: where it lies.
        task, unit: whom it keeps from what; no unit: the job itself.
        binds: in words.
        change: what would lift it.
        who: who can.
        condition: it lifts by itself once something happens that nobody can date.
    """

    layer: Layer
    task: str
    unit: str = ""
    binds: str
    change: str
    who: str = ""
    condition: bool = False


class Problem(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What is to be put in order.

    Attributes:
        months: length of the plan, at least 1.
        jobs: by id.
        calendars: by unit; a unit without one is always there.
        supplies: what units provide.
        bars: what keeps whom from what.
        clashes: pairs of jobs that may not run at the same time.
    """

    months: int
    jobs: tuple[Job, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    supplies: tuple[Supply, ...] = ()
    bars: tuple[Bar, ...] = ()
    clashes: tuple[tuple[str, str], ...] = ()

    @cached_property
    def job(self) -> dict[str, Job]:
        """Jobs by id."""
        return {job.id: job for job in self.jobs}

    @cached_property
    def calendar(self) -> dict[str, Calendar]:
        """Calendars by unit."""
        return {calendar.unit: calendar for calendar in self.calendars}

    @cached_property
    def suppliers(self) -> dict[str, tuple[Supply, ...]]:
        """Supplies by requirement."""
        found: dict[str, list[Supply]] = {}
        for supply in self.supplies:
            found.setdefault(supply.requirement, []).append(supply)
        return {name: tuple(supplies) for name, supplies in found.items()}

    @cached_property
    def barred(self) -> frozenset[tuple[str, str]]:
        """Pairs (job, unit) that a bar keeps apart; no unit: the job itself."""
        return frozenset((bar.task, bar.unit) for bar in self.bars)

    @property
    def beyond(self) -> int:
        """A month after everything: no job of known length that starts in the plan reaches it."""
        return self.months + max((job.most or 0 for job in self.jobs), default=0)

    def last_start(self, job: Job) -> int:
        """Return the last month in which a job may start."""
        last = self.months - 1 if job.latest is None else min(job.latest, self.months - 1)
        return min(last, 0) if job.under_way else last

    def end(self, job: Job, start: int) -> int:
        """Return the first month after a job at its longest."""
        return self.beyond if job.most is None else start + job.most

    def fits(self, unit: str, job: Job, start: int) -> bool:
        """Tell whether a unit is there for all of a job, and not rotating as it starts."""
        calendar = self.calendar.get(unit)
        if calendar is None:
            return True
        if start < calendar.first or (start == calendar.rotation and not job.under_way):
            return False
        return calendar.last is None or self.end(job, start) - 1 <= calendar.last

    def starts_with(self, unit: str, job: Job) -> tuple[int, ...]:
        """Return the months in which a job may start with a unit, bars left aside."""
        return tuple(
            start
            for start in range(max(job.earliest, 0), self.last_start(job) + 1)
            if self.fits(unit, job, start)
        )
