import pytest

from peaceops.acquire.dataset import DATASETS, dataset_named, target_name
from peaceops.domain.provenance import NOT_STATED


def test_a_version_is_never_guessed() -> None:
    assert dataset_named("ucdp-ged", None, []).version == NOT_STATED
    assert dataset_named("ucdp-ged", "23.1", []).version == "23.1"


def test_ucdp_is_cited() -> None:
    ged = dataset_named("ucdp-ged", "23.1", ["best"])
    assert ged.licence == "CC BY 4.0"
    assert "Sundberg & Melander (2013)" in ged.citation
    assert "Davies et al. (2025)" in ged.citation
    assert "Hegre" in dataset_named("ucdp-candidate", None, []).citation
    assert ged.columns == {"best"}


def test_acled_is_not_to_be_passed_on() -> None:
    acled = dataset_named("acled", None, [])
    assert "not to be passed on" in acled.licence
    assert "Raleigh, Kishi & Linke (2023)" in acled.citation


def test_of_an_unknown_data_set_only_the_name_is_known() -> None:
    own = dataset_named("mission incidents", "2024", [])
    assert (own.title, own.licence, own.citation) == ("mission incidents", "not stated", "")


@pytest.mark.parametrize("name", DATASETS)
def test_every_known_data_set_says_what_may_be_done_with_it(name: str) -> None:
    known = dataset_named(name, None, [])
    assert known.licence != "not stated"
    assert known.citation


def test_the_target_follows_what_the_data_tell() -> None:
    assert target_name({"best", "civilians"}) == "civilian_deaths"
    assert target_name({"best"}) == "civilian_deaths_proxy"
