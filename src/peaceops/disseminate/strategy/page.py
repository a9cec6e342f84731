"""The graph as one page that needs no network: an open finding lights up what it is about."""

import base64
import hashlib
import json
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from peaceops.disseminate.language import Language, right_to_left
from peaceops.disseminate.strategy.drawn import Drawn, drawn
from peaceops.disseminate.strategy.graph import INTERNAL, draw
from peaceops.disseminate.strategy.path import path_of
from peaceops.disseminate.strategy.phrase import marking_line, not_recorded, severity_word
from peaceops.disseminate.strategy.scale import scale_for
from peaceops.domain.finding import Finding
from peaceops.domain.marking import Marking, combined, may_see
from peaceops.domain.strategy.graph import Strategy


def render_graph_page(
    strategy: Strategy,
    findings: Iterable[Finding],
    day: date,
    words: Language,
    *,
    clearance: Marking = INTERNAL,
) -> bytes:
    """Return the page: the picture beside the findings, in their order.

    Of findings above the reader's clearance only the number is told (doctrine D3.6). Suppressed
    ones are shown as such. Without scripts the page shows the same, but lights nothing up.
    """
    all_of_them = tuple(findings)
    shown = tuple(one for one in all_of_them if may_see(clearance, one.marking))
    whole = drawn(strategy, day, clearance, words)
    folder = files("peaceops.disseminate.strategy") / "templates"
    script = (folder / "highlight.js").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string((folder / "graph.html.j2").read_text(encoding="utf-8")).render(
        language=words.code,
        direction="rtl" if right_to_left(words.code) else "ltr",
        title=words.say("{mission}: strategy and findings", mission=whole.mission),
        subtitle=words.say("as of {day}", day=words.day(day)),
        marking=marking_line(
            combined([whole.marking, *(finding.marking for finding in shown)]), words
        ),
        findings_title=words.count("{number} finding", "{number} findings", len(shown)),
        withheld=_withheld(len(all_of_them) - len(shown), words),
        search_label=words.say("Find a word, a rule or a thing"),
        fit_label=words.say("Fit the picture into the window"),
        no_findings=words.say("Nothing was found."),
        hint=words.say("Open a finding to see in the picture what it is about."),
        entries=[_entry(finding, whole, words) for finding in shown],
        drawing=_own(draw(whole, words, scale_for(whole))),
        script=_own(script),
        script_hash=_hash(script),
    )
    return page.encode()


def _own(text: str) -> Markup:
    """Return markup of our own making as it is."""
    return Markup(text)  # noqa: S704


def _hash(script: str) -> str:
    """Return what a content security policy calls the one script that may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _withheld(number: int, words: Language) -> str:
    if not number:
        return ""
    return words.count(
        "{number} finding above this reader’s clearance is left out.",
        "{number} findings above this reader’s clearance are left out.",
        number,
    )


def _entry(finding: Finding, whole: Drawn, words: Language) -> dict[str, Any]:
    there = {node.id for node in whole.nodes}
    named = [*finding.objects, *finding.related]
    lit = path_of(named, whole)
    absent = sorted({name for name in named if name not in there})
    facts = [
        (words.say("Clears when"), finding.clears_when),
        (words.say("Decision"), finding.decision),
        (words.say("Owner"), finding.owner or not_recorded(words)),
        (words.say("Due"), words.day(finding.due) if finding.due else ""),
        (words.say("Might help"), words.say(", ").join(finding.candidates)),
        (words.say("Not in the picture"), words.say(", ").join(absent)),
        (words.say("Set aside"), finding.suppression),
        (words.say("Marking"), marking_line(finding.marking, words)),
    ]
    objects = words.say(", ").join(finding.objects)
    state = words.say("{code} {name}: {objects}", code=finding.code, name=finding.name,
                      objects=objects)  # fmt: skip
    if not lit:
        state = words.say("{state} (nothing of it is in the picture)", state=state)
    return {
        "id": finding.id,
        "code": finding.code,
        "part": finding.part,
        "name": finding.name,
        "severity": finding.severity.value,
        "severity_word": severity_word(finding, words),
        "objects": objects,
        "nodes": json.dumps(lit, ensure_ascii=False),
        "state": state,
        "message": finding.message,
        "facts": [(term, text) for term, text in facts if text],
        "quotation": words.say(
            "“{quoted}” ({paragraph})",
            quoted=finding.source.text,
            paragraph=finding.source.paragraph,
        ),
    }
