"""Name areas as people do: by the nearest town and the district, never by a number."""

import numpy as np
import polars as pl
import shapely

from peaceops.collate.lattice import Lattice, cell_index
from peaceops.domain.area import AreaKind
from peaceops.domain.distance import direction, distance_km


def name_areas(lattice: Lattice, places: pl.DataFrame, placed: pl.DataFrame) -> tuple[str, ...]:
    """Return a name for each area of a lattice.

    A cell takes the name of the most populous place in it, else distance and direction from the
    nearest one, then the district that most events recorded there name. Units keep their own name.

    Args:
        lattice: the areas.
        places: table of `acquire.gazetteer.PLACE_SCHEMA`.
        placed: events known by the as-of date, with `area` and `admin2`.
    """
    if lattice.kind is AreaKind.UNIT:
        return lattice.unit_names
    towns = _largest_in_cell(lattice, places)
    districts = _districts(placed)
    names = []
    for area in range(len(lattice)):
        town = towns[area][0] if area in towns else _nearest(lattice, area, places)
        names.append(", ".join(part for part in (town, districts.get(area, "")) if part))
    return _told_apart(tuple(names), lattice)


def main_units(lattice: Lattice, places: pl.DataFrame) -> tuple[str, ...]:
    """Return the first-level unit that each area is said to lie in.

    It is the unit of the town that names the area, where that is known: a capital with a small unit
    of its own is not said to lie in the province around it. Else the unit that covers most of it.
    """
    covering = [lattice.unit_names[unit] for unit in lattice.unit]
    if lattice.kind is AreaKind.CELL:
        for area, (_, unit) in _largest_in_cell(lattice, places).items():
            if unit in lattice.unit_names:
                covering[area] = unit
    return tuple(covering)


def population(lattice: Lattice, places: pl.DataFrame) -> tuple[int | None, ...]:
    """Return the people living in the named places of each area, None where none is known."""
    known = places.filter(pl.col("population") > 0)
    area = _area_of(lattice, known)
    total = np.bincount(
        area[area >= 0], known["population"].to_numpy()[area >= 0], minlength=len(lattice)
    )
    return tuple(int(people) if people else None for people in total)


def _area_of(lattice: Lattice, places: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the index of the area in which each place lies, -1 outside."""
    latitude, longitude = places["latitude"].to_numpy(), places["longitude"].to_numpy()
    if lattice.kind is AreaKind.CELL:
        return cell_index(lattice, latitude, longitude)
    area = np.full(places.height, -1, dtype=np.int64)
    point, unit = shapely.STRtree(lattice.geometry).query(
        shapely.points(longitude, latitude), predicate="within"
    )
    area[point] = unit
    return area


def _largest_in_cell(lattice: Lattice, places: pl.DataFrame) -> dict[int, tuple[str, str]]:
    """Return the name and the first-level unit of the most populous place in each cell."""
    inside = (
        places.with_columns(pl.Series("area", _area_of(lattice, places)))
        .filter(pl.col("area") >= 0)
        .sort(["population", "name"], descending=[True, False], nulls_last=True)
        .group_by("area", maintain_order=True)
        .first()
    )
    return {
        area: (name, unit)
        for area, name, unit in inside.select(
            "area", "name", pl.col("admin1").fill_null("")
        ).iter_rows()
    }


def _nearest(lattice: Lattice, area: int, places: pl.DataFrame) -> str:
    if places.is_empty():
        return ""
    latitude, longitude = lattice.latitude[area], lattice.longitude[area]
    away = distance_km(latitude, longitude, places["latitude"], places["longitude"])
    nearest = int(np.argmin(away))
    name, lat, lon = places.select("name", "latitude", "longitude").row(nearest)
    return f"{away[nearest]:.0f} km {direction(lat, lon, latitude, longitude)} of {name}"


def _districts(placed: pl.DataFrame) -> dict[int, str]:
    named = (
        placed.filter(pl.col("area").is_not_null() & (pl.col("admin2") != ""))
        .group_by("area", "admin2")
        .len()
        .sort(["area", "len", "admin2"], descending=[False, True, False])
        .group_by("area", maintain_order=True)
        .first()
    )
    return dict(named.select("area", "admin2").iter_rows())


def _told_apart(names: tuple[str, ...], lattice: Lattice) -> tuple[str, ...]:
    """Add the first-level unit, then the coordinates, to names that stand twice."""
    for addition in (
        [lattice.unit_names[unit] for unit in lattice.unit],
        [
            f"{lat:.2f}°, {lon:.2f}°"
            for lat, lon in zip(lattice.latitude, lattice.longitude, strict=True)
        ],
    ):
        twice = {name for name in names if names.count(name) > 1}
        names = tuple(
            f"{name}, {more}" if name in twice else name
            for name, more in zip(names, addition, strict=True)
        )
    return names
