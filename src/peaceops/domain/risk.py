"""From a threat to a risk: likelihood and impact meet in a table, and both are intervals.

A look-up, not a product, which would hide what is severe but unlikely (doctrine B3). Whether the
mission can be there in time is no part of it, and neither is what must, should or could be
protected: that stays a person's judgement (`AreaNode.triage`).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any, Literal, get_args

import msgspec

from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.dialogue import Likelihood
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.mission import TriggerNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.threat import HarmType, Rationale, ThreatNode
from peaceops.domain.threat_level import level_interval, rank
from peaceops.domain.truth import Truth, every, some

Impact = Literal["negligible", "minor", "moderate", "severe", "critical"]
Risk = Literal["very_low", "low", "medium", "high", "very_high", "unacceptable"]
LIKELIHOODS: tuple[Likelihood, ...] = get_args(Likelihood)
IMPACTS: tuple[Impact, ...] = get_args(Impact)
RISKS: tuple[Risk, ...] = get_args(Risk)
_TOP = 4

Range = tuple[int, int]
"""Least and greatest place on a scale, from 0."""


class RiskTable(msgspec.Struct, frozen=True, kw_only=True):
    """What a mission agreed on: a convention, replaceable as a whole.

    Attributes:
        title, source: what it is, and where it comes from.
        matrix: risk by impact, then by likelihood from very unlikely to very likely.
        people_from: persons exposed from which impact is minor, moderate, severe, critical.
        harm: how grave each kind of harm is, 0 to 4.
        vulnerable_from: vulnerability, 0 to 4, from which impact is one step higher.
        protectors_from: other protectors, 0 to 4, from which likelihood is one step lower.
        fresh_days: how old the youngest evidence of a rising threat may be.
        horizon_days: how near a trigger must be.
    """

    title: str
    source: str
    matrix: Mapping[Impact, tuple[Risk, ...]]
    people_from: tuple[int, int, int, int]
    harm: Mapping[HarmType, int]
    vulnerable_from: int = 3
    protectors_from: int = 3
    fresh_days: int = 30
    horizon_days: int = 90


class RiskInterval(msgspec.Struct, frozen=True, kw_only=True):
    """Between which risks a threat lies; both ends the same where everything is known.

    Attributes:
        likelihood, impact, risk: (least, greatest).
        because: what moved it, and what is unknown, one line each.
    """

    likelihood: tuple[Likelihood, Likelihood]
    impact: tuple[Impact, Impact]
    risk: tuple[Risk, Risk]
    because: tuple[str, ...] = ()


def risk_table(content: Mapping[str, Any], where: str) -> RiskTable:
    """Make a table from what a TOML file holds.

    Raises:
        PeaceopsError: it is incomplete, or a word in it is none of the scale.
    """
    try:
        table = msgspec.convert(
            {
                "title": content.get("title", where),
                "source": content.get("source", "not stated"),
                "matrix": content["matrix"],
                "people_from": content["people"]["from"],
                "harm": content["harm"],
                **content.get("steps", {}),
            },
            RiskTable,
        )
    except (KeyError, TypeError) as error:
        raise PeaceopsError(f"the risk table lacks {error}", where=where) from None
    except msgspec.ValidationError as error:
        raise PeaceopsError(str(error).replace("`", "'"), where=where) from None
    if set(table.matrix) != set(IMPACTS) or {len(row) for row in table.matrix.values()} != {
        len(LIKELIHOODS)
    }:
        raise PeaceopsError(
            "the risk table must hold 5 rows of 5", where=where, remedy=f"rows {', '.join(IMPACTS)}"
        )
    if set(table.harm) != set(get_args(HarmType)):
        missing = sorted(set(get_args(HarmType)) - set(table.harm))
        raise PeaceopsError(f"the risk table knows no harm {', '.join(missing)}", where=where)
    if list(table.people_from) != sorted(table.people_from):
        raise PeaceopsError("people exposed must rise from class to class", where=where)
    return table


def risk_of(strategy: Strategy, threat: ThreatNode, day: date, table: RiskTable) -> RiskInterval:
    """Return the risk of a threat, with evidence and triggers as the strategy records them."""
    return assess_risk(
        threat,
        day,
        table,
        fresh=fresh_evidence(strategy, threat, day, table.fresh_days),
        trigger=trigger_near(strategy, threat, day, table.horizon_days),
    )


def assess_risk(
    threat: ThreatNode, day: date, table: RiskTable, *, fresh: Truth, trigger: Truth
) -> RiskInterval:
    """Return the risk of a threat as an interval: what is unknown widens it and moves nothing.

    Args:
        threat: with the level that a person set, else with its factors.
        day: the as-of date.
        table: the convention.
        fresh: it rests on evidence that is fresh.
        trigger: something foreseen may set it off within the horizon.
    """
    because: list[str] = []
    level = level_interval(threat, day)
    rising = every([_is(threat, "trend", "rising"), fresh])
    protected = _reaches(threat, "other_protectors", table.protectors_from)
    likelihood = likelihood_range(
        (rank(level.low), rank(level.high)), rising=rising, trigger=trigger, protected=protected
    )
    people = _people(threat, table)
    harm = _worst_harm(threat, table)
    vulnerable = _reaches(threat, "vulnerability", table.vulnerable_from)
    impact = impact_range(people, harm, vulnerable)
    if level.low != level.high:
        because.append(f"level between {level.low} and {level.high}")
    for what, truth in (
        ("rising on fresh evidence", rising),
        ("a trigger within the horizon", trigger),
        ("other protectors", protected),
        ("vulnerable", vulnerable),
    ):
        if truth is not False:
            because.append(what if truth else f"{what}: not known")
    if people[0] != people[1]:
        because.append("people exposed: not known")
    if harm[0] != harm[1]:
        because.append("worst harm: not known")
    cells = [
        RISKS.index(table.matrix[IMPACTS[row]][column])
        for row, column in product(_span(impact), _span(likelihood))
    ]
    return RiskInterval(
        likelihood=(LIKELIHOODS[likelihood[0]], LIKELIHOODS[likelihood[1]]),
        impact=(IMPACTS[impact[0]], IMPACTS[impact[1]]),
        risk=(RISKS[min(cells)], RISKS[max(cells)]),
        because=tuple(because),
    )


def likelihood_range(level: Range, *, rising: Truth, trigger: Truth, protected: Truth) -> Range:
    """Return the likelihood, within the scale.

    It is the level's, a step up for rising and for a trigger, a step down for other protectors.
    """
    up = (rising is True) + (trigger is True)
    may_go_up = (rising is not False) + (trigger is not False)
    down, may_go_down = protected is True, protected is not False
    return _capped(level[0] + up - may_go_down), _capped(level[1] + may_go_up - down)


def impact_range(people: Range, harm: Range, vulnerable: Truth) -> Range:
    """Return the impact, within the scale.

    It is the class of people exposed, or one below the worst harm where that is more; a step up
    where people are vulnerable.
    """
    low = max(people[0], harm[0] - 1) + (vulnerable is True)
    high = max(people[1], harm[1] - 1) + (vulnerable is not False)
    return _capped(low), _capped(high)


def fresh_evidence(strategy: Strategy, threat: ThreatNode, day: date, days: int) -> Truth:
    """Tell whether an item that supports a threat is at most so many days old."""
    return some(
        _recent(item, day, days)
        for edge in strategy.into(threat.id, "supports")
        if isinstance(item := strategy.nodes.get(edge.source), ItemNode)
    )


def trigger_near(strategy: Strategy, threat: ThreatNode, day: date, days: int) -> Truth:
    """Tell whether a trigger that is foreseen for the threat's area lies within so many days."""
    return some(
        every(
            [
                None if trigger.date is None else day <= trigger.date <= day + timedelta(days=days),
                True
                if trigger.area is None and not is_unknown(trigger, "area")
                else None
                if trigger.area is None or threat.area is None
                else trigger.area == threat.area,
            ]
        )
        for trigger in strategy.of(TriggerNode)
    )


def hypotheses(threat: ThreatNode) -> tuple[tuple[Rationale | None, float], ...]:
    """Return why the perpetrator may act: every hypothesis with its weight, heaviest first.

    What the weights leave open stands last, under None. There is no function that returns one
    answer: a group may follow more than one rationale (doctrine B3).
    """
    weighed: list[tuple[Rationale | None, float]] = sorted(
        threat.rationale.items(), key=lambda each: (-each[1], each[0])
    )
    rest = round(1 - sum(weight for _, weight in weighed), 9)
    return (*weighed, (None, rest)) if rest > 0 else tuple(weighed)


def _recent(item: ItemNode, day: date, days: int) -> Truth:
    told = item.date or item.reported
    return None if told is None else day - timedelta(days=days) <= told <= day


def _is(threat: ThreatNode, field: str, word: str) -> Truth:
    value = getattr(threat, field)
    return None if value is None else value == word


def _reaches(threat: ThreatNode, field: str, least: int) -> Truth:
    value = getattr(threat, field)
    return None if value is None else value >= least


def _people(threat: ThreatNode, table: RiskTable) -> Range:
    if threat.people_exposed is None:
        return 0, _TOP
    found = sum(threat.people_exposed >= least for least in table.people_from)
    return found, found


def _worst_harm(threat: ThreatNode, table: RiskTable) -> Range:
    known = [table.harm[kind] for kind in threat.harm_types]
    if not known or is_unknown(threat, "harm_types"):
        return max(known, default=min(table.harm.values())), max(table.harm.values())
    return max(known), max(known)


def _capped(step: int) -> int:
    return min(max(step, 0), _TOP)


def _span(ends: Range) -> range:
    return range(ends[0], ends[1] + 1)
