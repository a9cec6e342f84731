"""E-mail about notices: that one waits, and no more; nothing where nothing is set up."""

from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peaceops.act.warning.message import POINTER_BODY, POINTER_SUBJECT, pointer
from peaceops.domain.access import Reader, Role
from peaceops.domain.alert import AlertNode
from peaceops.domain.audit import Act
from peaceops.domain.delivery import DeliveryNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.release import Circle
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.warning_notice import NoticeNode
from peaceops.registers.audit.log import newest_entries
from peaceops.registers.audit.release_log import releases_of
from peaceops.services.register.inbox import subscribe
from peaceops.services.register.notice_release import alert_file, preview_content, release_content
from peaceops.services.register.outbox import send_waiting
from peaceops.services.register.standing import all_of, standing
from peaceops.services.register.warning_issue import issue_warning, update_warning
from peaceops.services.register.writing import Entry, write_record
from tests.registers.warned import (
    EVERYONE,
    SessionOf,
    at,
    everyone,
    laid_out,
    later_by_default,
    notice,
)

ADDRESSES = ("planner@unvil.example", "field@unvil.example")


@pytest.fixture
def session_of(session_of: SessionOf) -> SessionOf:
    return later_by_default(session_of)


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder into which e-mails are written instead of being sent."""
    folder = tmp_path / "post"
    monkeypatch.setenv("PEACEOPS_MAIL", f"file:{folder}")
    monkeypatch.setenv("PEACEOPS_MAIL_FROM", "joc@unvil.example")
    return folder


def letters(folder: Path) -> list[Message]:
    """Return what was written: e-mails, each with a line of dashes behind it."""
    written = b"".join(file.read_bytes() for file in sorted(folder.glob("*")))
    return [message_from_bytes(part) for part in written.split(b"-" * 79 + b"\n") if part.strip()]


def warned(session_of: SessionOf, **fields: Any) -> None:
    laid_out(session_of)
    subscribe(session_of(Role.PLANNER), e_mail=ADDRESSES[0])
    subscribe(session_of(Role.HEAD_OF_FIELD_OFFICE), e_mail=ADDRESSES[1])
    issue_warning(
        session_of(Role.WATCHKEEPER, at=at(0)), notice(**fields), warning="W1", readers=everyone
    )


def states(session_of: SessionOf) -> set[tuple[str, str, str]]:
    found = all_of(session_of(Role.WATCHKEEPER), DeliveryNode)
    return {(one.account, one.form, one.state) for _, one in found if one.form != "page"}


def test_an_e_mail_says_only_that_a_notice_waits(
    mission: Path, session_of: SessionOf, post: Path
) -> None:
    warned(session_of)
    assert dict(send_waiting(session_of(Role.WATCHKEEPER, at=at(1)), readers=everyone)) == {
        "sent": 2
    }
    found = letters(post)
    assert {str(one["To"]) for one in found} == set(ADDRESSES)
    for one in found:
        assert one["Subject"] == POINTER_SUBJECT
        assert str(one.get_payload()).strip() == POINTER_BODY.strip()
        # Nobody learns who else was told.
        assert sum(address in one.as_string() for address in ADDRESSES) == 1
        assert one["Cc"] is None
        assert one["Bcc"] is None
        for word in ("South", "south", "Naemthregesh", "high", "Raid", "militia", "W1"):
            assert word not in one.as_string()
    assert dict(send_waiting(session_of(Role.WATCHKEEPER, at=at(2)), readers=everyone)) == {}
    assert len(letters(post)) == 2


def test_the_pointer_takes_nothing_from_a_notice() -> None:
    assert pointer() == pointer()
    assert not {"south", "high", "warning"} & set(POINTER_BODY.casefold().split())


def test_nothing_is_sent_where_nothing_is_set_up(
    mission: Path, session_of: SessionOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PEACEOPS_MAIL", raising=False)
    warned(session_of)
    done = send_waiting(session_of(Role.WATCHKEEPER, at=at(1)), readers=everyone)
    assert dict(done) == {"not_configured": 2}
    assert states(session_of) == {
        ("planner", "pointer", "not_configured"),
        ("head_of_field_office", "pointer", "not_configured"),
    }
    # Once a way is set up, they go.
    monkeypatch.setenv("PEACEOPS_MAIL", f"file:{tmp_path / 'post'}")
    done = send_waiting(session_of(Role.WATCHKEEPER, at=at(2)), readers=everyone)
    assert dict(done) == {"sent": 2}


def test_content_leaves_only_unclassified_and_released(
    mission: Path, session_of: SessionOf, post: Path
) -> None:
    warned(session_of, classification="unclassified")
    release_content(session_of(Role.POC_ADVISER, at=at(1)), "W1-1")
    send_waiting(session_of(Role.WATCHKEEPER, at=at(2)), readers=everyone)
    for one in letters(post):
        assert one["Subject"] == "Warning: Raid feared (notice 1)"
        assert "families at the market" in str(one.get_payload())
        assert sum(address in one.as_string() for address in ADDRESSES) == 1


@pytest.mark.parametrize("level", ["confidential", "strictly_confidential"])
def test_what_is_classified_is_not_released(
    mission: Path, session_of: SessionOf, level: str
) -> None:
    warned(session_of, classification=level)
    for role in (Role.POC_ADVISER, Role.HEAD_OF_MISSION):
        with pytest.raises(PeaceopsError, match="marked above this audience"):
            release_content(session_of(role, at=at(1)), "W1-1")
        with pytest.raises(PeaceopsError, match="marked above this audience"):
            alert_file(session_of(role, at=at(1)), "W1-1", sender="joc@unvil.example")


def test_an_alert_file_needs_a_release(mission: Path, session_of: SessionOf) -> None:
    warned(session_of, classification="unclassified")
    adviser = session_of(Role.POC_ADVISER, at=at(3))
    with pytest.raises(PeaceopsError, match="release its content first"):
        alert_file(adviser, "W1-1", sender="joc@unvil.example")
    release_content(adviser, "W1-1")
    assert b"<identifier>W1-1</identifier>" in alert_file(
        adviser, "W1-1", sender="joc@unvil.example"
    )
    update_warning(session_of(Role.ANALYST, at=at(4)), "W1", readers=everyone, changed="they moved")
    # A release holds for one notice.
    with pytest.raises(PeaceopsError, match="release its content first"):
        alert_file(adviser, "W1-2", sender="joc@unvil.example")


def test_marked_higher_since_its_content_stays(
    mission: Path, session_of: SessionOf, post: Path
) -> None:
    warned(session_of, classification="unclassified")
    release_content(session_of(Role.POC_ADVISER, at=at(1)), "W1-1")
    record, node = standing(session_of(Role.ANALYST), "W1-1", NoticeNode)
    higher = msgspec.structs.replace(node, classification="confidential")
    write_record(
        session_of(Role.ANALYST, at=at(2)), Entry(payload=higher, base_version=record.version)
    )
    done = send_waiting(session_of(Role.WATCHKEEPER, at=at(3)), readers=everyone)
    assert dict(done) == {"failed": 2}
    assert not post.exists()


def test_words_changed_since_they_were_released_stay(
    mission: Path, session_of: SessionOf, post: Path
) -> None:
    warned(session_of, classification="unclassified")
    release_content(session_of(Role.POC_ADVISER, at=at(1)), "W1-1")
    analyst = session_of(Role.ANALYST, at=at(2))
    record, node = standing(analyst, "W1-1", NoticeNode)
    other = msgspec.structs.replace(node, text="the priest says so")
    write_record(analyst, Entry(payload=other, base_version=record.version))
    done = send_waiting(session_of(Role.WATCHKEEPER, at=at(3)), readers=everyone)
    assert dict(done) == {"failed": 2}
    with pytest.raises(PeaceopsError, match="as it stands"):
        alert_file(session_of(Role.POC_ADVISER, at=at(3)), "W1-1", sender="joc@unvil.example")
    assert not post.exists()


def test_a_release_written_by_hand_lets_nothing_out(
    mission: Path, session_of: SessionOf, post: Path
) -> None:
    """Who may write notices and deliveries may write that one was released; the log knows."""
    warned(session_of, classification="unclassified")
    watch = session_of(Role.WATCHKEEPER, at=at(2))
    record, node = standing(watch, "W1-1", NoticeNode)
    forged = msgspec.structs.replace(node, released=at(1), released_by="post of poc_adviser")
    write_record(watch, Entry(payload=forged, base_version=record.version))
    for known, one in all_of(watch, DeliveryNode):
        if one.form == "pointer":
            carries = msgspec.structs.replace(one, form="content")
            write_record(watch, Entry(payload=carries, base_version=known.version))
    done = send_waiting(session_of(Role.WATCHKEEPER, at=at(3)), readers=everyone)
    assert dict(done) == {"failed": 2}
    assert not post.exists()
    assert newest_entries(2)[-1].act is Act.REFUSED


def test_a_place_leaves_no_finer_than_its_sources_and_a_person_allow(
    mission: Path, session_of: SessionOf, post: Path
) -> None:
    warned(session_of, classification="unclassified", place="Naemthregesh", basis=("I1", "A1"))
    adviser = session_of(Role.POC_ADVISER, at=at(1))
    coarse = preview_content(adviser, "W1-1")
    assert "Where: South" in coarse
    assert "Naemthregesh" not in coarse
    assert "I1" not in coarse
    allows = ItemNode(id="I1", consent="quote_with_identity")
    write_record(session_of(Role.ANALYST, at=at(1)), Entry(payload=allows))
    alert = AlertNode(id="A1", received=at(0), item="I1")
    write_record(session_of(Role.WATCHKEEPER, at=at(1)), Entry(payload=alert))
    assert "Where: south" in preview_content(adviser, "W1-1")
    assert "Naemthregesh" not in preview_content(adviser, "W1-1")
    named = preview_content(adviser, "W1-1", name_place=True)
    assert "Where: south (Naemthregesh)" in named
    release_content(adviser, "W1-1", name_place=True)
    send_waiting(session_of(Role.WATCHKEEPER, at=at(2)), readers=everyone)
    [one, _] = letters(post)
    assert f"{one['Subject']}\n\n{one.get_payload()}".strip() == named.strip()
    file = alert_file(adviser, "W1-1", sender="joc@unvil.example")
    assert b"<areaDesc>Naemthregesh</areaDesc>" in file
    assert [entry.audience for entry in releases_of("W1-1")] == [Circle.WARNED, Circle.WARNED]


def test_who_may_no_longer_read_it_gets_no_pointer(
    mission: Path, session_of: SessionOf, post: Path
) -> None:
    warned(session_of)

    def without_planner(_: object) -> tuple[Reader, ...]:
        return tuple(one for one in EVERYONE if one.account != "planner")

    done = send_waiting(session_of(Role.WATCHKEEPER, at=at(1)), readers=without_planner)
    assert dict(done) == {"sent": 1, "failed": 1}
    assert [str(one["To"]) for one in letters(post)] == [ADDRESSES[1]]


def test_a_server_that_is_not_there_is_written_down(
    mission: Path, session_of: SessionOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEACEOPS_MAIL", "smtp://127.0.0.1:1")
    warned(session_of)
    done = send_waiting(session_of(Role.WATCHKEEPER, at=at(1)), readers=everyone)
    assert dict(done) == {"failed": 2}


@pytest.mark.parametrize("way", ["pigeon", "file:", "smtp:", "http://example.org"])
def test_a_wrong_way_is_one_line(
    mission: Path, session_of: SessionOf, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("PEACEOPS_MAIL", way)
    warned(session_of)
    with pytest.raises(PeaceopsError, match="is not a way"):
        send_waiting(session_of(Role.WATCHKEEPER, at=at(1)), readers=everyone)


@pytest.mark.parametrize("address", ["a@b, c@d", "a b@c", "a@b\nBcc: c@d", "@b", "a@"])
def test_an_address_is_one_address(mission: Path, session_of: SessionOf, address: str) -> None:
    with pytest.raises(PeaceopsError, match="one address"):
        subscribe(session_of(Role.PLANNER), e_mail=address)


@pytest.mark.parametrize("role", [Role.PLANNER, Role.CONTRIBUTOR, Role.HUMANITARIAN_LIAISON])
def test_who_may_not_issue_may_not_send(mission: Path, session_of: SessionOf, role: Role) -> None:
    with pytest.raises(PeaceopsError, match="refused"):
        send_waiting(session_of(role, contributor="Meridor"), readers=everyone)
