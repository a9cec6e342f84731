"""The page on which a finding lights up its path, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from peaceops.services.show import ShowOrder, show_strategy
from tests.invented_strategy import MINI

pytestmark = pytest.mark.full


@pytest.fixture(params=["en", "fr", "ar"])
def strategy_page(request: pytest.FixtureRequest, tmp_path: Path, page: Page) -> Page:
    source = tmp_path / "mini.yaml"
    source.write_text(MINI, encoding="utf-8")
    file = tmp_path / "page.html"
    order = ShowOrder(path=source, output="html", language=request.param)
    file.write_bytes(show_strategy(order))
    page.goto(file.as_uri())
    return page


def test_direction_follows_the_language(strategy_page: Page) -> None:
    language = strategy_page.locator("html").get_attribute("lang")
    direction = strategy_page.locator("html").get_attribute("dir")
    assert direction == ("rtl" if language == "ar" else "ltr")
    findings = strategy_page.locator("nav").bounding_box()
    picture = strategy_page.locator("main").bounding_box()
    assert findings is not None
    assert picture is not None
    assert (findings["x"] > picture["x"]) is (direction == "rtl")


def test_a_finding_lights_up_what_it_names(strategy_page: Page) -> None:
    svg = strategy_page.locator("#picture svg")
    expect(svg).not_to_have_class("chosen")
    finding = strategy_page.locator("details.finding", has_text="POL-01").first
    finding.locator("summary").click()
    expect(svg).to_have_class("chosen")
    lit = svg.locator(".n.on").evaluate_all("nodes => nodes.map(node => node.dataset.n)")
    assert {"T2", "A1"} <= set(lit)
    assert "BN1" not in lit
    assert svg.locator(".e.on").count() >= 1
    expect(strategy_page.locator("#state")).to_contain_text("POL-01")
    finding.locator("summary").click()
    expect(svg).not_to_have_class("chosen")


def test_the_keyboard_is_enough(strategy_page: Page) -> None:
    strategy_page.locator("details.finding summary").first.focus()
    strategy_page.keyboard.press("Enter")
    expect(strategy_page.locator("#picture svg")).to_have_class("chosen")
    strategy_page.locator("#search").fill("HST-03")
    shown = strategy_page.locator("details.finding:not([hidden]) strong").all_text_contents()
    assert set(shown) == {"HST-03"}
    strategy_page.keyboard.press("Escape")
    assert strategy_page.locator("details.finding[hidden]").count() == 0


def test_labels_stay_inside_their_boxes(strategy_page: Page) -> None:
    spilt = strategy_page.evaluate(
        """() => [...document.querySelectorAll('#picture .n')].filter(node => {
            const box = node.querySelector('.b').getBoundingClientRect();
            return [...node.querySelectorAll('text')].some(text => {
                const inner = text.getBoundingClientRect();
                return inner.left < box.left - 1.5 || inner.right > box.right + 1.5;
            });
        }).map(node => node.dataset.n)"""
    )
    assert spilt == []
