"""A report for people at a screen: questions first, then each finding where it is written."""

from collections import Counter
from collections.abc import Callable

from peaceops.direct.check.report import Comparison, Withheld, approvable
from peaceops.domain.finding import SEVERITY_ORDER, CheckReport, Finding, Question
from peaceops.domain.strategy.graph import Place

Excerpt = Callable[[Place], str | None]
"""Gives the line of a file, where it can be read."""


def render_text(
    report: CheckReport,
    *,
    excerpt: Excerpt = lambda _: None,
    withheld: tuple[Withheld, ...] = (),
    compared: Comparison | None = None,
    as_questions: bool = False,
) -> str:
    """Write a report.

    Args:
        report: as its reader may see it.
        excerpt: gives the lines that findings point to.
        withheld: what the reader may not see, counted by rule.
        compared: with an earlier report.
        as_questions: put findings as questions, as for a draft mandate.
    """
    under = f"profile {report.profile} ({report.profile_hash}), {len(report.rules)} rules"
    lines = [f"Strategy as of {report.as_of.isoformat()}, {under}", ""]
    lines += _questions(report)
    lines += _requests(report)
    for one in report.findings:
        if one.status == "fires":
            lines += _finding(one, excerpt, compared, as_questions=as_questions)
    lines += _suppressed(report)
    lines += _summary(report, withheld, compared)
    return "\n".join(lines) + "\n"


def _questions(report: CheckReport) -> list[str]:
    if not report.questions:
        return []
    lines = ["What to decide first", ""]
    for number, one in enumerate(report.questions, start=1):
        lines += _question(number, one)
    return [*lines, ""]


def _question(number: int, one: Question) -> list[str]:
    more = len(one.findings)
    behind = f"{more} finding{'s' if more > 1 else ''} about {one.root}"
    return [
        f"{number}. {one.text}",
        f"   {one.decision}",
        f"   {one.owner or 'nobody owns this yet'}, by {one.due.isoformat()}; {behind}",
    ]


def _requests(report: CheckReport) -> list[str]:
    if not report.requests:
        return []
    lines = ["What must be found out before more can be told", ""]
    for one in report.requests:
        lines.append(f"- {one.owner or 'nobody owns these'}:")
        lines += [f"    {ask}" for ask in one.asks]
    return [*lines, ""]


def _finding(
    one: Finding, excerpt: Excerpt, compared: Comparison | None, *, as_questions: bool
) -> list[str]:
    new = " (new)" if compared is not None and one.id in compared.new else ""
    said = f"Is it meant that {one.message}?" if as_questions else one.message
    lines = [f"{one.severity.value}[{one.code}]{new}: {said}"]
    if one.location is not None:
        lines += _place(one.location, excerpt)
    lines.append(f'   = source: {one.source.paragraph} "{one.source.text}"')
    lines.append(f"   = clears when {one.clears_when}")
    lines += [f"   = could serve: {candidate}" for candidate in one.candidates]
    if one.decision:
        by = f", by {one.due.isoformat()}" if one.due else ""
        lines.append(f"   = decide: {one.decision} ({one.owner or 'no owner recorded'}{by})")
    if one.suppression:
        lines.append(f"   = {one.suppression}")
    lines.append(f"   = help: peaceops rule {one.code}; id {one.id}")
    return [*lines, ""]


def _place(place: Place, excerpt: Excerpt) -> list[str]:
    gutter = " " * len(str(place.line))
    lines = [f"  {gutter}--> {place.file}:{place.line}:{place.column}"]
    text = excerpt(place)
    if text is not None:
        word = text[place.column - 1 :]
        length = max(1, min(len(word.rstrip()), 60))
        lines += [
            f"  {gutter} |",
            f"  {place.line} | {text.rstrip()}",
            f"  {gutter} | {' ' * (place.column - 1)}{'^' * length}",
        ]
    return lines


def _suppressed(report: CheckReport) -> list[str]:
    quiet = [one for one in report.findings if one.status == "suppressed"]
    if not quiet:
        return []
    lines = ["Suppressed for a while", ""]
    lines += [
        f"- {one.code} {', '.join(one.objects)}: {one.message} [{one.suppression}]" for one in quiet
    ]
    return [*lines, ""]


def _summary(
    report: CheckReport, withheld: tuple[Withheld, ...], compared: Comparison | None
) -> list[str]:
    fires = Counter(one.severity for one in report.findings if one.status == "fires")
    open_ = sum(one.status == "cannot_tell" for one in report.findings)
    counts = [f"{fires[one]} {one.value}" for one in SEVERITY_ORDER if fires[one]]
    lines = [
        f"{', '.join(counts) or 'nothing fires'}; {open_} can not be told"
        + ("" if approvable(report) else "; a blocker stands: no mark of approval")
    ]
    if compared is not None:
        lines.append(
            f"against the earlier report: {len(compared.new)} new, "
            f"{len(compared.persisting)} persisting, {len(compared.fixed)} fixed"
        )
    lines += [f"{one.code}: {one.count} above your level" for one in withheld]
    return lines
