"""Profiles: which rules are asked, how heavy they weigh, from which figures on."""

import hashlib
from pathlib import Path

import msgspec

from peaceops.data import path
from peaceops.domain.error import PeaceopsError
from peaceops.domain.finding import Severity
from peaceops.domain.strategy.mission import MissionPhase


class Thresholds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Figures that rules go by; what each means stands beside it in `data/profiles.toml`."""

    track_live_days: int
    track_stale_days: int
    protracted_days: int
    protracted_site_days: int
    lead_days: int
    tactical_share: float
    top_share: float
    top_share_from_tasks: int
    least_effort_share: float
    lag_days: int
    consider_days: int
    contact_days: int
    decide_hours_imminent: float
    decide_hours: float
    feedback_hours: float
    late_response_hours: float
    reach_target: float
    least_evidence_weight: float
    least_people_cell: int
    intercede_days: int
    diligence_valid_days: int
    monitoring_grace_days: int
    sofa_rise: float
    sofa_least: int
    sofa_rise_before_election: float
    election_days: int
    scenario_days: int
    trigger_days: int
    rehearsed_days: int
    support_days: int
    raise_days: int
    consult_days: int
    consult_days_emergency: int
    follow_up_days: int
    vote_days: int
    point_days: int
    documents_days: int
    deploy_days: int
    in_mission_training_days: int
    acknowledge_days: int
    expectation_gap: float
    agreement_index: float
    respondents_share: float
    serviceable_share: float
    unmet_days: int
    evaluation_days: int
    improvement_plan_days: int
    review_days: int


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is in force in a check.

    Attributes:
        name: of the profile.
        thresholds: figures, with the profile's own put in.
        off: codes of rules that are not asked.
        severity: severities by code that replace the rule's own.
        questions: findings are put as questions, as for a draft mandate.
    """

    name: str
    thresholds: Thresholds
    off: frozenset[str] = frozenset()
    severity: dict[str, Severity] = msgspec.field(default_factory=dict)
    questions: bool = False

    @property
    def hash(self) -> str:
        """First 12 hex digits of the SHA-256 of all that is in force."""
        plain = msgspec.to_builtins(msgspec.structs.replace(self, off=frozenset()))
        plain["off"] = sorted(self.off)
        encoded = msgspec.json.encode(plain, order="sorted")
        return hashlib.sha256(encoded).hexdigest()[:12]


class _Switches(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    thresholds: dict[str, int | float] = msgspec.field(default_factory=dict)
    off: frozenset[str] = frozenset()
    severity: dict[str, Severity] = msgspec.field(default_factory=dict)
    questions: bool = False


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    thresholds: dict[str, int | float]
    profiles: dict[str, _Switches]


_BY_PHASE: dict[MissionPhase | None, str] = {
    "planning": "planning",
    "authorisation": "planning",
    "start_up": "planning",
    "in_mission": "in_mission",
    "drawdown": "drawdown",
    "closed": "drawdown",
    None: "in_mission",
}


def default_profile(phase: MissionPhase | None) -> str:
    """Return the name of the profile that goes with a mission's phase."""
    return _BY_PHASE[phase]


def read_profile(name: str, file: Path | None = None) -> Profile:
    """Read a profile.

    Args:
        name: of the profile.
        file: a file of the mission's own; the one that comes with the software where none is given.

    Raises:
        PeaceopsError: no such profile or file, or one that is not in order.
    """
    source = file or path("profiles.toml")
    try:
        content = msgspec.toml.decode(source.read_bytes(), type=_File)
        switches = content.profiles.get(name)
        if switches is None:
            raise PeaceopsError(
                f"there is no profile {name!r}",
                where=source.name,
                remedy=f"choose one of {', '.join(sorted(content.profiles))}",
            )
        thresholds = msgspec.convert({**content.thresholds, **switches.thresholds}, Thresholds)
    except OSError as error:
        raise PeaceopsError("can not be read", where=str(source)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PeaceopsError(str(error), where=source.name) from error
    return Profile(
        name=name,
        thresholds=thresholds,
        off=switches.off,
        severity=switches.severity,
        questions=switches.questions,
    )
