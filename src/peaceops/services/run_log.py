"""What a mission keeps of its runs beside its products: how long they took, what was refused."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Audience
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
    _add(mission, "runs.jsonl", {"run_id": run_id, "seconds": seconds})


@contextmanager
def refusals_logged(mission: Mission, product: str, audience: Audience) -> Iterator[None]:
    """Add a line to `.peaceops/log/refusals.jsonl` where the gate stops a product.

    Args:
        mission: whose.
        product: what was asked for.
        audience: for whom.
    """
    try:
        yield
    except PeaceopsError as error:
        if error.exit_code == REFUSED:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            said = {"at": now, "product": product, "audience": audience, "reason": error.what}
            _add(mission, "refusals.jsonl", said)
        raise


def _add(mission: Mission, name: str, line: Mapping[str, object]) -> None:
    folder = mission.computed / "log"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("a", encoding="utf-8") as log:
            log.write(json.dumps(dict(line), sort_keys=True) + "\n")
