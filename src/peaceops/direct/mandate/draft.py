"""Help with a draft: a checklist for mandate language, put as questions, and examples to look at.

Examples are clauses of texts that the user keeps; nothing is shipped, nothing is inserted.
"""

import re
from collections.abc import Callable, Sequence

import msgspec
from rapidfuzz import fuzz

from peaceops.direct.mandate.fold import fold
from peaceops.direct.mandate.series import is_heading, is_protection, is_tied, protection_codes
from peaceops.domain.mandate import Clause, Mandate, Part

_BENCHMARKS = re.compile(
    r" (?:benchmarks?|indicators?|exit strategy|milestones?|measurable|criteria|end state|"
    r"objectifs de reference|criteres|indicateurs?|jalons|strategie de sortie|reperes) |"
    r"(?:معايير|مؤشرات|نقاط مرجعيه|استراتيجيه الخروج)"
)
_SEQUENCED = re.compile(
    r" (?:phases?|phased|sequenc\w+|first step|initially|subsequently|thereafter|gradually|"
    r"progressively|par etapes|phases?|progressivement|dans un premier temps|echelonne\w*) |"
    r"(?:مراحل|تدريجيا|مرحله)"
)
_EXAMPLES = 3


class Check(msgspec.Struct, frozen=True):
    """One question of the checklist.

    Attributes:
        name: linkage, priority, sequence, conditions, host responsibility, benchmarks.
        question: asked where nothing answers it.
        found: ids of the paragraphs that answer it; empty where none does.
        source: what asks for it.
    """

    name: str
    question: str
    found: tuple[str, ...]
    source: str


class Example(msgspec.Struct, frozen=True):
    """A clause of the user's own texts that has a link, and the words that tie it."""

    symbol: str
    paragraph: str
    text: str
    words: tuple[str, ...]


class Unlinked(msgspec.Struct, frozen=True):
    """A protection clause without a link to the political process, with examples of others."""

    paragraph: str
    text: str
    certain: bool
    examples: tuple[Example, ...]


class DraftReview(msgspec.Struct, frozen=True):
    """What a draft answers and leaves open.

    Attributes:
        searched: number of texts in which examples were looked for.
        protection: number of protection clauses.
    """

    name: str
    checks: tuple[Check, ...]
    unlinked: tuple[Unlinked, ...]
    protection: int
    searched: int


def review_draft(draft: Mandate, library: Sequence[Mandate]) -> DraftReview:
    """Hold a draft to the checklist and look for examples in other texts."""
    clauses = [
        clause
        for clause in draft.clauses
        if clause.paragraph.part in {Part.OPERATIVE, Part.BODY} and not is_heading(clause)
    ]
    protection = [clause for clause in clauses if is_protection(clause)]
    linked = _linked_clauses(library)
    unlinked = [
        Unlinked(
            clause.paragraph.id,
            clause.paragraph.text,
            clause.readings["links_poc_to_politics"].confidence >= 0.8,
            examples_for(clause, linked),
        )
        for clause in protection
        if not is_tied(clause) and (clause.value("poc_tier") == "II" or protection_codes(clause))
    ]
    return DraftReview(
        draft.document.symbol or draft.document.name,
        _checks(clauses, protection),
        tuple(unlinked),
        len(protection),
        len(library),
    )


def examples_for(clause: Clause, linked: Sequence[tuple[Mandate, Clause]]) -> tuple[Example, ...]:
    """Return the linked clauses that are most like a clause, best first."""

    def worth(other: Clause) -> float:
        tier = clause.value("poc_tier") == other.value("poc_tier")
        shared = len(_names(clause, "task_codes") & _names(other, "task_codes"))
        likeness = fuzz.token_set_ratio(fold(clause.paragraph.text), fold(other.paragraph.text))
        same_language = clause.paragraph.language == other.paragraph.language
        return 0.5 * same_language + 0.2 * tier + 0.1 * min(shared, 3) + likeness / 100

    ranked = sorted(
        linked,
        key=lambda pair: (-worth(pair[1]), pair[0].document.symbol, pair[1].paragraph.id),
    )
    found: list[Example] = []
    seen: set[str] = set()
    for mandate, other in ranked:
        plain = " ".join(fold(other.paragraph.text).split())
        if plain in seen:
            continue  # renewals repeat a clause word for word
        seen.add(plain)
        found.append(
            Example(
                mandate.document.symbol or mandate.document.name,
                other.paragraph.id,
                other.paragraph.text,
                other.readings["links_poc_to_politics"].words,
            )
        )
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def _linked_clauses(library: Sequence[Mandate]) -> list[tuple[Mandate, Clause]]:
    return [
        (mandate, clause)
        for mandate in library
        for clause in mandate.clauses
        if clause.paragraph.part is Part.OPERATIVE and clause.value("links_poc_to_politics") is True
    ]


def _checks(clauses: Sequence[Clause], protection: Sequence[Clause]) -> tuple[Check, ...]:
    def those(test: Callable[[Clause], bool], among: Sequence[Clause] = clauses) -> tuple[str, ...]:
        return tuple(clause.paragraph.id for clause in among if test(clause))

    def says(pattern: re.Pattern[str]) -> Callable[[Clause], bool]:
        return lambda clause: bool(pattern.search(fold(clause.paragraph.text)))

    return (
        Check(
            "linkage",
            "Which political process is the protection to serve, and which clause says so?",
            those(is_tied, protection),
            "Q1, MAN-06",
        ),
        Check(
            "priority",
            "Which of the tasks come first?",
            those(lambda clause: clause.value("priority") is True),
            "P2, MAN-01",
        ),
        Check(
            "sequence",
            "Which tasks wait for which, and in which phase do they begin?",
            those(says(_SEQUENCED)),
            "P2, MAN-02",
        ),
        Check(
            "conditions",
            "On which events do tasks, numbers or the end of the mandate hang?",
            those(lambda clause: clause.value("conditional") is True),
            "R-13",
        ),
        Check(
            "host responsibility",
            "Where does the text say that the host State bears the first responsibility?",
            those(lambda clause: clause.value("host_state_responsibility") is True),
            "H1",
        ),
        Check(
            "benchmarks",
            "By what will the Council see that the tasks are done?",
            those(says(_BENCHMARKS)),
            "D3, MAN-04",
        ),
    )


def _names(clause: Clause, field: str) -> set[str]:
    value = clause.value(field)
    return set(value) if isinstance(value, tuple) else set()
