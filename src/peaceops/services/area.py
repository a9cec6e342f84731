"""Where a mission works: its boundary, its towns, and the frame that its events should lie in."""

from dataclasses import replace

import polars as pl
import shapely

from peaceops.acquire.boundary import Boundary, country_boundary, read_boundary
from peaceops.acquire.event_fault import Bounds
from peaceops.acquire.gazetteer import PLACE_SCHEMA, country_places, read_places
from peaceops.services.folder import Mission


def mission_boundary(mission: Mission) -> Boundary:
    """Return the boundary that the settings name: the user's own file, else the vendored one."""
    area = mission.settings.area
    if area.boundary is None:
        return country_boundary(str(area.country))
    boundary = read_boundary(mission.folder / area.boundary)
    return boundary if area.country is None else replace(boundary, iso3=area.country)


def mission_places(mission: Mission) -> pl.DataFrame:
    """Return named places: the user's own file, else the vendored ones; none without a country."""
    area = mission.settings.area
    if area.places is not None:
        return read_places(mission.folder / area.places)
    if area.country is not None:
        return country_places(area.country)
    return PLACE_SCHEMA.to_frame()


def country_bounds(boundary: Boundary) -> Bounds:
    """Return south, west, north and east of a boundary, in degrees."""
    west, south, east, north = shapely.bounds(boundary.outline)
    return float(south), float(west), float(north), float(east)
