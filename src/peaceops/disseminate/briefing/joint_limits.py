"""What stands below the rows of the joint page: limits, unknowns, and last month's decisions."""

from peaceops.disseminate.briefing.content import Cell
from peaceops.disseminate.briefing.joint_words import called, capital, state_word
from peaceops.disseminate.briefing.phrase import not_recorded
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.phrase import short_day
from peaceops.disseminate.strategy_material import StrategyMaterial

_LIMITS = ("TCC-01", "TCC-09", "HST-06", "TCC-08", "TCC-06", "POL-05")
"""Rules that tell what the mission can not do, in the order of reading."""
_MOST = 2
_MOST_DECISIONS = 3


def can_not(held: StrategyMaterial, words: Language) -> Cell:
    """Say what a check found that the mission can not do, and who can change that."""
    found = [
        one
        for code in _LIMITS
        for one in held.report.findings
        if one.code == code and one.status == "fires" and one.severity in {"blocker", "error"}
    ]
    lines = [
        words.say(
            "{limit} ({owner})",
            limit=capital(one.message),
            owner=called(held, one.owner) or words.say("nobody owns this yet"),
        )
        for one in found[:_MOST]
    ]
    if len(found) > _MOST:
        lines.append(words.count("and {number} more", "and {number} more", len(found) - _MOST))
    return Cell(lines=tuple(lines) or (not_recorded(words),))


def decided(held: StrategyMaterial, words: Language) -> Cell:
    """Say which decisions were taken last month, and which wait."""
    lines = []
    for one in held.decisions[:_MOST_DECISIONS]:
        decision = one.decision
        day = decision.due or decision.taken
        lines.append(
            words.say(
                "{state}: {decision} ({owner}{day})",
                state=state_word(one.state, words),
                decision=decision.title or decision.id,
                owner=called(held, decision.owner) or words.say("no owner recorded"),
                day=f", {short_day(day, words)}" if day else "",
            )
        )
    if len(held.decisions) > _MOST_DECISIONS:
        more = len(held.decisions) - _MOST_DECISIONS
        lines.append(words.count("and {number} more", "and {number} more", more))
    return Cell(lines=tuple(lines) or (not_recorded(words),))


def unknowns(held: StrategyMaterial, words: Language) -> tuple[str, ...]:
    """Say how much of the strategy can not be told, and who is asked."""
    open_ = sum(one.status == "cannot_tell" for one in held.report.findings)
    if not open_:
        return ()
    owners = [called(held, one.owner) or words.say("nobody") for one in held.report.requests]
    return (
        words.count(
            "{number} question to the strategy can not be told; asked to find out: {owners}.",
            "{number} questions to the strategy can not be told; asked to find out: {owners}.",
            open_,
            owners=words.say(", ").join(owners),
        ),
    )
