"""Commands about the threat register: list, show, raise, judge, move, dissent."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from peaceops.cli.as_json import say_json
from peaceops.cli.at_work import at_work
from peaceops.cli.console import say

if TYPE_CHECKING:
    from peaceops.services.register.threat_page import ThreatPage

app = App(
    name="threat",
    help="The threat register: machines propose, people judge. Who you are is said as for "
    "`peaceops record`.",
)

Level = Literal["none", "low", "moderate", "high", "extreme"]
Trend = Literal["falling", "steady", "rising"]
Confidence = Literal["low", "moderate", "high"]
Status = Literal["suspected", "assessed", "active", "diminishing", "closed", "rejected"]
Json = Annotated[bool, Parameter(name="--json", negative="")]


@app.command(name="list")
def list_(
    folder: Path,
    *,
    ended: Annotated[bool, Parameter(negative="")] = False,
    overdue: Annotated[bool, Parameter(negative="")] = False,
    owed: Annotated[bool, Parameter(negative="")] = False,
    json: Json = False,
) -> None:
    """List the threats, those that may be gravest first.

    Args:
        folder: the mission's.
        ended: closed and rejected ones too.
        overdue: only those whose review is past due, or has no day.
        owed: instead, the threats on which a decision on intervening is owed or can not be told.
        json: print JSON.
    """
    from peaceops.services.register import threat_page

    session = at_work(folder)
    if owed:
        triggers = threat_page.owed_decisions(session)
        if json:
            owing = [{"trigger": one, "owed": one.owed, "missing": one.missing} for one in triggers]
            say_json(owed=owing)
            return
        for one in triggers:
            owes = "a decision is owed" if one.owed else f"not known: {', '.join(one.missing)}"
            say(f"{one.threat}  by {one.due:%Y-%m-%d %H:%M} UTC: {owes}")
        return
    pages = (
        threat_page.overdue_threats(session)
        if overdue
        else threat_page.threat_register(session, ended=ended)
    )
    if json:
        say_json(threats=pages)
        return
    for page in pages:
        say(_line(page))


@app.command
def show(folder: Path, threat: str, *, json: Json = False) -> None:
    """Show a threat with all that is on record around it.

    Args:
        folder: the mission's.
        threat: id.
        json: print JSON.
    """
    from peaceops.services.register.threat_page import threat_page

    page = threat_page(at_work(folder), threat)
    if json:
        say_json(threat=page)
        return
    say(_line(page))
    say(f"  version {page.record.version}, judged by {page.threat.assessed_by or 'nobody'}")
    say(f"  by the factors: {page.by_factors.low} to {page.by_factors.high}")
    for state in page.threat.history:
        say(f"  {state.date}  {state.level or 'level open'}, by {state.by}: {state.reason}")
    for proposal in page.proposals:
        say(f"  proposed by {proposal.data}, {proposal.status} by {proposal.decided_by}")
    say(f"  responsible host authority: {', '.join(page.authorities) or 'none named'}")
    for name, responses in (("host", page.host_responses), ("mission", page.mission_responses)):
        said = ", ".join(one.id for one in responses)
        say(f"  response of the {name}: {said or 'not recorded'}")
    for dissent in page.dissents:
        level = f" ({dissent.level})" if dissent.level else ""
        say(f"  dissent by {dissent.by}{level}: {dissent.text}")
    for one in page.evidence:
        say(f"  {one.direction}, by {one.by}: {one.text or ', '.join(one.items)}")


@app.command(name="raise")
def raise_(
    folder: Path,
    threat: str,
    title: str,
    *,
    actor: str | None = None,
    area: str | None = None,
    level: Level | None = None,
    harm: tuple[str, ...] = (),
    people: int | None = None,
    source: tuple[str, ...] = (),
    owner: str | None = None,
    review_by: str | None = None,
) -> None:
    """Record a threat that nobody recorded yet.

    Args:
        folder: the mission's.
        threat: id of the new threat.
        title: in words.
        actor: who poses it, as recorded; leave out what is not known.
        area: where.
        level: that you set; leave it out to leave it open.
        harm: kinds of harm; may be given several times.
        people: persons exposed.
        source: ids of what it rests on; may be given several times.
        owner: the accountable post.
        review_by: day of the next review, YYYY-MM-DD.
    """
    from peaceops.domain.strategy.threat import ThreatNode
    from peaceops.services.register.standing import made
    from peaceops.services.register.threat import raise_threat

    open_fields = {"actor": actor, "area": area, "level": level}
    node = made(
        ThreatNode,
        id=threat,
        title=title,
        **open_fields,
        unknown=frozenset(name for name, value in open_fields.items() if value is None),
        harm_types=harm,
        people_exposed=people,
        sources=source,
        owner=owner,
        review_by=_day(review_by, "--review-by"),
    )
    written = raise_threat(at_work(folder), node)
    say(f"{written.id}: {_status(written)}, version {written.version}")


@app.command
def judge(
    folder: Path,
    threat: str,
    *,
    base_version: int,
    reason: str,
    level: Level | None = None,
    trend: Trend | None = None,
    confidence: Confidence | None = None,
    review_by: str | None = None,
    factor: tuple[str, ...] = (),
) -> None:
    """Judge a threat anew; what was judged before stays in its history.

    Args:
        folder: the mission's.
        threat: id.
        base_version: the version you had before you.
        reason: why.
        level: that you set.
        trend: of the level.
        confidence: in the judgement.
        review_by: day of the next review, YYYY-MM-DD.
        factor: such as intent=3, or intent=unknown; may be given several times.
    """
    from peaceops.services.register.threat import judge_threat

    written = judge_threat(
        at_work(folder),
        threat,
        base_version=base_version,
        reason=reason,
        level=level,
        trend=trend,
        confidence=confidence,
        review_by=_day(review_by, "--review-by"),
        factors=_factors(factor),
    )
    say(f"{written.id}: {_status(written)}, version {written.version}")


@app.command
def move(
    folder: Path,
    threat: str,
    status: Status,
    *,
    base_version: int,
    reason: str,
    evidence: tuple[str, ...] = (),
) -> None:
    """Take a threat to another state of its life; to close or reject it takes evidence.

    Args:
        folder: the mission's.
        threat: id.
        status: to which.
        base_version: the version you had before you.
        reason: why.
        evidence: ids of items or documents; may be given several times.
    """
    from peaceops.services.register.threat import move_threat

    written = move_threat(
        at_work(folder), threat, status, base_version=base_version, reason=reason,
        evidence=evidence,
    )  # fmt: skip
    say(f"{written.id}: {_status(written)}, version {written.version}")


@app.command
def accept(
    folder: Path,
    proposal: str,
    *,
    base_version: int = 1,
    reason: str = "",
    level: Level | None = None,
    threat: str | None = None,
) -> None:
    """Make a threat of what a machine put forward.

    Args:
        folder: the mission's.
        proposal: id.
        base_version: the version of it that you had before you.
        reason: why.
        level: that you set; a proposal has none.
        threat: id of the new threat.
    """
    from peaceops.services.register.threat import accept_proposal

    written, _ = accept_proposal(
        at_work(folder), proposal, base_version=base_version, reason=reason, level=level,
        threat=threat,
    )  # fmt: skip
    say(f"{written.id}: {_status(written)}, from {proposal}")


@app.command
def reject(folder: Path, proposal: str, *, base_version: int = 1, reason: str) -> None:
    """Refuse what a machine put forward; it returns only where more is on record.

    Args:
        folder: the mission's.
        proposal: id.
        base_version: the version of it that you had before you.
        reason: why.
    """
    from peaceops.services.register.threat import reject_proposal

    reject_proposal(at_work(folder), proposal, base_version=base_version, reason=reason)
    say(f"{proposal}: rejected")


@app.command
def dissent(folder: Path, threat: str, text: str, *, level: Level | None = None) -> None:
    """Judge a threat otherwise, in your own name, without changing it.

    Args:
        folder: the mission's.
        threat: id.
        text: what you judge otherwise, and why.
        level: that you would give it.
    """
    from peaceops.services.register import threat as register

    written = register.dissent(at_work(folder), threat, text, level=level)
    say(f"{written.id}: dissent from version {getattr(written.payload, 'about_version', '')}")


@app.command
def evidence(
    folder: Path,
    threat: str,
    text: str = "",
    *,
    item: tuple[str, ...] = (),
    contradicts: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Add what bears on a threat, in your own name, without changing it.

    Args:
        folder: the mission's.
        threat: id.
        text: what you know.
        item: ids of items; may be given several times.
        contradicts: it speaks against the judgement.
    """
    from peaceops.services.register.threat import add_evidence

    written = add_evidence(at_work(folder), threat, text, items=item, contradicts=contradicts)
    say(f"{written.id}: {getattr(written.payload, 'direction', '')} {threat}")


def _line(page: "ThreatPage") -> str:
    level = page.level.low if page.level.low == page.level.high else (
        f"{page.level.low} to {page.level.high}"
    )  # fmt: skip
    due = {True: "review overdue", False: "", None: "no day for a review"}[page.review_overdue]
    parts = (page.threat.status or "no status", page.threat.area or "area not recorded", due)
    return f"{page.threat.name}: {level}; {', '.join(part for part in parts if part)}"


def _status(record: Any) -> str:
    level = record.payload.level or "level open"
    return f"{record.payload.status}, {level}"


def _factors(given: tuple[str, ...]) -> dict[str, int | None]:
    from peaceops.domain.error import PeaceopsError

    found: dict[str, int | None] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not (value == "unknown" or value.isdigit()):
            raise PeaceopsError(
                f"{one!r} is no factor", where="--factor", remedy="intent=3, or intent=unknown"
            )
        found[name] = None if value == "unknown" else int(value)
    return found


def _day(text: str | None, flag: str) -> date | None:
    from peaceops.cli.day import parse_day

    return parse_day(text, flag)
