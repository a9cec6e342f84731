"""The page that follows a warning is made by running it, and says what the commands say."""

from tests.examples.warning_story import PAGE, render_page


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_page()
