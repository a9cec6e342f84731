"""A deployment beside today's as plain text: who loses protection first, and what stays bare."""

from collections.abc import Iterator

from peaceops.act.deploy.move import Moves
from peaceops.act.deploy.result import Deployment
from peaceops.act.deploy.what_if import difference_words
from peaceops.act.deploy.why_not import Uncovered

HEADING = "STRICTLY CONFIDENTIAL: this tells where units are, and where they are not."
MOST_PLACES = 10


def render_deployment(
    today: Deployment, planned: Deployment, moves: Moves, uncovered: tuple[Uncovered, ...]
) -> str:
    """Write a plan of where to stand, beside today's, for a person to read."""
    return "\n".join(_lines(today, planned, moves, uncovered)) + "\n"


def _lines(
    today: Deployment, planned: Deployment, moves: Moves, uncovered: tuple[Uncovered, ...]
) -> Iterator[str]:
    yield HEADING
    yield f"Where to stand ({planned.status}, gap {planned.gap:.1%}), beside today's posture"
    yield from (f"  {line}" for line in difference_words(today, planned, moves))
    yield ""
    yield "Moves"
    for move in moves.moves:
        yield f"  {move.unit}: {move.leaves or 'reserve'} -> {move.goes_to or 'reserve'}"
    if not moves.moves:
        yield "  none"
    yield ""
    yield f"Out of reach in time: {len(uncovered)} places"
    for place in uncovered[:MOST_PLACES]:
        yield from _place(place)
    if len(uncovered) > MOST_PLACES:
        yield f"  and {len(uncovered) - MOST_PLACES} more"
    clocks = ", ".join(planned.assumed_clocks)
    if clocks:
        yield ""
        yield f"Assumed, for nobody measured them: {clocks}"
    notes = [*dict.fromkeys((*today.notes, *planned.notes))]
    if notes:
        yield ""
        yield "In the record"
        yield from (f"  {note}" for note in notes)


def _place(place: Uncovered) -> Iterator[str]:
    must = "must be covered; " * place.must
    paper = "in reach on paper only; " * place.on_paper
    yield f"  {place.name}: {must}{paper}{place.standing.replace('_', ' ')}"
    for what, barriers in (("will", place.will), ("ability", place.ability)):
        if barriers:
            yield f"    {what}: {'; '.join(barriers)}"
    if place.smallest is not None:
        yield f"    smallest change: {place.smallest.what} ({place.smallest.who})"
    elif place.together:
        yield f"    only together: {'; '.join(place.together)}"
