"""The courses of action as a file for programs."""

import json

from peaceops.act.course.plain import plan_plain
from peaceops.domain.course import Plan

PLAN_FILE = "plan.json"


def render_plan(plan: Plan) -> bytes:
    """Return a plan as JSON: sorted keys, UTF-8, the same bytes for the same plan."""
    text = json.dumps(plan_plain(plan), sort_keys=True, ensure_ascii=False, indent=1)
    return text.encode() + b"\n"
