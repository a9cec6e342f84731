"""Replay the repair of the troubled example: each step a few edits, in order, with what they did.

`python -m tests.examples.replay` writes `examples/troubled` and `examples/repaired` anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from peaceops.direct.check.profile import default_profile, read_profile
from peaceops.direct.check.report import check_strategy
from peaceops.direct.check.rules import RULES
from peaceops.direct.strategy.edit import add_node, node_ids, set_fields
from peaceops.direct.strategy.load import parse_strategy
from peaceops.direct.strategy.marked import read_marked
from peaceops.domain.finding import CheckReport
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import Strategy
from peaceops.exercise.country import invent
from peaceops.exercise.strategy import troubled_strategy

EXAMPLES = Path(__file__).parents[2] / "examples"
TROUBLED, REPAIRED, REPAIR = (EXAMPLES / name for name in ("troubled", "repaired", "repair"))
SEED = 7
LAST_FILE = "10-decisions.yaml"
"""Where a section goes that no file holds yet."""

Texts = dict[str, str]
"""The files of a strategy: content by name."""


@dataclass(frozen=True)
class Step:
    """One step of the repair.

    Attributes:
        name: of its file.
        title: what was done.
        day: by when; the strategy is checked as of it.
        decided_by, why: who decided, and what for.
        then: what came of it.
        said: findings that led to it: an object by code.
        shown: ids of what the page shows of it.
        set: fields by id.
        add: entries by section.
        clears, raises: codes that fire no more, and codes that fire anew.
    """

    name: str
    title: str
    day: date
    decided_by: str
    why: str
    then: str
    said: Mapping[str, str]
    shown: tuple[str, ...]
    set: Mapping[str, Mapping[str, Any]]
    add: Mapping[str, list[dict[str, Any]]]
    clears: tuple[str, ...]
    raises: tuple[str, ...]


def steps() -> list[Step]:
    """Read the steps of the repair, in order."""
    found = []
    for file in sorted(REPAIR.glob("*.yaml")):
        content, faults = read_marked(file.read_text(encoding="utf-8"), file.name)
        assert content is not None
        assert not faults
        plain = content.plain
        found.append(
            Step(
                name=file.name,
                title=plain["title"],
                day=plain["day"],
                decided_by=plain["decided_by"],
                why=plain["why"],
                then=plain["then"],
                said=plain["said"],
                shown=tuple(plain["shown"]),
                set=plain.get("set") or {},
                add=plain.get("add") or {},
                clears=tuple(plain.get("clears") or ()),
                raises=tuple(plain.get("raises") or ()),
            )
        )
    return found


def read_texts(folder: Path) -> Texts:
    """Read the files of a strategy."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.yaml"))}


def graph_of(texts: Texts) -> Strategy:
    """Load the files of a strategy."""
    return parse_strategy(sorted(texts.items()))


def apply(texts: Texts, step: Step) -> Texts:
    """Return the files as they stand after a step."""
    after = dict(texts)
    mission = graph_of(texts).mission.id
    wanted = {**step.set, mission: {**step.set.get("mission", {}), "as_of": step.day}}
    wanted.pop("mission", None)
    for name, fields in wanted.items():
        file = next(file for file, text in after.items() if name in node_ids(text))
        after[file] = set_fields(
            after[file], [(name, field, value) for field, value in fields.items()]
        )
    for section, entries in step.add.items():
        file = next(
            (file for file, text in after.items() if f"\n{section}:" in f"\n{text}"), LAST_FILE
        )
        for entry in entries:
            after[file] = add_node(after[file], section, entry)
    return after


def replay() -> list[Texts]:
    """Return the files before the repair and after each of its steps."""
    states = [read_texts(TROUBLED)]
    for step in steps():
        states.append(apply(states[-1], step))
    return states


def checked(strategy: Strategy, day: date | None = None) -> CheckReport:
    """Check a strategy as of a day, that for which it was written where none is given."""
    when = day or strategy.mission.as_of
    assert when is not None
    profile = read_profile(default_profile(strategy.mission.phase))
    return check_strategy(as_known(strategy, when), RULES, day=when, profile=profile)


def fired(report: CheckReport) -> set[str]:
    """Return the codes that fire."""
    return {one.code for one in report.findings if one.status == "fires"}


def write() -> None:
    """Write both examples anew."""
    for folder, texts in (
        (TROUBLED, troubled_strategy(invent(SEED))),
        (REPAIRED, None),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in (texts or replay()[-1]).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
