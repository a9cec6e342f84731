"""The life of a threat: which state may follow which, and what its end must say (doctrine B1).

A threat exists from the moment a source of harm is identified until it is assessed to be gone. Only
`closed` and `rejected` end it, with a reason, evidence and an author. What ended may be opened
again, as a new version.
"""

from collections.abc import Mapping

from peaceops.domain.strategy.threat import ThreatNode, ThreatStatus

TRANSITIONS: Mapping[ThreatStatus, frozenset[ThreatStatus]] = {
    "suspected": frozenset({"assessed", "active", "rejected", "closed"}),
    "assessed": frozenset({"active", "diminishing", "rejected", "closed"}),
    "active": frozenset({"diminishing", "assessed", "closed", "rejected"}),
    "diminishing": frozenset({"active", "assessed", "closed", "rejected"}),
    "closed": frozenset({"suspected", "assessed", "active"}),
    "rejected": frozenset({"suspected", "assessed", "active"}),
}
"""States that may follow each; from the two ends only with a new version."""

ENDED: frozenset[ThreatStatus] = frozenset({"closed", "rejected"})


def transition_faults(before: ThreatNode, after: ThreatNode) -> tuple[str, ...]:
    """Say what keeps a threat from going from one state to another; nothing where it may."""
    if after.status is None or after.status == before.status:
        return ()
    if before.status is not None and after.status not in TRANSITIONS[before.status]:
        return (f"{after.status} does not follow {before.status}",)
    faults: tuple[str, ...] = ()
    if before.status in ENDED and after.version <= before.version:
        faults = (f"opened again, it is version {before.version + 1}: what ended stays ended",)
    return (*faults, *ending_gaps(after))


def ending_gaps(threat: ThreatNode) -> tuple[str, ...]:
    """Say what the end of a threat leaves open; nothing for one that has not ended."""
    if threat.status not in ENDED:
        return ()
    wanted = {
        "a reason (note)": threat.note,
        "evidence (sources)": threat.sources,
        "an author (author or assessed_by)": threat.author or threat.assessed_by,
    }
    return tuple(f"{threat.status} needs {name}" for name, value in wanted.items() if not value)
