"""Which reports tell of the same thing: how fast for 50,000, and how right against known truth."""

import time
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from math import comb

import numpy as np
import polars as pl
from rapidfuzz import fuzz

from peaceops.collate.link.candidate import candidates
from peaceops.collate.link.propose import LEAST_BITS, MOST_A_REPORT, strongest
from peaceops.collate.link.told import TOLD_SCHEMA
from peaceops.collate.link.weight import weighed
from peaceops.domain.distance import distance_km
from peaceops.exercise.country import invent
from peaceops.exercise.report import invent_reports

YEARS_FOLDED = 5
SAMPLE = 2_000
HELD_OUT = (41, 42, 43)


def measure() -> str:
    large, truth = reports(17, years=40, scale=4.0, mean_reports=1.7, fold=True)
    start = time.perf_counter()
    pairs = candidates(large)
    found = time.perf_counter()
    weighed(large, pairs)
    done = time.perf_counter()
    rows = [
        f"| pairs within reach | {pairs.height:,} | {found - start:.1f} |",
        f"| weighing them | | {done - found:.1f} |",
    ]
    start = time.perf_counter()
    proposed = strongest(large, (), least=LEAST_BITS, most=MOST_A_REPORT)
    rows.append(f"| all, as proposals | {proposed.height:,} | {time.perf_counter() - start:.1f} |")
    sample = large.head(SAMPLE)
    start = time.perf_counter()
    all_pairs(sample)
    taken = time.perf_counter() - start
    rows.append(f"| peer: every pair of {SAMPLE:,}, one by one | | {taken:.1f} |")
    guess = taken * comb(large.height, 2) / comb(SAMPLE, 2)
    rows.append(f"| the same for all, by calculation | | {guess:,.0f} |")
    quality = [
        *(
            _quality(
                f"40 years folded into five, weight {least:g} or more",
                large,
                truth,
                pairs_of(strongest(large, (), least=least, most=MOST_A_REPORT)),
            )
            for least in (LEAST_BITS, 2.0, 4.0)
        ),
        _quality("the same, peer: same day, half-degree, same first actor", large, truth,
                 rounded(large)),
    ]  # fmt: skip
    for seed in HELD_OUT:
        told, is_of = reports(seed, years=15, scale=1.0, mean_reports=1.6, fold=False)
        some = strongest(told, (), least=LEAST_BITS, most=MOST_A_REPORT)
        quality.append(_quality(f"seed {seed}, 24 months", told, is_of, pairs_of(some)))
        quality.append(
            _quality(f"seed {seed}, peer: same day, half-degree, same first actor", told, is_of,
                     rounded(told))
        )  # fmt: skip
    return (
        "## Links between reports\n\n"
        f"{large.height:,} reports of an invented country; limit: seconds.\n\n"
        "| what | pairs | seconds |\n|---|---|---|\n" + "\n".join(rows) + "\n\n"
        f"Against the truth; proposals weigh {LEAST_BITS:g} bits or more, at most {MOST_A_REPORT} "
        "a report where nothing else is said. Weights and threshold were set before these seeds "
        "were drawn. Folding lays eight years over one: as many reports a day as a large mission "
        "has, but all from the same places, so that words and numbers must tell them apart.\n\n"
        "| record | reports | true pairs | proposed | precision | recall |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(quality) + "\n"
    )


def reports(
    seed: int, *, years: int, scale: float, mean_reports: float, fold: bool
) -> tuple[pl.DataFrame, list[str]]:
    """Return reports as the linkage reads them, and what each tells of.

    Folding lays many years over five, so that as many happen at once as in a large mission.
    """
    exercise = invent(seed, years=years, scale=scale)
    made = invent_reports(exercise, years * 12 if fold else 24, mean_reports)
    towns = {
        name: (latitude, longitude)
        for name, latitude, longitude in exercise.places.select(
            "name", "latitude", "longitude"
        ).iter_rows()
    }
    rows = []
    for row in made.told.iter_rows(named=True):
        point, radius = _point(row["where"], towns)
        since, until = row["day"], row["last day"] or row["day"]
        if fold:
            length = until - since
            since = _folded(since)
            until = since + length
        actors = row["actors"].split("; ") if row["actors"] else []
        name = row["where"] if row["where"] and not row["where"][-1].isdigit() else ""
        rows.append(
            (row["number"], False, since, until, *point, radius, name, actors,
             row["dead"], row["what"])
        )  # fmt: skip
    return pl.DataFrame(rows, schema=TOLD_SCHEMA, orient="row"), made.truth["tells_of"].to_list()


def _folded(day: date) -> date:
    year = 2021 + day.year % YEARS_FOLDED
    return date(year, 1, 1) + timedelta(days=min(day.timetuple().tm_yday, 365) - 1)


def _point(
    where: str | None, towns: dict[str, tuple[float, float]]
) -> tuple[tuple[float | None, float | None], float | None]:
    if where is None:
        return (None, None), None
    if where in towns:
        return towns[where], 3.0
    parts = where.split(", ")
    if len(parts) != 2:
        return (None, None), None
    decimals = min(len(part.partition(".")[2]) for part in parts)
    return (float(parts[0]), float(parts[1])), max(1.0, 111.2 * 10.0**-decimals / 2)


def pairs_of(proposed: pl.DataFrame) -> set[tuple[int, int]]:
    return set(proposed.select("first", "second").rows())


def all_pairs(told: pl.DataFrame) -> int:
    """Compare every two reports as one would without blocks, for the clock."""
    rows = told.rows(named=True)
    alike = 0
    for one, other in combinations(rows, 2):
        gap = max(one["since"], other["since"]) - min(one["until"], other["until"])
        near = one["latitude"] is None or other["latitude"] is None
        if not near:
            apart = distance_km(
                one["latitude"], one["longitude"], other["latitude"], other["longitude"]
            )
            near = bool(apart <= 2 * (one["radius_km"] + other["radius_km"]))
        if gap.days <= 2 and near:
            alike += fuzz.token_set_ratio(one["text"], other["text"]) >= 70
    return alike


def rounded(told: pl.DataFrame) -> set[tuple[int, int]]:
    """Pair what rounds to the same half degree, day and first actor: a common way to merge."""
    blocks: dict[tuple[object, ...], list[int]] = {}
    for row, (since, latitude, longitude, actors) in enumerate(
        told.select("since", "latitude", "longitude", "actors").iter_rows()
    ):
        if latitude is None or not actors:
            continue
        key = (since, np.floor(latitude * 2), np.floor(longitude * 2), actors[0].casefold())
        blocks.setdefault(key, []).append(row)
    return {pair for rows in blocks.values() for pair in combinations(rows, 2)}


def _quality(
    name: str, told: pl.DataFrame, truth: list[str], pairs: Iterable[tuple[int, int]]
) -> str:
    found = list(pairs)
    right = sum(truth[one] == truth[other] for one, other in found)
    true = sum(comb(count, 2) for count in Counter(truth).values())
    return (
        f"| {name} | {told.height:,} | {true:,} | {len(found):,} "
        f"| {right / max(1, len(found)):.3f} | {right / true:.3f} |"
    )


if __name__ == "__main__":
    print(measure())
