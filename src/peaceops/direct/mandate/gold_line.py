"""One line of coded gold a paragraph: the codebook's own field names, read and written."""

import json
from pathlib import Path
from typing import Any

from peaceops.domain.error import PeaceopsError
from peaceops.domain.mandate import Clause, FieldValue, Mandate, Part

_SURE = 0.5
_START = 80

GOLD_FIELDS = (
    "symbol", "paragraph", "parent", "verb", "verbs", "verb_inherited", "task_verb", "addressee",
    "category", "categories", "poc_tier", "poc_tier_sure", "level", "level_sure",
    "links_poc_to_politics", "use_of_force", "conditional", "priority",
    "host_state_responsibility", "ceiling", "expiry", "duration", "text_start",
)  # fmt: skip
"""The names of a line's fields, in the codebook's order."""


def gold_line(mandate: Mandate, clause: Clause) -> dict[str, Any]:
    """Write a clause as a line of gold.

    `poc_tier_sure` and `level_sure` say whether the reader's confidence is at least one half.
    """
    paragraph = clause.paragraph
    line: dict[str, Any] = {
        "symbol": mandate.document.symbol,
        "paragraph": paragraph.id,
        "parent": paragraph.parent,
        "text_start": paragraph.text[:_START],
    }
    for name in GOLD_FIELDS:
        if name in line:
            continue
        if name.endswith("_sure"):
            reading = clause.readings.get(name.removesuffix("_sure"))
            line[name] = reading is not None and reading.confidence >= _SURE
        else:
            line[name] = _plain(clause.value(name))
    return {name: line[name] for name in GOLD_FIELDS}


def gold_lines(mandate: Mandate, *, preamble: bool = False) -> list[dict[str, Any]]:
    """Write the operative paragraphs (of other documents all) as lines of gold.

    Args:
        mandate: as read.
        preamble: the preambular paragraphs too.
    """
    parts = {Part.OPERATIVE, Part.BODY} | ({Part.PREAMBLE} if preamble else set())
    return [
        gold_line(mandate, clause) for clause in mandate.clauses if clause.paragraph.part in parts
    ]


def read_gold(file: Path) -> list[dict[str, Any]]:
    """Read a file of coded lines.

    Raises:
        PeaceopsError: it is missing, empty, or a line is no coded paragraph.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PeaceopsError("no such file", where=str(file)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PeaceopsError("can not be read as UTF-8 text", where=str(file)) from error
    lines = []
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip():
            continue
        try:
            line = json.loads(row)
        except json.JSONDecodeError as error:
            raise PeaceopsError("is no JSON", where=f"{file}:{number}") from error
        if not isinstance(line, dict) or not ({"paragraph", "sentence"} & line.keys()):
            raise PeaceopsError(
                "is no coded paragraph: it has no field paragraph", where=f"{file}:{number}"
            )
        lines.append(line)
    if not lines:
        raise PeaceopsError("holds no coded paragraph", where=str(file))
    return lines


def _plain(value: FieldValue) -> Any:
    return list(value) if isinstance(value, tuple) else value
