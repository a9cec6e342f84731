"""The rows of the joint page where threats are recorded: what each side has in place."""

from peaceops.direct.check.rules import RULES
from peaceops.direct.joint.row import JointRow, PoliticalTrack, Protector
from peaceops.disseminate.briefing.content import Cell, Column, Table
from peaceops.disseminate.briefing.phrase import not_recorded
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material
from peaceops.disseminate.strategy_material import StrategyMaterial
from peaceops.domain.month import last_day
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.node import Node, is_unknown

MOST_ROWS = 5
_MOST_LINES = 3
_TITLES = {rule.code: rule.title for rule in RULES}
_WEIGHT = {"blocker": 0, "error": 1, "warning": 2, "info": 3}


def threat_table(material: Material, held: StrategyMaterial, words: Language) -> Table:
    """Return a row for each of the gravest threats."""
    rows = held.rows[:MOST_ROWS]
    left = len(held.rows) - len(rows)
    note = words.say(
        "Ranked by level, people exposed and time left. A level is a person's judgement; the "
        "outlook beside it is computed from past events and sets no level. Actors are named from "
        "records and signed judgements."
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
            shown=words.number(len(rows)),
            all=words.number(len(held.rows)),
        ),
        columns=(
            Column(words.say("Who endangers whom, where, by when"), 2.3),
            Column(words.say("Protection in place, minutes away"), 1.5),
            Column(words.say("Political track with that actor, last contact"), 1.3),
            Column(words.say("Host: will, capacity, what it did"), 1.4),
            Column(words.say("Contributors: can, will, asked for"), 1.4),
            Column(words.say("What is missing"), 1.7),
            Column(words.say("Decision asked, of whom, by when"), 1.8),
        ),
        rows=tuple(_row(row, material, held, words) for row in rows),
        note=note,
    )


def _row(
    row: JointRow, material: Material, held: StrategyMaterial, words: Language
) -> tuple[Cell, ...]:
    return (
        _threat(row, material, held, words),
        _protection(row, words),
        _politics(row, words),
        _host(row, words),
        _contributors(row, words),
        _missing(row, words),
        _decision(row, held, words),
    )


def _threat(row: JointRow, material: Material, held: StrategyMaterial, words: Language) -> Cell:
    threat = row.threat
    actor = _named(held.strategy.nodes.get(threat.actor or ""), threat.actor, words)
    whom = ", ".join(group.title or group.id for group in row.people)
    people = threat.people_exposed or sum(group.population or 0 for group in row.people)
    where = (row.area.title or row.area.id) if row.area else threat.area
    lines = [
        words.say("{actor} against {whom}", actor=actor, whom=whom or words.say("civilians")),
        _level(row, words),
    ]
    if people:
        lines.append(words.say("{people} people exposed", people=words.number(people)))
    if where:
        lines.append(_where(row, where, words))
    if threat.window_from or threat.window_to:
        lines.append(_window(row, words))
    area = held.outlooks.get(threat.id)
    if area is not None:
        lines.append(
            words.say(
                "Outlook: {probability} around {place} by {day}",
                probability=words.percent(area.civilian.p_ge_1),
                place=area.name,
                day=words.day(last_day(material.outlook.origin + material.outlook.horizon_months)),
            )
        )
    return Cell(strong=threat.title or threat.id, lines=tuple(lines))


def _where(row: JointRow, where: str, words: Language) -> str:
    if row.area is not None and row.area.post:
        return words.say("{place}; post: {post}", place=where, post=row.area.post)
    return where


def _window(row: JointRow, words: Language) -> str:
    start, end = row.threat.window_from, row.threat.window_to
    if start and end:
        return words.say("{start} to {end}", start=words.day(start), end=words.day(end))
    if start:
        return words.say("from {day}", day=words.day(start))
    return words.say("until {day}", day=words.day(end)) if end else ""


def _level(row: JointRow, words: Language) -> str:
    low, high = row.level.low, row.level.high
    trend = words.say(row.threat.trend) if row.threat.trend else words.say("trend not recorded")
    if low == high:
        return words.say("{level}, {trend}", level=words.say(high), trend=trend)
    return words.say(
        "between {low} and {high} (not known), {trend}",
        low=words.say(low),
        high=words.say(high),
        trend=trend,
    )


def _protection(row: JointRow, words: Language) -> Cell:
    activities = [
        words.say("Tier {tier}: {activity}", tier=one.tier or "?", activity=one.title or one.id)
        for one in row.activities
    ]
    reach = [
        words.say("{unit}: {minutes} minutes", unit=_unit(one), minutes=words.number(one.minutes))
        if one.minutes is not None
        else words.say("{unit}: minutes not recorded", unit=_unit(one))
        for one in row.protectors
    ]
    if not activities and not reach:
        return _blank(row, words, words.say("No live protection on record"))
    return Cell(lines=(*_few(activities, words), *_few(reach, words)))


def _politics(row: JointRow, words: Language) -> Cell:
    if not row.tracks:
        return Cell(lines=(words.say("No track with this actor on record"),))
    return Cell(lines=tuple(_few([_track(one, words) for one in row.tracks], words)))


def _track(one: PoliticalTrack, words: Language) -> str:
    name = one.track.title or one.track.id
    if one.last_contact is None:
        return words.say("{track}: no contact on record", track=name)
    said = {
        True: words.say("{track}: live, {day}", track=name, day=words.day(one.last_contact)),
        False: words.say(
            "{track}: not live, last {day}", track=name, day=words.day(one.last_contact)
        ),
        None: words.say(
            "{track}: not known whether live, last {day}",
            track=name,
            day=words.day(one.last_contact),
        ),
    }
    return said[one.live]


def _host(row: JointRow, words: Language) -> Cell:
    lines = []
    for posture in row.postures:
        lines.append(
            words.say(
                "{authority}: will {will}, capacity {capacity}",
                authority=posture.title or posture.authority or posture.id,
                will=_scale(posture, "will", words),
                capacity=_scale(posture, "capacity", words),
            )
        )
        if posture.role:
            lines.append(words.say(posture.role))
        if posture.did:
            lines.append(posture.did)
    judged = {posture.authority for posture in row.postures}
    lines += [
        words.say("{authority}: posture not recorded", authority=one.title or one.id)
        for one in row.authorities
        if one.id not in judged
    ]
    return Cell(lines=tuple(lines[:4])) if lines else _blank(row, words, "")


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
    for one in row.protectors[:2]:
        can = (
            words.say("equipment {share}", share=words.percent(one.unit.serviceability))
            if one.unit.serviceability is not None
            else words.say("equipment not recorded")
        )
        will = words.say(one.accepted.replace("_", " ")) if one.accepted else not_recorded(words)
        lines.append(
            words.say("{unit}: can: {can}; will: {will}", unit=_unit(one), can=can, will=will)
        )
        if one.restricted:
            kinds = sorted(
                {(caveat.kind or "other").replace("_", " ") for caveat in one.restricted}
            )
            lines.append(
                words.say("caveats: {kinds}", kinds=", ".join(words.say(kind) for kind in kinds))
            )
    if len(row.protectors) > 2:
        lines.append(words.count("and {number} more", "and {number} more", len(row.protectors) - 2))
    return Cell(lines=tuple(lines))


def _missing(row: JointRow, words: Language) -> Cell:
    found = sorted(
        {one.code: one for one in row.findings}.values(),
        key=lambda one: (_WEIGHT[one.severity.value], one.code),
    )
    lines = [
        words.say("{title} ({code})", title=words.say(_TITLES[one.code]), code=one.code)
        for one in found
    ]
    return Cell(lines=tuple(_few(lines, words)) or (words.say("Nothing that a rule found"),))


def _decision(row: JointRow, held: StrategyMaterial, words: Language) -> Cell:
    for question in held.report.questions:
        if question.root == row.threat.id:
            return Cell(
                strong=question.decision,
                lines=(
                    words.say(
                        "{owner}, by {day}",
                        owner=question.owner or words.say("no owner recorded"),
                        day=words.day(question.due),
                    ),
                ),
            )
    asked = [one for one in row.findings if one.decision]
    if not asked:
        return Cell(lines=(words.say("None asked by a rule"),))
    return Cell(
        strong=asked[0].decision,
        lines=(asked[0].owner or words.say("no owner recorded"),),
    )


def _blank(row: JointRow, words: Language, nothing: str) -> Cell:
    """Say that nothing is recorded, or that what is lies above the reader."""
    if row.held_apart:
        return Cell(lines=(words.say("held apart from this reader, or not recorded"),))
    return Cell(lines=(nothing or not_recorded(words),))


def _few(lines: list[str], words: Language) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return lines
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], words.count("and {number} more", "and {number} more", more)]


def _unit(one: Protector) -> str:
    name = one.unit.title or one.unit.id
    return f"{name} ({one.unit.contributor})" if one.unit.contributor else name


def _named(node: Node | None, name: str | None, words: Language) -> str:
    if node is not None and node.title:
        return node.title
    return name or words.say("Actor not recorded")
