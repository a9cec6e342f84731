"""The expectation gap as the brief shows it to each reader."""

from datetime import date
from pathlib import Path

from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.view import View
from peaceops.direct.expectation.gap import GapRow, gap_rows
from peaceops.direct.linkage.matrix import linkage_matrix
from peaceops.direct.strategy.load import load_strategy
from peaceops.disseminate.briefing.content import Notice, Paragraph, Section, Table
from peaceops.disseminate.briefing.expectation_gap import expectation_gap_section
from peaceops.disseminate.language import language
from peaceops.disseminate.release import CLEARANCE
from peaceops.disseminate.strategy_material import StrategyMaterial
from peaceops.domain.finding import CheckReport
from peaceops.domain.marking import Audience, may_see
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import make_strategy

DAY = date(2026, 1, 1)
TROUBLED = Path(__file__).resolve().parents[2] / "examples" / "troubled"


def troubled() -> tuple[GapRow, ...]:
    strategy = load_strategy(TROUBLED)
    day = strategy.mission.as_of
    assert day is not None
    return gap_rows(View(as_known(strategy, day), day, read_profile("in_mission")))


def held(audience: Audience, rows: tuple[GapRow, ...]) -> StrategyMaterial:
    """What the services hand over: rows cut to the audience."""
    clearance = CLEARANCE[audience]
    seen = tuple(row for row in rows if may_see(clearance, row.marking))
    return StrategyMaterial(
        strategy=make_strategy(()), day=DAY, clearance=clearance,
        report=CheckReport(as_of=DAY, profile="", profile_hash="", findings=()),
        withheld=(), rows=(), decisions=(),
        matrix=linkage_matrix(make_strategy(()), DAY, clearance),
        outlooks={}, gaps=seen, gaps_withheld=len(rows) - len(seen),
    )  # fmt: skip


def shown(audience: Audience) -> Section:
    section = expectation_gap_section(held(audience, troubled()), language("en"))
    assert section is not None
    return section


def test_leadership_sees_who_expects_what_and_who_can_close_the_gap() -> None:
    (table,) = [block for block in shown(Audience.INTERNAL).blocks if isinstance(block, Table)]
    first = table.rows[0]
    assert first[0].strong == "the brigade raids a village near a base"
    assert first[0].lines == ("Sector West",)
    assert "Norvalt: 5" in first[1].lines
    assert "Host: silent" in first[1].lines
    assert first[2].strong == "0 to 1"
    assert first[3].lines == ("will: acceptance and caveats",)
    assert any("(Karvonia, Meridor)" in line for line in first[4].lines)
    drafts = [block for block in shown(Audience.INTERNAL).blocks if isinstance(block, Notice)]
    assert len(drafts) == len({draft.text for draft in drafts})
    assert "acceptance" not in drafts[0].text


def test_staff_and_public_see_only_that_rows_are_held_back() -> None:
    for audience in (Audience.STAFF, Audience.PUBLIC):
        section = shown(audience)
        assert not [block for block in section.blocks if isinstance(block, (Table, Notice))]
        assert section.blocks[-1] == Paragraph("3 rows are above this reader.")


def test_without_scenarios_there_is_no_section() -> None:
    assert expectation_gap_section(held(Audience.INTERNAL, ()), language("en")) is None
