"""One country from events to products, as a user starts it: cold, then warm.

Limits: 60 s cold, 10 s warm, 1 GB. Cold means that no past outlooks are kept yet.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

LIMITS = {"cold": 60.0, "warm": 10.0}
EVENTS = Path(__file__).resolve().parents[2] / "shared/data/ucdp_ged/country_slim"
COUNTRIES = (("CAF", "2013-11-30"), ("SDN", "2023-03-31"), ("ETH", "2020-10-31"))


def measure(folder: Path) -> str:
    """Return a table in Markdown."""
    if not EVENTS.exists():
        return "Whole run: not measured, ../shared/data is not here.\n"
    lines = []
    for country, as_of in COUNTRIES:
        mission = folder / country
        _peaceops("init", mission, "--country", country, "--events", EVENTS / f"{country}.csv")
        for kind, limit in LIMITS.items():
            before = _processor()
            seconds = _peaceops("run", mission, "--as-of", as_of)
            worked = _processor() - before
            log = (mission / ".peaceops/log/runs.jsonl").read_text(encoding="utf-8")
            stages = json.loads(log.splitlines()[-1])["seconds"]
            inside = ", ".join(f"{name} {spent:.2f}" for name, spent in stages.items())
            start_up = seconds - sum(stages.values())
            lines.append(
                f"| {country} {as_of}, {kind} | {seconds:.1f} | {worked:.1f} | {limit:.0f} "
                f"| {inside}; start-up {start_up:.2f} |"
            )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return (
        "## Whole run of one country\n\n"
        "The processor's seconds are those of both cores together, also while others wait for "
        "them.\n\n"
        "| run | seconds | processor's seconds | limit | where they went |\n|---|---|---|---|---|\n"
        + "\n".join(lines)
        + f"\n\nGreatest memory of any run: {peak:.0f} MiB (limit 1,024).\n"
    )


def _processor() -> float:
    """Return the processor's seconds of all commands run so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peaceops(*arguments: object) -> float:
    """Run a command and return its seconds."""
    # With the interpreter's own cache of compiled modules, as on a user's machine.
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "peaceops.cli", *map(str, arguments)],
        check=True,
        capture_output=True,
        env=environment,
    )
    return time.perf_counter() - start
