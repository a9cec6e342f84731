"""The expectation gap of each scenario in each area: expected, possible, and what binds.

Source: requirements R-37, R-38, doctrine D3: gap = highest expectation - lowest layer.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from peaceops.direct.check.rules.contributor.expectation_gap import ASKED, WAITING
from peaceops.direct.check.standing import posed_by_host
from peaceops.direct.check.view import View, equals
from peaceops.direct.expectation.layer import Layer, LayerName, layers_of
from peaceops.direct.expectation.message import PublicMessage, draft_message
from peaceops.domain.expectation import HIGHEST_ACTION, agreement_index, deliverable, gap
from peaceops.domain.marking import Marking, combined
from peaceops.domain.strategy.dialogue import LAYERS, ExpectationNode, ScenarioNode
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.mission import AreaNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.truth import some

Party = Literal[
    "council", "secretariat", "mission", "contributors", "host", "population", "media"
]  # fmt: skip
PARTIES: tuple[Party, ...] = ("council", "secretariat", "mission", "contributors", "host")
"""Those whose answer is always asked for; others are shown where they were asked."""
AnswerState = Literal["said", "silent", "unknown", "not_asked"]


class PartyAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What one party, or one member of it, expects.

    Attributes:
        party, respondent: who; no respondent for the party as a whole.
        state: it said so, was asked and stayed silent, nobody knows, or nobody asked.
        action_level: 0 to 5; accept_risk: 0 to 3; None where not said.
    """

    party: Party
    respondent: str = ""
    state: AnswerState
    action_level: int | None = None
    accept_risk: int | None = None


class Remedy(msgspec.Struct, frozen=True):
    """One way to close a gap, and who can take it."""

    layer: LayerName | Literal["expectation"]
    what: str
    who: str


class Possible(msgspec.Struct, frozen=True, kw_only=True):
    """What can be delivered, and how far what is expected exceeds it.

    Attributes:
        low, high: levels between which it lies.
        binding: layers that hold it down to `high`.
        gap_least, gap_most: levels by which the highest expectation exceeds it, nought or less
            where it does not; None where nobody said what they expect.
    """

    low: int
    high: int
    binding: tuple[LayerName, ...]
    gap_least: int | None
    gap_most: int | None


class GapRow(msgspec.Struct, frozen=True, kw_only=True):
    """A scenario in an area.

    Attributes:
        scenario, title: which.
        area, area_title: where; None where no threat that it is about has an area.
        threats: ids of what it is about.
        host_threat: the host's own forces may be the attackers; None where that can not be told.
        needed_action: level that would protect; None where not recorded.
        answers: of every party, those first that are always asked.
        layers: in the order in which they are asked.
        sheet: by the five layers of the scenario sheet (doctrine D3).
        here: by host and time in this area besides.
        expected: the highest level that somebody waits for; None where nobody said.
        expected_by: who does.
        agreement: index of Council and contributors, 0 to 1; None for fewer than two answers.
        remedies: from below, by binding layer; and from above.
        message: draft for the public.
        marking: of all of this but the message.
    """

    scenario: str
    title: str
    area: str | None
    area_title: str
    threats: tuple[str, ...]
    host_threat: bool | None
    needed_action: int | None
    answers: tuple[PartyAnswer, ...]
    layers: tuple[Layer, ...]
    sheet: Possible
    here: Possible
    expected: int | None
    expected_by: tuple[str, ...]
    agreement: float | None
    remedies: tuple[Remedy, ...]
    message: PublicMessage
    marking: Marking


def gap_rows(view: View, *, leaves: float | None = None) -> tuple[GapRow, ...]:
    """Return the expectation gap of each scenario in force, in each area of its threats.

    Widest first: what is surely missing before what may be.

    Args:
        view: the strategy on the day.
        leaves: minutes from alert to departure, as measured; None where never measured.
    """
    rows = [row for scenario in view.of(ScenarioNode) for row in _rows(view, scenario, leaves)]
    return tuple(sorted(rows, key=_widest))


def _widest(row: GapRow) -> tuple[int, int, str, str]:
    least, most = row.here.gap_least, row.here.gap_most
    none = -HIGHEST_ACTION - 1
    return (
        -(none if least is None else least),
        -(none if most is None else most),
        row.scenario,
        row.area or "",
    )


def _rows(view: View, scenario: ScenarioNode, leaves: float | None) -> Iterator[GapRow]:
    if view.in_force(scenario) is False:
        return
    threats = view.out(scenario, "about", ThreatNode).nodes
    areas: list[str | None] = []
    areas += sorted({threat.area for threat in threats if threat.area is not None})
    for area in areas or [None]:
        there = [threat for threat in threats if area in {None, threat.area}]
        yield _row(view, scenario, area, there, leaves)


def _row(
    view: View,
    scenario: ScenarioNode,
    area: str | None,
    threats: list[ThreatNode],
    leaves: float | None,
) -> GapRow:
    nodes = view.into(scenario, "in_scenario", ExpectationNode).where(view.in_force).nodes
    layers = layers_of(view, scenario, area, leaves)
    waited = [
        (one.action_level, one.respondent or one.party or "")
        for one in nodes
        if one.party in WAITING and one.action_level is not None
    ]
    expected = max((level for level, _ in waited), default=None)
    sheet = _possible(tuple(one for one in layers if one.name in LAYERS), expected)
    here = _possible(layers, expected)
    record = view.strategy.nodes.get(area or "")
    host = some(
        [
            equals(scenario, "host_threat", True),
            equals(scenario, "perpetrator", "host_force"),
            *(posed_by_host(view, threat) for threat in threats),
        ]
    )
    return GapRow(
        scenario=scenario.id,
        title=scenario.title,
        area=area,
        area_title=record.title if isinstance(record, AreaNode) else area or "",
        threats=tuple(one.id for one in threats),
        host_threat=host,
        needed_action=scenario.needed_action,
        answers=_answers(nodes),
        layers=layers,
        sheet=sheet,
        here=here,
        expected=expected,
        expected_by=tuple(sorted(who for level, who in waited if level == expected)),
        agreement=agreement_index(
            [
                one.action_level
                for one in nodes
                if one.party in ASKED and one.action_level is not None
            ]
        ),
        remedies=tuple(_remedies(layers, sheet, here)),
        message=draft_message(low=here.low, short=_short(here), host=host),
        marking=_marking(view, scenario, nodes, threats, area),
    )


def _answers(nodes: tuple[ExpectationNode, ...]) -> tuple[PartyAnswer, ...]:
    found = [_answer(one) for one in nodes if one.party is not None]
    asked = {one.party for one in found}
    found += [PartyAnswer(party=one, state="not_asked") for one in PARTIES if one not in asked]
    order = (*PARTIES, "population", "media")
    return tuple(sorted(found, key=lambda one: (order.index(one.party), one.respondent)))


def _answer(one: ExpectationNode) -> PartyAnswer:
    state: AnswerState = "said"
    if one.action_level is None:
        state = "unknown" if is_unknown(one, "action_level") else "silent"
    return PartyAnswer(
        party=one.party or "media",
        respondent=one.respondent,
        state=state,
        action_level=one.action_level,
        accept_risk=one.accept_risk,
    )


def _possible(layers: tuple[Layer, ...], expected: int | None) -> Possible:
    within = deliverable({layer.name: layer.level for layer in layers})
    least, most = (None, None) if expected is None else gap(expected, within)
    return Possible(
        low=within.low,
        high=within.high,
        binding=tuple(layer.name for layer in layers if layer.name in within.binding),
        gap_least=least,
        gap_most=most,
    )


def _short(possible: Possible) -> bool:
    """Tell whether more is, or may be, expected than can be delivered."""
    return possible.gap_most is None or possible.gap_most > 0


def _remedies(layers: tuple[Layer, ...], sheet: Possible, here: Possible) -> Iterator[Remedy]:
    """Yield ways to close a gap: binding layers, what nobody knows of others, and the message."""
    if not _short(here):
        return
    binding = {*sheet.binding, *here.binding}
    for layer in layers:
        if layer.name in binding:
            yield Remedy(layer.name, layer.remedy, layer.who)
        elif layer.state == "unknown":
            yield Remedy(layer.name, "it is found out how far this layer goes", layer.who)
    yield Remedy(
        "expectation",
        "what will not be done is said before it is needed: see the draft message",
        "head of mission, with the spokesperson; in the dialogue of Council and contributors, its "
        "chair",
    )


def _marking(
    view: View,
    scenario: ScenarioNode,
    nodes: tuple[ExpectationNode, ...],
    threats: list[ThreatNode],
    area: str | None,
) -> Marking:
    """Return the most that anything a row is made of carries; units, caveats and posture too."""
    used: list[Node] = [scenario, *nodes, *threats]
    used += [unit for unit in view.of(UnitNode) if area in {None, unit.base, *unit.areas}]
    used += [
        caveat
        for unit in view.of(UnitNode)
        for caveat in view.into(unit, "restricts", CaveatNode).nodes
    ]
    return combined(one.marking for one in used)
