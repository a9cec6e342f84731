"""What falls between a mandate and a mission, as lines for a terminal."""

from collections.abc import Sequence

from peaceops.direct.mandate.join import Join, JoinLine


def join_text(found: Join) -> str:
    """Write the four lists; what the record leaves open is marked with a question mark."""
    lines = [
        "strictly confidential: gaps show where people are not protected",
        f"as of {found.day}",
    ]
    lines += _part(
        f"Active threats that no clause covers ({len(found.uncovered_threats)} of {found.threats})",
        found.uncovered_threats,
    )
    lines += _part(
        "Protection clauses that no threat or task uses "
        f"({len(found.unused_clauses)} of {found.protection_clauses})",
        found.unused_clauses,
    )
    lines += _part(
        "Protection clauses without a political link "
        f"({len(found.unlinked_clauses)} of {found.protection_clauses})",
        found.unlinked_clauses,
    )
    lines += _part(
        "Clauses that no unit can and will carry out "
        f"({len(found.undeliverable_clauses)} of {found.tasked_clauses} that tasks come from)",
        found.undeliverable_clauses,
    )
    return "\n".join(lines)


def _part(title: str, found: Sequence[JoinLine]) -> list[str]:
    lines = [f"\n{title}"]
    lines += [f"  {'' if one.certain else '? '}{one.object}: {one.reason}" for one in found]
    return lines if found else [*lines, "  none"]
