"""Page one: threat, protection, politics, host, contributors and the decision, in one row each.

Areas of the outlook stand in for threats until people record threats (design § 2.1). A blank says
"not recorded", for a blank is what a leader must see.
"""

from peaceops.collate.coverage import Coverage
from peaceops.disseminate.briefing.content import (
    Block,
    Cell,
    Column,
    Notice,
    Paragraph,
    Section,
    Table,
)
from peaceops.disseminate.briefing.joint_limits import can_not, decided, unknowns
from peaceops.disseminate.briefing.joint_threats import balance, threat_table
from peaceops.disseminate.briefing.phrase import attackers, horizon, not_recorded, place, victims
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material
from peaceops.domain.marking import Audience
from peaceops.domain.month import last_day, month_label
from peaceops.domain.outlook import AreaOutlook
from peaceops.domain.scorecard import simple_list_does_as_well

_ROWS = 5


def joint_page(material: Material, words: Language) -> Section:
    """Return page one of the brief."""
    title = words.say("The joint page")
    if material.audience is Audience.PUBLIC:
        title = words.say("At a glance")
    return Section(
        title,
        (
            *_notices(material, words),
            balance(material.strategy, words)
            if material.strategy and material.strategy.rows
            else _headline(material, words),
            threat_table(material, material.strategy, words)
            if material.strategy and material.strategy.rows
            else _table(material, words),
            _below(material, words),
        ),
    )


def _below(material: Material, words: Language) -> Table:
    """Return what stands below the rows: limits, unknowns and last month's decisions."""
    columns = [Column(words.say("What we do not know"), 3.4)]
    cells = [Cell(lines=_unknowns(material, words))]
    if material.audience is not Audience.PUBLIC:
        blank = Cell(lines=(not_recorded(words),))
        limits, decisions = blank, blank
        if material.strategy is not None:
            limits = can_not(material.strategy, words)
            decisions = decided(material.strategy, words)
        columns = [
            Column(words.say("What we can not do, and who can change that"), 3.0),
            *columns,
            Column(words.say("Last month's decisions, taken or not"), 2.0),
        ]
        cells = [limits, *cells, decisions]
    return Table("", tuple(columns), (tuple(cells),))


def _notices(material: Material, words: Language) -> list[Block]:
    notices = []
    if material.provenance.dataset.name == "exercise":
        notices.append(words.say("Exercise: this country, its people and its events are invented."))
    if material.reconstruction:
        notices.append(
            words.say(
                "Reconstruction from data published later; nobody could have had this on the day."
            )
        )
    if material.stale_months:
        notices.append(
            words.count(
                "The data end {number} month before the as-of date: the outlook starts there.",
                "The data end {number} months before the as-of date: the outlook starts there.",
                material.stale_months,
            )
        )
    return [Notice(text) for text in notices]


def _headline(material: Material, words: Language) -> Paragraph:
    likely = sum(area.civilian.p_ge_1 >= 0.5 for area in material.outlook.areas)
    gravest = material.outlook.areas[0]
    if likely:
        first = words.count(
            "{number} area is more likely than not to see a civilian killed in {months}.",
            "{number} areas are more likely than not to see a civilian killed in {months}.",
            likely,
            months=horizon(material.outlook, words),
        )
    else:
        first = words.say(
            "No area is more likely than not to see a civilian killed in {months}.",
            months=horizon(material.outlook, words),
        )
    second = words.say(
        "Most at risk: {place}, {probability}.",
        place=place(gravest, words),
        probability=words.percent(gravest.civilian.p_ge_1),
    )
    return Paragraph(f"{first} {second}", lead=True)


def _table(material: Material, words: Language) -> Table:
    areas = material.outlook.areas[:_ROWS]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    if material.audience is Audience.PUBLIC:
        columns = (
            Column(words.say("Where, how likely, by when"), 2.0),
            Column(words.say("Who attacked civilians there, past 12 months"), 3.0),
        )
        rows = tuple((_chance(area, material, words), _record(area, words)) for area in areas)
    else:
        columns = (
            Column(words.say("Who endangers whom, where, by when"), 3.3),
            Column(words.say("Protection in place, minutes away"), 1.1),
            Column(words.say("Political track with that actor, last contact"), 1.2),
            Column(words.say("Host: will, capacity, what it did"), 1.1),
            Column(words.say("Contributors: can, will, asked for"), 1.1),
            Column(words.say("What is missing"), 1.5),
            Column(words.say("Decision asked, of whom, by when"), 1.2),
        )
        blank = Cell(lines=(not_recorded(words),))
        missing = words.say("Everything to the left: record it, or record that there is nothing.")
        blanks = (blank, blank, blank, blank, Cell(lines=(missing,)), blank)
        rows = tuple((_threat(area, material, words), *blanks) for area in areas)
    return Table(
        caption=words.say(
            "The {number} areas most at risk, {months} ({victims}; outlook by “{model}”)",
            number=words.number(len(rows)),
            months=horizon(material.outlook, words),
            victims=victims(material, words),
            model=material.outlook.model_title,
        ),
        columns=columns,
        rows=rows,
        note=words.say(
            "Areas of the outlook stand here until threats are recorded. An outlook is computed "
            "from past events; it is not a warning, which only a person issues. Actors are those "
            "on record in the past 12 months, not a guess at who will attack."
        ),
    )


def _threat(area: AreaOutlook, material: Material, words: Language) -> Cell:
    chance = _chance(area, material, words)
    return Cell(strong=chance.strong, lines=(*chance.lines, *_record(area, words).lines))


def _chance(area: AreaOutlook, material: Material, words: Language) -> Cell:
    chance = words.say(
        "{probability} that a civilian is killed by {day}",
        probability=words.percent(area.civilian.p_ge_1),
        day=words.day(last_day(material.outlook.origin + material.outlook.horizon_months)),
    )
    return Cell(strong=place(area, words), lines=(chance,))


def _record(area: AreaOutlook, words: Language) -> Cell:
    nobody = words.say("No attack on civilians on record here in the past 12 months")
    return Cell(lines=tuple(attackers(area.actors, words, most=2)) or (nobody,))


def _unknowns(material: Material, words: Language) -> tuple[str, ...]:
    known = () if material.strategy is None else unknowns(material.strategy, words)
    return (*known, *_unknowns_of_record(material, words))


def _unknowns_of_record(material: Material, words: Language) -> tuple[str, ...]:
    dark = sum(area.coverage == Coverage.DARK for area in material.outlook.areas)
    said = [
        words.say(
            "{dark} of {all} areas are dark: no event was reported from them or next to them in "
            "the past five years. There we do not know.",
            dark=words.number(dark),
            all=words.number(len(material.outlook.areas)),
        ),
        words.say(
            "Data: {dataset}, {version}; last event {last}; months used {first} to {origin}.",
            dataset=material.provenance.dataset.title,
            version=material.provenance.dataset.version,
            last=words.day(material.provenance.last_event)
            if material.provenance.last_event
            else words.say("none"),
            first=month_label(material.period.first),
            origin=month_label(material.period.last),
        ),
    ]
    if material.imprecise_share is not None:
        said.append(
            words.say(
                "{share} of the deaths on record are known only to a province or to the country "
                "and are on no area of this page.",
                share=words.percent(material.imprecise_share),
            )
            if material.imprecise_way == "coarser"
            else words.say(
                "{share} of the deaths on record are known only to a province or to the country; "
                "they were shared out by where the well-placed deaths lie.",
                share=words.percent(material.imprecise_share),
            )
        )
    if not material.precision_stated:
        said.append(words.say("Place precision not stated: some points may be mere centroids."))
    card = material.scorecard
    if card is None:
        said.append(words.say("How good such outlooks were: the record is too short to say."))
    elif simple_list_does_as_well(card):
        said.append(
            words.say(
                "The plain list of last year's civilian deaths did as well as this outlook over "
                "the past {number} months.",
                number=words.number(card.origins),
            )
        )
    return tuple(said)
