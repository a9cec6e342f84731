"""Which activity or task buys time or space for which political objective, and why."""

from peaceops.direct.linkage.matrix import LinkageCell, LinkageRow
from peaceops.direct.linkage.told import Told
from peaceops.disseminate.briefing.content import Block, Cell, Column, Paragraph, Section, Table
from peaceops.disseminate.briefing.phrase import not_recorded
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy_material import StrategyMaterial


def linkage_section(held: StrategyMaterial, words: Language) -> Section:
    """Return the linkage matrix as a list of links, and the rows that serve nothing."""
    blocks: list[Block] = [
        Paragraph(
            words.say(
                "Of each live activity and task: which political objective does it buy time or "
                "space for, and how would we know that we are wrong? A blank is a question."
            )
        )
    ]
    linked = [
        (row, cell) for row in held.matrix.rows for cell in row.cells if cell.state == "linked"
    ]
    told = [link for link in linked if _says_why(link[1])]
    if told:
        blocks.append(_table(held, told, words))
    names = {row.id: row.title or row.id for row in held.matrix.rows}
    titles = {name: title or name for name, title in held.matrix.objectives}
    for said, found in (
        (
            words.say("Serve an objective, and nobody wrote down how"),
            [
                words.say(
                    "{row} (for: {objective})",
                    row=row.title or row.id,
                    objective=titles[cell.objective],
                )
                for row, cell in linked
                if not _says_why(cell)
            ],
        ),
        (words.say("Serve no political objective"), [names[one] for one in held.matrix.unlinked]),
        (
            words.say("Not known whether they serve any"),
            [names[one] for one in held.matrix.unknown],
        ),
        (
            words.say("Objectives that nothing serves"),
            [titles[one] for one in held.matrix.unserved],
        ),
    ):
        if found:
            blocks.append(
                Paragraph(
                    words.say("{what}: {names}.", what=said, names=words.say("; ").join(found))
                )
            )
    return Section(words.say("Protection and the political process"), tuple(blocks))


def _says_why(cell: LinkageCell) -> bool:
    """Tell whether anything is recorded of how a link works."""
    return any(
        part is not None and part.state != "not_recorded"
        for part in (cell.mechanism, cell.assumption, cell.disconfirming_sign)
    )


def _table(
    held: StrategyMaterial, linked: list[tuple[LinkageRow, LinkageCell]], words: Language
) -> Table:
    titles = {name: title or name for name, title in held.matrix.objectives}
    return Table(
        caption=words.say("Links on record"),
        columns=(
            Column(words.say("Activity or task"), 2.0),
            Column(words.say("Serves"), 1.8),
            Column(words.say("Because"), 2.6),
            Column(words.say("Provided that"), 2.0),
            Column(words.say("We would be wrong if"), 2.0),
        ),
        rows=tuple(
            (
                Cell(strong=row.title or row.id),
                Cell(lines=(titles[cell.objective],)),
                *(
                    Cell(lines=(_said(part, words),))
                    for part in (cell.mechanism, cell.assumption, cell.disconfirming_sign)
                ),
            )
            for row, cell in linked
        ),
    )


def _said(part: Told | None, words: Language) -> str:
    """Say what a link holds: its words, that nobody knows, or that nobody wrote it down."""
    if part is None or part.state == "not_recorded":
        return not_recorded(words)
    return words.say("not known") if part.state == "unknown" else words.say("; ").join(part.values)
