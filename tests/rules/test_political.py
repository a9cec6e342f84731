"""Political linkage: POL-01 to POL-10, condition by condition. All data are invented."""

from datetime import date, timedelta

import pytest

from peaceops.domain.finding import Finding
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.keeping import SuppressionNode
from tests.invented_strategy import MINI
from tests.rules.asking import ask, firing, strategy_of

DAY = "mission: {id: M, as_of: 2031-05-01}\n"


def found(code: str, text: str, **kwargs: str) -> tuple[Finding, ...]:
    """Ask a rule of a strategy that begins with the day."""
    return ask(DAY + text, code, **kwargs)  # type: ignore[arg-type]


def parts(code: str, text: str) -> set[tuple[str, tuple[str, ...]]]:
    """Return part and objects of what fires."""
    return {(part, objects) for _, part, objects in firing(found(code, text))}


def untold(code: str, text: str) -> set[tuple[str, tuple[str, ...]]]:
    """Return part and objects of what can not be told; nothing may fire."""
    findings = found(code, text)
    assert all(one.status == "cannot_tell" for one in findings), findings
    assert all(one.message and "Otherwise" not in one.message for one in findings)
    return {(one.part, one.objects) for one in findings}


def only(code: str, text: str, **kwargs: str) -> Finding:
    """Return the single finding."""
    (one,) = found(code, text, **kwargs)
    return one


# The worked example


def test_the_worked_example_reports_what_the_doctrine_lists() -> None:
    assert firing(ask(MINI, "POL")) == {
        ("POL-01", "", ("T2",)),
        ("POL-02", "a", ("T1",)),
        ("POL-04", "a", ("K1",)),
        ("POL-04", "b", ("A1",)),
        ("POL-05", "a", ("O1",)),
        ("POL-07", "a", ("T2",)),
        ("POL-07", "b", ("A1",)),
        ("POL-08", "a", ("D1",)),
        ("POL-08", "b", ("D1",)),
        ("POL-10", "a", ("A1",)),
        ("POL-10", "a", ("K1",)),
        ("POL-10", "a", ("O1",)),
    }


def test_the_worked_example_weighs_them() -> None:
    weights = {(one.code, one.objects): one.severity for one in ask(MINI, "POL")}
    assert weights["POL-04", ("K1",)] == "error"
    assert weights["POL-04", ("A1",)] == "info"
    assert weights["POL-10", ("A1",)] == "warning"
    assert weights["POL-10", ("K1",)] == weights["POL-10", ("O1",)] == "error"
    guard = next(one for one in ask(MINI, "POL-07") if one.part == "b")
    assert "273 days" in guard.message


@pytest.mark.parametrize(
    ("party", "cleared"), [("militia_x", {"POL-01", "POL-05"}), ("elders", {"POL-05"})]
)
def test_a_live_track_clears_what_it_can(party: str, cleared: set[str]) -> None:
    tracked = MINI.replace("served_by: []", "served_by: [K]") + (
        f"tracks: [{{id: K, status: active, level: local, parties: [{party}], owner: envoy,\n"
        "  last_engagement: 2031-04-10}]\n"
    )
    before, after = (
        {(one.code, one.part, one.objects) for one in ask(text, "POL") if one.status == "fires"}
        for text in (MINI, tracked)
    )
    assert {code for code, _, _ in before - after} == cleared
    assert after - before == set()


# POL-01

PROTECTED = """
threats: [{id: T, actor: militia, level: high, status: active}]
drivers: [{id: D, causes: [T]}]
objectives: [{id: O, resolves: [D], served_by: [K]}]
activities: [{id: A, tier: II, addresses: [T]}]
"""
LIVE = "tracks: [{id: K, status: active, parties: [militia], last_engagement: 2031-04-10}]\n"


def test_protection_beside_a_live_track() -> None:
    assert found("POL-01", PROTECTED + LIVE) == ()


@pytest.mark.parametrize(
    "track",
    [
        LIVE.replace("2031-04-10", "2031-01-10"),
        LIVE.replace("active", "suspended"),
        LIVE.replace(", last_engagement: 2031-04-10", ""),
        LIVE.replace("[militia]", "[elders]"),
    ],
)
def test_protection_beside_a_track_that_does_not_count(track: str) -> None:
    assert parts("POL-01", PROTECTED + track) == {("", ("T",))}


def test_a_track_with_others_is_said_to_be_that() -> None:
    one = only("POL-01", PROTECTED + LIVE.replace("[militia]", "[elders]"))
    assert "K is live, but not with those who threaten" in one.message


@pytest.mark.parametrize(
    "further",
    [
        "actors: [{id: militia, kind: militia, sponsored_by: [chief]}]\n",
        "actors: [{id: militia, kind: militia, part_of: [chief]}]\n",
        "partners: [{id: chief, role: constructive, leverage_over: [militia]}]\n",
    ],
)
def test_a_track_with_who_can_move_them(further: str) -> None:
    track = LIVE.replace("[militia]", "[chief]")
    assert found("POL-01", PROTECTED + track + further) == ()


def test_a_track_reached_through_the_task_of_an_activity() -> None:
    text = """
threats: [{id: T, actor: militia, level: high, status: active}]
objectives: [{id: O, served_by: [K]}]
tasks: [{id: P, contributes_to: [O]}]
activities: [{id: A, tier: II, addresses: [T], implements: [P]}]
"""
    assert found("POL-01", text + LIVE) == ()
    assert parts("POL-01", text.replace("contributes_to: [O]", "area: north") + LIVE) == {
        ("", ("T",))
    }


def test_an_engagement_keeps_a_track_live() -> None:
    track = "tracks: [{id: K, status: active, parties: [militia]}]\n"
    contact = "engagements: [{id: E, date: 2031-04-10, on_track: [K]}]\n"
    assert found("POL-01", PROTECTED + track + contact) == ()
    assert untold("POL-01", PROTECTED + track + contact.replace("[K]", "unknown")) == {("", ("T",))}
    assert untold("POL-01", PROTECTED + track + contact.replace("2031-04-10", "unknown")) == {
        ("", ("T",))
    }


@pytest.mark.parametrize(
    ("known", "doubtful"),
    [
        ("level: high", "level: unknown"),
        ("status: active}]\ndrivers", "status: unknown}]\ndrivers"),
        ("resolves: [D]", "resolves: unknown"),
        ("served_by: [K]", "served_by: unknown"),
        ("causes: [T]", "causes: unknown"),
        ("addresses: [T]", "addresses: unknown"),
    ],
)
def test_protection_and_politics_not_known(known: str, doubtful: str) -> None:
    other = LIVE.replace("[militia]", "[elders]")
    assert untold("POL-01", (PROTECTED + other).replace(known, doubtful)) == {("", ("T",))}


@pytest.mark.parametrize("state", ["closed", "rejected", "suspected"])
def test_a_threat_that_is_not_pressing_is_not_asked(state: str) -> None:
    text = PROTECTED.replace("served_by: [K]", "kind: political")
    assert found("POL-01", text.replace("status: active", f"status: {state}")) == ()


CHARGED = """
decisions:
  - {id: N, kind: no_viable_track, charged_with: envoy, taken: 2031-04-01, expires: 2031-06-01,
     "on": [T]}
"""


def test_no_viable_track_with_somebody_charged_is_a_warning_until_its_review() -> None:
    text = PROTECTED.replace("served_by: [K]", "kind: political")
    assert only("POL-01", text).severity == "error"
    one = only("POL-01", text + CHARGED)
    assert one.severity == "warning"
    assert one.due == date(2031, 6, 1)
    for lost in ("charged_with: envoy, ", ", expires: 2031-06-01"):
        assert only("POL-01", text + CHARGED.replace(lost, "")).severity == "error"
    past = CHARGED.replace("2031-06-01", "2031-04-20")
    assert only("POL-01", text + past).severity == "error"


def test_a_draft_mandate_makes_it_a_blocker() -> None:
    text = PROTECTED.replace("served_by: [K]", "kind: political")
    assert only("POL-01", text, profile="draft_mandate").severity == "blocker"


def test_a_live_track_elsewhere_is_a_candidate() -> None:
    text = PROTECTED.replace("served_by: [K]", "kind: political") + LIVE
    assert only("POL-01", text).candidates == ("K: live, and held with militia or who can move it",)


# POL-02

THREAT = "threats: [{id: T, actor: militia, level: high, area: north, status: active}]\n"


def accepted(kind: str = "accept_risk", more: str = "reasons: the road is cut") -> str:
    return (
        f"decisions: [{{id: D, kind: {kind}, taken: 2031-04-10, expires: 2031-06-10, {more},\n"
        '  "on": [T]}]\n'
    )


def test_a_threat_that_nobody_meets() -> None:
    one = only("POL-02", THREAT)
    assert (one.part, one.objects, one.severity, one.root) == ("a", ("T",), "error", "T")
    assert only("POL-02", THREAT.replace("high", "extreme")).severity == "blocker"


@pytest.mark.parametrize("level", ["none", "low"])
def test_a_threat_too_low_to_be_met(level: str) -> None:
    assert found("POL-02", THREAT.replace("high", level)) == ()


@pytest.mark.parametrize(
    ("activity", "fires"),
    [
        ("{id: A, addresses: [T]}", False),
        ("{id: A, addresses: [T], status: planned}", True),
        ("{id: A, addresses: [T], ended: 2031-04-01}", True),
    ],
)
def test_only_a_live_activity_meets_a_threat(activity: str, fires: bool) -> None:
    assert bool(found("POL-02", f"{THREAT}activities: [{activity}]\n")) is fires


@pytest.mark.parametrize(
    "text",
    [
        THREAT.replace("high", "unknown"),
        THREAT.replace("active", "unknown"),
        THREAT + "activities: [{id: A, addresses: unknown}]\n",
        THREAT + "activities: [{id: A, addresses: [T], status: unknown}]\n",
        THREAT + accepted().replace("accept_risk", "unknown"),
        THREAT + accepted().replace("2031-06-10", "unknown"),
        THREAT + accepted(more="reasons: unknown"),
        THREAT + accepted().replace("[T]", "unknown"),
    ],
)
def test_whether_anybody_meets_a_threat_is_not_known(text: str) -> None:
    assert untold("POL-02", text) == {("a", ("T",))}


@pytest.mark.parametrize("kind", ["accept_risk", "partner_leads"])
def test_a_reasoned_decision_stands(kind: str) -> None:
    assert found("POL-02", THREAT + accepted(kind)) == ()


@pytest.mark.parametrize(
    "decision",
    [
        accepted("monitor"),
        accepted(more="owner: envoy"),
        accepted().replace("2031-06-10", "2031-04-20"),
        accepted().replace(" expires: 2031-06-10,", ""),
        accepted(more="reasons: the road is cut, status: pending"),
    ],
)
def test_a_decision_that_does_not_stand(decision: str) -> None:
    assert parts("POL-02", THREAT + decision) == {("a", ("T",))}


def test_the_host_leads_only_with_a_will_that_is_known() -> None:
    led = THREAT + accepted("host_leads")
    assert parts("POL-02", led) == {("a", ("T",))}
    willing = "posture: [{authority: police, area: north, will: 2}]\n"
    assert found("POL-02", led + willing) == ()
    assert parts("POL-02", led + willing.replace("2}", "1}")) == {("a", ("T",))}
    assert parts("POL-02", led + willing.replace("north", "south")) == {("a", ("T",))}
    assert parts("POL-02", led + willing.replace("police", "militia")) == {("a", ("T",))}
    assert untold("POL-02", led + willing.replace("2}", "unknown}")) == {("a", ("T",))}


def test_a_principle_alone_is_noted_apart() -> None:
    shield = THREAT + accepted(more="reason_codes: [consent, impartiality]")
    one = only("POL-02", shield)
    assert (one.part, one.objects, one.related) == ("b", ("T",), ("D",))
    weighed = "reason_codes: [consent], alternatives: [good offices with the governor]"
    assert found("POL-02", THREAT + accepted(more=weighed)) == ()
    assert found("POL-02", THREAT + accepted(more="reason_codes: [consent, no_asset]")) == ()
    doubtful = "reason_codes: [consent], alternatives: unknown"
    assert untold("POL-02", THREAT + accepted(more=doubtful)) == {("b", ("T",))}


def test_a_threat_outside_the_mission_is_not_its_task() -> None:
    areas = "areas: [{id: north}, {id: south}]\n"
    away = f"mission: {{id: M, as_of: 2031-05-01, areas: [south]}}\n{areas}{THREAT}"
    assert ask(away, "POL-02") == ()
    assert ask(away.replace("[south]", "[north]"), "POL-02") != ()
    (one,) = ask(away.replace("[south]", "unknown"), "POL-02")
    assert one.status == "cannot_tell"
    (one,) = ask(away.replace("area: north", "area: unknown"), "POL-02")
    assert one.status == "cannot_tell"


def test_what_there_is_in_the_area_is_a_candidate() -> None:
    text = (
        THREAT
        + """
tasks: [{id: K, area: north}]
units: [{id: U, areas: [north]}]
activities: [{id: A, area: north}, {id: B, area: south}]
"""
    )
    assert only("POL-02", text).candidates == (
        "A: an activity in north",
        "K: a task in north",
        "U: serves north",
    )


def test_a_finding_is_held_as_what_it_rests_on_and_names() -> None:
    assert only("POL-02", THREAT + accepted("monitor")).marking == Marking()
    led = THREAT + accepted("host_leads") + "posture: [{authority: police, will: 1}]\n"
    assert only("POL-02", led).marking.compartments == {Compartment.HOST_POSTURE}
    unit = THREAT + "units: [{id: U, areas: [north], classification: confidential}]\n"
    one = only("POL-02", unit)
    assert one.candidates == ("U: serves north",)
    assert one.marking == Marking(Level.CONFIDENTIAL)


# POL-03

ASKED = (
    "information_requirements:\n  - {id: R, tags: [driver_unknown], status: open, concerns: [T]}\n"
)
DRIVEN = THREAT + "drivers: [{id: D, kind: land, causes: [T]}]\n"


def test_a_threat_that_nothing_explains() -> None:
    one = only("POL-03", THREAT)
    assert (one.part, one.severity) == ("a", "warning")


@pytest.mark.parametrize(
    ("requirement", "fires"),
    [
        ("tags: [driver_unknown], status: open, concerns: [T]", False),
        ("tags: [driver_unknown], status: validated, concerns: [T]", False),
        ("tags: [driver_unknown], status: answered, concerns: [T]", True),
        ("tags: [weapons], status: open, concerns: [T]", True),
        ("tags: [driver_unknown], status: open", True),
    ],
)
def test_somebody_is_asked_why(requirement: str, fires: bool) -> None:
    text = f"{THREAT}information_requirements: [{{id: R, {requirement}}}]\n"
    assert bool(found("POL-03", text)) is fires


def test_a_driver_that_nobody_resolves() -> None:
    one = only("POL-03", DRIVEN)
    assert (one.part, one.objects, one.severity, one.root) == ("b", ("T",), "error", "D")
    resolved = DRIVEN + "objectives: [{id: O, resolves: [D]}]\n"
    assert found("POL-03", resolved) == ()
    for status in ("planned", "reached", "dropped"):
        assert parts("POL-03", resolved.replace("id: O,", f"id: O, status: {status},")) == {
            ("b", ("T",))
        }


def test_one_resolved_driver_is_enough() -> None:
    text = (
        THREAT
        + """
drivers: [{id: D1, causes: [T]}, {id: D2, causes: [T]}]
objectives: [{id: O, resolves: [D2]}]
"""
    )
    assert found("POL-03", text) == ()
    assert only("POL-03", text.replace("[D2]", "[]")).root == "T"


def test_a_driver_out_of_reach() -> None:
    told = DRIVEN.replace("kind: land", "out_of_reach: the neighbours hold talks of their own")
    assert found("POL-03", told) == ()
    external = told.replace("id: D,", "id: D, external: true,")
    assert parts("POL-03", external) == {("b", ("T",))}
    partner = "engagements: [{id: E, partner: P, towards: [D]}]\n"
    assert found("POL-03", external + partner) == ()
    assert parts("POL-03", external + partner.replace("partner: P, ", "")) == {("b", ("T",))}
    assert parts("POL-03", external + partner.replace("id: E,", "id: E, status: ended,")) == {
        ("b", ("T",))
    }
    assert untold("POL-03", external + partner.replace("[D]", "unknown")) == {("b", ("T",))}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (DRIVEN.replace("[T]", "unknown"), "a"),
        (DRIVEN.replace("high", "unknown"), "b"),
        (THREAT + ASKED.replace("[driver_unknown]", "unknown"), "a"),
        (DRIVEN + "objectives: [{id: O, resolves: unknown}]\n", "b"),
        (DRIVEN + "objectives: [{id: O, status: unknown, resolves: [D]}]\n", "b"),
        (DRIVEN.replace("kind: land", "out_of_reach: unknown"), "b"),
    ],
)  # fmt: skip
def test_why_is_not_known(text: str, part: str) -> None:
    assert untold("POL-03", text) == {(part, ("T",))}


def test_candidates_for_a_driver_and_for_an_objective() -> None:
    like = """
threats:
  - {id: T, actor: militia, level: high, status: active}
  - {id: T2, actor: militia, level: low, status: active}
drivers: [{id: D, causes: [T2]}]
"""
    assert only("POL-03", like).candidates == ("D drives T2, by the same actor",)
    free = DRIVEN + "objectives: [{id: O, kind: political}, {id: P, kind: protection}]\n"
    assert only("POL-03", free).candidates == ("O: active, and resolves no driver yet",)


# POL-04


def test_a_task_that_leads_nowhere() -> None:
    one = only("POL-04", "tasks: [{id: K, code: poc_physical}]\n")
    assert (one.part, one.objects, one.severity) == ("a", ("K",), "error")


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("objectives: [{id: O}]\ntasks: [{id: K, contributes_to: [O]}]", False),
        ("objectives: [{id: O, status: dropped}]\ntasks: [{id: K, contributes_to: [O]}]", True),
        ("objectives: [{id: O, status: reached}]\ntasks: [{id: K, contributes_to: [O]}]", True),
        ("tasks: [{id: K, status: done}]", False),
        ("tasks: [{id: K, status: planned}]", False),
        ("tasks: [{id: K, code: un_security}]", False),
        ("tasks: [{id: K, code: support_regional_force}]", False),
        ("activities: [{id: K, status: ended}]", False),
        ("activities: [{id: K}]", True),
        ("objectives: [{id: O}]\nactivities: [{id: K, contributes_to: [O]}]", False),
    ],
)
def test_paths_to_an_end(text: str, fires: bool) -> None:
    assert bool(found("POL-04", text + "\n")) is fires


def test_an_activity_leads_where_its_task_leads_and_back() -> None:
    text = """
objectives: [{id: O, kind: political}]
tasks: [{id: K, contributes_to: [O]}]
activities: [{id: A, implements: [K]}]
"""
    assert found("POL-04", text) == ()
    lost = text.replace(", contributes_to: [O]", "")
    assert parts("POL-04", lost) == {("a", ("A",)), ("a", ("K",))}
    assert {one.root for one in found("POL-04", lost)} == {"K"}
    back = lost.replace("implements: [K]", "implements: [K], contributes_to: [O]")
    assert found("POL-04", back) == ()
    exempt = lost.replace("id: K", "id: K, code: un_security")
    assert found("POL-04", exempt) == ()


def test_a_prerequisite_leads_where_what_builds_on_it_leads() -> None:
    text = """
objectives: [{id: O}]
tasks:
  - {id: K1}
  - {id: K2, prerequisites: [K1]}
  - {id: K3, prerequisites: [K2], contributes_to: [O]}
"""
    assert found("POL-04", text) == ()
    assert untold("POL-04", text.replace("[O]", "unknown")) == {
        ("a", ("K1",)),
        ("a", ("K2",)),
        ("a", ("K3",)),
    }
    assert untold("POL-04", text.replace("[K2]", "unknown")) == {("a", ("K1",)), ("a", ("K2",))}
    over = text.replace("contributes_to: [O]", "contributes_to: [O], status: dropped")
    assert parts("POL-04", over) == {("a", ("K1",)), ("a", ("K2",))}
    circle = text.replace("{id: K1}", "{id: K1, prerequisites: [K3]}").replace("[O]", "[]")
    assert len(parts("POL-04", circle)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "tasks: [{id: K, contributes_to: unknown}]",
        "tasks: [{id: K, code: unknown}]",
        "tasks: [{id: K, status: unknown}]",
        "activities: [{id: K, addresses: unknown}]",
        "activities: [{id: K, implements: unknown}]",
        "activities: [{id: K, status: unknown}]",
    ],
)
def test_whether_it_leads_anywhere_is_not_known(text: str) -> None:
    assert untold("POL-04", text + "\n") == {("a", ("K",))}


def test_an_activity_that_does_not_know_its_task_may_lead_any_task_to_an_end() -> None:
    text = """
objectives: [{id: O}]
tasks: [{id: K}]
activities: [{id: A, implements: unknown, contributes_to: [O]}]
"""
    assert untold("POL-04", text) == {("a", ("K",))}


MET = """
threats: [{id: T, level: moderate, status: active}]
objectives: [{id: O, kind: political}, {id: P, kind: protection}]
activities:
  - {id: A, addresses: [T], effort: 0.3}
  - {id: B, addresses: [T], contributes_to: [P], effort: 0.2}
  - {id: C, addresses: [T], contributes_to: [O], effort: 0.5}
"""


def test_a_threat_met_without_a_political_end_is_told_with_its_share() -> None:
    findings = found("POL-04", MET)
    assert {(one.part, one.objects, one.severity) for one in findings} == {
        ("b", ("A",), "info"),
        ("b", ("B",), "info"),
    }
    assert "2 of 3 live activities are like it, with 50% of their effort" in findings[0].message
    bare = found("POL-04", MET.replace(", effort: 0.5", ""))
    assert bare[0].message.endswith("2 of 3 live activities are like it")
    doubtful = found("POL-04", MET.replace("contributes_to: [P]", "contributes_to: unknown"))
    assert {one.objects: one.status for one in doubtful} == {
        ("A",): "fires",
        ("B",): "cannot_tell",
    }


def test_the_end_behind_a_threat_nearby_is_a_candidate() -> None:
    text = DRIVEN + "objectives: [{id: O, resolves: [D]}]\ntasks: [{id: K, area: north}]\n"
    assert only("POL-04", text).candidates == ("O: resolves D, which drives T",)


# POL-05


def test_an_objective_without_a_way() -> None:
    one = only("POL-05", "objectives: [{id: O}]\n")
    assert (one.part, one.severity, one.root) == ("a", "error", "O")


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("objectives: [{id: O, status: reached}]", False),
        ("objectives: [{id: O, status: planned}]", False),
        ("objectives: [{id: O, status: planned, phase_starts: 2031-07-01}]", True),
        ("objectives: [{id: O, status: planned, phase_starts: 2031-12-01}]", False),
        ("objectives: [{id: O, phase_starts: 2031-12-01}]", False),
        ("objectives: [{id: O, served_by: [K]}]\ntracks: [{id: K}]", False),
        ("objectives: [{id: O, served_by: [K]}]\ntracks: [{id: K, status: closed}]", True),
        ("objectives: [{id: O}]\nactivities: [{id: A, contributes_to: [O]}]", False),
        (
            "objectives: [{id: O}]\nactivities: [{id: A, contributes_to: [O], status: ended}]",
            True,
        ),
        ("objectives: [{id: O}]\ntasks: [{id: P, contributes_to: [O]}]", False),
        ("objectives: [{id: O}]\ntasks: [{id: P, contributes_to: [O], status: done}]", True),
    ],
)
def test_ways_to_an_objective(text: str, fires: bool) -> None:
    assert parts("POL-05", text + "\n") == ({("a", ("O",))} if fires else set())


def test_an_objective_of_the_next_phase_is_due_when_it_begins() -> None:
    text = "objectives: [{id: O, status: planned, phase_starts: 2031-07-01}]\n"
    assert only("POL-05", text).due == date(2031, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "objectives: [{id: O, served_by: unknown}]",
        "objectives: [{id: O, status: unknown}]",
        "objectives: [{id: O, phase_starts: unknown}]",
        "objectives: [{id: O}]\nactivities: [{id: A, contributes_to: unknown}]",
        "objectives: [{id: O}]\ntasks: [{id: A, contributes_to: unknown}]",
        "objectives: [{id: O, served_by: [K]}]\ntracks: [{id: K, status: unknown}]",
    ],
)
def test_ways_that_are_not_known(text: str) -> None:
    assert untold("POL-05", text + "\n") == {("a", ("O",))}


POOR = """
objectives: [{id: O}]
tasks: [{id: P, contributes_to: [O], requires: [R]}]
requirements: [{id: R, function: mobility, critical: true, quantity: 2}]
"""
PROVIDED = "units: [{id: U, deployed: 2031-01-01, provides: [{to: R, quantity: 2}]}]\n"


def test_ways_without_means() -> None:
    one = only("POL-05", POOR)
    assert (one.part, one.objects, one.severity) == ("b", ("O",), "warning")
    assert found("POL-05", POOR + PROVIDED) == ()


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("quantity: 2}]}]", "quantity: 1}]}]"),
        ("{to: R, quantity: 2}", "R"),
        ("2031-01-01", "2031-06-01"),
    ],
)
def test_means_that_do_not_suffice(known: str, other: str) -> None:
    one = only("POL-05", POOR + PROVIDED.replace(known, other))
    assert (one.part, one.objects) == ("b", ("O",))
    assert one.candidates[0].startswith("U: provides R")


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("critical: true", "critical: false"),
        ("critical: true", "critical: true, needed_from: 2031-08-01"),
        (", requires: [R]", ""),
        ("objectives: [{id: O}]", "objectives: [{id: O, served_by: [K]}]\ntracks: [{id: K}]"),
        ("tasks:", "activities: [{id: A, contributes_to: [O]}]\ntasks:"),
    ],
)
def test_ways_that_lack_no_critical_means(known: str, other: str) -> None:
    assert found("POL-05", POOR.replace(known, other)) == ()


@pytest.mark.parametrize(
    ("known", "doubtful"),
    [
        ("critical: true", "critical: unknown"),
        ("requires: [R]", "requires: unknown"),
        ("critical: true", "critical: true, needed_from: unknown"),
        ("{to: R, quantity: 2}", "unknown"),
        ("{to: R, quantity: 2}", "{to: R, quantity: unknown}"),
        ("true, quantity: 2", "true, quantity: unknown"),
        ("2031-01-01", "unknown"),
    ],
)
def test_means_that_are_not_known(known: str, doubtful: str) -> None:
    text = (POOR + PROVIDED).replace(known, doubtful)
    assert untold("POL-05", text) == {("b", ("O",))}


def test_means_of_an_activity_are_those_of_its_task() -> None:
    text = POOR.replace("contributes_to: [O], ", "") + (
        "activities: [{id: A, contributes_to: [O], implements: [P]}]\n"
    )
    assert parts("POL-05", text) == {("b", ("O",))}
    without_number = text.replace(", quantity: 2", "")
    assert parts("POL-05", without_number) == {("b", ("O",))}
    assert found("POL-05", without_number + PROVIDED) == ()


def test_ways_nearby_are_candidates() -> None:
    text = (
        DRIVEN
        + """
objectives: [{id: O, resolves: [D]}]
activities: [{id: A, addresses: [T]}]
tracks: [{id: K, status: active, parties: [militia], last_engagement: 2031-04-10}]
"""
    )
    assert only("POL-05", text).candidates == (
        "A: addresses T, which D drives",
        "K: live, and held with militia or who can move it",
    )


# POL-06

STALLED = """
threats: [{id: T, actor: militia, level: high, trend: rising, status: active}]
drivers: [{id: D, causes: [T]}]
objectives: [{id: O, resolves: [D], served_by: [K]}]
tracks: [{id: K, status: active, last_engagement: 2031-02-10}]
"""


def test_a_track_stalled_while_the_threat_rises() -> None:
    one = only("POL-06", STALLED)
    assert (one.objects, one.related, one.severity) == (("K",), ("T",), "warning")
    assert only("POL-06", STALLED.replace("2031-02-10", "2030-12-10")).severity == "error"


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("2031-02-10", "2031-03-10"),
        ("rising", "steady"),
        ("status: active}]\ndrivers", "status: closed}]\ndrivers"),
        ("resolves: [D], ", ""),
        ("id: K, status: active", "id: K, status: closed"),
        ("id: K, status: active", "id: K, status: planned"),
    ],
)
def test_a_track_that_is_not_stalled(known: str, other: str) -> None:
    assert found("POL-06", STALLED.replace(known, other)) == ()


def test_a_stub_of_a_confidential_engagement_counts() -> None:
    stub = "engagements: [{id: E, date: 2031-04-20, on_track: [K]}]\n"
    assert found("POL-06", STALLED + stub) == ()
    assert parts("POL-06", STALLED + stub.replace("2031-04-20", "2031-02-20")) == {("", ("K",))}
    assert untold("POL-06", STALLED + stub.replace("[K]", "unknown")) == {("", ("K",))}


def test_a_track_without_any_contact_is_stalled_once_it_is_old_enough() -> None:
    never = STALLED.replace(", last_engagement: 2031-02-10", "")
    assert only("POL-06", never).severity == "warning"
    assert found("POL-06", never.replace("id: K,", "id: K, valid_from: 2031-04-01,")) == ()
    assert only("POL-06", never.replace("id: K,", "id: K, valid_from: 2030-04-01,")).severity == (
        "error"
    )


def test_a_track_linked_through_what_is_done() -> None:
    text = """
threats: [{id: T, level: high, trend: rising, status: active}]
objectives: [{id: O, served_by: [K]}]
tasks: [{id: P, contributes_to: [O]}]
activities: [{id: A, addresses: [T], implements: [P]}]
tracks: [{id: K, status: active, last_engagement: 2031-02-10}]
"""
    assert parts("POL-06", text) == {("", ("K",))}
    straight = text.replace("implements: [P]", "contributes_to: [O]")
    assert parts("POL-06", straight) == {("", ("K",))}
    assert found("POL-06", text.replace("id: A,", "id: A, status: ended,")) == ()


HISTORY = STALLED.replace(
    "trend: rising",
    "history: [{date: 2030-11-01, level: moderate}, {date: 2031-04-01, level: high}]",
)


def test_a_level_that_rose_in_the_window() -> None:
    assert parts("POL-06", HISTORY) == {("", ("K",))}
    assert found("POL-06", HISTORY.replace("2031-04-01", "2031-01-01")) == ()
    assert found("POL-06", HISTORY.replace("level: moderate", "level: high")) == ()
    fell_back = HISTORY.replace("high, history", "moderate, history")
    assert found("POL-06", fell_back) == ()
    early = HISTORY.replace("2030-11-01", "2031-03-20")
    assert parts("POL-06", early) == {("", ("K",))}


@pytest.mark.parametrize(
    ("known", "doubtful"),
    [
        ("trend: rising", "trend: unknown"),
        ("trend: rising", "history: unknown"),
        ("status: active}]\ndrivers", "status: unknown}]\ndrivers"),
        ("causes: [T]", "causes: unknown"),
        ("resolves: [D]", "resolves: unknown"),
        ("served_by: [K]", "served_by: unknown"),
        ("id: K, status: active", "id: K, status: unknown"),
        ("2031-02-10", "unknown"),
    ],
)
def test_whether_a_track_is_stalled_is_not_known(known: str, doubtful: str) -> None:
    assert untold("POL-06", STALLED.replace(known, doubtful)) == {("", ("K",))}


def test_an_unknown_link_matters_only_where_a_threat_may_rise() -> None:
    calm = STALLED.replace("rising", "falling").replace("served_by: [K]", "served_by: unknown")
    assert found("POL-06", calm) == ()


def test_partners_with_leverage_are_candidates_and_the_next_step_sets_the_date() -> None:
    text = (
        STALLED
        + """
partners: [{id: P, role: constructive, leverage_over: [chief]}, {id: Q, role: spoiler,
  leverage_over: [militia]}]
actors: [{id: militia, sponsored_by: [chief]}]
engagements: [{id: E, date: 2031-02-01, next_step_due: 2031-05-10, on_track: [K]}]
"""
    )
    one = only("POL-06", text)
    assert one.candidates == ("P has leverage over chief, who stands above militia",)
    assert one.due == date(2031, 5, 10)


# POL-07

GUARD = "activities: [{id: A, tier: II, static: true, started: 2030-08-01, exit: none seen}]\n"
LONG = """
threats: [{id: T, level: low, status: active, valid_from: 2030-08-01}]
activities: [{id: A, tier: II, addresses: [T], started: 2031-03-01}]
"""


def test_physical_protection_alone_for_long() -> None:
    one = only("POL-07", LONG)
    assert (one.part, one.objects, one.severity) == ("a", ("T",), "warning")


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("valid_from: 2030-08-01", "valid_from: 2031-02-01"),
        (", valid_from: 2030-08-01", ""),
        ("status: active", "status: closed"),
        ("tier: II", "tier: I"),
        ("tier: II, ", ""),
        ("activities: [", "activities: [{id: B, tier: III, addresses: [T]}, "),
    ],
)
def test_protection_that_is_young_or_not_alone(known: str, other: str) -> None:
    assert found("POL-07", LONG.replace(known, other)) == ()


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("valid_from: 2030-08-01", "history: [{date: 2030-08-01, level: low}]"),
        ("valid_from: 2030-08-01", "actor: militia"),
    ],
)
def test_a_threat_is_as_old_as_what_is_known_of_it(known: str, other: str) -> None:
    text = LONG.replace(known, other)
    assert parts("POL-07", text.replace("2031-03-01", "2030-08-01")) == {("a", ("T",))}


@pytest.mark.parametrize(
    ("known", "doubtful"),
    [
        ("status: active", "status: unknown"),
        ("tier: II", "tier: unknown"),
        ("addresses: [T]", "addresses: unknown"),
        ("2030-08-01}", "2031-02-01, history: unknown}"),
        ("addresses: [T]", "addresses: [T], status: unknown"),
    ],
)
def test_how_long_and_how_alone_is_not_known(known: str, doubtful: str) -> None:
    assert untold("POL-07", LONG.replace(known, doubtful)) == {("a", ("T",))}


def test_a_guard_without_an_end() -> None:
    assert found("POL-07", GUARD) == ()
    endless = GUARD.replace(", exit: none seen", "")
    assert parts("POL-07", endless) == {("b", ("A",))}
    for known, other in (
        ("static: true", "static: false"),
        ("tier: II", "tier: III"),
        ("2030-08-01", "2031-01-01"),
        ("id: A", "id: A, status: ended"),
    ):
        assert found("POL-07", endless.replace(known, other)) == ()
    for known, doubtful in (
        ("static: true", "static: unknown"),
        ("tier: II", "tier: unknown"),
        ("2030-08-01", "unknown"),
        ("2030-08-01", "2030-08-01, exit: unknown"),
    ):
        assert untold("POL-07", endless.replace(known, doubtful)) == {("b", ("A",))}


def test_a_site_has_a_limit_of_its_own() -> None:
    site = GUARD.replace("exit: none seen", "site: true")
    assert found("POL-07", site) == ()
    assert parts("POL-07", site.replace("2030-08-01", "2030-04-01")) == {("b", ("A",))}
    assert untold("POL-07", site.replace("site: true", "site: unknown")) == {("b", ("A",))}
    sheltered = LONG.replace("id: A,", "id: A, site: true,")
    assert found("POL-07", sheltered) == ()
    assert parts("POL-07", sheltered.replace("2030-08-01", "2030-04-01")) == {("a", ("T",))}


def test_other_tiers_in_the_area_are_candidates() -> None:
    text = LONG.replace("id: T,", "id: T, area: north,").replace(
        "activities: [", "activities: [{id: B, tier: I, area: north}, "
    )
    assert only("POL-07", text).candidates == ("B: tier I, in north",)


# POL-08

ENGAGED = """
threats: [{id: T, actor: brigade, level: high, status: active}]
drivers: [{id: D, cross_border: true, causes: [T]}]
objectives: [{id: O, resolves: [D], served_by: [K]}]
tracks: [{id: K, level: international, status: active}]
partners: [{id: P, role: constructive, review_by: 2031-08-01, leverage_over: [brigade]}]
activities: [{id: A, tier: II, addresses: [T]}]
engagements:
  - {id: E1, date: 2031-04-02, level: national, towards: [D], paired_with: [A]}
  - {id: E2, date: 2031-04-09, level: regional, towards: [T], partner: P}
"""


def test_a_driver_engaged_on_at_two_levels_with_a_partner_and_on_the_ground() -> None:
    assert found("POL-08", ENGAGED) == ()


def test_a_driver_that_nobody_engages_on() -> None:
    bare = ENGAGED.split("engagements:", maxsplit=1)[0]
    assert parts("POL-08", bare) == {("a", ("D",)), ("b", ("D",))}
    assert parts("POL-08", bare.replace("cross_border: true", "cross_border: false")) == {
        ("a", ("D",))
    }
    for level in ("moderate", "low"):
        assert found("POL-08", bare.replace("level: high", f"level: {level}")) == ()


@pytest.mark.parametrize(
    ("known", "other", "part"),
    [
        ("level: regional", "level: national", "a"),
        ("towards: [T]", "towards: [T], status: ended", "ab"),
        ("towards: [T]", "next_step: a visit", "ab"),
        ("role: constructive", "role: spoiler", "b"),
        (", role: constructive", "", "b"),
        (", partner: P", "", "b"),
        ("partner: P", "partner: Z", "b"),
        (", paired_with: [A]", "", "c"),
        ("tier: II", "tier: II, status: ended", "c"),
    ],
)
def test_what_an_engagement_lacks(known: str, other: str, part: str) -> None:
    assert parts("POL-08", ENGAGED.replace(known, other)) == {(one, ("D",)) for one in part}


@pytest.mark.parametrize("role", ["constructive", "mixed"])
def test_a_partner_may_sit_among_the_parties(role: str) -> None:
    text = ENGAGED.replace("partner: P", "parties: [P]").replace("constructive", role)
    assert found("POL-08", text) == ()


@pytest.mark.parametrize(
    "other",
    [
        "towards: [O], partner: P",
        "on_track: [K], partner: P",
    ],
)
def test_an_engagement_bears_on_a_driver_through_what_resolves_it(other: str) -> None:
    assert found("POL-08", ENGAGED.replace("towards: [T], partner: P", other)) == ()


def test_an_engagement_without_a_level_has_that_of_its_track() -> None:
    text = ENGAGED.replace("level: regional, towards: [T]", "on_track: [K]")
    assert found("POL-08", text) == ()
    assert parts("POL-08", text.replace("level: international, ", "")) == {("a", ("D",))}


def test_a_live_track_covers_its_level() -> None:
    text = ENGAGED.replace("level: regional", "level: national")
    assert parts("POL-08", text) == {("a", ("D",))}
    live = text.replace("id: K,", "id: K, last_engagement: 2031-04-10,")
    assert found("POL-08", live) == ()


def test_a_role_past_its_review_is_not_known() -> None:
    assert untold("POL-08", ENGAGED.replace("2031-08-01", "2031-04-01")) == {("b", ("D",))}
    assert untold("POL-08", ENGAGED.replace("2031-08-01", "unknown")) == {("b", ("D",))}


@pytest.mark.parametrize(
    ("known", "doubtful", "part"),
    [
        ("level: regional", "level: unknown", "a"),
        ("partner: P", "partner: unknown", "b"),
        ("role: constructive", "role: unknown", "b"),
        ("paired_with: [A]", "paired_with: unknown", "c"),
        ("towards: [T]", "towards: unknown", "ab"),
        ("towards: [T]", "towards: [T], status: unknown", "ab"),
    ],
)
def test_engagement_that_is_not_known(known: str, doubtful: str, part: str) -> None:
    text = ENGAGED.replace(known, doubtful)
    assert untold("POL-08", text) == {(one, ("D",)) for one in part}


def test_a_driver_whose_reach_or_threats_are_not_known() -> None:
    alone = ENGAGED.replace(", partner: P", "")
    assert untold("POL-08", alone.replace("cross_border: true", "cross_border: unknown")) == {
        ("b", ("D",))
    }
    assert untold("POL-08", alone.replace("level: high", "level: unknown")) == {("b", ("D",))}
    assert untold("POL-08", alone.replace("causes: [T]", "causes: unknown")) >= {("b", ("D",))}


def test_missing_levels_partners_and_activities_are_candidates() -> None:
    bare = ENGAGED.split("engagements:", maxsplit=1)[0]
    level, region = found("POL-08", bare)
    assert level.candidates == (
        "levels without engagement: local, national, regional, international",
        "P has leverage over brigade",
    )
    assert region.candidates == ("P has leverage over brigade",)
    assert only("POL-08", ENGAGED.replace(", paired_with: [A]", "")).candidates == (
        "A: addresses T",
    )


# POL-09

MANDATE = """
mandates: [{id: MD, number: 2, adopted: 2031-01-10, expires: 2031-12-31}]
clauses:
  - {id: C0, mandate: [MD], code: good_offices, level: strategic, confirmed_by: desk}
  - {id: C1, mandate: [MD], code: poc_physical, level: tactical, confirmed_by: desk}
  - {id: C2, mandate: [MD], tier: III, level: operational, confirmed_by: desk}
  - {id: C3, mandate: [MD], code: early_warning, level: strategic, confirmed_by: desk}
"""


def test_a_mandate_of_tactics() -> None:
    one = only("POL-09", MANDATE)
    assert (one.objects, one.severity, one.due) == (("MD",), "warning", date(2031, 12, 31))
    assert "2 of 3 clauses on protection" in one.message
    assert one.candidates == (
        "C0: a strategic aim of the same text",
        "C3: a strategic aim of the same text",
    )


def test_a_clause_under_an_aim_is_no_mere_tactic() -> None:
    under = MANDATE.replace("level: tactical,", "level: tactical, parent: [C0],")
    assert found("POL-09", under) == ()
    above = MANDATE.replace("level: tactical,", "level: tactical, parent: [C2],").replace(
        "level: operational,", "level: operational, parent: [C0],"
    )
    assert found("POL-09", above) == ()
    in_circle = MANDATE.replace("level: tactical,", "level: tactical, parent: [C2],").replace(
        "level: operational,", "level: operational, parent: [C1],"
    )
    assert parts("POL-09", in_circle) == {("", ("MD",))}


def test_the_share_must_be_above_half() -> None:
    assert found("POL-09", MANDATE.replace("level: operational", "level: strategic")) == ()
    even = MANDATE + (
        "  - {id: C4, mandate: [MD], code: crsv, level: strategic, confirmed_by: desk}\n"
    )
    assert found("POL-09", even) == ()


def test_unconfirmed_clauses_are_left_out_and_counted() -> None:
    text = MANDATE.replace("level: strategic, confirmed_by: desk}\n", "level: strategic}\n")
    one = only("POL-09", text)
    assert "2 of 2 clauses" in one.message
    assert "1 more are not confirmed" in one.message
    assert found("POL-09", MANDATE.replace(", confirmed_by: desk", "")) == ()


def test_a_mandate_that_was_replaced_is_not_asked() -> None:
    later = MANDATE.replace(
        "2031-12-31}]", "2031-12-31}, {id: ME, number: 3, adopted: 2031-04-01}]"
    )
    assert found("POL-09", later) == ()


def test_clauses_without_a_mandate_are_judged_together() -> None:
    assert parts("POL-09", MANDATE.replace("mandate: [MD], ", "")) == {("", ("M",))}


@pytest.mark.parametrize(
    ("known", "doubtful"),
    [
        ("level: tactical", "level: unknown"),
        ("level: tactical", "level: tactical, parent: unknown"),
        ("code: poc_physical", "code: unknown"),
        ("level: tactical, confirmed_by: desk", "level: tactical, confirmed_by: unknown"),
    ],
)
def test_whether_clauses_are_tactics_is_not_known(known: str, doubtful: str) -> None:
    even = MANDATE + (
        "  - {id: C4, mandate: [MD], code: crsv, level: operational, parent: [C0],\n"
        "     confirmed_by: desk}\n"
        "  - {id: C5, mandate: [MD], code: crsv, level: operational, confirmed_by: desk}\n"
    )
    assert untold("POL-09", even.replace(known, doubtful)) == {("", ("MD",))}


def test_whether_an_aim_stands_above_is_not_known() -> None:
    even = MANDATE + (
        "  - {id: C4, mandate: [MD], code: crsv, level: operational, parent: [C0],\n"
        "     confirmed_by: desk}\n"
    )
    assert found("POL-09", even) == ()
    assert untold("POL-09", even.replace("[C0]", "unknown")) == {("", ("MD",))}


def test_a_clause_of_an_unknown_text_may_belong_to_any() -> None:
    text = MANDATE.replace("{id: C1, mandate: [MD]", "{id: C1, mandate: unknown")
    assert ("", ("MD",)) in untold("POL-09", text)


# POL-10


@pytest.mark.parametrize(
    "text",
    [
        "objectives: [{id: X}]",
        "tracks: [{id: X, status: active}]",
        "tasks: [{id: X}]",
        "activities: [{id: X}]",
        "warnings: [{id: X, open: true}]",
        "warnings: [{id: X}]",
        "decisions: [{id: X, status: pending}]",
        "decisions: [{id: X, kind: accept_risk, taken: 2031-04-01, expires: 2031-06-01}]",
    ],
)
def test_what_is_live_and_nobody_owns(text: str) -> None:
    assert parts("POL-10", text + "\n") == {("a", ("X",))}
    assert found("POL-10", text.replace("id: X", "id: X, owner: envoy") + "\n") == ()
    assert untold("POL-10", text.replace("id: X", "id: X, owner: unknown") + "\n") == {
        ("a", ("X",))
    }
    two = text.replace("id: X", "id: X, owners: [envoy, chief_of_staff]") + "\n"
    assert parts("POL-10", two) == {("b", ("X",))}
    gone = text.replace("id: X", "id: X, owner: envoy")
    assert parts("POL-10", gone + "\nposts: [{id: envoy, vacant: true}]\n") == {("c", ("X",))}


@pytest.mark.parametrize(
    "text",
    [
        "objectives: [{id: X, status: dropped}]",
        "objectives: [{id: X, status: planned}]",
        "tracks: [{id: X, status: closed}]",
        "tracks: [{id: X, status: planned}]",
        "tasks: [{id: X, status: done}]",
        "activities: [{id: X, ended: 2031-04-01}]",
        "warnings: [{id: X, open: false}]",
        "decisions: [{id: X, taken: 2031-04-01}]",
        "decisions: [{id: X, taken: 2031-03-01, expires: 2031-04-01}]",
        "decisions: [{id: X, status: void}]",
    ],
)
def test_what_is_over_needs_no_owner(text: str) -> None:
    assert found("POL-10", text + "\n") == ()


@pytest.mark.parametrize(
    "text",
    [
        "objectives: [{id: X, status: unknown}]",
        "tracks: [{id: X, status: unknown}]",
        "tasks: [{id: X, status: unknown}]",
        "activities: [{id: X, ended: unknown}]",
        "warnings: [{id: X, open: unknown}]",
        "decisions: [{id: X, taken: 2031-03-01, expires: unknown}]",
    ],
)
def test_whether_it_is_live_is_not_known(text: str) -> None:
    assert untold("POL-10", text + "\n") == {("a", ("X",))}


def test_one_post_named_twice_is_one_owner() -> None:
    assert found("POL-10", "tasks: [{id: X, owner: envoy, owners: [envoy]}]\n") == ()
    assert untold("POL-10", "tasks: [{id: X, owner: envoy, owners: unknown}]\n") == {("b", ("X",))}


@pytest.mark.parametrize(
    ("post", "fires"),
    [
        ("vacant: true", True),
        ("vacant: true, deputy: adviser", False),
        ("vacant: false", False),
        ("ended: 2031-04-01", True),
        ("ended: 2031-04-01, deputy: adviser", True),
        ("valid_from: 2030-01-01, valid_to: 2031-04-01", True),
        ("party: mission", False),
    ],
)
def test_posts_that_are_empty(post: str, fires: bool) -> None:
    text = f"posts: [{{id: envoy, {post}}}]\ntasks: [{{id: X, owner: envoy}}]\n"
    findings = found("POL-10", text)
    assert {(one.part, one.objects, one.root) for one in findings} == (
        {("c", ("X",), "envoy")} if fires else set()
    )


@pytest.mark.parametrize("post", ["vacant: unknown", "vacant: true, deputy: unknown"])
def test_posts_of_which_it_is_not_known(post: str) -> None:
    text = f"posts: [{{id: envoy, {post}}}]\ntasks: [{{id: X, owner: envoy}}]\n"
    assert untold("POL-10", text) == {("c", ("X",))}


def test_one_vacancy_is_one_question() -> None:
    text = """
posts: [{id: envoy, vacant: true}]
tasks: [{id: X, owner: envoy}, {id: Y, owner: envoy}]
"""
    assert {one.root for one in found("POL-10", text)} == {"envoy"}


def test_a_decision_that_is_overdue() -> None:
    text = "decisions: [{id: X, status: pending, due: 2031-04-20, owner: envoy}]\n"
    one = only("POL-10", text)
    assert (one.part, one.objects, one.due) == ("d", ("X",), date(2031, 4, 20))
    assert "11 days" in one.message
    assert found("POL-10", text.replace("2031-04-20", "2031-05-01")) == ()
    assert found("POL-10", text.replace(" due: 2031-04-20,", "")) == ()
    assert found("POL-10", text.replace("pending", "taken")) == ()
    assert untold("POL-10", text.replace("2031-04-20", "unknown")) == {("d", ("X",))}
    assert untold("POL-10", text.replace("pending", "unknown")) == {("d", ("X",))}


GRAVE = """
threats: [{id: T, level: high, area: north, status: active}]
drivers: [{id: D, causes: [T]}]
objectives: [{id: O, resolves: [D], served_by: [K]}]
tracks: [{id: K, status: active}]
activities: [{id: A, addresses: [T], implements: [P]}]
tasks: [{id: P}, {id: Q, area: north}]
warnings: [{id: W, warns_of: [T]}, {id: V, level: extreme}]
decisions: [{id: X, status: pending, "on": [T]}, {id: Y, status: pending, "on": [V]}]
"""


def test_what_concerns_a_grave_threat_weighs_more() -> None:
    findings = found("POL-10", GRAVE)
    assert {one.objects[0] for one in findings} == set("OKAPQWVXY")
    assert {one.severity for one in findings} == {"error"}
    mild = found("POL-10", GRAVE.replace("high", "moderate").replace("extreme", "low"))
    assert {one.objects[0] for one in mild} == set("OKAPQWVXY")
    assert {one.severity for one in mild} == {"warning"}


def test_who_answers_nearby_is_a_candidate() -> None:
    text = """
areas: [{id: north, post: head_of_office}]
posts: [{id: envoy, vacant: true}]
objectives: [{id: O, owner: chief_of_staff}, {id: N, owner: envoy}]
tasks: [{id: X, area: north, contributes_to: [O, N]}]
"""
    (task,) = [one for one in found("POL-10", text) if one.objects == ("X",)]
    assert task.candidates == (
        "chief_of_staff: answers for O",
        "head_of_office: the responsible post of north",
    )


# All of them


FIRING = {
    "POL-01": PROTECTED.replace("served_by: [K]", "kind: political"),
    "POL-02": THREAT,
    "POL-03": DRIVEN,
    "POL-04": MET,
    "POL-05": POOR,
    "POL-06": STALLED,
    "POL-07": LONG,
    "POL-08": ENGAGED.split("engagements:", maxsplit=1)[0],
    "POL-09": MANDATE,
    "POL-10": GRAVE,
}


@pytest.mark.parametrize("code", sorted(FIRING))
def test_a_finding_is_suppressed_until_the_suppression_expires(code: str) -> None:
    graph = strategy_of(DAY + FIRING[code])
    day = date(2031, 5, 1)
    for one in ask(graph, code):
        node = SuppressionNode(
            id="quiet",
            rule=code,
            objects=one.objects,
            author="chief_of_staff",
            reason="being mended",
            made=day,
            expires=day + timedelta(days=20),
        )
        quiet = Strategy({**graph.nodes, "quiet": node}, graph.edges, graph.places)
        states = {other.id: other.status for other in ask(quiet, code)}
        assert states[one.id] == "suppressed"
        after = ask(quiet, code, day=day + timedelta(days=21))
        assert one.id in {other.id for other in after if other.status == "fires"}


def test_every_finding_offers_a_decision() -> None:
    for code, text in FIRING.items():
        for one in found(code, text):
            assert one.decision.endswith("?"), one
            assert one.clears_when
