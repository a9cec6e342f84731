"""Ask rules of strategies written down in a test."""

from datetime import date

from peaceops.direct.check.engine import find
from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.rules import RULES, selected
from peaceops.direct.check.view import View
from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.finding import Finding
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import Strategy

LATER = date(2031, 5, 1)


def strategy_of(text: str) -> Strategy:
    return parse_strategy([("strategy.yaml", text)])


def ask(
    strategy: str | Strategy,
    code: str = "",
    *,
    day: date | None = None,
    profile: str = "in_mission",
    outlook: tuple[tuple[str, str], ...] = (),
) -> tuple[Finding, ...]:
    """Ask one rule, or all of them, of a strategy given as text or as a graph."""
    graph = strategy_of(strategy) if isinstance(strategy, str) else strategy
    when = day or graph.mission.as_of or LATER
    view = View(as_known(graph, when), when, read_profile(profile), outlook)
    return find(view, selected([code]) if code else RULES)


def firing(findings: tuple[Finding, ...]) -> set[tuple[str, str, tuple[str, ...]]]:
    """Return code, part and objects of what fires."""
    return {(one.code, one.part, one.objects) for one in findings if one.status == "fires"}


def told(findings: tuple[Finding, ...]) -> set[tuple[str, tuple[str, ...]]]:
    """Return code and objects of what fires or can not be told."""
    return {(one.code, one.objects) for one in findings if one.status != "suppressed"}
