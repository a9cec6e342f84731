"""Files through the API: attachments, lists of reports, the strategy's text, a whole mission."""

import base64
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peaceops.acquire.upload import MOST_BYTES
from peaceops.domain.age_key import make_pair, seal_to
from peaceops.domain.audit import Act
from peaceops.domain.role import Role
from peaceops.registers.audit.log import newest_entries
from peaceops.registers.record.models import Version
from peaceops.services.register.mission import mission_bytes
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_record
from tests.api.case import ATTACHED, FILE, MAPPING, plant
from tests.api.conftest import CallerOf
from tests.api.test_records_api import item, problem, told

RAW, YAML = "application/octet-stream", "application/yaml"
SessionOf = Callable[..., Session]


def listed(text: str, **more: Any) -> dict[str, Any]:
    """Return a list as it is sent."""
    content = base64.b64encode(text.encode()).decode()
    return {"name": "list.csv", "content": content, "mapping": MAPPING, **more}


def test_a_file_is_attached_and_fetched_as_it_was(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    analyst.ask("POST", "/items", item())
    kept = analyst.ask("POST", "/attach/I1?file=a%2Fnote%20%C3%A9.txt", FILE, media=RAW)
    assert kept.status_code == 201
    assert told(kept)["payload"]["name"] == "note é.txt"
    fetched = analyst.get(f"/attachment/{told(kept)['id']}")
    assert fetched.content == FILE
    assert fetched["Content-Type"] == RAW
    assert fetched["Content-Disposition"] == "attachment; filename*=utf-8''note%20%C3%A9.txt"
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert newest_entries(1)[0].act is Act.READ
    assert newest_entries(1)[0].ids == (told(kept)["id"],)
    outside = caller_of(Role.HUMANITARIAN_LIAISON)
    unseen = outside.get(f"/attachment/{told(kept)['id']}")
    assert problem(unseen, 404) == problem(outside.get("/attachment/AT-none"), 404)


def test_a_file_that_is_not_taken_is_refused_in_one_line(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    analyst.ask("POST", "/items", item())
    page = analyst.ask("POST", "/attach/I1?file=x.txt", b"<html>", media=RAW)
    assert "a web page" in problem(page, 422)
    assert problem(analyst.ask("POST", "/attach/I1", FILE, media=RAW), 422)
    assert problem(analyst.ask("POST", "/attach/I1?file=x.txt", FILE, media="text/html"), 415)
    large = analyst.ask("POST", "/attach/I1?file=x.txt", bytes(MOST_BYTES + 1), media=RAW)
    assert problem(large, 413)
    reader = caller_of(Role.READ_ONLY)
    assert problem(reader.ask("POST", "/attach/I1?file=x.txt", FILE, media=RAW), 403)
    assert told(analyst.get("/attachments-of/I1"))["found"] == []


def test_a_list_is_taken_in_and_what_was_set_aside_is_told(
    caller_of: CallerOf, session_of: SessionOf
) -> None:
    plant(session_of(Role.HEAD_OF_MISSION, Role.ANALYST, Role.HUMAN_RIGHTS))
    analyst = caller_of(Role.ANALYST)
    text = "day,what,who\n2026-05-01,shots,S-1\nno day,shots,S-1\n"
    tried = told(analyst.ask("POST", "/import-items", listed(text, try_only=True)))
    assert (tried["new"], Version.objects.filter(record="S-1").count()) == (1, 0)
    taken = told(analyst.ask("POST", "/import-items", listed(text)))
    assert (taken["new"], [reject["line"] for reject in taken["rejects"]]) == (1, [3])
    assert taken["rejects"][0]["reason"]
    assert newest_entries(1)[0].act is Act.IMPORT
    assert told(analyst.ask("POST", "/import-items", listed(text)))["same"] == 1


def test_a_list_that_can_not_be_read_is_refused_in_one_line(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    for odd in (
        listed("day,what,who\n", mapping="= no TOML"),
        listed("day,what,who\n", mapping="a = " + "[" * 3000),
        listed("day,what,who\n", name="list.exe"),
        listed("day,what,who\n") | {"content": "no base 64!"},
        listed("day,what,who\n", mapping=MAPPING + "# \u202e"),
        {"name": "list.csv"},
    ):
        assert problem(analyst.ask("POST", "/import-items", odd), 422)
    reader = caller_of(Role.READ_ONLY)
    assert "import takes one of" in problem(reader.ask("POST", "/import-items", listed("")), 403)


def test_a_name_longer_than_a_table_holds_is_refused_in_one_line(
    caller_of: CallerOf, session_of: SessionOf
) -> None:
    plant(session_of(Role.HEAD_OF_MISSION, Role.ANALYST, Role.HUMAN_RIGHTS))
    analyst = caller_of(Role.ANALYST)
    before = Version.objects.count()
    long = "x" * 201
    columns = MAPPING + 'id = "id"\narea = "area"\n'
    for row in (f"{long},A,S-1", f"I-9,{long},S-1", f"I-9,A,{long}"):
        text = f"day,what,id,area,who\n2026-05-01,shots,{row}\n"
        answer = analyst.ask("POST", "/import-items", listed(text, mapping=columns))
        assert "longer than 200" in problem(answer, 422)
    assert Version.objects.count() == before


def test_a_strategy_comes_in_and_goes_out_as_text(caller_of: CallerOf) -> None:
    planner, head = caller_of(Role.PLANNER), caller_of(Role.HEAD_OF_MISSION)
    text = b"tasks:\n- id: T1\n  title: patrol\n"
    taken = told(planner.ask("POST", "/strategy?file=plan.yaml", text, media=YAML))
    assert taken == {"new": 1, "changed": 0, "same": 0, "missing": []}
    assert told(head.get("/records/task/T1"))["reason"] == "taken from plan.yaml"
    drawn = head.get("/strategy")
    assert drawn["Content-Type"] == YAML
    assert drawn.content.startswith(b"# left out: 0 sealed records, 0 relations")
    assert drawn.content.endswith(text)
    assert newest_entries(1)[0].act is Act.EXPORT
    assert told(planner.ask("POST", "/strategy", drawn.content, media=YAML))["same"] == 1
    assert b"T1" not in head.get("/strategy?as_known=2020-01-01T00:00:00Z").content
    assert "export mission takes one of" in problem(planner.get("/strategy"), 403)


def test_what_is_held_apart_stands_in_the_text_by_its_name(caller_of: CallerOf) -> None:
    head = caller_of(Role.HEAD_OF_MISSION, Role.HUMAN_RIGHTS)
    head.ask("POST", "/items", item(compartments=["medical"]))
    drawn = head.get("/strategy")
    assert b"compartments:\n  - medical\n" in drawn.content
    assert told(head.ask("POST", "/strategy", drawn.content, media=YAML))["same"] == 1
    assert b"medical" not in caller_of(Role.HEAD_OF_MISSION).get("/strategy").content


def test_a_strategy_with_faults_tells_all_of_them_and_one_that_unfolds_is_not_read(
    caller_of: CallerOf,
) -> None:
    planner = caller_of(Role.PLANNER)
    faulty = planner.ask("POST", "/strategy", b"tasks:\n- {nme: x}\n- {ttle: x}\n", media=YAML)
    assert problem(faulty, 422)
    assert len(told(faulty)["lines"]) > 1
    again = "".join(f"- &a{n + 1} [{f'*a{n}, ' * 9}]\n" for n in range(9))
    for odd, status in (
        (f"tasks:\n- &a0 [x]\n{again}".encode(), 422),
        (b"tasks: " + b"[" * 900 + b"]" * 900, 422),
        (b"[" * 100_000, 422),
        (b"tasks: \xff", 400),
        (b"tasks:\n- {id: " + b"x" * 300 + b"}\n", 422),
    ):
        assert problem(planner.ask("POST", "/strategy", odd, media=YAML), status)
    assert Version.objects.count() == 0


def test_a_whole_mission_goes_out_sealed(caller_of: CallerOf, session_of: SessionOf) -> None:
    plant(session_of(Role.HEAD_OF_MISSION, Role.ANALYST, Role.HUMAN_RIGHTS))
    pair = make_pair()
    head = caller_of(Role.HEAD_OF_MISSION, Role.ANALYST)
    gone = head.ask("POST", "/export-mission", {"to": [pair.recipient]})
    assert gone.status_code == 200
    assert gone.content.startswith(b"age-encryption.org")
    assert gone["Content-Disposition"] == 'attachment; filename="mission.age"'
    assert newest_entries(1)[0].count == Version.objects.count()
    for nobody in ([], ["age1nobody"]):
        assert problem(head.ask("POST", "/export-mission", {"to": nobody}), 422)
    sent = {"content": base64.b64encode(gone.content).decode(), "identity": pair.identity}
    assert "hold records already" in problem(head.ask("POST", "/import-mission", sent), 422)
    planner = caller_of(Role.PLANNER)
    assert problem(planner.ask("POST", "/export-mission", {"to": [pair.recipient]}), 403)


def test_a_whole_mission_comes_into_empty_registers_and_its_key_is_told_nowhere(
    caller_of: CallerOf, session_of: SessionOf, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    session = session_of(Role.HEAD_OF_MISSION)
    pair = make_pair()
    empty = mission_bytes(session, [pair.recipient])
    head = caller_of(Role.HEAD_OF_MISSION)
    sent = {"content": base64.b64encode(empty).decode(), "identity": pair.identity}
    assert told(head.ask("POST", "/import-mission", sent)) == {"versions": 0}
    other = head.ask("POST", "/import-mission", {**sent, "identity": make_pair().identity})
    assert "does not open it" in problem(other, 422)
    odd = head.ask("POST", "/import-mission", {**sent, "identity": pair.identity[:-1]})
    assert "not an age identity" in problem(odd, 422)
    write_record(session, Entry(payload=ATTACHED))
    reader = caller_of(Role.READ_ONLY)
    assert problem(reader.ask("POST", "/import-mission", sent), 403)
    kept = msgspec.json.encode(newest_entries(20)).decode()
    for text in (caplog.text, kept, odd.content.decode(), other.content.decode()):
        assert pair.identity[:-1] not in text


FOREIGN: dict[str, Any] = {
    "seq": 1, "record": "x", "version": 1, "kind": "item", "form": 1, "action": "edit",
    "author": "1", "post": "p", "reason": "", "recorded_at": "2031-01-01T00:00:00Z", "level": 1,
    "compartments": 0, "areas": [], "team": "", "contributor": "", "happened_from": None,
    "happened_to": None, "valid_from": None, "valid_to": None, "hash": "", "content": None,
    "salt": "",
}  # fmt: skip


@pytest.mark.parametrize("mission", ["postgresql"], indirect=True)  # the stricter of the two
def test_a_mission_that_others_wrote_is_taken_whole_or_not_at_all(caller_of: CallerOf) -> None:
    head, pair = caller_of(Role.HEAD_OF_MISSION), make_pair()
    for odd in ({"content": "!"}, {"content": "anVuaw=="}, {"record": "x" * 500}, {"seq": 2**70}):
        line = msgspec.json.encode({**FOREIGN, **odd})
        sealed = seal_to(b'{"format":1,"versions":1}\n' + line, [pair.recipient])
        sent = {"content": base64.b64encode(sealed).decode(), "identity": pair.identity}
        assert problem(head.ask("POST", "/import-mission", sent), 422), odd
    assert Version.objects.count() == 0


def test_no_file_stays_of_what_was_refused(caller_of: CallerOf, mission: Path) -> None:
    reader = caller_of(Role.READ_ONLY)
    caller_of(Role.ANALYST).ask("POST", "/items", item())
    assert problem(reader.ask("POST", "/attach/I1?file=x.txt", FILE, media=RAW), 403)
    assert not (mission / "attachments").exists()
