"""The sign-in page and what stands behind it: who gets in, and what a browser is told."""

import re
from base64 import b32decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from peaceops.domain.access import Reader
from peaceops.domain.error import PeaceopsError
from peaceops.domain.grant import Grant
from peaceops.domain.role import Role
from peaceops.registers.account.grant import add_grant
from peaceops.registers.account.models import Account
from peaceops.registers.account.second_factor import code_at
from peaceops.registers.account.secret import digest_of
from peaceops.registers.account.sign_in import begin
from peaceops.registers.audit.log import newest_entries
from peaceops.registers.key import ring
from peaceops.services.register.account import add_account, grant_role
from peaceops.services.register.serving import application_for
from peaceops.services.register.session import Session
from peaceops.web import pace
from tests.api.conftest import LONG_AGO as OLD
from tests.api.conftest import make_caller

PASSWORD = "nine lorries cross at dawn"  # noqa: S105 - invented
WRONG = "User name, password or code is wrong"


@pytest.fixture(autouse=True)
def unhurried() -> None:
    """Nobody tried anything yet."""
    pace.forget()


class Browser:
    """A browser that keeps cookies and sends the token of the form it last saw."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
        self.form = ""

    def get(self, address: str) -> HttpResponse:
        answer: HttpResponse = self.client.get(address)
        found = re.search(r'csrfmiddlewaretoken" value="([^"]+)', answer.content.decode())
        self.form = found[1] if found else self.form
        return answer

    def post(self, address: str, **fields: str) -> HttpResponse:
        answer: HttpResponse = self.client.post(
            address, {"csrfmiddlewaretoken": self.form, **fields}
        )
        return answer


def words(answer: HttpResponse) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def let_in(role: Role) -> tuple[Browser, str]:
    """Return a browser in which somebody chose a password and signed in, and their user name."""
    admin = Account.objects.create(username="admin", post="administrator", made_at=OLD)
    add_grant(admin, Grant(role=Role.ADMINISTRATOR), OLD, None)
    session = Session(
        reader=Reader(account=str(admin.pk), post="a", roles=frozenset({Role.ADMINISTRATOR}))
    )
    link = add_account(session, "watch", "watchkeeper, Bria")
    grant_role(session, "watch", Grant(role=role))
    browser = Browser()
    browser.get(f"/link/{link}")
    shown = browser.post(f"/link/{link}", password=PASSWORD, again=PASSWORD)
    assert shown.status_code == 200
    secret = b32decode(re.findall(r"<code>([A-Z2-7]{32})</code>", shown.content.decode())[0])
    assert browser.post(f"/link/{link}", password=PASSWORD, again=PASSWORD).status_code == 403
    browser.get("/sign-in")
    code = code_at(secret, datetime.now(UTC))
    signed = browser.post("/sign-in", username="watch", password=PASSWORD, code=code)
    assert (signed.status_code, signed["Location"]) == (302, "/")
    return browser, "watch"


def test_somebody_chooses_a_password_signs_in_works_and_signs_out(mission: Path) -> None:
    browser, _ = let_in(Role.WATCHKEEPER)
    cookie = browser.client.cookies["peaceops"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    home = browser.get("/")
    assert "watchkeeper, Bria" in words(home)
    assert browser.client.get("/api/me").status_code == 200
    item = {"data": b'{"payload": {"id": "I1"}}', "content_type": "application/json"}
    assert browser.client.post("/api/items", **item).status_code == 403
    sent = browser.client.post("/api/items", **item, headers={"X-CSRFToken": browser.form})
    assert sent.status_code == 201
    assert "item" in words(browser.get("/"))
    assert browser.post("/sign-out")["Location"] == "/sign-in"
    assert browser.client.get("/api/me").status_code == 401
    assert browser.get("/")["Location"] == "/sign-in"


def test_a_form_without_its_token_does_nothing(mission: Path) -> None:
    browser = Browser()
    answer = browser.post("/sign-in", username="watch", password=PASSWORD)
    assert answer.status_code == 403
    assert "out of date" in words(answer)
    assert newest_entries(1) == []


def test_wrong_sign_ins_are_told_alike_and_then_wait(mission: Path) -> None:
    browser = Browser()
    browser.get("/sign-in")
    for _ in range(4):
        answer = browser.post("/sign-in", username="nobody", password="wrong", code="")  # noqa: S106
        assert answer.status_code == 403
        assert WRONG in words(answer)
    fifth = browser.post("/sign-in", username="nobody", password="wrong", code="")  # noqa: S106
    assert "Too many wrong sign-ins; wait until" in words(fifth)
    locked = browser.post("/sign-in", username="nobody", password="wrong", code="")  # noqa: S106
    assert "Too many wrong sign-ins; wait until" in words(locked)
    for _ in range(5):
        slower = browser.post("/sign-in", username="other", password="wrong", code="")  # noqa: S106
    assert slower.status_code == 429


def test_every_answer_is_strict_and_kept_nowhere(mission: Path) -> None:
    token = make_caller(Role.ANALYST)
    token.ask("POST", "/items", {"payload": {"id": "I1"}})
    answers = [Browser().get(address) for address in ("/", "/sign-in", "/nowhere", "/api/items")]
    for answer in (*answers, token.get("/items"), token.get("/items/I1"), token.get("/nowhere")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_another_host_name_is_answered_nothing(mission: Path) -> None:
    for host in ("evil.example", "localhost.evil.example", "localhost:8000@evil.example"):
        answer = Client().get("/sign-in", headers={"host": host})
        assert answer.status_code == 400
        assert b"Sign in" not in answer.content


def test_what_somebody_typed_is_shown_as_text(mission: Path) -> None:
    browser = Browser()
    answer = browser.get("/%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status_code == 404
    assert "<script" not in answer.content.decode()
    account = Account.objects.create(username="x", post="<script>alert(1)</script>", made_at=OLD)
    secret = begin(account, datetime.now(UTC), strong=True, keyed=False)
    browser.client.cookies["peaceops"] = secret
    ring.keep(digest_of(secret), {}, datetime.now(UTC) + timedelta(minutes=5))
    home = browser.get("/").content.decode()
    assert "&lt;script&gt;" in home
    assert "<script" not in home


def test_a_fault_of_ours_is_logged_without_what_was_sent(
    mission: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("s3cret of a payload")

    monkeypatch.setattr("peaceops.api.record.write_record", broken)
    answer = make_caller(Role.ANALYST).ask("POST", "/items", {"payload": {"id": "I1"}})
    assert answer.status_code == 500
    assert b"s3cret" not in answer.content
    logged = [line for line in caplog.messages if "a fault of ours" in line]
    assert len(logged) == 1
    assert "ValueError at" in logged[0]
    assert "s3cret" not in caplog.text


def test_passwords_do_not_travel_in_the_open() -> None:
    with pytest.raises(PeaceopsError, match="travel in the open"):
        application_for("0.0.0.0")  # noqa: S104
    with pytest.raises(PeaceopsError, match="--proxy ADDRESS"):
        application_for("registers.mission.example")
