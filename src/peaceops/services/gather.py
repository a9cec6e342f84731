"""The way from a mission's events to what its products are made from."""

import json
from datetime import date
from pathlib import Path

import msgspec
import polars as pl

from peaceops.acquire.boundary import Boundary
from peaceops.acquire.dataset import target_name
from peaceops.acquire.intake import Intake
from peaceops.analyse.actor import actor_table
from peaceops.analyse.hotspot import hotspots
from peaceops.analyse.models import MODELS, model_named
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
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Audience, Marking
from peaceops.domain.month import Month, last_day, last_full_month
from peaceops.domain.scorecard import Scorecard
from peaceops.evaluate.past_outlook import PAST_OUTLOOK_SCHEMA, past_origins, past_outlooks
from peaceops.evaluate.scoring import build_scorecard
from peaceops.services.area import mission_boundary, mission_places
from peaceops.services.code_hash import code_hash
from peaceops.services.folder import (
    Mission,
    sha256,
    writing,
)
from peaceops.services.gather_strategy import gather_strategy
from peaceops.services.run_log import Progress


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
    precision_stated = "place_precision" in intake.columns
    counted = build_panel(placed, lattice.ids, first=period.first, last=period.last, target=target)
    panel = counted
    if settings.events.imprecise == "share":
        panel = share_out(counted, placed, lattice)

    progress("analyse")
    outlook = build_outlook(
        panel,
        placed,
        lattice,
        names=name_areas(lattice, places, placed),
        units=main_units(lattice, places),
        population=population(lattice, places),
        coverage=coverage_states(counted, lattice.neighbours, until=period.last),
        model=model,
        as_of=as_of,
        origin=period.last,
        horizon_months=settings.outlook.horizon_months,
    )

    progress("evaluate")
    scorecard = _scorecard(mission, panel, placed, lattice, model)
    return Material(
        mission=settings.name,
        audience=audience,
        language=settings.languages[0],
        boundary=boundary,
        lattice=lattice,
        places=places,
        outlook=outlook,
        outbreaks=first_outbreaks(outlook),
        scorecard=scorecard,
        hotspots=hotspots(matrix(panel, "deaths_best")),
        actors=actor_table(placed, period.last, target),
        imprecise=_imprecise(inside, period.last),
        provenance=msgspec.structs.replace(intake.provenance, last_event=_latest(known)),
        period=period,
        declared=declared,
        imprecise_share=share_of_deaths(placed) if precision_stated else None,
        imprecise_way=settings.events.imprecise,
        outside=placed.height - inside.height,
        reconstruction=declared.last > last_full_month(as_of),
        stale_months=last_full_month(as_of) - period.last,
        precision_stated=precision_stated,
        notes=intake.notes,
        strategy=gather_strategy(mission, outlook, boundary, audience),
    )


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


def _scorecard(
    mission: Mission, panel: Panel, placed: pl.DataFrame, lattice: Lattice, model: Model
) -> Scorecard | None:
    """Score past outlooks; the forecasts behind them are kept by what they were made from."""
    models = (model, *(other for other in MODELS if other.name != model.name))
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
                sha256(lattice.neighbours.tobytes()),
            ]
        ).encode()
    )
    file = mission.computed / f"past-outlooks-{key[:16]}.parquet"
    past = _read_past(file)
    if past is None:
        origins = past_origins(panel, horizon)
        past = past_outlooks(panel, lattice.neighbours, models, origins, horizon)
        with writing(file):
            aside = file.with_suffix(".part")
            past.write_parquet(aside)
            aside.replace(file)
    return build_scorecard(past, placed, models, horizon_months=horizon, target=panel.target)


def _read_past(file: Path) -> pl.DataFrame | None:
    """Return kept past outlooks; None where there are none or they can not be read."""
    try:
        past = pl.read_parquet(file)
    except (OSError, pl.exceptions.PolarsError):
        return None
    return past if past.schema == PAST_OUTLOOK_SCHEMA else None
