"""Commands about questions: ask, send somebody to look, answer, coverage, feedback."""

from pathlib import Path
from typing import Literal

from cyclopts import App

from peaceops.cli.at_work import at_work
from peaceops.cli.console import say

app = App(
    name="requirement",
    help="What the mission must find out, who looks, and what answers it. Who you are is said as "
    "for `peaceops record`.",
)


@app.command
def ask(
    folder: Path,
    requirement: str,
    text: str,
    *,
    level: Literal["PIR", "SIR", "EEI"],
    serves: str = "",
    under: str | None = None,
    observable: str = "",
    command: str | None = None,
    area: str | None = None,
    needed_by: str | None = None,
    priority: int | None = None,
) -> None:
    """Ask a question.

    Args:
        folder: the mission's.
        requirement: id of the new question.
        text: the question.
        level: priority, specific, or essential element of information.
        serves: decision that a priority question serves.
        under: id of the question that it is drawn from.
        observable: what one would see, of an element.
        command: level of command that asks.
        area: where.
        needed_by: day, YYYY-MM-DD.
        priority: 1 to 4.
    """
    from peaceops.cli.day import parse_day
    from peaceops.domain.strategy.information import InformationRequirementNode
    from peaceops.services.register import requirement as questions
    from peaceops.services.register.standing import made

    asked = made(
        InformationRequirementNode, id=requirement, text=text, level=level, serves=serves,
        under=under, observable=observable, command=command, area=area, priority=priority,
        needed_by=parse_day(needed_by, "--needed-by"),
    )  # fmt: skip
    written = questions.ask(at_work(folder), asked)
    say(f"{written.id}: version {written.version} recorded")


@app.command
def send(
    folder: Path,
    requirement: str,
    tasked_to: str,
    *,
    component: str | None = None,
    method: Literal[
        "patrol", "liaison", "interview_by_trained_staff", "open_source", "imagery", "partner"
    ]
    | None = None,
    area: str | None = None,
    starts: str | None = None,
    ends: str | None = None,
    frequency: str = "",
    safety_note: str = "",
) -> None:
    """Send an asset or component to look for something.

    Args:
        folder: the mission's.
        requirement: id of the question.
        tasked_to: asset or component.
        component: that the asset belongs to.
        method: how.
        area: where.
        starts, ends: first and last day, YYYY-MM-DD.
        frequency: how often.
        safety_note: what keeps those who look and those who speak from harm.
    """
    from peaceops.cli.day import parse_day
    from peaceops.domain.acquisition import AcquisitionTaskNode
    from peaceops.services.register import requirement as questions
    from peaceops.services.register.standing import made, new_id

    task = made(
        AcquisitionTaskNode, id=new_id("AQ"), requirement=requirement, tasked_to=tasked_to,
        component=component, method=method, area=area, frequency=frequency,
        safety_note=safety_note, starts=parse_day(starts, "--starts"),
        ends=parse_day(ends, "--ends"),
    )  # fmt: skip
    written = questions.send(at_work(folder), task)
    say(f"{written.id}: {tasked_to} looks for {requirement}")


@app.command
def answer(
    folder: Path,
    requirement: str,
    item: str,
    *,
    base_version: int,
    whole: bool = False,
    reason: str = "",
) -> None:
    """Tie an item to the question that it answers.

    Args:
        folder: the mission's.
        requirement: id of the question.
        item: id of the item.
        base_version: the version of the question that you had before you.
        whole: it answers it wholly, not in part.
        reason: why.
    """
    from peaceops.services.register import requirement as questions

    written = questions.answer(
        at_work(folder), requirement, item, base_version=base_version, reason=reason,
        status="answered" if whole else "partly_answered",
    )  # fmt: skip
    say(f"{written.id}: {getattr(written.payload, 'status', '')}, version {written.version}")


@app.command
def feedback(
    folder: Path,
    requirement: str,
    answered: Literal["yes", "partly", "no"],
    *,
    used_for: str = "",
    wanted: str = "",
    product: str | None = None,
) -> None:
    """Say, as a reader, what the answer was worth and what you still need to know.

    Args:
        folder: the mission's.
        requirement: id of the question.
        answered: whether it was answered for you.
        used_for: decision that it served.
        wanted: what you still need to know.
        product: id of the product in which you read it.
    """
    from peaceops.domain.feedback import FeedbackNode
    from peaceops.services.register import requirement as questions
    from peaceops.services.register.standing import made, new_id

    session = at_work(folder)
    said = made(
        FeedbackNode, id=new_id("FB"), requirement=requirement, product=product,
        reader=session.reader.post, date=session.now.date(), answered=answered,
        used_for=used_for, wanted=wanted,
    )  # fmt: skip
    written = questions.give_feedback(session, said)
    say(f"{written.id}: recorded with {requirement}")


@app.command
def reopen(folder: Path, requirement: str, *, base_version: int, reason: str) -> None:
    """Open a question again, because a reader still needs the answer.

    Args:
        folder: the mission's.
        requirement: id of the question.
        base_version: the version you had before you.
        reason: why.
    """
    from peaceops.services.register import requirement as questions

    written = questions.reopen(
        at_work(folder), requirement, base_version=base_version, reason=reason
    )
    say(f"{written.id}: open again, version {written.version}")


@app.command
def show(folder: Path, requirement: str) -> None:
    """Show a question, who looks for it, what answered it, and what readers made of that.

    Args:
        folder: the mission's.
        requirement: id of the question.
    """
    from peaceops.services.register.requirement import requirement_page

    page = requirement_page(at_work(folder), requirement)
    asked = page.requirement
    say(f"{asked.id} ({asked.level}, {asked.status}): {asked.text}")
    if asked.serves:
        say(f"  serves: {asked.serves}")
    for name, values in (
        ("drawn from it", page.below),
        ("looked for by", tuple(task.tasked_to for task in page.tasks)),
        ("answered by", page.answers),
    ):
        say(f"  {name}: {', '.join(values) or 'none'}")
    for heard in page.feedback:
        say(f"  {heard.date} {heard.reader}: answered {heard.answered}; wanted: {heard.wanted}")
    if page.reopen:
        say("  a reader still needs an answer: requirement reopen")
    for fault in page.faults:
        say(f"  {fault.what}")


@app.command
def coverage(folder: Path) -> None:
    """Say who looks for what today, what nobody or one alone looks for, and what is asked badly.

    Args:
        folder: the mission's.
    """
    from peaceops.services.register.requirement import direction

    covered, faults = direction(at_work(folder))
    share = "no open element" if covered.share is None else f"{covered.share:.0%} looked for"
    say(f"{len(covered.elements)} open elements: {share}")
    for words, names in (
        ("nobody looks for", covered.unwatched),
        ("one alone looks for", covered.single_thread),
        ("too late for", covered.late),
    ):
        if names:
            say(f"  {words}: {', '.join(names)}")
    for component, count in covered.by_component:
        say(f"  {component}: {count} elements")
    for name, component in covered.one_component:
        say(f"  {name} rests on {component} alone")
    for fault in faults:
        say(f"  {fault.id}: {fault.what}")
