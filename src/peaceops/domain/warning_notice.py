"""The notice of a warning: who endangers whom, where, when, on what basis, and how sure.

A warning exists only when a person issues it (design § 6.7). What it must say it says, or it says
that somebody looked and does not know; nothing is left blank. Updates follow the first notice.

Source: R-05 ("real early warning of specific threats", P2); doctrine B5 (judgement language), B6.
"""

from datetime import datetime
from typing import ClassVar, Literal

from peaceops.domain.error import PeaceopsError
from peaceops.domain.likelihood import Likelihood, likelihood_words
from peaceops.domain.marking import Level, Marking
from peaceops.domain.strategy.node import Node, Time, is_unknown
from peaceops.domain.strategy.threat import Confidence, HarmType, ThreatLevel

NoticeKind = Literal["alert", "update", "cancel"]
"""The first of a thread, one that adds to it, and one that takes it back."""

MUST_SAY: tuple[tuple[str, str], ...] = (
    ("actor", "who endangers them"),
    ("against", "against whom"),
    ("harm_types", "what harm"),
    ("area", "where"),
    ("window_from", "from when"),
    ("window_to", "until when"),
    ("likelihood", "how likely"),
    ("confidence", "how sure"),
    ("basis", "on what basis"),
)
"""What a notice answers: field and question."""


class NoticeNode(Node, frozen=True, kw_only=True):
    """One notice. Nobody sends it but the person who issues it.

    Attributes:
        warning: id of the warning it belongs to.
        kind: alert, update or cancel.
        number: in its thread, from 1.
        follows: id of the notice before it in the thread.
        issued: when.
        issued_by: post.
        actor: who, as recorded or judged by a person and signed; never a machine's prediction.
        against: whom, in words.
        harm_types: what.
        people: how many are in danger.
        area: where; `place` as people name it.
        window_from, window_to: between which times.
        level: of the threat, as a person set it.
        imminent: harm is feared within hours.
        likelihood: in words with ranges.
        confidence: in that judgement; `confidence_reasons` why no higher and no lower.
        basis: ids of the items, assessments and alerts it rests on.
        threats: ids of those it warns of.
        changed: what is new against the notice before.
        asked: what is asked of those who receive it, and by when; never of humanitarian actors.
        text: anything else.
        released, released_by: when and by which post its content was released to leave the
            registers by e-mail or as an alert file; only what is unclassified is.
        place_released: whoever released it let the place stand as it is named; None where nobody
            was asked.
    """

    noun: ClassVar[str] = "notice"
    happened: ClassVar[tuple[str, ...]] = ("issued",)
    begins: ClassVar[tuple[str, ...]] = ("issued",)
    default_marking: ClassVar[Marking] = Marking(Level.CONFIDENTIAL)

    warning: str = ""
    kind: NoticeKind = "alert"
    number: int = 1
    follows: str | None = None
    issued: Time | None = None
    issued_by: str = ""
    actor: str | None = None
    against: str = ""
    harm_types: frozenset[HarmType] = frozenset()
    people: int | None = None
    area: str | None = None
    place: str = ""
    window_from: Time | None = None
    window_to: Time | None = None
    level: ThreatLevel | None = None
    imminent: bool | None = None
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None
    confidence_reasons: str = ""
    basis: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    changed: str = ""
    asked: str = ""
    text: str = ""
    released: Time | None = None
    released_by: str = ""
    place_released: bool | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        ends = (self.window_from, self.window_to)
        if ends[0] is not None and ends[1] is not None and ends[1] < ends[0]:
            raise ValueError("window_to lies before window_from")
        if (self.number == 1) != (self.kind == "alert") or (self.number == 1) == bool(self.follows):
            raise ValueError("the first notice of a thread is an alert; every other follows one")


def notice_gaps(notice: NoticeNode) -> tuple[str, ...]:
    """Say which questions a notice leaves open; nothing for one that may be issued.

    A field that somebody looked at and does not know (`unknown`) is an answer. A basis is always
    there: a warning without one is a rumour. Whoever takes a warning back need only say why.
    """
    if notice.kind == "cancel":
        return () if notice.changed or notice.text else ("it does not say why it is taken back",)
    gaps = [
        f"it does not say {question}"
        for field, question in MUST_SAY
        if not getattr(notice, field) and (field == "basis" or not is_unknown(notice, field))
    ]
    if notice.confidence is not None and not notice.confidence_reasons:
        gaps.append("it does not say why so sure, and no surer")
    if notice.kind == "update" and not notice.changed:
        gaps.append("it does not say what is new")
    return tuple(gaps)


def notice_lines(notice: NoticeNode, *, outward: bool = False) -> tuple[str, ...]:
    """Return a notice as people read it, a line for each question; not known is said.

    Args:
        notice: which.
        outward: it is what a release left of one; what it does not say is passed over, for it may
            be known and kept back.
    """

    def or_open(said: str, field: str) -> str:
        return said or ("" if outward else _open(notice, field))

    ends = (("window_from", notice.window_from), ("window_to", notice.window_to))
    window = " to ".join(or_open(_time(time), field) or "…" for field, time in ends)
    likely = likelihood_words(notice.likelihood) if notice.likelihood else ""
    sure = f"{notice.confidence}: {notice.confidence_reasons}" if notice.confidence else ""
    where = or_open(notice.area or "", "area")
    place = f"({notice.place})" if notice.place else ""
    harm = ", ".join(sorted(notice.harm_types)).replace("_", " ")
    lines = (
        ("Who", or_open(notice.actor or "", "actor")),
        ("Against whom", or_open(notice.against, "against")),
        ("What", or_open(harm, "harm_types")),
        ("Where", " ".join(part for part in (where, place) if part)),
        ("When", "" if window == "… to …" else window),
        ("How likely", or_open(likely, "likelihood")),
        ("How sure", or_open(sure, "confidence")),
        ("Basis", or_open(", ".join(notice.basis), "basis")),
        ("New", notice.changed),
        ("Asked", notice.asked),
        ("", notice.text),
    )
    return tuple(f"{name}: {said}" if name else said for name, said in lines if said)


def place_after(before: NoticeNode) -> tuple[int, str]:
    """Return number and predecessor of the notice that follows another in its thread.

    Raises:
        PeaceopsError: the warning was taken back.
    """
    if before.kind == "cancel":
        raise PeaceopsError(
            "the warning was taken back", where=before.warning, remedy="issue a new warning"
        )
    return before.number + 1, before.id


def _time(time: datetime | None) -> str:
    return "" if time is None else f"{time:%Y-%m-%d %H:%M} UTC"


def _open(notice: NoticeNode, field: str) -> str:
    return "not known" if is_unknown(notice, field) else "not recorded"
