"""A seized device: nothing that is held apart can be read from anything the mission left on disk.

Secrets are planted in every sealed compartment through the services, then read, listed, searched,
changed, undone, withdrawn, destroyed, exported and backed up, with errors and a wrong sign-in on
the way. Then every byte of the folder, of its logs and of the temporary folder is searched.
"""

import logging
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from peaceops.cli.main import main
from peaceops.domain.access import Role
from peaceops.domain.age_key import make_pair
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Compartment
from peaceops.domain.record import Holding, Payload
from peaceops.domain.source_identity import SourceIdentityNode
from peaceops.domain.strategy.dialogue import ScenarioNode
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.information import ItemNode
from peaceops.registers.record.listing import Query
from peaceops.services.register.attachment import attach, read_attachment
from peaceops.services.register.backup import back_up
from peaceops.services.register.mission import export_mission
from peaceops.services.register.reading import list_records, read_record, record_history
from peaceops.services.register.session import Session
from peaceops.services.register.strategy import draw_strategy
from peaceops.services.register.writing import Entry, undo, withdraw, write_record
from tests.security.people import NOW, House

OPEN = "the well at Kor is dry"
"""Told in a record that lies open: it must be found, or the search finds nothing at all."""
SECRETS = {
    "source_identity": "Invented Miller Obaré",
    "host_posture": "prefect shelters raiders",
    "caveat": "stays inside after dusk",
    "scenario_force": "brigade turns on the camp",
    "item": "widow heard the drums",
    "edge": "forbidden by capital cable",
    "second": "prefect has changed sides",
    "attachment": "drawn by the ferryman",
}


@pytest.fixture
def house(mission: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Registers whose temporary files would lie in a folder that is searched."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    log = logging.FileHandler(tmp_path / "everything.log", encoding="utf-8")
    root = logging.getLogger()
    root.addHandler(log)
    monkeypatch.setattr(root, "level", logging.DEBUG)
    yield House(mission)
    root.removeHandler(log)
    log.close()


def planted() -> list[Payload]:
    source = frozenset({Compartment.SOURCE_IDENTITY})
    return [
        SourceIdentityNode(id="K1", source="Z1", name=SECRETS["source_identity"]),
        PostureNode(id="H1", authority="A1", note=SECRETS["host_posture"]),
        CaveatNode(id="C1", kind="night", text=SECRETS["caveat"]),
        ScenarioNode(id="S1", title=SECRETS["scenario_force"]),
        ItemNode(id="I1", compartments=source, note=SECRETS["item"]),
        UnitNode(id="U1", contributor="Aland"),
        Edge(kind="restricts", source="C1", target="U1", reason=SECRETS["edge"]),
        ItemNode(id="I2", note=OPEN),
    ]


def work(house: House, tmp_path: Path) -> None:
    """Do what people do in a day, in every compartment."""
    analyst = house.add("analyst", Role.ANALYST, Role.HEAD_OF_MISSION)
    session = analyst.session()
    for payload in planted():
        write_record(session, Entry(payload=payload))
    for words in SECRETS.values():
        list_records(session, Query(words=words))
    for name in ("K1", "H1", "C1", "S1", "I1"):
        assert read_record(session, name).holding is Holding.OPEN
    posture = read_record(session, "H1").payload
    assert isinstance(posture, PostureNode)
    other = msgspec.structs.replace(posture, note=SECRETS["second"])
    write_record(session, Entry(payload=other, base_version=1, reason="seen again"))
    with pytest.raises(PeaceopsError):
        write_record(session, Entry(payload=other, base_version=1))
    undo(session, "H1", base_version=2, reason="not so")
    withdraw(session, "S1", base_version=1, reason="past")
    assert len(record_history(session, "H1")) == 3
    draw_strategy(session)
    _attach(session, house.folder)
    back_up(house.folder, tmp_path / "copy.age", NOW, recipients=[make_pair().recipient])
    export_mission(
        session, tmp_path / "whole.age", [make_pair().recipient], recovery=house.recovery
    )
    _refused(house, analyst.session(NOW + timedelta(minutes=1)), tmp_path)


def _attach(session: Session, folder: Path) -> None:
    """Attach a file that lies on a stick, which is not what is seized."""
    with tempfile.TemporaryDirectory(dir=folder.parents[1]) as stick:
        file = Path(stick) / "letter.txt"
        file.write_text(SECRETS["attachment"], encoding="utf-8")
        attached = attach(session, folder, "I1", file)
    assert read_attachment(session, folder, attached.id).content


def _refused(house: House, session: Session, tmp_path: Path) -> None:
    """Go wrong in ways that say what was wrong."""
    watch = house.add("watch", Role.WATCHKEEPER).session()
    for name in ("K1", "C1"):
        with pytest.raises(PeaceopsError):
            read_record(watch, name)
    with pytest.raises(PeaceopsError):
        write_record(watch, Entry(payload=CaveatNode(id="C2", text=SECRETS["caveat"])))
    with pytest.raises(PeaceopsError):
        export_mission(session, tmp_path / "none.age", ["no recipient"], recovery=house.recovery)
    with pytest.raises(SystemExit):
        main(["audit", "verify", str(house.folder)])


def forms(words: str) -> Iterator[bytes]:
    """Yield a text in every form in which it might lie on a disk."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        plain = words.encode(encoding)
        yield plain
        for shift in range(3):
            # Of the text in base 64, whatever stands before it: what no neighbour changes.
            encoded = b64encode(b"\0" * shift + plain)
            yield encoded[4 : len(encoded) // 4 * 4 - 4]
    yield words.encode().hex().encode()
    yield words.casefold().encode()
    yield words.encode("unicode_escape")


def found(words: str, folder: Path) -> set[str]:
    patterns = set(forms(words))
    return {
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and any(pattern in file.read_bytes() for pattern in patterns)
    }


@pytest.mark.parametrize("still_running", [True, False])
def test_nothing_held_apart_can_be_read_from_the_disk(
    house: House, tmp_path: Path, still_running: bool
) -> None:
    from peaceops.registers.opening import close_registers

    work(house, tmp_path)
    if not still_running:
        close_registers()
    assert (tmp_path / "everything.log").stat().st_size >= 0
    if (house.folder / "registers.sqlite").exists():
        assert found(OPEN, tmp_path), "what lies open is not found, so the search shows nothing"
    for name, words in SECRETS.items():
        assert not found(words, tmp_path), name


def test_no_key_lies_on_the_disk(house: House, tmp_path: Path) -> None:
    work(house, tmp_path)
    assert not found("AGE-SECRET-KEY-", tmp_path)
    assert not found(house.recovery, tmp_path)


@pytest.mark.parametrize("words", [OPEN, SECRETS["source_identity"]])
@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
def test_the_search_finds_what_is_there(tmp_path: Path, words: str, before: str) -> None:
    for number, content in enumerate(
        [
            f"{before}{words} and more".encode(),
            f"{before}{words} and more".encode("utf-16-le"),
            b64encode(f"{before}{words} and more".encode()),
        ]
    ):
        (tmp_path / f"{number}").write_bytes(b"\x00\xff" * 7 + content)
    assert found(words, tmp_path) == {"0", "1", "2"}
