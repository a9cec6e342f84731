"""A source's history: letters by people, tallies of how it turned out, proposals in between."""

from datetime import date

import msgspec
import pytest

from peaceops.domain.marking import Compartment, Level
from peaceops.domain.source_assessment import (
    SourceAssessmentNode,
    Tally,
    propose_letter,
    standing_letter,
    tally,
)
from peaceops.domain.source_identity import SourceIdentityNode


def step(name: str, day: int, **more: object) -> SourceAssessmentNode:
    return msgspec.convert(
        {"id": name, "source": "S1", "date": date(2026, 1, day), **more}, SourceAssessmentNode
    )


def test_an_item_counts_once_by_its_latest_outcome() -> None:
    steps = [
        step("1", 1, item="i1", outcome="unverifiable"),
        step("2", 9, item="i1", outcome="true"),
        step("3", 2, item="i2", outcome="false"),
        step("4", 3, letter="B", reason="known for years"),
    ]
    assert tally(steps) == Tally(true=1, false=1, unverifiable=0)


def test_nothing_is_proposed_before_five_reports_turned_out_true_or_false() -> None:
    assert propose_letter(Tally(true=4, unverifiable=40)) is None
    assert propose_letter(Tally(true=5)) is not None


@pytest.mark.parametrize(
    ("true", "false", "letter"),
    [(20, 0, "A"), (9, 1, "B"), (7, 3, "C"), (5, 5, "D"), (1, 9, "E"), (0, 5, "E")],
)
def test_the_share_of_true_reports_gives_the_letter(true: int, false: int, letter: str) -> None:
    proposal = propose_letter(Tally(true=true, false=false))
    assert proposal is not None
    assert proposal.letter == letter
    assert proposal.best <= letter <= proposal.worst


def test_few_reports_leave_several_letters_open_and_many_do_not() -> None:
    few, many = propose_letter(Tally(true=5)), propose_letter(Tally(true=2_000))
    assert few is not None
    assert many is not None
    assert (few.best, few.worst) == ("A", "C")
    assert (many.best, many.worst) == ("A", "A")


def test_what_can_not_be_verified_speaks_neither_for_nor_against() -> None:
    plain = propose_letter(Tally(true=8, false=2))
    beside = propose_letter(Tally(true=8, false=2, unverifiable=90))
    assert plain is not None
    assert beside is not None
    assert plain.letter == beside.letter


def test_a_source_that_nobody_judged_is_f_and_a_proposal_changes_nothing() -> None:
    outcomes = [step(str(n), 1, item=f"i{n}", outcome="true") for n in range(9)]
    assert standing_letter(outcomes) == "F"
    given = [*outcomes, step("x", 2, letter="C", reason="first look"),
             step("y", 5, letter="B", reason="nine of nine true")]  # fmt: skip
    assert standing_letter(given) == "B"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "a letter or an outcome"),
        ({"letter": "B"}, "a letter needs a reason"),
        ({"outcome": "true"}, "needs the item"),
        ({"letter": "G", "reason": "x"}, "Invalid enum value"),
    ],
)
def test_a_step_that_says_too_little_is_refused(more: dict[str, object], words: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=words):
        step("1", 1, **more)


def test_who_a_source_is_is_always_held_apart() -> None:
    who = SourceIdentityNode(id="w", source="S1", name="x", classification="unclassified")
    assert Compartment.SOURCE_IDENTITY in who.marking.compartments
    bare = SourceIdentityNode(id="w", source="S1")
    assert bare.marking.level is Level.STRICTLY_CONFIDENTIAL
