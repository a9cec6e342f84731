"""Pages on mandates: two versions side by side, and a mandate over its life. One file, no script."""

import difflib
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from peaceops.domain.mandate import TASK_CODES, Clause
from peaceops.domain.mandate_change import ChangeKind, ClauseChange, Comparison, Version

_WORDS = re.compile(r"\S+\s*")
_MOST_WORDS = 1500
_LABELS = {
    ChangeKind.ADDED: "Added",
    ChangeKind.DROPPED: "Dropped",
    ChangeKind.STRENGTHENED: "Strengthened",
    ChangeKind.WEAKENED: "Weakened",
    ChangeKind.REWRITTEN: "Rewritten",
    ChangeKind.SAME: "Same",
}
_VERBS = {5: "decides", 4: "requests", 3: "calls upon", 2: "encourages", 1: "welcomes"}
_STYLE = """
:root { --ink: #1d2733; --quiet: #5b6775; --line: #d8dee6; --paper: #fff; --wash: #f5f7fa;
  --added: #0b6b3a; --dropped: #a1261b; --up: #0a5f8a; --down: #9a5b00; --moved: #5b3fa0; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 82rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: 15px/1.5 "Noto Sans", "Noto Sans Arabic", system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p.lead { color: var(--quiet); margin: 0 0 1rem; max-width: 60rem; }
ul.sums { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1.25rem; }
ul.sums li { border: 1px solid var(--line); border-radius: 4px; padding: .2rem .6rem; background: var(--wash); }
table { border-collapse: collapse; width: 100%; }
.scroll { overflow-x: auto; }
th, td { border-top: 1px solid var(--line); padding: .5rem .6rem; vertical-align: top; text-align: start; }
thead th { border-top: 0; border-bottom: 2px solid var(--ink); background: var(--paper); }
table.sides { table-layout: fixed; }
table.sides col.what { width: 12rem; }
td.what { font-size: .86rem; }
td.what b { display: block; }
td.what span { display: block; color: var(--quiet); overflow-wrap: anywhere; }
td.text { overflow-wrap: anywhere; }
td.text i { font-style: normal; font-weight: 600; color: var(--quiet); margin-inline-end: .5em; }
td.none { color: var(--quiet); }
ins { text-decoration: none; background: #d8f0e1; }
del { text-decoration: line-through; text-decoration-color: #a1261b; background: #fbe3e0; }
tr.added td.what b { color: var(--added); } tr.dropped td.what b { color: var(--dropped); }
tr.strengthened td.what b { color: var(--up); } tr.weakened td.what b { color: var(--down); }
td.what b.moved { color: var(--moved); }
details { margin-top: 1.5rem; } summary { cursor: pointer; color: var(--quiet); }
table.life td, table.life th { padding: .3rem .5rem; font-size: .86rem; }
table.life thead th { white-space: nowrap; }
table.life tbody th { min-width: 11rem; }
table.life tbody th { font-weight: 400; position: sticky; inset-inline-start: 0; background: var(--paper); }
td.s5 { background: #0f4c75; color: #fff; } td.s4 { background: #3282b8; color: #fff; }
td.s3 { background: #9cc9e6; } td.s2 { background: #cfe4f2; } td.s1 { background: #eaf3f9; }
td.num { text-align: end; font-variant-numeric: tabular-nums; }
footer { margin-top: 2.5rem; color: var(--quiet); font-size: .85rem; border-top: 1px solid var(--line); padding-top: .75rem; }
@media print { body { padding: 0; font-size: 11px; } details { display: none; } tr { break-inside: avoid; } }
"""


def comparison_page(comparison: Comparison) -> str:
    """Lay two versions side by side; unchanged clauses are folded away below."""
    counts = Counter(change.kind for change in comparison.changes)
    moved = sum(change.moved for change in comparison.changes)
    sums = [f"{_LABELS[kind]}: {counts[kind]}" for kind in _LABELS if counts[kind]]
    if moved:
        sums.append(f"Moved: {moved}")
    shown = [c for c in comparison.changes if c.kind is not ChangeKind.SAME or c.moved]
    same = [c for c in comparison.changes if c.kind is ChangeKind.SAME and not c.moved]
    body = [
        f"<h1>{_text(comparison.before)} → {_text(comparison.after)}</h1>",
        '<p class="lead">Clauses are paired by their words. Strengthened or weakened tells of the '
        "Council’s verb, of force, priority and conditions only; what a change means is for a "
        "person to judge.</p>",
        "<ul class='sums'>" + "".join(f"<li>{_text(one)}</li>" for one in sums) + "</ul>",
        _sides(comparison, shown) if shown else "<p>Nothing changed.</p>",
    ]
    if same:
        body.append(
            f"<details><summary>{len(same)} clauses are the same</summary>"
            f"{_sides(comparison, same)}</details>"
        )
    return _page(f"{comparison.before} → {comparison.after}", body)


def series_page(versions: Sequence[Version]) -> str:
    """Show tasks, strengths and ties to politics text by text."""
    codes = [code for code in TASK_CODES if any(code in one.tasks for one in versions)]
    head = "".join(
        f"<th scope='col'>{_text(one.symbol or one.name)}<br>{_text(one.adopted or 'no date')}</th>"
        for one in versions
    )
    rows = [
        f"<tr><th scope='row'>{_text(code.replace('_', ' '))}</th>"
        + "".join(_cell(one.tasks.get(code)) for one in versions)
        + "</tr>"
        for code in codes
    ]
    figures = [
        ("military ceiling", [_number(one.ceiling.get("military")) for one in versions]),
        ("police ceiling", [_number(one.ceiling.get("police")) for one in versions]),
        ("runs until", [one.expiry or "not stated" for one in versions]),
        (
            "protection clauses tied to politics",
            [f"{one.linked} of {one.protection}" for one in versions],
        ),
        ("strategic, operational, tactical (confirmed)", [_scales(one) for one in versions]),
    ]
    body = [
        "<h1>The mandate over its life</h1>",
        '<p class="lead">Each cell shows the strongest verb with which a task is given. Shares of '
        "strategic and tactical clauses count only what a person has confirmed.</p>",
        f"<div class='scroll'><table class='life'><thead><tr><th scope='col'>Task</th>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>",
        "<h2>Strength, term, ties</h2>",
        f"<div class='scroll'><table class='life'><thead><tr><th scope='col'></th>{head}</tr></thead><tbody>"
        + "".join(
            f"<tr><th scope='row'>{_text(name)}</th>"
            + "".join(f"<td class='num'>{_text(value)}</td>" for value in values)
            + "</tr>"
            for name, values in figures
        )
        + "</tbody></table></div>",
    ]
    return _page("The mandate over its life", body)


def comparison_text(comparison: Comparison) -> str:
    """Write a comparison for a terminal, one line a change."""
    lines = [f"{comparison.before} → {comparison.after}"]
    counts = Counter(change.kind for change in comparison.changes)
    moved = sum(change.moved for change in comparison.changes)
    lines.append(
        ", ".join(f"{counts[kind]} {kind}" for kind in ChangeKind if counts[kind])
        + (f", {moved} moved" if moved else "")
    )
    for change in comparison.changes:
        if change.kind is ChangeKind.SAME and not change.moved:
            continue
        before = change.before.paragraph.id if change.before else "-"
        after = change.after.paragraph.id if change.after else "-"
        clause = change.after or change.before
        start = clause.paragraph.text[:60] if clause else ""
        note = "; ".join(change.reasons)
        tag = f"{change.kind}{', moved' if change.moved else ''}"
        lines.append(f"{tag:<22} {before:>10} → {after:<10} {start}{f'  [{note}]' if note else ''}")
    return "\n".join(lines)


def series_text(versions: Sequence[Version]) -> str:
    """Write a series for a terminal."""
    lines = []
    for one in versions:
        ceiling = ", ".join(f"{number:,} {part}" for part, number in one.ceiling.items())
        lines.append(f"{one.adopted or 'no date':<11} {one.symbol or one.name}")
        lines.append(
            f"    until {one.expiry or 'not stated'}; strength {ceiling or 'not stated'}; "
            f"protection tied to politics {one.linked} of {one.protection}; scale {_scales(one)}"
        )
        tasks = ", ".join(
            f"{code} ({_VERBS.get(strength, 'none')})" for code, strength in one.tasks.items()
        )
        lines.append(f"    {tasks or 'no tasks'}")
    return "\n".join(lines)


def _sides(comparison: Comparison, changes: Iterable[ClauseChange]) -> str:
    rows = "".join(_row(change) for change in changes)
    return (
        "<table class='sides'><colgroup><col class='what'><col><col></colgroup><thead><tr>"
        f"<th scope='col'>Change</th><th scope='col'>{_text(comparison.before)}</th>"
        f"<th scope='col'>{_text(comparison.after)}</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(change: ClauseChange) -> str:
    moved = "<b class='moved'>Moved</b>" if change.moved else ""
    label = "" if change.kind is ChangeKind.SAME else f"<b>{_LABELS[change.kind]}</b>"
    reasons = "".join(f"<span>{_text(reason)}</span>" for reason in change.reasons)
    old, new = _marked(change)
    return (
        f"<tr class='{change.kind}'><td class='what'>{label}{moved}{reasons}</td>"
        f"{_side(change.before, old)}{_side(change.after, new)}</tr>"
    )


def _side(clause: Clause | None, marked: str) -> str:
    if clause is None:
        return "<td class='none'>not in this version</td>"
    language = clause.paragraph.language
    direction = " dir='rtl'" if language == "ar" else ""
    return f"<td class='text' lang='{language}'{direction}><i>{_text(clause.paragraph.id)}</i>{marked}</td>"


def _marked(change: ClauseChange) -> tuple[str, str]:
    """Mark the words that went and those that came."""
    if change.before is None or change.after is None:
        only = change.before or change.after
        text = _text(only.paragraph.text) if only else ""
        return text, text
    old = _WORDS.findall(change.before.paragraph.text)
    new = _WORDS.findall(change.after.paragraph.text)
    if change.kind is ChangeKind.SAME or max(len(old), len(new)) > _MOST_WORDS:
        return _text("".join(old)), _text("".join(new))
    matcher = difflib.SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )
    left, right = "", ""
    for tag, first, last, begin, end in matcher.get_opcodes():
        gone, come = _text("".join(old[first:last])), _text("".join(new[begin:end]))
        left += gone if tag == "equal" or not gone else f"<del>{gone.rstrip()}</del> "
        right += come if tag == "equal" or not come else f"<ins>{come.rstrip()}</ins> "
    return left, right


def _cell(strength: int | None) -> str:
    if strength is None:
        return "<td></td>"
    return f"<td class='s{strength}'>{_VERBS.get(strength, '')}</td>"


def _scales(version: Version) -> str:
    known = sum(version.scales.values())
    if not known:
        return f"none confirmed of {version.unconfirmed}"
    parts = ", ".join(
        str(version.scales.get(scale, 0)) for scale in ("strategic", "operational", "tactical")
    )
    return f"{parts}; {version.unconfirmed} unconfirmed"


def _number(value: int | None) -> str:
    return "not stated" if value is None else f"{value:,}"


def _text(value: str) -> str:
    return html.escape(value, quote=True)


def _page(title: str, body: Sequence[str]) -> str:
    return "\n".join(_lines(title, body)) + "\n"


def _lines(title: str, body: Sequence[str]) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{_text(title)}</title><style>{_STYLE}</style></head><body>"
    yield from body
    yield "<footer>Read by machine from the texts named above; check against them before use.</footer>"
    yield "</body></html>"
