"""What was known of a strategy on a day."""

from datetime import date

from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.politics import UndertakingNode
from peaceops.domain.strategy.threat import ThreatNode
from tests.rules.asking import strategy_of


def known(text: str, day: date) -> set[str]:
    return set(as_known(strategy_of(text), day).nodes)


def test_a_promise_is_there_before_it_is_kept() -> None:
    text = (
        "mission: {id: M, as_of: 2031-05-01, valid_from: 2030-01-01}\n"
        "undertakings: [{id: U, party: council, due: 2031-01-01, delivered: 2031-02-01}]\n"
    )
    early = as_known(strategy_of(text), date(2031, 1, 15)).nodes["U"]
    assert isinstance(early, UndertakingNode)
    assert early.delivered is None
    late = as_known(strategy_of(text), date(2031, 2, 1)).nodes["U"]
    assert isinstance(late, UndertakingNode)
    assert late.delivered == date(2031, 2, 1)


def test_a_meeting_is_not_there_before_it_was_held() -> None:
    text = (
        "mission: {id: M, valid_from: 2030-01-01}\n"
        "engagements: [{id: E, date: 2031-03-01}, {id: F, date: 2031-03-02}]\n"
    )
    assert known(text, date(2031, 3, 1)) == {"M", "E"}


def test_a_level_is_that_of_the_latest_judgement_by_then() -> None:
    text = (
        "threats:\n"
        "  - id: T\n"
        "    level: high\n"
        "    trend: rising\n"
        "    history:\n"
        "      - {date: 2031-01-01, level: low, trend: steady}\n"
        "      - {date: 2031-03-01, level: high, trend: rising}\n"
    )
    threat = as_known(strategy_of(text), date(2031, 2, 1)).nodes["T"]
    assert isinstance(threat, ThreatNode)
    assert (threat.level, threat.trend, len(threat.history)) == ("low", "steady", 1)


def test_what_was_decided_later_was_still_open() -> None:
    text = (
        "mission: {id: M, valid_from: 2030-01-01}\n"
        "decisions: [{id: D, asked: 2031-01-05, taken: 2031-02-01, owner: hom}]\n"
        "support: [{id: S, status: delivered, started: 2031-01-10, ended: 2031-03-01}]\n"
    )
    for day, decision, support in [
        (date(2031, 1, 7), "pending", "planned"),
        (date(2031, 1, 20), "pending", "live"),
        (date(2031, 4, 1), "taken", "delivered"),
    ]:
        nodes = as_known(strategy_of(text), day).nodes
        assert (nodes["D"].status, nodes["S"].status) == (decision, support)  # type: ignore[attr-defined]


def test_edges_hold_between_their_days() -> None:
    text = (
        "mission: {id: M, valid_from: 2030-01-01}\n"
        "tasks: [{id: K}]\n"
        "units: [{id: U, assigned: [{to: K, valid_from: 2031-02-01, valid_to: 2031-03-01}]}]\n"
    )
    counts = [len(as_known(strategy_of(text), date(2031, month, 15)).edges) for month in (1, 2, 3)]
    assert counts == [0, 1, 0]


def test_what_has_no_date_is_there_on_the_day_for_which_the_file_was_written() -> None:
    text = "mission: {id: M, as_of: 2031-05-01}\nthreats: [{id: T}]\n"
    assert known(text, date(2031, 5, 1)) == {"M", "T"}
    assert known(text, date(2031, 4, 30)) == set()
