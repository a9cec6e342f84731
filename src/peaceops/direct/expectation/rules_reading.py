"""Whether a unit knows the rules on force that are in force. By reference only, never their text.

Source: requirement R-42, doctrine B11.
"""

from typing import Literal

import msgspec

from peaceops.direct.check.view import View
from peaceops.domain.strategy.force import BriefingNode, UnitNode
from peaceops.domain.strategy.mandate import DocumentNode
from peaceops.domain.strategy.node import is_unknown

RulesState = Literal[
    "acknowledged", "missing", "not_briefed", "unread", "other_release", "unknown"
]  # fmt: skip
RulesKind = Literal["roe", "duf"]


class RulesReading(msgspec.Struct, frozen=True, kw_only=True):
    """How a unit stands to the rules that hold for it.

    Attributes:
        unit: id.
        kind: rules of engagement, or the directive on the use of force for police.
        state: it acknowledged the release in force; no such document is recorded; it was never
            briefed on it; it was briefed and did not acknowledge it; it acknowledged another
            release, and reads the rules otherwise; or nobody knows.
        document: id of the document in force; empty where none is recorded.
        release: of that document.
        read: the release it acknowledged last, where that is another one.
    """

    unit: str
    kind: RulesKind
    state: RulesState
    document: str = ""
    release: str | None = None
    read: str = ""

    @property
    def words(self) -> str:
        """How it stands, in words."""
        named = f"{self.document}{f', release {self.release}' if self.release else ''}"
        return {
            "acknowledged": f"{self.unit} acknowledged {named or 'its rules'}",
            "missing": f"no {_NAMES[self.kind]} is on record for {self.unit}",
            "not_briefed": f"{self.unit} was never briefed on {named}",
            "unread": f"{self.unit} was briefed on {named} and has not acknowledged it",
            "other_release": f"{self.unit} goes by release {self.read}, not by {named}",
            "unknown": f"whether {self.unit} acknowledged {named or 'its rules'} is not known",
        }[self.state]


_NAMES: dict[RulesKind, str] = {
    "roe": "document of rules of engagement",
    "duf": "directive on the use of force",
}


def rules_reading(view: View, unit: UnitNode) -> RulesReading:
    """Return how a unit stands to the rules that hold for it on the day."""
    kind: RulesKind = "duf" if "police" in unit.type.lower() else "roe"
    document = _in_force(view, kind)
    briefings = view.into(unit, "briefs", BriefingNode)
    own = [one for one in briefings.nodes if one.rules == kind]
    if document is None:
        signed = any(one.acknowledged is not None for one in own)
        return RulesReading(unit=unit.id, kind=kind, state="acknowledged" if signed else "missing")
    current = [one for one in own if _of(one, document)]
    others = sorted(
        (one for one in own if one.acknowledged is not None and not _of(one, document)),
        key=lambda one: (str(one.acknowledged), one.id),
    )
    doubtful = not briefings.complete or any(
        is_unknown(one, name) for one in own for name in ("acknowledged", "release", "rules")
    )
    state: RulesState
    if is_unknown(document, "release") or is_unknown(unit, "type"):
        state = "unknown"
    elif any(one.acknowledged is not None for one in current):
        state = "acknowledged"
    elif doubtful:
        state = "unknown"
    elif current:
        state = "unread"
    elif others:
        state = "other_release"
    else:
        state = "not_briefed"
    return RulesReading(
        unit=unit.id,
        kind=kind,
        state=state,
        document=document.id,
        release=document.release,
        read=(others[-1].release or "that is not named") if others else "",
    )


def _in_force(view: View, kind: RulesKind) -> DocumentNode | None:
    found = [
        one for one in view.of(DocumentNode) if one.kind == kind and view.in_force(one) is not False
    ]
    return max(found, key=lambda one: (str(one.issued or ""), one.id), default=None)


def _of(briefing: BriefingNode, document: DocumentNode) -> bool:
    """Tell whether a briefing was on the release in force; where none is named, any is."""
    return document.release is None or briefing.release == document.release
