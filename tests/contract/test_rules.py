"""What every registered rule keeps to, and what its published page promises."""

import re
from datetime import date, timedelta

import pytest

from peaceops.direct.check.rule import Rule
from peaceops.direct.check.rules import FAMILIES, RULES, rule_named
from peaceops.domain.error import PeaceopsError
from peaceops.domain.finding import Finding
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.keeping import SuppressionNode
from tests.rules.asking import ask, firing, strategy_of, told
from tests.rules.doubt import doubts

PARAGRAPHS = {
    "B1", "B2", "L1", "L2", "L3", "L4", "L5", "L6", "C0", "P1", "P2", "H1", "H2", "T1", "FN",
    "D1", "D2", "D3", "Q1", "Q2", "Q3", "Q4", "Q5",
}  # fmt: skip
SECTIONS = (
    "What it asks", "Why", "Source", "Fires when", "Severity", "What clears it",
    "Example that fires", "Example that does not", "Example that can not be told", "Edge cases",
)  # fmt: skip

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def examples(rule: Rule, section: str) -> list[str]:
    """Return the YAML examples of a section of a rule's page."""
    part = rule.page.split(f"## {section}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"```yaml\n(.*?)```", part, flags=re.DOTALL)


def of_rule(rule: Rule, strategy: str | Strategy) -> tuple[Finding, ...]:
    return ask(strategy, rule.code)


def test_there_are_forty_rules_in_five_families() -> None:
    counts = {family: sum(rule.family == family for rule in RULES) for family in FAMILIES}
    assert counts == {"POL": 10, "MAN": 6, "HST": 9, "TCC": 10, "INF": 5}
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


@each_rule
def test_a_rule_is_found_by_code_and_by_name(rule: Rule) -> None:
    assert rule_named(rule.code.lower()) is rule_named(rule.name) is rule


def test_a_rule_that_is_none() -> None:
    with pytest.raises(PeaceopsError, match="POL-99"):
        rule_named("POL-99")


@each_rule
def test_the_page_has_every_section_in_order(rule: Rule) -> None:
    assert rule.page.startswith(f"{rule.title}.\n")
    found = re.findall(r"^## (.+)$", rule.page, flags=re.MULTILINE)
    assert [name for name in found if name in SECTIONS] == list(SECTIONS)
    for section in SECTIONS:
        text = rule.page.split(f"## {section}\n", 1)[1].split("\n## ", 1)[0].strip()
        assert text, section


@each_rule
def test_every_source_is_quoted_on_the_page_with_its_paragraph(rule: Rule) -> None:
    assert rule.sources
    flat = " ".join(rule.page.split())
    for source in rule.sources:
        assert source.paragraph in PARAGRAPHS
        assert f'{source.paragraph}: "{source.text}"' in flat


@each_rule
def test_examples_that_fire(rule: Rule) -> None:
    texts = examples(rule, "Example that fires")
    assert texts
    for text in texts:
        assert rule.code in {code for code, _, _ in firing(of_rule(rule, text))}, text


@each_rule
def test_examples_that_do_not(rule: Rule) -> None:
    texts = examples(rule, "Example that does not")
    assert texts
    for text in texts:
        assert of_rule(rule, text) == (), text


@each_rule
def test_examples_that_can_not_be_told(rule: Rule) -> None:
    texts = examples(rule, "Example that can not be told")
    assert texts
    for text in texts:
        found = of_rule(rule, text)
        assert {one.status for one in found} == {"cannot_tell"}, text


@each_rule
def test_a_finding_can_be_suppressed_for_a_while(rule: Rule) -> None:
    graph = strategy_of(examples(rule, "Example that fires")[0])
    day = graph.mission.as_of or date(2031, 5, 1)
    for one in of_rule(rule, graph):
        if rule.code == "INF-05":
            with pytest.raises(ValueError, match="INF-05"):
                suppression(one, day)
            continue
        quiet = with_node(graph, suppression(one, day))
        after = {found.id: found for found in of_rule(rule, quiet)}
        assert after[one.id].status == "suppressed"
        assert "chief_of_staff" in after[one.id].suppression
        later = ask(quiet, rule.code, day=day + timedelta(days=31))
        assert all(found.status != "suppressed" for found in later)


@each_rule
def test_a_known_value_made_unknown_never_makes_a_finding_vanish(rule: Rule) -> None:
    for text in examples(rule, "Example that fires"):
        graph = strategy_of(text)
        day = graph.mission.as_of or date(2031, 5, 1)
        before = {(code, objects) for code, _, objects in firing(of_rule(rule, graph))}
        for what, doubtful in doubts(graph):
            after = told(ask(doubtful, rule.code, day=day))
            assert before <= after, f"{what} made unknown: {before - after} vanished"


@each_rule
def test_the_order_of_nodes_and_edges_never_matters(rule: Rule) -> None:
    for section in SECTIONS[6:9]:
        for text in examples(rule, section):
            graph = strategy_of(text)
            turned = Strategy(
                dict(list(graph.nodes.items())[::-1]), graph.edges[::-1], graph.places
            )
            assert of_rule(rule, turned) == of_rule(rule, graph)


@each_rule
def test_before_everything_there_is_nothing(rule: Rule) -> None:
    for text in examples(rule, "Example that fires"):
        assert ask(text, rule.code, day=date(1900, 1, 1)) == ()


@each_rule
def test_a_finding_says_what_people_need(rule: Rule) -> None:
    for text in examples(rule, "Example that fires"):
        for one in of_rule(rule, text):
            assert one.objects
            assert one.message[-1] not in ".!"
            assert one.clears_when
            assert one.root
            assert any(name in one.message for name in one.objects), one.message
            if one.severity in {"blocker", "error"}:
                assert one.decision


def suppression(finding: Finding, day: date) -> SuppressionNode:
    return SuppressionNode(
        id="suppression-of-test",
        rule=finding.code,
        objects=finding.objects,
        author="chief_of_staff",
        reason="known, and being mended",
        made=day,
        expires=day + timedelta(days=30),
    )


def with_node(graph: Strategy, node: SuppressionNode) -> Strategy:
    return Strategy({**graph.nodes, node.id: node}, graph.edges, graph.places)
