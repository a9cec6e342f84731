"""The picture, the page and the document: all said, all marked, nothing above the clearance."""

import base64
import hashlib
import re
import time
import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser

import pytest

from peaceops.direct.strategy.load import parse_strategy
from peaceops.disseminate.language import language
from peaceops.disseminate.picture import png
from peaceops.disseminate.strategy.document import strategy_document
from peaceops.disseminate.strategy.drawn import drawn
from peaceops.disseminate.strategy.graph import INTERNAL, graph_picture, render_graph
from peaceops.disseminate.strategy.lettering import fitted, width_px, wrapped
from peaceops.disseminate.strategy.page import render_graph_page
from peaceops.disseminate.strategy.path import path_of
from peaceops.domain.finding import Finding, Quotation, Severity
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.graph import Strategy
from tests.unit.linkage.test_linkage import STRATEGY as SMALL
from tests.unit.strategy_picture.invented import large_strategy, large_yaml

DAY = date(2031, 5, 1)
EN, AR = language("en"), language("ar")
SVG = "{http://www.w3.org/2000/svg}"
OPEN = Marking(Level.UNCLASSIFIED)
HOSTILE_TEXT = """
mission: {id: M, title: 'A & B <script>alert(1)</script>'}
threats: [{id: T1, title: '</title><b>"x"</b> & ]]>', status: active}]
activities: [{id: A1, addresses: [T1], contributes_to: unknown}]
"""
HOSTILE = parse_strategy([("hostile.yaml", HOSTILE_TEXT)])


@pytest.fixture(scope="module")
def large() -> Strategy:
    return large_strategy()


def finding(
    *objects: str, related: tuple[str, ...] = (), marking: Marking = OPEN, message: str = "why?"
) -> Finding:
    return Finding(
        id=hashlib.sha256(repr(objects).encode()).hexdigest()[:12],
        code="POL-01",
        name="protection-without-a-political-track",
        severity=Severity.ERROR,
        status="fires",
        objects=objects,
        related=related,
        message=message,
        clears_when="a track is live",
        source=Quotation("P1", "a shield for political inaction"),
        marking=marking,
    )


def test_every_thing_and_line_is_drawn_with_its_full_title(large: Strategy) -> None:
    root = ET.fromstring(render_graph(large, DAY, EN))  # noqa: S314
    nodes = [group for group in root.iter(f"{SVG}g") if group.get("class") == "n"]
    assert len(nodes) == 150
    told = {group.get("data-n"): group.findtext(f"{SVG}title") or "" for group in nodes}
    for name, node in large.nodes.items():
        if name in told:
            assert node.title in told[name]
    edges = [group for group in root.iter(f"{SVG}g") if group.get("class") == "e"]
    assert len(edges) == len(drawn(large, DAY, INTERNAL, EN).edges)


def test_boxes_lie_inside_the_picture_and_apart(large: Strategy) -> None:
    root = ET.fromstring(render_graph(large, DAY, EN))  # noqa: S314
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    boxes = []
    for group in root.iter(f"{SVG}g"):
        if group.get("class") != "n":
            continue
        shape = next(one for one in group if one.get("class") == "b")
        if shape.tag == f"{SVG}rect":
            x, y = float(shape.get("x", 0)), float(shape.get("y", 0))
            box = (x, y, x + float(shape.get("width", 0)), y + float(shape.get("height", 0)))
        else:
            points = [pair.split(",") for pair in shape.get("points", "").split()]
            xs, ys = [float(x) for x, _ in points], [float(y) for _, y in points]
            box = (min(xs), min(ys), max(xs), max(ys))
        assert 0 <= box[0] < box[2] <= width
        assert 0 <= box[1] < box[3] <= height
        for text in group.iter(f"{SVG}text"):
            length = float(text.get("textLength", 0))
            if text.text != "?":
                assert float(text.get("x", 0)) + length <= box[2] + 0.2
        boxes.append(box)
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )


def test_same_strategy_same_bytes_in_any_order(large: Strategy) -> None:
    turned = Strategy(dict(reversed(list(large.nodes.items()))), tuple(reversed(large.edges)))
    assert render_graph(large, DAY, EN) == render_graph(turned, DAY, EN)
    assert strategy_document(large, DAY, EN) == strategy_document(turned, DAY, EN)


def test_a_large_picture_is_drawn_in_a_moment(large: Strategy) -> None:
    render_graph(large, DAY, EN)
    begun = time.process_time()
    render_graph(large, DAY, EN)
    assert time.process_time() - begun < 3


def test_unknown_and_blank_look_unlike() -> None:
    svg = render_graph(SMALL, DAY, EN)
    root = ET.fromstring(svg)  # noqa: S314
    groups = {
        (group.get("data-a"), group.get("data-b")): ET.tostring(group, "unicode")
        for group in root.iter(f"{SVG}g")
        if group.get("class") == "e"
    }
    assert 'stroke-dasharray="5 4"' in groups["A1", "O1"]  # the behaviour is unknown
    assert 'stroke-dasharray="5 4"' not in groups["A1", "T1"]
    nodes = {
        group.get("data-n"): ET.tostring(group, "unicode")
        for group in root.iter(f"{SVG}g")
        if group.get("class") == "n"
    }
    assert ">?</" in nodes["J2"]  # nobody knows what it serves
    assert ">?</" not in nodes["J1"]
    assert "circle" in nodes["J1"]  # nothing is recorded
    assert "no link in force recorded" in svg
    assert "links not known" in svg


def test_marking_and_day_stand_on_the_picture(large: Strategy) -> None:
    svg = render_graph(large, DAY, EN)
    assert svg.count(">STRICTLY CONFIDENTIAL<") == 2
    assert "as of 1 May 2031" in svg
    assert ">UNCLASSIFIED<" in render_graph(SMALL, DAY, EN)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_above_the_clearance_shows(code: str) -> None:
    text = large_yaml(size=5).replace(
        "{id: T1, title: ", "{id: T1, classification: confidential, title: secret "
    )
    strategy = parse_strategy([("s.yaml", text)])
    words = language(code)
    left_out = {"en": "left out", "ar": "صلاحية اطلاع هذا القارئ"}[code]
    low = (
        render_graph(strategy, DAY, words, clearance=OPEN),
        render_graph_page(strategy, [], DAY, words, clearance=OPEN).decode(),
        strategy_document(strategy, DAY, words, clearance=OPEN),
        graph_picture(strategy, DAY, words, clearance=OPEN).svg,
    )
    for shown in low:
        assert "secret" not in shown
        assert "T1" not in re.sub(r"T1\d", "", shown)
        assert words.say("STRICTLY CONFIDENTIAL") not in shown
        assert left_out in shown
    assert "secret" in render_graph(strategy, DAY, words)


def test_what_people_wrote_never_turns_into_markup() -> None:
    svg = render_graph(HOSTILE, DAY, EN)
    assert "<script" not in svg
    ET.fromstring(svg)  # noqa: S314
    page = render_graph_page(HOSTILE, [finding("T1", message="<img src=x>")], DAY, EN).decode()
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "\\<script\\>" in strategy_document(HOSTILE, DAY, EN)


def test_right_to_left_mirrors_the_columns() -> None:
    def first_x(svg: str, name: str) -> float:
        found = re.search(rf'data-n="{name}">.*?points="([0-9.]+),', svg)
        assert found is not None
        return float(found[1])

    left, right = render_graph(SMALL, DAY, EN), render_graph(SMALL, DAY, AR)
    assert first_x(left, "D1") < first_x(left, "T1")
    assert first_x(right, "D1") > first_x(right, "T1")
    assert 'dir="rtl"' in render_graph_page(SMALL, [], DAY, AR).decode()


def test_the_part_for_print_holds_the_gravest_and_says_that_it_is_a_part(large: Strategy) -> None:
    picture = graph_picture(large, DAY, EN, most=40)
    shown = re.findall(r'data-n="(T\d+)"', picture.svg)
    assert "of 150 things" in picture.svg
    assert 0 < picture.svg.count('class="n"') <= 40
    worst = [
        node.id
        for node in drawn(large, DAY, INTERNAL, EN).nodes
        if node.level is not None and node.level.low == "extreme"
    ]
    assert set(shown) & set(worst)
    assert png(picture).startswith(b"\x89PNG")
    assert "of 150" not in graph_picture(SMALL, DAY, EN).svg


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"{tag} {name}" for name, _ in attrs if name in {"src", "href", "action"}]
        self.found += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]


def test_the_page_needs_no_network_and_runs_one_script(large: Strategy) -> None:
    page = render_graph_page(large, [finding("T1")], DAY, EN).decode()
    links = Links()
    links.feed(page)
    assert links.found == []
    script = re.search(r"<script>(.*)</script>", page, re.DOTALL)
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page


def test_findings_above_the_clearance_are_only_counted() -> None:
    secret = Marking(Level.STRICTLY_CONFIDENTIAL, frozenset({Compartment.CAVEAT}))
    shown = [finding("T1"), finding("T2", marking=secret, message="a caveat bites")]
    page = render_graph_page(
        SMALL, shown, DAY, EN, clearance=Marking(Level.STRICTLY_CONFIDENTIAL)
    ).decode()
    assert "a caveat bites" not in page
    assert "1 finding above" in page
    assert page.count('class="finding"') == 1


def test_a_path_joins_what_a_finding_names() -> None:
    whole = drawn(SMALL, DAY, INTERNAL, EN)
    assert path_of(["T1", "O1"], whole) == ("A1", "O1", "T1")
    assert path_of(["T1"], whole) == ("T1",)
    assert path_of(["nobody"], whole) == ()
    # E1 is not drawn; it is tied to the track.
    assert path_of(["E1"], whole) == ("K1",)
    # Nor is an actor, who stands for the threats posed.
    assert path_of(["militia_x"], whole) == ("T1",)


def test_labels_are_cut_where_they_would_not_fit() -> None:
    long = "Protect civilians under physical threat in Préau-sur-Lys and beyond"
    cut = fitted(long, 120, 10)
    assert cut.endswith("…")
    assert width_px(cut, 10) <= 120
    lines = wrapped(long, 80, 120, 10, 2)
    assert len(lines) == 2
    assert width_px(lines[0], 10) <= 80
    assert width_px(lines[1], 10) <= 120
    assert wrapped("", 80, 120, 10, 2) == []


def test_the_document_says_what_is_there_and_what_is_not() -> None:
    text = strategy_document(SMALL, DAY, EN)
    for said in (
        "# The strategy of UNMEX",
        (
            "If escort by head_of_office towards the X militia then (not known), because traders "
            "meet; "
            "provided that (not recorded). We would be wrong if (not recorded)."
        ),
        "Serve no political objective: A2; A3; **J1** patrols",
        "| region | 0 | 0 | 0 | 0 | 0 |",
        "Security Council: a visit, due 1 January 2031, is overdue",
        "Protection effort rises while political effort is flat.",
        "out of reach: the courts work on it",
    ):
        assert said in text, said


def test_an_empty_strategy_is_drawn_and_written() -> None:
    empty = parse_strategy([("empty.yaml", "mission: {id: M}\n")])
    ET.fromstring(render_graph(empty, DAY, EN))  # noqa: S314
    assert "Nothing was found." in render_graph_page(empty, [], DAY, EN).decode()
    assert "No open threat is recorded." in strategy_document(empty, DAY, EN)


def test_a_task_that_undermines_another_is_drawn_beside_its_column() -> None:
    text = "tasks:\n  - {id: J1, undermines: [J2], contributes_to: [O1]}\n  - {id: J2}\n"
    strategy = parse_strategy([("s.yaml", text + "objectives: [{id: O1, kind: political}]\n")])
    svg = render_graph(strategy, DAY, EN)
    assert 'data-a="J1" data-b="J2"' in svg
    assert "J1 undermines J2" in svg


def test_what_has_not_happened_yet_is_not_shown() -> None:
    text = "threats: [{id: T1, valid_from: 2031-06-01}, {id: T2, valid_from: 2031-01-01}]\n"
    strategy = parse_strategy([("s.yaml", text)])
    assert 'data-n="T1"' not in render_graph(strategy, DAY, EN)
    assert 'data-n="T2"' in render_graph(strategy, DAY, EN)
    assert "T1" not in strategy_document(strategy, DAY, EN)
