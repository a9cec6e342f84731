"""Show a strategy in the form that its reader asks for."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from peaceops.direct.strategy.load import load_strategy
from peaceops.disseminate.language import language
from peaceops.disseminate.strategy.document import strategy_document
from peaceops.disseminate.strategy.graph import render_graph
from peaceops.disseminate.strategy.page import render_graph_page
from peaceops.domain.marking import EVERYTHING, Marking, may_see
from peaceops.domain.strategy.as_of import as_known
from peaceops.domain.strategy.graph import Strategy, without
from peaceops.domain.strategy.plain import strategy_to_plain
from peaceops.services.check import CheckOrder, check, day_of


@dataclass(frozen=True, kw_only=True)
class ShowOrder:
    """What is to be shown, and how.

    Attributes:
        path: a strategy file, a folder of them, or a mission's folder.
        as_of: the day; that of the strategy's mission where none is given.
        output: form.
        clearance: of the reader.
        language: of titles and phrases; ISO 639-1.
    """

    path: Path
    as_of: date | None = None
    output: Literal["text", "svg", "html", "json"] = "text"
    clearance: Marking = EVERYTHING
    language: str = "en"


def show_strategy(order: ShowOrder) -> bytes:
    """Return the strategy as of a day, in the form asked for.

    Raises:
        PeaceopsError: nothing to read, faults in it, or no date.
    """
    strategy = load_strategy(order.path)
    day = day_of(strategy, order.as_of, str(order.path))
    words = language(order.language)
    if order.output == "html":
        outcome = check(CheckOrder(path=order.path, as_of=day))
        findings = outcome.whole.findings
        return render_graph_page(strategy, findings, day, words, clearance=order.clearance)
    if order.output == "svg":
        return render_graph(strategy, day, words, clearance=order.clearance).encode()
    if order.output == "json":
        return _plain(as_known(strategy, day), order.clearance)
    return strategy_document(strategy, day, words, clearance=order.clearance).encode()


def _plain(strategy: Strategy, clearance: Marking) -> bytes:
    above = [node.id for node in strategy.nodes.values() if not may_see(clearance, node.marking)]
    content = {
        "format": 1,
        "left_out": len(above),
        "strategy": strategy_to_plain(without(strategy, above)),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1, default=str)
    return f"{text}\n".encode()
