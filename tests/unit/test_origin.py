"""Chains of origin: reports that go back to one count once."""

from peaceops.collate.origin import (
    SharedOrigin,
    confirmation_gap,
    origin_chains,
    shared_origins,
)
from peaceops.domain.evidence import independent_origins
from peaceops.domain.strategy.information import ItemNode


def item(name: str, *origins: str) -> ItemNode:
    return ItemNode(id=name, origins=origins)


def test_a_chain_goes_all_the_way_back() -> None:
    chains = origin_chains([item("a"), item("b", "a"), item("c", "b", "radio")])
    assert chains == {
        "a": frozenset({"a"}),
        "b": frozenset({"a", "b"}),
        "c": frozenset({"a", "b", "c", "radio"}),
    }


def test_a_rumour_told_three_times_counts_once() -> None:
    chains = origin_chains([item("a", "rumour"), item("b", "rumour"), item("c", "b")])
    assert independent_origins(chains.values()) == 1
    assert confirmation_gap(chains.values()) == "its 3 reports all go back to one origin"
    assert shared_origins(chains) == (
        SharedOrigin(first="a", second="b", through=("rumour",)),
        SharedOrigin(first="a", second="c", through=("rumour",)),
        SharedOrigin(first="b", second="c", through=("b", "rumour")),
    )


def test_two_that_do_not_meet_confirm_each_other() -> None:
    chains = origin_chains([item("a", "x"), item("b", "y"), item("c", "a")])
    assert independent_origins(chains.values()) == 2
    assert confirmation_gap(chains.values()) == ""


def test_alone_is_not_confirmed() -> None:
    assert confirmation_gap([{"a"}]) == "no other report tells of it"


def test_one_source_is_one_origin() -> None:
    items = [item("a"), item("b")]
    assert independent_origins(origin_chains(items).values()) == 2
    assert independent_origins(origin_chains(items, {"a": "S1", "b": "S1"}).values()) == 1


def test_origins_in_a_circle_are_one() -> None:
    chains = origin_chains([item("a", "c"), item("b", "a"), item("c", "b")])
    assert independent_origins(chains.values()) == 1
    assert chains["a"] == frozenset({"a", "b", "c"})
