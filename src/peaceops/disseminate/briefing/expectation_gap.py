"""What each party expects in each scenario, what is possible, and who can close the gap."""

from collections.abc import Sequence
from typing import Literal

from peaceops.direct.expectation.gap import GapRow, PartyAnswer, Possible
from peaceops.direct.expectation.layer import LayerName
from peaceops.disseminate.briefing.content import (
    Block,
    Cell,
    Column,
    Notice,
    Paragraph,
    Section,
    Table,
)
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy_material import StrategyMaterial


def expectation_gap_section(held: StrategyMaterial, words: Language) -> Section | None:
    """Return the expectation gap as the reader may see it; None where no scenario is in force."""
    if not (held.gaps or held.gaps_withheld):
        return None
    blocks: list[Block] = [
        Paragraph(
            words.say(
                "What will not be done has to be said before it is needed. Levels of action go "
                "from 0 (nothing) to 5; silence is shown as silence."
            )
        )
    ]
    if held.gaps:
        blocks.append(_table(held.gaps, words))
        blocks += _messages(held.gaps, words)
    if held.gaps_withheld:
        blocks.append(
            Paragraph(
                words.count(
                    "{number} row is above this reader.",
                    "{number} rows are above this reader.",
                    held.gaps_withheld,
                )
            )
        )
    title = words.say("What is expected, and what is possible")
    return Section(title, tuple(blocks), new_page=True)


def _table(rows: Sequence[GapRow], words: Language) -> Table:
    return Table(
        caption=words.say("Expectation gap by scenario and area"),
        columns=(
            Column(words.say("Scenario and area"), 1.8),
            Column(words.say("Who expects what"), 2.2),
            Column(words.say("Possible"), 1.4),
            Column(words.say("Held down by"), 1.6),
            Column(words.say("What would close it, and who can"), 3.4),
        ),
        rows=tuple(
            (
                Cell(strong=row.title or row.scenario, lines=_where(row)),
                Cell(lines=tuple(_answer(one, words) for one in row.answers)),
                Cell(strong=_level(row.here, words), lines=_gap(row.here, words)),
                Cell(lines=tuple(layer_word(one, words) for one in _binding(row))),
                Cell(
                    lines=tuple(
                        words.say(
                            "{layer}: {what} ({who})",
                            layer=_lever(one.layer, words),
                            what=one.what,
                            who=one.who,
                        )
                        for one in row.remedies
                    )
                ),
            )
            for row in rows
        ),
    )


def _where(row: GapRow) -> tuple[str, ...]:
    return (row.area_title or row.area,) if row.area else ()


def _binding(row: GapRow) -> tuple[LayerName, ...]:
    """Return the layers that bind by the sheet or in the area, in the order of asking."""
    binding = {*row.sheet.binding, *row.here.binding}
    return tuple(layer.name for layer in row.layers if layer.name in binding)


def _answer(one: PartyAnswer, words: Language) -> str:
    who = one.respondent or party_word(one, words)
    if one.action_level is not None:
        return words.say("{who}: {level}", who=who, level=words.number(one.action_level))
    return {
        "silent": words.say("{who}: silent", who=who),
        "unknown": words.say("{who}: not known", who=who),
        "not_asked": words.say("{who}: not asked", who=who),
    }[one.state]


def party_word(one: PartyAnswer, words: Language) -> str:
    """Say which party answers."""
    return {
        "council": words.say("Council"),
        "secretariat": words.say("Secretariat"),
        "mission": words.say("Mission"),
        "contributors": words.say("Contributors"),
        "host": words.say("Host"),
        "population": words.say("Population"),
        "media": words.say("Media"),
    }[one.party]


def layer_word(name: LayerName, words: Language) -> str:
    """Say which layer holds the mission back; able and willing are never one."""
    return {
        "mandate": words.say("mandate"),
        "rules": words.say("rules on force, by reference"),
        "command": words.say("command"),
        "acceptance": words.say("will: acceptance and caveats"),
        "capability": words.say("means: capability"),
        "host": words.say("the host's permission"),
        "time": words.say("time"),
    }[name]


def _lever(name: LayerName | Literal["expectation"], words: Language) -> str:
    return words.say("what is expected") if name == "expectation" else layer_word(name, words)


def _level(one: Possible, words: Language) -> str:
    if one.low == one.high:
        return words.number(one.high)
    return words.say("{low} to {high}", low=words.number(one.low), high=words.number(one.high))


def _gap(one: Possible, words: Language) -> tuple[str, ...]:
    if one.gap_least is None or one.gap_most is None:
        return (words.say("nobody said what they expect"),)
    least, most = max(one.gap_least, 0), max(one.gap_most, 0)
    if least == most:
        return (words.say("gap {gap}", gap=words.number(least)),)
    return (words.say("gap {low} to {high}", low=words.number(least), high=words.number(most)),)


def _messages(rows: Sequence[GapRow], words: Language) -> list[Block]:
    """Return the drafts for the public, each once."""
    drafts = list(dict.fromkeys(row.message.text for row in rows))
    return [
        Paragraph(
            words.say("Drafts for the public, in English; none is released until a person does so:")
        ),
        *(Notice(" ".join(draft)) for draft in drafts),
    ]
