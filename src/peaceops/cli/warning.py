"""Commands about alerts and warnings: log, issue, decide, respond, answer the community, score."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from peaceops.cli.as_json import say_json
from peaceops.cli.at_work import at_work
from peaceops.cli.console import say
from peaceops.cli.given import given_time, given_toml

if TYPE_CHECKING:
    from peaceops.domain.record import Record
    from peaceops.services.register.warning_issue import Issued

app = App(
    name="warning",
    help="Alerts and warnings: a person issues, others acknowledge, decide, respond, answer the "
    "community. Who you are is said as for `peaceops record`.",
)

Channel = Literal[
    "hotline", "liaison_assistant", "telephone", "radio", "message", "e_mail", "meeting", "visit",
    "patrol", "register", "other",
]  # fmt: skip
State = Literal[
    "acknowledged", "verifying", "verified", "unverified", "false", "responding", "on_site",
    "closed",
]  # fmt: skip
Kind = Literal["respond", "monitor", "refer", "no_response"]
Reason = Literal[
    "not_in_area", "no_asset", "no_mobility", "weather_or_terrain", "no_authority",
    "awaiting_capital", "caveat", "security_of_force", "host_denied_access", "host_responding",
    "assessed_false", "other_priority", "no_owner", "unknown_reason",
]  # fmt: skip
Level = Literal["none", "low", "moderate", "high", "extreme"]
Json = Annotated[bool, Parameter(name="--json", negative="")]


@app.command
def alert(
    folder: Path,
    alert: str,
    text: str,
    *,
    channel: Channel = "other",
    network: str = "",
    area: str | None = None,
    place: str = "",
    expected: str | None = None,
    imminent: bool | None = None,
    received: str | None = None,
    item: str | None = None,
    caller_file: Path | None = None,
) -> None:
    """Log an alert; who called stands apart from it, or nowhere.

    Args:
        folder: the mission's.
        alert: id of the new alert.
        text: what was said, without anything that tells who said it.
        channel: how it came.
        network: the community network it came through.
        area: where.
        place: as it was named.
        expected: when harm is feared, or happened: YYYY-MM-DDTHH:MM in UTC.
        imminent: harm is feared within hours; leave it out where that is not known.
        received: when it came, in UTC; now by default.
        item: id of the item it was logged as.
        caller_file: file with name, contact, safe_contact, protection_note (TOML), recorded apart
            and sealed; best on a stick, and wiped afterwards.
    """
    from peaceops.domain.alert import AlertNode
    from peaceops.services.register.alert import log_alert
    from peaceops.services.register.standing import made

    node = made(
        AlertNode,
        id=alert,
        text=text,
        channel=channel,
        network=network,
        area=area,
        place=place,
        expected=given_time(expected, "--expected"),
        imminent=imminent,
        received=given_time(received, "--received"),
        item=item,
    )
    written = log_alert(at_work(folder), node, _caller(caller_file))
    say(f"{written.id}: {_state(written)}")


@app.command
def issue(
    folder: Path,
    notice: Path,
    *,
    warning: str = "",
    alert: tuple[str, ...] = (),
    owner: str | None = None,
) -> None:
    """Issue a warning: who, where, when, against whom, on what basis, how sure.

    Args:
        folder: the mission's.
        notice: file with the notice (TOML).
        warning: id of the new warning.
        alert: ids of the alerts it rests on; may be given several times.
        owner: the accountable post.
    """
    from peaceops.domain.warning_notice import NoticeNode
    from peaceops.services.register.standing import made
    from peaceops.services.register.warning_issue import issue_warning

    said = made(NoticeNode, **given_toml(notice))
    done = issue_warning(at_work(folder), said, warning=warning, alerts=alert, owner=owner)
    _issued(done)


@app.command
def update(
    folder: Path,
    warning: str,
    changed: str,
    *,
    file: Path | None = None,
    cancel: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Add a notice to a warning's thread, or take the warning back.

    Args:
        folder: the mission's.
        warning: id.
        changed: what is new, or why it is taken back.
        file: fields of the notice that differ from the one before (TOML).
        cancel: the warning is taken back.
    """
    from peaceops.services.register.warning_issue import update_warning

    fields = given_toml(file) if file else {}
    done = update_warning(at_work(folder), warning, cancel=cancel, changed=changed, **fields)
    _issued(done)


@app.command
def inbox(
    folder: Path, *, waiting: Annotated[bool, Parameter(negative="")] = False, json: Json = False
) -> None:
    """Show the notices that were sent to you, newest first.

    Args:
        folder: the mission's.
        waiting: only those that you have not acknowledged.
        json: print JSON.
    """
    from peaceops.domain.warning_notice import notice_lines
    from peaceops.services.register.inbox import inbox as waiting_for

    found = waiting_for(at_work(folder), waiting_only=waiting)
    if json:
        say_json(notices=found)
        return
    for one in found:
        mark = "acknowledged" if one.acknowledged else "waits for you"
        say(f"{one.notice.id} ({one.notice.title or one.notice.warning}): {mark}")
        for line in notice_lines(one.notice):
            say(f"  {line}")
    if not found:
        say("no notice waits for you")


@app.command
def acknowledge(folder: Path, notice: str, *, channel: Channel = "register") -> None:
    """Say that you have read a notice.

    Args:
        folder: the mission's.
        notice: id.
        channel: how you say so.
    """
    from peaceops.services.register.inbox import acknowledge as read

    read(at_work(folder), notice, channel=channel)
    say(f"{notice}: acknowledged")


@app.command
def subscribe(
    folder: Path,
    *,
    area: tuple[str, ...] = (),
    harm: tuple[str, ...] = (),
    least_level: Level = "none",
    e_mail: str = "",
) -> None:
    """Ask for notices; area, kind of harm and level all have to fit. It replaces what you asked.

    Args:
        folder: the mission's.
        area: ids; may be given several times; all by default.
        harm: kinds of harm; may be given several times; all by default.
        least_level: of the threat.
        e_mail: address to which an e-mail goes that says only that a notice waits.
    """
    from peaceops.domain.delivery import SubscriptionNode
    from peaceops.services.register.inbox import subscribe as ask
    from peaceops.services.register.standing import made

    asked = made(SubscriptionNode, id="x", account="x", harm_types=harm)
    ask(
        at_work(folder), areas=frozenset(area), harm_types=asked.harm_types,
        least_level=least_level, e_mail=e_mail,
    )  # fmt: skip
    say("asked for")


@app.command
def step(
    folder: Path,
    case: str,
    state: State,
    *,
    at: str | None = None,
    channel: Channel = "register",
    note: str = "",
) -> None:
    """Take a warning or an alert one step further; what it skips is written into the step.

    Args:
        folder: the mission's.
        case: id of the warning or alert.
        state: to which.
        at: when it happened, YYYY-MM-DDTHH:MM in UTC; now by default.
        channel: how.
        note: in words.
    """
    from peaceops.services.register.warning import step_case

    session = at_work(folder)
    written = step_case(session, case, state, at=given_time(at, "--at"), channel=channel, note=note)
    say(f"{written.id}: {_state(written)}")


@app.command
def decide(
    folder: Path,
    case: str,
    kind: Kind,
    reasons: str,
    *,
    code: Reason | None = None,
    alternative: tuple[str, ...] = (),
    owner: str | None = None,
    decision: str = "",
) -> None:
    """Decide on a warning or an alert, with reasons; not to respond takes a code as well.

    Args:
        folder: the mission's.
        case: id of the warning or alert.
        kind: what is decided.
        reasons: why.
        code: why nobody responds.
        alternative: what else was weighed; may be given several times.
        owner: the post that sees it through; yours by default.
        decision: id of the decision.
    """
    from peaceops.services.register.warning import decide as take

    taken, after = take(
        at_work(folder), case, kind=kind, reasons=reasons, no_response_code=code,
        alternatives=alternative, owner=owner, decision=decision,
    )  # fmt: skip
    say(f"{taken.id}: {kind.replace('_', ' ')}; {after.id}: {_state(after)}")


@app.command
def respond(
    folder: Path,
    to: str,
    response: str,
    responder: Literal["mission", "host"],
    *,
    departed: str | None = None,
    on_site: str | None = None,
    reason: Reason | None = None,
    outcome: str = "",
) -> None:
    """Record what the mission or the host did, each in a record of its own.

    Args:
        folder: the mission's.
        to: id of the warning, alert or threat that it answers.
        response: id of the response.
        responder: whose it is.
        departed: when it set out, YYYY-MM-DDTHH:MM in UTC.
        on_site: when it was there.
        reason: why it did not go, or went late.
        outcome: in words.
    """
    from peaceops.domain.strategy.warning import ResponseNode
    from peaceops.services.register.standing import made
    from peaceops.services.register.warning import record_response

    node = made(
        ResponseNode,
        id=response,
        responder=responder,
        departed=given_time(departed, "--departed"),
        on_site=given_time(on_site, "--on-site"),
        reason=reason,
        outcome=outcome,
    )
    written = record_response(at_work(folder), to, node)
    say(f"{written.id}: response of the {responder} to {to}, version {written.version}")


@app.command
def outcome(
    folder: Path,
    case: str,
    harm: Literal["came", "did_not_come", "not_known"],
    note: str,
    *,
    effect: tuple[str, ...] = (),
) -> None:
    """Judge afterwards whether the harm came, and what each response did to it.

    Args:
        folder: the mission's.
        case: id of the warning or alert.
        harm: came as warned of, or would have but for a response; or not; or nobody knows.
        note: on what that rests.
        effect: such as R1=averted (reduced, none, made_worse); may be given several times.
    """
    from peaceops.services.register.warning import judge_outcome

    came = {"came": True, "did_not_come": False, "not_known": None}[harm]
    written = judge_outcome(
        at_work(folder), case, harm_came=came, note=note, effects=_effects(effect)
    )
    say(f"{written.id}: {_state(written)}")


@app.command(name="feed-back")
def feed_back(
    folder: Path,
    case: str,
    note: str,
    *,
    channel: Channel = "meeting",
    withhold: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Answer the community, where many hear it; nothing is sent to whoever called.

    Args:
        folder: the mission's.
        case: id of the warning or alert.
        note: what was said, or why nothing is.
        channel: how many were told.
        withhold: nothing is said, for the community's safety.
    """
    from peaceops.services.register.warning import feed_back as answer

    written = answer(at_work(folder), case, channel=channel, note=note, withheld=withhold)
    say(f"{written.id}: {'answer withheld' if withhold else _state(written)}")


def _issued(done: "Issued") -> None:
    say(f"{done.warning.id}: {_state(done.warning)}; notice {done.notice.id}")
    say(f"reaches {done.recipients} people, {done.able} of whom may be asked to act")
    if not done.able:
        say("nobody who could act is reached: telephone")


def _state(record: "Record") -> str:
    life = getattr(record.payload, "life", ())
    if not life:
        return f"version {record.version}"
    skipped = ", ".join(life[-1].skipped).replace("_", " ")
    return str(life[-1].state).replace("_", " ") + (f" (skipped: {skipped})" if skipped else "")


def _caller(file: Path | None) -> Any:
    import msgspec

    from peaceops.domain.error import PeaceopsError
    from peaceops.services.register.alert import Caller

    if file is None:
        return None
    try:
        return msgspec.convert(given_toml(file), Caller)
    except msgspec.ValidationError:  # its words would be the caller's
        raise PeaceopsError("no caller in it", where=str(file)) from None


def _effects(given: tuple[str, ...]) -> dict[str, Any]:
    from peaceops.domain.error import PeaceopsError

    found = {}
    for one in given:
        name, equals, effect = one.partition("=")
        if not equals or effect not in {"averted", "reduced", "none", "made_worse"}:
            raise PeaceopsError(
                f"{one!r} is no effect", where="--effect", remedy="such as R1=averted"
            )
        found[name] = effect
    return found
