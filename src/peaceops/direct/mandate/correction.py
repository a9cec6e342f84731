"""What a person says of a machine's reading: kept in a file beside the text, and it wins.

A correction holds for the paragraph as it stood: where its words have changed since, the correction
is kept and reported, and not applied.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from peaceops.domain.error import PeaceopsError
from peaceops.domain.mandate import (
    ADDRESSEES,
    CATEGORIES,
    CEILING_PARTS,
    CLAUSE_FIELDS,
    TASK_CODES,
    Basis,
    Clause,
    FieldValue,
    Mandate,
    Paragraph,
    Reading,
)

FORMAT = 1
SUFFIX = ".corrections.jsonl"
_LISTS: dict[str, tuple[str, ...]] = {
    "categories": CATEGORIES,
    "addressee": ADDRESSEES,
    "task_codes": TASK_CODES,
    "verbs": (),
    "sequence": (),
}
_ONE_OF: dict[str, tuple[str, ...]] = {
    "category": CATEGORIES,
    "poc_tier": ("I", "II", "III", "cross"),
    "level": ("political", "operational"),
    "modality": ("monitor", "assist", "secure", "lead"),
    "scale": ("strategic", "operational", "tactical"),
}
_YES_NO = frozenset(
    [
        "verb_inherited",
        "links_poc_to_politics",
        "use_of_force",
        "conditional",
        "priority",
        "host_state_responsibility",
    ]
)


class Correction(msgspec.Struct, frozen=True):
    """A person's word on one field of one paragraph.

    Attributes:
        text: first 16 hex digits of the hash of the paragraph's words.
        value: what holds; the same as the machine's where the person confirms it.
    """

    paragraph: str
    field: str
    value: FieldValue
    author: str
    text: str
    format: int = FORMAT


def corrections_file(text: Path) -> Path:
    """Return where the corrections of a text lie."""
    return text.with_name(text.name + SUFFIX)


def text_hash(paragraph: Paragraph) -> str:
    """Return the hash of a paragraph's words; spaces do not count."""
    words = " ".join(paragraph.text.split())
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def read_corrections(file: Path) -> list[Correction]:
    """Read corrections, none where there is no file.

    Raises:
        PeaceopsError: a line is no correction.
    """
    if not file.exists():
        return []
    found = []
    for number, row in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not row.strip():
            continue
        where = f"{file}:{number}"
        try:
            raw: Any = json.loads(row)
            value = raw.pop("value")
            correction = msgspec.convert({**raw, "value": None}, Correction)
        except (json.JSONDecodeError, msgspec.ValidationError, KeyError, AttributeError) as error:
            raise PeaceopsError(f"is no correction: {error}", where=where) from error
        checked = check_value(correction.field, _frozen(value), where=where)
        found.append(msgspec.structs.replace(correction, value=checked))
    return found


def correction_line(correction: Correction) -> str:
    """Write a correction as a line of its file."""
    return json.dumps(msgspec.to_builtins(correction), sort_keys=True, ensure_ascii=False)


def parse_value(field: str, written: str) -> FieldValue:
    """Read a value as a person writes it on the command line.

    Lists are parted by commas, yes and no are true and false, `none` is nothing, a ceiling is
    `military=10000,police=1800`.

    Raises:
        PeaceopsError: the field does not hold such a value.
    """
    plain = written.strip()
    if plain.lower() in {"none", "null", ""}:
        return () if field in _LISTS and field != "addressee" else _none(field)
    if field in _LISTS:
        return check_value(field, tuple(part.strip() for part in plain.split(",")), where=field)
    if field in _YES_NO:
        table = {"true": True, "yes": True, "false": False, "no": False}
        if plain.lower() not in table:
            raise PeaceopsError(f"{written!r} is neither yes nor no", where=field)
        return table[plain.lower()]
    if field == "ceiling":
        return check_value(field, _ceiling(plain), where=field)
    if field == "strength":
        return check_value(field, int(plain) if plain.isdigit() else plain, where=field)
    return check_value(field, plain, where=field)


def check_value(field: str, value: FieldValue, *, where: str) -> FieldValue:
    """Return a value that its field may hold.

    Raises:
        PeaceopsError: there is no such field, or it does not hold such a value.
    """
    if field not in CLAUSE_FIELDS:
        raise PeaceopsError(
            f"there is no field {field!r}", where=where, remedy=f"one of {', '.join(CLAUSE_FIELDS)}"
        )
    if value is None:
        return None
    allowed = _ONE_OF.get(field) or _LISTS.get(field, ())
    wrong: Iterable[object] = ()
    if field in _LISTS:
        wrong = (
            [value]
            if not isinstance(value, tuple)
            else [x for x in value if allowed and x not in allowed]
        )
    elif field in _ONE_OF:
        wrong = [] if value in allowed else [value]
    elif field in _YES_NO:
        wrong = [] if isinstance(value, bool) else [value]
    elif field == "ceiling":
        good = isinstance(value, dict) and all(
            part in CEILING_PARTS and isinstance(number, int) for part, number in value.items()
        )
        wrong = [] if good else [value]
    elif field == "strength":
        wrong = [] if isinstance(value, int) and 1 <= value <= 5 else [value]
    elif not isinstance(value, str):
        wrong = [value]
    for one in wrong:
        remedy = f"one of {', '.join(allowed)}" if allowed else ""
        raise PeaceopsError(f"{field} can not be {one!r}", where=where, remedy=remedy)
    return value


def apply_corrections(
    mandate: Mandate, corrections: Sequence[Correction]
) -> tuple[Mandate, tuple[str, ...]]:
    """Let a person's word win over the machine's.

    Returns:
        The mandate, and a sentence for every correction that no longer fits the text.
    """
    clauses = {clause.paragraph.id: clause for clause in mandate.clauses}
    stale: list[str] = []
    for correction in corrections:
        clause = clauses.get(correction.paragraph)
        if clause is None:
            stale.append(f"paragraph {correction.paragraph}: not in the text any more")
            continue
        if text_hash(clause.paragraph) != correction.text:
            stale.append(
                f"paragraph {correction.paragraph}, {correction.field}: "
                "the text has changed since it was corrected"
            )
            continue
        clauses[correction.paragraph] = _corrected(clause, correction)
    return Mandate(mandate.document, tuple(clauses.values())), tuple(stale)


def _corrected(clause: Clause, correction: Correction) -> Clause:
    before = clause.readings.get(correction.field)
    reading = Reading(
        correction.value,
        before.words if before is not None and before.value == correction.value else (),
        1.0,
        Basis.PERSON,
        correction.author,
    )
    return Clause(clause.paragraph, {**clause.readings, correction.field: reading})


def _none(field: str) -> FieldValue:
    return ("none",) if field == "addressee" else None


def _ceiling(plain: str) -> FieldValue:
    parts: dict[str, int] = {}
    for piece in plain.split(","):
        name, _, number = piece.partition("=")
        if not number.strip().isdigit():
            raise PeaceopsError(
                f"{piece!r} is no strength", where="ceiling", remedy="write military=10000"
            )
        parts[name.strip()] = int(number)
    return parts


def _frozen(value: Any) -> FieldValue:
    return tuple(value) if isinstance(value, list) else value
