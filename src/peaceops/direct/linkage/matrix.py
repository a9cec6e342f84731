"""The linkage matrix: which activity or task buys time or space for which objective (R-12)."""

from datetime import date
from typing import Literal

import msgspec

from peaceops.direct.check.standing import live_activity, live_task
from peaceops.direct.check.view import View, equals
from peaceops.direct.linkage.seen import seen_by
from peaceops.direct.linkage.told import Told, told
from peaceops.domain.marking import Marking
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.politics import ObjectiveNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.truth import Truth, every, opposite

LinkState = Literal["linked", "not_linked", "unknown"]


class LinkageCell(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a row serves an objective, and how.

    Attributes:
        objective: id.
        state: linked, not linked, or unknown.
        mechanism, behaviour, assumption, disconfirming_sign, indicator, strength: of the link;
            None where there is none.
    """

    objective: str
    state: LinkState
    mechanism: Told | None = None
    behaviour: Told | None = None
    assumption: Told | None = None
    disconfirming_sign: Told | None = None
    indicator: Told | None = None
    strength: Told | None = None


class LinkageRow(msgspec.Struct, frozen=True, kw_only=True):
    """A live activity or task.

    Attributes:
        id, title, noun: of the activity or task.
        live: True, or None where that can not be told.
        cells: one an objective, in the order of the columns.
        linked: it serves at least one objective of the columns.
    """

    id: str
    title: str
    noun: str
    live: Truth
    cells: tuple[LinkageCell, ...]
    linked: Truth


class LinkageMatrix(msgspec.Struct, frozen=True, kw_only=True):
    """The matrix.

    Attributes:
        day: as of.
        objectives: id and title of the political objectives in force, by id.
        rows: activities and tasks that are live or may be, by id.
        unlinked: ids of rows that serve none: honest blanks.
        unknown: ids of rows of which that can not be told.
        unserved: ids of objectives that no row serves, for certain.
        marking: the most of what it was made from.
        left_out: nodes and edges above the reader's clearance.
    """

    day: date
    objectives: tuple[tuple[str, str], ...]
    rows: tuple[LinkageRow, ...]
    unlinked: tuple[str, ...]
    unknown: tuple[str, ...]
    unserved: tuple[str, ...]
    marking: Marking
    left_out: int


def linkage_matrix(strategy: Strategy, day: date, clearance: Marking) -> LinkageMatrix:
    """Return live activities and tasks against political objectives as of a day.

    An objective whose kind is not recorded or not known is a column too: it may be political.
    """
    seen = seen_by(strategy, day, clearance)
    view = seen.view
    columns = tuple(
        objective for objective in view.of(ObjectiveNode) if in_play(view, objective) is not False
    )
    names = tuple(objective.id for objective in columns)
    live: list[tuple[ActivityNode | TaskNode, Truth]] = [
        *((activity, live_activity(view, activity)) for activity in view.of(ActivityNode)),
        *((task, live_task(view, task)) for task in view.of(TaskNode)),
    ]
    rows = tuple(
        sorted(
            (_row(view, node, answer, names) for node, answer in live if answer is not False),
            key=lambda row: row.id,
        )
    )
    served = {cell.objective for row in rows for cell in row.cells if cell.state != "not_linked"}
    return LinkageMatrix(
        day=day,
        objectives=tuple((objective.id, objective.title) for objective in columns),
        rows=rows,
        unlinked=tuple(row.id for row in rows if row.linked is False),
        unknown=tuple(row.id for row in rows if row.linked is None),
        unserved=tuple(
            name
            for name in names
            if name not in served and not seen.may_lack("contributes_to", name)
        ),
        marking=seen.marking,
        left_out=seen.left_out,
    )


def in_play(view: View, objective: ObjectiveNode) -> Truth:
    """Tell whether an objective is political and active or planned on the day."""
    # An objective of no recorded kind is not for that reason one of protection.
    political: Truth = None if objective.kind is None else objective.kind == "political"
    dropped = opposite(equals(objective, "status", "reached", "dropped"))
    return every([political, dropped, view.in_force(objective)])


def _row(
    view: View, node: ActivityNode | TaskNode, live: Truth, objectives: tuple[str, ...]
) -> LinkageRow:
    edges = {edge.target: edge for edge in view.strategy.out(node.id, "contributes_to")}
    complete = "contributes_to" not in node.unknown
    cells = []
    for name in objectives:
        edge = edges.get(name)
        if edge is None:
            cells.append(LinkageCell(objective=name, state="not_linked" if complete else "unknown"))
            continue
        parts = {
            part: told(edge, part)
            for part in (
                "mechanism",
                "behaviour",
                "assumption",
                "disconfirming_sign",
                "indicator",
                "strength",
            )
        }
        cells.append(LinkageCell(objective=name, state="linked", **parts))
    linked: Truth = None if not complete else False
    if any(cell.state == "linked" for cell in cells):
        linked = True
    return LinkageRow(
        id=node.id,
        title=node.title,
        noun=node.noun,
        live=live,
        cells=tuple(cells),
        linked=linked,
    )
