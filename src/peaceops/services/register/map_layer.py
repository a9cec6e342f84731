"""Records as GeoJSON, for maps elsewhere: what leaves the application passes the gate first."""

from collections.abc import Iterable
from typing import Any

from peaceops.domain.access import clearance_of
from peaceops.domain.marking import Marking, may_see
from peaceops.domain.record import Record
from peaceops.domain.release import ALLOWANCES, Circle, ReleasedThing, ReleaseOrder
from peaceops.domain.role import OUTSIDE
from peaceops.services.register.gate import through_gate
from peaceops.services.register.session import Session

_WIDEST_FIRST = (Circle.INTERNAL, Circle.STAFF)


def map_layer(session: Session, records: Iterable[Record]) -> dict[str, Any]:
    """Return records as a FeatureCollection, as finely as they may leave with this reader.

    What the gate keeps back is left out, and so are coordinates that it does not pass: such a
    feature has the geometry null, and its first-level unit among its properties where it is known.

    Args:
        session: for whom; that they may see the records was asked before.
        records: as read.
    """
    order = ReleaseOrder(
        audience=audience_of(session),
        day=session.now.date(),
        outside=bool(session.reader.roles & OUTSIDE),
    )
    released = through_gate(records, order, session.keys)
    return {
        "type": "FeatureCollection",
        "features": [_feature(thing) for thing in released.things],
    }


def audience_of(session: Session) -> Circle:
    """Return the widest-cleared audience that a reader is cleared for."""
    clearance = clearance_of(session.reader)
    if session.reader.roles & OUTSIDE:
        return Circle.STAFF if may_see(clearance, _of(Circle.STAFF)) else Circle.PUBLIC
    return next(
        (audience for audience in _WIDEST_FIRST if may_see(clearance, _of(audience))),
        Circle.PUBLIC,
    )


def _of(audience: Circle) -> Marking:
    return ALLOWANCES[audience].clearance


def _feature(thing: ReleasedThing) -> dict[str, Any]:
    content = dict(thing.content)
    longitude, latitude = content.pop("longitude", None), content.pop("latitude", None)
    geometry = None
    if longitude is not None and latitude is not None:
        geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {
        "type": "Feature",
        "id": thing.id,
        "geometry": geometry,
        "properties": {"kind": thing.kind, **content},
    }
