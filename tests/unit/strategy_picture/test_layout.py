"""The layout: nothing on top of anything else, the same in any order, few crossings."""

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from peaceops.disseminate.strategy.layout import Box, Line, place

GAP, LANE = 6.0, 4.0


@st.composite
def layered(draw: st.DrawFn) -> tuple[list[Box], list[Line]]:
    boxes = [
        Box(f"N{number}", draw(st.integers(0, 4)), draw(st.floats(10, 40)))
        for number in range(draw(st.integers(1, 18)))
    ]
    lines = []
    for _ in range(draw(st.integers(0, 25))):
        start, end = draw(st.sampled_from(boxes)), draw(st.sampled_from(boxes))
        if start.column != end.column:
            lines.append(Line(draw(st.sampled_from("ab")), start.name, end.name))
    return boxes, lines


@settings(max_examples=80, deadline=None)
@given(layered())
def test_boxes_of_a_column_stand_apart(graph: tuple[list[Box], list[Line]]) -> None:
    boxes, lines = graph
    placed = place(boxes, lines, gap=GAP, lane_height=LANE)
    for column in {box.column for box in boxes}:
        mine = sorted(
            (box for box in boxes if box.column == column),
            key=lambda box: placed.middles[box.name],
        )
        for above, below in pairwise(mine):
            room = placed.middles[below.name] - placed.middles[above.name]
            assert room >= (above.height + below.height) / 2 + GAP - 1e-6
        assert placed.middles[mine[0].name] >= mine[0].height / 2 - 1e-6
        assert placed.middles[mine[-1].name] <= placed.height - mine[-1].height / 2 + 1e-6


@settings(max_examples=80, deadline=None)
@given(layered())
def test_no_lane_runs_through_a_box(graph: tuple[list[Box], list[Line]]) -> None:
    boxes, lines = graph
    by_name = {box.name: box for box in boxes}
    placed = place(boxes, lines, gap=GAP, lane_height=LANE)
    for line, lanes in placed.lanes.items():
        start, end = by_name[line.source].column, by_name[line.target].column
        step = 1 if end > start else -1
        assert len(lanes) == abs(end - start) - 1
        for column, height in zip(range(start + step, end, step), lanes, strict=True):
            for box in boxes:
                if box.column == column:
                    assert abs(height - placed.middles[box.name]) >= box.height / 2


@settings(max_examples=40, deadline=None)
@given(layered(), st.randoms(use_true_random=False))
def test_order_never_matters(graph: tuple[list[Box], list[Line]], random: Any) -> None:
    boxes, lines = graph
    placed = place(boxes, lines, gap=GAP, lane_height=LANE)
    random.shuffle(boxes)
    random.shuffle(lines)
    assert place(boxes, lines, gap=GAP, lane_height=LANE) == placed


def test_crossings_that_need_not_be_are_undone() -> None:
    boxes = [Box(f"{side}{number}", at, 10) for at, side in enumerate("LR") for number in range(6)]
    lines = [Line("a", f"L{number}", f"R{5 - number}") for number in range(6)]
    assert place(boxes, lines, gap=GAP, lane_height=LANE).crossings == 0


def test_a_picture_of_nothing() -> None:
    assert place([], [], gap=GAP, lane_height=LANE).height == 0
