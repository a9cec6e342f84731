"""The level of every known combination of factors, and every cell of the default risk table."""

from datetime import date
from pathlib import Path

import pytest

from peaceops.direct.strategy.risk_file import read_risk_table
from peaceops.domain.risk import IMPACTS, LIKELIHOODS, assess_risk
from peaceops.domain.strategy.threat import ThreatNode
from peaceops.domain.threat_level import assessed_interval

DAY = date(2031, 5, 1)
TABLE = [
    line.split()
    for line in (Path(__file__).parent / "threat_levels.txt").read_text().splitlines()
    if not line.startswith("#")
]
CELLS = {
    "critical": ("low", "medium", "high", "very_high", "unacceptable"),
    "severe": ("low", "medium", "high", "high", "very_high"),
    "moderate": ("very_low", "low", "medium", "high", "high"),
    "minor": ("very_low", "low", "low", "medium", "medium"),
    "negligible": ("very_low", "very_low", "very_low", "low", "low"),
}


def test_the_table_is_whole() -> None:
    assert len({tuple(row[:3]) for row in TABLE}) == 125


@pytest.mark.parametrize(("intent", "capability", "opportunity", "level"), TABLE)
def test_level_of_known_factors(intent: str, capability: str, opportunity: str, level: str) -> None:
    threat = ThreatNode(
        id="T",
        intent=int(intent),
        capability=int(capability),
        opportunity=int(opportunity),
        evidence_grade="B2",
        review_by=date(2031, 5, 20),
    )
    found = assessed_interval(threat, DAY)
    assert (found.low, found.high) == (level, level)


@pytest.mark.parametrize("impact", IMPACTS)
@pytest.mark.parametrize("likelihood", LIKELIHOODS)
def test_cells_of_the_risk_table(impact: str, likelihood: str) -> None:
    column = LIKELIHOODS.index(likelihood)
    threat = ThreatNode(
        id="T",
        level=("none", "low", "moderate", "high", "extreme")[column],
        trend="steady",
        other_protectors=1,
        vulnerability=1,
        harm_types=frozenset({"other"}),
        people_exposed=(1, 10, 100, 1000, 10_000)[IMPACTS.index(impact)],
    )
    found = assess_risk(threat, DAY, read_risk_table(), fresh=False, trigger=False)
    wanted = CELLS[impact][column]
    assert found.impact == (impact, impact)
    assert found.likelihood == (likelihood, likelihood)
    assert found.risk == (wanted, wanted)
    assert found.because == ()
