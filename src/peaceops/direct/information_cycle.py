"""Whether the records of the information cycle hang together: from question to feedback and back.

From any product one walks back to the items behind it, and forward to who read it (R-01). Where a
record in between is missing, both that it leaves behind are named.
"""

from collections.abc import Iterable, Mapping

from peaceops.direct.requirement import RequirementFault
from peaceops.domain.acquisition import AcquisitionTaskNode
from peaceops.domain.feedback import FeedbackNode
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import InformationRequirementNode, ProductNode
from peaceops.domain.strategy.judgement import AssessmentNode
from peaceops.domain.strategy.node import Node

_RESTS_ON: Mapping[str, tuple[str, str]] = {
    AssessmentNode.noun: ("based_on", "it rests on no item or assessment that stands"),
    ProductNode.noun: ("made_from", "it is made from nothing that stands"),
}
_ANSWERED = frozenset({"partly_answered", "answered"})


def loose_ends(nodes: Iterable[Node], edges: Iterable[Edge]) -> tuple[RequirementFault, ...]:
    """Return the records of the cycle that lead nowhere, and why.

    Args:
        nodes: everything that stands; what was withdrawn is not among it.
        edges: relations, their ends there or not.
    """
    standing = {node.id: node for node in nodes}
    leads: dict[tuple[str, str], list[str]] = {}
    for edge in edges:
        if edge.target in standing:
            leads.setdefault((edge.source, edge.kind), []).append(edge.target)
    return tuple(
        RequirementFault(node.id, what)
        for node in standing.values()
        for what in _faults(node, standing, leads)
    )


def _faults(
    node: Node, standing: Mapping[str, Node], leads: Mapping[tuple[str, str], list[str]]
) -> Iterable[str]:
    if isinstance(node, InformationRequirementNode):
        if node.under is not None and node.under not in standing:
            yield f"it is drawn from {node.under}, which is not there"
        if node.status in _ANSWERED and not leads.get((node.id, "answered_by")):
            status = str(node.status).replace("_", " ")
            yield f"it is called {status}, and nothing that stands answers it"
    elif isinstance(node, AcquisitionTaskNode):
        if node.requirement not in standing:
            yield f"it looks for {node.requirement}, which is not there"
    elif isinstance(node, FeedbackNode):
        for name in (node.product, node.requirement):
            if name is not None and name not in standing:
                yield f"it speaks of {name}, which is not there"
    elif node.noun in _RESTS_ON:
        kind, what = _RESTS_ON[node.noun]
        if not leads.get((node.id, kind)):
            yield what
