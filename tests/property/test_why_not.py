"""Why not, over drawn problems: each layer told apart, no set with a change that can be spared."""

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from peaceops.act.deploy.problem import DeployProblem
from peaceops.act.deploy.reach import WILL, Barrier, reach_of
from peaceops.act.deploy.solve import solve_deploy
from peaceops.act.deploy.why_not import why_not as why_not_reached
from peaceops.act.sequence.problem import Bar, Problem
from peaceops.act.sequence.ready import ready_state
from peaceops.act.sequence.relaxation import Relaxation, relaxations_for, relaxed
from peaceops.act.sequence.solve import first_start, solve
from peaceops.act.sequence.why_not import why_not
from peaceops.domain.plan import LAYERS, Change, Layer
from tests.property.test_deploy import EXACT
from tests.property.test_deploy import problems as deployments
from tests.property.test_sequence import problems, slow

BARRING: tuple[Layer, ...] = ("mandate", "rules", "command", "acceptance", "capability", "host")


@st.composite
def layered(draw: st.DrawFn) -> Problem:
    """A problem whose bars lie in all layers, those on jobs included."""
    problem = draw(problems())
    bars = [
        msgspec.structs.replace(bar, layer=draw(st.sampled_from(BARRING))) for bar in problem.bars
    ]
    bars += [
        Bar(layer=layer, task=job.id, binds=layer, change=f"lift {layer} from {job.id}")
        for job in problem.jobs
        for layer in draw(st.lists(st.sampled_from(BARRING), max_size=2, unique=True))
    ]
    return msgspec.structs.replace(problem, bars=tuple(bars))


@slow
@given(layered())
def test_what_binds_is_told_in_its_own_layer(problem: Problem) -> None:
    solution = solve(problem)
    layer_of = {bar.change: bar.layer for bar in problem.bars}
    for job in problem.jobs:
        if job.id in solution.starts:
            continue
        why = why_not(problem, solution, job.id, {}, {})
        for change in (*why.single, *(one for found in why.together for one in found)):
            assert change.layer in LAYERS
            if change.change.startswith("lift "):
                assert change.layer == layer_of[change.change]


@slow
@given(layered())
def test_in_a_set_that_clashes_nothing_can_be_spared(problem: Problem) -> None:
    solution = solve(problem)
    kept = tuple(sorted(solution.starts))
    for job in problem.jobs:
        if job.id in solution.starts:
            continue
        options = relaxations_for(problem, job.id, {}, {})
        for found in why_not(problem, solution, job.id, {}, {}).together:
            assert len(found) > 1
            chosen = [one for one in options if any(_is(one, change) for change in found)]
            assert first_start(relaxed(problem, job.id, tuple(chosen)), job.id, kept) is not None
            for spared in chosen:
                rest = tuple(one for one in chosen if one is not spared)
                assert first_start(relaxed(problem, job.id, rest), job.id, kept) is None


@slow
@given(problems(), st.sampled_from(BARRING), st.data())
def test_able_and_willing_are_never_one(
    problem: Problem, layer: Layer, data: st.DataObject
) -> None:
    free = msgspec.structs.replace(problem, bars=())
    job = data.draw(st.sampled_from(free.jobs))
    units = sorted({supply.unit for supply in free.supplies} | set(job.crew or ()))
    barred = data.draw(st.lists(st.sampled_from(units), unique=True) if units else st.just([]))
    bars = tuple(Bar(layer=layer, task=job.id, unit=unit, binds="", change="") for unit in barred)
    before = ready_state(free, job)
    after = ready_state(msgspec.structs.replace(free, bars=bars), job)
    if layer == "acceptance":
        assert (before, after) != ("ready", "willing_incapable")
        assert before != "ready" or after in {"ready", "capable_unwilling"}
    elif layer == "capability":
        assert before != "ready" or after in {"ready", "willing_incapable", "neither"}
        assert after != "capable_unwilling" or before == "capable_unwilling"
    else:
        assert after == before, "who may order whom, rules and mandate are neither will nor means"


@settings(max_examples=60, deadline=None)
@given(deployments())
def test_a_place_out_of_reach_is_told_will_or_ability_and_by_whom(problem: DeployProblem) -> None:
    plan = solve_deploy(problem, EXACT)
    reach = reach_of(problem)
    sites = [site.id for site in problem.sites]
    for place in why_not_reached(problem, plan):
        number = [one.id for one in problem.places].index(place.place)
        flags = [
            int(reach.barriers[reach.kind[unit], sites.index(site), number])
            for unit, site in enumerate(plan.site_of.values())
            if site is not None
        ]
        only_will = any(one and not one & ~int(WILL) for one in flags)
        only_rules = any(one == Barrier.RULES for one in flags)
        only_means = any(one and not one & int(WILL | Barrier.RULES) for one in flags)
        assert 0 not in flags
        expected = (
            "capable, not willing" if only_will
            else "not told the rules" if only_rules
            else "willing, not able" if only_means
            else "neither"
        )  # fmt: skip
        assert place.standing == expected
        assert bool(place.will) or not only_will
        assert bool(place.rules) or not only_rules
        told = (place.will, place.ability, place.rules)
        assert len({line for lines in told for line in lines}) == sum(map(len, told))
    assert np.all((plan.cover >= 0) & (plan.cover <= 1))


def _is(option: Relaxation, change: Change) -> bool:
    """Tell whether a change is an option as it was told; of a supply, less may be enough."""
    same = (option.layer, option.binds) == (change.layer, change.binds)
    return same and (option.supply is not None or option.change == change.change)
