"""The one error that peaceops raises: what went wrong, where, and what to do about it."""

DONE = 0
FINDINGS = 1
BAD_INPUT = 2
BUSY = 3
REFUSED = 4
OUR_FAULT = 70


class PeaceopsError(Exception):
    """A failure that a person can act on, told in one line.

    Args:
        what: what went wrong, in plain words, without a full stop at the end.
        where: the file, line, field or place it concerns; empty where there is none.
        remedy: what the person can do about it; empty where nothing is known to help.
        exit_code: what a script sees (2 bad input, 3 mission busy, 4 refused by release).
    """

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", exit_code: int = BAD_INPUT
    ) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy
        self.exit_code = exit_code

    @property
    def lines(self) -> tuple[str, ...]:
        """What a person reads: one line, or one for each thing that is wrong."""
        return (str(self),)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.remedy})" if self.remedy else ""
        return f"{place}{self.what}{advice}".replace("\n", " ")
