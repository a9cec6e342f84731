"""The ten areas most at risk, and the places where it might begin."""

from peaceops.disseminate.briefing.content import Cell, Column, Paragraph, Section, Table
from peaceops.disseminate.briefing.phrase import (
    attackers,
    change,
    expected,
    horizon,
    interval,
    place,
    present,
    victims,
)
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material, named_areas
from peaceops.disseminate.picture import sparkline
from peaceops.domain.outlook import AreaOutlook

_OUTBREAKS = 5


def ten_areas(material: Material, words: Language) -> Section:
    """Return the table of the ten areas that the outlook names."""
    columns = (
        Column("", 0.35, "right"),
        Column(words.say("Place"), 1.7),
        Column(words.say("At least one civilian killed"), 0.75, "right"),
        Column(words.say("At least 25"), 0.6, "right"),
        Column(words.say("Expected civilian deaths"), 1.15, "right"),
        Column(words.say("All deaths: at least one; expected"), 1.2, "right"),
        Column(words.say("Since last month"), 0.8, "right"),
        Column(words.say("Who attacked civilians there, past 12 months"), 2.5),
        Column(words.say("People in named places"), 0.8, "right"),
        Column(words.say("Civilian deaths by month, 3 years"), 1.0),
    )
    rows = tuple(
        _row(rank, area, words) for rank, area in enumerate(named_areas(material), start=1)
    )
    table = Table(
        caption=words.say(
            "{months}: {victims}, probabilities and expected numbers",
            months=horizon(material.outlook, words),
            victims=victims(material, words),
        ),
        columns=columns,
        rows=rows,
        note=words.say(
            "Source of events and actors: {citation} People: sum of the named places with a known "
            "population; most villages are missing. Areas are half-degree squares (about 55 km) or "
            "first-level units.",
            citation=material.provenance.dataset.citation,
        ),
    )
    return Section(
        words.say("The ten areas most at risk in the next three months")
        if material.outlook.horizon_months == 3
        else words.say("The ten areas most at risk"),
        (table,),
        new_page=True,
    )


def outbreaks(material: Material, words: Language) -> Section:
    """Return the prevention list: places quiet for a year where violence may begin."""
    rows = tuple(
        (
            Cell(strong=place(area, words)),
            Cell(lines=(words.percent(area.civilian.p_ge_1),)),
            Cell(lines=(_quiet(area, words),)),
            Cell(lines=(change(area, words),)),
            Cell(lines=(present(area.actors, words) or words.say("No armed actor on record"),)),
        )
        for area in material.outbreaks.areas[:_OUTBREAKS]
    )
    table = Table(
        caption=words.say("Without a recorded civilian death for 12 months or more"),
        columns=(
            Column(words.say("Place"), 2.4),
            Column(words.say("At least one civilian killed"), 1.0, "right"),
            Column(words.say("Last civilian death on record"), 1.6),
            Column(words.say("Since last month"), 0.9, "right"),
            Column(words.say("Armed actors on record, past 12 months"), 3.0),
        ),
        rows=rows,
    )
    intro = Paragraph(
        words.say(
            "Where violence would be new. A list of past deaths can never name these places; most "
            "of them will stay quiet. Dialogue is cheapest here."
        )
    )
    title = words.say("Places of a first outbreak: the prevention list")
    return Section(title, (intro, table), new_page=True)


def _row(rank: int, area: AreaOutlook, words: Language) -> tuple[Cell, ...]:
    record = attackers(area.actors, words)
    if area.fighting_deaths:
        record.append(
            words.count(
                "In fighting, laid to no side: {number} civilian killed",
                "In fighting, laid to no side: {number} civilians killed",
                area.fighting_deaths,
            )
        )
    others = present(area.actors, words)
    if others:
        record.append(others)
    total = words.say(
        "{probability}; {expected}",
        probability=words.percent(area.total.p_ge_1),
        expected=expected(area.total, words),
    )
    return (
        Cell(strong=str(rank)),
        Cell(strong=area.name, lines=(area.admin1, words.say(area.coverage))),
        Cell(strong=words.percent(area.civilian.p_ge_1)),
        Cell(lines=(words.percent(area.civilian.p_ge_25),)),
        Cell(strong=expected(area.civilian, words), lines=(interval(area.civilian, words),)),
        Cell(lines=(total, interval(area.total, words))),
        Cell(lines=(change(area, words),)),
        Cell(lines=tuple(record) or (words.say("Nobody on record"),)),
        Cell(
            lines=(
                words.say("not known")
                if area.population is None
                else words.number(area.population),
            )
        ),
        Cell(
            lines=(
                words.say("greatest: {number}", number=words.number(max(area.recent, default=0.0))),
            ),
            picture=sparkline(
                area.recent,
                words.say("Civilian deaths in {place} by month", place=place(area, words)),
            ),
        ),
    )


def _quiet(area: AreaOutlook, words: Language) -> str:
    if area.quiet_months is None:
        return words.say("never")
    return words.count("{number} month ago", "{number} months ago", area.quiet_months)
