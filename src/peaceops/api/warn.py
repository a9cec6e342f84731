"""Threats, alerts, warnings, the inbox, and what reaches a host."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from peaceops.act.warning.escalation import Hours, Overdue
from peaceops.api.act import Said, Service, act
from peaceops.api.answer import answer
from peaceops.api.operation import operation
from peaceops.api.search import Name, Plain
from peaceops.api.signed import who
from peaceops.domain.error import PeaceopsError
from peaceops.domain.response_scorecard import ResponseScorecard
from peaceops.services.register import (
    alert,
    inbox,
    notice_release,
    outbox,
    threat,
    threat_page,
    warning,
    warning_issue,
    watch,
)
from peaceops.services.register.session import Session
from peaceops.services.register.warning_issue import Issued

router = Router()
MADE, TAKEN = HTTPStatus.CREATED, (HTTPStatus.CONFLICT,)
Actions = tuple[tuple[str, Service, str], ...]
"""Verb, service, and which of its arguments stands in the address."""
OF_THE_THREAD = frozenset(
    {
        "id", "kind", "number", "follows", "warning", "issued", "issued_by", "author", "released",
        "released_by", "place_released",
    }
)  # fmt: skip
"""Fields of a notice that its thread and its issuing decide, never who sends it."""


def update_warning(
    session: Session,
    name: str,
    *,
    changes: Mapping[str, Any],
    cancel: bool = False,
    notice: str = "",
) -> Issued:
    """Add a notice to a warning's thread: what is new, or that it is taken back."""
    fixed = sorted(OF_THE_THREAD & set(changes))
    if fixed:
        raise PeaceopsError("that is not the sender's to say", where=fixed[0])
    return warning_issue.update_warning(session, name, cancel=cancel, notice=notice, **changes)


def overdue(
    session: Session, *, decide: float, decide_imminent: float, feed_back: float
) -> tuple[Overdue, ...]:
    """Return what waits longer than it may; the three limits are in hours from the receipt."""
    hours = Hours(decide=decide, decide_imminent=decide_imminent, feed_back=feed_back)
    return watch.watch(session, hours)


def scorecard(
    session: Session, *, since: datetime | None = None, until: datetime | None = None
) -> ResponseScorecard:
    """Return how warnings and alerts were answered in a stretch of time."""
    return watch.scorecard(session, since=since, until=until)


act(router, "GET", "/threat-register", threat_page.threat_register, tag="threats")
act(router, "GET", "/overdue-threats", threat_page.overdue_threats, tag="threats")
act(router, "GET", "/owed-decisions", threat_page.owed_decisions, tag="threats")
act(router, "GET", "/threat-page/{path:name}", threat_page.threat_page, on="name", tag="threats")
ON_THREATS: Actions = (
    ("judge-threat", threat.judge_threat, "name"),
    ("move-threat", threat.move_threat, "name"),
    ("accept-proposal", threat.accept_proposal, "name"),
    ("reject-proposal", threat.reject_proposal, "name"),
    ("dissent", threat.dissent, "about"),
    ("add-evidence", threat.add_evidence, "about"),
)

act(router, "POST", "/raise-threat", threat.raise_threat, status=MADE, also=TAKEN, tag="threats")
act(router, "POST", "/log-alert", alert.log_alert, status=MADE, also=TAKEN, tag="warnings")
act(
    router, "POST", "/issue-warning", warning_issue.issue_warning, status=MADE, also=TAKEN,
    tag="warnings",
)  # fmt: skip
ON_WARNINGS: Actions = (
    ("update-warning", update_warning, "name"),
    ("step", warning.step_case, "name"),
    ("decide", warning.decide, "name"),
    ("respond", warning.record_response, "to"),
    ("judge-outcome", warning.judge_outcome, "name"),
    ("feed-back", warning.feed_back, "name"),
    ("acknowledge", inbox.acknowledge, "notice"),
)
act(router, "GET", "/inbox", inbox.inbox, tag="warnings")
act(router, "POST", "/subscribe", inbox.subscribe, also=TAKEN, tag="warnings")
act(router, "GET", "/overdue", overdue, tag="warnings")
act(router, "GET", "/scorecard", scorecard, tag="warnings")
act(router, "POST", "/send-waiting", outbox.send_waiting, also=TAKEN, tag="warnings")

OUTWARD: Actions = (
    ("release-content", notice_release.release_content, "notice"),
    ("ask-host-release", notice_release.ask_host_release, "notice"),
    ("confirm-host-release", notice_release.confirm_host_release, "name"),
    ("host-paper", notice_release.hand_over, "name"),
)
LOOKED_AT: Actions = (
    ("content-preview", notice_release.preview_content, "notice"),
    ("host-screen", notice_release.host_screen, "notice"),
    ("host-preview", notice_release.preview_host_paper, "notice"),
    ("host-paper", notice_release.host_paper, "name"),
)
for _path, _service, _on in LOOKED_AT:
    act(router, "GET", f"/{_path}/{{path:name}}", _service, on=_on, tag="release")


@operation(
    router, "GET", "/alert-file/{path:name}", gives=Said, also=(HTTPStatus.NOT_FOUND,),
    tag="release",
)  # fmt: skip
def alert_file(request: HttpRequest, name: Name, *, sender: Plain) -> HttpResponse:
    """Return a released notice as the text of a CAP 1.2 file."""
    content = notice_release.alert_file(who(request), name, sender=sender)
    return answer(Said(said=content.decode()))


for _tag, _actions in (("threats", ON_THREATS), ("warnings", ON_WARNINGS), ("release", OUTWARD)):
    for _path, _service, _on in _actions:
        act(router, "POST", f"/{_path}/{{path:name}}", _service, on=_on, also=TAKEN, tag=_tag)
