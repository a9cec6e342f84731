"""What the record or an outlook puts forward as a threat, and what a person made of it.

A proposal says who is on record, where, and how much. It has no level and no trend: forecasts and
counts propose, they never judge (doctrine B16, design § 6.9). The decision stands beside it, so
that what was once rejected is not put forward again unless the evidence grew.
"""

from collections.abc import Iterable
from typing import ClassVar, Literal

import msgspec

from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Day, Node
from peaceops.domain.strategy.threat import ThreatNode


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is on record of one actor in one place.

    Attributes:
        since, until: first and last day that were looked at.
        attacks: one-sided attacks on civilians; `civilian_deaths`: killed in them, best estimate.
        earlier_deaths: the same in as many months before.
        last: day of the latest attack.
        events: ids of the latest events, latest first; not all of them.
    """

    since: Day
    until: Day
    attacks: int
    civilian_deaths: int
    earlier_deaths: int | None = None
    last: Day | None = None
    events: tuple[str, ...] = ()


class Forecast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The highest chance that a model gives an area within the place.

    Attributes:
        area: as people name it; chance: of at least one civilian death there, 0 to 1.
        horizon_months: how far it looks.
        model: name of the model.
    """

    area: str
    chance: float
    horizon_months: int
    model: str


class ProposalNode(Node, frozen=True, kw_only=True):
    """A threat put forward for a person to judge. Edge: proposes (threat).

    Attributes:
        status: proposed until a person decides.
        actor: who, from the record; none where the record names nobody.
        area: where.
        proposed: day as of which it was made.
        data: the data set and version, or the model, that it rests on.
        evidence: what is on record.
        forecast: what a model adds; never a level.
        decided, decided_by, reason: by whom it was accepted or rejected, when and why.
    """

    noun: ClassVar[str] = "proposal"
    happened: ClassVar[tuple[str, ...]] = ("proposed", "decided")
    begins: ClassVar[tuple[str, ...]] = ("proposed",)

    status: Literal["proposed", "accepted", "rejected"] = "proposed"
    actor: str | None = None
    area: str | None = None
    proposed: Day | None = None
    data: str = ""
    evidence: Evidence | None = None
    forecast: Forecast | None = None
    decided: Day | None = None
    decided_by: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.status != "proposed" and not self.decided_by:
            raise ValueError("decided_by must name who accepted or rejected it")
        if self.status == "rejected" and not self.reason:
            raise ValueError("reason must say why it was rejected")


def worth_proposing(
    strategy: Strategy, proposals: Iterable[ProposalNode]
) -> tuple[ProposalNode, ...]:
    """Leave out what is known: a threat on record, an open or accepted proposal, a rejected one.

    A rejected proposal returns only where more attacks or more deaths are on record than when it
    was made.
    """
    threats = {(threat.actor, threat.area) for threat in strategy.of(ThreatNode)}
    earlier: dict[tuple[str | None, str | None], list[ProposalNode]] = {}
    for known in strategy.of(ProposalNode):
        earlier.setdefault((known.actor, known.area), []).append(known)
    return tuple(
        proposal
        for proposal in proposals
        if all(
            known.status == "rejected" and evidence_grew(known, proposal)
            for known in earlier.get((proposal.actor, proposal.area), ())
        )
        and (
            (proposal.actor, proposal.area) not in threats
            or (proposal.actor, proposal.area) in earlier
        )
    )


def grown_proposals(
    strategy: Strategy, proposals: Iterable[ProposalNode]
) -> tuple[tuple[str, ProposalNode], ...]:
    """Return what is put forward anew for open proposals: (id, proposal), where more is on record.

    A decided proposal keeps the evidence that the decision rests on.
    """
    now = {(proposal.actor, proposal.area): proposal for proposal in proposals}
    return tuple(
        (known.id, now[known.actor, known.area])
        for known in strategy.of(ProposalNode)
        if known.status == "proposed"
        and (known.actor, known.area) in now
        and evidence_grew(known, now[known.actor, known.area])
    )


def evidence_grew(before: ProposalNode, after: ProposalNode) -> bool:
    """Tell whether more is on record than before; a forecast alone is no evidence."""
    if after.evidence is None:
        return False
    if before.evidence is None:
        return after.evidence.attacks > 0
    return (
        after.evidence.attacks > before.evidence.attacks
        or after.evidence.civilian_deaths > before.evidence.civilian_deaths
    )
