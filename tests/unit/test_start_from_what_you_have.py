"""The measure of issue 4: how many values a POC adviser types until the check is useful.

Replays, on real events where they lie beside the clone, the lines that the how-to publishes.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from peaceops.direct.strategy.marked import read_marked
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.nouns import SECTION_NAMED
from peaceops.domain.strategy.plain import node_to_plain
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.services.check import CheckOrder, check
from peaceops.services.draft import DraftRequest, make_draft
from peaceops.services.strategy_edit import (
    Texts,
    parsed,
    save,
    with_edge,
    with_field,
    with_node,
)

ROOT = Path(__file__).parents[2]
EVENTS = ROOT.parent / "shared" / "data" / "ucdp_ged" / "country_slim" / "CAF.csv"
PAGE = (ROOT / "docs" / "how-to" / "start-from-what-you-have.md").read_text(encoding="utf-8")
AIM = 40


def typed() -> list[list[str]]:
    found = re.search(r"<!-- typed values.*?-->\n```text\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return [line.split() for line in found.group(1).splitlines()]


def stated() -> int:
    found = re.search(r"types \*\*(\d+) values\*\*", PAGE)
    assert found
    return int(found.group(1))


def type_in(texts: Texts, line: list[str]) -> Texts:
    if len(line) == 2:
        assert line[1] in SECTION_NAMED
        return with_node(texts, line[1], {"id": line[0]})
    name, field, word = line
    content, faults = read_marked(word, "")
    assert content is not None
    assert not faults
    if field == "addresses":
        return with_edge(texts, name, field, word)
    before: Any = node_to_plain(parsed(texts).nodes[name]).get(field)
    listed = field in {"parties"}
    return with_field(texts, name, field, [*(before or []), word] if listed else content.value)


def test_the_count_published_is_the_count_of_the_lines() -> None:
    assert len(typed()) == stated() <= AIM


@pytest.mark.skipif(not EVENTS.is_file(), reason="needs real events in shared/data")
def test_the_typed_values_lead_to_a_first_useful_report(tmp_path: Path) -> None:
    as_of = date(2014, 9, 1)
    text, outcome = make_draft(DraftRequest(events=(EVENTS,), as_of=as_of, version="23.1"))
    file = tmp_path / "strategy.yaml"
    file.write_text(text, encoding="utf-8")
    assert outcome.proposed == 8
    assert not fired(file, as_of) & {"POL-01", "POL-02"}

    texts = {file: text}
    for line in typed():
        texts = type_in(texts, line)
    save({file: text}, texts)

    report = check(CheckOrder(path=file, as_of=as_of)).whole
    fires = [finding for finding in report.findings if finding.status == "fires"]
    strategy = parsed(texts)
    judged = {threat.id for threat in levels(strategy)}
    assert len(judged) == 5
    for code in ("POL-01", "POL-02"):
        about = {name for finding in fires if finding.code == code for name in finding.objects}
        assert about & judged
    assert 1 <= len(report.questions) <= 7
    assert {question.owner for question in report.questions} >= {
        "head_of_office_a",
        "head_of_office_b",
    }
    assert all(question.decision for question in report.questions)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in texts[file].splitlines() if line.startswith("#")] == comments


def fired(file: Path, as_of: date) -> set[str]:
    report = check(CheckOrder(path=file, as_of=as_of)).whole
    return {finding.code for finding in report.findings if finding.status == "fires"}


def levels(strategy: Strategy) -> tuple[ThreatNode, ...]:
    return tuple(threat for threat in strategy.of(ThreatNode) if threat.level is not None)
