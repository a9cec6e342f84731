"""The document's part on ways and means: tasks, activities, units, and why it should work."""

from peaceops.direct.check.standing import deployed, live_activity, live_task
from peaceops.direct.linkage.theory_of_change import theories_of_change
from peaceops.disseminate.strategy.markdown import bullets, plain
from peaceops.disseminate.strategy.reading import Reading
from peaceops.disseminate.strategy.sentence import theory_sentence
from peaceops.domain.strategy.force import UnitNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.protection import ActivityNode, TaskNode


def tasks_part(reading: Reading) -> list[str]:
    """Write the tasks by band, and the activities by tier, with what they serve."""
    words, view = reading.words, reading.seen.view
    lines = [f"## {words.say('Ways')}", ""]
    tasks = [task for task in view.of(TaskNode) if live_task(view, task) is not False]
    for band in sorted({task.band for task in tasks}, key=lambda band: (band is None, band or 0)):
        title = (
            words.say("Tasks without a band")
            if band is None
            else words.say("Tasks in band {band}", band=band)
        )
        lines += [f"### {title}", ""]
        for task in tasks:
            if task.band != band:
                continue
            facts = [
                (words.say("Serves"), reading.ends(task, "contributes_to")),
                (words.say("Done by"), reading.starts(task, "implements")),
                (words.say("Units"), reading.starts(task, "assigned")),
                (words.say("Owner"), reading.who(task, "owner", "owners")),
                (words.say("Ends when"), reading.field(task, "exit")),
            ]
            if is_unknown(task, "band"):
                facts.insert(0, (words.say("Band"), reading.field(task, "band")))
            lines += bullets([reading.name(task.id)])
            lines += reading.facts(facts)
        lines.append("")
    activities = [one for one in view.of(ActivityNode) if live_activity(view, one) is not False]
    lines += [f"### {words.say('Activities under way')}", ""]
    if not activities:
        lines.append(words.say("No activity under way is recorded."))
    for activity in activities:
        facts = [
            (words.say("Tier"), reading.field(activity, "tier")),
            (words.say("Phase"), reading.field(activity, "phase")),
            (words.say("Addresses"), reading.ends(activity, "addresses")),
            (words.say("Serves"), reading.ends(activity, "contributes_to")),
            (words.say("Owner"), reading.who(activity, "owner", "owners")),
        ]
        harm = reading.seen.strategy.out(activity.id, "undermines")
        if harm:
            facts.append(
                (words.say("Undermines"), reading.names(sorted(edge.target for edge in harm)))
            )
        lines += bullets([reading.name(activity.id)])
        lines += reading.facts(facts)
    return [*lines, ""]


def means_part(reading: Reading) -> list[str]:
    """Write the units in the mission and what they are assigned to."""
    words, view = reading.words, reading.seen.view
    lines = [f"## {words.say('Means')}", ""]
    units = [unit for unit in view.of(UnitNode) if deployed(view, unit) is not False]
    if not units:
        lines.append(words.say("No unit is recorded."))
    for unit in units:
        what = [reading.field(unit, "type"), reading.field(unit, "contributor")]
        task = words.say("assigned to {names}", names=reading.ends(unit, "assigned"))
        lines += bullets([f"{reading.name(unit.id)}: {', '.join(what)}; {task}"])
    return [*lines, ""]


def theories_part(reading: Reading) -> list[str]:
    """Write for each link to an objective why it should work, and what would show otherwise."""
    words = reading.words
    lines = [f"## {words.say('Why it should work')}", ""]
    theories = theories_of_change(reading.whole, reading.day, reading.clearance)
    if not theories:
        lines.append(words.say("No activity or task is recorded as serving an objective."))
    for theory in theories:
        lines += bullets(
            [
                f"**{plain(theory.source)} → {plain(theory.target)}** "
                + plain(theory_sentence(theory, words))
            ]
        )
    return [*lines, ""]
