"""The API over records: what is sent, what comes back, and what is refused in one line."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from django.http import HttpResponse

from peaceops.domain.role import Role
from peaceops.registers.audit.log import newest_entries
from tests.api.conftest import Caller, CallerOf

ITEM: dict[str, Any] = {"id": "I1", "title": "Shots near the market", "date": "2031-05-01"}


def told(answer: HttpResponse) -> Any:
    return msgspec.json.decode(answer.content)


def item(name: str = "I1", **fields: object) -> dict[str, Any]:
    return {"payload": {**ITEM, "id": name, **fields}}


def problem(answer: HttpResponse, status: int) -> str:
    """Return what a refusal says; it is one line and nothing else."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    what: str = told(answer)["what"]
    assert what
    assert "\n" not in what
    return what


def test_nobody_is_answered_without_saying_who_they_are(caller_of: CallerOf) -> None:
    for address in ("/items", "/records", "/records/item", "/items/I1", "/openapi.json"):
        answer = Caller().get(address)
        assert problem(answer, 401) == "say who you are"
        assert answer["WWW-Authenticate"].startswith("Bearer")
    assert problem(Caller("peaceops_token_of_nobody").get("/items"), 401)
    assert problem(caller_of(Role.ANALYST).get("/nowhere"), 404)


def test_what_is_recorded_is_read_under_its_version(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    made = analyst.ask("POST", "/items", item())
    assert made.status_code == 201
    assert made["ETag"] == '"1"'
    assert made["Location"] == "/api/records/item/I1"
    read = analyst.get("/items/I1")
    assert told(read) == told(made)
    assert told(read)["payload"]["title"] == ITEM["title"]
    assert told(read)["classification"] == "confidential"
    assert told(analyst.get("/records/item/I1")) == told(read)
    again = analyst.get("/items/I1", headers={"if-none-match": '"7", "1"'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", '"1"')
    assert problem(analyst.get("/threats/I1"), 404)


def test_a_change_names_the_version_that_it_stands_on(caller_of: CallerOf) -> None:
    analyst, adviser = caller_of(Role.ANALYST), caller_of(Role.POC_ADVISER)
    analyst.ask("POST", "/items", item())
    assert "which version" in problem(analyst.ask("PUT", "/items/I1", item()), 428)
    theirs = adviser.ask("PUT", "/items/I1", item(title="Two wounded"), version="1")
    assert theirs["ETag"] == '"2"'
    late = analyst.ask("PUT", "/items/I1", item(title="Nobody hurt"), version="1")
    assert "was changed by post of poc_adviser" in problem(late, 409)
    assert told(late)["yours"]["title"] == "Nobody hurt"
    assert told(late)["theirs"]["payload"]["title"] == "Two wounded"
    assert told(late)["theirs"]["version"] == 2
    assert problem(analyst.ask("POST", "/items", item()), 409)
    assert "not that of the address" in problem(
        analyst.ask("PUT", "/items/I1", item("I2"), version="2"), 422
    )
    odd = analyst.ask("PUT", "/items/I1", item(), headers={"if-match": "two"})
    assert "number in quotes" in problem(odd, 400)


def test_history_undo_withdraw_and_why(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    analyst.ask("POST", "/items", item())
    analyst.ask("PUT", "/items/I1", item(title="Wrong"), version="1")
    undone = analyst.ask("POST", "/undo/I1", {"reason": "mistyped"}, version="2")
    assert told(undone)["payload"]["title"] == ITEM["title"]
    assert problem(analyst.ask("POST", "/withdraw/I1", {}, version="3"), 422)
    gone = analyst.ask("POST", "/withdraw/I1", {"reason": "twice"}, version="3")
    assert told(gone)["withdrawn"]
    versions = analyst.read("/history/I1")["versions"]
    assert [one["action"] for one in versions] == ["create", "edit", "undo", "withdraw"]
    assert analyst.ids("/items") == []
    assert analyst.ids("/items?withdrawn=true") == ["I1"]
    assert analyst.read("/why/I1")["why"].startswith("yes: ")
    liaison = caller_of(Role.HUMANITARIAN_LIAISON)
    assert liaison.read("/why/I1") == liaison.read("/why/never-was")


def test_what_is_not_for_a_reader_answers_like_what_never_was(caller_of: CallerOf) -> None:
    caller_of(Role.ANALYST).ask("POST", "/items", item())
    for role in (Role.ADMINISTRATOR, Role.CONTRIBUTOR):
        outside = caller_of(role, contributor="Ruritania" if role is Role.CONTRIBUTOR else "")
        for address in ("/items/{}", "/records/item/{}", "/history/{}"):
            hidden, absent = outside.get(address.format("I1")), outside.get(address.format("I2"))
            assert problem(hidden, 404) == problem(absent, 404)
            assert hidden.content.replace(b"I1", b"I2") == absent.content
            assert set(hidden.headers) == set(absent.headers)


def test_pages_follow_one_another_and_end(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    for number in range(5):
        analyst.ask("POST", "/items", item(f"I{number}"))
    address, seen = "/items?limit=2&words=MARKET", []
    while address:
        page = analyst.get(address)
        seen += [record["id"] for record in told(page)["records"]]
        address = page.headers.get("Link", "").partition(">")[0].removeprefix("</api")
    assert seen == ["I4", "I3", "I2", "I1", "I0"]
    assert analyst.read("/items?limit=1&count=true")["count"] == 5
    assert analyst.ids("/items?words=nothing+like+it") == []


def test_lists_as_they_were_known(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    analyst.ask("POST", "/items", item("I1"))
    analyst.ask("POST", "/items", item("I2", area="bria"))
    between = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    analyst.ask("PUT", "/items/I2", item("I2", title="Corrected", area="bria"), version="1")
    analyst.ask("POST", "/items", item("I3"))
    assert analyst.ids(f"/items?as_known={between}") == ["I2", "I1"]
    assert analyst.ids(f"/items?as_known={between}&area=bria&words=shots") == ["I2"]
    first = analyst.read(f"/items?as_known={between}&limit=1")
    assert first["records"][0]["payload"]["title"] == ITEM["title"]
    assert analyst.ids(f"/items?as_known={between}&limit=1&before={first['next']}") == ["I1"]
    assert analyst.ids("/items?as_known=2000-01-01T00:00:00Z") == []
    assert "timezone" in problem(analyst.get("/items?as_known=2031-01-01T00:00:00"), 422)


def test_several_things_are_recorded_together_or_not_at_all(caller_of: CallerOf) -> None:
    planner = caller_of(Role.PLANNER)
    unit = {"kind": "unit", "payload": {"id": "BN1", "contributor": "Ruritania"}}
    caveat = {"kind": "caveat", "payload": {"id": "C1", "text": "no night movement"}}
    edge = {"kind": "edge", "payload": {"kind": "restricts", "source": "C1", "target": "BN1"}}
    made = planner.ask("POST", "/records", {"records": [unit, caveat, edge]})
    assert made.status_code == 201
    assert [record["id"] for record in told(made)["records"]] == ["BN1", "C1", "C1/restricts/BN1"]
    assert planner.get("/records/edge/C1/restricts/BN1").status_code == 200
    item_too = {"kind": "item", "payload": {**ITEM, "id": "I9"}}
    refused = planner.ask("POST", "/records", {"records": [{**unit, "base_version": 1}, item_too]})
    assert "does not write" in problem(refused, 403)
    assert len(planner.read("/history/BN1")["versions"]) == 1


def test_a_token_reaches_no_further_than_its_scopes(caller_of: CallerOf) -> None:
    caller_of(Role.HEAD_OF_MISSION).ask(
        "POST", "/items", item("secret", classification="strictly_confidential")
    )
    caller_of(Role.PLANNER).ask("POST", "/caveats", {"payload": {"id": "C1", "text": "no nights"}})
    reads = caller_of(Role.HEAD_OF_MISSION, scopes=("read",))
    assert reads.ids("/records") == []
    assert problem(reads.get("/items/secret"), 404)
    assert problem(reads.ask("POST", "/items", item("new")), 403)
    higher = caller_of(Role.HEAD_OF_MISSION, scopes=("read", "strictly_confidential"))
    assert higher.ids("/records") == ["secret"]
    whole = caller_of(Role.HEAD_OF_MISSION)
    assert whole.ids("/records") == ["C1", "secret"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": "\u202etekram"}, "reverses the order of reading (U+202E)"),
        ({"title": "a\0b"}, "a control character (U+0000)"),
        ({"text": "x" * 100_001}, "longer than 100,000 characters"),
        ({"date": "9999-12-31"}, "date must lie between 1900 and 2100"),
        ({"valid_to": "9999-12-31"}, "the year 9999 is none of 1900 to 2199"),
        ({"latitude": 91, "longitude": 0}, "latitude must lie between -90 and 90"),
        ({"killed": 10**30}, "a number too large"),
        ({"id": ""}, "takes 1 to 400 characters"),
        ({"id": "x" * 201}, "takes 1 to 200 characters"),
        ({"colour": "red"}, "unknown field `colour`"),
        ({"grade": "Z9"}, "grade must be a letter A to F"),
        ({"classification": "secret"}, "Invalid enum value 'secret'"),
    ],
)
def test_what_can_not_be_meant_is_refused_in_one_line(
    caller_of: CallerOf, fields: dict[str, Any], says: str
) -> None:
    analyst = caller_of(Role.ANALYST)
    assert says in problem(analyst.ask("POST", "/items", item(**fields)), 422)
    assert analyst.ids("/records") == []


@pytest.mark.parametrize(
    ("content", "media", "status"),
    [
        (b'{"payload": ', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"payload": {"id": "\\ud800"}}', "application/json", 400),
        (b"[" * 100_000 + b"]" * 100_000, "application/json", 400),
        (b'{"payload": {"id": "I1"}, "version": 3}', "application/json", 422),
        (b"[]", "application/json", 422),
        (b'{"payload": {"id": "I1"}}', "text/plain", 415),
        (b'{"payload": {"id": "I1"}}', "multipart/form-data; boundary=x", 415),
        (b" " * (2 * 1024 * 1024 + 1), "application/json", 413),
    ],
)
def test_bodies_that_are_no_records_are_refused_in_one_line(
    caller_of: CallerOf, content: bytes, media: str, status: int
) -> None:
    analyst = caller_of(Role.ANALYST)
    assert problem(analyst.ask("POST", "/items", content, content_type=media), status)
    assert analyst.ids("/records") == []


@pytest.mark.parametrize(
    "address",
    [
        "/items?limit=0", "/items?limit=501", "/items?before=-1", f"/items?before={10**30}",
        "/items?since=2031-13-01", "/items?words=a%00b", "/items?area=%E2%80%AEx",
        "/items?format=xml", "/records?kind=secret", "/records/secret", "/items/a%00b",
        f"/items/{'x' * 500}",
    ],
)  # fmt: skip
def test_odd_questions_are_refused_in_one_line(caller_of: CallerOf, address: str) -> None:
    assert problem(caller_of(Role.ANALYST).get(address), 422)


def test_markup_is_kept_as_it_was_written(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    text = "<script>alert(1)</script> & \u0645\u0631\u062d\u0628\u0627"
    names = ("title", "text", "note", "place", "language", "channel")
    analyst.ask("POST", "/items", item(**dict.fromkeys(names, text)))
    answer = analyst.get("/items/I1")
    assert {told(answer)["payload"][name] for name in names} == {text}
    assert answer["Content-Type"] == "application/json"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_map_shows_no_finer_than_may_leave(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    here = {"latitude": 6.54, "longitude": 21.98, "place": "Bria market", "place_precision": 1}
    analyst.ask("POST", "/items", item("I1", **here, consent="quote_with_identity"))
    analyst.ask("POST", "/items", item("I2", **here, consent="inform_analysis"))
    analyst.ask("POST", "/items", item("I3", **here, consent="none"))
    answer = caller_of(Role.HEAD_OF_MISSION).get("/items?format=geojson")
    assert answer["Content-Type"] == "application/geo+json"
    features = told(answer)["features"]
    assert [feature["geometry"] for feature in features] == [
        None, {"type": "Point", "coordinates": [21.98, 6.54]},
    ]  # fmt: skip
    assert "I1" not in answer.content.decode()  # items go by a pseudonym of this answer only
    for role in (Role.READ_ONLY,):
        coarse = caller_of(role).get("/items?format=geojson").content.decode()
        assert "21.98" not in coarse


def test_what_people_ask_is_in_the_audit_by_function(caller_of: CallerOf) -> None:
    analyst = caller_of(Role.ANALYST)
    analyst.ask("POST", "/items", item())
    analyst.get("/items/I1")
    analyst.get("/items?words=market")
    acts = [(entry.act, entry.account) for entry in reversed(newest_entries(3))]
    assert acts == [(act, analyst.account) for act in ("write", "read", "search")]
