"""Records are kept no longer than there is a reason to, and what is destroyed is gone."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from peaceops.domain.access import Role
from peaceops.domain.audit import Act
from peaceops.domain.error import PeaceopsError
from peaceops.domain.mission import read_settings
from peaceops.domain.record import Holding
from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.domain.retention import (
    BY_KIND,
    SHORTEST_DAYS,
    TABLE,
    KeepingSettings,
    copies_expired,
    destruction_due,
    keeping_of,
    review_due,
)
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.registers.audit.log import break_of_chain, newest_entries
from peaceops.registers.key.models import DataKey
from peaceops.registers.record.body import hash_of
from peaceops.registers.record.history import history, known_at
from peaceops.registers.record.models import Body, Version
from peaceops.services.register.attachment import attach
from peaceops.services.register.keeping import (
    destroy_records,
    destruction_certificates,
    due_for_destruction,
    due_for_review,
    hold_records,
    lift_hold,
)
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_record

NOW = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=keeping_of("item").keep_days)
SECRETS = ("a lorry at the quarry", "two lorries at the quarry")
SessionOf = Callable[..., Session]


@pytest.fixture
def chief(mission: Path, session_of: SessionOf) -> Session:
    """A head of mission, years after an item was recorded and changed."""
    analyst = session_of(Role.ANALYST, at=NOW)
    write_record(analyst, Entry(payload=ItemNode(id="I1", title=SECRETS[0])))
    write_record(analyst, Entry(payload=ItemNode(id="I1", title=SECRETS[1]), base_version=1))
    write_record(analyst, Entry(payload=ThreatNode(id="T1", title="raids")))
    return session_of(Role.HEAD_OF_MISSION, at=LATER)


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("registers.sqlite*"))


def test_every_kind_has_one_row_and_sound_figures() -> None:
    assert set(BY_KIND) == set(RECORD_KINDS)
    assert sum(len(row.kinds) for row in TABLE) == len(BY_KIND)
    for row in TABLE:
        assert row.least <= row.keep_days <= row.most
        assert 1 <= row.review_days <= row.keep_days
        assert row.reason
    assert keeping_of("source_identity").keep_days == SHORTEST_DAYS


def test_the_page_on_keeping_says_what_the_table_says() -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/keep-and-destroy.md").read_text("utf-8")
    told = [line.split("|")[2:4] for line in page.splitlines() if re.match(r"\| [a-z]", line)]
    days = [[days_of(cell) for cell in row] for row in told]
    assert days == [[row.review_days, row.keep_days] for row in TABLE]


def days_of(words: str) -> int:
    number, unit = words.split()
    return int(number) * (365 if unit.startswith("year") else 1)


def test_a_mission_keeps_longer_or_shorter_within_bounds_only() -> None:
    own = {"item": KeepingSettings(keep_days=400, review_days=20)}
    assert keeping_of("item", own).keep_days == 400
    assert review_due(keeping_of("item", own), date(2031, 5, 3)) == date(2031, 5, 23)
    assert keeping_of("threat", own) == keeping_of("threat")
    with pytest.raises(PeaceopsError, match="kept between 180 and 3650 days, not 10"):
        keeping_of("item", {"item": KeepingSettings(keep_days=10)})
    with pytest.raises(PeaceopsError, match="looked at again after 1 to 400"):
        keeping_of("item", {"item": KeepingSettings(keep_days=400, review_days=401)})
    settings = read_settings(
        'format = 1\nname = "M"\n[area]\ncountry = "CAF"\n[events]\nfiles = []\n'
        "[keeping.item]\nkeep_days = 400\n",
        {},
        where="mission.toml",
    )
    assert settings.keeping["item"].keep_days == 400


def test_time_runs_from_the_last_version_or_the_last_day_told_of() -> None:
    item = keeping_of("item")
    recorded = date(2031, 5, 3)
    assert destruction_due(item, recorded, None) == recorded + timedelta(days=item.keep_days)
    assert destruction_due(item, recorded, date(2030, 1, 1)) == destruction_due(
        item, recorded, None
    )
    later = date(2031, 6, 3)
    assert destruction_due(item, recorded, later) == later + timedelta(days=item.keep_days)


def test_what_is_due_is_listed_on_its_day_and_not_before(
    chief: Session, session_of: SessionOf
) -> None:
    assert [(one.id, one.since) for one in due_for_destruction(chief)] == [("I1", LATER.date())]
    before = session_of(Role.HEAD_OF_MISSION, at=LATER - timedelta(days=1))
    assert due_for_destruction(before) == ()
    analyst = session_of(Role.ANALYST, at=NOW + timedelta(days=30))
    assert [one.id for one in due_for_review(analyst)] == ["T1"]
    with pytest.raises(PeaceopsError, match="destroy is refused"):
        due_for_destruction(analyst)


def test_destruction_takes_all_versions_and_leaves_hashes_that_verify(
    chief: Session, mission: Path
) -> None:
    hashes = [hash_of(body) for body in Body.objects.filter(version__record="I1").order_by("pk")]
    certificate = destroy_records(chief, ["I1"], "retention table, 5 years")
    assert [one.hashes for one in certificate.records] == [tuple(hashes)]
    assert not Body.objects.filter(version__record="I1").exists()
    versions = history("I1", chief.keys)
    assert [one.version for one in versions] == [1, 2, 3]
    assert [one.hash for one in versions[:2]] == hashes
    assert {one.holding for one in versions} == {Holding.DESTROYED}
    assert {one.payload for one in versions} == {None}
    assert all(one.payload is None for one in known_at(NOW, chief.keys) if one.id == "I1")
    assert break_of_chain() is None
    assert newest_entries(1)[0].act is Act.DESTROY
    assert destruction_certificates(chief) == (certificate,)
    with pytest.raises(PeaceopsError, match="destroyed before"):
        destroy_records(chief, ["I1"], "again", early="a slip")


def test_the_bytes_are_gone_from_the_file(chief: Session, mission: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the files of a server are the server's")
    text = bytes_of(mission)
    assert all(secret.encode() in text for secret in SECRETS)
    destroy_records(chief, ["I1"], "retention table")
    text = bytes_of(mission)
    for secret in SECRETS:
        assert secret.encode() not in text
        assert secret.casefold().encode() not in text
    assert b"raids" in text


def test_the_data_keys_of_a_sealed_record_go_with_it(chief: Session, session_of: SessionOf) -> None:
    from peaceops.domain.strategy.host import PostureNode

    adviser = session_of(Role.POC_ADVISER, at=NOW)
    write_record(adviser, Entry(payload=PostureNode(id="P1", did="stood by")))
    assert DataKey.objects.filter(record="P1").exists()
    destroy_records(chief, ["P1"], "decision of the head of mission", early="recorded in error")
    assert not DataKey.objects.filter(record="P1").exists()
    assert Version.objects.filter(record="P1").count() == 2


def test_files_go_with_the_item_unless_another_shares_them(
    chief: Session, session_of: SessionOf, mission: Path, tmp_path: Path
) -> None:
    analyst = session_of(Role.ANALYST, at=NOW)
    write_record(analyst, Entry(payload=ItemNode(id="I2", title="the same picture")))
    own, shared = tmp_path / "own.txt", tmp_path / "shared.txt"
    own.write_text("what the drone saw", encoding="utf-8")
    shared.write_text("a public statement", encoding="utf-8")
    for item, file in (("I1", own), ("I1", shared), ("I2", shared)):
        attach(analyst, mission, item, file)

    def lying() -> set[str]:
        files = (mission / "attachments").rglob("*")
        return {file.read_text(encoding="utf-8") for file in files if file.is_file()}

    assert lying() == {"what the drone saw", "a public statement"}
    certificate = destroy_records(chief, ["I1"], "request", early="consent", folder=mission)
    assert [one.kind for one in certificate.records] == ["item", "attachment", "attachment"]
    assert lying() == {"a public statement"}


def test_before_its_time_only_with_a_reason(chief: Session) -> None:
    with pytest.raises(PeaceopsError, match="not due before"):
        destroy_records(chief, ["T1"], "tidying")
    assert newest_entries(1)[0].act is Act.REFUSED
    certificate = destroy_records(chief, ["T1"], "request", early="consent taken back")
    assert "consent taken back" in certificate.authority


def test_a_legal_hold_stops_it_until_it_is_lifted(chief: Session) -> None:
    hold_records(chief, ["I1"], "inquiry 7")
    assert due_for_destruction(chief)[0].held == "inquiry 7"
    with pytest.raises(PeaceopsError, match="under a legal hold: inquiry 7"):
        destroy_records(chief, ["I1"], "retention table", early="any reason")
    assert newest_entries(1)[0].act is Act.REFUSED
    assert Body.objects.filter(version__record="I1").count() == 2
    lift_hold(chief, ["I1"], "inquiry 7 closed")
    assert due_for_destruction(chief)[0].held == ""
    destroy_records(chief, ["I1"], "retention table")


def test_who_may_not_destroys_nothing(chief: Session, session_of: SessionOf) -> None:
    for role in (Role.ANALYST, Role.ADMINISTRATOR):
        with pytest.raises(PeaceopsError, match="refused"):
            destroy_records(session_of(role, at=LATER), ["I1"], "retention table")
    with pytest.raises(PeaceopsError, match="names its authority"):
        destroy_records(chief, ["I1"], " ")
    with pytest.raises(PeaceopsError, match="no such record"):
        destroy_records(chief, ["I9"], "retention table")


def test_copies_expire_by_the_same_times() -> None:
    made = [("old", NOW - timedelta(days=SHORTEST_DAYS + 1)), ("new", NOW - timedelta(days=1))]
    assert set(copies_expired(made, NOW, None)) == {"old"}
    assert set(copies_expired(made, NOW, NOW)) == {"old", "new"}
    assert copies_expired([("after", NOW)], NOW, NOW - timedelta(hours=1)) == {}
