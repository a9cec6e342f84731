"""How far support has come, and what was assessed before it."""

from peaceops.direct.check.view import View, equals
from peaceops.domain.strategy.host import COVERED_SUPPORT, SupportNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some


def covered_type(support: SupportNode) -> Truth:
    """Tell whether the policy covers this type of support."""
    return equals(support, "type", *COVERED_SUPPORT)


def given(support: SupportNode) -> Truth:
    """Tell whether support is approved, live or delivered; begun without a status, it is."""
    if support.status is None and not is_unknown(support, "status"):
        return support.started is not None or (None if is_unknown(support, "started") else False)
    return equals(support, "status", "approved", "live", "delivered")


def live_support(view: View, support: SupportNode) -> Truth:
    """Tell whether support is being given on the day."""
    begun = every([given(support), opposite(equals(support, "status", "approved"))])
    live = some([equals(support, "status", "live"), every([_silent(support), begun])])
    return every([live, not_ended(view, support), view.in_force(support)])


def planned_or_live(view: View, support: SupportNode) -> Truth:
    """Tell whether support is planned, approved or live. Without a status, it was written down."""
    stands = some([_silent(support), equals(support, "status", "planned", "approved", "live")])
    return every([stands, not_ended(view, support), view.in_force(support)])


def not_ended(view: View, support: SupportNode) -> Truth:
    """Tell whether no end of the support has come."""
    if support.ended is not None:
        return support.ended > view.day
    return None if is_unknown(support, "ended") else True


def _silent(support: SupportNode) -> Truth:
    return None if is_unknown(support, "status") else support.status is None
