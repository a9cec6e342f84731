"""The command that plans: plan."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from peaceops.cli.console import say, stages
from peaceops.cli.day import parse_day

if TYPE_CHECKING:
    from peaceops.act.course.recommendation import Terms

OptionId = Literal["today", "orders_first", "politics_first", "presence_first", "host_led"]


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """What a person says of the option that they recommend."""

    recommend: OptionId | None = None
    "write a recommendation for this option into the strategy, as a draft for you to edit"
    owner: str | None = None
    "post that recommends"
    addressee: str | None = None
    "post or body that is to decide"
    reason: str | None = None
    "why this option: the plan ranks none"
    decision_asked: str = ""
    "the decision asked, in words; drawn from the option where not given"
    decide_by: str | None = None
    "YYYY-MM-DD: day by which it is to be decided"
    expires: str | None = None
    "YYYY-MM-DD: day after which it no longer holds"
    based_on: Annotated[tuple[str, ...], Parameter(negative="")] = ()
    "assessment that it rests on; may be repeated; default: those of its threats that are live"
    recommendation_id: str | None = None
    "id of the record; default: made from the day and the option"


def register(app: App) -> None:
    """Add the command to the top of the command line."""
    app.command(plan)


def plan(
    folder: Path,
    *,
    option: OptionId | None = None,
    as_of: str | None = None,
    months: int = 24,
    profile: str | None = None,
    most_moves: int | None = None,
    decision: str | None = None,
    audience: Literal["internal", "staff", "public"] = "internal",
    quiet: bool = False,
    json_output: Annotated[bool, Parameter(name="--json", negative="")] = False,
    recommendation: Annotated[Recommendation, Parameter(name="*")] = Recommendation(),
) -> None:
    """Draw up courses of action that differ in kind, beside today's posture. Nothing ranks them.

    Args:
        folder: a mission's folder; of a strategy file or a folder of them, nothing is said of reach
            and nothing is written.
        option: lay this one open: its order of tasks, moves, findings, and what it asks of whom.
        as_of: YYYY-MM-DD; default: the date for which the strategy was written.
        months: length of the plan.
        profile: as for check; default: by the phase.
        most_moves: units that may leave the site where they stand, at most; default: a quarter.
        decision: post that decides on moves.
        audience: for whom; any but internal is refused.
        quiet: show no progress.
        json_output: as JSON, the same as plan.json.
        recommendation: what is said of the option that is recommended.
    """
    from peaceops.act.course.text import render_course_text, render_plan_text
    from peaceops.act.deploy.problem import DeployRules
    from peaceops.domain.marking import Audience
    from peaceops.services.plan import PlanOrder, course_named, make_plan

    order = PlanOrder(
        path=folder,
        as_of=parse_day(as_of, "--as-of"),
        profile=profile,
        months=months,
        rules=DeployRules(most_moves=most_moves, decision=decision),
        audience=Audience(audience),
    )
    with stages(quiet=quiet or json_output) as progress:
        found = make_plan(order, progress=progress)
    if recommendation.recommend is not None:
        from peaceops.services.recommendation import recommend

        name = recommend(folder, found, _terms(recommendation, found.plan.as_of))
        say(f"{name}: drafted; edit it in the strategy, and ask for its decision")
        return
    if json_output:
        say(found.content.decode().rstrip("\n"))
        return
    if option is None:
        say(render_plan_text(found.plan).rstrip("\n"))
    else:
        course = course_named(found.plan, option, "--option")
        say(render_course_text(found.plan, course).rstrip("\n"))
    if found.out is not None:
        say(f"\nwritten: {found.out / 'plan.json'}")


def _terms(given: Recommendation, as_of: str) -> "Terms":
    from peaceops.act.course.recommendation import Terms
    from peaceops.domain.error import PeaceopsError

    missing = [name for name in ("owner", "addressee", "reason") if not getattr(given, name)]
    if missing:
        raise PeaceopsError(
            f"a recommendation needs {' and '.join(f'--{name}' for name in missing)}",
            where="--recommend",
            remedy="the plan ranks no option: who recommends this one to whom, and why?",
        )
    return Terms(
        id=given.recommendation_id or f"REC-{as_of}-{given.recommend}",
        option=given.recommend or "",
        owner=given.owner or "",
        addressee=given.addressee or "",
        reason=given.reason or "",
        decision=given.decision_asked,
        decide_by=parse_day(given.decide_by, "--decide-by"),
        expires=parse_day(given.expires, "--expires"),
        based_on=given.based_on,
    )
