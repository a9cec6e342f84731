"""Words that commands about warnings share: channels, and where a case stands."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from peaceops.domain.record import Record

Channel = Literal[
    "hotline", "liaison_assistant", "telephone", "radio", "message", "e_mail", "meeting", "visit",
    "patrol", "register", "other",
]  # fmt: skip


def state_of(record: "Record") -> str:
    """Return the state of a warning or an alert, with what the last step skipped."""
    life = getattr(record.payload, "life", ())
    if not life:
        return f"version {record.version}"
    skipped = ", ".join(life[-1].skipped).replace("_", " ")
    return str(life[-1].state).replace("_", " ") + (f" (skipped: {skipped})" if skipped else "")
