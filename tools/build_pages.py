"""Write the reference pages that are made from the code: rules, and the form of a strategy.

`make pages` writes them into docs/reference; a test holds them to the code.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from peaceops.direct.check.rules import FAMILIES, RULES
from peaceops.direct.strategy.schema import field_notes
from peaceops.domain.strategy.edge import EDGE_ATTRIBUTES, Edge, edges_from
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.nouns import SECTION_OF_NOUN, SECTIONS, Section
from peaceops.domain.strategy.plain import field_types

REFERENCE = Path(__file__).resolve().parents[1] / "docs/reference"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each page and its text."""
    yield REFERENCE / "rules/index.md", rule_index()
    for rule in RULES:
        text = (
            f"# {rule.code} {rule.title}\n\n`{rule.name}` · since {rule.since} · {rule.severity}\n"
        )
        body = rule.page.split("\n", 1)[1].strip()
        yield REFERENCE / f"rules/{rule.code}.md", f"{text}\n{body}\n"
    yield REFERENCE / "strategy.md", strategy_page()


def rule_index() -> str:
    """List the rules by family."""
    lines = [
        "# Rules",
        "",
        "Forty questions to a strategy. A *rule* is one of them, a *check* asks them, a",
        "*finding* is what one found: it fires, or it can not be told. None of them judges whether",
        "a strategy is right. These pages are made from the code; `peaceops rule CODE` prints one.",
        "",
        "What the rules do not notice, and what can be filled in to please them, stands in",
        "[unnoticed](../unnoticed.md) and [gameable](../gameable.md).",
    ]
    for family, title in FAMILIES.items():
        lines += ["", f"## {title} ({family})", "", "| Code | Title | Severity |", "|---|---|---|"]
        lines += [
            f"| [{rule.code}]({rule.code}.md) | {rule.title} | {rule.severity} |"
            for rule in RULES
            if rule.family == family
        ]
    return "\n".join(lines) + "\n"


def strategy_page() -> str:
    """Describe every section, field and edge of a strategy file."""
    lines = [
        "# The form of a strategy file",
        "",
        "A strategy is one YAML file or a folder of them. Each section is a list of entries with",
        "short ids; `mission` is one entry. Entries name others by id. Leave out what nobody",
        "recorded; write `unknown` where somebody looked and does not know, or beside the known",
        "members of a list. [strategy.schema.json](strategy.schema.json) lets editors complete and",
        "check it. This page is made from the code.",
        "",
        "Every entry may have: " + ", ".join(f"`{name}`" for name in _common()) + ".",
        "",
        "An edge is the id it leads to, or a mapping with `to` and any of: "
        + ", ".join(f"`{name}`" for name in EDGE_ATTRIBUTES if name != "unknown")
        + ".",
    ]
    for section in SECTIONS:
        lines += _section(section)
    lines += ["", "## What an edge may say", "", *_table(Edge, set(EDGE_ATTRIBUTES) - {"unknown"})]
    return "\n".join(lines) + "\n"


def _common() -> list[str]:
    return [name for name in Node.__struct_fields__ if name != "unknown"]


def _section(section: Section) -> list[str]:
    kind = section.type
    lines = ["", f"## {section.name}", "", (kind.__doc__ or "").split("\n", 1)[0]]
    if section.nested is not None:
        above = SECTION_OF_NOUN[section.nested[0]].name
        lines += [
            "",
            f"May also be written within an entry of `{above}`, under `{section.nested[1]}`.",
        ]
    marking = kind.default_marking
    if marking.level or marking.compartments:
        apart = ", ".join(sorted(marking.compartments))
        level = marking.level.name.lower().replace("_", " ")
        lines += ["", f"By default {level}{f', held apart: {apart}' if apart else ''}."]
    own = set(field_types(kind)) - set(Node.__struct_fields__)
    if own:
        lines += ["", *_table(kind, own)]
    edges = edges_from(kind.noun)
    if edges:
        lines += ["", "| Edge | Leads to |", "|---|---|"]
        for name, edge in edges.items():
            ends = ", ".join(f"`{SECTION_OF_NOUN[noun].name}`" for noun in edge.targets)
            lines.append(f"| `{name}` | {ends}{' or a word' if edge.undeclared else ''} |")
    return lines


def _table(kind: type[msgspec.Struct], names: set[str]) -> list[str]:
    notes = field_notes(kind)
    rows = [
        f"| `{name}` | {_written(wanted)} | {notes.get(name, '')} |"
        for name, wanted in field_types(kind).items()
        if name in names
    ]
    return ["| Field | Written as | Means |", "|---|---|---|", *rows]


_PLAIN = {"str": "words", "int": "whole number", "float": "number", "bool": "true or false",
          "date": "day", "datetime": "time, UTC"}  # fmt: skip


def _written(wanted: Any) -> str:
    """Say how a field is written."""
    origin = get_origin(wanted)
    parts = [part for part in get_args(wanted) if part is not type(None)]
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if origin in {tuple, frozenset}:
        return f"list of: {_written(parts[0])}"
    if origin is dict:
        return f"mapping: {_written(parts[0])} to {_written(parts[1])}"
    if parts:
        return " or ".join(dict.fromkeys(_written(part) for part in parts))
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        inner = field_types(wanted)
        return "mapping of " + ", ".join(f"`{name}`" for name in inner)
    return _PLAIN.get(getattr(wanted, "__name__", ""), getattr(wanted, "__name__", str(wanted)))


def main() -> None:
    """Write the pages that are out of date."""
    for file, text in pages():
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
            print(file.relative_to(REFERENCE.parents[1]))


if __name__ == "__main__":
    main()
