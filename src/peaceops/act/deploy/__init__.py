"""Where to put whom, so that most expected harm lies within reach in time.

`problem.make_problem` → `solve.solve_deploy` → `result.Deployment`; then `move.moves` (who loses
protection, then who gains) and `why_not.why_not` (what keeps a place uncovered, and the smallest
change that lifts it).

All of it tells where units are and where they are not: strictly confidential unless said otherwise.
"""
