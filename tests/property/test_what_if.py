"""What holds of every what-if: to take away never gives, and losers stand first."""

from hypothesis import given
from hypothesis import strategies as st

from peaceops.act.sequence.problem import Problem
from peaceops.act.sequence.solve import solve
from peaceops.act.sequence.what_if import KINDS, Order
from peaceops.act.what_if.answer import answer, in_force
from peaceops.act.what_if.supposition import Restricted, Supposition
from peaceops.act.what_if.text import render_answer
from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.view import View
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.graph import Strategy
from tests.property.strategies import DAY
from tests.property.test_sequence import problems, reached, scenes, slow


def values(order: Order) -> tuple[int, ...]:
    return reached(order.solution)


@slow
@given(scenes(), st.data())
def test_who_goes_or_is_held_back_never_makes_a_better_order(
    strategy: Strategy, data: st.DataObject
) -> None:
    view = View(as_known(strategy, DAY), DAY, read_profile("in_mission"))
    units = [unit.id for unit in view.of(UnitNode)]
    if not units:
        return
    one = data.draw(st.sampled_from(units))
    change = data.draw(
        st.sampled_from(
            [
                Supposition(lost=(one,)),
                Supposition(lost=tuple(units)),
                Supposition(caveats=(Restricted(unit=one, kind="night"),)),
                Supposition(caveats=(Restricted(unit=one, kind="force_level", force_level=1),)),
                Supposition(caveats=(Restricted(unit=one, kind="task_type"),)),
            ]
        )
    )
    now = in_force(view, 6, None)
    found = answer(now, change)
    assert values(found.order.after) <= values(found.order.before)
    kinds = [KINDS.index(shift.kind) for shift in found.order.shifts]
    assert kinds == sorted(kinds)
    assert all(shift.why for shift in found.order.shifts)
    before, after = found.order.before.solution.starts, found.order.after.solution.starts
    assert {shift.id for shift in found.order.shifts} == {
        name for name in {*before, *after} if before.get(name) != after.get(name)
    }
    assert "\n\n\n" not in render_answer(found)


@slow
@given(scenes())
def test_to_suppose_nothing_changes_nothing(strategy: Strategy) -> None:
    view = View(as_known(strategy, DAY), DAY, read_profile("in_mission"))
    found = answer(in_force(view, 6, None), Supposition())
    assert found.order.shifts == ()
    assert (found.findings.raised, found.findings.cleared, found.findings.gone) == ((), (), 0)


@slow
@given(problems(), st.data())
def test_near_to_another_plan_costs_no_aim_anything(problem: Problem, data: st.DataObject) -> None:
    best = solve(problem)
    near = {
        name: data.draw(st.integers(0, problem.months - 1))
        for name in data.draw(st.lists(st.sampled_from(sorted(problem.job)), unique=True))
    }
    assert reached(solve(problem, near=near)) == reached(best)
    assert solve(problem, near=best.starts).starts == best.starts
