"""Commands between forecast and person: propose, evaluate."""

import json
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from peaceops.cli.console import say, stages
from peaceops.cli.day import parse_day

Json = Annotated[bool, Parameter(name="--json", negative="")]


def register(app: App) -> None:
    """Add the commands to the top of the command line."""
    app.command(propose)
    app.command(evaluate)


def propose(
    folder: Path,
    *,
    as_of: str | None = None,
    budget: int | None = None,
    cost_loss: float | None = None,
    json_output: Json = False,
    quiet: bool = False,
) -> None:
    """Say which areas deserve a person's look, and how that rule did before. Nothing is sent.

    Args:
        folder: the mission's.
        as_of: YYYY-MM-DD; default: the end of the months that the data cover.
        budget: propose so many areas, instead of by the mission's rule.
        cost_loss: propose areas with at least this probability, instead.
        json_output: print it as JSON.
        quiet: show no progress.
    """
    import msgspec

    from peaceops.domain.month import month_label
    from peaceops.services.propose import propose as make

    rule = _rule(budget, cost_loss)
    with stages(quiet=quiet or json_output) as progress:
        found = make(folder, as_of=parse_day(as_of, "--as-of"), rule=rule, progress=progress)
    if json_output:
        content = {
            "format": 1,
            "status": "proposal",
            "as_of": found.as_of.isoformat(),
            "origin": month_label(found.origin),
            "horizon_months": found.horizon_months,
            "model": found.model,
            "target": found.target,
            "rule": msgspec.to_builtins(found.rule),
            "areas": msgspec.to_builtins(found.areas),
            "past": {"origins": found.origins, "records": msgspec.to_builtins(found.records)},
        }
        say(json.dumps(content, sort_keys=True))
        return
    ahead = f"{found.horizon_months} months from {month_label(found.origin + 1)}"
    say(f"as of {found.as_of}: {len(found.areas)} areas deserve a look ({ahead}, {found.model})")
    for area in found.areas:
        quiet_for = (
            "no civilian death on record"
            if area.quiet_months is None
            else f"last civilian death {area.quiet_months} months ago"
        )
        say(f"  {area.p_ge_1:4.0%}  {area.name} ({area.admin1}); {quiet_for}")
    if found.records:
        say(f"the same rule over the past {found.origins} months, areas × months:")
    for record in found.records:
        say(_record(record))
    say("These are proposals of a computation. A warning is issued by a person, or not at all.")


def _rule(budget: int | None, cost_loss: float | None) -> Any:
    from peaceops.domain.error import PeaceopsError
    from peaceops.domain.proposal import ProposalRule

    if budget is not None and cost_loss is not None:
        raise PeaceopsError("give --budget or --cost-loss, not both")
    if budget is not None:
        return ProposalRule(kind="budget", budget=budget)
    if cost_loss is not None:
        return ProposalRule(kind="cost_loss", cost_loss=cost_loss)
    return None


def _record(record: Any) -> str:
    named, attacked = record.hits + record.false_alarms, record.hits + record.misses
    lead = (
        "no lead time"
        if record.lead_months is None
        else f"median lead {record.lead_months:g} months in {record.leads} cases"
    )
    return (
        f"  {record.name}: {record.hits} hits of {named} proposed, {record.false_alarms} false "
        f"alarms; {record.misses} misses of {attacked} attacked; {lead}"
    )


def evaluate(
    folder: Path, *, as_of: str | None = None, json_output: Json = False, quiet: bool = False
) -> None:
    """Compare the outlooks that were issued with what happened, misses and their reasons included.

    Args:
        folder: the mission's.
        as_of: YYYY-MM-DD; nothing dated later is read; default: the end of the months covered.
        json_output: print the note as JSON.
        quiet: show no progress.
    """
    from peaceops.services.evaluate import evaluate_mission

    with stages(quiet=quiet or json_output) as progress:
        found = evaluate_mission(folder, as_of=parse_day(as_of, "--as-of"), progress=progress)
    if json_output:
        say(found.json.decode().rstrip("\n"))
        return
    say(found.text.rstrip("\n"))
    say(f"written: {found.out}")
