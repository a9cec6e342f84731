"""The whole cycle as of a date: events in, products out."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import peaceops
from peaceops.acquire.intake import Intake
from peaceops.direct.check.report_json import render_json
from peaceops.disseminate.briefing.brief import compose
from peaceops.disseminate.briefing.html import render_html
from peaceops.disseminate.briefing.pdf import render_pdf
from peaceops.disseminate.briefing.word import render_word
from peaceops.disseminate.language import language
from peaceops.disseminate.map_file import render_map_file
from peaceops.disseminate.material import Material
from peaceops.disseminate.outlook_file import render_outlook, render_scores
from peaceops.disseminate.plan_file import PLAN_FILE, render_plan
from peaceops.disseminate.release import material_marking, refuse_unless_releasable
from peaceops.domain.marking import Audience
from peaceops.services.code_hash import code_hash
from peaceops.services.event import mission_events
from peaceops.services.folder import (
    Mission,
    locked,
    open_mission,
    publish,
    sha256,
)
from peaceops.services.gather import gather
from peaceops.services.input_hash import input_hashes, settings_of_products
from peaceops.services.run_log import Progress, StageClock, log_run, refusals_logged
from peaceops.services.vintage import keep_vintage


@dataclass(frozen=True)
class RunResult:
    """What a run made.

    Attributes:
        out: the folder of the products.
        run_id: first 12 hex digits of the hash of inputs, code, settings and date.
        as_of: the date of the outlook.
        events: events read; rejected: rows put in quarantine; outside: events of the mission's own
            country, or of no known one, that lie outside its area.
        areas: areas of the outlook.
    """

    out: Path
    run_id: str
    as_of: date
    events: int
    rejected: int
    outside: int
    areas: int


def run_mission(
    folder: Path, *, as_of: date | None = None, audience: Audience, progress: Progress
) -> RunResult:
    """Run the cycle for a mission and publish its products.

    Args:
        folder: the mission's.
        as_of: the date after which nothing is read; default: the end of the months covered.
        audience: for whom; a public outlook shows first-level units only.
        progress: told of each stage.

    Raises:
        PeaceopsError: bad input, mission busy, or refused by release.
    """
    mission = open_mission(folder)
    with locked(mission), refusals_logged(mission, "brief", audience):
        stages = StageClock(progress)
        stages("acquire")
        intake = mission_events(mission)
        material = gather(mission, intake, as_of=as_of, audience=audience, progress=stages)
        stages("disseminate")
        result = _disseminate(mission, intake, material)
        log_run(mission, result.run_id, stages.seconds())
        return result


def _disseminate(mission: Mission, intake: Intake, material: Material) -> RunResult:
    refuse_unless_releasable(material.audience, material_marking(material), material.lattice.kind)
    brief = compose(material, language(material.language))
    products: dict[str, bytes] = {
        "brief.html": render_html(brief),
        "brief.pdf": render_pdf(brief),
        "brief.docx": render_word(brief),
        "outlook.json": render_outlook(material),
        "scores.json": render_scores(material),
        "map.geojson": render_map_file(material),
    }
    if material.strategy is not None:
        held = material.strategy
        products["findings.json"] = render_json(held.report, held.withheld).encode()
    if material.plan is not None:
        products[PLAN_FILE] = render_plan(material.plan)
    rejected = intake.rejects.height
    as_of = material.outlook.as_of
    identity = {
        "as_of": as_of.isoformat(),
        "audience": material.audience.value,
        "inputs": input_hashes(mission, intake),
        "settings": settings_of_products(mission),
        "peaceops": peaceops.__version__,
        "code": code_hash(),
    }
    run_id = sha256(json.dumps(identity, sort_keys=True).encode())[:12]
    record: dict[str, object] = {
        **identity,
        "run_id": run_id,
        "rows_read": sum(file.rows for file in intake.provenance.files),
        "rows_rejected": rejected,
        "vintage": keep_vintage(mission, material.panel, material.lattice.keys),
    }
    out = publish(mission, as_of.isoformat(), run_id, products, record)
    return RunResult(
        out=out,
        run_id=run_id,
        as_of=as_of,
        events=intake.events.height,
        rejected=rejected,
        outside=material.outside,
        areas=len(material.outlook.areas),
    )
