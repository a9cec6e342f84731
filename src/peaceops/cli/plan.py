"""The command that plans: plan."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.console import say
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
    json_output: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> None:
    """Put the tasks of a strategy in order; say what can not start, why, and who can change that.

    Args:
        folder: a mission's folder, a strategy file, or a folder of them.
        as_of: YYYY-MM-DD; default: the date for which the strategy was written.
        months: length of the plan.
        profile: as for check; default: by the phase.
        json_output: as JSON.
    """
    import json

    from peaceops.act.sequence.text import render_text
    from peaceops.services.plan import PlanOrder, plan_document
    from peaceops.services.plan import plan as make_plan

    sequence = make_plan(
        PlanOrder(path=folder, as_of=parse_day(as_of, "--as-of"), months=months, profile=profile)
    )
    if json_output:
        say(json.dumps(plan_document(sequence), sort_keys=True, ensure_ascii=False, indent=1))
    else:
        say(render_text(sequence).removesuffix("\n"))
