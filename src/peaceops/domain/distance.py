"""Distances and directions on the globe, for single values and numpy arrays alike."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088
"""Mean radius, IUGG."""

COMPASS = (
    *("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE"),
    *("S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"),
)


def distance_km(
    latitude: ArrayLike, longitude: ArrayLike, to_latitude: ArrayLike, to_longitude: ArrayLike
) -> NDArray[np.float64]:
    """Return great-circle distances, in kilometres, between points given in degrees."""
    lat, lon, to_lat, to_lon = (
        np.radians(np.asarray(value, float))
        for value in (latitude, longitude, to_latitude, to_longitude)
    )
    half = (
        np.sin((to_lat - lat) / 2) ** 2
        + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    )
    distance: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1)))
    return distance


def direction(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> str:
    """Return the point of the compass, one of `COMPASS`, in which one point lies from another."""
    lat, to_lat = np.radians([latitude, to_latitude])
    east = np.radians(to_longitude - longitude)
    bearing = np.degrees(
        np.arctan2(
            np.sin(east) * np.cos(to_lat),
            np.cos(lat) * np.sin(to_lat) - np.sin(lat) * np.cos(to_lat) * np.cos(east),
        )
    )
    return COMPASS[round(float(bearing) % 360 / 22.5) % 16]
