"""Two versions of a mandate aligned clause by clause, wherever a renewal moved or rewrote them.

Clauses are paired by the likeness of their words, dates and numbers left out, so that the sum over
all pairs is greatest; below a half they are no pair. The comparison of B with A is the mirror image
of that of A with B.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from peaceops.direct.mandate.fold import fold
from peaceops.domain.mandate import Clause, FieldValue, Mandate, Part
from peaceops.domain.mandate_change import ChangeKind, ClauseChange, Comparison

_LEAST_LIKENESS = 0.5
_LEAST_CONTAINED = 0.85
_SHORT = 4
_MOVED_PAST = 0.2
_SAME_ID, _NEARNESS = 0.02, 0.001
_NUMBERS = re.compile(r"\b\d+\b")
_SIGNED = (
    ("strength", "strength of the verb"),
    ("use_of_force", "force"),
    ("priority", "priority"),
    ("conditional", "condition"),
)
_NEUTRAL = (
    ("verbs", "verbs"),
    ("addressee", "to"),
    ("ceiling", "authorised strength"),
    ("expiry", "until"),
    ("duration", "for"),
    ("poc_tier", "tier"),
    ("task_codes", "tasks"),
    ("links_poc_to_politics", "tied to the political process"),
    ("host_state_responsibility", "host responsibility"),
)
_OPPOSITE = {
    ChangeKind.STRENGTHENED: ChangeKind.WEAKENED,
    ChangeKind.WEAKENED: ChangeKind.STRENGTHENED,
    ChangeKind.ADDED: ChangeKind.DROPPED,
    ChangeKind.DROPPED: ChangeKind.ADDED,
}


def compare_mandates(before: Mandate, after: Mandate) -> Comparison:
    """Align two versions and say what became of each clause."""
    old, new = _operative(before), _operative(after)
    pairs = _pairs(old, new)
    moved = _moved(old, new, pairs)
    changes: dict[int, ClauseChange] = {
        second: _change(old[first], new[second], (first, second) in moved, likeness)
        for first, second, likeness in pairs
    }
    paired = {first for first, _, _ in pairs}
    ordered = [
        changes.get(at) or ClauseChange(ChangeKind.ADDED, None, clause)
        for at, clause in enumerate(new)
    ]
    ordered += [
        ClauseChange(ChangeKind.DROPPED, clause, None)
        for at, clause in enumerate(old)
        if at not in paired
    ]
    return Comparison(_called(before), _called(after), tuple(ordered))


def mirror(comparison: Comparison) -> Comparison:
    """Return the comparison read from the other side."""
    return Comparison(
        comparison.after,
        comparison.before,
        tuple(
            ClauseChange(
                _OPPOSITE.get(change.kind, change.kind),
                change.after,
                change.before,
                change.moved,
                tuple(_reversed(reason) for reason in change.reasons),
                change.likeness,
            )
            for change in comparison.changes
        ),
    )


def _operative(mandate: Mandate) -> list[Clause]:
    return [
        clause for clause in mandate.clauses if clause.paragraph.part in {Part.OPERATIVE, Part.BODY}
    ]


def _called(mandate: Mandate) -> str:
    return mandate.document.symbol or mandate.document.name


def _pairs(old: Sequence[Clause], new: Sequence[Clause]) -> list[tuple[int, int, float]]:
    if not old or not new:
        return []
    likeness = _likeness(old, new)
    worth = likeness + _preference(old, new)
    pairs = _best(worth, likeness, _LEAST_LIKENESS)
    left = [at for at in range(len(old)) if at not in {one for one, _, _ in pairs}]
    free = [at for at in range(len(new)) if at not in {other for _, other, _ in pairs}]
    # What grew or shrank much: all the words of the shorter stand in the longer.
    again = _contained([old[at] for at in left], [new[at] for at in free])
    for one, other, value in _best(again, again, _LEAST_CONTAINED):
        pairs.append((left[one], free[other], value))
    return sorted(pairs)


def _best(
    worth: NDArray[np.float64], likeness: NDArray[np.float64], least: float
) -> list[tuple[int, int, float]]:

    first, second = linear_sum_assignment(worth, maximize=True)
    return [
        (int(one), int(other), round(float(likeness[one, other]), 4))
        for one, other in zip(first, second, strict=True)
        if likeness[one, other] >= least
    ]


def _contained(old: Sequence[Clause], new: Sequence[Clause]) -> NDArray[np.float64]:
    """Return how far the words of the shorter stand in the longer, for the same first verb."""
    shares = np.zeros((len(old), len(new)))
    for one, clause in enumerate(old):
        for other, candidate in enumerate(new):
            texts = _plain(clause), _plain(candidate)
            same = clause.value("verb") == candidate.value("verb")
            long = min(len(text.split()) for text in texts) > _SHORT
            level = (clause.paragraph.parent is None) == (candidate.paragraph.parent is None)
            if same and long and level and clause.value("verb") is not None:
                shares[one, other] = fuzz.token_set_ratio(*texts) / 100
    return shares


def _likeness(old: Sequence[Clause], new: Sequence[Clause]) -> NDArray[np.float64]:

    texts = [[_plain(clause) for clause in side] for side in (old, new)]
    ratio = process.cdist(texts[0], texts[1], scorer=fuzz.ratio, dtype=np.float64) / 100
    tokens = process.cdist(texts[0], texts[1], scorer=fuzz.token_sort_ratio, dtype=np.float64) / 100
    both: NDArray[np.float64] = (ratio + tokens) / 2
    for one, clause in enumerate(old):
        for other, candidate in enumerate(new):
            short = min(len(texts[0][one].split()), len(texts[1][other].split())) < _SHORT
            if short and texts[0][one] != texts[1][other]:
                both[one, other] *= 0.6  # a heading of few words says little
            if (clause.paragraph.parent is None and candidate.paragraph.parent is not None) or (
                clause.paragraph.parent is not None and candidate.paragraph.parent is None
            ):
                both[one, other] *= 0.95
    return both


def _preference(old: Sequence[Clause], new: Sequence[Clause]) -> NDArray[np.float64]:
    """Prefer, among equals, the same id and then the nearest place."""
    worth = np.zeros((len(old), len(new)))
    for one, clause in enumerate(old):
        for other, candidate in enumerate(new):
            far = abs(one / len(old) - other / len(new))
            same = clause.paragraph.id == candidate.paragraph.id
            worth[one, other] = _SAME_ID * same - _NEARNESS * far
    return worth


def _plain(clause: Clause) -> str:
    return " ".join(_NUMBERS.sub(" ", fold(clause.paragraph.text)).split())


def _moved(
    old: Sequence[Clause], new: Sequence[Clause], pairs: Sequence[tuple[int, int, float]]
) -> set[tuple[int, int]]:
    """Return the pairs that changed place: past many others, or under another chapeau."""
    partner = {old[one].paragraph.id: new[other].paragraph.id for one, other, _ in pairs}
    backwards = {after: before for before, after in partner.items()}
    moved = set()
    for one, other, _ in pairs:
        crossed = sum(
            (one - first) * (other - second) < 0 for first, second, _ in pairs if first != one
        )
        before, after = old[one].paragraph.parent, new[other].paragraph.parent
        elsewhere = (before is None) != (after is None) or (
            before is not None
            and after is not None
            and (partner.get(before, after) != after or backwards.get(after, before) != before)
        )
        if elsewhere or crossed > max(1, _MOVED_PAST * len(pairs)):
            moved.add((one, other))
    return moved


def _change(before: Clause, after: Clause, moved: bool, likeness: float) -> ClauseChange:
    same = _letters(before) == _letters(after)
    signs: list[int] = []
    reasons: list[str] = []
    for field, label in _SIGNED:
        old, new = before.value(field), after.value(field)
        if old == new:
            continue
        reasons.append(_reason(label, old, new))
        up = _number(new) > _number(old)
        signs.append(-1 if up == (field == "conditional") else 1)
    # The same words read otherwise only for what stands above them.
    for field, label in _NEUTRAL[:2] if same else _NEUTRAL:
        old, new = before.value(field), after.value(field)
        if old != new:
            reasons.append(_reason(label, old, new))
    if signs and all(sign > 0 for sign in signs):
        kind = ChangeKind.STRENGTHENED
    elif signs and all(sign < 0 for sign in signs):
        kind = ChangeKind.WEAKENED
    else:
        kind = ChangeKind.SAME if same and not reasons else ChangeKind.REWRITTEN
    return ClauseChange(kind, before, after, moved, tuple(reasons), likeness)


def _letters(clause: Clause) -> str:
    """Return the words without spaces and case: where a page broke a word is no change."""
    return "".join(clause.paragraph.text.split()).casefold()


def _number(value: FieldValue) -> int:
    return int(value) if isinstance(value, (bool, int)) else 0


def _reason(label: str, old: FieldValue, new: FieldValue) -> str:
    return f"{label}: {_written(old)} → {_written(new)}"


def _reversed(reason: str) -> str:
    label, _, rest = reason.partition(": ")
    old, _, new = rest.partition(" → ")
    return f"{label}: {new} → {old}"


def _written(value: FieldValue) -> str:
    if value is None or value in ((), {}):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value).replace("_", " ")
    if isinstance(value, dict):
        return ", ".join(f"{number} {part.replace('_', ' ')}" for part, number in value.items())
    return str(value)
