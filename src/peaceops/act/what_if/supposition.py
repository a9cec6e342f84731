"""What is supposed: units that move or go, restrictions that come, bands, places that close."""

from collections.abc import Iterator

import msgspec

from peaceops.domain.strategy.force import CaveatKind
from peaceops.domain.strategy.mandate import TaskCode


class Moved(msgspec.Struct, frozen=True):
    """A unit goes elsewhere.

    Attributes:
        unit: id; `BN/2` for one company of a battalion.
        place: where to; None for the reserve.
    """

    unit: str
    place: str | None


class Restricted(msgspec.Struct, frozen=True, kw_only=True):
    """A restriction comes.

    Attributes:
        unit: id.
        kind: what it restricts.
        force_level: the lowest level that it excludes.
        areas, task_codes: where and what it excludes; empty for all that its kind covers.
        approval_hours: how long the capital takes.
        km: how far the unit goes at most.
    """

    unit: str
    kind: CaveatKind
    force_level: int | None = None
    areas: tuple[str, ...] = ()
    task_codes: frozenset[TaskCode] = frozenset()
    approval_hours: float | None = None
    km: float | None = None


class Banded(msgspec.Struct, frozen=True):
    """A task gets another band; 1 is the top."""

    task: str
    band: int


class Closed(msgspec.Struct, frozen=True):
    """A place closes: to everybody, or its airfield to what flies."""

    place: str
    airfield: bool = False


class Supposition(msgspec.Struct, frozen=True, kw_only=True):
    """What is supposed, all of it together.

    Attributes:
        moves: where units go.
        lost: units that are no longer there.
        caveats: restrictions that come.
        bands: other priorities.
        closed: places that close.
    """

    moves: tuple[Moved, ...] = ()
    lost: tuple[str, ...] = ()
    caveats: tuple[Restricted, ...] = ()
    bands: tuple[Banded, ...] = ()
    closed: tuple[Closed, ...] = ()

    @property
    def only_takes(self) -> bool:
        """It takes away and gives nothing: whatever it clears is not solved."""
        return not (self.moves or self.bands)

    @property
    def words(self) -> tuple[str, ...]:
        """What is supposed, a line each."""
        return tuple(_words(self))


def company_of(unit: str) -> str:
    """Return the unit that a company such as `BN/2` is of; a unit itself for any other id."""
    return unit.partition("/")[0]


def _words(supposed: Supposition) -> Iterator[str]:
    for unit in supposed.lost:
        yield f"{unit} is no longer there"
    for move in supposed.moves:
        yield f"{move.unit} goes to {move.place or 'the reserve'}"
    for caveat in supposed.caveats:
        yield f"{caveat.unit} is restricted: {_restriction(caveat)}"
    for banded in supposed.bands:
        yield f"{banded.task} is of band {banded.band}"
    for closed in supposed.closed:
        what = f"the airfield of {closed.place}" if closed.airfield else closed.place
        yield f"{what} closes"


def _restriction(caveat: Restricted) -> str:
    """Say a restriction in words; what it leaves open it covers."""
    parts = [caveat.kind.replace("_", " ")]
    if caveat.force_level is not None:
        parts.append(f"level {caveat.force_level} and above")
    if caveat.areas:
        parts.append(f"in {', '.join(caveat.areas)}")
    if caveat.task_codes:
        parts.append(f"for {', '.join(sorted(caveat.task_codes))}")
    if caveat.approval_hours is not None:
        parts.append(f"{caveat.approval_hours:g} hours")
    if caveat.km is not None:
        parts.append(f"no farther than {caveat.km:g} km")
    return ", ".join(parts)
