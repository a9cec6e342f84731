"""A mandate as a person reads it on a terminal."""

from collections.abc import Iterator

from peaceops.domain.mandate import Basis, Clause, FieldValue, Mandate, Part

_WIDTH = 96
_SHOWN = (
    ("verbs", "verbs"),
    ("addressee", "to"),
    ("categories", "about"),
    ("task_codes", "tasks"),
    ("modality", "modality"),
    ("poc_tier", "tier"),
    ("level", "level"),
    ("scale", "scale"),
    ("ceiling", "strength"),
    ("expiry", "until"),
    ("duration", "for"),
    ("sequence", "order"),
)
_FLAGS = (
    ("use_of_force", "force"),
    ("conditional", "condition"),
    ("priority", "priority"),
    ("host_state_responsibility", "host responsibility"),
    ("links_poc_to_politics", "tied to politics"),
)


def mandate_text(mandate: Mandate, stale: tuple[str, ...] = ()) -> str:
    """Write a mandate for a terminal; what a person confirmed is marked with +."""
    document = mandate.document
    head = " · ".join(
        part
        for part in (
            document.symbol or document.name,
            document.kind,
            document.adopted,
            document.language,
        )
        if part
    )
    counts = {part: sum(c.paragraph.part is part for c in mandate.clauses) for part in Part}
    lines = [
        head,
        ", ".join(f"{number} {part} paragraphs" for part, number in counts.items() if number),
    ]
    lines += [
        f"  line {fault.line}: {fault.reason}: {fault.words}".rstrip(": ")
        for fault in document.faults
    ]
    lines += [f"  correction not applied: {sentence}" for sentence in stale]
    heading = ""
    for clause in mandate.clauses:
        if clause.paragraph.part in {Part.PREAMBLE, Part.ANNEX}:
            continue
        if clause.paragraph.heading != heading:
            heading = clause.paragraph.heading
            lines.append(f"\n{heading}")
        lines += _clause_lines(clause)
    return "\n".join(lines)


def _clause_lines(clause: Clause) -> Iterator[str]:
    paragraph = clause.paragraph
    start = paragraph.text if len(paragraph.text) <= _WIDTH else paragraph.text[:_WIDTH] + "…"
    yield f"{paragraph.id:>10}  {start}"
    parts = [
        f"{label}: {_written(clause.value(field))}{_mark(clause, field)}"
        for field, label in _SHOWN
        if clause.value(field) not in (None, (), {})
    ]
    flags = [f"{label}{_mark(clause, field)}" for field, label in _FLAGS if clause.value(field)]
    yield f"{'':>10}  {' | '.join(parts + flags)}"


def _written(value: FieldValue) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, dict):
        return ", ".join(f"{number:,} {part.replace('_', ' ')}" for part, number in value.items())
    return str(value)


def _mark(clause: Clause, field: str) -> str:
    return "+" if clause.readings[field].basis is Basis.PERSON else ""
