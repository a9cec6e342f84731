"""Sealed strategy files: nothing held apart stays in the plain file, and nothing is lost."""

import hashlib
import logging
import shutil
from pathlib import Path

import pytest

from peaceops.cli.main import main
from peaceops.direct.strategy.load import load_strategy
from peaceops.direct.strategy.sealed import IDENTITY, sealed_files, sealed_inputs
from peaceops.domain.age_key import make_pair
from peaceops.domain.error import BAD_INPUT, DONE, PeaceopsError
from peaceops.domain.marking import Compartment
from peaceops.domain.strategy.graph import Strategy
from peaceops.services.strategy_seal import read_recipients, seal_strategy

PAIR = make_pair()
OTHER = make_pair()
TROUBLED = Path(__file__).parents[2] / "examples" / "troubled"
TEXT = """\
# The invented mission in Avania.
mission: {id: avania, title: Avania, as_of: 2031-05-01}
areas:
  - id: kor   # a market town
    covers: ["unit:North"]
units:
  - id: U1
    contributor: Aland
    # SECRET: they said so on the telephone
    caveats:
      - id: C1
        title: SECRET no moves after dark
        kind: night
      # SECRET and one more
    strength: 120
  - id: U2
    contributor: Bland
posture:
  # SECRET the governor looks away
  - authority: governor
    area: kor
    will: 1
  - authority: prefect
    area: kor
    will: 3
    note: >
      SECRET he asked us
      for help
tasks:
  # protect the market
  - id: T1
    area: kor
plans:
  - id: P1
    prepares: [S1]
# SECRET what if the brigade turns
scenarios:
  - id: S1
    title: SECRET brigade turns
    expectations:
      - id: E1
        party: host
        note: SECRET
sources:
  - id: Z1
    compartments: [caveat]
    note: SECRET the miller
groups:
  - id: G1
"""


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    file = tmp_path / "strategy.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    file = tmp_path / "me.txt"
    file.write_text(f"# mine\n{PAIR.identity}\n", encoding="utf-8")
    return file


def run(tokens: list[str]) -> int:
    with pytest.raises(SystemExit) as left:
        main(tokens)
    return int(left.value.code or 0)


def same(one: Strategy, other: Strategy) -> bool:
    return one.nodes == other.nodes and set(one.edges) == set(other.edges)


def test_what_is_held_apart_leaves_the_plain_file_with_its_comments(plain: Path) -> None:
    before = load_strategy(plain)
    (done,) = seal_strategy(plain, [PAIR.recipient])
    assert done.count == 6
    assert [part.name for part in done.parts] == [
        "strategy.caveat+source_identity.1.age",
        "strategy.caveat.1.age",
        "strategy.host_posture.2.age",
        "strategy.scenario_force.2.age",
    ]
    left = plain.read_text(encoding="utf-8")
    assert "SECRET" not in left
    assert "governor" not in left
    for kept in ("# The invented mission", "# a market town", "# protect the market", "id: G1"):
        assert kept in left
    for file in plain.parent.iterdir():
        assert b"SECRET" not in file.read_bytes()
    assert same(load_strategy(plain, [PAIR.identity]), before)


def test_without_an_identity_one_is_told_how_many_are_sealed(
    plain: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = load_strategy(plain)
    seal_strategy(plain, [PAIR.recipient])
    with caplog.at_level(logging.WARNING, logger="peaceops.strategy"):
        left = load_strategy(plain)
    assert "6 records are sealed" in caplog.text
    assert set(before.nodes) - set(left.nodes) == {
        "C1", "posture-governor-kor", "posture-prefect-kor", "S1", "E1", "Z1",
    }  # fmt: skip
    assert all(edge.target in left.nodes for edge in left.edges if edge.kind == "prepares")
    assert all(left.nodes[name] == before.nodes[name] for name in left.nodes)


def test_each_compartment_opens_to_its_own_people(plain: Path) -> None:
    to = [PAIR.recipient, f"caveat={OTHER.recipient}"]
    seal_strategy(plain, to)
    theirs = load_strategy(plain, [OTHER.identity]).nodes
    assert "C1" in theirs
    assert not {"S1", "Z1", "posture-governor-kor"} & set(theirs)


def test_a_second_sealing_keeps_what_was_sealed_before(plain: Path) -> None:
    before = load_strategy(plain)
    seal_strategy(plain, [PAIR.recipient])
    with plain.open("a", encoding="utf-8") as file:
        file.write("caveats:\n  - id: C2\n    restricts: [U2]\n    note: SECRET too\n")
    with pytest.raises(PeaceopsError, match="can not be opened"):
        seal_strategy(plain, [PAIR.recipient])
    seal_me = plain.parent / "id"
    seal_me.write_text(PAIR.identity, encoding="utf-8")
    (done,) = seal_strategy(plain, [PAIR.recipient], identity=seal_me)
    assert done.count == 7
    assert "SECRET" not in plain.read_text(encoding="utf-8")
    after = load_strategy(plain, [PAIR.identity])
    assert {**before.nodes, "C2": after.nodes["C2"]} == after.nodes
    assert len(sealed_files(plain)) == 4


def test_a_real_file_is_the_same_after_it(tmp_path: Path) -> None:
    mission = tmp_path / "troubled"
    shutil.copytree(TROUBLED, mission)
    before = load_strategy(mission)
    done = seal_strategy(mission, [PAIR.recipient])
    assert sum(part.count for part in done) > 5
    assert same(load_strategy(mission, [PAIR.identity]), before)
    left = load_strategy(mission).nodes.values()
    sealed = {
        Compartment.SOURCE_IDENTITY, Compartment.HOST_POSTURE, Compartment.CAVEAT,
        Compartment.SCENARIO_FORCE,
    }  # fmt: skip
    assert not any(node.marking.compartments & sealed for node in left)


def test_nothing_is_written_where_nobody_could_open_it(plain: Path) -> None:
    with pytest.raises(PeaceopsError, match="nobody is named to open"):
        seal_strategy(plain, [f"caveat={PAIR.recipient}"])
    assert plain.read_text(encoding="utf-8") == TEXT
    assert not sealed_files(plain)


def test_a_run_notes_what_it_read_of_the_sealed_parts(plain: Path) -> None:
    seal_strategy(plain, [PAIR.recipient, f"caveat={OTHER.recipient}"])
    closed = sealed_inputs(plain, [])
    assert set(closed.values()) == {"sealed, not read"}
    some = sealed_inputs(plain, [OTHER.identity])
    assert some["strategy.host_posture.2.age"] == "sealed, not read"
    caveats = (plain.parent / "strategy.caveat.1.age").read_bytes()
    assert some["strategy.caveat.1.age"] == hashlib.sha256(caveats).hexdigest()


@pytest.mark.parametrize("entry", ["[{id: C9, note: SECRET}]", "[{id: C8}, {id: C9}]"])
def test_an_entry_on_a_shared_line_is_refused(plain: Path, entry: str) -> None:
    text = f"caveats: {entry}\n"
    plain.write_text(text, encoding="utf-8")
    with pytest.raises(PeaceopsError, match="shares its line"):
        seal_strategy(plain, [PAIR.recipient])
    assert plain.read_text(encoding="utf-8") == text


def test_recipients_that_are_none_are_told(plain: Path) -> None:
    assert read_recipients(["a", "caveat=b"])[Compartment.CAVEAT] == ["a", "b"]
    with pytest.raises(PeaceopsError, match="nothing is sealed in 'medical'"):
        read_recipients(["medical=age1x"])
    with pytest.raises(PeaceopsError, match="not an age recipient"):
        seal_strategy(plain, ["not-a-key"])


def test_the_command_seals_and_others_read_by_the_environment(
    plain: Path, identity: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["strategy", "seal", str(plain), "--to", PAIR.recipient]) == DONE
    assert "6 records sealed" in capsys.readouterr().out
    assert run(["strategy", "show", str(plain), "--format", "json"]) == DONE
    assert "SECRET" not in capsys.readouterr().out
    monkeypatch.setenv(IDENTITY, str(identity))
    assert run(["strategy", "show", str(plain), "--format", "json"]) == DONE
    assert "SECRET no moves after dark" in capsys.readouterr().out
    monkeypatch.setenv(IDENTITY, str(identity.with_name("none.txt")))
    assert run(["strategy", "show", str(plain), "--format", "json"]) == BAD_INPUT
