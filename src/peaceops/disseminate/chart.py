"""Charts of the brief."""

from typing import Any

import altair as alt

from peaceops.disseminate.language import Language
from peaceops.disseminate.picture import Picture, from_vega_lite
from peaceops.domain.scorecard import ModelScore

_FONT = "Noto Sans"


def reliability_chart(score: ModelScore, words: Language) -> Picture:
    """Draw what was said against how often it came true; the diagonal is perfect."""
    rows = [
        {"said": item.said, "came_true": item.came_true, "areas": item.areas}
        for item in score.reliability
    ]
    top = max([0.1, *(row["said"] for row in rows), *(row["came_true"] for row in rows)]) * 1.05
    scale = alt.Scale(domain=[0, top])
    axis: dict[str, Any] = {"format": "%", "titleFontWeight": "normal", "grid": True}
    points = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("said:Q", scale=scale, axis=alt.Axis(title=words.say("Probability given"), **axis)),
        y=alt.Y(
            "came_true:Q",
            scale=scale,
            axis=alt.Axis(title=words.say("Share that saw a civilian killed"), **axis),
        ),
    )
    diagonal = (
        alt.Chart(alt.Data(values=[{"x": 0, "y": 0}, {"x": top, "y": top}]))
        .mark_line(color="#888888", strokeDash=[4, 3], strokeWidth=1)
        .encode(x="x:Q", y="y:Q")
    )
    chart = (
        alt.layer(
            diagonal,
            points.mark_line(color="#7f0000", strokeWidth=1.2),
            points.mark_circle(color="#7f0000", size=42, opacity=1),
        )
        .properties(width=430, height=130)
        .configure(font=_FONT)
        .configure_axis(gridColor="#e5e5e5", labelFontSize=10, titleFontSize=10)
    )
    alternative = words.say(
        "Reliability of the past outlooks: probability given against the share that came true"
    )
    return from_vega_lite(chart.to_json(), alternative, width=0.5)
