"""Markdown from plain parts; what people wrote never turns into markup."""

import re
from collections.abc import Iterable, Sequence

# An underscore within a word, as in a post, is no markup.
_SPECIAL = re.compile(r"([\\`*\[\]<>|#~]|(?<![^\W_])_|_(?![^\W_]))")


def plain(text: str) -> str:
    """Return a text as one line in which nothing is markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def bullets(items: Iterable[str], *, depth: int = 0) -> list[str]:
    """Return lines of a list."""
    return [f"{'  ' * depth}- {item}" for item in items]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return lines of a table with an empty line after it."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return [*lines, ""]
