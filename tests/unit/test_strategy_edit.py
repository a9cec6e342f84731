"""An edit of a strategy changes what was meant, and not one other character."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.direct.strategy.edit import add_edge, add_node, node_ids, set_field, set_fields
from peaceops.direct.strategy.load import parse_strategy
from peaceops.direct.strategy.marked import read_marked
from peaceops.direct.strategy.yaml_text import entry_text, flow_text
from peaceops.domain.error import PeaceopsError

TEXT = """\
# head
mission: {id: UNX, phase: in_mission}   # the mission
threats:
  # the first
  - id: T1   # one
    title: a thing
    area: north
    note: |
      long
      text

  - {id: T2, actor: x, level: moderate}  # flow

# What we do
activities:
- id: A1
  addresses:
    - T1 # why

# the end
drivers: []
tracks:
posture: [{authority: army, will: 1}]
"""


def _plain(text: str) -> Any:
    content, faults = read_marked(text, "s")
    assert content is not None
    assert not faults
    return content.plain


def _changed_lines(before: str, after: str) -> list[str]:
    old = before.splitlines()
    return [line for line in after.splitlines() if line not in old]


@pytest.mark.parametrize(
    ("name", "field", "value", "line"),
    [
        ("T1", "level", "unknown", "    level: unknown"),
        ("T1", "title", "no: #2", '    title: "no: #2"'),
        ("T1", "id", "T9", "  - id: T9   # one"),
        ("T2", "level", "high", "  - {id: T2, actor: x, level: high}  # flow"),
        ("T2", "trend", "rising", "  - {id: T2, actor: x, level: moderate, trend: rising}  # flow"),
        (
            "UNX",
            "as_of",
            date(2031, 5, 1),
            "mission: {id: UNX, phase: in_mission, as_of: 2031-05-01}   # the mission",
        ),
        ("posture-army", "capacity", 3, "posture: [{authority: army, will: 1, capacity: 3}]"),
    ],
)
def test_one_field_is_set_and_all_else_stays(
    name: str, field: str, value: object, line: str
) -> None:
    after = set_field(TEXT, name, field, value)
    assert _changed_lines(TEXT, after) == [line]
    assert [row for row in TEXT.splitlines() if "#" in row and row.split("#")[1] not in after] == []


def test_a_new_entry_stands_before_the_heading_of_the_next_section() -> None:
    after = add_node(TEXT, "threats", {"id": "T3", "actor": "y"})
    assert after.index("- id: T3") < after.index("# What we do")
    assert _plain(after)["threats"][2] == {"id": "T3", "actor": "y"}
    assert after.replace("  - id: T3\n    actor: y\n", "") == TEXT


def test_sections_that_are_empty_or_missing_take_entries() -> None:
    after = add_node(TEXT, "drivers", {"id": "D1", "causes": ["T1"]})
    after = add_node(after, "tracks", {"id": "K1"})
    after = add_node(after, "posts", {"id": "sector_north"})
    plain = _plain(after)
    assert plain["drivers"] == [{"id": "D1", "causes": ["T1"]}]
    assert plain["tracks"] == [{"id": "K1"}]
    assert plain["posts"] == [{"id": "sector_north"}]
    assert after.startswith(TEXT[: TEXT.index("drivers")])
    assert node_ids(add_node("# nothing yet\n", "threats", {"id": "T1"})) == {"T1"}


def test_edges_are_added_once() -> None:
    after = add_edge(TEXT, "A1", "addresses", "T2")
    assert _plain(after)["activities"][0]["addresses"] == ["T1", "T2"]
    assert "- T1 # why\n" in after
    assert add_edge(after, "A1", "addresses", "T2") == after
    linked = add_edge(after, "A1", "contributes_to", {"to": "O1", "mechanism": "because: calm"})
    assert _plain(linked)["activities"][0]["contributes_to"] == [
        {"to": "O1", "mechanism": "because: calm"}
    ]
    assert add_edge(linked, "A1", "contributes_to", "O1") == linked


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda: set_field(TEXT, "T4", "level", "high"), "did you mean"),
        (lambda: add_node(TEXT, "treats", {"id": "T4"}), "did you mean 'threats'?"),
        (lambda: add_node(TEXT, "threats", {"id": "A1"}), "is taken"),
        (lambda: add_node("a: [", "threats", {"id": "A1"}), "not YAML"),
    ],
)
def test_what_can_not_be_edited_is_refused_in_one_line(edit: Any, said: str) -> None:
    with pytest.raises(PeaceopsError, match=said.replace("?", r"\?")) as caught:
        edit()
    assert "\n" not in str(caught.value)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    texts | st.integers(-1000, 1000) | st.booleans() | st.floats(0, 1) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(values)
def test_every_value_reads_back(value: Any) -> None:
    assert _plain(f"key: {flow_text(value)}\n") == {"key": value}


@given(st.dictionaries(st.sampled_from(["title", "note", "sources", "x"]), values, min_size=1))
def test_every_entry_reads_back(plain: dict[str, Any]) -> None:
    assert _plain(f"list:\n{entry_text(plain, 2)}") == {"list": [plain]}


@given(texts, st.sampled_from(["T1", "T2", "A1", "UNX", "posture-army"]))
def test_any_title_can_be_set_on_any_node(title: str, name: str) -> None:
    after = set_field(set_field(TEXT, name, "title", title), name, "title", title)
    if title not in {"", "unknown"}:
        text = after.replace("  addresses:\n    - T1 # why\n", "")
        text = set_field(text, "T1", "note", "x")
        assert parse_strategy([("s", text)]).nodes[name].title == title


def test_many_fields_are_set_at_once_as_one_by_one() -> None:
    changes = [
        ("T1", "note", "short"), ("T1", "level", "high"), ("T1", "trend", "rising"),
        ("T2", "trend", "falling"), ("T2", "level", "unknown"), ("A1", "tier", "II"),
        ("T2", "owner", "a post"), ("UNX", "phase", "drawdown"), ("T1", "trend", "steady"),
        ("posture-army", "will", 3), ("A1", "addresses", ["T1", "T2"]),
    ]  # fmt: skip
    one_by_one = TEXT
    for change in changes:
        one_by_one = set_field(one_by_one, *change)
    assert set_fields(TEXT, changes) == one_by_one
    assert set_fields(TEXT, []) == TEXT


def test_a_file_without_an_end_of_line_keeps_its_last_line() -> None:
    text = "threats:\n  - id: T1\n    level: low"
    after = set_fields(text, [("T1", "trend", "rising"), ("T1", "owner", "post")])
    assert after == f"{text}\n    trend: rising\n    owner: post\n"
    assert add_node(text, "threats", {"id": "T2"}) == f"{text}\n  - id: T2\n"


def test_a_block_stays_a_block_where_it_is_long() -> None:
    long = [f"a long reason that goes on, number {number}" for number in range(3)]
    text = "threats:\n  - id: T1\n    dissent:\n      - a\n    level: low\n"
    after = set_field(text, "T1", "dissent", long)
    assert after.splitlines()[2:6] == [
        "    dissent:",
        *(f"      - {json.dumps(reason)}" for reason in long),
    ]
    assert set_field(after, "T1", "dissent", ["a"]) == text.replace(
        "dissent:\n      - a", "dissent: [a]"
    )


def test_a_right_to_left_mark_is_kept() -> None:
    after = set_field(TEXT, "T1", "title", "\u200fالشمال\u200f")
    assert parse_strategy([("s", after)]).nodes["T1"].title == "\u200fالشمال\u200f"
