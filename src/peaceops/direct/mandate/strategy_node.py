"""Clauses as the strategy writes them, and how to find a clause of a text in a strategy."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from peaceops.domain.mandate import Clause, Mandate, Paragraph
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.mandate import ClauseNode, MandateNode

_STRENGTH = {5: 4, 4: 3, 3: 2, 2: 1, 1: 1}
"""The codebook's five steps of the verb in the four of doctrine B13; "urges" is 2 there."""
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_TITLE = 60


def mandate_id(mandate: Mandate) -> str:
    """Return the id that a new mandate gets, like res_2149_2014."""
    name = mandate.document.symbol or mandate.document.name
    return _UNSAFE.sub("_", name.removeprefix("S/")).strip("_").lower()


def clause_id(mandate: Mandate, paragraph: str) -> str:
    """Return the id that a new clause gets, like res_2149_2014_30_a_i."""
    return f"{mandate_id(mandate)}_{_UNSAFE.sub('_', paragraph).strip('_')}"


def words_hash(paragraph: Paragraph) -> str:
    """Return the SHA-256 of a paragraph's words; spaces do not count."""
    return hashlib.sha256(" ".join(paragraph.text.split()).encode()).hexdigest()


def mandate_entry(mandate: Mandate) -> dict[str, Any]:
    """Write a mandate as an entry of a strategy file."""
    document = mandate.document
    entry: dict[str, Any] = {"id": mandate_id(mandate), "symbol": document.symbol}
    if document.adopted:
        entry["adopted"] = date.fromisoformat(document.adopted)
    expiries = [
        value for clause in mandate.clauses if isinstance(value := clause.value("expiry"), str)
    ]
    if expiries:
        entry["expires"] = date.fromisoformat(max(expiries))
    return {key: value for key, value in entry.items() if value}


def clause_entry(mandate: Mandate, clause: Clause, *, mandate_name: str) -> dict[str, Any]:
    """Write a clause as an entry of a strategy file.

    Its title names the paragraph; no sentence of the text is copied. `confirmed_by` names a person
    only where that person confirmed scale and tier.
    """
    paragraph = clause.paragraph
    verbs, codes = clause.value("verbs"), clause.value("task_codes")
    strength = clause.value("strength")
    urged = isinstance(verbs, tuple) and bool(verbs) and verbs[0] == "urges"
    addressee = clause.value("addressee")
    entry: dict[str, Any] = {
        "id": clause_id(mandate, paragraph.id),
        "title": f"{mandate.document.symbol} para. {paragraph.id}"[:_TITLE],
        "mandate": [mandate_name],
        "paragraph": paragraph.id,
        "addressee": [one for one in addressee if one != "none"]
        if isinstance(addressee, tuple)
        else [],
        "verb": clause.value("verb"),
        "strength": (2 if urged else _STRENGTH.get(strength))
        if isinstance(strength, int)
        else None,
        "code": codes[0] if isinstance(codes, tuple) and codes else None,
        "modality": clause.value("modality"),
        "tier": tier if (tier := clause.value("poc_tier")) in {"I", "II", "III"} else None,
        "level": clause.value("scale"),
        "priority": clause.value("priority") or None,
        "conditional": clause.value("conditional") or None,
        "force": clause.value("use_of_force") or None,
        "confirmed_by": _confirmed_by(clause),
        "text_hash": words_hash(paragraph),
    }
    return {key: value for key, value in entry.items() if value not in (None, [], "")}


def known_clause(strategy: Strategy, mandate: Mandate, clause: Clause) -> ClauseNode | None:
    """Find the strategy's node of a clause: by its words, or by symbol and paragraph."""
    wanted = words_hash(clause.paragraph)
    texts = {node.id for node in strategy.of(MandateNode) if node.symbol == mandate.document.symbol}
    for node in strategy.of(ClauseNode):
        if node.text_hash and node.text_hash == wanted:
            return node
        of = {edge.target for edge in strategy.out(node.id, "mandate")}
        if node.paragraph == clause.paragraph.id and (of & texts):
            return node
    return None


def known_mandate(strategy: Strategy, mandate: Mandate) -> MandateNode | None:
    """Find the strategy's node of a mandate by its symbol."""
    nodes: Iterable[MandateNode] = strategy.of(MandateNode)
    return next(
        (node for node in nodes if node.symbol and node.symbol == mandate.document.symbol), None
    )


def _confirmed_by(clause: Clause) -> str | None:
    fields = [clause.readings.get(name) for name in ("scale", "poc_tier")]
    if all(one is not None and one.author for one in fields) and fields[0] is not None:
        return fields[0].author
    return None
