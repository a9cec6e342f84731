"""What may stand in a text that people write: anything readable, nothing that hides or reverses it.

Markup is text like any other: it is kept as it was written and escaped wherever it is shown.
What is refused are characters that make a text look other than it is.
"""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

LONGEST_TEXT = 100_000
"""Characters of one field; a report that is longer is a file of its own."""

_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Nearly all texts hold none of these and need no closer look."""
_ALLOWED_CONTROLS = frozenset("\t\n\r")
_OVERRIDES = frozenset("\u202d\u202e")
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069",
          "\u2068": "\u2069"}  # fmt: skip
_CLOSES = frozenset(_OPENS.values())


def text_fault(text: str) -> str:
    """Say what is wrong with a text, in a few words; empty where nothing is.

    Right-to-left writing is as good as any: its marks, and embeddings that are closed again, pass.
    An override, which shows characters in another order than they stand, does not.
    """
    if len(text) > LONGEST_TEXT:
        return f"longer than {LONGEST_TEXT:,} characters"
    if not _SUSPECT.search(text):
        return ""
    open_until: list[str] = []
    for character in text:
        if character in _OVERRIDES:
            return f"a character that reverses the order of reading (U+{ord(character):04X})"
        if character in _OPENS:
            open_until.append(_OPENS[character])
        elif character in _CLOSES:
            if not open_until or open_until.pop() != character:
                return f"a change of direction that was never begun (U+{ord(character):04X})"
        elif unicodedata.category(character) in {"Cc", "Cs"} and character not in _ALLOWED_CONTROLS:
            return f"a control character (U+{ord(character):04X})"
    return "a change of direction that never ends" if open_until else ""


def struct_text_fault(content: msgspec.Struct) -> str:
    """Say which text of a record is wrong, and how; empty where none is."""
    for name, text in _texts(msgspec.to_builtins(content), ""):
        fault = text_fault(text)
        if fault:
            return f"{name} holds {fault}"
    return ""


def _texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, name or str(key))
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _texts(part, name)
