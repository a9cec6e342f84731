"""What people record: versions, conflicts, undo, as known, and who sees what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from django.db import DatabaseError, transaction

from peaceops.domain.access import Role
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Level
from peaceops.domain.record import Action, ConflictError, Holding
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.force import CaveatNode, UnitNode
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.mission import AreaNode
from peaceops.registers.audit.log import newest_entries
from peaceops.registers.record.listing import Query
from peaceops.registers.record.models import Body, Head, Version
from peaceops.services.register.area import areas_within
from peaceops.services.register.reading import (
    as_known,
    count_records,
    explain_access,
    list_records,
    read_record,
    record_history,
)
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, undo, withdraw, write_record, write_records

SessionOf = Callable[..., Session]
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


def item(name: str = "I1", **fields: object) -> ItemNode:
    return ItemNode(
        **{"id": name, "title": "Shots near the market", "date": date(2031, 5, 1), "area": "bria"}
        | fields  # type: ignore[arg-type]
    )


def test_a_record_is_read_back_as_it_was_written(mission: Path, session_of: SessionOf) -> None:
    analyst = session_of(Role.ANALYST)
    written = write_record(analyst, Entry(payload=item()))
    read = read_record(analyst, "I1")
    assert read == written
    assert read.payload == item()
    assert (read.version, read.action, read.areas) == (1, Action.CREATE, ("bria",))
    assert read.happened_from == date(2031, 5, 1)


def test_what_was_known_is_what_stood_then(mission: Path, session_of: SessionOf) -> None:
    """R-02: a late report, corrected; yesterday's picture holds neither."""
    write_record(session_of(Role.ANALYST, at=NOON), Entry(payload=item("I1")))
    late = item("I2", title="Late report")
    write_record(session_of(Role.ANALYST, at=NOON + timedelta(hours=1)), Entry(payload=late))
    corrected = msgspec.structs.replace(late, title="Late report, corrected")
    write_record(
        session_of(Role.ANALYST, at=NOON + timedelta(hours=2)),
        Entry(payload=corrected, base_version=1),
    )
    analyst = session_of(Role.ANALYST)

    def titles(hours: float) -> list[str]:
        known = as_known(analyst, NOON + timedelta(hours=hours))
        return [record.payload.title for record in known if isinstance(record.payload, ItemNode)]

    assert titles(-1) == []
    assert titles(0.5) == ["Shots near the market"]
    assert titles(1.5) == ["Shots near the market", "Late report"]
    assert titles(2.5) == ["Shots near the market", "Late report, corrected"]


def test_of_two_edits_the_second_is_refused_with_both_shown(
    mission: Path, session_of: SessionOf
) -> None:
    analyst, other = session_of(Role.ANALYST), session_of(Role.POC_ADVISER)
    write_record(analyst, Entry(payload=item()))
    theirs = item(title="Shots and a fire")
    write_record(other, Entry(payload=theirs, base_version=1))
    mine = item(title="Shots, two wounded")
    with pytest.raises(ConflictError) as refused:
        write_record(analyst, Entry(payload=mine, base_version=1))
    assert refused.value.yours == mine
    assert refused.value.theirs.payload == theirs
    assert "post of poc_adviser" in str(refused.value)
    assert read_record(analyst, "I1").payload == theirs
    with pytest.raises(ConflictError):
        write_record(analyst, Entry(payload=mine))  # new it is not either


def test_undo_puts_back_and_keeps_both(mission: Path, session_of: SessionOf) -> None:
    analyst = session_of(Role.ANALYST)
    write_record(analyst, Entry(payload=item()))
    write_record(analyst, Entry(payload=item(title="Wrong"), base_version=1))
    undone = undo(analyst, "I1", base_version=2, reason="mistyped")
    assert undone.payload == item()
    assert [one.action for one in record_history(analyst, "I1")] == ["create", "edit", "undo"]


def test_what_is_withdrawn_no_longer_counts_and_can_come_back(
    mission: Path, session_of: SessionOf
) -> None:
    analyst = session_of(Role.ANALYST)
    write_record(analyst, Entry(payload=item()))
    with pytest.raises(PeaceopsError, match="reason"):
        withdraw(analyst, "I1", base_version=1, reason=" ")
    withdraw(analyst, "I1", base_version=1, reason="recorded twice")
    assert list_records(analyst, Query()).records == ()
    assert as_known(analyst, datetime.now(UTC)) == ()
    assert len(list_records(analyst, Query(withdrawn=True)).records) == 1
    undo(analyst, "I1", base_version=2, reason="it was another report")
    assert len(list_records(analyst, Query()).records) == 1


def test_the_database_refuses_to_change_or_remove_a_version(
    mission: Path, session_of: SessionOf
) -> None:
    write_record(session_of(Role.ANALYST), Entry(payload=item()))
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Version.objects.update(author="somebody else")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Version.objects.filter(record="I1")._raw_delete("default")


def test_a_caveat_is_sealed_on_disk_and_open_only_to_who_holds_a_key(
    mission: Path, session_of: SessionOf
) -> None:
    planner = session_of(Role.PLANNER)
    area = AreaNode(id="bria", covers=("unit:Haute-Kotto",))
    caveat = CaveatNode(id="C1", text="no night movement at all", areas=("bria",))
    write_records(planner, [Entry(payload=area), Entry(payload=caveat, contributor="Ruritania")])
    body = Body.objects.get(version__record="C1")
    assert body.sealed
    assert b"night" not in bytes(body.content)
    head = Head.objects.get(record="C1")
    assert head.words == ""
    assert [place.area for place in head.places.all()] == ["unit:Haute-Kotto"]
    assert read_record(planner, "C1").payload == caveat
    again = msgspec.structs.replace(caveat, text="none at all")
    write_record(planner, Entry(payload=again, base_version=1, reason="the capital insists"))
    assert read_record(planner, "C1").reason == "the capital insists"
    keyless = msgspec.structs.replace(planner, keys={})
    assert read_record(keyless, "C1").holding is Holding.SEALED
    assert read_record(keyless, "C1").reason == ""
    assert "capital" not in str(list(Version.objects.values()))
    assert not any("capital" in entry.reason for entry in newest_entries(20))
    with pytest.raises(PeaceopsError, match="no such record, or none that you may see"):
        read_record(session_of(Role.WATCHKEEPER), "C1")


def test_a_relation_is_shown_only_to_who_sees_both_ends(
    mission: Path, session_of: SessionOf
) -> None:
    planner = session_of(Role.PLANNER)
    unit = UnitNode(id="BN1", contributor="Ruritania")
    caveat = CaveatNode(id="C1", text="no night movement")
    edge = Edge(kind="restricts", source="C1", target="BN1", reason="declared at the offer")
    entries = [Entry(payload=unit), Entry(payload=caveat), Entry(payload=edge)]
    restricts = write_records(planner, entries)[2]
    assert restricts.marking.level is Level.STRICTLY_CONFIDENTIAL
    assert restricts.marking.compartments == caveat.marking.compartments
    assert [one.id for one in list_records(planner, Query(kinds=("edge",))).records]
    watch = session_of(Role.WATCHKEEPER)
    assert list_records(watch, Query(kinds=("edge",))).records == ()
    assert count_records(watch, Query()) == 1  # the unit


def test_a_relation_follows_when_its_end_is_marked_higher(
    mission: Path, session_of: SessionOf
) -> None:
    analyst = session_of(Role.ANALYST)
    one = item("I1", classification="unclassified")
    two = item("I2", classification="unclassified")
    threat = Edge(kind="supports", source="I1", target="I2")
    write_records(analyst, [Entry(payload=one), Entry(payload=two), Entry(payload=threat)])
    raised = msgspec.structs.replace(one, classification="strictly_confidential")
    write_record(analyst, Entry(payload=raised, base_version=1))
    assert read_record(analyst, "I1/supports/I2").marking.level is Level.STRICTLY_CONFIDENTIAL


def test_marking_lower_takes_the_right_and_a_reason(mission: Path, session_of: SessionOf) -> None:
    write_record(session_of(Role.ANALYST), Entry(payload=item()))
    lower = item(classification="unclassified")
    with pytest.raises(PeaceopsError, match="marking it lower is refused"):
        write_record(session_of(Role.ANALYST), Entry(payload=lower, base_version=1))
    leader = session_of(Role.HEAD_OF_MISSION)
    with pytest.raises(PeaceopsError, match="needs a reason"):
        write_record(leader, Entry(payload=lower, base_version=1))
    write_record(leader, Entry(payload=lower, base_version=1, reason="public by now"))
    assert newest_entries(1)[0].reason == "public by now"


def test_a_text_that_reads_other_than_it_stands_is_refused(
    mission: Path, session_of: SessionOf
) -> None:
    analyst = session_of(Role.ANALYST)
    with pytest.raises(PeaceopsError, match="title holds a character that reverses"):
        write_record(analyst, Entry(payload=item(title="\u202egnp.exe")))
    with pytest.raises(PeaceopsError, match="control character"):
        write_record(analyst, Entry(payload=item(), reason="\x00"))
    assert not Version.objects.exists()


def test_need_to_know_by_area_and_team(mission: Path, session_of: SessionOf) -> None:
    analyst = session_of(Role.ANALYST)
    entries = [
        Entry(payload=item("I1")),
        Entry(payload=item("I2", area="birao")),
        Entry(payload=item("I3", area=None)),
        Entry(payload=item("I4"), team="elections"),
    ]
    write_records(analyst, entries)
    here = session_of(Role.WATCHKEEPER, areas=frozenset({"bria"}))
    assert {one.id for one in list_records(here, Query()).records} == {"I1", "I3"}
    team = session_of(Role.WATCHKEEPER, teams=frozenset({"elections"}))
    assert count_records(team, Query()) == 4
    assert explain_access(here, "I2") == "no: it lies outside the areas of this post"
    assert explain_access(here, "I4") == "no: it is kept within the team elections"
    assert explain_access(here, "I1").startswith("yes: ")
    outside = session_of(Role.HUMANITARIAN_LIAISON)
    assert explain_access(outside, "I2") == explain_access(outside, "never was")


def test_lists_are_paged_and_searched(mission: Path, session_of: SessionOf) -> None:
    analyst = session_of(Role.ANALYST)
    for number in range(5):
        day = date(2031, 5, 1) + timedelta(days=number)
        write_record(analyst, Entry(payload=item(f"I{number}", date=day)))
    first = list_records(analyst, Query(limit=2))
    assert [one.id for one in first.records] == ["I4", "I3"]
    second = list_records(analyst, Query(limit=2, before=first.next))
    third = list_records(analyst, Query(limit=2, before=second.next))
    assert [one.id for one in (*second.records, *third.records)] == ["I2", "I1", "I0"]
    assert third.next is None

    def found(**query: object) -> list[str]:
        return [one.id for one in list_records(analyst, Query(**query)).records]  # type: ignore[arg-type]

    assert found(since=date(2031, 5, 4)) == ["I4", "I3"]
    assert found(until=date(2031, 5, 1)) == ["I0"]
    assert found(words="MARKET shots", areas=("bria",), until=date(2031, 5, 2)) == ["I1", "I0"]
    assert found(words="100%") == []


def test_reads_and_refusals_are_in_the_audit(mission: Path, session_of: SessionOf) -> None:
    write_record(session_of(Role.ANALYST), Entry(payload=item()))
    read_record(session_of(Role.WATCHKEEPER), "I1")
    list_records(session_of(Role.READ_ONLY), Query(words="market"))
    with pytest.raises(PeaceopsError):
        read_record(session_of(Role.ADMINISTRATOR), "I1")
    with pytest.raises(PeaceopsError, match="refused"):
        write_record(session_of(Role.READ_ONLY), Entry(payload=item("I9")))
    acts = [(entry.act, entry.account) for entry in reversed(newest_entries(5))]
    assert acts == [
        ("write", "analyst"), ("read", "watchkeeper"), ("search", "read_only"),
        ("refused", "administrator"), ("refused", "read_only"),
    ]  # fmt: skip
    assert "market" not in newest_entries(3)[-1].query


def test_an_area_reaches_over_what_lies_within(mission: Path, session_of: SessionOf) -> None:
    planner = session_of(Role.PLANNER)
    east = AreaNode(id="east", covers=("unit:Haute-Kotto", "unit:Vakaga"))
    bria = AreaNode(id="bria", covers=("unit:Haute-Kotto",))
    west = AreaNode(id="west", covers=("unit:Ouham",))
    nowhere = AreaNode(id="camp")
    write_records(planner, [Entry(payload=area) for area in (east, bria, west, nowhere)])
    within = frozenset({"east", "bria", "unit:Haute-Kotto", "unit:Vakaga"})
    assert areas_within(frozenset({"east"})) == within
    assert areas_within(frozenset({"camp"})) == frozenset({"camp"})
    assert areas_within(None) is None
