"""Commands on a mission's strategy."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from peaceops.cli.console import say
from peaceops.cli.day import parse_day

app = App(name="strategy", help="A mission's strategy as a graph: begin, read, compare, lay out.")


@app.command
def new(file: Path, *, mission: str = "mission", as_of: str) -> None:
    """Write a first strategy file to fill, and the schema that editors read beside it.

    Args:
        file: to be written, like strategy.yaml; must not exist.
        mission: id of the mission.
        as_of: YYYY-MM-DD, the date for which it will be written.
    """
    from peaceops.services.strategy import new_strategy

    day = parse_day(as_of, "--as-of")
    assert day is not None  # noqa: S101 - a flag that must be given is there
    new_strategy(file, mission=mission, day=day)
    say(f"{file}: fill what you know, then: peaceops check {file}")


@app.command
def diff(
    before: Path,
    after: Path,
    *,
    json_output: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> None:
    """Say what differs between two versions of a strategy, node by node.

    Args:
        before: file, folder or mission.
        after: file, folder or mission.
        json_output: as JSON.
    """
    import msgspec

    from peaceops.direct.strategy.difference import render_differences
    from peaceops.services.strategy import compare_strategies

    changes = compare_strategies(before, after)
    if json_output:
        content = {"format": 1, "changes": changes}
        say(msgspec.json.encode(content, order="sorted").decode())
    else:
        say(render_differences(changes).removesuffix("\n"))


@app.command
def fmt(path: Path, *, check: Annotated[bool, Parameter(negative="")] = False) -> int:
    """Lay out a strategy's files evenly; comments stay, nothing they say changes.

    Args:
        path: file, folder or mission.
        check: write nothing; exit status 1 where a file is not laid out evenly.
    """
    from peaceops.services.strategy import lay_out

    changed = [str(one.file) for one in lay_out(path, write=not check) if one.changed]
    for file in changed:
        say(f"{'would change' if check else 'laid out'}: {file}")
    return int(bool(check and changed))


@app.command
def schema() -> None:
    """Print the form of a strategy file as JSON Schema, for editors."""
    from peaceops.direct.strategy.schema import render_schema

    say(render_schema().removesuffix("\n"))
