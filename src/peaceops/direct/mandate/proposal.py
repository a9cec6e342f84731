"""Which clause a task comes from: put forward for a person, never written by itself."""

from collections.abc import Sequence

import msgspec
from rapidfuzz import fuzz

from peaceops.direct.mandate.series import is_heading
from peaceops.direct.mandate.strategy_node import known_clause
from peaceops.domain.mandate import Clause, Mandate, Part
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.protection import TaskNode

_MOST_A_TASK = 3
_ACTORS = frozenset({"mission", "other_forces", "sg"})


class EdgeProposal(msgspec.Struct, frozen=True):
    """`from_clause` from a task to a clause, not written yet.

    Attributes:
        known: id of the clause's node where the strategy has one, else empty.
        words: the words of the text that name the task.
        worth: how well the clause fits the task, 0 to 1; the best come first.
    """

    task: str
    title: str
    code: str
    symbol: str
    paragraph: str
    known: str
    words: str
    worth: float


def propose_edges(strategy: Strategy, mandates: Sequence[Mandate]) -> tuple[EdgeProposal, ...]:
    """Put forward clauses for every task of a strategy that is not dropped, best first by task.

    A clause fits where it gives the task's code to the mission; the one that is closest to the
    task's title, first names the code, and says it most strongly is best. What stands in the
    strategy already is not put forward again.
    """
    found: list[EdgeProposal] = []
    for task in strategy.of(TaskNode):
        if task.code is None or task.status == "dropped":
            continue
        standing = {edge.target for edge in strategy.out(task.id, "from_clause")}
        fitting = [
            _proposal(strategy, task, mandate, clause)
            for mandate in mandates
            for clause in mandate.clauses
            if _fits(task, clause)
        ]
        fresh = [one for one in fitting if one.known not in standing or not one.known]
        fresh.sort(key=lambda one: (-one.worth, one.symbol, one.paragraph))
        found += fresh[:_MOST_A_TASK]
    return tuple(found)


def _fits(task: TaskNode, clause: Clause) -> bool:
    codes, actors = clause.value("task_codes"), clause.value("addressee")
    return (
        clause.paragraph.part is Part.OPERATIVE
        and not is_heading(clause)
        and isinstance(codes, tuple)
        and task.code in codes
        and isinstance(actors, tuple)
        and bool(_ACTORS & set(actors))
    )


def _proposal(strategy: Strategy, task: TaskNode, mandate: Mandate, clause: Clause) -> EdgeProposal:
    codes = clause.value("task_codes")
    assert isinstance(codes, tuple)  # noqa: S101 - `_fits` has seen to it
    code = task.code or ""
    at = codes.index(code)
    reading = clause.readings["task_codes"]
    words = reading.words[at] if at < len(reading.words) else ""
    strength = clause.value("strength")
    title = task.title.lower()
    likeness = fuzz.token_set_ratio(title, clause.paragraph.text.lower()) / 100 if title else 0.5
    worth = (
        0.4 / (1 + at)
        + 0.3 * likeness
        + 0.15 * (strength if isinstance(strength, int) else 1) / 5
        + 0.15 * (clause.value("modality") == task.modality and task.modality is not None)
    )
    known = known_clause(strategy, mandate, clause)
    return EdgeProposal(
        task.id,
        task.title,
        code,
        mandate.document.symbol or mandate.document.name,
        clause.paragraph.id,
        known.id if known is not None else "",
        words,
        round(worth, 3),
    )
