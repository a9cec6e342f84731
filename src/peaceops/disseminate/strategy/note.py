"""The line under a thing's title in the picture: what matters most about it."""

from collections.abc import Callable
from typing import Any

from peaceops.direct.check.standing import last_contact
from peaceops.direct.linkage.seen import Seen
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.phrase import (
    interval_words,
    not_known,
    not_recorded,
    short_day,
    trend_word,
)
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.strategy.politics import ObjectiveNode, TrackNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.threat_level import LEVEL_NAMES, level_interval


def note_on(seen: Seen, node: Node, chosen: set[str], words: Language) -> str:
    """Say what matters most about a thing; `chosen` are the ids of all that is drawn."""
    write = _NOTES.get(node.noun)
    return write(seen, node, chosen, words) if write else ""


def _threat(seen: Seen, threat: ThreatNode, chosen: set[str], words: Language) -> str:  # noqa: ARG001
    level = level_interval(threat, seen.view.day)
    # The bars beside it show the whole width of an open interval; in words there is room for less.
    wide = (level.low, level.high) == (LEVEL_NAMES[0], LEVEL_NAMES[-1])
    parts = [not_known(words) if wide else interval_words(level, words)]
    if threat.trend is not None:
        parts.append(trend_word(threat.trend, words))
    return " · ".join(parts)


def _driver(seen: Seen, driver: DriverNode, chosen: set[str], words: Language) -> str:
    links = seen.view.into(driver, "resolves", ObjectiveNode)
    by = sorted({name for name in links.ids if name in chosen})
    if by:
        return words.say("taken up by {objectives}", objectives=words.say(", ").join(by))
    if not links.complete or seen.may_lack("resolves", driver.id):
        return words.say("not known who takes it up")
    return words.say("no objective takes it up")


def _activity(seen: Seen, activity: ActivityNode, chosen: set[str], words: Language) -> str:  # noqa: ARG001
    tier = activity.tier or ("?" if is_unknown(activity, "tier") else "–")
    phase = activity.phase or ("?" if is_unknown(activity, "phase") else "–")
    return words.say("tier {tier} · phase {phase}", tier=tier, phase=phase)


def _task(seen: Seen, task: TaskNode, chosen: set[str], words: Language) -> str:  # noqa: ARG001
    if task.band is not None:
        return words.say("band {band}", band=task.band)
    return words.say("band not known") if is_unknown(task, "band") else words.say("no band")


def _objective(seen: Seen, objective: ObjectiveNode, chosen: set[str], words: Language) -> str:  # noqa: ARG001
    kinds = {"political": words.say("political"), "protection": words.say("protection")}
    if objective.kind is not None:
        return kinds[objective.kind]
    return not_known(words) if is_unknown(objective, "kind") else not_recorded(words)


def _track(seen: Seen, track: TrackNode, chosen: set[str], words: Language) -> str:  # noqa: ARG001
    contact = last_contact(seen.view, track)
    if contact is not None:
        return words.say("last contact {day}", day=short_day(contact, words))
    if is_unknown(track, "last_engagement"):
        return words.say("last contact not known")
    return words.say("no contact recorded")


_NOTES: dict[str, Callable[[Seen, Any, set[str], Language], str]] = {
    "threat": _threat,
    "driver": _driver,
    "activity": _activity,
    "task": _task,
    "objective": _objective,
    "track": _track,
}
