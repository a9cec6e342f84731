"""Commands that check a strategy: check, rules, rule."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from peaceops.cli.console import say
from peaceops.cli.day import parse_day
from peaceops.cli.level import LevelName, clearance_of

FormatName = Literal["text", "json", "sarif"]


def register(app: App) -> None:
    """Add the commands to the top of the command line."""
    app.command(check)
    app.command(rules)
    app.command(rule)


def check(
    path: Path,
    *,
    as_of: str | None = None,
    profile: str | None = None,
    profiles: Path | None = None,
    select: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    without: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    compare: Path | None = None,
    level: LevelName = "strictly_confidential",
    output: Annotated[FormatName, Parameter(name="--format")] = "text",
) -> int:
    """Ask the rules of a strategy; exit status 1 where something fires at error or above.

    Args:
        path: a strategy file, a folder of them, or a mission's folder.
        as_of: YYYY-MM-DD; default: the date for which the strategy was written.
        profile: draft_mandate, planning, in_mission, renewal or drawdown; default: by the phase.
        profiles: a TOML file with profiles and thresholds of your own.
        select: families or codes, separated by commas, like POL,HST-03.
        without: ids to take out first (a unit, a track, an engagement): shows what newly fires.
        compare: an earlier report in JSON: shows what is new, persists, or is fixed.
        level: of the reader; findings about anything above it are counted by rule only. Below
            strictly_confidential, what is held apart in a compartment is left out as well.
        output: text, json or sarif.
    """
    from peaceops.direct.check.report import fails
    from peaceops.direct.check.report_json import render_json
    from peaceops.direct.check.report_sarif import render_sarif
    from peaceops.direct.check.report_text import render_text
    from peaceops.direct.check.rules import RULES
    from peaceops.services.check import CheckOrder
    from peaceops.services.check import check as run_check
    from peaceops.services.excerpt import excerpts

    taken_out = _words(without)
    outcome = run_check(
        CheckOrder(
            path=path,
            as_of=parse_day(as_of, "--as-of"),
            profile=profile,
            profiles=profiles,
            select=_words(select),
            without=taken_out,
            earlier=compare,
            clearance=clearance_of(level),
        )
    )
    if output == "json":
        text = render_json(outcome.report, outcome.withheld, outcome.compared, taken_out)
    elif output == "sarif":
        text = render_sarif(outcome.report, RULES)
    else:
        text = render_text(
            outcome.report,
            excerpt=excerpts(),
            withheld=outcome.withheld,
            compared=outcome.compared,
            as_questions=outcome.profile.questions,
        )
    say(text.removesuffix("\n"))
    return int(fails(outcome.whole))


def rules(*, json_output: Annotated[bool, Parameter(name="--json", negative="")] = False) -> None:
    """List the rules: code, severity, title.

    Args:
        json_output: as JSON.
    """
    import json

    from peaceops.direct.check.rules import FAMILIES, RULES

    if json_output:
        listed = [
            {
                "code": one.code,
                "name": one.name,
                "title": one.title,
                "severity": one.severity,
                "since": one.since,
            }
            for one in RULES
        ]
        say(json.dumps({"format": 1, "rules": listed}, sort_keys=True, ensure_ascii=False))
        return
    for family, title in FAMILIES.items():
        say(f"{title} ({family})")
        for one in RULES:
            if one.family == family:
                say(f"  {one.code}  {one.title}  [{one.severity}]")


def rule(code: str) -> None:
    """Print the page of a rule: what it asks, why, on what source, with examples.

    Args:
        code: like POL-01, or the rule's name.
    """
    from peaceops.direct.check.rules import rule_named

    found = rule_named(code)
    say(f"{found.code} {found.name} (since {found.since})\n\n{found.page.strip()}")


def _words(given: list[str] | None) -> tuple[str, ...]:
    return tuple(part.strip() for word in given or () for part in word.split(",") if part.strip())
