"""A role for an account: what it holds for, and until when."""

from datetime import datetime

import msgspec

from peaceops.domain.role import Role


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """A role for an account, and where it holds.

    Attributes:
        role: which.
        areas: ids of areas and `unit:` names; None for everywhere.
        teams: names.
        contributor: that it speaks for; only and always of the role contributor.
        valid_to: when it ends by itself; None for when it is revoked.
    """

    role: Role
    areas: frozenset[str] | None = None
    teams: frozenset[str] = frozenset()
    contributor: str = ""
    valid_to: datetime | None = None

    @property
    def line(self) -> str:
        """The role, where it holds and until when, in one line."""
        named = f"{self.role}/{self.contributor}" if self.contributor else str(self.role)
        where = "everywhere" if self.areas is None else ", ".join(sorted(self.areas))
        teams = f"; teams {', '.join(sorted(self.teams))}" if self.teams else ""
        until = f"; until {self.valid_to:%Y-%m-%d %H:%M} UTC" if self.valid_to else ""
        return f"{named} ({where}{teams}{until})"
