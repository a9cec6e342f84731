"""The life of an alert, and of the warning it leads to: which state may follow which.

The line runs from `received` to `closed` (doctrine B7). Whoever must act first may skip what is not
done yet; what was skipped is written into the step that skipped it. Verification, decision, a
further notice and the answer to the community may come late or again; the rest only moves on.
What is closed stays closed: news opens another case, in the same thread.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal, get_args

import msgspec

from peaceops.domain.error import PeaceopsError

State = Literal[
    "received", "acknowledged", "verifying", "verified", "unverified", "false", "disseminated",
    "decision", "responding", "on_site", "outcome", "feedback_to_community", "closed",
]  # fmt: skip
Channel = Literal[
    "hotline", "liaison_assistant", "telephone", "radio", "message", "e_mail", "meeting", "visit",
    "patrol", "register", "other",
]  # fmt: skip
STATES: tuple[State, ...] = get_args(State)
CHANNELS: tuple[Channel, ...] = get_args(Channel)

VERDICTS: frozenset[State] = frozenset({"verified", "unverified", "false"})
LINE: tuple[tuple[State, ...], ...] = (
    ("received",),
    ("acknowledged",),
    ("verifying",),
    ("verified", "unverified", "false"),
    ("disseminated",),
    ("decision",),
    ("responding",),
    ("on_site",),
    ("outcome",),
    ("feedback_to_community",),
    ("closed",),
)
"""The places of the line; where one has several states, one of them is enough."""

LATE: frozenset[State] = frozenset(
    {
        "acknowledged", "verifying", "verified", "unverified", "false", "disseminated", "decision",
        "feedback_to_community",
    }
)  # fmt: skip
"""What may come after what stands further down the line."""

_PLACE: Mapping[State, int] = {state: at for at, states in enumerate(LINE) for state in states}


def _following(state: State) -> frozenset[State]:
    if state == "closed":
        return frozenset()
    return frozenset(other for other in STATES if _PLACE[other] > _PLACE[state]) | LATE


FOLLOWS: Mapping[State, frozenset[State]] = {state: _following(state) for state in STATES}
"""States that may follow each."""

ONCE: frozenset[State] = frozenset({"received", "acknowledged", "closed"})
"""States that a life goes through once; several recipients each acknowledge in their own record."""


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a life.

    Attributes:
        state: that it leads to.
        at: when it happened, in UTC; not when it was written down.
        by: post.
        channel: how it came or went.
        about: id of the decision, response or notice that it tells of.
        note: in words.
        skipped: what was not done before it; `verified` stands for any verdict.
    """

    state: State
    at: datetime
    by: str
    channel: Channel = "register"
    about: str = ""
    note: str = ""
    skipped: tuple[State, ...] = ()

    def __post_init__(self) -> None:
        if self.at.tzinfo is None or self.at.utcoffset() != UTC.utcoffset(None):
            raise ValueError("at: times are in UTC, such as 2031-05-01T08:00:00Z")


Life = tuple[Step, ...]
"""Steps in the order in which they were recorded."""


def begun(at: datetime, by: str, channel: Channel = "register", about: str = "") -> Life:
    """Return the life of what was just received."""
    return (Step(state="received", at=at, by=by, channel=channel, about=about),)


def state_of(life: Life) -> State:
    """Return the state that a life has come to.

    Raises:
        ValueError: it has not begun.
    """
    if not life:
        raise ValueError("a life begins with its receipt")
    return life[-1].state


def is_closed(life: Life) -> bool:
    """Tell whether a life has come to its end."""
    return bool(life) and life[-1].state == "closed"


def time_of(life: Life, *states: State) -> datetime | None:
    """Return the earliest time at which a life was in one of some states; None for never."""
    return min((step.at for step in life if step.state in states), default=None)


def skipped_by(life: Life, state: State) -> tuple[State, ...]:
    """Return what a step to a state would skip: places of the line that no step has been in.

    What an earlier step skipped is not said again.
    """
    been = {_PLACE[step.state] for step in life}
    said = {_PLACE[skipped] for step in life for skipped in step.skipped}
    return tuple(
        LINE[place][0] for place in range(_PLACE[state]) if place not in been and place not in said
    )


def step_faults(life: Life, step: Step) -> tuple[str, ...]:
    """Say what keeps a step from being taken; nothing where it may be."""
    if not life:
        return () if step.state == "received" else ("a life begins with its receipt",)
    faults: tuple[str, ...] = ()
    now = state_of(life)
    if step.state not in FOLLOWS[now]:
        faults = (f"{_words(step.state)} does not follow {_words(now)}",)
    elif step.state in ONCE and any(known.state == step.state for known in life):
        faults = (f"it was {_words(step.state)} before",)
    if step.at < life[0].at:
        faults += (f"{step.at:%Y-%m-%d %H:%M} lies before it was received",)
    return faults


def taken(life: Life, step: Step) -> Life:
    """Return a life with one step more, which says what it skipped.

    Raises:
        PeaceopsError: such a step does not follow.
    """
    faults = step_faults(life, step)
    if faults:
        raise PeaceopsError("; ".join(faults))
    return (*life, msgspec.structs.replace(step, skipped=skipped_by(life, step.state)))


def _words(state: State) -> str:
    return state.replace("_", " ")
