"""With the gate shut nothing leaves, whichever way it is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from peaceops.domain.access import Role
from peaceops.domain.delivery import DeliveryNode
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Audience
from peaceops.domain.release import Released, ReleaseOrder, Thing, Withheld, Withholding
from peaceops.domain.release_gate import releasable
from peaceops.registers.record.listing import Query
from peaceops.services.register.export import export_list, export_threat
from peaceops.services.register.inbox import subscribe
from peaceops.services.register.map_layer import map_layer
from peaceops.services.register.notice_release import (
    alert_file,
    ask_host_release,
    hand_over,
    host_paper,
    preview_content,
    preview_host_paper,
    release_content,
)
from peaceops.services.register.outbox import send_waiting
from peaceops.services.register.reading import list_records
from peaceops.services.register.release import ReleaseRequest, make_release, preview, release
from peaceops.services.register.session import Session
from peaceops.services.register.standing import all_of
from peaceops.services.register.warning_issue import issue_warning
from tests.registers.warned import (
    SessionOf,
    at,
    everyone,
    laid_out,
    later_by_default,
    notice,
    posture,
)
from tests.security.test_release_gate import GIVES_AWAY

REQUEST = ReleaseRequest(
    names=("T1", "south"), audience=Audience.STAFF, recipient="a body", purpose="to look"
)
TO = {"audience": Audience.STAFF, "recipient": "a body", "purpose": "to look"}
SENDER = "joc@unvil.example"


class Ready:
    """A mission in which everything is ready to leave.

    Attributes:
        head: who may let it out.
        release: id of a release to a host authority, whose paper was handed over once.
        file: that a release would be written to.
    """

    def __init__(self, sessions: SessionOf, folder: Path) -> None:
        laid_out(sessions, posture("governor south"))
        self.watch = sessions(Role.WATCHKEEPER)
        subscribe(sessions(Role.PLANNER), e_mail="planner@unvil.example")
        said = notice(classification="unclassified")
        issue_warning(sessions(Role.WATCHKEEPER, at=at(0)), said, warning="W1", readers=everyone)
        self.head: Session = sessions(Role.HEAD_OF_MISSION)
        release_content(self.head, "W1-1")
        self.release = ask_host_release(self.head, "W1-1", "governor south").id
        hand_over(self.head, self.release)
        self.file = folder / "released.json"


WAYS: dict[str, Callable[[Ready], object]] = {
    "export.export_list": lambda on: export_list(on.head, Query(kinds=("threat",)), **TO),  # type: ignore[arg-type]
    "export.export_threat": lambda on: export_threat(on.head, "T1", **TO),  # type: ignore[arg-type]
    "map_layer.map_layer": lambda on: map_layer(
        on.head, list_records(on.head, Query(kinds=("threat",))).records
    )["features"],
    "notice_release.alert_file": lambda on: alert_file(on.head, "W1-1", sender=SENDER),
    "notice_release.hand_over": lambda on: hand_over(on.head, on.release),
    "notice_release.host_paper": lambda on: host_paper(on.head, on.release),
    "notice_release.preview_content": lambda on: preview_content(on.head, "W1-1"),
    "notice_release.preview_host_paper": lambda on: preview_host_paper(
        on.head, "W1-1", "governor south"
    ),
    "outbox.send_waiting": lambda on: send_waiting(on.watch, readers=everyone).get("sent"),
    "release.make_release": lambda on: make_release(on.head, REQUEST),
    "release.preview": lambda on: preview(on.head, REQUEST).things,
    "release.release": lambda on: release(on.head, REQUEST, on.file),
}


def shut(things: tuple[Thing, ...], order: ReleaseOrder, *, key: bytes) -> Released:
    """Let nothing through."""
    passed = releasable(things, order, key=key)
    kept = [Withheld(id=one.id, kind=one.kind, reason=Withholding.MARKING) for one in things]
    return Released(audience=passed.audience, marking=passed.marking, things=(), withheld=(*kept,))


def left(way: Callable[[Ready], object], ready: Ready) -> object:
    """Return what leaves; nothing where the gate refuses."""
    try:
        return way(ready)
    except PeaceopsError as refused:
        if refused.exit_code != REFUSED or "marked above this audience" not in str(refused):
            raise
        return None


def test_every_way_out_is_tried() -> None:
    listed = {f"{module}.{name}" for module, names in GIVES_AWAY.items() for name in names}
    assert set(WAYS) == listed


@pytest.mark.parametrize("way", WAYS)
def test_with_the_gate_shut_nothing_leaves(
    mission: Path, session_of: SessionOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str
) -> None:
    post = tmp_path / "post"
    monkeypatch.setenv("PEACEOPS_MAIL", f"file:{post}")
    monkeypatch.setenv("PEACEOPS_MAIL_FROM", SENDER)
    ready = Ready(later_by_default(session_of), tmp_path)
    with monkeypatch.context() as shutting:
        shutting.setattr("peaceops.services.register.gate.releasable", shut)
        assert not left(WAYS[way], ready)
    assert not ready.file.exists()
    assert not post.exists()
    states = {one.state for _, one in all_of(ready.watch, DeliveryNode) if one.form == "content"}
    assert states == ({"failed"} if way == "outbox.send_waiting" else {"waiting"})
    if way != "outbox.send_waiting":
        assert WAYS[way](ready)  # open again, it leaves
