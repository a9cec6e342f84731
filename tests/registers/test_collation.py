"""Links in the registers: put forward, decided, undone, remembered."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peaceops.domain.access import Role
from peaceops.domain.collation_link import CollationLinkNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Compartment, Level
from peaceops.domain.record import ConflictError
from peaceops.domain.strategy.information import ItemNode
from peaceops.registers.record.listing import Query
from peaceops.services.register.collation import (
    decide,
    open_proposals,
    propose,
    told_things,
)
from peaceops.services.register.item import log_item
from peaceops.services.register.reading import count_records, read_record, record_history
from peaceops.services.register.session import Session

SessionOf = Callable[..., Session]
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
LINK = "link:I1~I2"


def item(name: str, **fields: Any) -> ItemNode:
    told = {
        "text": "riders burnt houses near the market", "date": "2031-05-01", "latitude": 6.5,
        "longitude": 21.9, "place_precision": 1, "actors": ["Red Hills"], "killed": 4,
    }  # fmt: skip
    return msgspec.convert({"id": name, **told, **fields}, ItemNode)


@pytest.fixture
def analyst(mission: Path, session_of: SessionOf) -> Session:
    session = session_of(Role.ANALYST, at=NOON)
    log_item(session, item("I1", area="north"))
    log_item(session, item("I2", text="market: houses burnt by riders", area="south"))
    return session


def link(session: Session, name: str = LINK) -> CollationLinkNode:
    found = read_record(session, name).payload
    assert isinstance(found, CollationLinkNode)
    return found


def test_a_proposal_is_recorded_with_its_reasons_and_changes_no_report(analyst: Session) -> None:
    before = [read_record(analyst, name) for name in ("I1", "I2")]
    (proposed,) = propose(analyst)
    assert link(analyst) == proposed
    assert (proposed.status, proposed.decided_by) == ("proposed", None)
    assert len(proposed.explanation) >= 4
    assert proposed.areas == ("north", "south")
    assert [read_record(analyst, name) for name in ("I1", "I2")] == before


def test_what_was_put_forward_or_decided_never_comes_again(analyst: Session) -> None:
    propose(analyst)
    assert propose(analyst) == ()
    decide(analyst, LINK, "refuse", base_version=1, reason="two markets")
    assert propose(analyst) == ()
    assert open_proposals(analyst) == ()


def test_a_person_accepts_undoes_and_accepts_again_and_all_of_it_stays(analyst: Session) -> None:
    propose(analyst)
    decide(analyst, LINK, "accept", base_version=1)
    assert told_things(analyst)[0].reports == ("I1", "I2")
    with pytest.raises(PeaceopsError, match="undoing a link needs a reason"):
        decide(analyst, LINK, "undo", base_version=2)
    decide(analyst, LINK, "undo", base_version=2, reason="another day, it turns out")
    assert told_things(analyst) == ()
    assert propose(analyst) == ()
    decide(analyst, LINK, "accept", base_version=3, reason="the same after all")
    states = [
        record.payload.status
        for record in record_history(analyst, LINK)
        if isinstance(record.payload, CollationLinkNode)
    ]
    assert states == ["proposed", "accepted", "undone", "accepted"]
    assert link(analyst).decided_by == "post of analyst"


def test_what_is_refused_can_not_be_undone_as_if_it_had_been_accepted(analyst: Session) -> None:
    propose(analyst)
    decide(analyst, LINK, "refuse", base_version=1)
    with pytest.raises(PeaceopsError, match="it is refused; it can not be undone"):
        decide(analyst, LINK, "undo", base_version=2, reason="x")


def test_two_people_who_decide_at_once_see_each_other(
    analyst: Session, session_of: SessionOf
) -> None:
    propose(analyst)
    decide(session_of(Role.POC_ADVISER, at=NOON), LINK, "accept", base_version=1)
    with pytest.raises(ConflictError) as conflict:
        decide(analyst, LINK, "refuse", base_version=1)
    assert conflict.value.theirs.version == 2
    assert link(analyst).status == "accepted"


def test_a_link_is_marked_as_its_ends_are(analyst: Session, session_of: SessionOf) -> None:
    log_item(
        analyst,
        item("I3", classification="strictly_confidential", compartments=["source_identity"]),
    )
    propose(analyst)
    sealed = read_record(analyst, "link:I1~I3")
    assert sealed.marking.level is Level.STRICTLY_CONFIDENTIAL
    assert Compartment.SOURCE_IDENTITY in sealed.marking.compartments
    planner = session_of(Role.PLANNER, at=NOON)
    assert count_records(planner, Query(kinds=("collation_link",))) == 1
    with pytest.raises(PeaceopsError, match="none that you may see"):
        read_record(planner, "link:I1~I3")


def test_only_what_one_sees_is_compared(analyst: Session, session_of: SessionOf) -> None:
    north = session_of(Role.WATCHKEEPER, areas=frozenset({"north"}), at=NOON)
    assert propose(north) == ()


def test_who_does_not_write_links_puts_none_forward(
    analyst: Session, session_of: SessionOf
) -> None:
    with pytest.raises(PeaceopsError) as refused:
        propose(session_of(Role.READ_ONLY, at=NOON))
    assert refused.value.exit_code == 4
    assert count_records(analyst, Query(kinds=("collation_link",))) == 0
