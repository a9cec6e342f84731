"""A mandate over a mission's life: tasks, strengths and ties to politics, text by text."""

from collections import Counter
from collections.abc import Iterable

from peaceops.domain.mandate import POLITICAL_TASKS, Clause, Mandate, Part
from peaceops.domain.mandate_change import Version

_LONGEST_HEADING = 200


def versions(mandates: Iterable[Mandate]) -> tuple[Version, ...]:
    """Sum up each text, in order of adoption; texts without a date come last."""
    found = [_version(mandate) for mandate in mandates]
    return tuple(sorted(found, key=lambda one: (one.adopted or "9999", one.symbol, one.name)))


def is_heading(clause: Clause) -> bool:
    """Tell whether an item only names what the items below it ask."""
    paragraph = clause.paragraph
    short = len(paragraph.text) < _LONGEST_HEADING
    return paragraph.parent is not None and short and clause.value("task_verb") is None


def is_protection(clause: Clause) -> bool:
    """Tell whether a clause tasks somebody with protecting civilians; a heading does not."""
    if is_heading(clause):
        return False
    categories = clause.value("categories")
    about = isinstance(categories, tuple) and "poc" in categories
    return about and (clause.value("poc_tier") is not None or bool(protection_codes(clause)))


def is_tied(clause: Clause) -> bool:
    """Tell whether a clause is tied to the political process, by its words or by its own task.

    A political task named in passing is no tie: the clause must be about politics too.
    """
    codes, categories = clause.value("task_codes"), clause.value("categories")
    political = isinstance(codes, tuple) and bool(POLITICAL_TASKS & set(codes))
    about = isinstance(categories, tuple) and "political" in categories
    return clause.value("links_poc_to_politics") is True or (political and about)


def protection_codes(clause: Clause) -> tuple[str, ...]:
    """Return the codes of a clause that are about protection itself."""
    codes = clause.value("task_codes")
    return (
        tuple(code for code in codes if code.startswith("poc_")) if isinstance(codes, tuple) else ()
    )


def _version(mandate: Mandate) -> Version:
    clauses = [
        clause for clause in mandate.clauses if clause.paragraph.part in {Part.OPERATIVE, Part.BODY}
    ]
    tasks: dict[str, int] = {}
    ceiling: dict[str, int] = {}
    expiries: list[str] = []
    scales: Counter[str] = Counter()
    unconfirmed = 0
    for clause in clauses:
        strength = clause.value("strength")
        codes = clause.value("task_codes")
        for code in codes if isinstance(codes, tuple) else ():
            tasks[code] = max(tasks.get(code, 0), strength if isinstance(strength, int) else 1)
        stated = clause.value("ceiling")
        if isinstance(stated, dict):
            for part, number in stated.items():
                ceiling[part] = max(ceiling.get(part, 0), number)
        expiry = clause.value("expiry")
        if isinstance(expiry, str):
            expiries.append(expiry)
        if clause.confirmed("scale"):
            scales[str(clause.value("scale"))] += 1
        else:
            unconfirmed += 1
    protection = [clause for clause in clauses if is_protection(clause)]
    return Version(
        symbol=mandate.document.symbol,
        name=mandate.document.name,
        adopted=mandate.document.adopted,
        tasks=dict(sorted(tasks.items())),
        ceiling=ceiling,
        expiry=max(expiries, default=""),
        protection=len(protection),
        linked=sum(is_tied(clause) for clause in protection),
        scales=dict(sorted(scales.items())),
        unconfirmed=unconfirmed,
    )
