"""The strategy as a document for a head of office, from the file that is checked (R-11)."""

from datetime import date

from peaceops.direct.linkage.seen import seen_by
from peaceops.disseminate.language import Language
from peaceops.disseminate.release import CLEARANCE
from peaceops.disseminate.strategy.answering import effort_part, gaps_part, ledger_part
from peaceops.disseminate.strategy.ends import ends_part, tracks_part
from peaceops.disseminate.strategy.facing import drivers_part, summary_part, threats_part
from peaceops.disseminate.strategy.markdown import plain
from peaceops.disseminate.strategy.phrase import marking_line
from peaceops.disseminate.strategy.reading import Reading
from peaceops.disseminate.strategy.ways import means_part, tasks_part, theories_part
from peaceops.domain.marking import Audience, Marking
from peaceops.domain.strategy.graph import Strategy

PARTS = (
    summary_part,
    threats_part,
    drivers_part,
    ends_part,
    tracks_part,
    tasks_part,
    means_part,
    theories_part,
    ledger_part,
    effort_part,
    gaps_part,
)
"""In the order of reading."""


def strategy_document(
    strategy: Strategy,
    day: date,
    words: Language,
    *,
    clearance: Marking = CLEARANCE[Audience.INTERNAL],
) -> str:
    """Return the strategy as of a day as Markdown; same strategy, same bytes.

    What is not recorded and what is not known stand there as such. What is above the reader's
    clearance is left out, and how much of it is said.
    """
    seen = seen_by(strategy, day, clearance)
    reading = Reading(strategy, seen, day, clearance, words)
    mission = seen.strategy.mission
    marking = marking_line(seen.marking, words)
    head = [
        f"# {words.say('The strategy of {mission}', mission=plain(mission.title or mission.id))}",
        "",
        f"**{marking}** · {words.say('as of {day}', day=words.day(day))}",
        "",
    ]
    if seen.left_out:
        head += [
            words.count(
                "{number} thing or link above this reader’s clearance is left out; what hangs on "
                "it shows as not known.",
                "{number} things and links above this reader’s clearance are left out; what hangs "
                "on them shows as not known.",
                seen.left_out,
            ),
            "",
        ]
    body = [line for part in PARTS for line in part(reading)]
    return "\n".join([*head, *body, f"**{marking}**"]) + "\n"
