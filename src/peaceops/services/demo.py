"""The exercise: an invented mission, made and run."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from peaceops.acquire.intake import Intake
from peaceops.domain.error import PeaceopsError
from peaceops.domain.month import month_label
from peaceops.exercise.country import invent
from peaceops.exercise.mandate import mandate_texts
from peaceops.exercise.strategy import troubled_strategy
from peaceops.exercise.write import write_inputs, write_reports
from peaceops.services.folder import writing
from peaceops.services.init import NewMission, init_mission


def new_exercise(folder: Path, *, seed: int, scale: float = 1.0) -> Intake:
    """Make a mission's folder for an invented country.

    Its strategy is that of a mission in trouble; the text of its mandate and the one before lie in
    `mandate/`; what it was told lies in `inputs/reports.csv`, for the registers. The truth behind
    its events and its reports lies beside it, in `truth/`: no stage reads it.

    Raises:
        PeaceopsError: the folder exists.
    """
    if folder.exists():
        raise PeaceopsError(
            "exists already", where=str(folder), remedy="choose another folder, or remove it"
        )
    exercise = invent(seed, scale=scale)
    with writing(folder), tempfile.TemporaryDirectory() as aside:
        files = write_inputs(exercise, Path(aside))
        reports = write_reports(exercise, Path(aside))
        strategy, mandate = Path(aside) / "strategy", Path(aside) / "mandate"
        _write(strategy, troubled_strategy(exercise))
        _write(mandate, mandate_texts(exercise))
        intake = init_mission(
            folder,
            NewMission(
                events=(files.events,),
                boundary=files.boundary,
                places=files.places,
                name=exercise.country_name,
                dataset="exercise",
                version=f"seed {seed}",
                covers=f"{month_label(exercise.first_month)}..{month_label(exercise.last_month)}",
                strategy=strategy,
                resolutions=tuple(sorted(mandate.iterdir())),
            ),
        )
        (folder / "truth").mkdir()
        for file in (files.truth, files.explanation, reports.truth):
            (folder / "truth" / file.name).write_bytes(file.read_bytes())
        for file in (reports.reports, reports.mapping):
            (folder / "inputs" / file.name).write_bytes(file.read_bytes())
    return intake


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
