"""Releases through the registers: the reader's view first, then the file, the log and the audit."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from peaceops.domain.access import Role
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Audience
from peaceops.domain.release import Withholding
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.threat import ActorNode, ThreatNode
from peaceops.registers.audit.log import break_of_chain, newest_entries
from peaceops.registers.record.listing import MOST_A_PAGE, Query
from peaceops.services.register.export import export_list
from peaceops.services.register.release import (
    ReleaseRequest,
    preview,
    received_by,
    release,
    release_log,
)
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_records

NOW = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)
SessionOf = Callable[..., Session]


@pytest.fixture
def chief(mission: Path, session_of: SessionOf) -> Session:
    """A head of mission, with what an analyst recorded before them."""
    analyst = session_of(Role.ANALYST, at=NOW)
    head = session_of(Role.HEAD_OF_MISSION, at=NOW)
    write_records(
        analyst,
        [
            Entry(payload=AreaNode(id="korbo", covers=("cell:140000", "unit:EX-02"))),
            Entry(
                payload=ThreatNode(
                    id="T1", title="Raids around Korbo", area="korbo", level="high",
                    people_exposed=3, window_from=date(2031, 5, 10), sources=("I1",),
                )
            ),
            Entry(payload=SourceNode(id="SRC7", title="the teacher")),
            Entry(
                payload=ItemNode(
                    id="I1", title="Raid foretold", note="I1, says the teacher of Korbo",
                    date=date(2031, 5, 2), area="korbo", place="Korbo bridge", latitude=6.5,
                    longitude=20.25, killed=2, consent="inform_analysis",
                )
            ),
            Entry(payload=Edge(kind="from_source", source="I1", target="SRC7")),
        ],
    )  # fmt: skip
    return head


def order(audience: Audience, *names: str, **more: object) -> ReleaseRequest:
    return ReleaseRequest(
        names=names, audience=audience, recipient="the Council", purpose="briefing",
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_file_is_what_the_preview_showed_with_a_watermark(
    chief: Session, tmp_path: Path
) -> None:
    wanted = order(Audience.STAFF, "T1", "I1", "korbo")
    shown = preview(chief, wanted)
    entry = release(chief, wanted, tmp_path / "out.json")
    content = json.loads((tmp_path / "out.json").read_bytes())
    assert [thing["kind"] for thing in content["things"]] == [thing.kind for thing in shown.things]
    assert "the Council" in content["watermark"]
    assert entry.id in content["watermark"]
    assert content["left_out"]
    assert release_log(chief) == (entry,)
    assert received_by(chief, "T1") == (entry,)
    assert newest_entries(1)[0].act is Act.RELEASE
    assert break_of_chain() is None


def test_an_item_leaves_without_its_words_its_place_and_its_source(
    chief: Session, tmp_path: Path
) -> None:
    release(chief, order(Audience.INTERNAL, "I1", "T1"), tmp_path / "o.json")
    text = (tmp_path / "o.json").read_text(encoding="utf-8")
    item = next(one for one in json.loads(text)["things"] if one["kind"] == "item")["content"]
    assert not {"note", "title", "place", "latitude", "area", "killed"} & set(item)
    assert item["unit"] == "unit:EX-02"
    for secret in ("teacher", "SRC7", "Korbo bridge", '"I1"', "I1/"):
        assert secret not in text


def test_two_releases_can_not_be_laid_side_by_side(chief: Session, tmp_path: Path) -> None:
    names = []
    for number in range(2):
        file = tmp_path / f"{number}.json"
        release(chief, order(Audience.INTERNAL, "I1", "T1"), file)
        names.append(json.loads(file.read_bytes())["things"][0]["id"])
    assert names[0] != names[1]


def test_the_public_gets_units_months_and_no_words_that_nobody_read(
    chief: Session, tmp_path: Path
) -> None:
    file = tmp_path / "public.json"
    release(chief, order(Audience.PUBLIC, "T1"), file)
    content = json.loads(file.read_bytes())
    threat = content["things"][0]["content"]
    assert threat["unit"] == "unit:EX-02"
    assert threat["window_from"] == "2031-05"
    assert "title" not in threat
    assert "people_exposed" not in threat
    assert "left_out" not in content
    release(chief, order(Audience.PUBLIC, "T1", read=frozenset({"T1"})), file)
    assert json.loads(file.read_bytes())["things"][0]["content"]["title"] == "Raids around Korbo"


def test_what_may_not_leave_is_refused_and_the_refusal_stands_in_the_audit(
    chief: Session, tmp_path: Path
) -> None:
    with pytest.raises(PeaceopsError, match="marked above this audience") as refused:
        release(chief, order(Audience.PUBLIC, "I1"), tmp_path / "out.json")
    assert refused.value.exit_code == REFUSED
    assert not (tmp_path / "out.json").exists()
    last = newest_entries(1)[0]
    assert last.act is Act.REFUSED
    assert last.ids == ("I1",)
    assert preview(chief, order(Audience.PUBLIC, "I1")).withheld[0].reason is Withholding.MARKING


def test_who_may_not_release_does_not(
    chief: Session, session_of: SessionOf, tmp_path: Path
) -> None:
    analyst = session_of(Role.ANALYST, at=NOW)
    with pytest.raises(PeaceopsError, match="release is refused"):
        release(analyst, order(Audience.STAFF, "T1"), tmp_path / "out.json")
    with pytest.raises(PeaceopsError, match="no such record"):
        release(chief, order(Audience.STAFF, "T1", "none"), tmp_path / "out.json")
    unnamed = msgspec.structs.replace(order(Audience.STAFF, "T1"), recipient=" ")
    with pytest.raises(PeaceopsError, match="names its recipient"):
        release(chief, unnamed, tmp_path / "out.json")


def test_an_exported_list_passes_the_gate_page_by_page(
    chief: Session, session_of: SessionOf
) -> None:
    analyst = session_of(Role.ANALYST, at=NOW)
    many = [Entry(payload=ThreatNode(id=f"M{n}", title=f"zq{n}z")) for n in range(MOST_A_PAGE + 3)]
    write_records(analyst, many)
    before = newest_entries(1)[0].seq
    entry, content = export_list(
        chief, Query(kinds=("threat", "item")), audience=Audience.PUBLIC,
        recipient="the press", purpose="monthly list",
    )  # fmt: skip
    things = json.loads(content)["things"]
    assert entry.things == len(things) == MOST_A_PAGE + 4
    assert {thing["kind"] for thing in things} == {"threat"}
    assert b"zq" not in content
    last = newest_entries(1)[0]
    assert (last.seq, last.act, last.count) == (before + 1, Act.RELEASE, MOST_A_PAGE + 4)
    assert received_by(chief, "M7") == (entry,)


def test_what_the_audience_may_see_is_named_and_what_it_may_not_is_not(
    chief: Session, session_of: SessionOf, tmp_path: Path
) -> None:
    analyst = session_of(Role.ANALYST, at=NOW)
    actors = [
        ActorNode(id="band", kind="militia"),
        ActorNode(id="brigade", kind="host_force", classification="strictly_confidential"),
    ]
    threats = [ThreatNode(id=f"T-{actor.id}", actor=actor.id) for actor in actors]
    write_records(analyst, [Entry(payload=one) for one in (*actors, *threats)])
    file = tmp_path / "out.json"
    release(chief, order(Audience.STAFF, "T-band"), file)
    assert json.loads(file.read_bytes())["things"][0]["content"]["actor"] == "band"
    shown = preview(chief, order(Audience.STAFF, "T-brigade"))
    assert "actor" not in shown.things[0].content
    assert Withholding.REFERENCE in {kept.reason for kept in shown.withheld}
    public = preview(chief, order(Audience.PUBLIC, "T-band"))
    assert "actor" not in public.things[0].content


def test_no_edit_lets_out_what_was_marked_above(
    chief: Session, session_of: SessionOf, tmp_path: Path
) -> None:
    """Up and down by who may downgrade; each release shows the words of now, or none."""
    author = session_of(Role.ANALYST, Role.HEAD_OF_MISSION, at=NOW)
    file = tmp_path / "out.json"
    for version in range(4):
        threat = ThreatNode(
            id="T9",
            title=f"zq{version}z",
            classification="strictly_confidential" if version % 2 else "confidential",
        )
        entry = Entry(payload=threat, base_version=version, reason="the raid is known by now")
        write_records(author, [entry])
        release(chief, order(Audience.STAFF, "T1", "T9"), file)
        shown = set(re.findall(r"zq\dz", file.read_text(encoding="utf-8")))
        assert shown == (set() if version % 2 else {f"zq{version}z"})
