"""Reach beside burden of each course of action; nothing is added up, and nothing is ranked."""

from typing import Any

import altair as alt

from peaceops.disseminate.language import Language
from peaceops.disseminate.picture import Picture, from_vega_lite
from peaceops.domain.course import Course, PeopleReach

_FONT = "Noto Sans"
_INK = "#1a1a1a"
_ROW = 30


def course_chart(courses: tuple[Course, ...], words: Language) -> Picture:
    """Draw people in danger within reach, and beside them each burden on its own scale.

    A row is a course. A bar spans 80 % of the samples of the forecast, a mark stands at what is
    expected: filled at measured clocks, hollow on paper, a hollow triangle at the clocks that the
    course aims at. Black on white; courses with one posture have the same marks.

    Args:
        courses: those with a reach.
        words: language of the labels.
    """
    names = [course.title.partition(":")[0] for course in courses]
    order = alt.Y(
        "course:N",
        sort=names,
        axis=alt.Axis(title=None, labelLimit=200, labelPadding=10, ticks=False, domain=False),
    )
    kinds = [
        words.say("at measured clocks"),
        words.say("on paper"),
        words.say("if the clocks it aims at are kept"),
    ]
    rows = [
        row
        for course, name in zip(courses, names, strict=True)
        for row in _rows(course, name, kinds)
    ]
    chart = (
        alt.hconcat(
            _reach(rows, kinds, order, len(courses) * _ROW, words),
            _burden(courses, names, "moves", words.say("Units that move")),
            _burden(courses, names, "asked", words.say("Capabilities short")),
            spacing=14,
        )
        .configure(font=_FONT)
        .configure_axis(gridColor="#dddddd", labelFontSize=10, titleFontSize=10)
        .configure_view(stroke="#bbbbbb")
        .configure_legend(labelFontSize=10, titleFontSize=10, labelLimit=260)
    )
    alternative = words.say(
        "People in danger within reach under each course of action, with the range of 80 % of the "
        "forecast's samples, beside units that move and capabilities that fall short"
    )
    return from_vega_lite(chart.to_json(), alternative, width=0.54)


def _rows(course: Course, name: str, kinds: list[str]) -> list[dict[str, Any]]:
    if course.reach is None:
        return []
    found: list[tuple[PeopleReach | None, int]] = [
        (course.reach.measured, -8),
        (course.reach.paper, 0),
        (course.reach.aimed, 8),
    ]
    return [
        {
            "course": name,
            "kind": kind,
            "offset": offset,
            "expected": reach.endangered.expected,
            "low": reach.endangered.low,
            "high": reach.endangered.high,
        }
        for (reach, offset), kind in zip(found, kinds, strict=True)
        if reach is not None
    ]


def _reach(
    rows: list[dict[str, Any]], kinds: list[str], order: Any, height: int, words: Language
) -> Any:
    title = words.say("People in danger within reach: expected, and 80 % of the samples")
    axis = alt.Axis(title=title, format="~s", titleFontWeight="normal")
    lane = alt.YOffset("offset:Q", scale=alt.Scale(domain=[-14, 14]))
    base = alt.Chart(alt.Data(values=rows)).encode(y=order, yOffset=lane)
    bars = base.mark_rule(color=_INK, strokeWidth=1.2).encode(
        x=alt.X("low:Q", axis=axis, scale=alt.Scale(zero=True)), x2="high:Q"
    )
    legend = alt.Legend(title=None, orient="top")
    marks = base.mark_point(size=62, strokeWidth=1.4, opacity=1).encode(
        x=alt.X("expected:Q"),
        shape=alt.Shape(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=["circle", "circle", "triangle-up"]),
            legend=legend,
        ),
        stroke=alt.Stroke(
            "kind:N", scale=alt.Scale(domain=kinds, range=[_INK, _INK, _INK]), legend=legend
        ),
        fill=alt.Fill(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=[_INK, "#ffffff", "#ffffff"]),
            legend=legend,
        ),
    )
    return alt.layer(bars, marks).properties(width=400, height=height)


def _burden(courses: tuple[Course, ...], names: list[str], kind: str, title: str) -> Any:
    rows = [
        {
            "course": name,
            "count": len(course.moves) if kind == "moves" else len(course.short),
        }
        for course, name in zip(courses, names, strict=True)
    ]
    most = max(1, *(int(str(row["count"])) for row in rows)) * 1.25
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("course:N", sort=names, axis=None),
        x=alt.X(
            "count:Q",
            scale=alt.Scale(domain=[0, most]),
            axis=alt.Axis(title=title, tickMinStep=1, format="d", titleFontWeight="normal"),
        ),
    )
    bars = base.mark_bar(color="#8a8a8a", size=10)
    figures = base.mark_text(align="left", dx=4, color=_INK, fontSize=10).encode(text="count:Q")
    return alt.layer(bars, figures).properties(width=120, height=len(courses) * _ROW)
