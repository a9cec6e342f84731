"""Records as GeoJSON, for maps elsewhere: what leaves the application passes the gate first."""

import os
from collections.abc import Iterable
from typing import Any

from peaceops.domain.access import clearance_of
from peaceops.domain.marking import Audience, may_see
from peaceops.domain.record import Record, areas_of
from peaceops.domain.release import ALLOWANCES, ReleasedThing, ReleaseOrder, Thing
from peaceops.domain.release_gate import releasable
from peaceops.domain.role import OUTSIDE
from peaceops.services.register.area import unit_finder
from peaceops.services.register.session import Session

_WIDEST_FIRST = (Audience.INTERNAL, Audience.STAFF)


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
    things = _things(records)
    released = releasable(things, order, key=os.urandom(32))
    return {
        "type": "FeatureCollection",
        "features": [_feature(thing) for thing in released.things],
    }


def audience_of(session: Session) -> Audience:
    """Return the widest-cleared audience that a reader is cleared for."""
    clearance = clearance_of(session.reader)
    if session.reader.roles & OUTSIDE:
        return Audience.STAFF if may_see(clearance, _of(Audience.STAFF)) else Audience.PUBLIC
    return next(
        (audience for audience in _WIDEST_FIRST if may_see(clearance, _of(audience))),
        Audience.PUBLIC,
    )


def _of(audience: Audience) -> Any:
    return ALLOWANCES[audience].clearance


def _things(records: Iterable[Record]) -> list[Thing]:
    unit_of = unit_finder(())
    things = []
    for record in records:
        areas = areas_of(record.payload) if record.payload is not None else ()
        units = {unit_of(area) for area in areas}
        things.append(
            Thing(
                id=record.id,
                kind=record.kind,
                payload=record.payload,
                marking=record.marking,
                unit=units.pop() if len(units) == 1 else "",
                contributor=record.contributor,
            )
        )
    return things


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
