"""What the brief of the mission in trouble says, and on which page; `UPDATE_GOLDEN=1` anew."""

import json
from pathlib import Path

import pypdfium2
import pytest

from peaceops.domain.marking import Audience
from tests.golden.test_brief_golden import GOLDEN, Lines, assert_golden
from tests.unit.test_bad_input import status

pytestmark = pytest.mark.full
AS_OF = "2025-12-31"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("troubled") / "demo"
    assert status("demo", folder, "--quiet") == 0
    return folder


@pytest.fixture(scope="module")
def staff(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the same mission for its staff, and keep what the first run made."""
    kept = tmp_path_factory.mktemp("internal")
    for file in (demo / "out" / AS_OF).iterdir():
        (kept / file.name).write_bytes(file.read_bytes())
    assert status("run", demo, "--audience", "staff", "--quiet") == 0
    for file in (demo / "out" / AS_OF).iterdir():
        (kept / f"staff-{file.name}").write_bytes(file.read_bytes())
    return kept


def lines_of(file: Path) -> list[str]:
    lines = [" ".join(line.split()) for line in Lines(file.read_text(encoding="utf-8")).lines]
    return [line for line in lines if line]


def pages_of(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.STAFF])
def test_the_strategys_sections_say_what_they_said(staff: Path, audience: Audience) -> None:
    prefix = "staff-" if audience is Audience.STAFF else ""
    lines = lines_of(staff / f"{prefix}brief.html")
    end = (
        lines.index("Map")
        if "Map" in lines
        else next(
            place
            for place, line in enumerate(lines)
            if line.startswith("The ten areas most at risk")
        )
    )
    text = "\n".join(lines[:end]) + "\n"
    assert_golden(GOLDEN / f"brief_troubled_{audience.value}.txt", text)


def test_the_joint_page_is_one_page(staff: Path) -> None:
    first, second, *_ = pages_of(staff / "brief.pdf")
    assert "The joint page" in first
    assert "Last month's decisions" in first
    assert "What we do not know" in first
    assert second.lstrip().splitlines()[1].startswith("Questions to decide first")


def test_staff_sees_neither_units_nor_posture_nor_caveats(staff: Path) -> None:
    page = (staff / "staff-brief.html").read_text(encoding="utf-8")
    findings = json.loads((staff / "staff-findings.json").read_text(encoding="utf-8"))
    whole = (staff / "brief.html").read_text(encoding="utf-8")
    for name in ("KARBAT", "MERBAT", "OSTCOY"):
        assert name in whole
        assert name not in page
        assert name not in json.dumps(findings["findings"] + findings["questions"])
    assert "not against host forces" in whole
    assert "not against host forces" not in page
    assert "held apart from this reader, or not recorded" in page
    assert findings["withheld"]
    assert all(not one["marking"]["compartments"] for one in findings["findings"])


def test_every_threat_row_tells_what_is_missing_and_who_decides(staff: Path) -> None:
    page = (staff / "brief.html").read_text(encoding="utf-8")
    table = page.split("Decision asked, of whom, by when", 1)[1].split("</table>", 1)[0]
    rows = table.split("<tr>")[1:]
    assert len(rows) >= 3
    for row in rows:
        assert row.count("<td") == 7
        assert "by " in row.rsplit("<td", 1)[1]


def test_nobody_is_called_to_arms(staff: Path) -> None:
    """No sentence of the brief recommends force, and no outlook is called a warning."""
    text = " ".join(lines_of(staff / "brief.html")).lower()
    for word in ("open fire", "neutralise", "neutralize", "strike the", "kill the"):
        assert word not in text
