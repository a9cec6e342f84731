"""All kinds of nodes, and where each stands in a strategy file."""

import msgspec

from peaceops.domain.strategy.dialogue import (
    ConsultationNode,
    ExpectationNode,
    PointNode,
    ScenarioNode,
)
from peaceops.domain.strategy.force import (
    AcceptanceNode,
    AuthorityNode,
    BriefingNode,
    CaveatNode,
    EvaluationNode,
    RequirementNode,
    TrainingNode,
    UnitNode,
)
from peaceops.domain.strategy.host import (
    CompactNode,
    ConsentNode,
    DueDiligenceNode,
    MeasureNode,
    MitigationNode,
    MonitoringNode,
    PostureNode,
    SofaIncidentNode,
    SupportNode,
)
from peaceops.domain.strategy.information import (
    IndicatorNode,
    InformationRequirementNode,
    ItemNode,
    ProductNode,
    SourceNode,
)
from peaceops.domain.strategy.judgement import (
    AssessmentNode,
    DecisionNode,
    DispositionNode,
    RecommendationNode,
)
from peaceops.domain.strategy.keeping import OverrideNode, SuppressionNode
from peaceops.domain.strategy.mandate import ClauseNode, DocumentNode, MandateNode
from peaceops.domain.strategy.mission import AreaNode, MissionNode, PostNode, TriggerNode
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.politics import (
    EngagementNode,
    ObjectiveNode,
    PartnerNode,
    PositionNode,
    TrackNode,
    UndertakingNode,
)
from peaceops.domain.strategy.proposal import ProposalNode
from peaceops.domain.strategy.protection import ActivityNode, TaskNode
from peaceops.domain.strategy.threat import ActorNode, DriverNode, GroupNode, ThreatNode
from peaceops.domain.strategy.warning import PlanNode, ResponseNode, WarningNode


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A section of a strategy file.

    Attributes:
        name: its key; the plural of the noun, mostly.
        type: of its nodes.
        nested: where such nodes may also stand: the noun of the node they are written in, the key
            there, and the edge that ties them to it.
    """

    name: str
    type: type[Node]
    nested: tuple[str, str, str] | None = None


SECTIONS: tuple[Section, ...] = (
    Section(name="mission", type=MissionNode),
    Section(name="areas", type=AreaNode),
    Section(name="posts", type=PostNode),
    Section(name="triggers", type=TriggerNode),
    Section(name="mandates", type=MandateNode),
    Section(name="clauses", type=ClauseNode),
    Section(name="documents", type=DocumentNode),
    Section(name="actors", type=ActorNode),
    Section(name="drivers", type=DriverNode),
    Section(name="threats", type=ThreatNode),
    Section(name="proposals", type=ProposalNode),
    Section(name="groups", type=GroupNode),
    Section(name="objectives", type=ObjectiveNode),
    Section(name="tracks", type=TrackNode),
    Section(name="engagements", type=EngagementNode),
    Section(name="partners", type=PartnerNode),
    Section(name="positions", type=PositionNode),
    Section(name="undertakings", type=UndertakingNode),
    Section(name="tasks", type=TaskNode),
    Section(name="activities", type=ActivityNode),
    Section(name="requirements", type=RequirementNode),
    Section(name="units", type=UnitNode),
    Section(name="caveats", type=CaveatNode, nested=("unit", "caveats", "restricts")),
    Section(name="evaluations", type=EvaluationNode, nested=("unit", "evaluations", "evaluates")),
    Section(name="trainings", type=TrainingNode, nested=("unit", "trainings", "trains")),
    Section(name="briefings", type=BriefingNode, nested=("unit", "briefings", "briefs")),
    Section(name="acceptances", type=AcceptanceNode),
    Section(name="authorities", type=AuthorityNode),
    Section(name="posture", type=PostureNode),
    Section(name="consent", type=ConsentNode),
    Section(name="sofa_incidents", type=SofaIncidentNode),
    Section(name="support", type=SupportNode),
    Section(name="due_diligence", type=DueDiligenceNode),
    Section(
        name="mitigations",
        type=MitigationNode,
        nested=("due_diligence", "mitigations", "mitigates"),
    ),
    Section(
        name="monitoring", type=MonitoringNode, nested=("due_diligence", "monitoring", "monitors")
    ),
    Section(name="measures", type=MeasureNode),
    Section(name="compacts", type=CompactNode),
    Section(name="scenarios", type=ScenarioNode),
    Section(
        name="expectations",
        type=ExpectationNode,
        nested=("scenario", "expectations", "in_scenario"),
    ),
    Section(name="consultations", type=ConsultationNode),
    Section(name="points", type=PointNode, nested=("consultation", "points", "raised_in")),
    Section(name="information_requirements", type=InformationRequirementNode),
    Section(name="indicators", type=IndicatorNode),
    Section(name="items", type=ItemNode),
    Section(name="sources", type=SourceNode),
    Section(name="products", type=ProductNode),
    Section(name="assessments", type=AssessmentNode),
    Section(name="recommendations", type=RecommendationNode),
    Section(name="decisions", type=DecisionNode),
    Section(name="dispositions", type=DispositionNode),
    Section(name="warnings", type=WarningNode),
    Section(name="responses", type=ResponseNode),
    Section(name="plans", type=PlanNode),
    Section(name="suppressions", type=SuppressionNode),
    Section(name="overrides", type=OverrideNode),
)
"""In the order in which a strategy file is written."""

SECTION_OF_NOUN = {section.type.noun: section for section in SECTIONS}
SECTION_NAMED = {section.name: section for section in SECTIONS}
