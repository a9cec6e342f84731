"""One request for every operation of the API, and more where the marking of what it asks matters.

The registers that they are asked of hold a record of each kind that has a collection, items of each
level, one kept within a team, and one thing in each compartment.
"""

import base64
import hashlib
from typing import Any, NamedTuple

import msgspec

from peaceops.api.record import COLLECTIONS
from peaceops.domain.age_key import make_pair
from peaceops.domain.alert import AlertNode
from peaceops.domain.attachment import AttachmentNode
from peaceops.domain.marking import Compartment
from peaceops.domain.record import Payload
from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.domain.role import Role
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.proposal import ProposalNode
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.warning_notice import NoticeNode
from peaceops.services.folder import write_whole
from peaceops.services.register.alert import log_alert
from peaceops.services.register.attachment import bytes_of
from peaceops.services.register.serving import folder_served
from peaceops.services.register.session import Session
from peaceops.services.register.warning_issue import issue_warning
from peaceops.services.register.writing import Entry, write_record, write_records

TEAM, CONTRIBUTOR, TARGET = "elections", "Ruritania", "target"
LEVELS = ("unclassified", "confidential", "strictly_confidential")
REQUIRED = {"first": "item-1", "second": "item-unclassified", "source": "source-1"}
"""Fields without which a kind's payload can not be."""


LIVED = frozenset({"alert", "warning", "notice"})
"""Kinds that begin with a step of their own, not by being recorded."""


AREA = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "North"},
            "geometry": {
                "type": "Polygon", "coordinates": [[[20, 4], [22, 4], [22, 6], [20, 6], [20, 4]]],
            },
        }
    ],
}  # fmt: skip
FILE = b"seen at the bridge"
ATTACHED = AttachmentNode(
    id="attachment-1", item="item-confidential", sha256=hashlib.sha256(FILE).hexdigest(),
    media_type="text/plain", bytes=len(FILE), name="note.txt",
)  # fmt: skip


class Case(NamedTuple):
    """A request.

    Attributes:
        operation: method and path as the API's description writes them.
        label: what sets it apart from others of that operation; empty for the only one.
        address: below /api.
        body: None for none.
        version: for If-Match; empty for none.
        lasts: it can not be taken back; asked last.
        media: media type of a body that is a file.
    """

    operation: str
    label: str
    address: str
    body: Any = None
    version: str = ""
    lasts: bool = False
    media: str = ""


def plant(session: Session) -> None:
    """Record everything that the cases ask for."""
    entries = [
        Entry(payload=minimal(kind, f"{kind}-1"))
        for kind in COLLECTIONS.values()
        if kind not in LIVED
    ]
    entries += [
        Entry(payload=ItemNode(id=f"item-{level}", title="market", classification=level))  # type: ignore[arg-type]
        for level in LEVELS
    ]
    entries += [
        Entry(payload=ItemNode(id="item-medical", compartments=frozenset({Compartment.MEDICAL}))),
        Entry(payload=ItemNode(id="item-team"), team=TEAM),
        Entry(payload=ItemNode(id="item-doomed")),
        Entry(payload=minimal("caveat", "caveat-own"), contributor=CONTRIBUTOR),
        Entry(payload=minimal("caveat", "caveat-other"), contributor="Sylvania"),
        Entry(payload=minimal("scenario", "scenario-1")),
        Entry(payload=ProposalNode(id="proposal-1")),
        Entry(payload=minimal("authority", "authority-1")),
        Entry(payload=Edge(kind="restricts", source="caveat-1", target="unit-1")),
        Entry(payload=ATTACHED),
    ]
    write_records(session, entries)
    area = folder_served() / "inputs" / "area.geojson"
    area.parent.mkdir(exist_ok=True)
    area.write_bytes(msgspec.json.encode(AREA))
    place = bytes_of(folder_served(), ATTACHED, sealed=False)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, FILE)
    twice = ItemNode(id="item-twice", title="mistyped")
    write_record(session, Entry(payload=twice))
    write_record(session, Entry(payload=twice, base_version=1))
    log_alert(session, AlertNode(id="alert-1", text="armed men on the road"))
    notice = msgspec.convert({**NOTICE, "id": "notice-1"}, NoticeNode)
    issue_warning(session, notice, warning="warning-1")


def minimal(kind: str, name: str) -> Payload:
    """Return the least that a kind of record can hold."""
    form: Any = RECORD_KINDS[kind]
    needed = [field.name for field in msgspec.structs.fields(form) if field.required]
    payload: Payload = form(**{field: REQUIRED.get(field, name) for field in needed} | {"id": name})
    return payload


def cases() -> list[Case]:
    """Return all requests, at least one for each operation."""
    return [
        *_collections(),
        *_records(),
        *_own(),
        *_accounts(),
        *_told(),
        *_threats(),
        *_outward(),
        *_files(),
        *_kept(),
    ]


def _sent(kind: str, name: str) -> dict[str, Any]:
    return {"payload": msgspec.to_builtins(minimal(kind, name))}


def _collections() -> list[Case]:
    found = []
    for plural, kind in COLLECTIONS.items():
        one = f"/{plural}/{kind}-1"
        found += [
            Case(f"GET /{plural}", "", f"/{plural}"),
            Case(f"POST /{plural}", "", f"/{plural}", _sent(kind, f"{kind}-new")),
            Case(f"GET /{plural}/{{name}}", "", one),
            Case(f"PUT /{plural}/{{name}}", "", one, _sent(kind, f"{kind}-1"), "1"),
        ]
    return found


MARKED = (
    *(("item", f"item-{level}") for level in LEVELS), ("item", "item-medical"),
    ("item", "item-team"), ("source_identity", "source_identity-1"), ("posture", "posture-1"),
    ("caveat", "caveat-1"), ("caveat", "caveat-own"), ("caveat", "caveat-other"),
    ("scenario", "scenario-1"), ("edge", "caveat-1/restricts/unit-1"),
)  # fmt: skip


def _records() -> list[Case]:
    found = [
        Case("GET /records", "", "/records?limit=500"),
        Case("GET /records", "map", "/records?format=geojson&limit=500"),
        Case("GET /records", "as known", "/records?as_known=2100-01-01T00:00:00Z&limit=500"),
        Case(
            "POST /records", "", "/records",
            {"records": [{"kind": "task", **_sent("task", "task-new")},
                         {"kind": "caveat", **_sent("caveat", "caveat-new")}]},
        ),
    ]  # fmt: skip
    for kind in ("item", "source_identity", "caveat", "posture", "scenario", "edge", "delivery"):
        found.append(Case("GET /records/{kind}", kind, f"/records/{kind}"))
    for kind in ("item", "source_identity", "caveat", "posture", "scenario", "host_release"):
        body = _sent(kind, f"{kind}-new")
        found.append(Case("POST /records/{kind}", kind, f"/records/{kind}", body))
    for kind, name in MARKED:
        found += [
            Case("GET /records/{kind}/{name}", name, f"/records/{kind}/{name}"),
            Case("GET /history/{name}", name, f"/history/{name}"),
            Case("GET /why/{name}", name, f"/why/{name}"),
            Case("POST /withdraw/{name}", name, f"/withdraw/{name}", {"reason": "no"}, "1"),
        ]
        if kind != "edge":
            body = _sent(kind, name)
            body["payload"]["classification"] = "strictly_confidential"
            path = f"/records/{kind}/{name}"
            found.append(Case("PUT /records/{kind}/{name}", name, path, body, "1"))
    undo = Case("POST /undo/{name}", "", "/undo/item-twice", {"reason": "no"}, "2")
    return [*found, undo]


def _own() -> list[Case]:
    password = {"password": "wrong and long enough"}
    return [
        Case("GET /me", "", "/me"),
        Case(
            "POST /change-password", "", "/change-password",
            {"old": "wrong and long enough", "new": "another and longer"},
        ),
        Case("POST /renew-factor", "", "/renew-factor", password),
        Case("GET /tokens", "", "/tokens"),
        Case(
            "POST /tokens", "", "/tokens",
            {**password, "name": "x", "scopes": ["read"], "days": 1},
        ),
        Case("DELETE /tokens/{name}", "", "/tokens/999999"),
    ]  # fmt: skip


def _accounts() -> list[Case]:
    role = {"role": Role.READ_ONLY}
    return [
        Case("GET /accounts", "", "/accounts"),
        Case("POST /accounts", "", "/accounts", {"username": "new", "post": "watchkeeper, Bria"}),
        Case("POST /grant-role/{name}", "", f"/grant-role/{TARGET}", {"grant": role}),
        Case("POST /revoke-role/{name}", "", f"/revoke-role/{TARGET}", {"role": Role.ANALYST}),
        Case("POST /reset-account/{name}", "", f"/reset-account/{TARGET}"),
        Case("POST /end-account/{name}", "", f"/end-account/{TARGET}"),
        Case("POST /give-key/{name}", "", f"/give-key/{TARGET}", {"role": Role.ANALYST}),
        Case("GET /keys", "", "/keys"),
        Case("POST /renew-key", "", "/renew-key", {"role": Role.ANALYST}),
        Case("GET /audit", "", "/audit"),
    ]


def _told() -> list[Case]:
    why = {"reason": "seen anew"}
    item, source = {"id": "item-new", "date": "2026-05-01"}, {"id": "source-new"}
    asked = {"id": "requirement-new", "text": "who holds the bridge?"}
    task = {
        "id": "acquisition-new",
        "requirement": "information_requirement-1",
        "tasked_to": "a patrol",
    }
    said = {
        "id": "feedback-new", "requirement": "information_requirement-1", "reader": "a planner",
        "date": "2026-05-01",
    }  # fmt: skip
    question = "information_requirement-1"
    return [
        Case("POST /log-item", "", "/log-item", {"item": item}),
        Case(
            "POST /grade-item/{name}", "", "/grade-item/item-1",
            {**why, "credibility": "3", "reliability": "B"}, "1",
        ),
        Case("GET /confirmation-gap/{name}", "", "/confirmation-gap/item-1"),
        Case("GET /attachments-of/{name}", "", "/attachments-of/item-1"),
        Case("POST /record-source", "", "/record-source", {"source": source}),
        Case("POST /give-letter/{name}", "", "/give-letter/source-1", {**why, "letter": "B"}, "1"),
        Case(
            "POST /note-outcome/{name}", "", "/note-outcome/source-1",
            {"item": "item-1", "outcome": "true"},
        ),
        Case("GET /source-page/{name}", "", "/source-page/source-1"),
        Case("POST /propose-links", "", "/propose-links"),
        Case("GET /told-things", "", "/told-things"),
        Case("GET /open-proposals", "", "/open-proposals"),
        Case(
            "POST /decide-link/{name}", "", "/decide-link/collation_link-1",
            {**why, "decision": "accept"}, "1",
        ),
        Case("POST /ask", "", "/ask", {"requirement": asked}),
        Case("POST /send", "", "/send", {"task": task}),
        Case("POST /answer/{name}", "", f"/answer/{question}", {"item": "item-1"}, "1"),
        Case("POST /give-feedback", "", "/give-feedback", {"feedback": said}),
        Case("POST /reopen/{name}", "", f"/reopen/{question}", why, "1"),
        Case("GET /requirement-page/{name}", "", f"/requirement-page/{question}"),
        Case("GET /direction", "", "/direction"),
    ]  # fmt: skip


def _kept() -> list[Case]:
    names = {"names": ["item-confidential"]}
    doomed = {"names": ["item-doomed"], "authority": "policy", "early": "consent withdrawn"}
    return [
        Case("GET /due-for-review", "", "/due-for-review"),
        Case("GET /due-for-destruction", "", "/due-for-destruction"),
        Case("POST /hold", "", "/hold", {**names, "reason": "a court asked"}),
        Case("POST /lift-hold", "", "/lift-hold", {**names, "reason": "it ended"}),
        Case("GET /certificates", "", "/certificates"),
        Case("POST /destroy", "", "/destroy", doomed, lasts=True),
    ]


NOTICE: dict[str, Any] = {
    "id": "notice-new", "warning": "", "title": "Attack on the market", "actor": "actor-1",
    "area": "area-1", "against": "traders", "harm_types": ["killing"], "likelihood": "likely",
    "confidence": "moderate", "confidence_reasons": "two sources", "basis": ["item-confidential"],
    "window_from": "2031-05-01T00:00:00Z", "window_to": "2031-05-08T00:00:00Z",
}  # fmt: skip
CHANGES = {"changes": {"changed": "two more lorries"}}


def _threats() -> list[Case]:
    threat, why = "threat-1", {"reason": "seen anew"}
    alert = {"id": "alert-new", "text": "armed men on the road"}
    return [
        Case("GET /threat-register", "", "/threat-register"),
        Case("GET /overdue-threats", "", "/overdue-threats"),
        Case("GET /owed-decisions", "", "/owed-decisions"),
        Case("GET /threat-page/{name}", "", f"/threat-page/{threat}"),
        Case(
            "POST /raise-threat", "", "/raise-threat",
            {"threat": msgspec.to_builtins(ThreatNode(id="threat-new", title="raid"))},
        ),
        Case(
            "POST /judge-threat/{name}", "", f"/judge-threat/{threat}",
            {**why, "level": "low"}, "1",
        ),
        Case(
            "POST /move-threat/{name}", "", f"/move-threat/{threat}",
            {**why, "status": "suspected"}, "1",
        ),
        Case("POST /accept-proposal/{name}", "", "/accept-proposal/proposal-1", why, "1"),
        Case("POST /reject-proposal/{name}", "", "/reject-proposal/proposal-1", why, "1"),
        Case("POST /dissent/{name}", "", f"/dissent/{threat}", {"text": "I judge it higher"}),
        Case("POST /add-evidence/{name}", "", f"/add-evidence/{threat}", {"text": "seen there"}),
        Case("POST /log-alert", "", "/log-alert", {"alert": alert}),
        Case("POST /issue-warning", "", "/issue-warning", {"notice": NOTICE}),
        Case("POST /update-warning/{name}", "", "/update-warning/warning-1", CHANGES),
        Case("POST /step/{name}", "", "/step/alert-1", {"state": "acknowledged"}),
        Case(
            "POST /decide/{name}", "", "/decide/warning-1",
            {"kind": "respond", "reasons": "imminent"},
        ),
        Case(
            "POST /respond/{name}", "", "/respond/warning-1",
            {"response": {"id": "response-new", "responder": "mission"}},
        ),
        Case(
            "POST /judge-outcome/{name}", "", "/judge-outcome/warning-1",
            {"harm_came": None, "note": "not known"},
        ),
        Case("POST /feed-back/{name}", "", "/feed-back/alert-1", {"note": "told at the meeting"}),
        Case("GET /inbox", "", "/inbox"),
        Case("POST /acknowledge/{name}", "", "/acknowledge/notice-1", {}),
        Case("POST /subscribe", "", "/subscribe", {}),
        Case("GET /overdue", "", "/overdue?decide=24&decide_imminent=2&feed_back=72"),
        Case("GET /scorecard", "", "/scorecard"),
        Case("POST /send-waiting", "", "/send-waiting"),
    ]  # fmt: skip


def _outward() -> list[Case]:
    to = {"audience": "staff", "recipient": "a humanitarian body", "purpose": "to warn"}
    wanted = {**to, "names": ["item-unclassified"]}
    return [
        Case("POST /preview-release", "", "/preview-release", {"request": wanted}),
        Case("POST /release", "", "/release", wanted),
        Case(
            "POST /release-list", "", "/release-list",
            {**to, "kinds": ["item"]},
        ),
        Case("POST /release-threat/{name}", "", "/release-threat/threat-1", to),
        Case("GET /releases", "", "/releases"),
        Case("GET /received-by/{name}", "", "/received-by/item-unclassified"),
        Case("POST /release-content/{name}", "", "/release-content/notice-1", {}),
        Case(
            "POST /ask-host-release/{name}", "", "/ask-host-release/notice-1",
            {"authority": "authority-1", "reason": "they guard the market"},
        ),
        Case("POST /confirm-host-release/{name}", "", "/confirm-host-release/release-1"),
        Case("GET /host-screen/{name}", "", "/host-screen/notice-1?authority=authority-1"),
        Case("GET /content-preview/{name}", "", "/content-preview/notice-1"),
        Case("GET /host-preview/{name}", "", "/host-preview/notice-1?authority=authority-1"),
        Case("POST /host-paper/{name}", "", "/host-paper/release-1"),
        Case("GET /host-paper/{name}", "", "/host-paper/release-1"),
        Case("GET /alert-file/{name}", "", "/alert-file/notice-1?sender=mission"),
    ]  # fmt: skip


MAPPING = 'kind = "patrol"\n[columns]\ndate = "day"\ntext = "what"\nsource = "who"\n'


def _files() -> list[Case]:
    """Return requests for files; none in the mission's export, for no role alone opens it all."""
    content = base64.b64encode(b"day,what,who\n2026-05-01,shots,S-1\n").decode()
    sent = {"name": "list.csv", "content": content, "mapping": MAPPING}
    task = b"tasks:\n  - {id: task-new, title: patrol}\n"
    caveat = b"caveats:\n  - {id: caveat-new}\n"
    raw, yaml = "application/octet-stream", "application/yaml"
    to = {"to": [make_pair().recipient]}
    arrived = {"content": base64.b64encode(b"no mission").decode(), "identity": "none"}
    return [
        *(
            Case("POST /attach/{name}", name, f"/attach/{name}?file=x.txt", b"shots", media=raw)
            for name in ("item-1", "item-strictly_confidential", "item-medical", "item-team")
        ),
        Case("GET /attachment/{name}", "", "/attachment/attachment-1"),
        Case("POST /import-items", "", "/import-items", sent),
        Case(
            "POST /import-items", "without sources", "/import-items",
            {**sent, "without_sources": True},
        ),
        Case("GET /strategy", "", "/strategy"),
        Case("POST /strategy", "task", "/strategy", task, media=yaml),
        Case("POST /strategy", "caveat", "/strategy", caveat, media=yaml),
        Case("POST /export-mission", "", "/export-mission", to),
        Case("POST /import-mission", "", "/import-mission", arrived),
    ]  # fmt: skip
