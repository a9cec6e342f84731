"""Plain values as YAML text, in a form that reads back as exactly the same values."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from peaceops.direct.strategy.marked import read_marked

_PLAIN = re.compile(r"[^\W_](?:[\w .()/+'–-]*[\w.)])?")
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\u0085\u2028\u2029\ufeff\x7f"}
_ESCAPED |= {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
_SHORT = 70
"""Columns up to which an edge or a list stays on one line."""


def flow_text(value: Any) -> str:
    """Return a value on one line.

    >>> flow_text({"to": "O1", "mechanism": "because: it calms"})
    '{to: O1, mechanism: "because: it calms"}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow_text(k)}: {flow_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    if isinstance(value, str):
        return _word(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value)


def entry_text(plain: Mapping[str, Any], column: int) -> str:
    """Return an entry of a section: a dash, and a line a field; each line ends with a line feed.

    Args:
        plain: the entry.
        column: how many spaces stand before the dash.
    """
    lines = []
    for number, (key, value) in enumerate(plain.items()):
        lead = " " * column + ("- " if number == 0 else "  ")
        lines.append(field_text(key, value, lead))
    return "".join(lines)


def field_text(key: str, value: Any, lead: str) -> str:
    """Return a field with what stands before it; what is long has a line an entry."""
    line = f"{lead}{key}: {flow_text(value)}\n"
    if len(line) <= _SHORT or not isinstance(value, (list, tuple, Mapping)) or not value:
        return line
    inner = " " * (len(lead) + 2)
    parts = (
        [f"{flow_text(name)}: {flow_text(part)}" for name, part in value.items()]
        if isinstance(value, Mapping)
        else [f"- {flow_text(part)}" for part in value]
    )
    return f"{lead}{key}:\n" + "".join(f"{inner}{part}\n" for part in parts)


def _word(text: str) -> str:
    if _PLAIN.fullmatch(text) and _reads_back(text):
        return text
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPED)


def _reads_back(text: str) -> bool:
    """Tell whether a word without quotes is read as itself, and not as a number or a day."""
    content, faults = read_marked(text, "")
    return content is not None and not faults and content.value == text
