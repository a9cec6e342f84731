"""Propose which areas deserve a person's look, beside what the rule would have done before."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peaceops.analyse.outlook import build_outlook
from peaceops.collate.coverage import coverage_states
from peaceops.collate.panel import matrix
from peaceops.collate.place_name import main_units, name_areas, population
from peaceops.domain.marking import Audience
from peaceops.domain.month import Month
from peaceops.domain.proposal import Proposal, ProposalRule, RuleRecord
from peaceops.evaluate.proposal import rule_records
from peaceops.services.event import mission_events
from peaceops.services.folder import locked, open_mission
from peaceops.services.gather import lay_ground, models_beside, past_of
from peaceops.services.learnt import keeping
from peaceops.services.run_log import Progress


@dataclass(frozen=True)
class Proposals:
    """What a rule proposes at a date.

    Attributes:
        as_of, origin, horizon_months, model, target: of the outlook it rests on.
        rule: the rule.
        areas: proposed, likeliest first.
        records: how the rule would have done, the model used first, the plain list last; empty
            where the record is too short.
        origins: past months behind the records.
    """

    as_of: date
    origin: Month
    horizon_months: int
    model: str
    target: str
    rule: ProposalRule
    areas: tuple[Proposal, ...]
    records: tuple[RuleRecord, ...]
    origins: int


def propose(
    folder: Path, *, as_of: date | None, rule: ProposalRule | None, progress: Progress
) -> Proposals:
    """Apply the mission's rule, or another, to its outlook as of a date. Nothing is sent.

    Raises:
        PeaceopsError: bad input, or the mission is busy.
    """
    mission = open_mission(folder)
    own = mission.settings.propose
    rule = rule or ProposalRule(kind=own.rule, budget=own.budget, cost_loss=own.cost_loss)
    horizon = mission.settings.outlook.horizon_months
    with locked(mission):
        progress("acquire")
        intake = mission_events(mission)
        ground = lay_ground(
            mission, intake, as_of=as_of, audience=Audience.INTERNAL, progress=progress
        )
        lattice = ground.lattice
        progress("analyse")
        with keeping(ground.learnt):
            outlook = build_outlook(
                ground.panel,
                ground.placed,
                lattice,
                names=name_areas(lattice, ground.places, ground.placed),
                units=main_units(lattice, ground.places),
                population=population(lattice, ground.places),
                coverage=coverage_states(
                    ground.counted, lattice.neighbours, until=ground.period.last
                ),
                model=ground.model,
                as_of=ground.as_of,
                origin=ground.period.last,
                horizon_months=horizon,
            )
            progress("evaluate")
            past = past_of(mission, ground)
    records: tuple[RuleRecord, ...] = ()
    if not past.is_empty():
        records = rule_records(
            past,
            rule,
            [model.name for model in models_beside(ground.model)],
            matrix(ground.panel, "civilian_deaths"),
            first=ground.panel.first,
            horizon_months=horizon,
        )
    ranked = outlook.areas
    chosen = (
        ranked[: rule.budget]
        if rule.kind == "budget"
        else tuple(area for area in ranked if area.civilian.p_ge_1 >= rule.cost_loss)
    )
    return Proposals(
        as_of=ground.as_of,
        origin=ground.period.last,
        horizon_months=horizon,
        model=ground.model.name,
        target=ground.panel.target,
        rule=rule,
        areas=tuple(
            Proposal(
                key=area.key,
                name=area.name,
                admin1=area.admin1,
                p_ge_1=area.civilian.p_ge_1,
                expected_deaths=area.civilian.expected_deaths,
                change=area.change,
                quiet_months=area.quiet_months,
            )
            for area in chosen
        ),
        records=records,
        origins=past["origin"].n_unique(),
    )
