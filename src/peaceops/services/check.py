"""Check a strategy: from a file, a folder or a mission, as of a day, for a reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peaceops.direct.check.profile import Profile, default_profile, read_profile
from peaceops.direct.check.report import (
    Comparison,
    Withheld,
    check_strategy,
    compare,
    for_reader,
)
from peaceops.direct.check.report_json import earlier_findings
from peaceops.direct.check.rules import selected
from peaceops.direct.strategy.fault import nearest
from peaceops.direct.strategy.load import load_strategy
from peaceops.domain.error import PeaceopsError
from peaceops.domain.finding import CheckReport
from peaceops.domain.marking import EVERYTHING, Marking
from peaceops.domain.strategy.graph import Strategy, without
from peaceops.services.folder import SETTINGS_FILE, open_mission


@dataclass(frozen=True, kw_only=True)
class CheckOrder:
    """What is to be checked, and how.

    Attributes:
        path: a strategy file, a folder of them, or a mission's folder.
        as_of: the day; that of the strategy's mission where none is given.
        profile: name; by the mission's settings or phase where none is given.
        profiles: file that holds the profiles, instead of the one that comes with the software.
        select: codes or families of rules; all where empty.
        without: ids to take out first: what would newly fire?
        earlier: a report in JSON to compare with.
        clearance: of the reader.
    """

    path: Path
    as_of: date | None = None
    profile: str | None = None
    profiles: Path | None = None
    select: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    earlier: Path | None = None
    clearance: Marking = EVERYTHING


@dataclass(frozen=True)
class CheckOutcome:
    """What a check found, as its reader may see it.

    Attributes:
        report: findings, questions, requests.
        whole: the same before anything was held back: the exit status goes by it.
        withheld: what the reader may not see, counted by rule.
        compared: with an earlier report, or with the strategy as it stands.
        profile: what was in force.
        strategy: that was checked.
    """

    report: CheckReport
    whole: CheckReport
    withheld: tuple[Withheld, ...]
    compared: Comparison | None
    profile: Profile
    strategy: Strategy


def check(order: CheckOrder) -> CheckOutcome:
    """Check a strategy.

    Raises:
        PeaceopsError: nothing to read, faults in it, no date, no such profile, rule or id.
    """
    strategy = load_strategy(order.path)
    day = day_of(strategy, order.as_of, str(order.path))
    profile = profile_of(strategy, order)
    rules = selected(order.select)
    before = None
    if order.earlier is not None:
        before = earlier_findings(_text(order.earlier), str(order.earlier))
    if order.without:
        _refuse_unknown(strategy, order.without)
        standing, _ = for_reader(
            check_strategy(strategy, rules, day=day, profile=profile), order.clearance
        )
        before = tuple(one.id for one in standing.findings if one.status == "fires")
        strategy = without(strategy, order.without)
    whole = check_strategy(strategy, rules, day=day, profile=profile)
    report, withheld = for_reader(whole, order.clearance)
    compared = None if before is None else compare(report.findings, before)
    return CheckOutcome(report, whole, withheld, compared, profile, strategy)


def day_of(strategy: Strategy, as_of: date | None, where: str) -> date:
    """Return the day of a check: as asked, or as the strategy says it was written for.

    Raises:
        PeaceopsError: neither; no rule reads the clock.
    """
    day = as_of or strategy.mission.as_of
    if day is None:
        raise PeaceopsError(
            "no date to check for",
            where=where,
            remedy="give --as-of YYYY-MM-DD, or as_of under mission",
        )
    return day


def profile_of(strategy: Strategy, order: CheckOrder) -> Profile:
    """Return the profile in force: as asked, as the mission's settings say, or by its phase."""
    name, file = order.profile, order.profiles
    if (order.path / SETTINGS_FILE).is_file():
        settings = open_mission(order.path).settings.check
        name = name or settings.profile
        if file is None and settings.profiles is not None:
            file = order.path / settings.profiles
    return read_profile(name or default_profile(strategy.mission.phase), file)


def _refuse_unknown(strategy: Strategy, ids: Sequence[str]) -> None:
    for name in ids:
        if name not in strategy.nodes:
            raise PeaceopsError(
                f"the strategy has no {name!r}",
                where="--without",
                remedy=nearest(name, strategy.nodes) or "peaceops strategy show lists the ids",
            )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PeaceopsError("can not be read", where=str(file)) from error
