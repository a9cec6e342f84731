"""Last month's decisions: which were taken, which were not."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from peaceops.direct.check.view import View
from peaceops.domain.marking import Marking, may_see
from peaceops.domain.strategy.judgement import DecisionNode

LAST_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class PastDecision:
    """A decision that was taken in the past month, or that waits.

    Attributes:
        decision: the record.
        state: taken, waiting, or overdue.
        concerns: ids of what it is on.
    """

    decision: DecisionNode
    state: Literal["taken", "waiting", "overdue"]
    concerns: tuple[str, ...]


def past_decisions(view: View, clearance: Marking) -> tuple[PastDecision, ...]:
    """Return the decisions of the past month, overdue ones first, then by date and id."""
    found = []
    for decision in view.of(DecisionNode):
        if not may_see(clearance, decision.marking) or decision.status == "void":
            continue
        concerns = tuple(edge.target for edge in view.strategy.out(decision.id, "on"))
        if decision.status == "pending":
            late = decision.due is not None and decision.due < view.day
            found.append(PastDecision(decision, "overdue" if late else "waiting", concerns))
        elif decision.taken is not None and decision.taken > view.day - LAST_MONTH:
            found.append(PastDecision(decision, "taken", concerns))
    order = ("overdue", "waiting", "taken")
    return tuple(
        sorted(
            found,
            key=lambda one: (
                order.index(one.state),
                one.decision.due or one.decision.taken or view.day,
                one.decision.id,
            ),
        )
    )
