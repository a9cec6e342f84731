"""Commands that take a warning or an alert on: steps, decision, responses, outcome, answer."""

from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say
from peaceops.cli.given import given_time
from peaceops.cli.warning_state import Channel, state_of

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


def register(app: App) -> None:
    """Add these commands to those about warnings."""
    app.command(step)
    app.command(decide)
    app.command(respond)
    app.command(outcome)
    app.command(feed_back, name="feed-back")


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
    say(f"{written.id}: {state_of(written)}")


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
    say(f"{taken.id}: {kind.replace('_', ' ')}; {after.id}: {state_of(after)}")


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
    say(f"{written.id}: {state_of(written)}")


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
    say(f"{written.id}: {'answer withheld' if withhold else state_of(written)}")


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
