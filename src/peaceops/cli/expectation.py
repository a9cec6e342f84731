"""The command that lays expectations beside what can be delivered: expectations."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.console import say
from peaceops.cli.day import parse_day
from peaceops.cli.level import LevelName, clearance_of


def register(app: App) -> None:
    """Add the command to the top of the command line."""
    app.command(expectations)


def expectations(
    path: Path,
    *,
    as_of: str | None = None,
    profile: str | None = None,
    level: LevelName = "strictly_confidential",
    json_output: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> None:
    """Say what each party expects in each scenario, what is possible, and what binds.

    Args:
        path: a strategy file, a folder of them, or a mission's folder.
        as_of: YYYY-MM-DD; default: the date for which the strategy was written.
        profile: as for check; default: by the phase.
        level: of the reader; what is above it is held back and counted, drafts for the public are
            not. Below strictly_confidential, what is held apart in a compartment is held back too.
        json_output: as JSON.
    """
    import json

    from peaceops.direct.expectation.text import render_gaps
    from peaceops.services.expectation import (
        ExpectationOrder,
        expectations_document,
    )
    from peaceops.services.expectation import expectations as find

    found = find(
        ExpectationOrder(
            path=path,
            as_of=parse_day(as_of, "--as-of"),
            profile=profile,
            clearance=clearance_of(level),
        )
    )
    if json_output:
        document = expectations_document(found)
        say(json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1, default=str))
    else:
        text = render_gaps(found.rows, found.withheld, found.messages, found.day.isoformat())
        say(text.removesuffix("\n"))
