"""Commands on a mission's strategy."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from peaceops.cli import draft
from peaceops.cli.console import say
from peaceops.cli.day import parse_day
from peaceops.cli.level import LevelName, clearance_of

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
def seal(path: Path, *, to: tuple[str, ...], identity: Path | None = None) -> None:
    """Encrypt what is held apart in a strategy: parts beside its file, the rest stays plain.

    Sources, host posture and consent, caveats and scenarios of force go, with what is marked so.
    Whoever has an identity names its file in PEACEOPS_IDENTITY and reads all as one strategy.

    Args:
        path: file, folder or mission.
        to: age recipients: age1… opens every compartment, caveat=age1… that one.
        identity: file with the identities of what was sealed before.
    """
    from peaceops.services.strategy_seal import seal_strategy

    for done in seal_strategy(path, to, identity=identity):
        names = ", ".join(part.name for part in done.parts) or "nothing is held apart"
        say(f"{done.plain}: {done.count} records sealed ({names})")


@app.command
def schema() -> None:
    """Print the form of a strategy file as JSON Schema, for editors."""
    from peaceops.direct.strategy.schema import render_schema

    say(render_schema().removesuffix("\n"))


ShowFormat = Literal["text", "svg", "html", "json"]


@app.command
def show(
    path: Path,
    *,
    as_of: str | None = None,
    output: Annotated[ShowFormat, Parameter(name="--format")] = "text",
    level: LevelName = "strictly_confidential",
    out: Path | None = None,
) -> None:
    """Show a strategy: as a document, a picture, a page on which findings light up, or data.

    Args:
        path: file, folder or mission.
        as_of: YYYY-MM-DD; default: the date for which the strategy was written.
        output: text (Markdown), svg, html (picture beside the findings) or json.
        level: of the reader; what is above it is left out and counted. Below
            strictly_confidential, what is held apart in a compartment is left out as well.
        out: file to write; default: the screen.
    """
    from peaceops.services.show import ShowOrder, show_strategy

    shown = show_strategy(
        ShowOrder(
            path=path,
            as_of=parse_day(as_of, "--as-of"),
            output=output,
            clearance=clearance_of(level),
        )
    )
    if out is None:
        say(shown.decode().removesuffix("\n"))
        return
    from peaceops.services.folder import write_whole, writing

    with writing(out):
        write_whole(out, shown)
    say(f"{out}: written")


draft.register(app)
