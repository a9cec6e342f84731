"""The table of roles as it was agreed: written out by hand, so that a change of it is seen here."""

from datetime import date

import pytest

from peaceops.domain.access import (
    Duty,
    Reader,
    Role,
    Subject,
    may_be_tasked,
    may_do,
    may_read,
    may_release_shortfall,
    may_write,
)
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.domain.role import DUTIES, GROUPS, PERMITS, grant_fault

U, C, S = Level
SOURCE, POSTURE, CAVEAT, FORCE, MEDICAL = Compartment

OPENED = {
    Role.WATCHKEEPER: (S, ()),
    Role.ANALYST: (S, (SOURCE, POSTURE)),
    Role.POC_ADVISER: (S, (POSTURE, CAVEAT, FORCE)),
    Role.HUMAN_RIGHTS: (S, (SOURCE, POSTURE, MEDICAL)),
    Role.CHILD_AND_WOMENS_PROTECTION: (S, (SOURCE, MEDICAL)),
    Role.PLANNER: (S, (POSTURE, CAVEAT, FORCE)),
    Role.HEAD_OF_FIELD_OFFICE: (S, (POSTURE, CAVEAT)),
    Role.HEAD_OF_MISSION: (S, (POSTURE, CAVEAT, FORCE)),
    Role.DESK_OFFICER: (S, (POSTURE, CAVEAT, FORCE)),
    Role.HOST_LIAISON: (C, (POSTURE,)),
    Role.HUMANITARIAN_LIAISON: (C, ()),
    Role.CONTRIBUTOR: (C, ()),
    Role.READ_ONLY: (C, ()),
    Role.ADMINISTRATOR: (U, ()),
}
KIND_IN = {SOURCE: "source", POSTURE: "posture", CAVEAT: "caveat", FORCE: "scenario"}


def reader(role: Role, **more: object) -> Reader:
    return Reader(account="7", post="post", roles=frozenset({role}), **more)  # type: ignore[arg-type]


def subject(kind: str, level: Level = U, *held: Compartment, **more: object) -> Subject:
    return Subject(kind=kind, marking=Marking(level, frozenset(held)), **more)  # type: ignore[arg-type]


def test_every_role_stands_in_every_table() -> None:
    assert set(OPENED) == set(PERMITS) == set(DUTIES) == set(Role)


def test_every_kind_of_record_stands_in_exactly_one_group() -> None:
    named = [kind for kinds in GROUPS.values() for kind in kinds]
    assert len(named) == len(set(named))
    assert set(RECORD_KINDS) == set(named)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("level", Level)
def test_levels(role: Role, level: Level) -> None:
    assert bool(may_read(reader(role), subject("area", level))) == (level <= OPENED[role][0])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("compartment", list(KIND_IN))
def test_compartments(role: Role, compartment: Compartment) -> None:
    seen = may_read(reader(role), subject(KIND_IN[compartment], C, compartment))
    assert bool(seen) == (compartment in OPENED[role][1])


@pytest.mark.parametrize("role", Role)
def test_medical_matters_are_open_to_those_who_care_for_the_person(role: Role) -> None:
    assert bool(may_read(reader(role), subject("item", C, MEDICAL))) == (MEDICAL in OPENED[role][1])


@pytest.mark.parametrize("role", Role)
def test_sources_are_known_to_those_who_own_or_grade_them(role: Role) -> None:
    expected = role in {Role.ANALYST, Role.HUMAN_RIGHTS, Role.CHILD_AND_WOMENS_PROTECTION}
    for kind in ("source", "source_identity"):
        assert bool(may_read(reader(role), subject(kind, S, SOURCE))) == expected
        assert bool(may_write(reader(role), subject(kind, S, SOURCE), new=True)) == (
            expected or kind in PERMITS[role][0].drops
        )


def test_a_source_kept_within_a_team_is_closed_to_the_others_cleared_for_sources() -> None:
    kept = subject("source_identity", S, SOURCE, team="human rights", author="3")
    assert may_read(reader(Role.HUMAN_RIGHTS, teams=frozenset({"human rights"})), kept)
    assert not may_read(reader(Role.ANALYST), kept)


def test_a_watchkeeper_notes_who_called_and_can_not_read_it_again() -> None:
    caller = subject("source_identity", S, SOURCE, author="7")
    watch = reader(Role.WATCHKEEPER)
    assert may_write(watch, caller, new=True)
    assert not may_read(watch, caller)
    assert not may_write(watch, caller)


def test_nobody_writes_by_default() -> None:
    nobody = Reader(account="7", post="post")
    for kind in RECORD_KINDS:
        assert not may_read(nobody, subject(kind))
        assert not may_write(nobody, subject(kind), new=True)
    assert not any(
        may_write(reader(Role.ADMINISTRATOR), subject(kind), new=True) for kind in RECORD_KINDS
    )


def test_who_only_reads_records_no_more_than_that_a_notice_came() -> None:
    written = {
        kind for kind in RECORD_KINDS if may_write(reader(Role.READ_ONLY), subject(kind), new=True)
    }
    assert written == {"acknowledgement", "subscription"}


@pytest.mark.parametrize("role", Role)
def test_who_else_was_told_is_seen_by_those_who_send(role: Role) -> None:
    seen = {
        kind
        for kind in ("delivery", "acknowledgement", "subscription", "host_release")
        if may_read(reader(role), subject(kind))
    }
    sends = Duty.ISSUE_WARNING in DUTIES[role]
    assert len(seen) == (4 if sends else 0)


@pytest.mark.parametrize("role", Role)
def test_a_release_to_a_host_is_recorded_by_who_may_release_to_it(role: Role) -> None:
    recorded = may_write(reader(role), subject("host_release"), new=True)
    assert bool(recorded) == (Duty.RELEASE_TO_HOST in DUTIES[role])


def test_a_contributor_sees_its_own_units_and_no_others() -> None:
    own = reader(Role.CONTRIBUTOR, contributor="Aland")
    for kind, level, held in (("unit", S, ()), ("caveat", C, (CAVEAT,)), ("evaluation", C, ())):
        assert may_read(own, subject(kind, level, *held, contributor="Aland"))
        assert not may_read(own, subject(kind, level, *held, contributor="Bland"))
        assert not may_read(own, subject(kind, level, *held))
    assert may_read(own, subject("threat", C))
    assert not may_read(own, subject("threat", S))
    assert not may_read(own, subject("posture", C, POSTURE))


def test_a_contributor_speaks_in_its_own_name_and_edits_nobody_elses_words() -> None:
    own = reader(Role.CONTRIBUTOR, contributor="Aland")
    assert may_write(own, subject("dissent", C), new=True)
    assert may_write(own, subject("evidence", C, author="7"))
    assert not may_write(own, subject("dissent", C, author="8"))
    assert not may_write(own, subject("threat", C))
    assert may_write(own, subject("caveat", C, CAVEAT, contributor="Aland"), new=True)
    assert not may_write(own, subject("caveat", C, CAVEAT, contributor="Bland"), new=True)
    assert not may_write(own, subject("evaluation", C, contributor="Aland"))


def test_an_author_needs_to_know_of_it_and_is_cleared_for_it_all_the_same() -> None:
    here = reader(Role.WATCHKEEPER, areas=frozenset({"bria"}))
    mine = subject("item", C, areas=frozenset({"kor"}), team="panel", author="7")
    assert may_read(here, mine)
    assert not may_read(here, subject("item", C, CAVEAT, author="7"))
    assert not may_read(here, subject("item", C, areas=frozenset({"kor"}), author="8"))


def test_humanitarian_liaison_receives_and_is_never_tasked() -> None:
    liaison = reader(Role.HUMANITARIAN_LIAISON)
    assert may_read(liaison, subject("warning", C))
    assert not may_read(liaison, subject("unit", S))
    assert not may_be_tasked({Role.HUMANITARIAN_LIAISON})
    assert not may_be_tasked({Role.HUMANITARIAN_LIAISON, Role.PLANNER})
    assert not any(may_do(liaison, duty) for duty in Duty)
    assert may_be_tasked({Role.PLANNER})
    assert may_be_tasked({Role.PLANNER, Role.READ_ONLY})
    assert not may_be_tasked(())


def test_a_shortfall_waits_ten_working_days_and_weekends_do_not_count() -> None:
    shown = date(2031, 3, 3)  # a Monday; the tenth working day after it is Monday the 17th
    caveat = subject("caveat", C, CAVEAT, contributor="Aland", shown_to_contributor=shown)
    assert not may_release_shortfall(caveat, date(2031, 3, 17))
    assert may_release_shortfall(caveat, date(2031, 3, 18))
    assert not may_release_shortfall(
        caveat, date(2031, 3, 18), holidays=frozenset({date(2031, 3, 10)})
    )
    assert not may_release_shortfall(
        subject("caveat", C, CAVEAT, contributor="Aland"), date(2040, 1, 1)
    )


def test_who_manages_accounts_opens_nothing_held_apart() -> None:
    assert grant_fault({Role.ADMINISTRATOR, Role.ANALYST})
    assert not grant_fault({Role.ADMINISTRATOR, Role.WATCHKEEPER})
    assert grant_fault({Role.CONTRIBUTOR, Role.PLANNER})
    assert not grant_fault({Role.ANALYST, Role.PLANNER})


@pytest.mark.parametrize("duty", Duty)
def test_a_token_that_only_reads_does_nothing(duty: Duty) -> None:
    able = next(role for role in Role if duty in DUTIES[role])
    assert may_do(reader(able), duty)
    assert not may_do(reader(able, writing=False), duty)
    assert not may_write(reader(Role.HEAD_OF_MISSION, writing=False), subject("threat"))
