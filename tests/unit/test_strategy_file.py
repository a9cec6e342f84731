"""Strategy files: what loads, what is wrong where, and what the tool may change in them."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import jsonschema
import pytest

from peaceops.direct.strategy.difference import differences, render_differences
from peaceops.direct.strategy.fault import StrategyFaultsError
from peaceops.direct.strategy.format import format_strategy
from peaceops.direct.strategy.load import load_strategy, parse_strategy
from peaceops.direct.strategy.marked import read_marked
from peaceops.direct.strategy.schema import render_schema, strategy_schema
from peaceops.direct.strategy.skeleton import skeleton
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Compartment, Level
from peaceops.domain.strategy.force import CaveatNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.politics import TrackNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.strategy.warning import WarningNode
from tests.invented_strategy import MINI


def loaded(text: str) -> Strategy:
    return parse_strategy([("s.yaml", text)])


def kept(section: str, rule: str, *, author: str = "a", until: str = "2031-02-01") -> str:
    """Write a suppression or an override."""
    return (
        f"{section}: [{{id: s, rule: {rule}, objects: [T], author: {author}, reason: b, "
        f"made: 2031-01-01, expires: {until}}}]\n"
    )


def faults(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(StrategyFaultsError) as caught:
        loaded(text)
    return [(one.place.line, one.what, one.remedy) for one in caught.value.faults]


def test_the_worked_example_loads_as_it_is_written() -> None:
    strategy = loaded(MINI)
    assert set(strategy.nodes) == {
        "UNMEX", "T1", "T2", "D1", "O1", "A1", "posture-army_3rd_bde", "S1", "BN1",
        "BN1/caveat-1", "K1",
    }  # fmt: skip
    assert {(edge.source, edge.kind, edge.target) for edge in strategy.edges} == {
        ("D1", "causes", "T1"),
        ("D1", "causes", "T2"),
        ("O1", "resolves", "D1"),
        ("A1", "addresses", "T2"),
        ("BN1", "assigned", "K1"),
        ("BN1/caveat-1", "restricts", "BN1"),
    }
    assert strategy.mission.as_of == date(2031, 5, 1)
    (caveat,) = strategy.of(CaveatNode)
    assert caveat.marking.compartments == {Compartment.CAVEAT}
    assert strategy.nodes["posture-army_3rd_bde"].marking.level is Level.CONFIDENTIAL


def test_unknown_is_kept_apart_from_not_recorded() -> None:
    strategy = loaded(
        "threats:\n"
        "  - {id: T, level: unknown, actor: null, harm_types: [killing, unknown]}\n"
        "tracks:\n"
        "  - {id: K, parties: unknown}\n"
        "activities:\n"
        "  - {id: A, addresses: [T, unknown]}\n"
    )
    threat, track = strategy.nodes["T"], strategy.nodes["K"]
    assert isinstance(threat, ThreatNode)
    assert isinstance(track, TrackNode)
    assert threat.level is None
    assert threat.unknown == {"level", "harm_types"}
    assert threat.harm_types == {"killing"}
    assert track.unknown == {"parties"}
    assert strategy.nodes["A"].unknown == {"addresses"}
    assert [edge.target for edge in strategy.out("A", "addresses")] == ["T"]


def test_words_days_and_instants() -> None:
    strategy = loaded(
        "warnings:\n"
        "  - id: W\n"
        "    received: 2031-04-02T06:10\n"
        "    acknowledged: 2031-04-02 06:30:00+02:00\n"
        "    title: no\n"
        "    note: 12:30\n"
        "    valid_from: 2031-04-02\n"
    )
    node = strategy.nodes["W"]
    assert isinstance(node, WarningNode)
    assert node.received == datetime(2031, 4, 2, 6, 10, tzinfo=UTC)
    assert node.acknowledged == datetime(2031, 4, 2, 4, 30, tzinfo=UTC)
    assert (node.title, node.note, node.valid_from) == ("no", "12:30", date(2031, 4, 2))


def test_every_fault_of_a_file_is_told_at_once_with_its_place() -> None:
    told = faults(
        "mission: {id: X, phase: in_misson}\n"
        "threts: []\n"
        "threats:\n"
        "  - {id: T1, actor: a, level: hihg, intent: 9, areas: north}\n"
        "  - id: T1\n"
        "    level: low\n"
        "drivers:\n"
        "  - {id: D1, causes: [T9, T1], cross_border: maybe}\n"
        "  - {id: D2, causes: [{to: T1, mecanism: x}]}\n"
        "units: [{id: BN1, assigned: K1, caveats: [{kind: nigt}]}]\n"
        "tasks: [{id: K2}]\n"
    )
    said = {(line, f"{what} {remedy}") for line, what, remedy in told}
    for line, word, near in [
        (1, "in_misson", "'in_mission'"),
        (2, "threts", "'threats'"),
        (4, "areas", "'area'"),
        (4, "hihg", "'high'"),
        (5, "T1", "line 4"),
        (8, "T9", "'T1'"),
        (8, "cross_border", "bool"),
        (9, "mecanism", "'mechanism'"),
        (10, "nigt", "'night'"),
        (10, "K1", "'K2'"),
    ]:
        assert any(line == at and word in text and near in text for at, text in said), (line, word)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("threats: {", "not YAML"),
        ("- a\n- b\n", "mapping of sections"),
        ("threats: {id: T}\n", "must be a list"),
        ("threats: [T1]\n", "must be a mapping"),
        ("threats:\n  - id: T\n    id: U\n", "stands twice"),
        ("mission: {id: M, as_of: 2031-02-30}\n", "no day of the calendar"),
        ("threats: [{id: T, rationale: {insurgency: 0.8, genocide: 0.7}}]\n", "at most 1"),
        ("threats: [{id: T, intent: 5}]\n", "between 0 and 4"),
        ("tasks: [{id: K, requires_force_level: 6}]\n", "between 0 and 5"),
        ("units: [{id: U, serviceability: 80}]\n", "between 0 and 1"),
        ("threats: [{id: true}]\n", "id must be a word"),
        ("tracks: [{id: K}]\nobjectives: [{id: O, served_by: [{mechanism: x}]}]\n", "needs 'to'"),
        ("tracks: [{id: K}]\nactivities: [{id: A, addresses: [K]}]\n", "leads to threats"),
        ("positions: [{id: P, party: council}]\n", "citation"),
        ("areas: [{id: north}]\nthreats: [{id: T, area: nrth}]\n", "no area 'nrth'"),
        ("threats: &a\n  - *a\n", "contains itself"),
        (kept("suppressions", "POL-01", until="2031-12-01"), "180 days"),
        (kept("suppressions", "INF-05"), "INF-05"),
        (kept("overrides", "POL-02", author="' '"), "author and reason"),
    ],
)
def test_what_a_file_may_not_hold(text: str, said: str) -> None:
    assert any(said in f"{what} {remedy}" for _, what, remedy in faults(text)), faults(text)


def test_an_empty_file_is_an_empty_strategy() -> None:
    assert loaded("") == loaded("# nothing yet\n") == Strategy({})


def test_a_folder_is_one_strategy(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("threats: [{id: T}]\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text("drivers: [{id: D, causes: [T]}]\n", encoding="utf-8")
    strategy = load_strategy(tmp_path)
    assert set(strategy.nodes) == {"T", "D"}
    place = strategy.place("D")
    assert place is not None
    assert place.file.endswith("b.yml")


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(PeaceopsError, match="no strategy here"):
        load_strategy(tmp_path)
    with pytest.raises(PeaceopsError, match="no such file"):
        load_strategy(tmp_path / "absent.yaml")
    binary = tmp_path / "s.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PeaceopsError, match="UTF-8"):
        load_strategy(binary)


COMMENTED = """\
# above
threats:   # beside
   -   {id: T1,   level: high}   # who said so
   # before the second
   -   id: T2
       title: "quoted: yes"
       # within
       level: low   # at the end
       note: |
           a # in the text
             further in
       harm_types: [killing,
          looting]
   # a third to come


tracks: []
drivers:
- id: D1
  causes:
  - T1
  - to: T2
    reason: two
       lines
"""

EVEN = """\
# above
threats:   # beside
  - {id: T1,   level: high}   # who said so
  # before the second
  - id: T2
    title: "quoted: yes"
    # within
    level: low   # at the end
    note: |
        a # in the text
          further in
    harm_types: [killing,
       looting]
# a third to come

tracks: []
drivers:
  - id: D1
    causes:
      - T1
      - to: T2
        reason: two
           lines
"""


def test_laying_out_keeps_comments_and_meaning() -> None:
    laid_out = format_strategy(COMMENTED, "s.yaml")
    for comment in ("# above", "# beside", "# who said so", "# before the second", "# within"):
        assert comment in laid_out
    assert '"quoted: yes"' in laid_out
    assert differences(loaded(COMMENTED), loaded(laid_out)) == ()
    assert format_strategy(laid_out, "s.yaml") == laid_out
    assert laid_out == EVEN


def test_a_file_with_faults_is_not_laid_out() -> None:
    with pytest.raises(StrategyFaultsError):
        format_strategy("threats: [{id: T, levl: high}]\n", "s.yaml")


def test_differences_by_node_field_and_edge() -> None:
    before = loaded("threats: [{id: T, level: low}, {id: U}]\ndrivers: [{id: D, causes: [T]}]\n")
    after = loaded("threats: [{id: T, level: high}, {id: V}]\ndrivers: [{id: D, causes: [T, V]}]\n")
    told = {(one.what, one.id, one.field) for one in differences(before, after)}
    assert told == {
        ("added", "V", ""),
        ("removed", "U", ""),
        ("changed", "T", "level"),
        ("changed", "D", "causes"),
    }
    text = render_differences(differences(before, after))
    assert "T.level: low -> high" in text
    assert render_differences(()) == "no difference\n"


def test_the_skeleton_loads_and_claims_nothing() -> None:
    strategy = loaded(skeleton("UNMEX", date(2031, 5, 1)))
    assert set(strategy.nodes) == {"UNMEX"}


def test_what_the_skeleton_shows_in_comments_loads_too() -> None:
    lines = [
        line.replace("#", " ", 1) if line.startswith("#  ") else line
        for line in skeleton("UNMEX", date(2031, 5, 1)).splitlines()
    ]
    filled = "\n".join(line.removesuffix(" []") for line in lines)
    strategy = loaded(filled)
    assert {"T1", "D1", "O1", "K1", "P1", "A1", "BN1", "governor_north"} <= set(strategy.nodes)


def test_the_published_schema_is_that_of_the_code() -> None:
    published = Path("docs/reference/strategy.schema.json").read_text(encoding="utf-8")
    assert published == render_schema(), "make schema"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = strategy_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def as_json(text: str) -> object:
    content, told = read_marked(text, "s.yaml")
    assert content is not None
    assert not told
    return json.loads(json.dumps(content.plain, default=str))


@pytest.mark.parametrize("text", [MINI, COMMENTED, "threats: [{id: T, intent: unknown}]\n"])
def test_the_schema_takes_what_loads(validator: jsonschema.Draft202012Validator, text: str) -> None:
    assert list(validator.iter_errors(as_json(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "threts: []\n",
        "threats: [{id: T, level: hihg}]\n",
        "units: [{id: U, caveats: [{kind: nigt}]}]\n",
        "activities: [{id: A, addresses: [{mechanism: x}]}]\n",
        "positions: [{id: P}]\n",
        "tasks: [{id: K, requires_force_level: 6}]\n",
    ],
)
def test_the_schema_refuses_what_does_not(
    validator: jsonschema.Draft202012Validator, text: str
) -> None:
    assert list(validator.iter_errors(as_json(text)))
