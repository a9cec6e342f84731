"""Remove or change each field and each edge of a strategy in turn, and see which rules notice.

`python -m tests.examples.mutation` writes `tests/golden/mutations.json` and
`docs/reference/unnoticed.md` anew; both are then to be read by a person.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from peaceops.domain.finding import SEVERITY_ORDER
from peaceops.domain.strategy.edge import EDGE_ATTRIBUTES, EDGE_KINDS, Edge
from peaceops.domain.strategy.graph import Strategy, replace_node
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.nouns import SECTION_OF_NOUN
from peaceops.domain.strategy.plain import default_of, field_types
from tests.examples.replay import REPAIRED, checked, graph_of, read_texts

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "mutations.json"
PAGE = ROOT / "docs" / "reference" / "unnoticed.md"

FOR_PEOPLE = ("title", "note")
"""Words for people, in every node: no rule reads them, and none should."""
_KEPT = {"id", "unknown", "version", *FOR_PEOPLE}
NOTHING: tuple[Any, ...] = (None, "", (), frozenset(), {})
_FAR = timedelta(days=400)

Noticed = dict[str, dict[str, list[str]]]
"""By kind and field or edge, and by what was done to it: the codes that appear."""


def mutations(strategy: Strategy) -> Iterator[tuple[str, str, Strategy]]:
    """Yield what was touched (`task.owner`), what was done (removed, changed), and the outcome."""
    for node in strategy.nodes.values():
        for name, wanted in field_types(type(node)).items():
            value = getattr(node, name)
            standard = default_of(type(node), name)
            if name in _KEPT or value in NOTHING:
                continue
            key = f"{node.noun}.{name}"
            if standard is not msgspec.NODEFAULT and value != standard:
                yield from _with(strategy, node, key, "removed", name, standard)
            for other in _others(value, wanted):
                yield from _with(strategy, node, key, "changed", name, other)
    for number, edge in enumerate(strategy.edges):
        key = f"{strategy.nodes[edge.source].noun}.{edge.kind}"
        yield key, "removed", _edges(strategy, number, None)
        other = _elsewhere(strategy, edge)
        if other is not None:
            yield key, "changed", _edges(strategy, number, other)
        for name in EDGE_ATTRIBUTES:
            if name != "unknown" and getattr(edge, name) != default_of(Edge, name):
                bare = msgspec.structs.replace(edge, **{name: default_of(Edge, name)})
                yield f"{key}.{name}", "removed", _edges(strategy, number, bare)


def _with(
    strategy: Strategy, node: Node, key: str, how: str, name: str, value: Any
) -> Iterator[tuple[str, str, Strategy]]:
    try:
        changed = msgspec.structs.replace(node, **{name: value})
    except ValueError:  # such as a rejected proposal without a reason: no file could hold it
        return
    yield key, how, replace_node(strategy, changed)


def _others(value: Any, wanted: Any) -> Iterator[Any]:
    """Yield other valid values of a field: the ends of its range, or a word nobody knows."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (date, datetime)):
        yield value - _FAR
        yield value + _FAR
    elif isinstance(value, int):
        yield from sorted({0, value + 1, max(0, value - 1), value * 10} - {value})
    elif isinstance(value, float):
        yield value / 10
        yield value * 10
    elif isinstance(value, str):
        words = [word for word in _words(wanted) if word != value]
        yield from dict.fromkeys([words[0], words[-1]]) if words else ["another"]
    elif isinstance(value, tuple) and isinstance(value[0], str):
        yield ("another",)


def _words(wanted: Any) -> list[str]:
    """Return the words that a field may hold; none where any will do."""
    if get_origin(wanted) in (Union, UnionType):
        return [word for part in get_args(wanted) for word in _words(part)]
    return list(get_args(wanted)) if get_origin(wanted) is Literal else []


def _edges(strategy: Strategy, number: int, edge: Edge | None) -> Strategy:
    edges = list(strategy.edges)
    edges[number : number + 1] = [] if edge is None else [edge]
    return Strategy(strategy.nodes, tuple(edges), strategy.places)


def _elsewhere(strategy: Strategy, edge: Edge) -> Edge | None:
    """Return the edge led to another fitting node, the first there is."""
    for noun in EDGE_KINDS[edge.kind].targets:
        if noun in SECTION_OF_NOUN:
            for node in strategy.of(SECTION_OF_NOUN[noun].type):
                if node.id not in {edge.source, edge.target}:
                    return msgspec.structs.replace(edge, target=node.id)
    return None


def noticed(strategy: Strategy) -> Noticed:
    """Return the codes of findings that appear with each kind of change, over all that have it.

    A finding appears where it fires, or can not be told, and did not before, or not so gravely.
    """
    day = strategy.mission.as_of
    before = _told(strategy, day)
    found: dict[str, dict[str, set[str]]] = {}
    for key, how, changed in mutations(strategy):
        codes = found.setdefault(key, {}).setdefault(how, set())
        codes |= {
            about[0]
            for about, gravity in _told(changed, day).items()
            if about not in before or gravity < before[about]
        }
    return {
        key: {how: sorted(codes) for how, codes in sorted(by_how.items())}
        for key, by_how in sorted(found.items())
    }


def _told(strategy: Strategy, day: date | None) -> dict[tuple[str, str, tuple[str, ...], str], int]:
    """Return how grave each finding is, 0 the gravest, by what it is about."""
    return {
        (one.code, one.part, one.objects, one.status): SEVERITY_ORDER.index(one.severity)
        for one in checked(strategy, day).findings
        if one.status != "suppressed"
    }


def unnoticed(found: Noticed) -> list[str]:
    """Return what no rule notices, whatever was done to it."""
    return [key for key, by_how in found.items() if not any(by_how.values())]


def render_golden(found: Noticed) -> str:
    """Return the record of what is noticed: one kind of change on a line."""
    lines = ",\n".join(
        f"  {json.dumps(key)}: {json.dumps(by_how)}" for key, by_how in found.items()
    )
    return f"{{\n{lines}\n}}\n"


def render_page(found: Noticed) -> str:
    """Return the page of what no rule notices."""
    by_noun: dict[str, list[str]] = {}
    for key in unnoticed(found):
        noun, _, rest = key.partition(".")
        by_noun.setdefault(noun, []).append(f"`{rest}`")
    rows = "\n".join(f"| {noun} | {', '.join(names)} |" for noun, names in sorted(by_noun.items()))
    total = len(found)
    silent = len(unnoticed(found))
    return f"""# What no rule notices

From the [repaired example](../how-to/repair-a-strategy.md) every field and every edge was removed
or changed, one at a time: to both ends of its range, to another word of its list, to a day 400 days
earlier or later, to another fitting node. Of {total} kinds of fields and edges that the example
holds, a change in {total - silent} makes a finding appear somewhere, or a graver one;
`tests/golden/mutations.json` says which. The {silent} below make none appear.

That no rule notices does not say that nobody should. Much of it is read by people or by other parts
of the software: names, references, what a joint page or a plan is made from. Some of it a rule
reads only where something else is amiss, which in the repaired example it is not: who orders what
in an emergency, what a decision that was taken in time was taken for. A change that makes things
look better than they are can be noticed by no rule at all; see [what can be gamed](gameable.md).
Titles and notes are words for people, and no rule reads them.

| Kind | Fields and edges |
|---|---|
{rows}
"""


def write() -> None:
    """Write the record and the page anew."""
    found = noticed(graph_of(read_texts(REPAIRED)))
    GOLDEN.write_text(render_golden(found), encoding="utf-8", newline="\n")
    PAGE.write_text(render_page(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
