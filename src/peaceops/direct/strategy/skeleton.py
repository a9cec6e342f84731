"""The first page of a strategy: what a planner is given to fill."""

from datetime import date


def skeleton(mission: str, day: date) -> str:
    """Return a strategy file that loads, says what belongs where, and claims nothing."""
    return _SKELETON.format(mission=mission, day=day.isoformat())


_SKELETON = """\
# yaml-language-server: $schema=./strategy.schema.json
#
# The strategy of {mission}, as a graph. Give everything a short id and name others by id.
# Leave out what nobody recorded. Write `unknown` where somebody looked and does not know: the check
# then asks, instead of passing. `peaceops check` tells what the file leaves open.

mission:
  id: {mission}
  phase: in_mission   # planning, authorisation, start_up, in_mission, drawdown, closed
  as_of: {day}

# Where the mission works. covers: unit:ID or cell:ID, as on the map.
areas: []
#  - {{id: north, title: The north, covers: ["unit:U01"], post: head of office north}}

# Who endangers whom. Factors 0 to 4; level is a person's decision.
threats: []
#  - id: T1
#    title: Raids on the road villages
#    actor: militia_x
#    area: north
#    status: active            # suspected, assessed, active, diminishing, closed, rejected
#    level: high               # none, low, moderate, high, extreme
#    intent: 3
#    capability: 2
#    opportunity: unknown
#    trend: rising
#    people_exposed: 12000
#    owner: head of office north
#    review_by: {day}

# What the threats spring from.
drivers: []
#  - {{id: D1, kind: exclusion, causes: [T1]}}

# What the mission wants, and by which tracks.
objectives: []
#  - id: O1
#    kind: political
#    title: A local truce that holds
#    resolves: [D1]
#    served_by: [K1]
#    owner: head of political affairs
#    indicators:
#      - {{of: outcome, definition: months without a raid, baseline: "0", source: posts}}

tracks: []
#  - {{id: K1, level: local, convenor: civil affairs, parties: [militia_x], status: active,
#     last_engagement: {day}, owner: head of civil affairs}}

# What is asked, and what is done.
tasks: []
#  - {{id: P1, code: poc_physical, band: 1, area: north, owner: force commander, exit: truce holds,
#     contributes_to: [{{to: O1, mechanism: patrols keep the road open while the parties talk,
#     disconfirming_sign: raids go on while the talks do}}]}}
activities: []
#  - {{id: A1, tier: II, addresses: [T1], implements: [P1], started: {day}, owner: sector north}}

# Who does it, and what holds them back.
units: []
#  - {{id: BN1, contributor: Tessaly, strength: 600, base: north, assigned: [P1],
#     caveats: [{{kind: night, declared: in_MOU}}]}}

# The host: will and capacity apart, each with evidence of its own.
posture: []
#  - {{authority: army_north, area: north, will: unknown, capacity: 2, review_by: {day}}}
authorities: []
#  - {{id: governor_north, side: host, responsible_for: [T1]}}

# Who talked with whom about all this.
consultations: []
#  - {{format: contributors_meeting, date: {day}, present: [council, contributors, secretariat]}}
"""
