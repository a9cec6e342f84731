"""The rows of the joint page where threats are recorded: what each side has in place."""

from datetime import date
from math import ceil

from peaceops.direct.check.question import THIS_WEEK
from peaceops.direct.check.rules import RULES
from peaceops.direct.joint.row import JointRow, PoliticalTrack, Protector
from peaceops.disseminate.briefing.content import Cell, Column, Paragraph, Table
from peaceops.disseminate.briefing.joint_words import (
    answer_word,
    called,
    capital,
    caveat_word,
    role_word,
)
from peaceops.disseminate.briefing.phrase import not_recorded
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material
from peaceops.disseminate.strategy.phrase import interval_words, short_day, trend_word
from peaceops.disseminate.strategy_material import StrategyMaterial
from peaceops.domain.finding import FAMILY_ORDER, SEVERITY_ORDER, Finding
from peaceops.domain.month import last_day
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.node import is_unknown

MOST_ROWS = 5
_LEAST_ROWS = 3
_WIDTHS = (2.6, 1.5, 1.25, 1.7, 1.7, 1.7, 1.7)
_LETTERS = 16.0
"""Letters of the printed table to one unit of width, on average."""
_PAGE_LINES = 29
"""Lines of page one that the rows may fill, so that what stands below still fits."""
_MOST_MISSING = 2
_TITLES = {rule.code: rule.title for rule in RULES}


def balance(held: StrategyMaterial, words: Language) -> Paragraph:
    """Say how many threats have protection, politics, both or neither."""
    met = [(bool(row.activities), any(one.live is True for one in row.tracks)) for row in held.rows]
    return Paragraph(
        words.say(
            "Open threats: {all}. Protection without a live political track: {protection}. A live "
            "track without protection: {politics}. Neither: {neither}. Both: {both}.",
            all=words.number(len(met)),
            protection=words.number(met.count((True, False))),
            politics=words.number(met.count((False, True))),
            neither=words.number(met.count((False, False))),
            both=words.number(met.count((True, True))),
        ),
        lead=True,
    )


def threat_table(material: Material, held: StrategyMaterial, words: Language) -> Table:
    """Return a row for each of the gravest threats."""
    cells = _fitting([_row(row, held, words) for row in held.rows[:MOST_ROWS]])
    left = len(held.rows) - len(cells)
    note = words.say(
        "Ranked by level, people exposed and time left. A level is a person's judgement. The "
        "outlook beside it, computed from past events, sets no level: it is the chance that a "
        "civilian is killed by {day} in the likeliest square of the area. Actors are named from "
        "records and signed judgements.",
        day=short_day(last_day(material.outlook.origin + material.outlook.horizon_months), words),
    )
    if left:
        note += " " + words.count(
            "{number} further threat is in the strategy.",
            "{number} further threats are in the strategy.",
            left,
        )
    return Table(
        caption=words.say(
            "The gravest threats on record as of {day}, {shown} of {all}",
            day=words.day(held.day),
            shown=words.number(len(cells)),
            all=words.number(len(held.rows)),
        ),
        columns=tuple(
            Column(title, width) for title, width in zip(_titles(words), _WIDTHS, strict=True)
        ),
        rows=tuple(cells),
        note=note,
    )


def _titles(words: Language) -> tuple[str, ...]:
    return (
        words.say("Who endangers whom, where, by when"),
        words.say("Protection in place, minutes away"),
        words.say("Political track with that actor, last contact"),
        words.say("Host: will, capacity, what it did"),
        words.say("Contributors: can, will, asked for"),
        words.say("What is missing"),
        words.say("Decision asked, of whom, by when"),
    )


def _fitting(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return as many rows as page one has room for, at least three; letters are counted."""
    room = _PAGE_LINES
    kept: list[tuple[Cell, ...]] = []
    for row in rows:
        room -= max(_lines(cell, width) for cell, width in zip(row, _WIDTHS, strict=True))
        if room < 0 and len(kept) >= _LEAST_ROWS:
            break
        kept.append(row)
    return kept


def _lines(cell: Cell, width: float) -> int:
    texts = [text for text in (cell.strong, *cell.lines) if text]
    return sum(ceil(len(text) / (width * _LETTERS)) for text in texts)


def _row(row: JointRow, held: StrategyMaterial, words: Language) -> tuple[Cell, ...]:
    return (
        _threat(row, held, words),
        _protection(row, words),
        _politics(row, words),
        _host(row, held, words),
        _contributors(row, words),
        _missing(row, words),
        _decision(row, held, words),
    )


def _threat(row: JointRow, held: StrategyMaterial, words: Language) -> Cell:
    threat = row.threat
    actor = called(held, threat.actor) or words.say("Actor not recorded")
    groups = sorted(row.people, key=lambda group: (-(group.population or 0), group.id))
    whom = groups[0].title or groups[0].id if groups else words.say("civilians")
    if len(groups) > 1:
        whom = words.say("{group} and others", group=whom)
    people = threat.people_exposed or sum(group.population or 0 for group in row.people)
    where = (row.area.title or row.area.id) if row.area else threat.area
    level = _level(row, words)
    if people:
        level = words.say("{level}; {people} people", level=level, people=words.number(people))
    lines = [
        words.say("{actor} against {whom}", actor=actor, whom=whom),
        level,
    ]
    if where:
        lines.append(_where(row, held, where, words))
    area = held.outlooks.get(threat.id)
    if area is not None:
        lines.append(
            words.say(
                "Outlook {probability}: {place}",
                probability=words.percent(area.civilian.p_ge_1),
                place=area.name.partition(", ")[0],
            )
        )
    return Cell(strong=capital(threat.title or threat.id), lines=tuple(lines))


def _where(row: JointRow, held: StrategyMaterial, where: str, words: Language) -> str:
    """Say where, whose post it is, and when it is to be feared."""
    said = [where]
    if row.area is not None and row.area.post:
        said.append(called(held, row.area.post))
    if row.threat.window_from or row.threat.window_to:
        said.append(_window(row, words))
    return words.say("; ").join(said)


def _window(row: JointRow, words: Language) -> str:
    start, end = row.threat.window_from, row.threat.window_to
    if start and end:
        return words.say(
            "{start} to {end}", start=short_day(start, words), end=short_day(end, words)
        )
    if start:
        return words.say("from {day}", day=short_day(start, words))
    return words.say("until {day}", day=short_day(end, words)) if end else ""


def _level(row: JointRow, words: Language) -> str:
    trend = row.threat.trend
    return words.say(
        "{level}, {trend}",
        level=interval_words(row.level, words),
        trend=trend_word(trend, words) if trend else words.say("trend not recorded"),
    )


def _protection(row: JointRow, words: Language) -> Cell:
    activities = [
        words.say("Tier {tier}: {activity}", tier=one.tier or "?", activity=one.title or one.id)
        for one in row.activities
    ]
    reach = [
        words.say("{unit} {minutes} min", unit=_short(one), minutes=words.number(one.minutes))
        if one.minutes is not None
        else words.say("{unit} not recorded", unit=_short(one))
        for one in row.protectors
    ]
    if not activities and not reach:
        return _blank(row, words, words.say("No live protection on record"))
    return Cell(
        lines=(*_few(activities, words, most=2), *([words.say(", ").join(reach)] if reach else []))
    )


def _politics(row: JointRow, words: Language) -> Cell:
    if not row.tracks:
        return Cell(lines=(words.say("No track with this actor on record"),))
    return Cell(lines=tuple(_few([_track(one, words) for one in row.tracks], words, most=2)))


def _track(one: PoliticalTrack, words: Language) -> str:
    name = one.track.title or one.track.id
    if one.last_contact is None:
        return words.say("{track}: no contact on record", track=name)
    said = {
        True: words.say("{track}: live, {day}", track=name, day=short_day(one.last_contact, words)),
        False: words.say(
            "{track}: not live, last {day}", track=name, day=short_day(one.last_contact, words)
        ),
        None: words.say(
            "{track}: not known whether live, last {day}",
            track=name,
            day=short_day(one.last_contact, words),
        ),
    }
    return said[one.live]


def _host(row: JointRow, held: StrategyMaterial, words: Language) -> Cell:
    lines: list[str] = []
    for posture in row.postures:
        name = called(held, posture.authority) or posture.title or posture.id
        said = words.say(
            "{authority}: will {will}, capacity {capacity}",
            authority=name,
            will=_scale(posture, "will", words),
            capacity=_scale(posture, "capacity", words),
        )
        did = [role_word(posture.role, words)] if posture.role else []
        if posture.did and not lines:
            did.append(posture.did)
        lines.append(words.say("; ").join([said, *did]))
    judged = {posture.authority for posture in row.postures}
    blank = _nothing(row, words, "")
    lines += [
        words.say("{authority}: {posture}", authority=called(held, one.id), posture=blank)
        for one in row.authorities
        if one.id not in judged
    ]
    return Cell(lines=tuple(lines[:2])) if lines else _blank(row, words, "")


def _scale(posture: PostureNode, name: str, words: Language) -> str:
    if is_unknown(posture, name):
        return words.say("not known")
    value = getattr(posture, name)
    if value is None:
        return not_recorded(words)
    return words.say("{value} of 4", value=words.number(value))


def _contributors(row: JointRow, words: Language) -> Cell:
    if not row.protectors:
        return _blank(row, words, words.say("No unit is tasked"))
    lines = []
    for one in row.protectors:
        can = (
            words.say("{share} works", share=words.percent(one.unit.serviceability))
            if one.unit.serviceability is not None
            else words.say("equipment not recorded")
        )
        kinds = sorted({caveat_word(caveat.kind, words) for caveat in one.restricted})
        lines.append(
            words.say(
                "{unit}: {can}; {will}",
                unit=_unit(one),
                can=can,
                will=words.say(", ").join([answer_word(one.accepted, words), *kinds]),
            )
        )
    return Cell(lines=tuple(_few(lines, words, most=2)))


def _missing(row: JointRow, words: Language) -> Cell:
    found = sorted({one.code: one for one in row.findings}.values(), key=_first)
    lines = [words.say("{title} ({code})", title=_TITLES[one.code], code=one.code) for one in found]
    if len(lines) > _MOST_MISSING:
        codes = words.say(", ").join(one.code for one in found[_MOST_MISSING:])
        lines = [*lines[:_MOST_MISSING], words.say("also {codes}", codes=codes)]
    return Cell(lines=tuple(lines) or (words.say("Nothing that a rule found"),))


def _first(one: Finding) -> tuple[int, int, str]:
    return SEVERITY_ORDER.index(one.severity), FAMILY_ORDER.index(one.code[:3]), one.code


def _decision(row: JointRow, held: StrategyMaterial, words: Language) -> Cell:
    for one in row.recommended:
        said = _asked(one.decision_asked, one.addressee, one.decide_by, held, words)
        return Cell(
            strong=said.strong, lines=(*said.lines, words.say("recommended: {id}", id=one.id))
        )
    asked = sorted((one for one in row.findings if one.decision), key=_first)
    for question in held.report.questions:
        if question.root == row.threat.id:
            return _asked(question.decision, question.owner, question.due, held, words)
    if not asked:
        return Cell(lines=(words.say("None asked by a rule"),))
    return _asked(asked[0].decision, asked[0].owner, asked[0].due, held, words)


def _asked(
    decision: str, owner: str | None, due: date | None, held: StrategyMaterial, words: Language
) -> Cell:
    by = short_day(due or held.day + THIS_WEEK, words)
    whom = called(held, owner) or words.say("no owner recorded")
    return Cell(strong=decision, lines=(words.say("{owner}, by {day}", owner=whom, day=by),))


def _blank(row: JointRow, words: Language, nothing: str) -> Cell:
    return Cell(lines=(_nothing(row, words, nothing),))


def _nothing(row: JointRow, words: Language, nothing: str) -> str:
    """Say that nothing is recorded, or that what is may lie above the reader."""
    if row.held_apart:
        return words.say("held apart from this reader, or not recorded")
    return nothing or not_recorded(words)


def _few(lines: list[str], words: Language, *, most: int) -> list[str]:
    if len(lines) <= most:
        return lines
    more = len(lines) - most
    return [*lines[:most], words.count("and {number} more", "and {number} more", more)]


def _short(one: Protector) -> str:
    return one.unit.id


def _unit(one: Protector) -> str:
    return f"{one.unit.id} ({one.unit.contributor})" if one.unit.contributor else one.unit.id
