"""Blocks find every pair that lies within reach, and no other."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from peaceops.collate.link.candidate import GAP_DAYS, REACH, candidates
from peaceops.collate.link.told import TOLD_SCHEMA
from peaceops.domain.distance import distance_km

BEGIN = date(2026, 1, 1)

rows = st.lists(
    st.tuples(
        st.booleans(),
        st.integers(0, 20),
        st.integers(0, 12),
        st.floats(-2.0, 2.0) | st.floats(70.0, 71.0),
        st.floats(-1.5, 1.5) | st.floats(179.0, 180.0) | st.floats(-180.0, -179.0),
        st.sampled_from([1.0, 3.0, 25.0, 50.0, 60.0]),
    ),
    max_size=14,
)


@given(rows)
@settings(max_examples=150, deadline=None)
def test_no_pair_within_reach_is_lost(
    drawn: list[tuple[bool, int, int, float, float, float]],
) -> None:
    told = pl.DataFrame(
        [
            (str(place), event, BEGIN + timedelta(day), BEGIN + timedelta(day + length), latitude,
             longitude, radius, "", [], None, "")
            for place, (event, day, length, latitude, longitude, radius) in enumerate(drawn)
        ],
        schema=TOLD_SCHEMA,
        orient="row",
    )  # fmt: skip
    found = set(candidates(told).select("first", "second").iter_rows())
    wanted = set()
    for one in range(len(drawn)):
        for other in range(one + 1, len(drawn)):
            (event, day, length, *here), (event2, day2, length2, *there) = drawn[one], drawn[other]
            gap = max(day, day2) - min(day + length, day2 + length2)
            apart = float(distance_km(here[0], here[1], there[0], there[1]))
            if gap <= GAP_DAYS and apart <= REACH * (here[2] + there[2]) and not (event and event2):
                wanted.add((one, other))
    assert found == wanted
