"""Today's posture: what is under way goes on, nothing new starts, nobody moves."""

from peaceops.act.course.draft import Draft, with_jobs
from peaceops.act.course.situation import Situation


def draw(situation: Situation) -> Draft:
    """Return the status quo, which every recommendation weighs beside its options (R-10).

    Transformation: of the jobs only those under way stay; units stand where they stand. The graph
    is the one recorded.
    """
    undated = sorted(
        name
        for name, facts in situation.reading.facts.items()
        if facts.node.status == "active" and facts.node.started is None
    )
    under_way = [job for job in situation.reading.problem.jobs if job.under_way]
    return Draft(
        kind="today",
        title="Today's posture goes on",
        way="what is under way goes on, nothing new starts, nobody moves",
        reading=with_jobs(situation.reading, under_way),
        strategy=situation.view.strategy,
        deployment=situation.deployment,
        placed=situation.deployment,
        risks=("threats that rise are met by what stands there today",),
        assumptions=(
            (f"{len(undated)} tasks, active without a day of start, have not begun",)
            if undated
            else ()
        ),
    )
