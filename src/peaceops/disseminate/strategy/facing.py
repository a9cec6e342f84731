"""The document's part on what the mission faces: threats, and what drives them."""

from peaceops.direct.linkage.coverage import (
    PHASES,
    TIERS,
    CellState,
    ThreatCoverage,
    coverage,
)
from peaceops.direct.linkage.ledger import responsibility_ledger
from peaceops.direct.linkage.matrix import linkage_matrix
from peaceops.direct.linkage.roots import roots
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.markdown import bullets, plain
from peaceops.disseminate.strategy.phrase import interval_words, not_recorded, trend_word
from peaceops.disseminate.strategy.reading import Reading
from peaceops.domain.strategy.threat import ThreatNode


def summary_part(reading: Reading) -> list[str]:
    """Write in a few lines how things stand."""
    words = reading.words
    threats = coverage(reading.whole, reading.day, reading.clearance).threats
    matrix = linkage_matrix(reading.whole, reading.day, reading.clearance)
    gravest = [
        words.say(
            "{name}: {level}", name=reading.name(one.threat), level=interval_words(one.level, words)
        )
        for one in threats[:3]
    ]
    most = (
        words.say("; the gravest: {names}", names=words.say("; ").join(gravest)) if gravest else ""
    )
    linked = sum(row.linked is True for row in matrix.rows)
    ledger = responsibility_ledger(reading.whole, reading.day, reading.clearance)
    overdue = sum(account.counts["overdue"] for account in ledger.accounts)
    return [
        f"## {words.say('In short')}",
        "",
        *bullets(
            [
                words.count("{number} open threat", "{number} open threats", len(threats)) + most,
                words.say(
                    "Activities and tasks: {all}; that serve a political objective: {linked}; that "
                    "serve none: {blank}; not known: {unknown}",
                    all=words.number(len(matrix.rows)),
                    linked=words.number(linked),
                    blank=words.number(len(matrix.unlinked)),
                    unknown=words.number(len(matrix.unknown)),
                ),
                words.count(
                    "{number} undertaking is overdue", "{number} undertakings are overdue", overdue
                ),
            ]
        ),
        "",
    ]


def threats_part(reading: Reading) -> list[str]:
    """Write the open threats, gravest first, each with what is done about it."""
    words = reading.words
    found = coverage(reading.whole, reading.day, reading.clearance).threats
    lines = [f"## {words.say('What we face')}", ""]
    if not found:
        lines += [words.say("No open threat is recorded."), ""]
    for one in found:
        threat = reading.seen.strategy.nodes[one.threat]
        assert isinstance(threat, ThreatNode)  # noqa: S101
        level = interval_words(one.level, words)
        if threat.trend is not None:
            level = f"{level}, {trend_word(threat.trend, words)}"
        empty = _cells(one, "empty", words)
        unknown = _cells(one, "unknown", words)
        covered = [
            words.say(
                "{tier}/{phase}: {activities}",
                tier=cell.tier,
                phase=cell.phase,
                activities=plain(words.say(", ").join(cell.activities)),
            )
            for cell in one.cells
            if cell.activities
        ]
        facts = [
            (words.say("Posed by"), reading.who(threat, "actor")),
            (words.say("Where"), reading.who(threat, "area")),
            (words.say("People exposed"), reading.field(threat, "people_exposed")),
            (words.say("Driven by"), reading.starts(threat, "causes")),
            (words.say("Owner"), reading.who(threat, "owner", "assessed_by")),
            (words.say("To be reviewed by"), reading.field(threat, "review_by")),
            (
                words.say("Done about it (tier/phase)"),
                words.say("; ").join(covered) or not_recorded(words),
            ),
        ]
        if unknown:
            facts.append((words.say("Not known whether anything is done in"), unknown))
        if empty and any(cell.state != "empty" for cell in one.cells):
            facts.append((words.say("Nothing recorded in"), empty))
        lines += bullets([f"{reading.name(one.threat)}: **{level}**"])
        lines += reading.facts(facts)
    return [*lines, ""]


def drivers_part(reading: Reading) -> list[str]:
    """Write what drives the threats, and which objective takes each driver up."""
    words = reading.words
    found = roots(reading.whole, reading.day, reading.clearance)
    lines = [f"## {words.say('What drives it')}", ""]
    for row in found.rows:
        if row.objectives:
            taken = words.say("taken up by {names}", names=reading.names(row.objectives))
        elif row.resolved is None:
            taken = words.say("not known who takes it up")
        elif row.out_of_reach:
            taken = words.say("out of reach: {reason}", reason=plain(row.out_of_reach))
        else:
            taken = words.say("no objective takes it up")
        causes = reading.names(row.threats) or words.say("no open threat recorded")
        lines += bullets([f"{reading.name(row.driver)}: {taken}"])
        lines += bullets([f"{words.say('Causes')}: {causes}"], depth=1)
    if not found.rows:
        lines.append(words.say("No driver is recorded."))
    if found.rootless:
        lines += bullets([words.say("Without a driver: {names}",
                                    names=reading.names(found.rootless))])  # fmt: skip
    return [*lines, ""]


def _cells(threat: ThreatCoverage, state: CellState, words: Language) -> str:
    """Say in which phases of each tier a threat's grid is in a state."""
    said = []
    for tier in TIERS:
        phases = [cell.phase for cell in threat.cells if (cell.tier, cell.state) == (tier, state)]
        if len(phases) == len(PHASES):
            said.append(words.say("tier {tier}, all phases", tier=tier))
        elif phases:
            listed = words.say(", ").join(map(str, phases))
            said.append(words.say("tier {tier}, phase {phases}", tier=tier, phases=listed))
    return words.say("; ").join(said)
