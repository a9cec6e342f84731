"""The command that asks what a change would do: what-if."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from peaceops.cli.console import say, stages
from peaceops.cli.day import parse_day

if TYPE_CHECKING:
    from peaceops.act.what_if.supposition import Banded, Closed, Moved, Restricted

Many = Annotated[tuple[str, ...], Parameter(negative="")]


def register(app: App) -> None:
    """Add the command to the top of the command line."""
    app.command(what_if)


def what_if(
    folder: Path,
    *,
    move: Many = (),
    lose: Many = (),
    caveat: Many = (),
    band: Many = (),
    close: Many = (),
    close_airfield: Many = (),
    anew: Annotated[bool, Parameter(negative="")] = False,
    plan: Path | None = None,
    option: str | None = None,
    as_of: str | None = None,
    months: int = 24,
    profile: str | None = None,
    decision: str | None = None,
    quiet: bool = False,
    json_output: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> None:
    """Say what a change would do, beside what is in force: who loses protection, which tasks slip.

    Args:
        folder: a mission's folder; of a strategy alone, nothing is said of reach.
        move: UNIT=PLACE; BN/2=PLACE for one company, UNIT=reserve for nowhere. May be repeated, as
            every change may; all of them are supposed together.
        lose: UNIT that is no longer there.
        caveat: UNIT:KIND, such as BN:night, BN:force_level=3, BN:geographic=west,
            BN:task_type=poc_physical, BN:requires_capital_approval=48, BN:movement_distance=30.
        band: TASK=BAND; 1 is the top.
        close: PLACE where nobody can stand any more.
        close_airfield: PLACE whose airfield closes.
        anew: say, too, what could be had if everybody were planned anew.
        plan: a plan.json of which one option is in force; default: today's posture.
        option: which of its options.
        as_of: YYYY-MM-DD; default: the date for which the strategy was written.
        months: length of the order of tasks.
        profile: as for check; default: by the phase.
        decision: post that decides on moves.
        quiet: show no progress.
        json_output: as JSON.
    """
    import json

    from peaceops.act.deploy.problem import DeployRules
    from peaceops.act.what_if.answer import answer
    from peaceops.act.what_if.plain import answer_plain
    from peaceops.act.what_if.supposition import Supposition
    from peaceops.act.what_if.text import render_answer
    from peaceops.domain.error import PeaceopsError
    from peaceops.services.what_if import InForceOrder, what_is_in_force

    supposition = Supposition(
        moves=tuple(_moves(move)),
        lost=lose,
        caveats=tuple(map(_caveat, caveat)),
        bands=tuple(_bands(band)),
        closed=tuple(_closed(close, close_airfield)),
    )
    if not supposition.words:
        raise PeaceopsError(
            "nothing is supposed",
            where="what-if",
            remedy="--lose, --move, --caveat, --band, --close or --close-airfield",
        )
    order = InForceOrder(
        path=folder,
        as_of=parse_day(as_of, "--as-of"),
        profile=profile,
        months=months,
        plan=plan,
        option=option,
        rules=DeployRules(decision=decision),
    )
    with stages(quiet=quiet or json_output) as progress:
        found = what_is_in_force(order, progress=progress)
        said = answer(found, supposition, anew=anew)
    if json_output:
        plain = answer_plain(said, found.view.day.isoformat())
        say(json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=1))
    else:
        say(render_answer(said).removesuffix("\n"))


def _pair(text: str, flag: str, shape: str, sign: str = "=") -> tuple[str, str]:
    from peaceops.domain.error import PeaceopsError

    one, found, other = text.partition(sign)
    if not (found and one and other):
        raise PeaceopsError(f"{text!r} is not {shape}", where=flag, remedy=f"write {flag} {shape}")
    return one, other


def _moves(texts: Iterable[str]) -> "Iterator[Moved]":
    from peaceops.act.what_if.supposition import Moved

    for text in texts:
        yield Moved(*_pair(text, "--move", "UNIT=PLACE"))


def _bands(texts: Iterable[str]) -> "Iterator[Banded]":
    from peaceops.act.what_if.supposition import Banded
    from peaceops.domain.error import PeaceopsError

    for text in texts:
        task, band = _pair(text, "--band", "TASK=BAND")
        if not band.isdecimal():
            raise PeaceopsError(
                f"{task}: a band of {band!r}", where="--band", remedy="a number; 1 is the top"
            )
        yield Banded(task, int(band))


def _closed(places: Iterable[str], airfields: Iterable[str]) -> "Iterator[Closed]":
    from peaceops.act.what_if.supposition import Closed

    yield from (Closed(place) for place in places)
    yield from (Closed(place, airfield=True) for place in airfields)


def _caveat(text: str) -> "Restricted":
    """Read UNIT:KIND or UNIT:KIND=VALUE; what the value means goes by the kind."""
    import msgspec

    from peaceops.act.what_if.supposition import Restricted
    from peaceops.domain.error import PeaceopsError

    unit, rest = _pair(text, "--caveat", "UNIT:KIND or UNIT:KIND=VALUE", ":")
    kind, given, value = rest.partition("=")
    plain: dict[str, Any] = {"unit": unit, "kind": kind}
    if given:
        field = _MEANS.get(kind)
        if field is None:
            raise PeaceopsError(f"a caveat of kind {kind} takes no value", where="--caveat")
        plain[field] = value.split(",") if field in {"areas", "task_codes"} else value
    try:
        return msgspec.convert(plain, Restricted, strict=False)
    except msgspec.ValidationError as error:
        raise PeaceopsError(
            f"{text!r}: {error}", where="--caveat", remedy="such as BN:night or BN:force_level=3"
        ) from error


_MEANS = {
    "force_level": "force_level",
    "geographic": "areas",
    "task_type": "task_codes",
    "requires_capital_approval": "approval_hours",
    "movement_distance": "km",
}
"""What the value after a kind is."""
