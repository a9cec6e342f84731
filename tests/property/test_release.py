"""The one gate, over whatever may be recorded: nothing above the audience is in what leaves."""

import re
from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from peaceops.domain.marking import Compartment, Level, Marking, combined, may_see
from peaceops.domain.record import id_of
from peaceops.domain.release import (
    ALLOWANCES,
    FINEST_BY_CONSENT,
    Circle,
    Released,
    ReleaseOrder,
    Thing,
)
from peaceops.domain.release_field import PRESENCE_KINDS, Facet, facets
from peaceops.domain.release_gate import releasable
from peaceops.domain.shortfall import SHORTFALLS, answer_of
from peaceops.domain.small_cell import LEAST
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.domain.strategy.node import Node
from tests.property.strategies import DAY, graphs

KEY = b"one release"
LEVELS = (None, "unclassified", "confidential", "strictly_confidential")
COMPARTMENTS = st.frozensets(st.sampled_from(Compartment), max_size=1)
ANSWERS = st.one_of(
    st.none(),
    st.integers(0, 30).map(lambda days: answer_of("tessaly", DAY - timedelta(days=days), "said")),
)
ORDERS = st.builds(
    ReleaseOrder, audience=st.sampled_from(Circle), day=st.just(DAY), outside=st.booleans()
)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Thing, ...]:
    """Draw things to be released, each with words of its own: `zq` and its number."""
    graph = draw(graphs(most=8))
    marked: list[Node | Edge] = [
        msgspec.structs.replace(
            node,
            title=f"zq{number}z",
            note=f"told by {draw(st.sampled_from(sorted(graph.nodes)))}, zq{number}z",
            classification=draw(st.sampled_from(LEVELS)),
            compartments=draw(COMPARTMENTS),
        )
        for number, node in enumerate(graph.nodes.values())
    ]
    marked = [
        msgspec.structs.replace(node, latitude=6.5, longitude=20.25, place="Korbo")
        if isinstance(node, ItemNode)
        else node
        for node in marked
    ]
    marked += graph.edges
    return tuple(
        Thing(
            id=id_of(payload),
            kind=payload.noun if isinstance(payload, Node) else "edge",
            payload=payload,
            marking=combined([payload.marking, Marking(draw(st.sampled_from(Level)))]),
            told=draw(st.booleans()),
            unit="Unit of Kor",
            contributor=draw(st.sampled_from(["", "tessaly"])),
            answer=draw(ANSWERS),
        )
        for payload in marked
    )


def text_of(released: Released) -> str:
    """Return all that the recipient has."""
    return msgspec.json.encode(released.things).decode()


def own_words(thing: Thing) -> str:
    return thing.payload.title if isinstance(thing.payload, Node) else ""


@settings(max_examples=40, deadline=None)
@given(asked(), ORDERS)
def test_nothing_above_the_audience_leaves(things: tuple[Thing, ...], order: ReleaseOrder) -> None:
    read = msgspec.structs.replace(order, read=frozenset(thing.id for thing in things))
    released = releasable(things, read, key=KEY)
    clearance = ALLOWANCES[order.audience].clearance
    text = text_of(released)
    for thing in things:
        assert thing.payload is not None
        if not may_see(clearance, combined([thing.marking, thing.payload.marking])):
            assert not own_words(thing) or own_words(thing) not in text
    assert may_see(clearance, released.marking)


@settings(max_examples=40, deadline=None)
@given(asked(), ORDERS)
def test_every_thing_either_leaves_or_is_withheld_with_a_reason(
    things: tuple[Thing, ...], order: ReleaseOrder
) -> None:
    released = releasable(things, order, key=KEY)
    whole = [kept for kept in released.withheld if not kept.field]
    assert len(released.things) + len(whole) == len(things)


@settings(max_examples=40, deadline=None)
@given(asked(), ORDERS)
def test_no_source_and_no_item_is_named_by_its_id(
    things: tuple[Thing, ...], order: ReleaseOrder
) -> None:
    read = msgspec.structs.replace(order, read=frozenset(thing.id for thing in things))
    released = releasable(things, read, key=KEY)
    text = text_of(released)
    for thing in things:
        if isinstance(thing.payload, ItemNode | SourceNode):
            assert not re.search(rf"(?<!\w){thing.id}(?!\w)", text)
    assert not any(thing.kind == "source" for thing in released.things)
    other = releasable(things, read, key=b"another release")
    first, second = (set(re.findall(r"P-[0-9a-f]{12}", text_of(one))) for one in (released, other))
    assert first.isdisjoint(second)
    assert len(first) == len(second)


@settings(max_examples=40, deadline=None)
@given(asked(), ORDERS)
def test_consent_holds(things: tuple[Thing, ...], order: ReleaseOrder) -> None:
    read = msgspec.structs.replace(order, read=frozenset(thing.id for thing in things))
    released = releasable(things, read, key=KEY)
    text, ids = text_of(released), {kept.id for kept in released.withheld if not kept.field}
    for thing in things:
        item = thing.payload
        if not isinstance(item, ItemNode):
            continue
        if item.consent == "none":
            assert thing.id in ids
        if item.consent == "internal_only" and (
            order.leaves or order.audience is not Circle.INTERNAL
        ):
            assert thing.id in ids
        quotable = item.consent in {"quote_without_identity", "quote_with_identity"}
        if not quotable and (thing.told or item.consent is not None):
            assert item.title not in text


@settings(max_examples=40, deadline=None)
@given(asked(), ORDERS)
def test_places_are_no_finer_than_audience_and_consent_allow(
    things: tuple[Thing, ...], order: ReleaseOrder
) -> None:
    released = releasable(things, order, key=KEY)
    shown = iter(released.things)
    stays = {kept.id for kept in released.withheld if not kept.field}
    for thing in things:
        if thing.id in stays:
            continue
        content = next(shown).content
        finest = int(ALLOWANCES[order.audience].place)
        if isinstance(thing.payload, ItemNode) and thing.told:
            finest = max(finest, FINEST_BY_CONSENT[thing.payload.consent])
        if finest > 3:
            assert not {"area", "areas", "place", "latitude", "places", "base"} & set(content)
            assert "Korbo" not in str(content)
            assert content.get("place_precision", 7) >= finest
            covers = content.get("covers", [])
            assert all(part.startswith(("unit:", "country:")) for part in covers)


@settings(max_examples=40, deadline=None)
@given(asked(), ORDERS)
def test_the_public_is_told_no_day_no_presence_and_no_small_count(
    things: tuple[Thing, ...], order: ReleaseOrder
) -> None:
    public = msgspec.structs.replace(order, audience=Circle.PUBLIC)
    released = releasable(things, public, key=KEY)
    found = re.search(r".{40}\d{4}-\d{2}-\d{2}", text_of(released))
    assert found is None, found
    for thing in released.things:
        assert thing.kind not in PRESENCE_KINDS
        for count in ("people_at_risk", "people_exposed", "population", "killed", "injured"):
            assert thing.content.get(count, LEAST) >= LEAST
        for part in thing.content.get("at_risk", ()):
            assert part.get("number") is None or part["number"] >= LEAST


@settings(max_examples=40, deadline=None)
@given(asked(), ORDERS)
def test_a_shortfall_waits_for_the_contributor_and_takes_the_answer_along(
    things: tuple[Thing, ...], order: ReleaseOrder
) -> None:
    outside = msgspec.structs.replace(order, audience=Circle.INTERNAL, outside=True)
    released = releasable(things, outside, key=KEY)
    by_id = {thing.id: thing for thing in released.things}
    for thing in things:
        if thing.kind in SHORTFALLS and thing.contributor and thing.id in by_id:
            assert thing.answer is not None
            assert thing.answer.leaves is not None
            assert thing.answer.leaves <= DAY
            assert by_id[thing.id].content["answer_of_contributor"].endswith("said")


@settings(max_examples=40, deadline=None)
@given(asked(), ORDERS)
def test_unknown_never_becomes_a_value(things: tuple[Thing, ...], order: ReleaseOrder) -> None:
    released = releasable(things, order, key=KEY)
    stays = {kept.id for kept in released.withheld if not kept.field}
    left = (thing for thing in things if thing.id not in stays)
    for thing, shown in zip(left, released.things, strict=True):
        for field in facets(type(thing.payload)):  # type: ignore[arg-type]
            if getattr(thing.payload, field) is None:
                assert field not in shown.content


@given(
    asked(), st.lists(st.tuples(st.integers(0, 200), st.sampled_from(LEVELS)), max_size=8), ORDERS
)
def test_no_sequence_of_edits_and_releases_shows_what_was_marked_above(
    things: tuple[Thing, ...], edits: list[tuple[int, Any]], order: ReleaseOrder
) -> None:
    """Each edit marks one thing anew and gives it other words; each is followed by a release."""
    now = list(things)
    clearance = ALLOWANCES[order.audience].clearance
    for step, (place, level) in enumerate(edits):
        number = place % len(now)
        thing = now[number]
        if not isinstance(thing.payload, Node):
            continue
        payload = msgspec.structs.replace(
            thing.payload, classification=level, title=f"yq{step}y", note=""
        )
        now[number] = msgspec.structs.replace(thing, payload=payload, marking=payload.marking)
        read = msgspec.structs.replace(order, read=frozenset(one.id for one in now))
        text = text_of(releasable(now, read, key=KEY))
        for one in now:
            if isinstance(one.payload, Node) and not may_see(clearance, one.marking):
                assert one.payload.title not in text
        if own_words(thing) != payload.title:
            assert own_words(thing) not in text


def test_each_field_of_each_kind_is_told_apart() -> None:
    assert facets(ItemNode)["origins"] is Facet.REFERENCE
    assert facets(ItemNode)["date"] is Facet.DAY
    assert facets(ItemNode)["area"] is Facet.AREA
    assert facets(ItemNode)["note"] is Facet.WORDS
    assert facets(ItemNode)["author"] is Facet.NEVER
    assert facets(Edge)["mechanism"] is Facet.WORDS
    assert facets(Edge)["target"] is Facet.REFERENCE
