"""A large strategy checked: 5,000 nodes and 20,000 edges, and 150 nodes.

Limits: 2 s without loading and 3 s with it; 0.2 s for 150 nodes. Peer in the same run: PyYAML's C
loader on the same text, which reads it and knows nothing of what it means.
"""

import time
from collections.abc import Callable
from datetime import date
from functools import partial

import numpy as np
import yaml

from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.report import check_strategy
from peaceops.direct.check.rules import RULES
from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.finding import CheckReport
from peaceops.domain.strategy.graph import Strategy

DAY = date(2031, 5, 1)


def measure() -> str:
    """Return a table in Markdown."""
    rows = []
    for scale, check_limit, whole_limit in ((1, 0.2, 0.2), (34, 2.0, 3.0)):
        text = large_strategy(scale)
        strategy = parse_strategy([("s.yaml", text)])
        peer = _seconds(partial(yaml.load, text, yaml.CSafeLoader))
        load = _seconds(partial(parse_strategy, [("s.yaml", text)]))
        check = _seconds(partial(_checked, strategy))
        report = _checked(strategy)
        rows.append(
            f"| {len(strategy.nodes):,} | {len(strategy.edges):,} | {len(report.findings):,} "
            f"| {check:.2f} | {check_limit:.1f} | {load + check:.2f} | {whole_limit:.1f} "
            f"| {load:.2f} | {peer:.2f} |"
        )
    return (
        "## Strategy checked\n\n"
        "Seconds, best of three, 40 rules, questions and data requests included.\n\n"
        "| nodes | edges | findings | check | limit | load and check | limit | load "
        "| peer: PyYAML alone |\n|---|---|---|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def _checked(strategy: Strategy) -> CheckReport:
    # A graph of its own: nothing that an earlier check looked up is there yet.
    fresh = Strategy(strategy.nodes, strategy.edges)
    return check_strategy(fresh, RULES, day=DAY, profile=read_profile("in_mission"))


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def large_strategy(scale: int) -> str:
    """Invent a strategy of some 150 nodes and 600 edges for each step of the scale."""
    chance = np.random.default_rng(5)

    def some(prefix: str, count: int, most: int) -> list[str]:
        picked = chance.choice(count, size=min(most, count), replace=False)
        return [f"{prefix}{number}" for number in sorted(picked)]

    n = {
        "threats": 12 * scale, "drivers": 6 * scale, "objectives": 8 * scale, "tracks": 6 * scale,
        "activities": 30 * scale, "tasks": 20 * scale, "units": 18 * scale,
        "requirements": 10 * scale, "authorities": 8 * scale, "items": 20 * scale,
        "assessments": 6 * scale, "areas": 4 * scale,
    }  # fmt: skip
    sections: dict[str, object] = {
        "mission": {"id": "M", "phase": "in_mission", "as_of": DAY},
        "areas": [{"id": f"area{i}", "people_at_risk": 4000} for i in range(n["areas"])],
        "threats": [
            {
                "id": f"t{i}", "actor": f"actor{i % 40}", "status": "active",
                "level": str(chance.choice(["low", "moderate", "high", "extreme"])),
                "area": f"area{i % n['areas']}", "people_exposed": int(chance.integers(100, 90000)),
            }
            for i in range(n["threats"])
        ],
        "drivers": [
            {"id": f"d{i}", "kind": "exclusion", "causes": some("t", n["threats"], 6)}
            for i in range(n["drivers"])
        ],
        "objectives": [
            {
                "id": f"o{i}", "kind": "political", "resolves": some("d", n["drivers"], 3),
                "served_by": some("k", n["tracks"], 3),
            }
            for i in range(n["objectives"])
        ],
        "tracks": [
            {
                "id": f"k{i}", "status": "active", "parties": [f"actor{i % 40}"],
                "last_engagement": date(2031, 1 + i % 4, 3),
            }
            for i in range(n["tracks"])
        ],
        "tasks": [
            {
                "id": f"p{i}", "code": "poc_physical", "band": 1 + i % 3,
                "area": f"area{i % n['areas']}", "requires_force_level": i % 5,
                "requires": some("r", n["requirements"], 3),
                "contributes_to": some("o", n["objectives"], 3), "owner": f"post{i % 9}",
            }
            for i in range(n["tasks"])
        ],
        "activities": [
            {
                "id": f"a{i}", "tier": ["I", "II", "III"][i % 3], "started": date(2030, 9, 1),
                "addresses": some("t", n["threats"], 4), "implements": some("p", n["tasks"], 2),
                "contributes_to": some("o", n["objectives"], 2), "owner": f"post{i % 9}",
            }
            for i in range(n["activities"])
        ],
        "requirements": [
            {"id": f"r{i}", "quantity": 2, "critical": bool(i % 2)}
            for i in range(n["requirements"])
        ],
        "units": [
            {
                "id": f"u{i}", "contributor": f"land{i % 20}", "deployed": date(2030, 6, 1),
                "assigned": some("p", n["tasks"], 4), "provides": some("r", n["requirements"], 2),
                "caveats": [{"kind": "night", "declared": "in_MOU"}] if i % 3 == 0 else [],
            }
            for i in range(n["units"])
        ],
        "authorities": [
            {
                "id": f"c{i}", "side": "un", "tasks": some("u", n["units"], 4),
                "commands": some("u", n["units"], 3), "responsible_for": some("t", n["threats"], 2),
            }
            for i in range(n["authorities"])
        ],
        "items": [
            {
                "id": f"i{i}", "date": date(2031, 4, 1), "grade": "B2", "component": "military",
                "origins": [f"s{i % 30}"], "supports": some("t", n["threats"], 2),
            }
            for i in range(n["items"])
        ],
        "assessments": [
            {
                "id": f"v{i}", "kind": "threat", "made": date(2031, 3, 1), "level": "high",
                "of": [f"t{i}"], "based_on": some("i", n["items"], 4),
            }
            for i in range(n["assessments"])
        ],
    }  # fmt: skip
    return yaml.dump(sections, Dumper=yaml.CSafeDumper, sort_keys=False)


if __name__ == "__main__":
    print(measure())
