"""What the strategy links, on a small invented one where every number can be counted by hand."""

from datetime import date

from peaceops.direct.linkage.coverage import coverage
from peaceops.direct.linkage.effort import twin_trend
from peaceops.direct.linkage.ledger import PARTIES, responsibility_ledger
from peaceops.direct.linkage.matrix import linkage_matrix
from peaceops.direct.linkage.roots import roots
from peaceops.direct.linkage.seen import seen_by
from peaceops.direct.linkage.support_map import support_map
from peaceops.direct.linkage.theory_of_change import theories_of_change
from peaceops.domain.marking import Level, Marking
from tests.rules.asking import strategy_of

DAY = date(2031, 4, 30)
ALL = Marking(Level.STRICTLY_CONFIDENTIAL)
OPEN = Marking(Level.UNCLASSIFIED)
TEXT = """
mission: {id: UNMEX, phase: in_mission, as_of: 2031-04-30}
actors: [{id: militia_x, title: the X militia, kind: militia}]
drivers:
  - {id: D1, title: exclusion, causes: [T1]}
  - {id: D2, title: land, causes: [T2], out_of_reach: the courts work on it}
  - {id: D3, title: arms, causes: unknown}
threats:
  - {id: T1, title: raids, actor: militia_x, level: high, status: active}
  - {id: T2, actor: unknown, level: moderate, status: active}
  - {id: T3, level: low, status: active}
  - {id: T4, level: low, status: closed}
objectives:
  - {id: O1, title: a local truce, kind: political, resolves: [D1]}
  - {id: O2, title: safe roads, kind: protection}
  - {id: O3, title: a national pact, kind: political}
tracks: [{id: K1, status: active, last_engagement: 2031-03-02}]
engagements:
  - {id: E1, date: 2030-06-10, on_track: [K1]}
  - {id: E2, date: 2031-03-02, on_track: [K1]}
tasks:
  - {id: J1, title: patrols, owner: force_commander}
  - {id: J2, contributes_to: unknown}
activities:
  - id: A1
    title: escort
    tier: II
    phase: 3
    started: 2030-11-01
    owner: head_of_office
    effort: 0.2
    addresses: [T1]
    implements: [J1]
    contributes_to:
      - {to: O1, mechanism: traders meet, behaviour: unknown, strength: moderate}
  - {id: A2, tier: I, phase: 1, started: 2030-12-05, addresses: [T1, T2]}
  - {id: A3, tier: unknown, phase: 2, started: 2030-12-05, addresses: [T2]}
  - {id: A4, tier: I, phase: 1, status: ended, ended: 2030-12-31, started: 2030-01-01}
undertakings:
  - {id: U1, party: council, text: a visit, due: 2031-01-01}
  - {id: U2, party: council, valid_from: 2030-10-01, due: 2031-01-01, delivered: 2031-02-01,
     evidence: S/1}
  - {id: U3, party: host, due: 2031-06-01}
  - {id: U4, party: host}
  - {id: U5, party: unknown, due: unknown}
positions:
  - {id: P1, party: council, stance: silent, date: 2030-01-01, citation: S/PV.1, towards: [O1]}
  - {id: P2, party: council, stance: supports, date: 2031-01-01, citation: S/PV.2, towards: [O1]}
  - {id: P3, party: council, member: A, stance: opposes, citation: S/PV.3, towards: [O1]}
  - {id: P4, party: host, stance: unknown, citation: speech, towards: [O3]}
decisions:
  - {id: C1, kind: no_response, reason_codes: [consent], reasons: unknown, on: [T2]}
"""
STRATEGY = strategy_of(TEXT)


def test_matrix_tells_linked_blank_and_unknown_apart() -> None:
    matrix = linkage_matrix(STRATEGY, DAY, ALL)
    assert [name for name, _ in matrix.objectives] == ["O1", "O3"]
    assert [row.id for row in matrix.rows] == ["A1", "A2", "A3", "J1", "J2"]
    assert matrix.unlinked == ("A2", "A3", "J1")
    assert matrix.unknown == ("J2",)
    cell = matrix.rows[0].cells[0]
    assert cell.state == "linked"
    assert cell.mechanism is not None
    assert cell.mechanism.values == ("traders meet",)
    assert cell.behaviour is not None
    assert cell.behaviour.state == "unknown"
    assert cell.assumption is not None
    assert cell.assumption.state == "not_recorded"
    # J2 may serve O3: nobody knows, so O3 is not called unserved.
    assert matrix.unserved == ()


def test_theory_of_change_names_who_is_to_change() -> None:
    (theory,) = theories_of_change(STRATEGY, DAY, ALL)
    assert (theory.source_name, theory.target_name) == ("escort", "a local truce")
    assert theory.owner.values == ("head_of_office",)
    assert theory.actors.values == ("the X militia",)
    assert theory.blanks == 2  # assumption and sign; the behaviour is unknown, which is no blank


def test_ledger_counts_every_undertaking_of_every_party() -> None:
    ledger = responsibility_ledger(STRATEGY, DAY, ALL)
    assert [account.party for account in ledger.accounts] == [*PARTIES, None]
    by_party = {account.party: account for account in ledger.accounts}
    assert by_party["council"].counts["overdue"] == 1
    assert by_party["council"].counts["delivered"] == 1
    assert by_party["council"].entries[1].late
    assert by_party["host"].counts["due"] == by_party["host"].counts["undated"] == 1
    assert by_party["region"].entries == ()
    assert by_party[None].party_unknown
    assert by_party[None].counts["unknown"] == 1


def test_support_map_holds_the_latest_of_each() -> None:
    support = support_map(STRATEGY, DAY, ALL)
    row = support.rows[0]
    assert [standing.id for standing in row.cells[0].standings] == ["P2", "P3"]
    assert row.cells[0].divided
    assert row.counts["supports"] == row.counts["opposes"] == 1
    assert support.superseded == 1
    assert support.rows[2].counts["unknown"] == 1


def test_grid_asks_and_does_not_guess() -> None:
    found = {one.threat: one for one in coverage(STRATEGY, DAY, ALL).threats}
    assert list(found) == ["T1", "T2", "T3"]
    cells = {(cell.tier, cell.phase): cell for cell in found["T2"].cells}
    assert cells["I", 1].activities == ("A2",)
    assert {tier for (tier, phase), cell in cells.items() if cell.state == "unknown"} == {
        "I",
        "II",
        "III",
    }
    assert found["T2"].doubtful == ("A3",)
    assert all(cell.state == "empty" for cell in found["T3"].cells)


def test_roots_and_gaps() -> None:
    matrix = roots(STRATEGY, DAY, ALL)
    rows = {row.driver: row for row in matrix.rows}
    assert rows["D1"].objectives == ("O1",)
    assert matrix.unresolved == ("D3",)
    assert matrix.rootless == ()
    assert matrix.rootless_unknown == ("T3",)  # D3 may cause it


def test_twin_trend_flags_protection_without_politics() -> None:
    effort = twin_trend(STRATEGY, DAY, ALL)
    assert len(effort.months) == 12
    assert sum(month.engagements for month in effort.months) == 2
    assert [month.live for month in effort.months] == [1] * 6 + [2, 4, 3, 3, 3, 3]
    assert effort.months[-1].effort == 0.2
    assert effort.protection_rises is True
    assert effort.politics_flat is True
    assert effort.flag is True
    (inaction,) = effort.inaction
    assert inaction.principles == ("consent",)
    assert inaction.reasons.state == "unknown"


def test_an_undated_engagement_leaves_the_flag_open() -> None:
    more = strategy_of(TEXT.replace("2030-06-10, on_track", "unknown, on_track"))
    effort = twin_trend(more, DAY, ALL)
    assert effort.undated == 1
    assert effort.flag is None


def test_an_activity_without_a_start_leaves_the_trend_open() -> None:
    more = strategy_of(TEXT.replace("phase: 1, started: 2030-12-05", "phase: 1"))
    effort = twin_trend(more, DAY, ALL)
    assert effort.months[0].perhaps == 1


def test_nothing_dated_later_is_read() -> None:
    effort = twin_trend(STRATEGY, date(2030, 12, 31), ALL)
    assert sum(month.engagements for month in effort.months) == 1
    accounts = responsibility_ledger(STRATEGY, date(2031, 1, 15), ALL).accounts
    assert accounts[0].counts["overdue"] == 2


def test_what_a_reader_may_not_see_is_unknown_and_counted() -> None:
    text = TEXT.replace("O1, title: a local truce", "O1, classification: confidential, title: x")
    secret = strategy_of(text)
    seen = seen_by(secret, DAY, OPEN)
    assert seen.marking.level is Level.UNCLASSIFIED
    assert "O1" not in seen.strategy.nodes
    matrix = linkage_matrix(secret, DAY, OPEN)
    assert "A1" in matrix.unknown
    assert matrix.left_out > 1
    rows = {row.driver: row for row in roots(secret, DAY, OPEN).rows}
    assert rows["D1"].resolved is None
    assert theories_of_change(secret, DAY, OPEN) == ()
