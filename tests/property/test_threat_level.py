"""A threat's level and risk: monotone, symmetric, and wider, never other, for what is unknown."""

from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.direct.strategy.risk_file import read_risk_table
from peaceops.domain.error import PeaceopsError
from peaceops.domain.risk import IMPACTS, LIKELIHOODS, RISKS, assess_risk, hypotheses, risk_of
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.graph import make_strategy
from peaceops.domain.strategy.information import ItemNode
from peaceops.domain.strategy.mission import TriggerNode
from peaceops.domain.strategy.threat import HarmType, Rationale, ThreatLevel, ThreatNode, Trend
from peaceops.domain.threat_level import (
    assessed_interval,
    interval_of,
    none_by_one,
    rank,
    zero_counts,
)

DAY = date(2031, 5, 1)
SOON = DAY + timedelta(days=30)
MAIN = ("intent", "capability", "opportunity")
TABLE = read_risk_table()

known = st.integers(0, 4)
factors = st.tuples(known, known, known)
maybe = st.none() | known
truths = st.sampled_from([True, False, None])
threats = st.builds(
    ThreatNode,
    id=st.just("T"),
    intent=maybe,
    capability=maybe,
    opportunity=maybe,
    vulnerability=maybe,
    other_protectors=maybe,
    level=st.none() | st.sampled_from(get_args(ThreatLevel)),
    trend=st.none() | st.sampled_from(get_args(Trend)),
    harm_types=st.frozensets(st.sampled_from(get_args(HarmType)), max_size=3),
    people_exposed=st.none() | st.integers(0, 100_000),
    evidence_grade=st.none() | st.sampled_from(["A1", "B2", "C2", "B3", "F6"]),
    review_by=st.none() | st.dates(DAY - timedelta(days=5), DAY + timedelta(days=60)),
)


def threat(*values: int | None, **more: Any) -> ThreatNode:
    sound = {"evidence_grade": "B2", "review_by": SOON}
    return ThreatNode(id="T", **{**dict(zip(MAIN, values, strict=True)), **sound, **more})


@given(factors, st.integers(0, 2))
def test_more_of_a_factor_never_lowers_the_level(values: tuple[int, int, int], place: int) -> None:
    more = list(values)
    more[place] = min(4, more[place] + 1)
    before, after = assessed_interval(threat(*values), DAY), assessed_interval(threat(*more), DAY)
    assert rank(after.low) >= rank(before.low)
    assert rank(after.high) >= rank(before.high)


@given(st.tuples(maybe, maybe, maybe))
def test_the_three_factors_weigh_the_same(values: tuple[int | None, ...]) -> None:
    found = {
        (level.low, level.high)
        for order in permutations(values)
        for level in [assessed_interval(threat(*order), DAY)]
    }
    assert len(found) == 1


@given(factors)
def test_the_mean_lies_between_least_and_greatest(values: tuple[int, int, int]) -> None:
    low, high = interval_of(*((value, value) for value in values))
    assert low == high
    assert min(values) - 1e-9 <= low <= max(values) + 1e-9


@given(factors, st.sets(st.integers(0, 2), min_size=1))
def test_unknown_widens_and_never_shifts(values: tuple[int, int, int], gone: set[int]) -> None:
    dim = [None if place in gone else value for place, value in enumerate(values)]
    clear, wide = assessed_interval(threat(*values), DAY), assessed_interval(threat(*dim), DAY)
    assert rank(wide.low) <= rank(clear.low) <= rank(clear.high) <= rank(wide.high)
    asked = threat(*dim, unknown=frozenset(MAIN[place] for place in gone))
    assert assessed_interval(asked, DAY) == wide


@pytest.mark.parametrize(
    ("grade", "days", "counts"),
    [("B2", 30, True), ("A1", 0, True), ("B2", 31, False), ("B3", 10, False), ("C2", 10, False),
     ("F6", 10, False), ("B6", 10, False), (None, 10, False), ("B2", None, False),
     ("B2", -1, False)],
)  # fmt: skip
def test_a_zero_counts_only_on_good_evidence_reviewed_soon(
    grade: str | None, days: int | None, counts: bool
) -> None:
    review = None if days is None else DAY + timedelta(days=days)
    doubtful = threat(0, 4, 4, evidence_grade=grade, review_by=review)
    assert zero_counts(doubtful, DAY) is counts
    level = assessed_interval(doubtful, DAY)
    assert (level.low, level.high) == ("none", "none" if counts else "high")


@pytest.mark.parametrize(
    ("values", "alone"),
    [((0, 4, 4), "intent"), ((4, 4, 0), "opportunity"), ((0, 0, 4), None), ((1, 4, 4), None),
     ((0, None, 4), "intent"), ((None, 4, 4), None)],
)  # fmt: skip
def test_one_zero_that_holds_a_threat_down_is_named(
    values: tuple[int | None, ...], alone: str | None
) -> None:
    assert none_by_one(threat(*values), DAY) == alone
    assert none_by_one(threat(*values, evidence_grade="C3"), DAY) is None


@given(threats, truths, truths, st.sampled_from(["trend", "harm_types", "people_exposed",
       "vulnerability", "other_protectors", "level", *MAIN]))  # fmt: skip
def test_what_is_not_known_widens_the_risk(
    one: ThreatNode, fresh: bool | None, trigger: bool | None, gone: str
) -> None:
    dim = msgspec.structs.replace(
        one,
        **{gone: frozenset() if gone == "harm_types" else None},
        unknown=one.unknown | {gone},
    )
    clear = assess_risk(one, DAY, TABLE, fresh=fresh, trigger=trigger)
    wide = assess_risk(dim, DAY, TABLE, fresh=None, trigger=None)
    for name, scale in (("likelihood", LIKELIHOODS), ("impact", IMPACTS), ("risk", RISKS)):
        low, high = (scale.index(end) for end in getattr(clear, name))
        least, most = (scale.index(end) for end in getattr(wide, name))
        assert least <= low <= high <= most


@given(threats, truths, truths)
def test_more_people_never_lower_the_risk(
    one: ThreatNode, fresh: bool | None, trigger: bool | None
) -> None:
    few = msgspec.structs.replace(one, people_exposed=50)
    many = msgspec.structs.replace(one, people_exposed=5000)
    less = assess_risk(few, DAY, TABLE, fresh=fresh, trigger=trigger)
    more = assess_risk(many, DAY, TABLE, fresh=fresh, trigger=trigger)
    assert [RISKS.index(end) for end in less.risk] <= [RISKS.index(end) for end in more.risk]


def test_rising_counts_with_fresh_evidence_and_a_trigger_with_its_day() -> None:
    one = threat(2, 2, 2, trend="rising", other_protectors=3, area="north")
    old = ItemNode(id="I1", date=DAY - timedelta(days=31))
    new = ItemNode(id="I2", date=DAY - timedelta(days=30))
    vote = TriggerNode(id="V", date=DAY + timedelta(days=90), area="north")
    far = TriggerNode(id="V", date=DAY + timedelta(days=91), area="north")
    elsewhere = TriggerNode(id="V", date=DAY, area="south")

    def likelihood(*nodes: Any) -> tuple[str, str]:
        edges = [
            Edge(kind="supports", source=node.id, target="T")
            for node in nodes
            if isinstance(node, ItemNode)
        ]
        return risk_of(make_strategy([one, *nodes], edges), one, DAY, TABLE).likelihood

    assert likelihood(old, far) == ("unlikely", "unlikely")
    assert likelihood(elsewhere) == ("unlikely", "unlikely")
    assert likelihood(new) == ("moderately_likely", "moderately_likely")
    assert likelihood(new, vote) == ("likely", "likely")
    assert likelihood(TriggerNode(id="V")) == ("unlikely", "moderately_likely")


@given(st.dictionaries(st.sampled_from(get_args(Rationale)), st.floats(0, 0.2), max_size=5))
def test_rationale_is_never_one_answer(weights: dict[Any, float]) -> None:
    weighed = hypotheses(ThreatNode(id="T", rationale=weights))
    assert abs(sum(weight for _, weight in weighed) - 1) < 1e-6
    assert {name for name, _ in weighed if name} == set(weights)


def test_a_mission_may_bring_its_own_table(tmp_path: Path) -> None:
    default = Path("src/peaceops/data/risk_matrix.toml")
    text = (Path(__file__).parents[2] / default).read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(text.replace('"unacceptable"', '"very_high"'), encoding="utf-8")
    assert read_risk_table(own).matrix["critical"][4] == "very_high"
    for wrong, said in (
        (text.replace('"unacceptable"', '"awful"'), "Invalid enum value 'awful'"),
        (text.replace(', "unacceptable"', ""), "5 rows of 5"),
        (text.replace("looting = 2\n", ""), "no harm looting"),
        ("format = 1", "lacks 'matrix'"),
        ("=", "not TOML"),
    ):
        own.write_text(wrong, encoding="utf-8")
        with pytest.raises(PeaceopsError, match=said):
            read_risk_table(own)
