"""A deployment in plain values, for `plan.json`: same deployment, same bytes."""

from typing import Any

import msgspec
import numpy as np

from peaceops.act.deploy.move import Moves
from peaceops.act.deploy.problem import DeployProblem
from peaceops.act.deploy.result import Deployment
from peaceops.act.deploy.why_not import Uncovered

DIGITS = 6


def deployment_plain(
    problem: DeployProblem,
    deployment: Deployment,
    *,
    moves: Moves | None = None,
    uncovered: tuple[Uncovered, ...] = (),
) -> dict[str, Any]:
    """Return a deployment as dictionaries, lists, texts and rounded numbers.

    Losers stand before gainers. Infinite minutes are null: nobody comes.

    Args:
        problem, deployment: which.
        moves: from today to it.
        uncovered: from `why_not`.
    """
    plain: dict[str, Any] = {
        "level": deployment.marking.level.name.lower(),
        "status": deployment.status,
        "objective": deployment.objective,
        "bound": deployment.bound,
        "gap": deployment.gap,
        "units": [
            {"unit": unit, "site": site} for unit, site in sorted(deployment.site_of.items())
        ],
        "musts": {"met": deployment.must_met, "asked": deployment.must_asked},
        "reach": {
            "deaths_in_reach": msgspec.to_builtins(deployment.harm_in_reach),
            "share": deployment.share_in_reach,
            "share_worst_tenth": deployment.worst_decile_share,
            "share_on_paper": deployment.paper_share,
            "people": deployment.people_in_reach,
            "people_on_paper": deployment.people_on_paper,
            "places_with_unknown_people": deployment.people_unknown_places,
            "assumed_clocks": list(deployment.assumed_clocks),
            "by_area": msgspec.to_builtins(deployment.areas),
            "by_triage": dict(deployment.triage),
        },
        "places": [
            {
                "place": place.id,
                "name": place.name or place.id,
                "cover": float(cover),
                "on_paper": bool(paper),
                "minutes": float(minutes) if np.isfinite(minutes) else None,
            }
            for place, cover, paper, minutes in zip(
                problem.places,
                deployment.cover,
                deployment.paper_cover,
                deployment.minutes,
                strict=True,
            )
        ],
        "moves": None if moves is None else msgspec.to_builtins(moves),
        "why_not": msgspec.to_builtins(uncovered),
        "notes": list(deployment.notes),
    }
    rounded: dict[str, Any] = _rounded(plain)
    return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0  # no minus zero
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, (list, tuple)) else value
