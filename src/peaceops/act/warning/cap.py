"""Notices in the Common Alerting Protocol, for systems that take alerts in that form.

They are made of what the gate left of a notice (`outward.as_let_out`). The file names no recipient:
its scope is `Restricted`, and addresses are never written.

Source: OASIS Common Alerting Protocol, version 1.2, section 3 (elements, order, value lists).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from peaceops.domain.error import PeaceopsError
from peaceops.domain.likelihood import Likelihood
from peaceops.domain.strategy.threat import ThreatLevel
from peaceops.domain.warning_notice import NoticeNode, notice_lines

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
_MESSAGE = {"alert": "Alert", "update": "Update", "cancel": "Cancel"}
_SEVERITY: Mapping[ThreatLevel | None, str] = {
    "extreme": "Extreme",
    "high": "Severe",
    "moderate": "Moderate",
    "low": "Minor",
    "none": "Minor",
    None: "Unknown",
}
_CERTAINTY: Mapping[Likelihood | None, str] = {
    "almost_certain": "Likely",
    "highly_likely": "Likely",
    "likely": "Likely",
    "realistic_possibility": "Possible",
    "unlikely": "Possible",
    "highly_unlikely": "Possible",
    "remote_chance": "Unlikely",
    None: "Unknown",
}
"""`Likely` is more than about a half, `Possible` up to that, `Unlikely` about nought (3.2.2)."""

ALERT_ORDER = (
    "identifier", "sender", "sent", "status", "msgType", "source", "scope", "restriction",
    "addresses", "code", "note", "references", "incidents", "info",
)  # fmt: skip
INFO_ORDER = (
    "language", "category", "event", "responseType", "urgency", "severity", "certainty",
    "audience", "eventCode", "effective", "onset", "expires", "senderName", "headline",
    "description", "instruction", "web", "contact", "parameter", "resource", "area",
)  # fmt: skip
VALUES: Mapping[str, frozenset[str]] = {
    "status": frozenset({"Actual", "Exercise", "System", "Test", "Draft"}),
    "msgType": frozenset({"Alert", "Update", "Cancel", "Ack", "Error"}),
    "scope": frozenset({"Public", "Restricted", "Private"}),
    "category": frozenset(
        {
            "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport",
            "Infra", "CBRNE", "Other",
        }
    ),
    "urgency": frozenset({"Immediate", "Expected", "Future", "Past", "Unknown"}),
    "severity": frozenset({"Extreme", "Severe", "Moderate", "Minor", "Unknown"}),
    "certainty": frozenset({"Observed", "Likely", "Possible", "Unlikely", "Unknown"}),
}  # fmt: skip
_ONCE_IN_ALERT = ("identifier", "sender", "sent", "status", "msgType", "scope")
_ONCE_IN_INFO = ("event", "urgency", "severity", "certainty")
_TIMES = frozenset({"sent", "effective", "onset", "expires"})
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
_NAME = re.compile(r"[^\s,<&]+")


def cap_file(
    notice: NoticeNode,
    thread: Iterable[NoticeNode],
    *,
    sender: str,
    language: str = "en",
    exercise: bool = False,
) -> bytes:
    """Return a notice as a CAP 1.2 file, UTF-8.

    Args:
        notice: what the gate left of one that was issued.
        thread: those before it that left the same way, which an update or a cancellation refers to.
            An update of nothing that left is an alert to whoever gets it.
        sender: who sends, as an internet domain or address without spaces.
        language: of the texts.
        exercise: it is one.

    Raises:
        PeaceopsError: what would come out is not valid.
    """
    Xml.register_namespace("", NAMESPACE)
    alert = Xml.Element(f"{{{NAMESPACE}}}alert")
    before = " ".join(
        f"{sender},{one.id},{_time(one.issued)}" for one in thread if one.issued is not None
    )
    _add(alert, "identifier", notice.id)
    _add(alert, "sender", sender)
    _add(alert, "sent", _time(notice.issued) if notice.issued else "")
    _add(alert, "status", "Exercise" if exercise else "Actual")
    first = notice.kind == "update" and not before
    _add(alert, "msgType", "Alert" if first else _MESSAGE[notice.kind])
    _add(alert, "scope", "Restricted")
    _add(alert, "restriction", "For whoever received it; not to be passed on")
    if notice.kind != "alert" and not first:
        _add(alert, "references", before)
    alert.append(_info(notice, language))
    made: bytes = Xml.tostring(alert, encoding="UTF-8", xml_declaration=True)
    faults = cap_faults(made)
    if faults:
        raise PeaceopsError(f"no valid alert file: {'; '.join(faults)}", where=notice.id)
    return made


def _info(notice: NoticeNode, language: str) -> Xml.Element:
    info = Xml.Element(f"{{{NAMESPACE}}}info")
    _add(info, "language", language)
    _add(info, "category", "Security")
    _add(info, "event", "Threat to civilians")
    _add(info, "urgency", _urgency(notice))
    _add(info, "severity", _SEVERITY[notice.level])
    _add(info, "certainty", _CERTAINTY[notice.likelihood])
    if notice.window_from is not None:
        _add(info, "onset", _time(notice.window_from))
    if notice.window_to is not None:
        _add(info, "expires", _time(notice.window_to))
    _add(info, "senderName", notice.issued_by)
    _add(info, "headline", notice.title or "Warning")
    _add(info, "description", "\n".join(notice_lines(notice, outward=True)))
    area = Xml.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(area, "areaDesc", notice.place or notice.area or "not known")
    return info


def _urgency(notice: NoticeNode) -> str:
    if notice.kind == "cancel":
        return "Past"
    return "Unknown" if notice.imminent is None else "Immediate" if notice.imminent else "Future"


def cap_faults(content: bytes) -> tuple[str, ...]:
    """Say what keeps a file from being a CAP 1.2 alert; nothing for a valid one.

    What is checked: names and their order, what must be there once, value lists, the form of times
    and of identifiers, and that updates and cancellations refer to what they follow.
    """
    alert = Xml.fromstring(content)  # noqa: S314 - made a moment ago, or by a test
    if alert.tag != f"{{{NAMESPACE}}}alert":
        return ("it is no alert of CAP 1.2",)
    faults = [*_order_faults(alert, ALERT_ORDER), *_once_faults(alert, _ONCE_IN_ALERT)]
    for name in ("identifier", "sender"):
        if not _NAME.fullmatch(_text(alert, name)):
            faults.append(f"{name} is empty, or has a space, comma, < or &")
    if _text(alert, "msgType") in {"Update", "Cancel"}:
        faults += _reference_faults(_text(alert, "references"))
    if _text(alert, "scope") == "Restricted" and not _text(alert, "restriction"):
        faults.append("a restricted alert says how it is restricted")
    for info in alert.iter(f"{{{NAMESPACE}}}info"):
        faults += [*_order_faults(info, INFO_ORDER), *_once_faults(info, _ONCE_IN_INFO)]
        if not _text(info, "category"):
            faults.append("category is missing")
        if any(not _text(area, "areaDesc") for area in info.iter(f"{{{NAMESPACE}}}area")):
            faults.append("an area without areaDesc")
    for element in alert.iter():
        name, text = _bare(element), (element.text or "").strip()
        if name in VALUES and text not in VALUES[name]:
            faults.append(f"{name} can not be {text!r}")
        if name in _TIMES and not _TIME.fullmatch(text):
            faults.append(f"{name} is no time of CAP")
    return tuple(faults)


def _order_faults(parent: Xml.Element, order: tuple[str, ...]) -> list[str]:
    names = [_bare(child) for child in parent]
    strange = sorted({name for name in names if name not in order})
    if strange:
        return [f"{_bare(parent)} has no {', '.join(strange)}"]
    places = [order.index(name) for name in names]
    return [] if places == sorted(places) else [f"the parts of {_bare(parent)} are out of order"]


def _once_faults(parent: Xml.Element, names: tuple[str, ...]) -> list[str]:
    found = [_bare(child) for child in parent]
    return [f"{name} must be there once" for name in names if found.count(name) != 1]


def _reference_faults(references: str) -> list[str]:
    if not references:
        return ["it refers to nothing that it follows"]
    parts = [reference.split(",") for reference in references.split()]
    good = all(
        len(part) == 3 and part[0] and part[1] and _TIME.fullmatch(part[2]) for part in parts
    )
    return [] if good else ["references are sender,identifier,sent"]


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = text


def _text(parent: Xml.Element, name: str) -> str:
    return (parent.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


def _bare(element: Xml.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def _time(time: datetime) -> str:
    """Return a time as CAP writes it: whole seconds, and -00:00 for UTC."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%S}-00:00"
