"""Commands beside warnings: what waits too long, the scorecard, what is sent, what is released."""

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from peaceops.cli.as_json import say_json
from peaceops.cli.at_work import at_work
from peaceops.cli.console import say
from peaceops.cli.given import given_time
from peaceops.cli.warning import app

__all__ = ["app"]

_WAITS = {
    "acknowledge": "an acknowledgement",
    "decide": "a decision",
    "feed_back": "an answer to the community",
    "own": "an owner",
}
Json = Annotated[bool, Parameter(name="--json", negative="")]


@app.command
def watch(folder: Path, *, profile: str | None = None, json: Json = False) -> int:
    """Say what waits too long, and who is asked next; exit with 1 where something does.

    Args:
        folder: the mission's.
        profile: thresholds, as for `check`.
        json: print JSON.
    """
    from peaceops.domain.error import DONE, FINDINGS
    from peaceops.services.register.watch import mission_hours
    from peaceops.services.register.watch import watch as look

    late = look(at_work(folder), mission_hours(profile))
    if json:
        say_json(overdue=late)
    for one in () if json else late:
        asked = ", ".join(one.ask_next) or "nobody on record"
        say(
            f"{one.id}: waits for {_WAITS[one.wait]} since {one.due:%Y-%m-%d %H:%M} UTC "
            f"({one.late_hours:.1f} hours), owner {one.owner or 'nobody'}; ask next: {asked}"
        )
    return FINDINGS if late else DONE


@app.command
def scorecard(
    folder: Path,
    *,
    since: str | None = None,
    until: str | None = None,
    incident: tuple[str, ...] = (),
    json: Json = False,
) -> None:
    """Show how warnings were answered, each share with what it is out of.

    Args:
        folder: the mission's.
        since: of receipt, YYYY-MM-DDTHH:MM in UTC.
        until: the same, at the latest.
        incident: known harm as ID@AREA@YYYY-MM-DDTHH:MM, for recall; may be given several times.
        json: print JSON.
    """
    from peaceops.evaluate.warning_scorecard import scorecard_lines
    from peaceops.services.register.watch import scorecard as score

    known = [_incident(one) for one in incident] if incident else None
    card = score(
        at_work(folder), since=given_time(since, "--since"), until=given_time(until, "--until"),
        incidents=known,
    )  # fmt: skip
    if json:
        say_json(scorecard=card)
        return
    for line in scorecard_lines(card):
        say(line)


@app.command
def send(folder: Path) -> None:
    """Send the e-mails that wait; they say that a notice waits, and nothing of it.

    Args:
        folder: the mission's.
    """
    from peaceops.services.register.outbox import send_waiting

    done = send_waiting(at_work(folder))
    for state in ("sent", "failed", "not_configured"):
        if done.get(state):
            say(f"{done[state]} {state.replace('_', ' ')}")
    if done.get("not_configured"):
        say("no way to send e-mail is set up: PEACEOPS_MAIL=smtp://HOST:PORT; nothing was sent")
    if not done:
        say("nothing waits to be sent")


@app.command
def release(folder: Path, notice: str) -> None:
    """Release the content of an unclassified notice to leave by e-mail or as an alert file.

    Args:
        folder: the mission's.
        notice: id.
    """
    from peaceops.services.register.notice_release import release_content

    release_content(at_work(folder), notice)
    say(f"{notice}: released")


@app.command(name="alert-file")
def alert_file(
    folder: Path,
    notice: str,
    out: Path,
    *,
    sender: str,
    exercise: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Write a released notice as a file of the Common Alerting Protocol, version 1.2.

    Args:
        folder: the mission's.
        notice: id.
        out: file to be written.
        sender: who sends, such as joc@example.org.
        exercise: it is one.
    """
    from peaceops.services.folder import write_whole, writing
    from peaceops.services.register.notice_release import alert_file as made_of

    content = made_of(at_work(folder), notice, sender=sender, exercise=exercise)
    with writing(out):
        write_whole(out, content)
    say(f"{out}: {notice}")


@app.command
def host(
    folder: Path,
    notice: str,
    authority: str,
    *,
    ask: Annotated[bool, Parameter(negative="")] = False,
    reason: str = "",
) -> None:
    """Show what bears on telling a host authority; with --ask, release to it, or ask for a second.

    Args:
        folder: the mission's.
        notice: id.
        authority: id of the host authority.
        ask: release it; where the default is off, a second person must confirm.
        reason: why.
    """
    from peaceops.services.register.notice_release import ask_host_release, host_screen

    session = at_work(folder)
    case = host_screen(session, notice, authority)
    for posture in case.postures:
        say(f"{authority}: will {_scale(posture.will)}, capacity {_scale(posture.capacity)}, "
            f"{posture.role or 'role not recorded'}")  # fmt: skip
    if not case.postures:
        say(f"{authority}: posture not recorded")
    for link in case.links:
        say(f"tie to who poses the threat: {link.reason}")
    say("default: " + ("on" if case.on_by_default else f"off ({'; '.join(case.against)})"))
    if ask:
        record = ask_host_release(session, notice, authority, reason=reason)
        released = getattr(record.payload, "released", None)
        then = "released" if released else "asked; a second person must confirm it"
        say(f"{record.id}: {then}")


@app.command(name="host-confirm")
def host_confirm(folder: Path, release: str) -> None:
    """Confirm, as a second person, a release to a host authority that the default was against.

    Args:
        folder: the mission's.
        release: id of the release.
    """
    from peaceops.services.register.notice_release import confirm_host_release

    record = confirm_host_release(at_work(folder), release)
    say(f"{record.id}: released to {getattr(record.payload, 'authority', '')}")


@app.command(name="host-paper")
def host_paper(folder: Path, release: str) -> None:
    """Print the paper that a person hands over, once a release to a host authority stands.

    Args:
        folder: the mission's.
        release: id of the release.
    """
    from peaceops.services.register.notice_release import host_paper as paper

    say(paper(at_work(folder), release).rstrip("\n"))


def _scale(value: int | None) -> str:
    return "not known" if value is None else f"{value} of 4"


def _incident(text: str) -> Any:
    from peaceops.domain.error import PeaceopsError
    from peaceops.domain.response_scorecard import Incident

    name, _, rest = text.partition("@")
    area, _, time = rest.partition("@")
    at = given_time(time or None, "--incident")
    if not name or at is None:
        raise PeaceopsError(
            f"{text!r} is no incident", where="--incident", remedy="ID@AREA@2031-05-02T14:30"
        )
    return Incident(id=name, area=area or None, at=at)
