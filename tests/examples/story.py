"""Tell the repair of the troubled example as a page, from its steps and from what the check says.

`python -m tests.examples.story` writes `docs/how-to/repair-a-strategy.md` anew.
"""

from collections import Counter
from pathlib import Path

from peaceops.domain.finding import SEVERITY_ORDER, CheckReport, Finding
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.judgement import DecisionNode
from tests.examples.replay import REPAIR, Step, checked, fired, graph_of, replay, steps

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "repair-a-strategy.md"

_HEAD = """# Repair a strategy

A mission in trouble, and what it took to mend what could be mended: {steps} steps in two months.
All of it is invented. The strategy before is `examples/troubled/` (the demo mission carries the
same), after is `examples/repaired/`, and each step is a file in `examples/repair/`. This page is
made from them, and a test replays every step.

```sh
peaceops check examples/troubled
peaceops check examples/troubled --format json > before.json
peaceops check examples/repaired --compare before.json
peaceops strategy diff examples/troubled examples/repaired
```

It began with {codes} of {rules} rules firing:

```text
{summary}
```

Three things hold all the way. A step is a decision that somebody took on a day, and only then a few
lines in a file. What is repaired is the mission, not the file: fields can be filled with anything,
and [what that silences](../reference/gameable.md) is listed. And a repair brings things to light:
in {raising} of the {steps} steps a rule fires that had been silent.
"""

_TAIL = """
## What is left

```text
{summary}
```

{count} codes fire. Each error has a decision on it that is not taken yet, with an owner and a day:

| What stays | Decided by | Until |
|---|---|---|
{rows}

The text of the mandate (MAN-06, POL-09) is the Council's: the mission takes wording to the renewal.
"""


def render_page() -> str:
    """Return the page."""
    every = [graph_of(texts) for texts in replay()]
    reports = [checked(graph) for graph in every]
    told = steps()
    parts = [
        _HEAD.format(
            steps=len(told),
            codes=len(fired(reports[0])),
            rules=len(reports[0].rules),
            summary=_summary(reports[0]),
            raising=sum(bool(step.raises) for step in told),
        )
    ]
    for number, step in enumerate(told):
        parts.append(_step(number, step, every[number], reports[number], reports[number + 1]))
    parts.append(
        _TAIL.format(
            summary=_summary(reports[-1]), count=len(fired(reports[-1])), rows=_open(every[-1])
        )
    )
    return "".join(parts)


def _step(
    number: int, step: Step, before: Strategy, report: CheckReport, after: CheckReport
) -> str:
    said = [_said(before, report, code, name) for code, name in step.said.items()]
    new = _appeared(report, after)
    lines = [
        f"\n## {number + 1}. {step.title}\n",
        f"{step.day:%-d %B %Y}, decided by {step.decided_by}.\n",
        "The check said:\n",
        "```text",
        *said,
        "```\n",
        f"{step.why}\n",
        f"From `examples/repair/{step.name}`:\n",
        "```yaml",
        *_shown(step),
        "```\n",
        _outcome(step, report, after),
    ]
    if new:
        lines += ["New in the report:\n", "```text", *new, "```\n"]
    return "\n".join([*lines, f"{step.then}\n"])


def _outcome(step: Step, before: CheckReport, after: CheckReport) -> str:
    return (
        f"Cleared: {', '.join(step.clears) or 'no code whole'}. "
        f"Newly firing: {', '.join(step.raises) or 'no code'}. "
        f"Findings: {_count(before)} before, {_count(after)} after.\n"
    )


def _said(graph: Strategy, report: CheckReport, code: str, name: str) -> str:
    wanted = graph.mission.id if name == "mission" else name
    for one in report.findings:
        if one.status == "fires" and one.code == code and wanted in one.objects:
            return _line(one)
    raise AssertionError(f"{code} does not fire on {wanted}")


def _line(one: Finding) -> str:
    return f"{one.severity.value}[{one.code}]: {one.message}"


def _appeared(before: CheckReport, after: CheckReport) -> list[str]:
    known = {one.id for one in before.findings if one.status == "fires"}
    return [_line(one) for one in after.findings if one.status == "fires" and one.id not in known]


def _shown(step: Step) -> list[str]:
    """Return the lines of a step's file that concern what it wants shown, as they stand there."""
    found: list[str] = []
    keep = False
    for line in (REPAIR / step.name).read_text(encoding="utf-8").splitlines():
        at = len(line) - len(line.lstrip())
        starts = at == 2 or line.lstrip().startswith("- ")
        if at == 0:
            keep = False
        elif starts:
            keep = any(
                line.startswith((f"  {name}:", f"    - {{id: {name},")) for name in step.shown
            )
        if keep:
            found.append(line)
    return found


def _count(report: CheckReport) -> int:
    return sum(one.status == "fires" for one in report.findings)


def _summary(report: CheckReport) -> str:
    counts = Counter(one.severity for one in report.findings if one.status == "fires")
    open_ = sum(one.status == "cannot_tell" for one in report.findings)
    told = ", ".join(f"{counts[one]} {one.value}" for one in SEVERITY_ORDER if counts[one])
    return f"{told}; {open_} can not be told"


def _open(graph: Strategy) -> str:
    return "\n".join(
        f"| {decision.title} ({', '.join(e.target for e in graph.out(decision.id, 'on'))}) "
        f"| {decision.owner} | {decision.due} |"
        for decision in sorted(graph.of(DecisionNode), key=lambda one: str(one.due))
        if decision.status == "pending"
    )


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(render_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
