"""Who may read what, on drawn readers and records: monotone, and never past a clearance."""

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.access import (
    Reader,
    Role,
    Subject,
    clearance_of,
    may_read,
    may_release_shortfall,
    may_write,
    why,
)
from peaceops.domain.marking import Compartment, Level, Marking, may_see
from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.domain.role import OUTSIDE, grant_fault
from peaceops.domain.shortfall import SHORTFALLS, add_working_days, answer_of, may_leave

KINDS = sorted(RECORD_KINDS)
NAMES = st.sampled_from(["", "Aland", "Bland"])
PLACES = st.frozensets(st.sampled_from(["north", "south", "east"]), max_size=3)
MARKINGS = st.builds(
    Marking, st.sampled_from(Level), st.frozensets(st.sampled_from(Compartment), max_size=3)
)
ROLES = st.frozensets(st.sampled_from(Role), max_size=4)
READERS = st.builds(
    Reader,
    account=st.sampled_from(["1", "2"]),
    post=st.just("post"),
    roles=ROLES,
    areas=st.none() | PLACES,
    teams=st.frozensets(st.sampled_from(["child", "panel"]), max_size=2),
    contributor=NAMES,
    ceiling=MARKINGS,
    writing=st.booleans(),
)
SUBJECTS = st.builds(
    Subject,
    kind=st.sampled_from(KINDS),
    marking=MARKINGS,
    areas=PLACES,
    team=st.sampled_from(["", "child", "panel"]),
    contributor=NAMES,
    author=st.sampled_from(["", "1", "2"]),
    shown_to_contributor=st.none() | st.dates(date(2031, 1, 1), date(2031, 12, 31)),
)
DAYS = st.dates(date(2031, 1, 1), date(2031, 12, 31))


@given(READERS, SUBJECTS)
def test_nobody_reads_past_their_clearance(reader: Reader, subject: Subject) -> None:
    if may_read(reader, subject):
        assert may_see(clearance_of(reader), subject.marking)
        assert may_see(reader.ceiling, subject.marking)


@given(READERS, SUBJECTS, MARKINGS)
def test_a_higher_marking_never_opens_a_record(
    reader: Reader, subject: Subject, more: Marking
) -> None:
    higher = Marking(
        max(subject.marking.level, more.level),
        subject.marking.compartments | more.compartments,
    )
    raised = msgspec.structs.replace(subject, marking=higher)
    for may in (may_read, may_write):
        assert may(reader, subject) or not may(reader, raised)


@given(READERS, SUBJECTS, st.sampled_from(Role))
def test_a_further_role_never_closes_a_record(reader: Reader, subject: Subject, role: Role) -> None:
    more = msgspec.structs.replace(reader, roles=reader.roles | {role})
    assert not may_read(reader, subject) or may_read(more, subject)


@given(READERS, SUBJECTS, st.sampled_from(["north", "south"]))
def test_fewer_areas_or_teams_never_open_a_record(
    reader: Reader, subject: Subject, area: str
) -> None:
    areas = frozenset({"north", "south", "east"}) if reader.areas is None else reader.areas
    fewer = msgspec.structs.replace(reader, areas=areas - {area}, teams=frozenset())
    assert may_read(reader, subject) or not may_read(fewer, subject)


@given(READERS, SUBJECTS)
def test_what_one_may_change_one_may_read(reader: Reader, subject: Subject) -> None:
    if may_write(reader, subject):
        assert may_read(reader, subject)


@given(READERS, SUBJECTS)
def test_need_to_know_is_asked_of_all_but_the_author(reader: Reader, subject: Subject) -> None:
    if not may_read(reader, subject) or subject.author == reader.account:
        return
    assert not subject.team or subject.team in reader.teams
    assert reader.areas is None or not subject.areas or subject.areas & reader.areas


@given(READERS, SUBJECTS)
def test_outsiders_see_nothing_that_names_another_contributor(
    reader: Reader, subject: Subject
) -> None:
    outside = msgspec.structs.replace(reader, roles=reader.roles & OUTSIDE)
    if may_read(outside, subject):
        assert subject.contributor in {"", reader.contributor}


@given(READERS, SUBJECTS)
def test_an_administrator_reads_nothing_confidential(reader: Reader, subject: Subject) -> None:
    administrator = msgspec.structs.replace(reader, roles=frozenset({Role.ADMINISTRATOR}))
    if may_read(administrator, subject):
        assert subject.marking == Marking()
    assert not may_write(administrator, subject)


@given(ROLES)
def test_no_account_manages_accounts_and_opens_what_is_held_apart(roles: frozenset[Role]) -> None:
    reader = Reader(account="1", post="", roles=roles, contributor="Aland")
    if Role.ADMINISTRATOR in roles and not grant_fault(roles):
        assert not clearance_of(reader).compartments


@given(READERS, SUBJECTS, st.booleans())
def test_every_answer_has_a_reason(reader: Reader, subject: Subject, new: bool) -> None:
    for verdict in (may_read(reader, subject), may_write(reader, subject, new=new)):
        assert verdict.reasons
        assert all(verdict.reasons)
        assert why(verdict).startswith("yes: " if verdict.allowed else "no: ")


@given(READERS, SUBJECTS)
def test_a_refusal_for_clearance_names_all_that_is_missing(
    reader: Reader, subject: Subject
) -> None:
    """With all that the reasons name granted, the same reader may read."""
    verdict = may_read(reader, subject)
    if verdict or "does not read records" in verdict.reasons[0]:
        return
    outside = msgspec.structs.replace(
        subject,
        marking=Marking() if any("it is" in text for text in verdict.reasons) else subject.marking,
        areas=frozenset()
        if any("outside the areas" in text for text in verdict.reasons)
        else subject.areas,
        team="" if any("the team" in text for text in verdict.reasons) else subject.team,
    )
    assert may_read(reader, outside)


@given(
    DAYS,
    st.integers(1, 40),
    st.frozensets(DAYS, max_size=20),
    st.frozensets(st.integers(0, 6), max_size=6),
)
def test_working_days_are_those_a_calendar_counts(
    day: date, count: int, holidays: frozenset[date], rest: frozenset[int]
) -> None:
    end = add_working_days(day, count, holidays=holidays, rest_days=rest)
    between = [day + timedelta(days=after) for after in range(1, (end - day).days + 1)]
    working = [each for each in between if each.weekday() not in rest and each not in holidays]
    assert len(working) == count
    assert working[-1] == end


@given(SUBJECTS, DAYS)
def test_a_shortfall_leaves_only_after_it_was_shown_and_could_be_answered(
    subject: Subject, day: date
) -> None:
    free = may_release_shortfall(subject, day)
    if not subject.contributor or subject.kind not in SHORTFALLS:
        assert free
    elif subject.shown_to_contributor is None:
        assert not free
    else:
        # Ten working days of five a week are two weeks, and it leaves on the day after.
        assert bool(free) == (day > add_working_days(subject.shown_to_contributor, 10))
        if free:
            assert (day - subject.shown_to_contributor).days > 12


@given(st.none() | DAYS, DAYS, st.sampled_from(["", "The vehicles came late."]))
def test_an_answer_travels_with_its_shortfall_and_shortens_nothing(
    shown: date | None, day: date, words: str
) -> None:
    answer = answer_of("Aland", shown, words)
    assert may_leave(answer, day) == may_leave(answer_of("Aland", shown), day)
    if shown is not None:
        assert words in answer.line
        assert str(shown) in answer.line
