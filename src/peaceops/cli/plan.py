"""The command that plans: plan."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.console import say, stages
from peaceops.cli.day import parse_day


def register(app: App) -> None:
    """Add the command to the top of the command line."""
    app.command(plan)


def plan(
    folder: Path,
    *,
    as_of: str | None = None,
    months: int = 24,
    profile: str | None = None,
    where: Annotated[bool, Parameter(negative="")] = False,
    most_moves: int | None = None,
    decision: str | None = None,
    quiet: bool = False,
    json_output: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> None:
    """Put the tasks of a strategy in order; say what can not start, why, and who can change that.

    Args:
        folder: a mission's folder, a strategy file, or a folder of them.
        as_of: YYYY-MM-DD; default: the date for which the strategy was written.
        months: length of the plan.
        profile: as for check; default: by the phase.
        where: plan, too, where units could stand; asks for a mission's folder and its outlook.
        most_moves: units that may leave the site where they stand, at most.
        decision: post that decides on moves.
        quiet: show no progress.
        json_output: as JSON.
    """
    import json

    from peaceops.act.sequence.text import render_text
    from peaceops.services.plan import PlanOrder, plan_document
    from peaceops.services.plan import plan as make_plan

    sequence = make_plan(
        PlanOrder(path=folder, as_of=parse_day(as_of, "--as-of"), months=months, profile=profile)
    )
    document, text = plan_document(sequence), render_text(sequence)
    if where:
        from peaceops.act.deploy.problem import DeployRules
        from peaceops.act.deploy.text import render_deployment
        from peaceops.services.deploy import deployment_options, plan_deployment

        with stages(quiet=quiet or json_output) as progress:
            found = plan_deployment(
                folder,
                as_of=parse_day(as_of, "--as-of"),
                rules=DeployRules(most_moves=most_moves, decision=decision),
                progress=progress,
            )
        document["options"] += deployment_options(found)
        text += "\n" + render_deployment(found.today, found.planned, found.moves, found.uncovered)
    if json_output:
        say(json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1))
    else:
        say(text.removesuffix("\n"))
