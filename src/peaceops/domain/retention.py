"""How long each kind of record is kept, and when somebody looks at it again.

Days are conventions of this software, within bounds that a mission's own figures can not leave:
nothing about a person is kept just in case, and nothing that decisions rest on goes too soon.

Source: doctrine R-08 ("with retention limits"), B15 (handling, destruction, declassification after
about 20 years); ST/SGB/2007/6.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

import msgspec

from peaceops.domain.error import PeaceopsError

YEAR = 365


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """How long a kind is kept.

    Attributes:
        kinds: nouns.
        review_days: after its last version, somebody looks whether it still holds.
        keep_days: after its last version and the last day of what it tells, it is due for
            destruction.
        least, most: bounds of `keep_days` that a mission's own figure stays within.
        reason: why so long and no longer.
    """

    kinds: frozenset[str]
    review_days: int
    keep_days: int
    least: int
    most: int
    reason: str


class KeepingSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mission's own figures for a kind, in days; None leaves those of the table."""

    review_days: int | None = None
    keep_days: int | None = None


def _row(kinds: str, review: int, keep: int, bounds: tuple[int, int], reason: str) -> Keeping:
    least, most = bounds
    return Keeping(
        kinds=frozenset(kinds.split()),
        review_days=review,
        keep_days=keep,
        least=least,
        most=most,
        reason=reason,
    )


TABLE: tuple[Keeping, ...] = (
    _row(
        "source_identity", 90, YEAR, (30, 2 * YEAR),
        "who told is kept no longer than they are asked again; it is what harms most",
    ),
    _row(
        "source source_assessment", 180, 3 * YEAR, (180, 5 * YEAR),
        "a history of reliability needs some cases, and says where somebody was",
    ),
    _row(
        "alert", 30, 2 * YEAR, (90, 5 * YEAR),
        "callers can be known by what they called about; the scorecard needs a year to compare",
    ),
    _row(
        "item attachment evidence collation_link", 180, 5 * YEAR, (180, 10 * YEAR),
        "judgements rest on items for as long as a mandate or two",
    ),
    _row(
        "delivery acknowledgement subscription feedback", 180, 2 * YEAR, (90, 5 * YEAR),
        "who received what is asked about when a warning is reviewed",
    ),
    _row(
        "posture consent sofa_incident due_diligence mitigation monitoring support host_release",
        90, 10 * YEAR, (3 * YEAR, 20 * YEAR),
        "support to forces is answered for long after it ended",
    ),
    _row(
        "caveat acceptance evaluation training briefing unit requirement authority",
        180, 5 * YEAR, (YEAR, 10 * YEAR),
        "force generation looks back over some rotations, and no contributor is held to more",
    ),
    _row(
        "scenario expectation plan", 180, 5 * YEAR, (YEAR, 10 * YEAR),
        "plans against what may happen are dangerous once they are old",
    ),
    _row(
        "group area driver actor", 365, 10 * YEAR, (3 * YEAR, 20 * YEAR),
        "needed as long as anything names them",
    ),
    _row(
        "threat proposal indicator hypothesis assessment dissent information_requirement "
        "acquisition_task",
        30, 10 * YEAR, (3 * YEAR, 20 * YEAR),
        "whether it was foreseen is asked years later",
    ),
    _row(
        "warning notice response decision recommendation disposition", 90, 20 * YEAR,
        (10 * YEAR, 30 * YEAR),
        "what was known, decided and done is the mission's answer to those it was to protect",
    ),
    _row(
        "mission post trigger mandate clause document objective track engagement partner position "
        "undertaking task activity measure compact consultation point product suppression override "
        "edge",
        365, 20 * YEAR, (5 * YEAR, 30 * YEAR),
        "the mission's own record; after about twenty years it is declassified or ended",
    ),
)  # fmt: skip
"""One row for each group of kinds that are kept for the same reason."""

BY_KIND: Mapping[str, Keeping] = {kind: row for row in TABLE for kind in row.kinds}
SHORTEST_DAYS = min(row.keep_days for row in TABLE)
"""A copy that is older than this holds something that is due."""


def keeping_of(kind: str, own: Mapping[str, KeepingSettings] | None = None) -> Keeping:
    """Return how long a kind is kept in a mission.

    Args:
        kind: noun.
        own: the mission's figures, by kind.

    Raises:
        PeaceopsError: no such kind, or a figure outside of the bounds.
    """
    row = BY_KIND.get(kind)
    if row is None:
        raise PeaceopsError(f"no rule says how long a record of kind {kind} is kept")
    figures = (own or {}).get(kind, KeepingSettings())
    keep = row.keep_days if figures.keep_days is None else figures.keep_days
    review = row.review_days if figures.review_days is None else figures.review_days
    if not row.least <= keep <= row.most:
        raise PeaceopsError(
            f"a {kind} is kept between {row.least} and {row.most} days, not {keep}",
            where="mission.toml [keeping]",
            remedy=row.reason,
        )
    if not 1 <= review <= keep:
        raise PeaceopsError(
            f"a {kind} is looked at again after 1 to {keep} days, not {review}",
            where="mission.toml [keeping]",
        )
    return msgspec.structs.replace(row, keep_days=keep, review_days=review)


def review_due(keeping: Keeping, recorded: date) -> date:
    """Return the day from which on a record is due for review."""
    return recorded + timedelta(days=keeping.review_days)


def destruction_due(keeping: Keeping, recorded: date, happened_to: date | None) -> date:
    """Return the day from which on a record is due for destruction.

    Args:
        keeping: of its kind.
        recorded: day of its last version.
        happened_to: last day of what it tells; None where that is not known.
    """
    last = recorded if happened_to is None else max(recorded, happened_to)
    return last + timedelta(days=keeping.keep_days)


class Destroyed(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was destroyed: what it was, and the hashes of its bodies, oldest first."""

    id: str
    kind: str
    hashes: tuple[str, ...]


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """That records were destroyed, by whom, when, and by what authority.

    Attributes:
        format: version of this form.
        id: of the certificate.
        at: when it was done; UTC.
        account, post: who did it; by function.
        authority: the rule or the decision by which.
        records: what was destroyed.
    """

    format: int = 1
    id: str
    at: datetime
    account: str
    post: str
    authority: str
    records: tuple[Destroyed, ...]


def copies_expired(
    made: Iterable[tuple[str, datetime]], now: datetime, last_destruction: datetime | None
) -> dict[str, str]:
    """Return which copies must go, and why: they still hold what was, or ought to be, destroyed.

    Args:
        made: name and instant of each copy.
        now: the instant.
        last_destruction: of the newest certificate; None for none.
    """
    oldest = now - timedelta(days=SHORTEST_DAYS)
    found: dict[str, str] = {}
    for name, at in made:
        if last_destruction is not None and at <= last_destruction:
            found[name] = f"it holds what was destroyed on {last_destruction:%Y-%m-%d}"
        elif at < oldest:
            found[name] = f"it is older than {SHORTEST_DAYS} days, the shortest time of keeping"
    return found
