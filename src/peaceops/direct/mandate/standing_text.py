"""Which texts of a mission stand on a day: not those replaced, nor those still to come."""

from collections.abc import Sequence
from datetime import date

from peaceops.direct.mandate.strategy_node import known_mandate
from peaceops.domain.mandate import Mandate
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import in_force


def standing_texts(strategy: Strategy, mandates: Sequence[Mandate], day: date) -> list[Mandate]:
    """Leave out texts that the strategy says are over, and texts adopted after the day.

    A text that the strategy does not know, or whose day of adoption can not be read, stands.
    """
    return [
        mandate
        for mandate in mandates
        if (not mandate.document.adopted or mandate.document.adopted <= day.isoformat())
        and ((node := known_mandate(strategy, mandate)) is None or in_force(node, day))
    ]
