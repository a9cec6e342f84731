"""What a rule proposes for a person's look, and how that rule would have done."""

from typing import Literal

import msgspec

from peaceops.domain.error import PeaceopsError

RuleKind = Literal["budget", "cost_loss"]


class ProposalRule(msgspec.Struct, frozen=True, kw_only=True):
    """The rule of a mission.

    Attributes:
        kind: "budget" proposes so many areas a month, the likeliest first; "cost_loss" proposes
            every area whose probability is at least cost ÷ loss: what a look costs against what
            is lost when an attack finds nobody looking.
        budget: areas a month.
        cost_loss: cost ÷ loss, between 0 and 1.
    """

    kind: RuleKind = "budget"
    budget: int = 10
    cost_loss: float = 0.1

    def __post_init__(self) -> None:
        if self.budget < 1:
            raise PeaceopsError("a budget of warnings is at least 1 a month")
        if not 0 < self.cost_loss < 1:
            raise PeaceopsError("cost-loss lies between 0 and 1")


class RuleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How a rule would have done over past months with one model, in areas × months.

    Attributes:
        name: of the model, or of the plain list.
        hits: proposed, and somebody was killed within the horizon.
        false_alarms: proposed, and nobody was.
        misses: not proposed, and somebody was killed.
        quiet: not proposed, and nobody was.
        leads: first deaths after a proposal, each counted once.
        lead_months: median months from the first proposal of an unbroken run to the first death;
            None without any.
    """

    name: str
    hits: int
    false_alarms: int
    misses: int
    quiet: int
    leads: int
    lead_months: float | None


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """An area that deserves a person's look.

    Attributes:
        key, name, admin1: of the area.
        p_ge_1: probability of a civilian death within the horizon.
        expected_deaths: mean.
        change: of the probability since a month earlier, None without one.
        quiet_months: months since the last recorded civilian death, None where there never was one.
    """

    key: str
    name: str
    admin1: str
    p_ge_1: float
    expected_deaths: float
    change: float | None
    quiet_months: int | None
