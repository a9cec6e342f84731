"""What may stand in a text: anything readable, nothing that hides or reverses it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.safe_text import LONGEST_TEXT, struct_text_fault, text_fault
from peaceops.domain.strategy.information import ItemNode


@pytest.mark.parametrize(
    "text",
    [
        "", "plain", "two\nlines\tand a tab\r\n", "<b>bold</b> & <script>x</script>",
        "هجوم على القرية", "a \u200f right-to-left mark", "\u2067قتيلان\u2069 (two)",
        "\u202bembedded\u202c", "عدد \u2066(12)\u2069 \u2067x\u2069", "👩‍👧 é ñ",
    ],
)  # fmt: skip
def test_what_people_write_passes_as_it_is(text: str) -> None:
    assert text_fault(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dead: \u202e051", "reverses the order of reading (U+202E)"),
        ("\u202dx", "reverses the order of reading (U+202D)"),
        ("a\0b", "a control character (U+0000)"),
        ("a\x1b[2J", "a control character (U+001B)"),
        ("a\x85b", "a control character (U+0085)"),
        ("a \u2067 b", "never ends"),
        ("a \u2069 b", "never begun (U+2069)"),
        ("\u2067a\u202c", "never begun (U+202C)"),
        ("x" * (LONGEST_TEXT + 1), "longer than 100,000 characters"),
    ],
)
def test_what_hides_or_reverses_is_named(text: str, words: str) -> None:
    assert words in text_fault(text)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cf", "Cs"])))
def test_any_readable_text_passes(text: str) -> None:
    assert text_fault(text) == ""


def test_every_text_of_a_record_is_looked_at() -> None:
    assert struct_text_fault(ItemNode(id="I1", text="fine", actors=("a", "b"))) == ""
    fault = struct_text_fault(ItemNode(id="I1", actors=("a", "b\u202e")))
    assert fault.startswith("actors holds a character that reverses")
