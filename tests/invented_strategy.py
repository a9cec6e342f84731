"""Invented strategies that several tests use."""

MINI = """\
mission: {id: UNMEX, phase: in_mission, as_of: 2031-05-01}
threats:
  - {id: T1, actor: army_3rd_bde, level: high, trend: rising, area: north, status: active}   # host force
  - {id: T2, actor: militia_x, level: moderate, area: south, status: active}
drivers: [{id: D1, kind: exclusion, cross_border: true, causes: [T1, T2]}]
objectives: [{id: O1, kind: political, resolves: [D1], served_by: []}]
activities: [{id: A1, tier: II, addresses: [T2], started: 2030-08-01, static: true, owner: null}]
posture: [{authority: army_3rd_bde, will: 1, capacity: 3, role: perpetrator}]
support: [{id: S1, recipient: army_3rd_bde, type: training, status: live}]
units: [{id: BN1, assigned: [K1], caveats: [{kind: against_host_forces, declared: in_MOU}]}]
tasks: [{id: K1, code: poc_physical, requires_force_level: 4, host_force_relevant: true, area: north}]
consultations: []
"""  # noqa: E501
"""The worked example of the doctrine, an invented country: as written there."""
