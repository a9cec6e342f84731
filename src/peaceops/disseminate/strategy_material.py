"""What products say of the strategy, already cut to their audience."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peaceops.direct.check.report import Withheld
from peaceops.direct.expectation.gap import GapRow
from peaceops.direct.joint.decision import PastDecision
from peaceops.direct.joint.row import JointRow
from peaceops.direct.linkage.matrix import LinkageMatrix
from peaceops.domain.finding import CheckReport
from peaceops.domain.marking import Marking
from peaceops.domain.outlook import AreaOutlook
from peaceops.domain.strategy.graph import Strategy


@dataclass(frozen=True)
class StrategyMaterial:
    """The strategy as its reader may see it.

    Attributes:
        strategy: as known on the day.
        day: as of.
        clearance: of the audience.
        report: of the check.
        withheld: findings above the audience, counted by rule.
        rows: a row for each open threat, gravest first.
        decisions: of the past month.
        matrix: which activity or task serves which objective.
        outlooks: by threat, the area of the outlook that it lies in: the likeliest of several.
        gaps: what each party expects in each scenario, and what is possible, widest gap first.
        gaps_withheld: how many of these are above the audience.
    """

    strategy: Strategy
    day: date
    clearance: Marking
    report: CheckReport
    withheld: tuple[Withheld, ...]
    rows: tuple[JointRow, ...]
    decisions: tuple[PastDecision, ...]
    matrix: LinkageMatrix
    outlooks: Mapping[str, AreaOutlook]
    gaps: tuple[GapRow, ...] = ()
    gaps_withheld: int = 0
