"""One table of countries for all sources."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from peaceops.acquire.country import (
    countries,
    country_by_gwcode,
    country_by_iso3,
    country_by_name,
)
from peaceops.domain.error import PeaceopsError

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

shared_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared real data does not lie beside this checkout"
)

SUCCESSOR = {"DDR": "DEU", "CSK": "CZE", "YUG": "SRB", "SCG": "SRB", "SUN": "RUS", "YMD": "YEM"}
"""Codes of states that are no more, as VIEWS's key has them, and who is counted for them."""


def test_the_table_has_the_members_and_five_more() -> None:
    codes = {country.iso3 for country in countries()}
    assert len(codes) == len(countries()) == 193 + 5
    assert codes >= {"XKX", "PSE", "TWN", "VAT", "ESH", "SSD"}
    assert "SDS" not in codes


def test_codes_are_of_one_country_each() -> None:
    assert [c.iso3 for c in countries()] == sorted(c.iso3 for c in countries())
    assert all(len(c.iso3) == 3 and len(c.iso2) == 2 for c in countries())
    assert len({c.iso2 for c in countries()}) == len(countries())
    numbers = Counter(
        number
        for c in countries()
        for number in (c.gwcode, *c.former_gwcodes)
        if number is not None
    )
    assert max(numbers.values()) == 1


def test_without_a_number_are_only_those_without_a_state_in_gleditsch_and_ward() -> None:
    assert {c.iso3 for c in countries() if c.gwcode is None} == {"ESH", "PSE"}


def test_every_name_and_alias_leads_to_its_own_country() -> None:
    names = [(name, c) for c in countries() for name in (c.name, *c.aliases)]
    assert len(names) > 400
    for name, country in names:
        assert name == name.strip() != ""
        assert country_by_name(name) == country, name


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("DR Congo (Zaire)", "COD"),
        ("Congo", "COG"),
        ("Myanmar (Burma)", "MMR"),
        ("Yemen (North Yemen)", "YEM"),
        ("Ivory Coast", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("Cambodia (Kampuchea)", "KHM"),
        ("Russia (Soviet Union)", "RUS"),
        ("Serbia (Yugoslavia)", "SRB"),
        ("Kingdom of eSwatini (Swaziland)", "SWZ"),
        ("Bosnia-Herzegovina", "BIH"),
        ("Zimbabwe (Rhodesia)", "ZWE"),
        ("Madagascar (Malagasy)", "MDG"),
        ("Macedonia, FYR", "MKD"),
        ("North Macedonia", "MKD"),
        ("East Timor", "TLS"),
        ("St. Lucia", "LCA"),
        ("The Gambia", "GMB"),
        ("  antigua & barbuda ", "ATG"),
    ],
)
def test_sources_names(name: str, iso3: str) -> None:
    found = country_by_name(name)
    assert found is not None
    assert found.iso3 == iso3


@pytest.mark.parametrize("name", ["", "Atlantis", "CAF", "Guinea Conakry Bissau"])
def test_what_is_no_name_is_none(name: str) -> None:
    assert country_by_name(name) is None


@pytest.mark.parametrize(
    ("number", "iso3"),
    [(482, "CAF"), (626, "SSD"), (345, "SRB"), (340, "SRB"), (680, "YEM"), (678, "YEM")],
)
def test_numbers(number: int, iso3: str) -> None:
    found = country_by_gwcode(number)
    assert found is not None
    assert found.iso3 == iso3


def test_an_unknown_number_is_none() -> None:
    assert country_by_gwcode(999) is None


def test_codes_in_capitals_or_not() -> None:
    assert country_by_iso3(" caf ").name == "Central African Republic"
    assert country_by_iso3("SSD").gwcode == 626


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("SDS", "SSD (South Sudan)"),
        ("Chad", "TCD (Chad)"),
        ("central african republic", "CAF (Central African Republic)"),
        ("Sudn", "SDN (Sudan)"),
        ("CF", "CAF (Central African Republic)"),
        ("Burma", "MMR (Myanmar)"),
        ("###", "such as CAF"),
        ("", "such as CAF"),
    ],
)
def test_an_unknown_code_is_told_with_what_may_have_been_meant(typed: str, offered: str) -> None:
    with pytest.raises(PeaceopsError, match="no country has the code") as caught:
        country_by_iso3(typed)
    assert offered in caught.value.remedy


@shared_data
def test_every_country_of_ucdp_is_known_by_name_and_number_alike() -> None:
    pairs: set[tuple[str, int]] = set()
    names: set[str] = set()
    for file in sorted(SHARED.glob("ucdp_*/**/*")):
        if file.suffix == ".csv":
            table = pl.read_csv(file, infer_schema=False)
        elif file.suffix == ".parquet":
            table = pl.read_parquet(file)
        else:
            continue
        for name, number in (("country", "country_id"), ("country_cy", "country_id_cy")):
            if name in table.columns:
                names.update(table[name].drop_nulls().unique())
            if {name, number} <= set(table.columns):
                both = table.select(name, pl.col(number).cast(pl.Float64).cast(pl.Int64))
                pairs.update(both.drop_nulls().unique().rows())
    assert len(pairs) > 190
    assert names >= {name for name, _ in pairs}
    unknown = {name for name in names if country_by_name(name) is None}
    assert unknown == set()
    for country, code in sorted(pairs):
        assert country_by_name(country) == country_by_gwcode(code), (country, code)


@shared_data
def test_the_key_of_views_agrees() -> None:
    key = pl.read_csv(SHARED / "views" / "country_key.csv").drop_nulls("isoab")
    assert key.height > 200
    for name, isoname, number, code in key.select("name", "isoname", "gwcode", "isoab").rows():
        iso3 = SUCCESSOR.get(code, code)
        found = country_by_gwcode(number)
        assert found is not None, name
        assert found.iso3 == iso3, name
        assert country_by_name(name) == found, name
        assert country_by_name(isoname) == found, isoname
