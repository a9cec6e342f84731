"""Fill every gap of the troubled example with the cheapest valid value: most rules still fire."""

import re
from functools import cache
from pathlib import Path

import yaml

from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.plain import strategy_to_plain
from tests.examples.cheapest import NEVER_MISSING, fill, missing
from tests.examples.replay import TROUBLED, checked, fired, graph_of, read_texts

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "gameable.md"


@cache
def troubled() -> Strategy:
    return graph_of(read_texts(TROUBLED))


@cache
def filled() -> Strategy:
    return fill(troubled())


def _ids(strategy: Strategy) -> dict[str, str]:
    return {one.id: one.code for one in checked(strategy).findings if one.status == "fires"}


def test_nothing_is_missing_any_more() -> None:
    for node in filled().nodes.values():
        for name in type(node).__struct_fields__:
            assert name in NEVER_MISSING or not missing(node, name), f"{node.id}.{name}"


def test_what_was_filled_is_a_valid_file() -> None:
    text = yaml.safe_dump(strategy_to_plain(filled()), allow_unicode=True, sort_keys=False)
    again = graph_of({"strategy.yaml": text})
    assert dict(again.nodes) == dict(filled().nodes)
    assert set(again.edges) == set(filled().edges)


def test_most_codes_still_fire() -> None:
    assert len(fired(checked(troubled())) & fired(checked(filled()))) >= 15


def test_the_page_lists_the_codes_that_fell_silent() -> None:
    before, after = _ids(troubled()), _ids(filled())
    standing = {code for name, code in before.items() if name in after}
    silenced = set(before.values()) - standing
    assert len(standing) >= 15
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^\| ([A-Z]{3}-\d\d) \|", page, re.M) == sorted(silenced)
    assert f"Of the {len(set(before.values()))} codes that fired, {len(standing)} still" in page
    for row in re.findall(r"^\| [A-Z]{3}-\d\d \|.*$", page, re.M):
        assert all(cell.strip() for cell in row.strip("|").split("|"))
