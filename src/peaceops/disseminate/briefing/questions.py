"""At most seven questions to decide, and what must be found out before more can be told."""

from peaceops.disseminate.briefing.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Paragraph,
    Section,
    Table,
)
from peaceops.disseminate.briefing.joint_words import called, capital
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.phrase import short_day
from peaceops.disseminate.strategy_material import StrategyMaterial
from peaceops.domain.finding import SEVERITY_ORDER, Severity

_MOST_ASKS = 4


def questions_section(held: StrategyMaterial, words: Language) -> Section:
    """Return the questions that the check of the strategy puts first."""
    blocks: list[Block] = [Paragraph(_counts(held, words))]
    if held.report.questions:
        blocks.append(_table(held, words))
    requests = [
        words.say(
            "{owner}: {asks}",
            owner=capital(called(held, one.owner)) or words.say("Nobody owns these"),
            asks=words.say("; ").join(one.asks[:_MOST_ASKS])
            + (f"; … {len(one.asks) - _MOST_ASKS}" if len(one.asks) > _MOST_ASKS else ""),
        )
        for one in held.report.requests
    ]
    if requests:
        blocks += [
            Paragraph(words.say("What must be found out before more can be told:")),
            Bullets(tuple(requests)),
        ]
    return Section(words.say("Questions to decide first"), tuple(blocks), new_page=True)


def _counts(held: StrategyMaterial, words: Language) -> str:
    fires = [one for one in held.report.findings if one.status == "fires"]
    counts = [
        _count(one, number, words)
        for one in SEVERITY_ORDER
        if (number := sum(finding.severity is one for finding in fires))
    ]
    text = words.say(
        "The check of the strategy asked {rules} rules (profile {profile}, {hash}) and found: "
        "{counts}. Findings are questions with a source, not a grade.",
        rules=words.number(len(held.report.rules)),
        profile=held.report.profile,
        hash=held.report.profile_hash,
        counts=words.say(", ").join(counts) or words.say("nothing"),
    )
    above = sum(one.count for one in held.withheld)
    if above:
        text += " " + words.count(
            "{number} finding is above this reader's level.",
            "{number} findings are above this reader's level.",
            above,
        )
    return text


def _count(severity: Severity, number: int, words: Language) -> str:
    return {
        Severity.BLOCKER: words.count("{number} blocker", "{number} blockers", number),
        Severity.ERROR: words.count("{number} error", "{number} errors", number),
        Severity.WARNING: words.count("{number} caution", "{number} cautions", number),
        Severity.INFO: words.count("{number} remark", "{number} remarks", number),
    }[severity]


def _table(held: StrategyMaterial, words: Language) -> Table:
    codes = {one.id: one.code for one in held.report.findings}
    rows = tuple(
        (
            Cell(strong=str(number)),
            Cell(lines=(capital(one.text),)),
            Cell(strong=one.decision),
            Cell(lines=(called(held, one.owner) or words.say("nobody owns this yet"),)),
            Cell(lines=(short_day(one.due, words),)),
            Cell(lines=(words.say(", ").join(sorted({codes[name] for name in one.findings})),)),
        )
        for number, one in enumerate(held.report.questions, start=1)
    )
    return Table(
        caption=words.say(
            "Ranked by level of the threat, people exposed and time left; one row for one cause"
        ),
        columns=(
            Column("", 0.3, "right"),
            Column(words.say("What was found"), 3.4),
            Column(words.say("What can be decided this week"), 3.0),
            Column(words.say("Of whom"), 1.3),
            Column(words.say("By when"), 0.9),
            Column(words.say("Rules behind it"), 1.2),
        ),
        rows=rows,
        note=words.say("Each rule's page says what it asks, why, and on which source it rests."),
    )
