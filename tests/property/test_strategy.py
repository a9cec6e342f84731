"""What holds for every strategy, whatever is recorded in it."""

from datetime import date, timedelta

import msgspec
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peaceops.direct.check.engine import find
from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.report import check_strategy
from peaceops.direct.check.report_json import render_json
from peaceops.direct.check.rules import RULES
from peaceops.direct.check.view import View
from peaceops.direct.strategy.difference import differences
from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.finding import Finding
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import Strategy, as_day, dates_of, replace_node
from peaceops.domain.strategy.plain import strategy_to_plain
from tests.property.strategies import DAY, graphs
from tests.rules.doubt import doubts

PROFILE = read_profile("in_mission")
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def asked(strategy: Strategy, day: date = DAY) -> tuple[Finding, ...]:
    return find(View(as_known(strategy, day), day, PROFILE), RULES)


def written(strategy: Strategy) -> Strategy:
    text = yaml.safe_dump(strategy_to_plain(strategy), sort_keys=False, allow_unicode=True)
    return parse_strategy([("s.yaml", text)])


@slow
@given(graphs())
def test_what_is_written_down_comes_back(strategy: Strategy) -> None:
    again = written(strategy)
    assert differences(strategy, again) == ()
    assert dict(again.nodes) == dict(strategy.nodes)


@slow
@given(graphs(), graphs())
def test_differences_turn_around(one: Strategy, other: Strategy) -> None:
    forth = {(c.what, c.id, c.field, str(c.before), str(c.after)) for c in differences(one, other)}
    back = {(c.what, c.id, c.field, str(c.after), str(c.before)) for c in differences(other, one)}
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert forth == {(turned[what], *rest) for what, *rest in back}


@slow
@given(graphs(), st.randoms(use_true_random=False))
def test_order_never_matters(strategy: Strategy, chance) -> None:  # type: ignore[no-untyped-def]
    nodes, edges = list(strategy.nodes.items()), list(strategy.edges)
    chance.shuffle(nodes)
    chance.shuffle(edges)
    turned = Strategy(dict(nodes), tuple(edges))
    assert render_json(check_strategy(turned, RULES, day=DAY, profile=PROFILE)) == render_json(
        check_strategy(strategy, RULES, day=DAY, profile=PROFILE)
    )


@slow
@given(graphs())
def test_before_everything_there_is_nothing(strategy: Strategy) -> None:
    begun = [day for node in strategy.nodes.values() for day in dates_of(node)]
    if strategy.mission.as_of is not None:
        begun.append(strategy.mission.as_of)
    if not begun:
        return
    first = min(begun)
    assert as_known(strategy, date(1990, 1, 1)).nodes == {}
    assert asked(strategy, date(1990, 1, 1)) == ()
    assert as_known(strategy, first - timedelta(days=1)).nodes == {}


@slow
@given(graphs())
def test_nothing_dated_later_is_used(strategy: Strategy) -> None:
    known = as_known(strategy, DAY)
    assert as_known(known, DAY) == known
    for node in known.nodes.values():
        assert all(as_day(getattr(node, name) or DAY) <= DAY for name in node.happened)
        assert min(dates_of(node), default=DAY) <= DAY


@settings(slow, max_examples=40)
@given(graphs(most=9))
def test_doubt_never_makes_a_finding_vanish(strategy: Strategy) -> None:
    # Asked for the day it was written for: of an earlier one, the last known date may be the doubt.
    mission = msgspec.structs.replace(strategy.mission, as_of=DAY)
    known = as_known(replace_node(strategy, mission), DAY)
    before = {(one.code, one.objects) for one in asked(known) if one.status == "fires"}
    if not before:
        return
    for what, doubtful in doubts(known):
        after = {(one.code, one.objects) for one in asked(doubtful)}
        assert before <= after, f"{what} made unknown: {sorted(before - after)} vanished"
