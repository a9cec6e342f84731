"""The reader against coders: precision, recall and F1 a field, with the counts behind them.

Only lines that a coder is sure of count. A coded paragraph that the reader did not find counts as
missed in every field.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

Line = Mapping[str, Any]
_FAMILIES = {
    "stresses": "stress",
    "emphasizes": "stress",
    "underlines": "stress",
    "underscores": "stress",
    "insists": "stress",
    "welcomes": "welcome",
    "commends": "welcome",
    "takes note": "note",
    "notes": "note",
    "acknowledges": "note",
    "recognizes": "note",
    "reaffirms": "again",
    "reiterates": "again",
    "renews": "again",
    "recalls": "again",
    "affirms": "again",
    "approves": "endorse",
    "endorses": "endorse",
    "supports": "endorse",
    "calls upon": "call",
    "calls for": "call",
    "urges": "call",
    "appeals": "call",
    "requests": "call",
    "encourages": "call",
    "invites": "call",
    "deplores": "condemn",
    "regrets": "condemn",
    "condemns": "condemn",
    "expresses": "express",
    "demands": "demand",
}
"""Verbs that translators use for one another, so that a French text can be held to them."""


class FieldScore(msgspec.Struct, frozen=True):
    """How one field did.

    Attributes:
        right: found and coded.
        extra: found, not coded.
        missed: coded, not found.
        lines: coded lines that count.
        only_recall: the coding names only some of what is there, so that nothing found is wrong.
    """

    field: str
    right: int
    extra: int
    missed: int
    lines: int
    only_recall: bool = False

    @property
    def precision(self) -> float | None:
        """Return the share of what was found that is right, None where it can not be told."""
        found = self.right + self.extra
        return self.right / found if found and not self.only_recall else None

    @property
    def recall(self) -> float | None:
        """Return the share of what was coded that was found, None where nothing was coded."""
        coded = self.right + self.missed
        return self.right / coded if coded else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean, None where it can not be told."""
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total and not self.only_recall else None


Values = Callable[[Line], Iterable[object]]


def score_lines(gold: Sequence[Line], found: Sequence[Line]) -> list[FieldScore]:
    """Compare coded lines with the reader's, of one document, matched by paragraph.

    Args:
        gold: coded lines; a field that a line lacks, or that is not to be scored, does not count.
        found: the reader's lines.
    """
    read = {_key(line): line for line in found}
    coded = {_key(line): line for line in gold}
    scores = [_ids(coded, read)] if _full(gold) else []
    for field, values, counts in _FIELDS:
        lines = [line for line in gold if counts(line)]
        if not lines:
            continue
        right = extra = missed = 0
        for line in lines:
            wanted = Counter(values(line))
            other = read.get(_key(line))
            given = Counter(values(other)) if other is not None else Counter[object]()
            common = _overlap(field, wanted, given)
            right += common
            extra += sum(given.values()) - common
            missed += sum(wanted.values()) - common
        scores.append(FieldScore(field, right, extra, missed, len(lines)))
    return scores


def add_scores(parts: Iterable[Sequence[FieldScore]]) -> list[FieldScore]:
    """Add the counts of several documents, field by field."""
    sums: dict[str, list[int]] = {}
    for part in parts:
        for one in part:
            total = sums.setdefault(one.field, [0, 0, 0, 0])
            for at, value in enumerate((one.right, one.extra, one.missed, one.lines)):
                total[at] += value
    return [
        FieldScore(field, right, extra, missed, lines)
        for field, (right, extra, missed, lines) in sums.items()
    ]


def _ids(coded: Mapping[str, Line], read: Mapping[str, Line]) -> FieldScore:
    found = {key for key in read if not key.startswith("pp")}
    right = len(found & coded.keys())
    return FieldScore("segmentation ids", right, len(found) - right, len(coded) - right, len(coded))


def _key(line: Line) -> str:
    return str(line["paragraph"])


def _full(gold: Sequence[Line]) -> bool:
    return all("verbs" in line for line in gold)


def _overlap(field: str, wanted: Counter[object], given: Counter[object]) -> int:
    if field != "expiry":
        return sum((wanted & given).values())
    return sum(any(_near(str(one), str(other)) for other in given) for one in wanted)


def _near(one: str, other: str) -> bool:
    """Tell whether two dates are at most one day apart (codebook)."""
    try:
        return abs(date.fromisoformat(one).toordinal() - date.fromisoformat(other).toordinal()) <= 1
    except ValueError:
        return one == other


def _many(field: str) -> Values:
    return lambda line: line.get(field) or ()


def _once(field: str) -> Values:
    return lambda line: () if line.get(field) is None else (line[field],)


def _true(field: str) -> Values:
    return lambda line: (True,) if line.get(field) else ()


def _strength(line: Line) -> Iterable[object]:
    return tuple((line.get("ceiling") or {}).items())


def _family(line: Line) -> Iterable[object]:
    return [_FAMILIES.get(verb, verb) for verb in line.get("verbs") or ()]


def _has(field: str) -> Callable[[Line], bool]:
    return lambda line: field in line


def _known(field: str) -> Callable[[Line], bool]:
    return lambda line: line.get(field) is not None


def _sure(field: str) -> Callable[[Line], bool]:
    return lambda line: field in line and line.get(f"{field}_sure", True) is not False


def _item(line: Line) -> bool:
    return "task_verb" in line and line.get("parent") is not None


_FIELDS: tuple[tuple[str, Values, Callable[[Line], bool]], ...] = (
    ("verbs", _many("verbs"), _has("verbs")),
    ("verbs by family", _family, _has("verbs")),
    ("task verb", _once("task_verb"), _item),
    ("addressee", _many("addressee"), _has("addressee")),
    ("primary category", _once("category"), _has("category")),
    ("categories", _many("categories"), _has("categories")),
    ("poc_tier", _once("poc_tier"), _sure("poc_tier")),
    ("level", _once("level"), _sure("level")),
    ("links_poc_to_politics", _true("links_poc_to_politics"), _known("links_poc_to_politics")),
    ("use_of_force", _true("use_of_force"), _known("use_of_force")),
    ("conditional", _true("conditional"), _known("conditional")),
    ("priority", _true("priority"), _known("priority")),
    (
        "host_state_responsibility",
        _true("host_state_responsibility"),
        _known("host_state_responsibility"),
    ),
    ("ceiling", _strength, _has("ceiling")),
    ("expiry", _once("expiry"), _has("expiry")),
    ("duration", _once("duration"), _has("duration")),
)
