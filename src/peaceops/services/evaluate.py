"""The monthly accuracy note: every outlook issued, beside what happened."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from peaceops.collate.panel import matrix
from peaceops.disseminate.accuracy_note import render_note
from peaceops.disseminate.outlook_file import encode
from peaceops.domain.accuracy_note import AccuracyNote, OutlookAccuracy
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Audience
from peaceops.domain.month import parse_month
from peaceops.evaluate.issued import outlook_accuracy
from peaceops.services.event import mission_events
from peaceops.services.folder import RUN_FILE, Mission, locked, open_mission, write_whole, writing
from peaceops.services.gather import Ground, lay_ground
from peaceops.services.run_log import Progress
from peaceops.services.vintage import civilian_deaths_of


@dataclass(frozen=True)
class Evaluation:
    """A note as written.

    Attributes:
        out: its folder. text: Markdown. json: the same for programs.
    """

    out: Path
    text: str
    json: bytes


def evaluate_mission(folder: Path, *, as_of: date | None, progress: Progress) -> Evaluation:
    """Write the accuracy note of a mission to `accuracy/<as-of>/`.

    Raises:
        PeaceopsError: nothing was issued yet, bad input, or the mission is busy.
    """
    mission = open_mission(folder)
    with locked(mission):
        issued = _issued(mission)
        if not issued:
            raise PeaceopsError(
                "no outlook was issued yet", where=str(folder), remedy="peaceops run makes one"
            )
        progress("acquire")
        intake = mission_events(mission)
        ground = lay_ground(
            mission, intake, as_of=as_of, audience=Audience.INTERNAL, progress=progress
        )
        progress("evaluate")
        note = _note(mission, ground, issued, intake.provenance.dataset.version)
        out = mission.folder / "accuracy" / ground.as_of.isoformat()
        found = Evaluation(out, render_note(note), encode({"format": 1, "note": note}))
        with writing(out):
            out.mkdir(parents=True, exist_ok=True)
            write_whole(out / "accuracy.md", found.text.encode())
            write_whole(out / "accuracy.json", found.json)
    return found


def _issued(mission: Mission) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the outlook and run of the latest issue of each as-of date, for internal readers.

    All issues stay in `issued/`; the latest is the one that stands in `out/`.
    """
    found = []
    for run_file in sorted((mission.folder / "out").glob(f"*/{RUN_FILE}")):
        latest = json.loads(run_file.read_bytes())
        folder = mission.folder / "issued" / run_file.parent.name / latest["run_id"]
        internal = latest.get("audience") == Audience.INTERNAL.value
        if not internal or not (folder / "outlook.json").is_file():
            continue  # for others, or a plan alone
        outlook = json.loads((folder / "outlook.json").read_bytes())
        found.append((outlook, latest))
    return found


def _note(
    mission: Mission,
    ground: Ground,
    issued: list[tuple[dict[str, Any], dict[str, Any]]],
    version: str,
) -> AccuracyNote:
    deaths = matrix(ground.panel, "civilian_deaths")
    keys = {key: place for place, key in enumerate(ground.lattice.keys)}
    done: list[OutlookAccuracy] = []
    waiting = []
    for outlook, run in issued:
        day = date.fromisoformat(outlook["as_of"])
        if day > ground.as_of:
            continue
        origin = parse_month(outlook["origin"])
        horizon = int(outlook["areas"][0]["horizon_months"])
        if origin + horizon > ground.period.last:
            waiting.append(day)
            continue
        done.append(
            outlook_accuracy(
                {**outlook, "as_of": day},
                run,
                keys,
                deaths,
                first=ground.panel.first,
                origin=origin,
                deaths_then=civilian_deaths_of(mission, run.get("vintage")),
            )
        )
    return AccuracyNote(
        mission=mission.settings.name,
        as_of=ground.as_of,
        target=ground.panel.target,
        data_version=version,
        waiting=tuple(waiting),
        outlooks=tuple(reversed(done)),
    )
