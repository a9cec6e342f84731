"""A first start in a real browser: password, second factor, sign-in, in three languages."""

import re
import socket
import subprocess
import sys
from base64 import b32decode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from peaceops.registers.account.second_factor import code_at
from tests.conftest import bare_mission

pytestmark = pytest.mark.full
PASSWORD = "nine lorries cross at dawn"  # noqa: S105 - invented
SIGN_IN = {"en": "Sign in", "fr": "Se connecter", "ar": "تسجيل الدخول"}
NAMES = {"en": "English", "fr": "Français", "ar": "العربية"}


@pytest.fixture(params=list(SIGN_IN))
def code(request: pytest.FixtureRequest) -> str:
    """Give the language that the reader chooses."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def first_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve a mission for the first time, and give the link that is printed."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = bare_mission(tmp_path / "mission")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "peaceops.cli", "serve", str(folder), "--port", port]
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, text=True, **both) as process:  # type: ignore[call-overload]
        said = ""
        while "serving" not in said:
            line = process.stdout.readline()
            assert line, f"the server stopped: {said}"
            said += line
        yield re.findall(r"http://\S+/link/\S+", said)[0]
        process.terminate()


def choose_language(page: Page, code: str) -> None:
    page.get_by_role("button", name=NAMES[code], exact=True).click()
    html = page.locator("html")
    expect(html).to_have_attribute("lang", code)
    expect(html).to_have_attribute("dir", "rtl" if code == "ar" else "ltr")


def test_from_the_link_to_the_first_page(page: Page, first_link: str, code: str) -> None:
    page.goto(first_link)
    choose_language(page, code)
    for name in ("password", "again"):
        page.fill(f"[name={name}]", PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    shown = page.get_by_role("main").inner_text()
    address = page.locator("code.address").inner_text()
    assert "issuer=peaceops" in address
    secret = b32decode(re.findall(r"\b[A-Z2-7]{32}\b", shown)[0])
    assert page.locator(".codes li").count() == 10
    page.get_by_role("main").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SIGN_IN[code])
    page.fill("[name=username]", "administrator")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=code]", code_at(secret, datetime.now(UTC)))
    page.get_by_role("button", name=SIGN_IN[code]).click()
    page.wait_for_url(re.compile(r"/$"))
    table = page.get_by_role("table")
    expect(table).to_be_visible()
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url(re.compile(r"/sign-in$"))
    expect(page.locator("html")).to_have_attribute("lang", code)


def test_label_and_field_stand_on_the_side_where_reading_begins(
    page: Page, first_link: str, code: str
) -> None:
    page.goto(first_link.partition("/link/")[0] + "/sign-in")
    choose_language(page, code)
    heading = page.get_by_role("heading", level=1).bounding_box()
    button = page.get_by_role("button", name=SIGN_IN[code]).bounding_box()
    field = page.locator("[name=username]").bounding_box()
    assert heading is not None
    assert button is not None
    assert field is not None
    if code == "ar":
        assert abs(button["x"] + button["width"] - field["x"] - field["width"]) < 1
    else:
        assert abs(button["x"] - field["x"]) < 1
