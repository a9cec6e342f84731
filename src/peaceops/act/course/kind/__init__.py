"""The kinds of courses, today's posture first; the order is no rank."""

from peaceops.act.course.draft import Draw
from peaceops.act.course.kind import (
    host_led,
    orders_first,
    politics_first,
    presence_first,
    today,
)
from peaceops.domain.course import CourseKind

KINDS: dict[CourseKind, Draw] = {
    "today": today.draw,
    "orders_first": orders_first.draw,
    "politics_first": politics_first.draw,
    "presence_first": presence_first.draw,
    "host_led": host_led.draw,
}
