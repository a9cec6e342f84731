"""`map.geojson`: the outlook for map programs."""

import json

import shapely

from peaceops.disseminate.material import Material
from peaceops.disseminate.outlook_file import area_properties, data_statement, encode


def render_map_file(material: Material) -> bytes:
    """Return the areas as a GeoJSON FeatureCollection (RFC 7946), in the order of the outlook.

    Boundaries and names on it imply no endorsement.
    """
    shapes = dict(zip(material.lattice.keys, material.lattice.geometry, strict=True))
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(shapes[area.key])),
            "properties": {
                "status": "outlook",
                "as_of": material.outlook.as_of,
                "marking": material.audience.value,
                "target": material.outlook.target,
                **area_properties(area, material),
            },
        }
        for area in material.outlook.areas
    ]
    return encode(
        {"type": "FeatureCollection", "data": data_statement(material), "features": features}
    )
