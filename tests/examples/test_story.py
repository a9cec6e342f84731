"""The page that tells the repair is made from its steps, and says what the check says."""

from tests.examples.story import PAGE, render_page


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_page()
