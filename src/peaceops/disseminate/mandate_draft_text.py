"""What a draft answers and leaves open, as lines for a terminal."""

from peaceops.direct.mandate.draft import DraftReview

_START = 160


def draft_text(review: DraftReview) -> str:
    """Write a review: answers first, then questions, then clauses with examples."""
    lines = [review.name, ""]
    for check in review.checks:
        if check.found:
            lines.append(f"  yes  {check.name}: para. {', '.join(check.found)}")
        else:
            lines.append(f"  ?    {check.name}: {check.question} ({check.source})")
    lines.append("")
    lines.append(
        f"Protection clauses without a link to the political process: "
        f"{len(review.unlinked)} of {review.protection}"
    )
    for clause in review.unlinked:
        doubt = "" if clause.certain else " (not certain)"
        lines.append(f"  {clause.paragraph}{doubt}: {_cut(clause.text)}")
        for example in clause.examples:
            words = " … ".join(example.words)
            lines.append(f"      {example.symbol} para. {example.paragraph} [{words}]")
            lines.append(f"        {example.text}")
    if review.unlinked and not any(clause.examples for clause in review.unlinked):
        place = f"among {review.searched} texts" if review.searched else "no texts were named"
        lines.append(f"  no example of a linked clause: {place} (name your own with --library DIR)")
    return "\n".join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _START else text[:_START] + "…"
