"""The way from a mission's events to what its products are made from."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import polars as pl

from peaceops.acquire.boundary import Boundary
from peaceops.acquire.dataset import target_name
from peaceops.acquire.intake import Intake
from peaceops.analyse.actor import actor_table
from peaceops.analyse.explain import explain
from peaceops.analyse.hands import hands, spare_hands
from peaceops.analyse.history import Window, history, marked
from peaceops.analyse.hotspot import hotspots
from peaceops.analyse.models import model_named
from peaceops.analyse.models.model import Model
from peaceops.analyse.outlook import build_outlook, first_outbreaks
from peaceops.collate.coverage import (
    Period,
    coverage_states,
    cut_at,
    default_period,
    parse_period,
)
from peaceops.collate.imprecise import share_of_deaths, share_out
from peaceops.collate.lattice import Lattice, cell_lattice, unit_lattice
from peaceops.collate.panel import Panel, build_panel, matrix
from peaceops.collate.place import Placement, place_events
from peaceops.collate.place_name import main_units, name_areas, population
from peaceops.disseminate.material import Material
from peaceops.disseminate.release import refuse_unless_releasable
from peaceops.domain.course import Plan
from peaceops.domain.error import PeaceopsError
from peaceops.domain.explanation import Explanation
from peaceops.domain.marking import Audience, Marking
from peaceops.domain.month import Month, last_day, last_full_month
from peaceops.domain.outlook import Outlook
from peaceops.evaluate.past_outlook import PAST_OUTLOOK_SCHEMA, past_origins, past_outlooks
from peaceops.evaluate.scoring import build_scorecard
from peaceops.services.area import mission_boundary, mission_places
from peaceops.services.code_hash import code_hash
from peaceops.services.folder import (
    Mission,
    sha256,
    write_whole,
    writing,
)
from peaceops.services.gather_plan import gather_plan
from peaceops.services.gather_strategy import gather_strategy
from peaceops.services.learnt import keeping, learnt_folder
from peaceops.services.run_log import Progress

BRIEF_RIVALS = (
    "conflictology-12",
    "conflictology-neighbours",
    "decay",
    "bootstrap-240",
    "last",
    "zero",
)
"""The simple models that the brief shows beside the one it uses."""


@dataclass(frozen=True)
class Ground:
    """What is known of a mission's area at a date, before anything is forecast.

    Attributes:
        model: the one that the mission uses.
        boundary, places, lattice: the area and its parts.
        declared: the months that the data set covers; period: those used, up to the origin.
        as_of: the date after which nothing was read.
        known: events of the country; placed: with their area.
        counted: the panel of well-placed events; panel: the one forecast from.
        learnt: folder where what was learnt is kept.
    """

    model: Model
    boundary: Boundary
    places: pl.DataFrame
    lattice: Lattice
    declared: Period
    period: Period
    as_of: date
    known: pl.DataFrame
    placed: pl.DataFrame
    counted: Panel
    panel: Panel
    learnt: Path


def lay_ground(
    mission: Mission,
    intake: Intake,
    *,
    as_of: date | None,
    audience: Audience,
    progress: Progress,
) -> Ground:
    """Take the events of a mission through collate.

    Args:
        mission: with its settings.
        intake: its events.
        as_of: the date after which nothing is read; default: the end of the months covered.
        audience: for whom; a public outlook is of first-level units.
        progress: told of the stage.

    Raises:
        PeaceopsError: nothing to go by at that date, an unknown model, or refused by release.
    """
    settings = mission.settings
    model = model_named(settings.outlook.model)
    boundary = mission_boundary(mission)
    places = mission_places(mission)
    declared = _declared(mission, intake)
    as_of = as_of or last_day(declared.last)
    period = cut_at(declared, as_of)
    known = _known(intake, boundary, last_day(period.last))

    progress("collate")
    lattice = unit_lattice(boundary) if audience is Audience.PUBLIC else cell_lattice(boundary)
    refuse_unless_releasable(audience, Marking(), lattice.kind)
    placed = place_events(known, boundary, lattice)
    inside = placed.filter(pl.col("placement") != Placement.OUTSIDE.value)
    if inside.is_empty():
        raise PeaceopsError(
            f"none of {placed.height} events lies in {boundary.name}",
            remedy="are latitude and longitude swapped, or is this another country's file?",
        )
    target = target_name(intake.columns)
    counted = build_panel(placed, lattice.ids, first=period.first, last=period.last, target=target)
    panel = counted
    if settings.events.imprecise == "share":
        panel = share_out(counted, placed, lattice)
    return Ground(
        model=model,
        boundary=boundary,
        places=places,
        lattice=lattice,
        declared=declared,
        period=period,
        as_of=as_of,
        known=known,
        placed=placed,
        counted=counted,
        panel=panel,
        learnt=learnt_folder(mission),
    )


def outlook_of(mission: Mission, ground: Ground) -> Outlook:
    """Return a mission's outlook, from where it is kept by what it was made from, or made anew."""
    horizon = mission.settings.outlook.horizon_months
    tables = (ground.placed, ground.places, ground.panel.counts, ground.counted.counts)
    identity = [
        code_hash(),
        ground.model.name,
        horizon,
        ground.as_of.isoformat(),
        ground.period.last,
        ground.panel.target,
        ground.lattice.keys,
        sha256(ground.lattice.neighbours.tobytes()),
        [sha256(table.write_json().encode()) for table in tables],
    ]
    key = sha256(json.dumps(identity).encode())
    file = mission.computed / f"outlook-{key[:16]}.json"
    outlook = _read_outlook(file)
    if outlook is None:
        outlook = _make_outlook(ground, horizon)
        with writing(file):
            write_whole(file, msgspec.json.encode(outlook))
    return outlook


def _read_outlook(file: Path) -> Outlook | None:
    """Return a kept outlook; None where there is none or it can not be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Outlook)
    except (OSError, msgspec.DecodeError):
        return None


def _make_outlook(ground: Ground, horizon_months: int) -> Outlook:
    lattice, places, panel = ground.lattice, ground.places, ground.panel
    with keeping(ground.learnt), hands(spare_hands()):
        return build_outlook(
            panel,
            ground.placed,
            lattice,
            names=name_areas(lattice, places, ground.placed),
            units=main_units(lattice, places),
            population=population(lattice, places),
            coverage=coverage_states(ground.counted, lattice.neighbours, until=ground.period.last),
            model=ground.model,
            as_of=ground.as_of,
            origin=ground.period.last,
            horizon_months=horizon_months,
        )


def gather(
    mission: Mission,
    intake: Intake,
    *,
    as_of: date | None,
    audience: Audience,
    progress: Progress,
) -> Material:
    """Take the events of a mission through collate, analyse and evaluate.

    Args:
        mission: with its settings.
        intake: its events.
        as_of: the date after which nothing is read; default: the end of the months covered.
        audience: for whom; a public outlook is of first-level units.
        progress: told of each stage.

    Raises:
        PeaceopsError: nothing to go by at that date, an unknown model, or refused by release.
    """
    ground = lay_ground(mission, intake, as_of=as_of, audience=audience, progress=progress)
    settings, lattice, period, panel = mission.settings, ground.lattice, ground.period, ground.panel
    places, placed = ground.places, ground.placed
    inside = placed.filter(pl.col("placement") != Placement.OUTSIDE.value)
    precision_stated = "place_precision" in intake.columns

    progress("analyse")
    outlook = outlook_of(mission, ground)

    progress("evaluate")
    with keeping(ground.learnt), hands(spare_hands()):
        scorecard = build_scorecard(
            past_of(mission, ground),
            placed,
            models_beside(ground.model),
            horizon_months=settings.outlook.horizon_months,
            target=panel.target,
        )
        explanations = _explanations(panel, lattice, outlook)
    return Material(
        mission=settings.name,
        audience=audience,
        language=settings.languages[0],
        boundary=ground.boundary,
        lattice=lattice,
        panel=panel,
        places=places,
        outlook=outlook,
        outbreaks=first_outbreaks(outlook),
        explanations=explanations,
        scorecard=scorecard,
        hotspots=hotspots(matrix(panel, "deaths_best")),
        actors=actor_table(placed, period.last, panel.target),
        imprecise=_imprecise(inside, period.last),
        provenance=msgspec.structs.replace(intake.provenance, last_event=_latest(ground.known)),
        period=period,
        declared=ground.declared,
        imprecise_share=share_of_deaths(placed) if precision_stated else None,
        imprecise_way=settings.events.imprecise,
        outside=placed.height - inside.height,
        reconstruction=ground.declared.last > last_full_month(ground.as_of),
        stale_months=last_full_month(ground.as_of) - period.last,
        precision_stated=precision_stated,
        notes=intake.notes,
        strategy=gather_strategy(mission, outlook, ground.boundary, audience),
        plan=_plan(mission, ground, outlook, audience, progress),
    )


def _plan(
    mission: Mission, ground: Ground, outlook: Outlook, audience: Audience, progress: Progress
) -> Plan | None:
    progress("act")
    return gather_plan(mission, outlook, ground.places, ground.boundary, audience)


def _declared(mission: Mission, intake: Intake) -> Period:
    events = intake.events
    if events.is_empty():
        raise PeaceopsError("the files hold no event", where=str(mission.folder))
    if mission.settings.events.covers is not None:
        return parse_period(mission.settings.events.covers)
    days = events["date_end"].sort()
    return default_period(intake.provenance.dataset.name, days[0], days[-1])


def _known(intake: Intake, boundary: Boundary, until: date) -> pl.DataFrame:
    """Return the events of the mission's country that had ended by a day."""
    own = pl.lit(value=True)
    if boundary.iso3 is not None:
        own = (pl.col("iso3") == boundary.iso3).fill_null(value=True)
    events = intake.events.filter(own)
    if events.is_empty():
        raise PeaceopsError(f"the files hold no event in {boundary.name}")
    known = events.filter(pl.col("date_end") <= until)
    if known.is_empty():
        first: date = events["date_end"].sort()[0]
        raise PeaceopsError(
            f"no event had ended by {until.isoformat()}; the first did on {first.isoformat()}",
            where="--as-of",
            remedy="choose a later date",
        )
    return known


def _latest(known: pl.DataFrame) -> date | None:
    latest = known["date_end"].max()
    return latest if isinstance(latest, date) else None


def _imprecise(inside: pl.DataFrame, origin: Month) -> pl.DataFrame:
    """Return the deaths of the past 12 months that no area could be given, by unit."""
    return (
        inside.filter(
            (pl.col("placement") != Placement.AREA.value)
            & (pl.col("date_end") > last_day(origin - 12))
        )
        .group_by("unit")
        .agg(deaths=pl.col("best").sum(), events=pl.len())
        .sort("unit")
    )


def models_beside(model: Model) -> tuple[Model, ...]:
    """Return a model and the simple ones that are shown beside it."""
    return (model, *(model_named(name) for name in BRIEF_RIVALS if name != model.name))


def past_of(mission: Mission, ground: Ground) -> pl.DataFrame:
    """Return past outlooks, from where they are kept by what they were made from, or made anew."""
    panel, neighbours = ground.panel, ground.lattice.neighbours
    models = models_beside(ground.model)
    horizon = mission.settings.outlook.horizon_months
    key = sha256(
        json.dumps(
            [
                code_hash(),
                [other.name for other in models],
                horizon,
                panel.first,
                panel.last,
                panel.target,
                sha256(panel.counts.write_json().encode()),
                sha256(neighbours.tobytes()),
            ]
        ).encode()
    )
    file = mission.computed / f"past-outlooks-{key[:16]}.parquet"
    past = _read_past(file)
    if past is None:
        origins = past_origins(panel, horizon)
        past = past_outlooks(panel, neighbours, models, origins, horizon)
        with writing(file):
            aside = file.with_suffix(".part")
            past.write_parquet(aside)
            aside.replace(file)
    return past


def _explanations(panel: Panel, lattice: Lattice, outlook: Outlook) -> tuple[Explanation, ...]:
    """Explain the ten areas that the brief names."""
    place = {key: area for area, key in enumerate(lattice.keys)}
    past = marked(history(panel, "civilian_deaths", lattice.neighbours, outlook.origin))
    return explain(
        past, Window(1, outlook.horizon_months), [place[area.key] for area in outlook.areas[:10]]
    )


def _read_past(file: Path) -> pl.DataFrame | None:
    """Return kept past outlooks; None where there are none or they can not be read."""
    try:
        past = pl.read_parquet(file)
    except (OSError, pl.exceptions.PolarsError):
        return None
    return past if past.schema == PAST_OUTLOOK_SCHEMA else None
