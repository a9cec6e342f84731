"""Drafts and proposals: the record proposes, people decide, and both are kept."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest
from cyclopts import App
from hypothesis import example, given
from hypothesis import strategies as st

from peaceops.analyse.proposal import (
    proposals_from_events,
    proposals_from_outlook,
    with_forecast,
)
from peaceops.cli import draft as draft_commands
from peaceops.collate.lattice import unit_lattice
from peaceops.collate.place import place_events
from peaceops.direct.strategy.draft import Draft, draft_strategy, short_ids
from peaceops.direct.strategy.edit import set_field
from peaceops.direct.strategy.form import form_named, write_form
from peaceops.direct.strategy.load import load_strategy, parse_strategy
from peaceops.domain.area import AreaKind
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import Month
from peaceops.domain.outlook import AreaOutlook, Chance, Outlook
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import make_strategy
from peaceops.domain.strategy.proposal import (
    Evidence,
    ProposalNode,
    grown_proposals,
    worth_proposing,
)
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.services.demo import new_exercise
from peaceops.services.draft import DraftRequest, make_draft, write_draft
from peaceops.services.proposal import accept_proposal, propose_threats, reject_proposal
from tests.invented import event_table, two_units

DAY = date(2014, 9, 1)
WEST, EAST = {"latitude": -20.0, "longitude": -14.0}, {"latitude": -20.0, "longitude": -12.0}


def attack(side: str, day: date, killed: int, **place: Any) -> dict[str, object]:
    return {
        "violence": 3, "side_a": side, "side_b": "Civilians", "date_start": day, "date_end": day,
        "civilians": killed, "best": killed, "low": killed, "high": killed, "iso3": None, **place,
    }  # fmt: skip


EVENTS = event_table(
    attack("Red", date(2014, 8, 1), 4, **WEST),
    attack("Red", date(2014, 8, 3), 6, **WEST),
    attack("Red", date(2013, 8, 1), 3, **WEST),
    attack("Blue", date(2014, 7, 1), 20, **EAST),
    attack("Red", date(2014, 9, 2), 90, **EAST),  # later than the day
    attack("Old", date(2013, 9, 1), 50, **EAST),  # a day too old
    {**attack("Blue", date(2014, 7, 5), 70, **EAST), "violence": 1},  # fighting: laid to nobody
    attack("Red", date(2014, 8, 9), 30, **{**WEST, "place_precision": 6}),  # only the country
)


def proposals(events: pl.DataFrame = EVENTS) -> tuple[ProposalNode, ...]:
    placed = place_events(events, two_units(), unit_lattice(two_units()))
    return proposals_from_events(
        placed,
        actors={"Red": "red", "Blue": "blue", "Old": "old"},
        areas={0: "west", 1: "east"},
        as_of=DAY,
        target="civilian_deaths",
        data="invented, 1",
    )


def test_the_record_proposes_who_where_and_how_much() -> None:
    first, second = proposals()
    assert (first.id, first.actor, first.area) == ("P1", "blue", "east")
    assert (second.id, second.actor, second.area) == ("P2", "red", "west")
    assert second.evidence == Evidence(
        since=date(2013, 9, 2),
        until=DAY,
        attacks=2,
        civilian_deaths=10,
        earlier_deaths=3,
        last=date(2014, 8, 3),
        events=("2", "1"),
    )
    assert second.status == "proposed"


def test_a_proposal_has_no_level_and_no_trend() -> None:
    fields = set(ProposalNode.__struct_fields__)
    assert not fields & {"level", "trend", "intent", "capability", "opportunity", "harm_types"}
    with pytest.raises(PeaceopsError, match="proposals have no 'level'"):
        parse_strategy([("s", "proposals: [{id: P1, level: high}]")])


def outlook(chance: float) -> Outlook:
    low = Chance(p_ge_1=0.1, p_ge_25=0, expected_deaths=0.2, interval80=(0, 1))
    areas = [
        AreaOutlook(
            key=str(number), name=f"near {unit}", admin1=unit, latitude=-20, longitude=-14,
            civilian=msgspec.structs.replace(low, p_ge_1=probability), total=low, change=None,
            coverage="reported", actors=(), fighting_deaths=0, population=None,
            quiet_months=None, recent=(),
        )
        for number, (unit, probability) in enumerate([("West", chance), ("West", 0.2),
                                                      ("East", 0.3)])
    ]  # fmt: skip
    return Outlook(
        as_of=DAY, origin=Month(416), horizon_months=3, target="civilian_deaths",
        area_kind=AreaKind.CELL, model="decay", model_title="Decay", areas=tuple(areas),
    )  # fmt: skip


def test_a_forecast_stands_beside_the_record_and_names_nobody() -> None:
    told = with_forecast(proposals(), outlook(0.8), {"west": "West", "east": "East"})
    assert told[1].forecast is not None
    assert (told[1].forecast.area, told[1].forecast.chance) == ("near West", 0.8)
    assert [msgspec.structs.replace(each, forecast=None) for each in told] == list(proposals())
    (feared,) = proposals_from_outlook(
        outlook(0.8), areas={"West": "west", "East": "east"}, first_number=3
    )
    assert (feared.id, feared.actor, feared.area) == ("P3", None, "west")
    assert feared.unknown == {"actor"}
    assert feared.evidence is None
    assert proposals_from_outlook(outlook(0.4), areas={"West": "west"}) == ()
    assert (
        proposals_from_outlook(outlook(0.8), areas={"West": "west"}, taken=frozenset({"west"}))
        == ()
    )


def rejected(proposal: ProposalNode) -> ProposalNode:
    return msgspec.structs.replace(
        proposal, status="rejected", decided_by="jmac", decided=DAY, reason="no"
    )


@given(st.integers(0, 5), st.integers(0, 5))
def test_what_was_rejected_returns_only_with_more_evidence(attacks: int, killed: int) -> None:
    (first, _) = proposals()
    assert first.evidence is not None
    later = msgspec.structs.replace(
        first,
        evidence=msgspec.structs.replace(
            first.evidence, attacks=attacks, civilian_deaths=killed + 18
        ),
    )
    strategy = make_strategy([rejected(first), ThreatNode(id="T1", actor="blue", area="east")])
    grew = attacks > 1 or killed > 2
    assert worth_proposing(strategy, [later]) == ((later,) if grew else ())


def test_what_is_known_is_not_proposed_again() -> None:
    first, second = proposals()
    assert worth_proposing(make_strategy([]), (first, second)) == (first, second)
    assert worth_proposing(make_strategy([first]), (first, second)) == (second,)
    threat = ThreatNode(id="T1", actor="red", area="west")
    assert worth_proposing(make_strategy([threat]), (first, second)) == (first,)


def test_an_open_proposal_grows_and_a_decided_one_stays() -> None:
    first, second = proposals()
    assert first.evidence is not None
    less = msgspec.structs.replace(
        first, evidence=msgspec.structs.replace(first.evidence, civilian_deaths=1)
    )
    now = msgspec.structs.replace(first, id="P9")
    assert grown_proposals(make_strategy([less, second]), [now, second]) == (("P1", now),)
    assert grown_proposals(make_strategy([rejected(less), second]), [now, second]) == ()


def test_a_decision_needs_a_person_and_a_rejection_a_reason() -> None:
    for text, said in (
        ("{id: P1, status: accepted}", "decided_by"),
        ("{id: P1, status: rejected, decided_by: jmac}", "reason"),
    ):
        with pytest.raises(PeaceopsError, match=said):
            parse_strategy([("s", f"proposals: [{text}]")])


def test_before_its_day_a_proposal_is_not_known() -> None:
    strategy = make_strategy([*proposals(), ThreatNode(id="T0", valid_from=date(2014, 1, 1))])
    assert set(as_known(strategy, date(2014, 8, 31)).nodes) == {"T0"}
    assert set(as_known(strategy, DAY).nodes) == {"P1", "P2", "T0"}


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(st.lists(texts, unique=True, max_size=6))
def test_short_ids_tell_names_apart(names: list[str]) -> None:
    ids = short_ids(names, "actor")
    assert list(ids) == names
    assert len(set(ids.values())) == len(names)


@example("P1", "north", "red")
@example("T2", "north", "red")
@example("west", "north", "red")
@given(texts.filter(str.strip), texts, texts)
def test_any_draft_loads(mission: str, area: str, actor: str) -> None:
    text = draft_strategy(
        Draft(
            mission=mission,
            as_of=DAY,
            sources=(actor,),
            areas=(("west", area, "unit:X-01"), ("east", area, "unit:X-02")),
            actors=(("red", actor), ("blue", actor)),
            proposals=proposals(),
        )
    )
    strategy = parse_strategy([("s", text)])
    assert [threat.level for threat in strategy.of(ThreatNode)] == [None, None]
    assert all(threat.unknown >= {"level", "trend"} for threat in strategy.of(ThreatNode))
    assert [edge.target for edge in strategy.out("P1", "proposes")] == ["T1"]
    assert strategy.of(ProposalNode) == proposals()


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented") / "mission"
    new_exercise(folder, seed=7, scale=0.4)
    return folder


def request(folder: Path, **more: Any) -> DraftRequest:
    inputs = folder / "inputs"
    return DraftRequest(
        events=(inputs / "events.csv",), boundary=inputs / "boundary.geojson", most=3, **more
    )


def test_a_draft_of_an_invented_country_loads_and_claims_nothing(
    exercise: Path, tmp_path: Path
) -> None:
    out = tmp_path / "strategy.yaml"
    done = write_draft(request(exercise), out)
    strategy = load_strategy(out)
    assert done.proposed == len(strategy.of(ThreatNode)) == 3
    assert {threat.status for threat in strategy.of(ThreatNode)} == {"suspected"}
    assert (tmp_path / "strategy.schema.json").is_file()
    assert make_draft(request(exercise))[0] == out.read_text(encoding="utf-8")
    with pytest.raises(PeaceopsError, match="exists already"):
        write_draft(request(exercise), out)


def test_nothing_later_than_the_day_is_read(exercise: Path) -> None:
    day = date(2016, 6, 30)
    text, done = make_draft(request(exercise, as_of=day))
    assert done.as_of == day
    lasts = [each.evidence for each in parse_strategy([("s", text)]).of(ProposalNode)]
    assert lasts
    assert all(found is not None and found.last and found.last <= day for found in lasts)
    with pytest.raises(PeaceopsError, match="no event had ended"):
        make_draft(request(exercise, as_of=date(1990, 1, 1)))


def test_matrix_and_tasks_are_taken_over_and_wrong_rows_told(
    exercise: Path, tmp_path: Path
) -> None:
    plain = parse_strategy([("s", make_draft(request(exercise))[0])])
    first = plain.of(ThreatNode)[0]
    area = plain.nodes[str(first.area)].title
    judged = make_strategy(
        [
            ThreatNode(id="M1", actor=first.actor, area=area, level="high", status="assessed"),
            ThreatNode(id="M2", actor="others", area="nowhere at all", level="low"),
        ]
    )
    matrix = tmp_path / "poc_matrix.xlsx"
    matrix.write_bytes(write_form(judged, form_named("threats")))
    tasks = tmp_path / "tasks.csv"
    tasks.write_text(
        f"id,Task,code,Priority,Area\nP1x,Protect,poc_physical,1,{area}\nP2x,Sing,singing,1,\n",
        encoding="utf-8",
    )
    text, done = make_draft(request(exercise, matrix=matrix, tasks=tasks))
    strategy = parse_strategy([("s", text)])
    assert (done.assessed, done.tasks) == (1, 1)
    assert [(file, fault.row, fault.column) for file, fault in done.faults] == [
        ("poc_matrix.xlsx", 4, "Area"),
        ("tasks.csv", 3, "Code"),
    ]
    threat = strategy.nodes["M1"]
    assert isinstance(threat, ThreatNode)
    assert (threat.level, threat.area) == ("high", first.area)
    assert [edge.target for edge in strategy.out("P1", "proposes")] == ["M1"]
    assert len(strategy.of(ThreatNode)) == 3


def test_decisions_are_written_and_remembered(exercise: Path, tmp_path: Path) -> None:
    out = tmp_path / "strategy.yaml"
    write_draft(request(exercise), out)
    before = out.read_text(encoding="utf-8")
    day = date(2026, 1, 5)
    assert accept_proposal(out, "P1", by="jmac", day=day, level="high") == "T1"
    assert accept_proposal(out, "P2", by="jmac", day=day) == "T2"
    reject_proposal(out, "P3", by="jmac", day=day, reason="a rumour: see #4")
    nodes = load_strategy(out).nodes
    one, two, three = (nodes[name] for name in ("T1", "T2", "T3"))
    assert isinstance(one, ThreatNode)
    assert isinstance(two, ThreatNode)
    assert isinstance(three, ThreatNode)
    assert (one.level, one.status, one.assessed_by) == ("high", "assessed", "jmac")
    assert (two.level, two.status) == (None, "suspected")
    assert (three.status, three.author, three.note) == ("rejected", "jmac", "a rumour: see #4")
    gone = nodes["P3"]
    assert isinstance(gone, ProposalNode)
    assert (gone.status, gone.decided, gone.reason) == ("rejected", day, "a rumour: see #4")
    comments = [line for line in before.splitlines() if line.startswith("#")]
    after = out.read_text(encoding="utf-8")
    assert [line for line in after.splitlines() if line.startswith("#")] == comments
    for edit, said in (
        (lambda: accept_proposal(out, "P3", by="jmac", day=day), "was rejected by jmac"),
        (lambda: accept_proposal(out, "T1", by="jmac", day=day), "no proposal"),
        (lambda: reject_proposal(out, "P1", by="jmac", day=day, reason=" "), "needs a reason"),
    ):
        with pytest.raises(PeaceopsError, match=said):
            edit()


def test_a_mission_is_proposed_what_is_new(exercise: Path) -> None:
    strategy = exercise / "strategy.yaml"
    write_draft(replace(request(exercise), most=1), strategy)
    known = len(load_strategy(strategy).of(ProposalNode))
    written = propose_threats(exercise, most=2).written
    after = load_strategy(strategy)
    assert len(after.of(ProposalNode)) == known + len(written)
    assert len(written) == 2
    pairs = [(each.actor, each.area) for each in after.of(ProposalNode)]
    assert len(set(pairs)) == len(pairs)
    assert all(after.nodes[name].forecast for name in written)  # type: ignore[attr-defined]
    open_one = next(each for each in after.of(ProposalNode) if each.id not in written)
    assert open_one.evidence is not None
    fewer = msgspec.structs.replace(open_one.evidence, attacks=1, civilian_deaths=0)
    text = strategy.read_text(encoding="utf-8")
    strategy.write_text(
        set_field(text, open_one.id, "evidence", msgspec.to_builtins(fewer, builtin_types=(date,))),
        encoding="utf-8",
    )
    assert open_one.id in propose_threats(exercise, most=0).grown
    brought = load_strategy(strategy).nodes[open_one.id]
    assert isinstance(brought, ProposalNode)
    assert brought.evidence is not None
    assert brought.evidence.attacks == open_one.evidence.attacks
    threat = accept_proposal(strategy, written[0], by="jmac", day=date(2026, 1, 5))
    held = load_strategy(strategy)
    assert isinstance(held.nodes[threat], ThreatNode)
    assert [edge.target for edge in held.out(written[0], "proposes")] == [threat]


def test_the_commands_say_what_they_did(
    exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = App(result_action="return_value")
    draft_commands.register(app)
    out, book = tmp_path / "s.yaml", tmp_path / "m.xlsx"
    inputs = exercise / "inputs"

    def run(*tokens: object) -> str:
        app([str(token) for token in tokens], exit_on_error=False)
        return capsys.readouterr().out

    said = run(
        "draft", out, "--events", inputs / "events.csv", "--boundary", inputs / "boundary.geojson",
        "--most", 2,
    )  # fmt: skip
    assert "2 threats proposed" in said
    assert "P1 accepted: threat T1" in run(
        "accept", out, "P1", "--by", "jmac", "--on", "2026-01-05", "--level", "high"
    )
    assert "P2 rejected" in run(
        "reject", out, "P2", "--by", "jmac", "--on", "2026-01-05", "--reason", "no"
    )
    assert "2 rows" in run("form", "write", "threats", out, book)
    before = out.read_bytes()
    assert "0 values changed, 0 rows added" in run("form", "read", "threats", book, out)
    assert out.read_bytes() == before
