"""What the gate left of a notice, as a notice again.

Letters, alert files and papers are made from it, so that none of them can say more than may leave.
"""

import msgspec

from peaceops.domain.release import ReleasedThing
from peaceops.domain.warning_notice import NoticeNode

_INWARD = ("basis", "threats", "released", "released_by")
"""What only the registers need: what a notice rests on tells others who told it."""


def as_let_out(thing: ReleasedThing) -> NoticeNode:
    """Return what is left of a notice; what was kept back is as if it had never been said.

    Where the area stays the first-level unit stands for it. A notice that takes up another says so
    by its number alone.

    Args:
        thing: a notice as it passed the gate.
    """
    content = {name: said for name, said in thing.content.items() if name not in _INWARD}
    unit = str(content.pop("unit", "")).partition(":")[2]
    content["area"] = content.get("area") or unit or None
    if content.get("number", 1) > 1:
        content.setdefault("follows", f"notice {content['number'] - 1}")
    return msgspec.convert({"id": thing.id, **content}, NoticeNode)
