"""A hundred simulated warnings with known truth: the scorecard equals figures made by hand."""

import random
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from peaceops.domain.response_scorecard import (
    FEW,
    Answer,
    Case,
    DecisionKind,
    Incident,
    MedianTime,
    Rate,
    ResponseScorecard,
)
from peaceops.domain.strategy.warning import Effect
from peaceops.evaluate.warning_scorecard import score_warnings

START = datetime(2031, 5, 1, 8, tzinfo=UTC)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def answer(
    who: Literal["mission", "host"], arrives: float | None, effect: Effect | None = None
) -> Answer:
    """Return a response that sets out an hour after the alert and arrives so long after it."""
    there = None if arrives is None else START + hours(arrives)
    return Answer(responder=who, departed=START + hours(1), on_site=there, effect=effect)


def stayed(reason: str) -> Answer:
    return Answer(responder="mission", reason=reason)


def simulated() -> tuple[list[Case], list[Incident]]:
    """Return 100 warnings in eight groups, each in an area of its own, and the known incidents.

    How many of each there are, what happened to them and what is known of it, is all that the
    figures below are made from.
    """
    cases: list[Case] = []
    happened: list[Incident] = []

    def add(
        count: int,
        *,
        lead: float | None,
        answers: tuple[Answer, ...] = (),
        decision: DecisionKind = "respond",
        came: bool | None,
        incident: bool,
        told: bool = False,
        withheld: bool = False,
        closed: bool = True,
    ) -> None:
        for _ in range(count):
            name = f"W{len(cases):03d}"
            expected = None if lead is None else START + hours(lead)
            cases.append(
                Case(
                    id=name,
                    area=f"area of {name}",
                    received=START,
                    acknowledged=START + hours(0.5),
                    decided=START + hours(1),
                    expected=expected,
                    window_from=expected and expected - hours(1),
                    window_to=expected and expected + hours(1),
                    decision=decision,
                    answers=answers,
                    harm_came=came,
                    told=START + hours(48) if told else None,
                    told_withheld=withheld,
                    closed=closed,
                )
            )
            if incident and expected is not None:
                happened.append(Incident(id=f"I {name}", area=f"area of {name}", at=expected))

    add(30, lead=10, answers=(answer("mission", 6, "averted"),), came=True, incident=False,
        told=True)  # fmt: skip
    add(15, lead=4, answers=(answer("mission", 9, "none"),), came=True, incident=True, told=True)
    add(10, lead=6, answers=(answer("host", 5, "reduced"),), came=True, incident=True,
        withheld=True)  # fmt: skip
    add(5, lead=8, answers=(answer("mission", 9), answer("host", 7, "averted")), came=True,
        incident=True, told=True, closed=False)  # fmt: skip
    add(20, lead=12, answers=(stayed("assessed_false"),), decision="no_response", came=False,
        incident=False)  # fmt: skip
    add(10, lead=-2, answers=(stayed("no_asset"),), decision="no_response", came=True,
        incident=True)  # fmt: skip
    add(6, lead=None, decision="monitor", came=None, incident=False, told=True, closed=False)
    add(4, lead=1, answers=(answer("mission", None),), came=True, incident=True)
    for number in range(12):
        happened.append(Incident(id=f"I unwarned {number}", area=f"elsewhere {number}", at=START))
    assert len(cases) == 100
    chance = random.Random(7)  # noqa: S311 - order only
    chance.shuffle(cases)
    chance.shuffle(happened)
    return cases, happened


@pytest.fixture(scope="module")
def card() -> ResponseScorecard:
    cases, happened = simulated()
    return score_warnings(cases, happened, lambda one, other: one == other)


BY_HAND = {
    # 30 + 15 + 10 + 5 set out and arrived, 4 set out.
    "response rate": (64, 100, 0),
    "response rate, mission": (54, 100, 0),
    "response rate, host": (15, 100, 0),
    # There by then: 30 + 10 + 5. Not: 15 late, 20 and 10 stayed. Not to be told: 6 without a time
    # of harm, 4 under way.
    "timely rate": (45, 90, 10),
    # Of those that set out: 30 + 10 + 5 with effect, 15 without, 4 not judged.
    "effective rate": (45, 60, 4),
    # 30 + 15 + 10 + 5 + 10 + 4 came true, 20 did not, 6 not known.
    "precision": (74, 94, 6),
    # Of 15 + 10 + 5 + 10 + 4 + 12 incidents: the 10 were told of two hours after, the 12 never.
    "recall": (34, 56, 0),
    "alert-to-feedback rate": (56, 100, 0),
    "feedback withheld": (10, 100, 0),
    # 100 − 5 − 6 closed; of these 20 + 10 + 4 in silence.
    "closed without feedback": (34, 89, 0),
}


def test_rates_equal_those_made_by_hand(card: ResponseScorecard) -> None:
    assert {rate.name: (rate.count, rate.of, rate.unknown) for rate in card.rates} == BY_HAND
    assert card.cases == 100


def test_medians_equal_those_made_by_hand(card: ResponseScorecard) -> None:
    medians = {one.name: (one.hours, one.of, one.unknown) for one in card.medians}
    # −2 ×10, 1 ×4, 4 ×15, 6 ×10, 8 ×5, 10 ×30, 12 ×20: the 47th and 48th of 94 are both 10.
    assert medians["lead time"] == (10.0, 94, 6)
    assert medians["time to acknowledge"] == (0.5, 100, 0)
    assert medians["time to decide"] == (1.0, 100, 0)
    # 5 ×10, 6 ×30, 7 ×5, 9 ×15: the 30th and 31st of 60 are both 6.
    assert medians["time to arrive"] == (6.0, 60, 40)


def test_reasons_are_counted_and_misses_named(card: ResponseScorecard) -> None:
    assert card.reasons == (("mission", "assessed_false", 20), ("mission", "no_asset", 10))
    assert len(card.missed) == 22
    assert sum(name.startswith("I unwarned") for name in card.missed) == 12


def test_without_a_record_of_incidents_recall_is_not_told() -> None:
    cases, _ = simulated()
    card = score_warnings(cases, None, lambda one, other: one == other)
    assert "recall" not in {rate.name for rate in card.rates}


def test_nothing_to_count_has_no_share() -> None:
    card = score_warnings([], [], lambda one, other: one == other)
    assert {rate.share for rate in card.rates} == {None}
    assert {one.hours for one in card.medians} == {None}


@pytest.mark.parametrize(("of", "few"), [(FEW - 1, True), (FEW, False)])
def test_small_denominators_are_said(of: int, few: bool) -> None:
    assert Rate(name="r", meaning="", count=1, of=of).few is few
    assert MedianTime(name="m", meaning="", hours=1.0, of=of).few is few


def test_an_alert_that_led_to_no_warning_claims_nothing() -> None:
    alert = Case(id="A", area="x", received=START, warned=False, harm_came=True,
                 window_from=START, window_to=START + hours(4))  # fmt: skip
    incident = Incident(id="I", area="x", at=START + hours(1))
    card = score_warnings([alert], [incident], lambda one, other: one == other)
    rates = {rate.name: (rate.count, rate.of) for rate in card.rates}
    assert rates["precision"] == (0, 0)
    assert rates["recall"] == (0, 1)
    assert rates["response rate"] == (0, 1)


def test_one_case_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="once"):
        score_warnings([Case(id="A"), Case(id="A")], None, str.__eq__)
