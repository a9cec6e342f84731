"""Write an exercise down as the files that a mission reads, and its truth beside them."""

import json
from dataclasses import dataclass
from pathlib import Path

import shapely

from peaceops.exercise.country import Exercise
from peaceops.exercise.explanation import explain
from peaceops.exercise.report import invent_reports


@dataclass(frozen=True)
class ExerciseFiles:
    """Where an exercise was written.

    Attributes:
        events: the record, CSV in UCDP GED's columns.
        boundary: the first-level units, GeoJSON; together they are the country.
        places: the towns, CSV.
        truth: what was to be expected and what happened, Parquet.
        explanation: what is known, in plain words, Markdown.
    """

    events: Path
    boundary: Path
    places: Path
    truth: Path
    explanation: Path


@dataclass(frozen=True)
class ReportFiles:
    """Where the invented reports were written.

    Attributes:
        reports: the mission's list of what it was told, CSV.
        mapping: what its columns mean, TOML.
        truth: which report tells of what and repeats which, Parquet.
    """

    reports: Path
    mapping: Path
    truth: Path


REPORT_MAPPING = """\
# What the columns of reports.csv mean; see `peaceops item import --help`.
kind = "partner"

[columns]
id = "number"
date = "day"
date_end = "last day"
reported = "told on"
text = "what"
place = "where"
actors = "actors"
killed = "dead"
component = "component"
channel = "channel"
source = "source"
reliability = "reliability"
origins = "repeats"

[[at_risk]]
column = "displaced women"
sex = "female"
age = "adult"
displacement = "displaced"

[[at_risk]]
column = "displaced children"
age = "child"
displacement = "displaced"
"""


def write_reports(exercise: Exercise, folder: Path) -> ReportFiles:
    """Write what an invented mission was told into its folder, and the truth beside it.

    The same exercise gives the same bytes.
    """
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    files = ReportFiles(
        reports=inputs / "reports.csv",
        mapping=inputs / "reports.toml",
        truth=folder / "reports.parquet",
    )
    reports = invent_reports(exercise)
    reports.told.write_csv(files.reports, line_terminator="\n")
    reports.truth.write_parquet(files.truth)
    files.mapping.write_text(REPORT_MAPPING, encoding="utf-8", newline="\n")
    return files


def write_inputs(exercise: Exercise, folder: Path) -> ExerciseFiles:
    """Write an exercise into a folder, which is made where it does not exist.

    The same exercise gives the same bytes. Nothing else in the folder is touched.
    """
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    files = ExerciseFiles(
        events=inputs / "events.csv",
        boundary=inputs / "boundary.geojson",
        places=inputs / "places.csv",
        truth=folder / "truth.parquet",
        explanation=folder / "truth.md",
    )
    exercise.events.write_csv(files.events, line_terminator="\n")
    exercise.places.write_csv(files.places, line_terminator="\n")
    exercise.truth.write_parquet(files.truth)
    files.boundary.write_text(_boundary(exercise), encoding="utf-8", newline="\n")
    files.explanation.write_text(explain(exercise), encoding="utf-8", newline="\n")
    return files


def _boundary(exercise: Exercise) -> str:
    """Write the first-level units as GeoJSON (RFC 7946), one on a line."""
    features = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"id": f"U{number + 1:02d}", "name": name},
                "geometry": shapely.geometry.mapping(shapely.orient_polygons(shape)),
            },
            sort_keys=True,
        )
        for number, (name, shape) in enumerate(
            zip(exercise.settlements.unit_names, exercise.geography.units, strict=True)
        )
    ]
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"
