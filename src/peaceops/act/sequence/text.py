"""The order of tasks as plain text: a table, a chart of bars, and what can not start and why."""

from collections.abc import Iterable, Iterator

from peaceops.domain.month import month_label
from peaceops.domain.plan import Change, Gate, PlacedTask, ReadyState, Sequence, UnplacedTask

HEADING = "STRICTLY CONFIDENTIAL: this tells where units are, and where they are not."
_READY: dict[ReadyState, str] = {
    "ready": "units are able and willing",
    "capable_unwilling": "capable, but not willing",
    "willing_incapable": "willing, but not capable",
    "neither": "neither capable nor willing",
    "no_unit_needed": "no unit is asked for it",
    "unknown": "whether units are able and willing is not known",
}
_TITLE_WIDTH = 40


def render_text(sequence: Sequence) -> str:
    """Write a sequence for a person to read."""
    parts = [
        _head(sequence),
        _table(sequence),
        _bars(sequence),
        _order(sequence),
        _gates(sequence),
        _undone(sequence, by_condition=True),
        _undone(sequence, by_condition=False),
        _listed("In the record", sequence.notes),
        _listed("Taken for granted", sequence.assumptions),
    ]
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _head(sequence: Sequence) -> Iterator[str]:
    yield HEADING
    tasks = len(sequence.placed) + len(sequence.unplaced)
    yield (
        f"Order of tasks as of {sequence.as_of}: {sequence.months} months from "
        f"{month_label(sequence.first_month)}; {len(sequence.placed)} of {tasks} tasks placed."
    )
    yield "It is an order, not a decision, and it does not say where units stand."
    proven = "proven: no order serves more" if sequence.status == "proven" else "cut off"
    for aim in sequence.aims:
        yield (
            f"  {aim.name}: {aim.value:,} of at most {aim.bound:,} ({aim.unit}), gap {aim.gap:.1%}"
        )
    yield f"  {proven}. Starts hold whatever each task takes within its range."


def _table(sequence: Sequence) -> list[str]:
    if not sequence.placed:
        return []
    rows = [("task", "band", "start", "earliest", "latest", "ends")]
    for task in sequence.placed:
        rows.append(
            (
                _named(task),
                "-" if task.band is None else str(task.band),
                _start(sequence, task),
                _month(sequence, task.earliest) if task.dated else "-",
                _month(sequence, task.latest) if task.dated and not task.under_way else "-",
                _ends(sequence, task),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return ["What starts when", *lines]


def _start(sequence: Sequence, task: PlacedTask) -> str:
    if task.under_way:
        return "under way"
    return _month(sequence, task.start) if task.dated else "by condition"


def _ends(sequence: Sequence, task: PlacedTask) -> str:
    if task.end_least is not None and task.end_most is not None:
        ends = {_month(sequence, task.end_least - 1), _month(sequence, task.end_most - 1)}
        return " to ".join(sorted(ends))
    return f"until {task.until}" if task.until else "no exit recorded"


def _bars(sequence: Sequence) -> list[str]:
    if not sequence.placed:
        return []
    width = max(len(task.id) for task in sequence.placed)
    lines = [
        "Month by month (# under way, + at most so long, . may still slip, ~ by condition)",
        f"{'':{width}}  {_ruler(sequence)}",
    ]
    for task in sequence.placed:
        cells = "".join(_cell(task, month) for month in range(sequence.months)).rstrip()
        lines.append(f"{task.id:{width}}  {cells}")
    return lines


def _cell(task: PlacedTask, month: int) -> str:
    if not task.dated:
        return "~"
    if month < task.start:
        return " "
    if task.end_least is None or task.end_most is None:
        return "#"
    if month < task.end_least:
        return "#"
    if month < task.end_most:
        return "+"
    return "." if month < task.end_most + task.slack else " "


def _ruler(sequence: Sequence) -> str:
    """Mark each January, and the first month."""
    line = ""
    for month in range(sequence.months):
        label = month_label(sequence.first_month + month)
        if len(line) <= month and (month == 0 or label.endswith("-01")):
            line = line.ljust(month) + f"|{label} "
    return line.rstrip()


def _order(sequence: Sequence) -> Iterator[str]:
    yield "What waits for what"
    waiting = [task for task in sequence.placed if task.waits]
    for task in waiting:
        yield f"  {task.id}: {'; '.join(wait.what for wait in task.waits)}"
    if not waiting:
        yield "  nothing in the plan waits"
    yield f"  critical path: {' -> '.join(sequence.critical) or 'none'}"
    yield f"  holds whatever each takes: {_pairs(sequence.always)}"
    yield f"  holds in this plan only, for want of units: {_pairs(sequence.in_plan)}"
    for span in sequence.phases:
        if span.phase is not None:
            first = "by condition" if span.first is None else _month(sequence, span.first)
            last = "open" if span.last is None else _month(sequence, span.last)
            yield f"  phase {span.phase}: {first} to {last}: {', '.join(span.tasks)}"


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{one} before {other}" for one, other in pairs) or "none"


def _gates(sequence: Sequence) -> list[str]:
    """List each condition once, with the tasks that hang on it."""
    found: dict[Gate, list[str]] = {}
    for task in sequence.placed:
        for gate in task.gates:
            found.setdefault(gate, []).append(task.id)
    if not found:
        return []
    return [
        "For a person to confirm",
        *(
            f"  {gate.what}{f' [{gate.who}]' if gate.who else ''}: {', '.join(tasks)}"
            for gate, tasks in found.items()
        ),
    ]


def _undone(sequence: Sequence, *, by_condition: bool) -> list[str]:
    tasks = [task for task in sequence.unplaced if task.by_condition == by_condition]
    if not tasks:
        return []
    heading = "Placed by condition, without a date" if by_condition else "What can not start"
    return [heading, *(line for task in tasks for line in _why(sequence, task))]


def _why(sequence: Sequence, task: UnplacedTask) -> Iterator[str]:
    under_way = " It is recorded as under way: on paper only." if task.under_way else ""
    yield f"  {_named(task)}: {_READY[task.ready]}.{under_way}"
    unserved = ", ".join((*task.threats, *task.objectives))
    if unserved:
        yield f"    goes unserved: {unserved}"
    if task.beaten:
        yield f"    what it needs is held by {', '.join(task.beaten)}"
    for change in task.single:
        yield f"    {_change(change)}{_then(sequence, change)}"
    for number, changes in enumerate(task.together):
        yield f"    {'or ' if number else ''}together, none can be spared:"
        for change in changes:
            yield f"      {_change(change)}"
    if not task.single and not task.together:
        yield "    no change that the record knows of lets it start within the plan"


def _change(change: Change) -> str:
    who = f" [{change.who}]" if change.who else " [nobody recorded]"
    return f"{change.layer}: {change.binds} -> {change.change}{who}"


def _then(sequence: Sequence, change: Change) -> str:
    return "" if change.start is None else f", then from {_month(sequence, change.start)}"


def _listed(heading: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [heading, *found] if found else []


def _named(task: PlacedTask | UnplacedTask) -> str:
    title = task.title
    if len(title) > _TITLE_WIDTH:
        title = title[: _TITLE_WIDTH - 1].rstrip() + "…"
    return f"{task.id} {title}".rstrip()


def _month(sequence: Sequence, month: int) -> str:
    return month_label(sequence.first_month + month)
