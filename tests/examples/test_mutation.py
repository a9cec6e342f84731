"""Change the repaired example one thing at a time: which rules notice is on record."""

import json

import pytest

from peaceops.direct.check.rules import RULES
from tests.examples.mutation import GOLDEN, PAGE, Noticed, noticed, render_golden, render_page
from tests.examples.replay import REPAIRED, graph_of, read_texts


def golden() -> Noticed:
    found: Noticed = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return found


def test_the_page_of_what_no_rule_notices_follows_the_record() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_page(golden())


def test_nearly_every_rule_notices_some_change() -> None:
    codes = {code for by_how in golden().values() for how in by_how.values() for code in how}
    assert len(codes) >= len(RULES) - 2


@pytest.mark.full
def test_what_is_noticed_is_on_record() -> None:
    found = noticed(graph_of(read_texts(REPAIRED)))
    on_record = golden()
    assert {key: how for key, how in found.items() if how != on_record.get(key)} == {}
    assert render_golden(found) == GOLDEN.read_text(encoding="utf-8")
