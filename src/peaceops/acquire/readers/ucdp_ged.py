"""UCDP Georeferenced Event Dataset, versions 17.1 to 25.1, and older or narrower cuts of it.

Source: UCDP GED codebook; Sundberg & Melander (2013), Journal of Peace Research 50(4).
"""

from peaceops.acquire.readers.reader import GWCODE, Reader

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "event_id"),
    "date_start": ("date_start", "start_date", "date"),
    "date_end": ("date_end", "end_date"),
    "date_precision": ("date_prec", "date_precision"),
    "violence": ("type_of_violence", "type_of_vi"),
    "side_a": ("side_a",),
    "side_b": ("side_b",),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "long"),
    "place_precision": ("where_prec", "where_precision"),
    "place": ("where_coordinates", "where_coor", "place_name", "where_description"),
    "admin1": ("adm_1", "adm1"),
    "admin2": ("adm_2", "adm2"),
    "country": ("country", "country_name"),
    GWCODE: ("country_id", "gwno", "gwcode"),
    "low": ("low", "low_est"),
    "best": ("best", "best_est"),
    "high": ("high", "high_est"),
    "civilians": ("deaths_civilians", "deaths_civ", "deaths_civi"),
}
"""Fields and the columns they stood in over the versions; ten letters are those of a Shapefile."""

READER = Reader(
    name="ucdp-ged",
    title="UCDP GED",
    names=NAMES,
    required=frozenset(
        {"id", "date_start", "violence", "side_a", "side_b", "latitude", "longitude", "best"}
    ),
)
