"""How long each stage of a run took: kept beside the mission, never in its products."""

import json
import time
from collections.abc import Callable

from peaceops.services.folder import Mission, writing

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""


class StageClock:
    """Passes the name of each stage on and notes when it began."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._began: list[tuple[str, float]] = []

    def __call__(self, stage: str) -> None:
        """Begin a stage."""
        self._began.append((stage, time.perf_counter()))
        self._progress(stage)

    def seconds(self) -> dict[str, float]:
        """Return the seconds that each stage took up to now."""
        ends = [*(moment for _, moment in self._began[1:]), time.perf_counter()]
        return {
            stage: round(end - start, 3)
            for (stage, start), end in zip(self._began, ends, strict=True)
        }


def log_run(mission: Mission, run_id: str, seconds: dict[str, float]) -> None:
    """Add a line to `.peaceops/log/runs.jsonl`; it holds no content of the mission."""
    folder = mission.computed / "log"
    with writing(folder):
        folder.mkdir(exist_ok=True)
        with (folder / "runs.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({"run_id": run_id, "seconds": seconds}, sort_keys=True) + "\n")
