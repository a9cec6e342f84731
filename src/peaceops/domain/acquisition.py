"""The acquisition plan: who looks for which observable, how, where and from when to when.

Source: doctrine B4, acquisition plan (matrix of essential elements by asset).
"""

from datetime import date
from typing import ClassVar, Literal

from peaceops.domain.strategy.node import Day, Node

Method = Literal[
    "patrol", "liaison", "interview_by_trained_staff", "open_source", "imagery", "partner"
]


class AcquisitionTaskNode(Node, frozen=True, kw_only=True):
    """One field of the matrix: an asset or component looks for one essential element.

    Attributes:
        requirement: id of the question.
        tasked_to: asset or component.
        component: that the asset belongs to, where it is another word.
        method: how; covert ways do not exist here.
        area: where.
        starts, ends: first and last day; None is open.
        report_form: in which what was seen comes back.
        frequency: how often, in words.
        safety_note: what keeps those who look and those who speak from harm.
        status: of the task.
    """

    noun: ClassVar[str] = "acquisition_task"

    requirement: str
    tasked_to: str
    component: str | None = None
    method: Method | None = None
    area: str | None = None
    starts: Day | None = None
    ends: Day | None = None
    report_form: str = ""
    frequency: str = ""
    safety_note: str = ""
    status: Literal["planned", "under_way", "done", "cancelled"] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValueError("ends must not lie before starts")
        if self.method == "interview_by_trained_staff" and not self.safety_note.strip():
            raise ValueError("an interview needs a safety note")


def is_live(task: AcquisitionTaskNode, day: date) -> bool:
    """Tell whether somebody looks on a day: the task runs, and was neither ended nor given up."""
    return (
        task.status not in {"done", "cancelled"}
        and (task.starts is None or task.starts <= day)
        and (task.ends is None or day <= task.ends)
    )
