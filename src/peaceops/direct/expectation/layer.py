"""What holds a mission back in a scenario and an area: seven layers, never merged.

Five are on the scenario sheet (doctrine B11, D3). Host and time are read off the record of the
area: they say whether the mission could act there at all, and before it is too late.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from peaceops.direct.check.view import View
from peaceops.direct.expectation.evidence import Evidence, evidence_of
from peaceops.domain.expectation import HIGHEST_ACTION
from peaceops.domain.strategy.dialogue import LAYERS, ScenarioNode
from peaceops.domain.strategy.node import is_unknown

LayerName = Literal["mandate", "rules", "command", "acceptance", "capability", "host", "time"]
LayerState = Literal["recorded", "not_recorded", "unknown", "no_limit", "barred"]


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """How far one layer would let the mission act.

    Attributes:
        name: which.
        level: highest level of action that it allows, 0 to 5; None where nobody knows: then it may
            allow anything.
        state: recorded on the sheet, not recorded there (which delivers nothing), unknown; or, of
            host and time, no limit on record, or barred.
        evidence: what the record of the area says of it, a line each.
        remedy: the smallest change that would raise it.
        who: who can make that change.
    """

    name: LayerName
    level: int | None
    state: LayerState
    evidence: tuple[str, ...]
    remedy: str
    who: str


def layers_of(
    view: View, scenario: ScenarioNode, area: str | None, leaves: float | None
) -> tuple[Layer, ...]:
    """Return the layers of a scenario in an area, in the order in which they are asked.

    Args:
        view: the strategy on the day.
        scenario, area: which; None for everywhere.
        leaves: minutes from alert to departure, as measured; None where never measured.
    """
    found = evidence_of(view, scenario, area, leaves)
    return (
        *(_on_sheet(scenario, name, found[name]) for name in LAYERS),
        _derived("host", found),
        _derived("time", found),
    )


def _on_sheet(scenario: ScenarioNode, name: LayerName, found: Evidence) -> Layer:
    level: int | None = getattr(scenario, name)
    state: LayerState = "recorded"
    if is_unknown(scenario, name):
        level, state = None, "unknown"
    elif level is None:
        level, state = 0, "not_recorded"
    return Layer(
        name=name,
        level=level,
        state=state,
        evidence=found.lines,
        remedy=found.remedy,
        who=found.who,
    )


def _derived(name: LayerName, found: Mapping[str, Evidence]) -> Layer:
    one = found[name]
    level: int | None = HIGHEST_ACTION
    state: LayerState = "no_limit"
    if one.bars is None:
        level, state = None, "unknown"
    elif one.bars:
        level, state = 0, "barred"
    return Layer(
        name=name, level=level, state=state, evidence=one.lines, remedy=one.remedy, who=one.who
    )
