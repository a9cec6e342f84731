"""A real browser: Debian's Chromium, which fetches nothing."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-gpu",
]  # fmt: skip
HERE = ("file:", "data:", "http://127.0.0.1:")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser for a file of tests.

    No longer than that: while it is open its event loop counts as running in this thread, and
    Django refuses its database to whichever tests come next on the same worker.
    """
    found = shutil.which("chromium")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is not here, and .ci/run should have installed it")
        pytest.skip("chromium is not here: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


def serious(message: ConsoleMessage) -> bool:
    """Tell whether a browser complains; its hints on password managers are no complaints."""
    return message.type in {"warning", "error"}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page that may ask for nothing from elsewhere, and whose complaints fail the test."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text) if serious(message) else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(HERE)] == []
    assert said == []
