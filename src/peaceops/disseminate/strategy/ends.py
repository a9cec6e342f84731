"""The document's part on ends and political ways: objectives, who stands behind them, tracks."""

from peaceops.direct.check.standing import last_contact
from peaceops.direct.linkage.support_map import Stance, SupportCell, support_map
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.markdown import bullets, plain
from peaceops.disseminate.strategy.phrase import not_known, not_recorded, party_word
from peaceops.disseminate.strategy.reading import Reading
from peaceops.domain.strategy.politics import ObjectiveNode, TrackNode


def ends_part(reading: Reading) -> list[str]:
    """Write the objectives in force: intent, owner, tracks, measures, end, and positions."""
    words = reading.words
    lines = [f"## {words.say('Ends')}", ""]
    rows = support_map(reading.whole, reading.day, reading.clearance).rows
    if not rows:
        lines.append(words.say("No objective is recorded."))
    for row in rows:
        objective = reading.seen.strategy.nodes[row.objective]
        assert isinstance(objective, ObjectiveNode)  # noqa: S101
        measures = [plain(measure.definition) for measure in objective.indicators]
        spoken = [
            f"{_party(cell, words)} {_stances(cell, words)}" for cell in row.cells if cell.standings
        ]
        silent = [_party(cell, words) for cell in row.cells if not cell.standings]
        facts = [
            (words.say("Kind"), reading.field(objective, "kind")),
            (words.say("Intent"), reading.field(objective, "intent")),
            (words.say("Owner"), reading.who(objective, "owner", "owners")),
            (words.say("Takes up"), reading.ends(objective, "resolves")),
            (words.say("Pursued on"), reading.ends(objective, "served_by")),
            (words.say("Served by"), reading.starts(objective, "contributes_to")),
            (
                words.say("Measured by"),
                words.say("; ").join(measures) or reading.field(objective, "indicators"),
            ),
            (words.say("Ends when"), reading.field(objective, "exit")),
            (words.say("On record"), words.say("; ").join(spoken) or not_recorded(words)),
        ]
        if spoken and silent:
            facts.append((words.say("No position recorded from"), words.say(", ").join(silent)))
        lines += bullets([reading.name(row.objective)])
        lines += reading.facts(facts)
    return [*lines, ""]


def tracks_part(reading: Reading) -> list[str]:
    """Write where parties talk, and when they last did."""
    words = reading.words
    lines = [f"## {words.say('Political tracks')}", ""]
    tracks = [
        track for track in reading.seen.view.of(TrackNode) if reading.seen.view.in_force(track)
    ]
    if not tracks:
        lines.append(words.say("No track is recorded."))
    for track in tracks:
        contact = last_contact(reading.seen.view, track)
        last = words.day(contact) if contact else reading.field(track, "last_engagement")
        facts = [
            (words.say("Level"), reading.field(track, "level")),
            (words.say("Status"), reading.field(track, "status")),
            (words.say("Convened by"), reading.who(track, "convenor")),
            (words.say("At the table"), reading.who(track, "parties")),
            (words.say("Last contact"), last),
            (words.say("Owner"), reading.who(track, "owner", "owners")),
        ]
        lines += bullets([reading.name(track.id)])
        lines += reading.facts(facts)
    return [*lines, ""]


def _party(cell: SupportCell, words: Language) -> str:
    return (
        words.say("a party not recorded") if cell.party is None else party_word(cell.party, words)
    )


def _stances(cell: SupportCell, words: Language) -> str:
    said = []
    for standing in cell.standings:
        whose = f"{plain(standing.member)} " if standing.member else ""
        said.append(f"{whose}{stance_word(standing.stance, words)} ({plain(standing.citation)})")
    return words.say(", ").join(said)


def stance_word(stance: Stance, words: Language) -> str:
    """Say where somebody stands."""
    return {
        "supports": words.say("supports it"),
        "supports_with_reservation": words.say("supports it with reservations"),
        "silent": words.say("is silent"),
        "opposes": words.say("opposes it"),
        "not_recorded": words.say("spoke, stance not recorded"),
        "unknown": not_known(words),
    }[stance]
