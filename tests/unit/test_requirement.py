"""Questions: is each asked well, who looks, who alone."""

from datetime import date
from typing import Any

import msgspec
import pytest

from peaceops.direct.requirement import coverage, hypothesis_faults, requirement_faults
from peaceops.domain.acquisition import AcquisitionTaskNode
from peaceops.domain.hypothesis import HypothesisNode
from peaceops.domain.strategy.information import IndicatorNode, InformationRequirementNode

DAY = date(2026, 5, 3)


def ask(name: str, level: str | None, **more: Any) -> InformationRequirementNode:
    return msgspec.convert(
        {"id": name, "level": level, "status": "open", **more}, InformationRequirementNode
    )


def task(name: str, requirement: str, to: str, **more: Any) -> AcquisitionTaskNode:
    return msgspec.convert(
        {"id": name, "requirement": requirement, "tasked_to": to, **more}, AcquisitionTaskNode
    )


SOUND = (
    ask("P1", "PIR", serves="whether to move the base"),
    ask("S1", "SIR", under="P1"),
    ask("E1", "EEI", under="S1", observable="trucks on the northern road at night"),
    ask("E2", "EEI", under="P1", observable="price of grain in Ouro"),
)


def faults(*requirements: InformationRequirementNode) -> set[tuple[str, str]]:
    return {(fault.id, fault.what) for fault in requirement_faults(requirements)}


def test_a_sound_tree_has_no_fault() -> None:
    assert not faults(*SOUND)


def test_what_is_answered_was_asked_and_what_is_withdrawn_was_not() -> None:
    def with_element(status: str) -> set[tuple[str, str]]:
        element = ask("E1", "EEI", under="P1", observable="trucks", status=status)
        return faults(SOUND[0], element)

    assert not with_element("answered")
    assert with_element("withdrawn") == {("P1", "nothing that could be seen is asked for it")}


@pytest.mark.parametrize(
    ("requirement", "what"),
    [
        (ask("X", "PIR"), "it serves no decision that is named"),
        (ask("X", "PIR", serves="d"), "nothing that could be seen is asked for it"),
        (ask("X", None), "it has no level: PIR, SIR or EEI"),
        (ask("X", "SIR"), "it is drawn from no question"),
        (ask("X", "SIR", under="E1"), "it is drawn from E1, which is no PIR"),
        (
            ask("X", "EEI", under="E1", observable="o"),
            "it is drawn from E1, which is no PIR or SIR",
        ),
        (ask("X", "EEI", under="S1"), "it says nothing that could be seen"),
    ],
)
def test_a_question_that_is_asked_badly_is_named(
    requirement: InformationRequirementNode, what: str
) -> None:
    assert ("X", what) in faults(*SOUND, requirement)


def test_an_element_under_a_closed_question_is_named_and_the_closed_one_is_not() -> None:
    closed = ask("P9", "PIR", status="withdrawn")
    below = ask("E9", "EEI", under="P9", observable="o")
    assert faults(closed, below) == {("E9", "it is drawn from P9, which is withdrawn")}


def test_more_than_ten_priorities_of_one_command_are_none() -> None:
    def many(count: int) -> set[tuple[str, str]]:
        asked = []
        for number in range(count):
            asked.append(ask(f"P{number}", "PIR", serves="d", command="sector east"))
            asked.append(ask(f"E{number}", "EEI", under=f"P{number}", observable="o"))
        return faults(*asked)

    assert not many(10)
    assert many(11) == {("sector east", "11 open priority questions; more than 10 is no priority")}


def test_coverage_counts_elements_for_which_somebody_looks_today() -> None:
    tasks = [
        task("t1", "E1", "1st battalion", component="military"),
        task("t2", "E1", "patrols of the police", component="police"),
        task("t3", "E2", "drone", component="military", ends=date(2026, 5, 2)),
        task("t4", "E2", "radio watch", component="military", starts=date(2026, 5, 4)),
        task("t5", "E2", "monitors", component="civil affairs", status="cancelled"),
    ]
    found = coverage(SOUND, tasks, DAY)
    assert found.share == 0.5
    assert (found.unwatched, found.single_thread) == (("E2",), ())
    assert found.by_component == (("military", 1), ("police", 1))
    assert coverage(SOUND, tasks[:1], DAY).single_thread == ("E1",)
    assert coverage(SOUND, tasks[:1], DAY).one_component == (("P1", "military"),)
    assert coverage(SOUND, tasks, DAY).one_component == ()


def test_no_open_element_has_no_share() -> None:
    assert coverage([], [], DAY).share is None


def test_a_question_whose_answer_comes_too_late_is_named() -> None:
    late = ask("P2", "PIR", serves="d", latest_time_of_value="2026-05-02")
    assert coverage([late], [], DAY).late == ("P2",)


def test_four_forms_of_four_components_count_in_one_schema() -> None:
    """R-07: what each component looks for adds up to what all of them do."""
    components = ("military", "police", "civil affairs", "support")
    tasks = [task(f"t{c}", name, c, component=c) for name in ("E1", "E2") for c in components]
    assert coverage(SOUND, tasks, DAY).by_component == tuple((c, 2) for c in sorted(components))


def test_questions_in_a_circle_end() -> None:
    circle = [ask("A", "SIR", under="B"), ask("B", "SIR", under="A")]
    assert {what for _, what in faults(*circle)} == {
        "it is drawn from A, which is no PIR", "it is drawn from B, which is no PIR",
    }  # fmt: skip


def hypothesis(name: str, about: str = "T1", **more: Any) -> HypothesisNode:
    return msgspec.convert(
        {"id": name, "about": about, "statement": "they want the road", **more}, HypothesisNode
    )


def indicator(**more: Any) -> IndicatorNode:
    return msgspec.convert({"id": "I1", **more}, IndicatorNode)


@pytest.mark.parametrize(
    ("seen", "what"),
    [
        (indicator(hypotheses=["H1"]), "it tells no two explanations apart"),
        (indicator(hypotheses=["H1", "H9"]), "it tells no two explanations apart"),
        (
            indicator(hypotheses=["H1", "H2"], expected_under=["H1", "H2"]),
            "one would see it whichever explanation holds",
        ),
        (
            indicator(hypotheses=["H1", "H2"]),
            "no explanation is named under which one sees it",
        ),
    ],
)
def test_an_indicator_that_tells_nothing_apart_is_named(seen: IndicatorNode, what: str) -> None:
    rivals = [hypothesis("H1"), hypothesis("H2")]
    assert [fault.what for fault in hypothesis_faults([seen], rivals)] == [what]


def test_an_only_explanation_is_named_and_a_rival_mends_it() -> None:
    alone = [hypothesis("H1"), hypothesis("H2", status="dismissed")]
    assert [fault.id for fault in hypothesis_faults([], alone)] == ["H1"]
    telling = indicator(hypotheses=["H1", "H2"], expected_under=["H2"])
    assert not hypothesis_faults([telling], [hypothesis("H1"), hypothesis("H2")])
