"""Links between reports: what is put forward, why, and what never comes again."""

from datetime import date, timedelta
from typing import Any

import msgspec
import polars as pl
import pytest

from peaceops.acquire.event_table import EVENT_SCHEMA
from peaceops.collate.link.candidate import candidates
from peaceops.collate.link.propose import propose_links
from peaceops.collate.link.told import told_by_events, told_by_items
from peaceops.collate.link.weight import weighed
from peaceops.domain.collation_link import CollationLinkNode, link_id, told_together
from peaceops.domain.strategy.information import ItemNode

DAY = date(2026, 3, 4)


def item(name: str, **more: Any) -> ItemNode:
    told = {
        "date": DAY,
        "text": "armed riders burnt houses near the market",
        "latitude": 6.50,
        "longitude": 21.90,
        "place_precision": 1,
        "actors": ("Red Hills",),
        "killed": 4,
    }
    return msgspec.convert({"id": name, **told, **more}, ItemNode)


def links(*items: ItemNode, known: tuple[str, ...] = ()) -> dict[str, CollationLinkNode]:
    return {link.id: link for link in propose_links(told_by_items(items), known)}


def test_two_reports_of_one_thing_are_put_forward_with_reasons() -> None:
    (link,) = links(
        item("a"),
        item("b", text="houses burnt by armed riders, market", latitude=6.51, killed=5),
    ).values()
    assert (link.first, link.second, link.status) == ("a", "b", "proposed")
    assert link.explanation == (
        "their days overlap",
        "1 km apart, within the 6 km by which their places may be off",
        "they name the same actor",
        "4 and 5 killed",
        "their words are alike by 86 of 100",
    )


@pytest.mark.parametrize(
    "other",
    [
        {"date": date(2026, 3, 9)},
        {"latitude": 6.80},
        {"actors": ("Green Valley",), "killed": 40, "text": "a bus was robbed on the road"},
    ],
)
def test_what_lies_apart_in_time_or_place_or_tells_otherwise_is_not(other: dict[str, Any]) -> None:
    assert not links(item("a"), item("b", **other))


def test_fifty_kilometres_are_never_rounded_away() -> None:
    """Half a degree of the grid holds both; their precisions keep them apart."""
    assert not links(item("a", latitude=6.01), item("b", latitude=6.45))
    near = {"place_precision": 2}
    assert links(item("a", latitude=6.01, **near), item("b", latitude=6.45, **near))


def test_points_on_two_sides_of_a_line_of_the_grid_still_meet() -> None:
    assert links(item("a", latitude=6.4999), item("b", latitude=6.5001))
    assert links(item("a", longitude=179.999), item("b", longitude=-179.999))


def test_a_report_without_a_point_meets_others_by_rare_words() -> None:
    lost = {"latitude": None, "longitude": None, "place": "Zarambo"}
    (link,) = links(item("a", place="Zarambo"), item("b", **lost)).values()
    assert "the place of one of them is not known well enough to compare" in link.explanation


def test_what_was_put_forward_before_never_comes_again() -> None:
    assert not links(item("a"), item("b"), known=(link_id("b", "a"),))


def test_one_report_has_few_proposals_however_many_lie_near() -> None:
    found = links(*(item(f"i{number:02}") for number in range(30)))
    per = [sum(name in {link.first, link.second} for link in found.values())
           for name in (f"i{number:02}" for number in range(30))]  # fmt: skip
    assert max(per) <= 5
    assert found


def test_a_toll_that_nobody_told_speaks_neither_way() -> None:
    (silent,) = links(item("a"), item("b", killed=None)).values()
    (same,) = links(item("a"), item("b")).values()
    assert silent.weight is not None
    assert same.weight is not None
    assert silent.weight < same.weight
    assert not any("killed" in reason for reason in silent.explanation)


@pytest.mark.parametrize("part", ["actors", "words", "toll"])
def test_what_agrees_by_chance_all_the_time_tells_little(part: str) -> None:
    """Reports from one place, weeks apart, tell how often two things agree by chance."""

    def bits(*, common: bool) -> float:
        beside = [
            item(
                f"other{number:03}",
                date=DAY + timedelta(days=7 * number),
                actors=("Red Hills" if common else f"{number} Brigade of {number:b}",),
                killed=4 if common else number * 11,
                text="armed riders burnt houses near the market" if common else f"{number:020b}",
            )
            for number in range(3, 400)
        ]
        told = told_by_items([item("a"), item("b"), *beside]).sort("id")
        pairs = candidates(told)
        pair = weighed(told, pairs).filter(pl.col("first") == 0, pl.col("second") == 1)
        return float(pair[part].item())

    assert bits(common=True) < 0.5 * bits(common=False)


def test_an_event_is_named_by_its_id_only_and_never_linked_to_another_event() -> None:
    row: dict[str, Any] = dict.fromkeys(EVENT_SCHEMA, "")
    row |= {
        "date_start": DAY, "date_end": DAY, "latitude": 6.5, "longitude": 21.9, "best": 4,
        "low": 4, "high": 4, "civilians": None, "violence": 3, "date_precision": 1,
        "place_precision": 1, "side_a": "Red Hills", "side_b": "Civilians", "place": "Ouro",
    }  # fmt: skip
    events = pl.DataFrame([{**row, "id": "11"}, {**row, "id": "12"}], schema=EVENT_SCHEMA)
    told = pl.concat([told_by_items([item("a")]), told_by_events(events, "invented")])
    found = propose_links(told)
    assert {(link.first, link.second) for link in found} == {
        ("a", "event:invented:11"), ("a", "event:invented:12"),
    }  # fmt: skip
    assert not any("Ouro" in reason for link in found for reason in link.explanation)


def test_the_order_of_reports_changes_nothing() -> None:
    some = [item("a"), item("b"), item("c", latitude=6.52), item("d", killed=5)]
    assert links(*some) == links(*reversed(some))


def test_accepted_links_hold_reports_together_and_undone_ones_do_not() -> None:
    def link(one: str, other: str, status: str) -> CollationLinkNode:
        return msgspec.convert(
            {
                "id": link_id(one, other), "first": one, "second": other, "status": status,
                "decided_by": "analyst", "decided_on": DAY, "reason": "seen",
            },
            CollationLinkNode,
        )  # fmt: skip

    together = told_together(
        [link("a", "b", "accepted"), link("b", "c", "accepted"), link("c", "d", "undone"),
         link("e", "f", "accepted"), link("e", "g", "refused")]
    )  # fmt: skip
    assert together == (frozenset("abc"), frozenset("ef"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"first": "b", "second": "a"}, "stand in order"),
        ({"first": "a", "second": "a"}, "must differ"),
        ({"status": "accepted"}, "needs who and when"),
        ({"status": "undone", "decided_by": "x", "decided_on": DAY}, "needs a reason"),
    ],
)
def test_a_link_that_says_too_little_is_refused(more: dict[str, Any], words: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=words):
        msgspec.convert({"id": "l", "first": "a", "second": "b", **more}, CollationLinkNode)
