"""Areas are written and read alike; what is no area is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.area import Area, AreaKind, parse_area
from peaceops.domain.error import PeaceopsError

areas = st.one_of(
    st.integers(1, 259_200).map(lambda cell: Area(AreaKind.CELL, str(cell))),
    st.from_regex(r"[A-Z]{3}", fullmatch=True).map(lambda code: Area(AreaKind.COUNTRY, code)),
    st.from_regex(r"[A-Z]{3}-[0-9]{2}", fullmatch=True).map(lambda unit: Area(AreaKind.UNIT, unit)),
    st.from_regex(r"[a-z:/]{1,20}", fullmatch=True).map(lambda file: Area(AreaKind.POLYGON, file)),
)


@given(areas)
def test_an_area_survives_its_own_writing(area: Area) -> None:
    assert parse_area(str(area)) == area


@pytest.mark.parametrize(
    "text", ["cell:0", "cell:259201", "cell:x", "country:caf", "country:CA", "unit:", "town:x", ""]
)
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(PeaceopsError):
        parse_area(text)
