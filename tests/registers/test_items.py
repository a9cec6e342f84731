"""Items in the registers: logged, graded, imported, with their files."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peaceops.domain.access import Role
from peaceops.domain.audit import Act
from peaceops.domain.collation_link import CollationLinkNode
from peaceops.domain.error import PeaceopsError
from peaceops.domain.grading import Credibility
from peaceops.domain.record import Holding
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.exercise.country import invent
from peaceops.exercise.write import write_inputs, write_reports
from peaceops.registers.audit.log import newest_entries
from peaceops.registers.record.listing import Query
from peaceops.services.register.attachment import attach, attachments_of, read_attachment
from peaceops.services.register.collation import decide, told_things
from peaceops.services.register.item import confirmation_gap_of, grade_item, log_item
from peaceops.services.register.item_import import import_items
from peaceops.services.register.reading import count_records, read_record
from peaceops.services.register.session import Session
from peaceops.services.register.source import (
    give_letter,
    note_outcome,
    record_source,
    source_page,
)
from peaceops.services.register.writing import Entry, withdraw, write_record

SessionOf = Callable[..., Session]
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


def item(name: str, **fields: Any) -> ItemNode:
    return msgspec.convert(
        {"id": name, "text": "shots near the market", "date": "2031-05-01", **fields}, ItemNode
    )


def tie(session: Session, first: str, second: str) -> None:
    link = CollationLinkNode(id=f"link:{first}~{second}", first=first, second=second)
    write_record(session, Entry(payload=link))
    decide(session, link.id, "accept", base_version=1)


def test_a_watchkeeper_logs_what_was_told_today(mission: Path, session_of: SessionOf) -> None:
    record = log_item(session_of(Role.WATCHKEEPER, at=NOON), item("I1"))
    assert isinstance(record.payload, ItemNode)
    assert record.payload.reported == NOON.date()
    assert record.payload.grade is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"date": "2031-05-03"}, "date has not come yet"),
        ({"text": "calm \u202emlac"}, "reverses the order of reading"),
        ({"actors": ["a\u0000"]}, "control character"),
        ({"grade": "B1"}, "not confirmed yet"),
    ],
)
def test_what_can_not_be_so_is_refused_in_one_line(
    mission: Path, session_of: SessionOf, fields: dict[str, Any], words: str
) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    with pytest.raises(PeaceopsError, match=words) as refused:
        log_item(analyst, item("I1", **fields))
    assert len(refused.value.lines) == 1
    assert count_records(analyst, Query(kinds=("item",))) == 0


@pytest.mark.parametrize("day", ["9999-12-31", "1066-10-14"])
def test_a_slip_of_the_pen_in_a_year_is_no_item_however_it_comes(day: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="date must lie between 1900 and 2100"):
        item("I1", date=day)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "mrm"}, "Invalid enum value 'mrm'"),
        ({"kind": "cleared_statement"}, "needs cleared_by and cleared_on"),
        ({"place": "6.51, 21.98"}, "place holds coordinates"),
        ({"place": "at 34N GK 1234 5678"}, "place holds coordinates"),
        ({"place": "6°30'N 21°59'E"}, "place holds coordinates"),
        ({"latitude": 95.0, "longitude": 21.0}, "latitude must lie between -90 and 90"),
        ({"latitude": 6.5}, "stand together or not at all"),
        ({"killed": -1}, "killed must lie between 0"),
    ],
)
def test_what_no_item_can_hold_is_refused_however_it_comes(
    fields: dict[str, Any], words: str
) -> None:
    with pytest.raises(msgspec.ValidationError, match=words):
        item("I1", **fields)


@pytest.mark.parametrize("place", ["Ouro", "km 12 on the road to Bria", "PK5", "Camp 3, block 2"])
def test_a_name_with_figures_is_a_name(place: str) -> None:
    assert item("I1", place=place).place == place


def test_one_rumour_told_twice_confirms_nothing_and_a_second_origin_does(
    mission: Path, session_of: SessionOf
) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    for report in (
        item("I1", grade="B2"), item("I2", origins=["I1"]), item("I3", origins=["radio"]),
    ):  # fmt: skip
        log_item(analyst, report)
    assert confirmation_gap_of(analyst, "I1") == "no other report tells of it"
    tie(analyst, "I1", "I2")
    with pytest.raises(PeaceopsError, match="all go back to one origin"):
        grade_item(
            analyst, "I1", base_version=1, reason="two say so", credibility=Credibility.CONFIRMED
        )
    tie(analyst, "I1", "I3")
    graded = grade_item(
        analyst, "I1", base_version=1, reason="radio too", credibility=Credibility.CONFIRMED
    )
    assert isinstance(graded.payload, ItemNode)
    assert graded.payload.grade == "B1"
    (thing,) = told_things(analyst)
    assert (thing.reports, thing.origins) == (("I1", "I2", "I3"), 2)
    assert [(echo.first, echo.second) for echo in thing.echoes] == [("I1", "I2")]


def test_two_reports_of_one_source_are_one_origin(mission: Path, session_of: SessionOf) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    record_source(analyst, SourceNode(id="S1"))
    log_item(analyst, item("I1"), source="S1")
    log_item(analyst, item("I2"), source="S1")
    tie(analyst, "I1", "I2")
    assert "one origin" in confirmation_gap_of(analyst, "I1")


def test_a_letter_is_proposed_from_outcomes_and_given_by_a_person(
    mission: Path, session_of: SessionOf
) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    record_source(analyst, SourceNode(id="S1"))
    for number in range(5):
        log_item(analyst, item(f"I{number}"), source="S1")
        assert source_page(analyst, "S1").proposal is None
        note_outcome(analyst, "S1", f"I{number}", "true")
    page = source_page(analyst, "S1")
    assert page.proposal is not None
    assert (page.proposal.letter, page.letter) == ("A", "F")
    assert page.items == tuple(f"I{number}" for number in range(5))
    give_letter(analyst, "S1", "B", reason="five of five, still few", base_version=1)
    page = source_page(analyst, "S1")
    assert (page.letter, page.source.reliability) == ("B", "B")
    assert page.history[-1].author == "post of analyst"


def test_an_outcome_of_what_a_source_never_told_is_refused(
    mission: Path, session_of: SessionOf
) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    record_source(analyst, SourceNode(id="S1"))
    log_item(analyst, item("I1"))
    with pytest.raises(PeaceopsError, match="I1 is not from this source"):
        note_outcome(analyst, "S1", "I1", "true")


def test_a_planner_sees_the_item_and_nothing_of_its_source(
    mission: Path, session_of: SessionOf
) -> None:
    analyst, planner = session_of(Role.ANALYST, at=NOON), session_of(Role.PLANNER, at=NOON)
    record_source(analyst, SourceNode(id="S1"))
    log_item(analyst, item("I1"), source="S1")
    assert read_record(planner, "I1").holding is Holding.OPEN
    with pytest.raises(PeaceopsError, match="none that you may see"):
        source_page(planner, "S1")
    assert count_records(planner, Query(kinds=("edge", "source", "source_assessment"))) == 0


PHOTO = b"\x89PNG\r\n\x1a\n" + b"burnt houses, invented"


def test_a_file_is_kept_by_its_hash_and_read_back(
    mission: Path, session_of: SessionOf, tmp_path: Path
) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    photo = tmp_path / "photo.png"
    photo.write_bytes(PHOTO)
    log_item(analyst, item("I1"))
    record = attach(analyst, mission, "I1", photo)
    (kept,) = attachments_of(analyst, "I1")
    assert kept.id == record.id
    assert (kept.media_type, kept.bytes, kept.name) == ("image/png", len(PHOTO), "photo.png")
    assert read_attachment(analyst, mission, record.id).content == PHOTO
    held = read_record(analyst, "I1").payload
    assert isinstance(held, ItemNode)
    assert held.attachments == (kept.sha256,)
    with pytest.raises(PeaceopsError, match="attached already"):
        attach(analyst, mission, "I1", photo)


def test_the_file_of_a_sealed_item_is_sealed(
    mission: Path, session_of: SessionOf, tmp_path: Path
) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    photo = tmp_path / "photo.png"
    photo.write_bytes(PHOTO)
    sealed = {"classification": "strictly_confidential", "compartments": ["source_identity"]}
    log_item(analyst, item("I1", **sealed))
    record = attach(analyst, mission, "I1", photo)
    assert read_attachment(analyst, mission, record.id).content == PHOTO
    for file in (file for file in mission.rglob("*") if file.is_file()):
        assert b"burnt houses" not in file.read_bytes(), file
        assert b"photo.png" not in file.read_bytes(), file
    with pytest.raises(PeaceopsError, match="none that you may see"):
        read_attachment(session_of(Role.WATCHKEEPER, at=NOON), mission, record.id)


def test_a_file_that_was_changed_on_the_disk_is_not_shown(
    mission: Path, session_of: SessionOf, tmp_path: Path
) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    photo = tmp_path / "photo.png"
    photo.write_bytes(PHOTO)
    log_item(analyst, item("I1"))
    record = attach(analyst, mission, "I1", photo)
    (place,) = (file for file in (mission / "attachments").rglob("*") if file.is_file())
    place.write_bytes(PHOTO + b"!")
    with pytest.raises(PeaceopsError, match="not what they were"):
        read_attachment(analyst, mission, record.id)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exercise")
    exercise = invent(7, scale=0.5, years=5)
    write_inputs(exercise, folder)
    write_reports(exercise, folder)
    return folder / "inputs"


@pytest.fixture
def ground(mission: Path, told: Path) -> Path:
    """The mission on the ground of the exercise."""
    settings = (mission / "mission.toml").read_text(encoding="utf-8")
    (mission / "inputs").mkdir(exist_ok=True)
    for name in ("boundary.geojson", "places.csv", "events.csv"):
        (mission / "inputs" / name).write_bytes((told / name).read_bytes())
    area = '[area]\nboundary = "inputs/boundary.geojson"\nplaces = "inputs/places.csv"'
    settings = settings.replace('[area]\nboundary = "inputs/area.geojson"', area)
    settings = settings.replace("files = []", 'files = ["inputs/events.csv"]\ndataset = "exercise"')
    (mission / "mission.toml").write_text(settings, encoding="utf-8")
    return mission


def test_a_list_comes_in_and_the_same_list_again_changes_nothing(
    ground: Path, session_of: SessionOf, told: Path
) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    first = import_items(analyst, ground, told / "reports.csv", told / "reports.toml")
    assert first.new > 50
    assert (first.changed, first.same, first.rejects) == (0, 0, ())
    assert count_records(analyst, Query(kinds=("item",))) == first.new
    assert newest_entries(1)[0].act is Act.IMPORT
    again = import_items(analyst, ground, told / "reports.csv", told / "reports.toml")
    assert (again.new, again.changed, again.same) == (0, 0, first.new)
    placed = read_record(analyst, "R00001")
    assert placed.areas == () or placed.areas[0].startswith("unit:")
    source = source_page(analyst, "S-01")
    assert source.items


def test_what_one_can_not_open_is_not_written_anew(
    ground: Path, session_of: SessionOf, told: Path
) -> None:
    """Sources and their ties are sealed: without a key, nobody can tell whether they changed."""
    analyst = session_of(Role.ANALYST, at=NOON)
    import_items(analyst, ground, told / "reports.csv", told / "reports.toml")
    before = newest_entries(1)[0].seq
    keyless = msgspec.structs.replace(analyst, keys={})
    again = import_items(keyless, ground, told / "reports.csv", told / "reports.toml")
    assert (again.new, again.changed, again.closed) == (0, 0, 0)
    assert newest_entries(1)[0].seq == before


def test_what_was_withdrawn_stays_so_when_the_list_comes_again(
    ground: Path, session_of: SessionOf, told: Path
) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    first = import_items(analyst, ground, told / "reports.csv", told / "reports.toml")
    withdraw(analyst, "R00003", base_version=1, reason="sent by mistake")
    again = import_items(analyst, ground, told / "reports.csv", told / "reports.toml")
    assert (again.withdrawn, again.same) == (1, first.new - 1)
    assert read_record(analyst, "R00003").withdrawn


def test_trying_records_nothing(ground: Path, session_of: SessionOf, told: Path) -> None:
    analyst = session_of(Role.ANALYST, at=NOON)
    tried = import_items(
        analyst, ground, told / "reports.csv", told / "reports.toml", try_only=True
    )
    assert tried.new > 50
    assert count_records(analyst, Query(kinds=("item", "source", "edge"))) == 0


def test_who_records_no_sources_imports_without_them_or_not_at_all(
    ground: Path, session_of: SessionOf, told: Path
) -> None:
    keeper = session_of(Role.WATCHKEEPER, at=NOON)
    with pytest.raises(PeaceopsError, match="this post does not record"):
        import_items(keeper, ground, told / "reports.csv", told / "reports.toml")
    taken = import_items(
        keeper, ground, told / "reports.csv", told / "reports.toml", without_sources=True
    )
    assert taken.new > 50
    assert count_records(session_of(Role.ANALYST, at=NOON), Query(kinds=("source",))) == 0


def test_who_has_no_duty_to_import_is_refused(
    ground: Path, session_of: SessionOf, told: Path
) -> None:
    with pytest.raises(PeaceopsError) as refused:
        import_items(
            session_of(Role.READ_ONLY, at=NOON), ground, told / "reports.csv",
            told / "reports.toml",
        )  # fmt: skip
    assert refused.value.exit_code == 4
