"""The expectation gap as plain text: expected, possible, what binds, and who can change that."""

from collections.abc import Iterator, Sequence

from peaceops.direct.expectation.gap import GapRow, PartyAnswer, Possible
from peaceops.direct.expectation.layer import Layer
from peaceops.direct.expectation.message import PublicMessage

HEADING = "STRICTLY CONFIDENTIAL: this tells what would not be done, and where."
_SILENT = {
    "silent": "asked, and silent",
    "unknown": "what it expects is not known",
    "not_asked": "nobody asked it",
}
_STATE = {
    "not_recorded": "nothing recorded: it delivers nothing",
    "unknown": "not known: it may allow anything",
    "no_limit": "no limit on record",
    "barred": "bars it",
}


def render_gaps(
    rows: Sequence[GapRow], withheld: int, messages: Sequence[PublicMessage], as_of: str
) -> str:
    """Write the rows for a person to read.

    Args:
        rows: those that the reader may see.
        withheld: how many are above the reader.
        messages: drafts that the reader may see, of withheld rows too, each once.
        as_of: day, as YYYY-MM-DD.
    """
    return "\n".join(_lines(rows, withheld, messages, as_of)) + "\n"


def _lines(
    rows: Sequence[GapRow], withheld: int, messages: Sequence[PublicMessage], as_of: str
) -> Iterator[str]:
    if rows:
        yield HEADING
    yield f"Expectation gap as of {as_of}. Levels of action go from 0 (nothing) to 5."
    if not rows and not withheld:
        yield "No scenario is in force: nobody was asked what they expect."
    for row in rows:
        yield ""
        yield from _row(row)
    if withheld:
        yield f"{withheld} rows are above this reader, and held back."
    for message in messages:
        yield ""
        yield from _message(message)


def _row(row: GapRow) -> Iterator[str]:
    where = f", {row.area_title or row.area}" if row.area else ", no area recorded"
    about = f" ({', '.join(row.threats)})" if row.threats else ""
    yield f"{row.scenario} {row.title}{where}{about}"
    if row.expected is None:
        yield "  expected: nobody who waits for it has said what"
    else:
        yield f"  expected: level {row.expected}, by {', '.join(row.expected_by)}"
    yield f"  possible: {_possible(row.here)}"
    if row.sheet != row.here:
        yield f"  by the scenario sheet alone: {_possible(row.sheet)}"
    if row.needed_action is not None:
        yield f"  needed to protect: level {row.needed_action}"
    if row.agreement is not None:
        yield f"  agreement of Council and contributors: {row.agreement:.2f} of 1"
    yield "  who expects what"
    yield from (f"    {_answer(one)}" for one in row.answers)
    yield "  what each layer allows"
    for layer in row.layers:
        binds = " <- binds" if layer.name in {*row.here.binding, *row.sheet.binding} else ""
        yield f"    {layer.name}: {_level(layer)}{binds}"
        yield from (f"      {line}" for line in layer.evidence)
    if row.remedies:
        yield "  what would close it"
        yield from (f"    {one.layer}: {one.what} [{one.who}]" for one in row.remedies)


def _possible(one: Possible) -> str:
    level = f"level {one.high}" if one.low == one.high else f"level {one.low} to {one.high}"
    held = f", held down by {', '.join(one.binding)}" if one.binding else ""
    if one.gap_least is None or one.gap_most is None:
        return f"{level}{held}"
    least, most = max(one.gap_least, 0), max(one.gap_most, 0)
    return f"{level}{held}; gap {least if least == most else f'{least} to {most}'}"


def _answer(one: PartyAnswer) -> str:
    who = f"{one.party}{f' ({one.respondent})' if one.respondent else ''}"
    if one.action_level is None:
        return f"{who}: {_SILENT[one.state]}"
    risk = "" if one.accept_risk is None else f", at risk {one.accept_risk} of 3"
    return f"{who}: level {one.action_level}{risk}"


def _level(layer: Layer) -> str:
    if layer.state == "recorded":
        return f"level {layer.level}"
    return _STATE[layer.state]


def _message(message: PublicMessage) -> Iterator[str]:
    yield "Draft for the public; not released until a person releases it"
    yield from (f"  {line}" for line in message.text)
