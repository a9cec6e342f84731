"""The forms that there are: one table of columns each."""

from peaceops.direct.strategy.fault import nearest
from peaceops.direct.strategy.form.form import Column, Form
from peaceops.domain.error import PeaceopsError
from peaceops.domain.risk import RiskTable, risk_of
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mission import TriggerNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.protection import ActivityNode
from peaceops.domain.strategy.threat import DriverNode, ThreatNode
from peaceops.domain.threat_level import assessed_interval, none_by_one

_SCALE = "0 to 4, or unknown"


def _triggers(strategy: Strategy, threat: Node, _: RiskTable) -> str:
    area = getattr(threat, "area", None)
    return "; ".join(
        f"{trigger.title or trigger.id} {trigger.date or ''}".strip()
        for trigger in strategy.of(TriggerNode)
        if trigger.area in {None, area}
    )


def _response(strategy: Strategy, threat: Node, _: RiskTable) -> str:
    found = [
        activity
        for edge in strategy.into(threat.id, "addresses")
        if isinstance(activity := strategy.nodes.get(edge.source), ActivityNode)
    ]
    return "; ".join(
        f"tier {activity.tier or '?'}: {activity.name}, {activity.owner or 'no owner'}"
        for activity in found
    )


def _drivers(strategy: Strategy, threat: Node, _: RiskTable) -> str:
    return "; ".join(
        node.name
        for edge in strategy.into(threat.id, "causes")
        if isinstance(node := strategy.nodes.get(edge.source), DriverNode)
    )


def _range(strategy: Strategy, threat: Node, _: RiskTable) -> str:
    day = strategy.mission.as_of
    if day is None or not isinstance(threat, ThreatNode):
        return ""
    level = assessed_interval(threat, day)
    alone = none_by_one(threat, day)
    if alone is not None:
        return f"none, through {alone} alone, by {threat.assessed_by or 'nobody named'}"
    return level.low if level.low == level.high else f"{level.low} to {level.high}"


def _risk(strategy: Strategy, threat: Node, table: RiskTable) -> str:
    day = strategy.mission.as_of
    if day is None or not isinstance(threat, ThreatNode):
        return ""
    found = risk_of(strategy, threat, day, table)
    low, high = (word.replace("_", " ") for word in found.risk)
    risk = low if low == high else f"{low} to {high}"
    return f"{risk} ({'; '.join(found.because)})" if found.because else risk


_ID = Column("id", "ID", "leave blank in a new row: an id is given")
_NOTE = Column("note", "Note")

THREATS = Form(
    kind="threats",
    title="POC threat matrix",
    about="Who endangers whom, where; factors and level are a person's judgement.",
    section="threats",
    prefix="T",
    columns=(
        _ID,
        Column("title", "Threat", "in words"),
        Column("actor", "Actor", "id of the actor"),
        Column("area", "Area", "id of the area"),
        Column("status", "Status"),
        Column("harm_types", "Harm", "kinds of harm, parted by ;"),
        Column("people_exposed", "People exposed", "persons"),
        Column("intent", "Intent", _SCALE),
        Column("capability", "Capability", _SCALE),
        Column("opportunity", "Opportunity", _SCALE),
        Column("vulnerability", "Vulnerability", _SCALE),
        Column("other_protectors", "Other protectors", _SCALE),
        Column("level", "Level", "a person's decision; the factors only give a range"),
        Column("", "Level by the factors (not read)", shown=_range),
        Column("", "Risk (not read)", shown=_risk),
        Column("trend", "Trend"),
        Column("confidence", "Confidence"),
        Column("evidence_grade", "Evidence grade", "of what an assessed 0 rests on, such as B2"),
        Column("window_from", "From", "YYYY-MM-DD"),
        Column("window_to", "To", "YYYY-MM-DD"),
        Column("warning_hours", "Hours of warning"),
        Column("response_minutes", "Help within, minutes"),
        Column("assessed_by", "Assessed by", "post"),
        Column("dissent", "Dissent", "who judged otherwise, and why"),
        Column("owner", "Owner", "the accountable post"),
        Column("review_by", "Next review", "YYYY-MM-DD"),
        Column("endangers", "Groups endangered", "ids of groups, parted by ;"),
        Column("", "Drivers (not read)", shown=_drivers),
        Column("", "Response (not read)", shown=_response),
        _NOTE,
    ),
)

FLASHPOINTS = Form(
    kind="flashpoints",
    title="Flashpoints",
    about="The hotspots, renewed regularly: where, who, how grave, who acts, when looked at again.",
    section="threats",
    prefix="T",
    columns=(
        _ID,
        Column("area", "Area", "id of the area"),
        Column("actor", "Actor", "id of the actor"),
        Column("title", "Flashpoint", "in words"),
        Column("", "Triggers (not read)", shown=_triggers),
        Column("people_exposed", "Civilians at risk", "persons"),
        Column("status", "Status"),
        Column("level", "Level", "a person's decision"),
        Column("trend", "Trend"),
        Column("", "Planned response (not read)", shown=_response),
        Column("owner", "Owner", "the accountable post"),
        Column("review_by", "Next review", "YYYY-MM-DD"),
        _NOTE,
    ),
)

ENGAGEMENTS = Form(
    kind="engagements",
    title="Engagements",
    about="Contacts with those who threaten, decide or may help; of a confidential one, the date.",
    section="engagements",
    prefix="E",
    columns=(
        _ID,
        Column("date", "Date", "of the latest contact, YYYY-MM-DD"),
        Column("level", "Level"),
        Column("kind", "Kind"),
        Column("parties", "Parties met", "ids of actors, parted by ;"),
        Column("purpose", "Purpose"),
        Column("status", "Status"),
        Column("on_track", "Track", "ids of tracks, parted by ;"),
        Column("towards", "Towards", "ids of drivers, objectives or threats, parted by ;"),
        Column("paired_with", "Paired with", "ids of activities on the ground, parted by ;"),
        Column("partner", "Partner", "id"),
        Column("next_step", "Next step"),
        Column("next_step_due", "Next step by", "YYYY-MM-DD"),
        Column("classification", "Classification"),
        _NOTE,
    ),
)

UNITS = Form(
    kind="units",
    title="Units",
    about="What contributors bring; caveats stand in the strategy file and are not in this form.",
    section="units",
    prefix="U",
    columns=(
        _ID,
        Column("title", "Unit", "in words"),
        Column("contributor", "Contributor"),
        Column("type", "Type", "infantry battalion, formed police unit …"),
        Column("strength", "Strength", "persons"),
        Column("pcrs_level", "PCRS level"),
        Column("deployed", "Deployed", "YYYY-MM-DD"),
        Column("rotates", "Rotates", "YYYY-MM-DD"),
        Column("base", "Base", "id of the area"),
        Column("areas", "Areas served", "ids of areas, parted by ;"),
        Column("serviceability", "Serviceability", "share of major equipment that works, 0 to 1"),
        Column("response_minutes", "Response, minutes"),
        Column("assigned", "Tasks", "ids of tasks, parted by ;"),
        Column("provides", "Provides", "ids of requirements, parted by ;"),
        _NOTE,
    ),
)

TASKS = Form(
    kind="tasks",
    title="Tasks",
    about="What the mission is asked to do.",
    section="tasks",
    prefix="K",
    columns=(
        _ID,
        Column("title", "Task", "in words"),
        Column("code", "Code"),
        Column("modality", "Modality"),
        Column("status", "Status"),
        Column("band", "Priority", "1 is the top"),
        Column("phase", "Phase"),
        Column("area", "Area", "id of the area"),
        Column("requires_force_level", "Force level", "0 to 5"),
        Column("host_force_relevant", "Host forces may be faced"),
        Column("night", "At night"),
        Column("effort", "Effort", "share, 0 to 1"),
        Column("entry", "Begins when"),
        Column("exit", "Ends when"),
        Column("started", "Started", "YYYY-MM-DD"),
        Column("prerequisites", "After", "ids of tasks, parted by ;"),
        Column("contributes_to", "Contributes to", "ids of objectives, parted by ;"),
        Column("from_clause", "Clauses", "ids of clauses, parted by ;"),
        Column("owner", "Owner", "the accountable post"),
        _NOTE,
    ),
)

FORMS: dict[str, Form] = {
    form.kind: form for form in (THREATS, FLASHPOINTS, ENGAGEMENTS, UNITS, TASKS)
}
"""By kind."""


def form_named(kind: str) -> Form:
    """Return a form by its kind.

    Raises:
        PeaceopsError: there is none of that name.
    """
    if kind not in FORMS:
        raise PeaceopsError(
            f"there is no form {kind!r}",
            remedy=nearest(kind, FORMS) or f"one of {', '.join(FORMS)}",
        )
    return FORMS[kind]
