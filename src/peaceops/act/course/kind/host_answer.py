"""How one host authority is answered, by its will and capacity (the quadrants of doctrine B8)."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from peaceops.direct.check.rules.host.posture_record import chain_of, superseded
from peaceops.direct.check.view import View
from peaceops.domain.strategy.host import (
    COVERED_SUPPORT,
    CompactNode,
    DueDiligenceNode,
    PostureNode,
    SupportNode,
)
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.politics import EngagementNode, PartnerNode

ENOUGH = 2
"""Will and capacity are cut here, on their scales of 0 to 4 (doctrine B8)."""
Family = Literal["leads", "supported", "dialogue_and_leverage", "assess_first"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How an authority is answered.

    Attributes:
        posture: the judgement that it follows from.
        family: of the answer.
        steps: in words.
        nodes: as they would be recorded; changes: these in words.
    """

    posture: PostureNode
    family: Family
    steps: tuple[str, ...]
    nodes: tuple[Node, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def authority(self) -> str:
        """Whose posture it is."""
        return self.posture.authority or self.posture.id


def answers(view: View) -> tuple[Answer, ...]:
    """Return an answer for each authority judged, by area and authority. None is inferred."""
    replaced = superseded(view)
    found = [
        _answer(view, posture)
        for posture in view.of(PostureNode)
        if posture.id not in replaced and view.in_force(posture) is not False
    ]
    return tuple(sorted(found, key=lambda one: (one.posture.area or "", one.authority)))


def family(posture: PostureNode) -> Family:
    """Return what follows from will and capacity; what is not known is assessed first."""
    if posture.will is None:
        return "assess_first"
    if posture.will < ENOUGH:
        return "dialogue_and_leverage"
    if posture.capacity is None:
        return "assess_first"
    return "leads" if posture.capacity >= ENOUGH else "supported"


def _answer(view: View, posture: PostureNode) -> Answer:
    kind = family(posture)
    if kind == "assess_first":
        step = f"will and capacity are assessed before anything is given or asked ({posture.id})"
        return Answer(posture=posture, family=kind, steps=(step,))
    if kind == "dialogue_and_leverage":
        return _talk(view, posture)
    if kind == "supported":
        return _support(view, posture)
    steps = ("leads; the mission watches, and comes back where it fails",)
    return Answer(posture=posture, family=kind, steps=steps)


def _support(view: View, posture: PostureNode) -> Answer:
    who = posture.authority or posture.id
    there = [one for one in view.having(SupportNode, "recipient", who).nodes if _given(one)]
    if there:
        names = ", ".join(one.id for one in there)
        going = (f"support goes on under due diligence: {names}", "the mission fills the gap")
        return Answer(posture=posture, family="supported", steps=going)
    assessed = view.having(DueDiligenceNode, "recipient", who).ids
    support = SupportNode(
        id=f"support-{who}",
        title=f"support to {who}",
        recipient=who,
        type="logistics",
        status="live",
        started=view.day,
        area=posture.area,
    )
    steps = (
        f"due diligence first ({', '.join(assessed) or 'no assessment on record'})",
        "then logistics and training with conditions, watched",
        "the mission fills the gap meanwhile",
    )
    return Answer(
        posture=posture,
        family="supported",
        steps=steps,
        nodes=(support,),
        changes=(f"{support.id} starts on the day: what rules then raise has to come first",),
    )


def _talk(view: View, posture: PostureNode) -> Answer:
    """Answer a lack of will: dialogue and leverage at once, a compact considered, no capacity."""
    who = posture.authority or posture.id
    chain, _ = chain_of(view, who)
    levers = sorted(
        {
            partner.id
            for name in chain
            for partner in view.into(name, "leverage_over", PartnerNode).nodes
        }
    )
    nodes: list[Node] = [
        EngagementNode(
            id=f"dialogue-{who}", kind="dialogue", date=view.day, parties=(who,),
            purpose="what its forces do to civilians",
        ),
        CompactNode(
            id=f"compact-{who}", title=f"compact with {who}", parties=(who,), status="considered",
            considered=view.day,
        ),
    ]  # fmt: skip
    changes = [f"a dialogue is held with {who}, and a compact considered, as if on the day"]
    steps = [f"dialogue with {who}", f"a compact with {who} is considered"]
    if levers:
        names = ", ".join(levers)
        nodes.append(
            EngagementNode(
                id=f"leverage-{who}", kind="leverage", date=view.day, parties=tuple(levers),
                purpose=f"that {who} protects",
            )
        )  # fmt: skip
        steps.insert(1, f"leverage at once, through {names}")
        changes.append(f"{names} is asked to press {who}, as if on the day")
    else:
        steps.insert(1, f"leverage at once: nobody with leverage over {who} is on record")
    stopped = [
        one for one in view.having(SupportNode, "recipient", who).nodes
        if _given(one) and one.type in COVERED_SUPPORT
    ]  # fmt: skip
    for one in stopped:
        nodes.append(msgspec.structs.replace(one, status="suspended", ended=view.day))
        steps.append(f"{one.name} is suspended")
        changes.append(f"{one.name} is suspended on the day")
    return Answer(
        posture=posture,
        family="dialogue_and_leverage",
        steps=tuple(steps),
        nodes=tuple(nodes),
        changes=tuple(changes),
    )


def _given(support: SupportNode) -> bool:
    return support.status in {"planned", "approved", "live", None}
