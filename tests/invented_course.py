"""A small invented mission to choose a course of action for: two areas, two units, a brigade."""

from datetime import date

import msgspec
import numpy as np

from peaceops.act.course.situation import Situation
from peaceops.act.deploy.ground import mission_problem
from peaceops.act.deploy.problem import DeployRules
from peaceops.direct.check.profile import read_profile
from peaceops.direct.check.view import View
from peaceops.direct.strategy.load import parse_strategy
from tests.unit.test_deploy_mission import ABO, CALI, OUTLOOK, TOWNS, WILD, area

DAY = date(2031, 5, 1)
DOR = area("4", "Dor", 6.0)
STRATEGY = """\
mission: {id: M, phase: in_mission, as_of: 2031-05-01}
areas:
  - {id: north, triage: should, places: [Abo, Bedi]}
  - {id: south, triage: could, places: [Cali]}
actors: [{id: brigade, title: 1st Brigade, kind: host_force}, {id: band, kind: armed_group}]
threats:
  - {id: T1, actor: band, status: active, level: high, area: north, people_exposed: 5000}
  - {id: T2, actor: brigade, status: active, level: extreme, area: south, people_exposed: 9000}
drivers: [{id: D1, causes: [T1]}]
objectives: [{id: O1, kind: political, resolves: [D1]}, {id: O2, kind: protection}]
tracks: [{id: TR1, parties: [band], status: active, last_engagement: 2029-01-01, owner: dsrsg}]
requirements: [{id: R1, title: company, quantity: 4, critical: true}]
tasks:
  - {id: K1, title: guard the north, code: poc_physical, area: north, band: 1, owner: fc,
     contributes_to: [{to: O2, assumption: roads are dry, disconfirming_sign: the first flood}]}
  - {id: K2, title: talks, code: good_offices, band: 2, contributes_to: [O1]}
  - {id: K3, title: guard the south, code: poc_physical, area: south, band: 1, owner: fc,
     started: 2031-01-01}
  - {id: K4, title: train the brigade, code: ssr_defence, area: south, band: 1,
     undermines: [O1]}
  - {id: K5, title: traffic, code: public_order, area: north, band: 1, host_function: true,
     requires: [{to: R1, quantity: 1}]}
  - {id: K6, title: far patrols, code: poc_physical, area: north, requires_force_level: 3,
     requires: [{to: R1, quantity: 3}]}
units:
  - {id: BAT, type: infantry battalion, strength: 600, base: north, deployed: 2030-01-01,
     contributor: Aland, assigned: [K1, K6], provides: [{to: R1, quantity: 2}],
     trainings: [{id: TA, kind: pre_deployment, date: 2029-12-01, module: protection of civilians}],
     caveats: [{id: C1, kind: force_level, force_level: 3, declared: in_MOU}]}
  - {id: COY, type: infantry company, strength: 140, base: south, deployed: 2030-01-01,
     contributor: Bland, assigned: [K3, K5],
     trainings: [{id: TB, kind: pre_deployment, date: 2029-12-01, module: protection of civilians}]}
authorities:
  - {id: governor, side: host, responsible_for: [north]}
posture:
  - {id: P1, authority: governor, area: north, will: 3, capacity: 2, valid_from: 2031-01-01}
  - {id: P2, authority: brigade, area: south, will: 0, capacity: 3, valid_from: 2031-01-01}
  - {id: P3, authority: police, area: south, will: unknown, capacity: 1, valid_from: 2031-01-01}
support: [{id: S1, recipient: brigade, type: training, status: live, started: 2031-01-01}]
decisions:
  - {id: DEC1, title: move the reserve, kind: approve, on: [T1], status: pending,
     asked: 2031-03-01, due: 2031-04-01, owner: fc}
assessments:
  - {id: A1, kind: threat, level: high, made: 2031-04-01, review_by: 2031-08-01, of: [T1]}
"""
SLOW = """
warnings:
  - {id: W1, received: 2031-04-01T06:00:00Z, acknowledged: 2031-04-01T16:00:00Z,
     decided: 2031-04-02T06:00:00Z}
"""
"""A mission that takes a day from alert to decision."""


def view(text: str = STRATEGY) -> View:
    """Return a strategy as a rule sees it."""
    return View(parse_strategy([("s.yaml", text)]), DAY, read_profile("in_mission"))


def situation(text: str = STRATEGY, rules: DeployRules | None = None) -> Situation:
    """Return the mission with an outlook of four areas, ten samples each; nobody is in the last."""
    seen = view(text)
    harm = np.outer([3.0, 0.2, 4.0, 6.0], np.linspace(0.0, 2.0, 10))
    problem = mission_problem(
        seen,
        msgspec.structs.replace(OUTLOOK, areas=(ABO, WILD, CALI, DOR)),
        harm,
        TOWNS,
        {"north": (ABO, WILD), "south": (CALI, DOR)},
        rules=rules,
    )
    return Situation(seen, 12, problem)
