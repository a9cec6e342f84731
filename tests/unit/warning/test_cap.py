"""Alert files: valid in form, threads that refer to what they follow, nobody's name in them."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as Xml

import pytest

from peaceops.act.warning.cap import NAMESPACE, cap_faults, cap_file
from peaceops.domain.error import PeaceopsError
from peaceops.domain.warning_notice import NoticeNode

ISSUED = datetime(2031, 5, 1, 9, 30, tzinfo=UTC)
SENDER = "joc@unvil.example"
FIRST = NoticeNode(
    id="W1-1", warning="W1", issued=ISSUED, issued_by="watchkeeper", title="Raid feared",
    classification="unclassified", actor="militia_x", against="market & farm <women>",
    harm_types=frozenset({"killing", "looting"}), area="south", place="Naemthregesh",
    window_from=ISSUED + timedelta(hours=6), window_to=ISSUED + timedelta(hours=30), level="high",
    imminent=True, likelihood="likely", confidence="moderate", confidence_reasons="two callers",
    basis=("I1",),
)  # fmt: skip


def following(kind: str, number: int, before: str) -> NoticeNode:
    return NoticeNode(
        id=f"W1-{number}", warning="W1", kind=kind, number=number, follows=before,  # type: ignore[arg-type]
        issued=ISSUED + timedelta(hours=number), issued_by="watch", changed="they turned back",
    )  # fmt: skip


def text(content: bytes, path: str) -> str | None:
    parts = "/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/"))
    return Xml.fromstring(content).findtext(parts)  # noqa: S314


def test_a_first_notice_is_a_valid_alert() -> None:
    made = cap_file(FIRST, (), sender=SENDER)
    assert cap_faults(made) == ()
    assert text(made, "identifier") == "W1-1"
    assert text(made, "sent") == "2031-05-01T09:30:00-00:00"
    assert text(made, "msgType") == "Alert"
    assert text(made, "references") is None
    assert text(made, "info/severity") == "Severe"
    assert text(made, "info/certainty") == "Likely"
    assert text(made, "info/urgency") == "Immediate"
    assert text(made, "info/area/areaDesc") == "Naemthregesh"
    assert "market & farm <women>" in (text(made, "info/description") or "")
    assert text(made, "addresses") is None


def test_updates_refer_to_all_before_them() -> None:
    second = following("update", 2, "W1-1")
    third = following("cancel", 3, "W1-2")
    made = cap_file(third, (FIRST, second), sender=SENDER, exercise=True)
    assert text(made, "references") == (
        f"{SENDER},W1-1,2031-05-01T09:30:00-00:00 {SENDER},W1-2,2031-05-01T11:30:00-00:00"
    )
    assert text(made, "msgType") == "Cancel"
    assert text(made, "status") == "Exercise"


def test_what_is_not_known_is_said_and_never_minor() -> None:
    made = cap_file(following("update", 2, "W1-1"), (FIRST,), sender=SENDER)
    assert text(made, "info/severity") == "Unknown"
    assert text(made, "info/certainty") == "Unknown"
    assert text(made, "info/urgency") == "Unknown"
    assert text(made, "info/area/areaDesc") == "not known"


@pytest.mark.parametrize("sender", ["", "a b", "a,b", "a<b"])
def test_a_wrong_sender_is_refused(sender: str) -> None:
    with pytest.raises(PeaceopsError, match="sender"):
        cap_file(FIRST, (), sender=sender)


def test_an_update_of_what_never_left_is_an_alert_and_a_cancellation_is_none() -> None:
    made = cap_file(following("update", 2, "W1-1"), (), sender=SENDER)
    assert text(made, "msgType") == "Alert"
    assert text(made, "references") is None
    with pytest.raises(PeaceopsError, match="refers to nothing"):
        cap_file(following("cancel", 2, "W1-1"), (), sender=SENDER)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"Security", b"Politics", "category can not be 'Politics'"),
        (b"-00:00</sent>", b"Z</sent>", "sent is no time of CAP"),
        (b"<status>Actual</status>", b"", "status must be there once"),
        (b"<scope>Restricted</scope>", b"<scope>All</scope>", "scope can not be 'All'"),
        (b"<language>en</language>", b"<mood>calm</mood>", "info has no mood"),
        (b"<msgType>Alert", b"<msgType>Update", "refers to nothing"),
        (b"cap:1.2", b"cap:1.1", "no alert of CAP 1.2"),
    ],
)
def test_the_check_finds_what_is_wrong(old: bytes, new: bytes, fault: str) -> None:
    made = cap_file(FIRST, (), sender=SENDER)
    assert old in made
    assert any(fault in one for one in cap_faults(made.replace(old, new)))


def test_the_check_finds_what_is_out_of_order() -> None:
    made = cap_file(FIRST, (), sender=SENDER).decode()
    status = "<status>Actual</status>"
    moved = made.replace(status, "").replace("<info>", f"{status}<info>")
    assert cap_faults(moved.encode()) == ("the parts of alert are out of order",)
