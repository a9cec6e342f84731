"""The one gate: what passes to whom, how finely, and why the rest stays (design § 6.4).

Nothing here reads or writes: things in, what is left of them out. Screen, file, notification and
brief all go through it.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from peaceops.domain.marking import Audience, Compartment, Marking, combined, may_see
from peaceops.domain.precision import PlacePrecision, TimePrecision
from peaceops.domain.record_kind import payload_to_bytes
from peaceops.domain.release import (
    ALLOWANCES,
    FINEST_BY_CONSENT,
    Allowance,
    Circle,
    Released,
    ReleasedThing,
    ReleaseOrder,
    Thing,
    Withheld,
    Withholding,
)
from peaceops.domain.release_field import (
    IDENTITY_KINDS,
    INWARD_KINDS,
    PRESENCE_KINDS,
    Facet,
    facets,
)
from peaceops.domain.shortfall import SHORTFALLS, may_leave
from peaceops.domain.small_cell import people_shown
from peaceops.domain.strategy.edge import Edge
from peaceops.domain.strategy.information import ItemNode, SourceNode
from peaceops.domain.warning_notice import NoticeNode

_QUOTABLE = frozenset({"quote_without_identity", "quote_with_identity"})
_TO_SOURCES = frozenset({"from_source", "names_source"})
_LONGEST_ID = 16
"""Words that an id is made of, at most: `item-2031-05-01-003` has five."""
_COARSEST_SITE = PlacePrecision.NEAR
_COARSEST_AREA = PlacePrecision.DISTRICT


def releasable(things: Sequence[Thing], order: ReleaseOrder, *, key: bytes) -> Released:
    """Return what may leave of some things, and what stays and why.

    Args:
        things: what is asked to leave; counts that add up lie within one thing.
        order: for whom, and what a person decided.
        key: random, of this release alone, and kept by nobody: ids of items and sources are
            replaced by pseudonyms made with it, so that two releases can not be laid side by side.
    """
    allowed = ALLOWANCES[order.audience]
    stays = {thing.id: reason for thing in things if (reason := _stays(thing, order, allowed))}
    passing = {thing.id for thing in things} - set(stays)
    for thing in things:
        edge = thing.payload
        if thing.id in passing and isinstance(edge, Edge) and _ends_stay(edge, passing, order):
            stays[thing.id] = Withholding.END
            passing.discard(thing.id)
    names = _Names(
        frozenset(passing | order.nameable),
        {name: _alias(key, name) for name in order.aliased.union(*map(_aliased, things))},
    )
    out: list[ReleasedThing] = []
    withheld: list[Withheld] = []
    for thing in things:
        if thing.id in stays:
            withheld.append(Withheld(id=thing.id, kind=thing.kind, reason=stays[thing.id]))
            continue
        content, kept_back = _content(thing, order, allowed, names)
        out.append(ReleasedThing(id=_shown_id(thing, names), kind=thing.kind, content=content))
        withheld += [
            Withheld(id=thing.id, kind=thing.kind, field=field, reason=reason)
            for field, reason in kept_back
        ]
    return Released(
        audience=order.audience,
        marking=combined(
            combined([thing.marking, thing.payload.marking])
            for thing in things
            if thing.id in passing and thing.payload is not None
        ),
        things=tuple(out),
        withheld=tuple(withheld),
    )


def product_stays(
    audience: Audience, marking: Marking, finest: PlacePrecision
) -> Withholding | None:
    """Return why a product that was made from many inputs does not leave; None where it does.

    It passes as a whole or not at all: nothing of it can be cut out any more.

    Args:
        audience: for whom it is meant.
        marking: the most that anything carries which it was made from.
        finest: place that it shows.
    """
    allowed = ALLOWANCES[Circle(audience)]
    if not _is_cleared(allowed, marking):
        return Withholding.MARKING
    return Withholding.PLACE if finest < allowed.place else None


def _is_cleared(allowed: Allowance, marking: Marking) -> bool:
    """Tell whether a circle may have something with a marking: asked of things and products."""
    return may_see(allowed.clearance, marking)


def _stays(thing: Thing, order: ReleaseOrder, allowed: Allowance) -> Withholding | None:
    """Return the first reason for which a thing does not leave at all; None where it does."""
    payload = thing.payload
    if payload is None:
        return Withholding.SEALED
    marking = combined([thing.marking, payload.marking])
    within = order.audience is Circle.INTERNAL and not order.leaves
    consents = {*thing.rests_on, payload.consent if isinstance(payload, ItemNode) else None}
    reasons = {
        Withholding.IDENTITY: thing.kind in IDENTITY_KINDS
        or Compartment.SOURCE_IDENTITY in marking.compartments,
        Withholding.INWARD: thing.kind in INWARD_KINDS,
        Withholding.MARKING: not _is_cleared(allowed, marking),
        Withholding.PRESENCE: thing.kind in PRESENCE_KINDS and not allowed.presence,
        Withholding.CONSENT: "none" in consents or ("internal_only" in consents and not within),
        Withholding.SHORTFALL: order.leaves and _may_still_answer(thing, order.day),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _may_still_answer(thing: Thing, day: date) -> bool:
    """Tell whether a thing names a shortfall that its contributor has had no time to answer."""
    if thing.kind not in SHORTFALLS or not thing.contributor:
        return False
    return thing.answer is None or not may_leave(thing.answer, day)


def _ends_stay(edge: Edge, passing: set[str], order: ReleaseOrder) -> bool:
    """Tell whether one of the two things that a relation ties together is not released."""
    known = passing | order.nameable
    by_pseudonym = edge.kind in _TO_SOURCES
    return edge.source not in known or (edge.target not in known and not by_pseudonym)


def _content(
    thing: Thing, order: ReleaseOrder, allowed: Allowance, names: "_Names"
) -> tuple[dict[str, Any], list[tuple[str, Withholding]]]:
    """Return what is left of a thing's fields, and what was kept back of which."""
    payload = thing.payload
    assert payload is not None  # noqa: S101 - `_stays` has seen to it
    finest = max(allowed.place, PlacePrecision(getattr(payload, "place_precision", None) or 0))
    speaks = allowed.words or thing.id in order.read
    if isinstance(payload, ItemNode) and (thing.told or payload.consent is not None):
        finest = max(finest, FINEST_BY_CONSENT[payload.consent])
        speaks = speaks and payload.consent in _QUOTABLE
    finest = max([finest, *(FINEST_BY_CONSENT[consent] for consent in thing.rests_on)])
    if thing.id in order.placed and isinstance(payload, NoticeNode):
        finest = _COARSEST_SITE
    gate = _Fields(allowed, finest, speaks, names)
    content: dict[str, Any] = {}
    kept_back: list[tuple[str, Withholding]] = []
    plain = msgspec.json.decode(payload_to_bytes(payload))
    for field, facet in facets(type(payload)).items():
        value = plain[field]
        if facet is Facet.NEVER or value in (None, "", [], {}):
            continue
        shown, reason = gate.pass_through(field, facet, value, getattr(payload, field))
        if shown is not None:
            content[field] = shown
        if reason is not None:
            kept_back.append((field, reason))
    coarser = any(reason is Withholding.PLACE for _, reason in kept_back)
    if coarser and thing.unit and finest <= PlacePrecision.FIRST_LEVEL_UNIT:
        content["unit"] = thing.unit
    if "place_precision" in content:
        content["place_precision"] = int(finest)
    if thing.answer is not None and thing.kind in SHORTFALLS:
        by_day = allowed.time <= TimePrecision.DAY
        said = thing.answer.words or f"{thing.answer.contributor} has not answered."
        content["answer_of_contributor"] = thing.answer.line if by_day else said
    return content, kept_back


class _Names(msgspec.Struct, frozen=True):
    """What may be named, and under which name."""

    nameable: frozenset[str]
    aliases: dict[str, str]

    def shown(self, name: str) -> str:
        return self.aliases.get(name, name)

    def may_name(self, name: str) -> bool:
        return name in self.nameable or name in self.aliases

    def in_words(self, value: Any) -> Any:
        """Put pseudonyms for ids wherever they stand in a text, or in the texts of a structure."""
        match value:
            case str():
                return self._in_text(value)
            case list():
                return [self.in_words(part) for part in value]
            case dict():
                return {self.in_words(part): self.in_words(value[part]) for part in value}
            case _:
                return value

    def _in_text(self, text: str) -> str:
        """Look up each run of words that could be an id, the longest first."""
        words = [found.span() for found in re.finditer(r"\w+", text)]
        parts, done, place = [], 0, 0
        while place < len(words):
            start = words[place][0]
            for last in range(min(place + _LONGEST_ID, len(words)) - 1, place - 1, -1):
                end = words[last][1]
                if text[start:end] in self.aliases:
                    parts += [text[done:start], self.aliases[text[start:end]]]
                    done, place = end, last
                    break
            place += 1
        return "".join([*parts, text[done:]])


class _Fields(msgspec.Struct, frozen=True):
    """How finely one thing is shown."""

    allowed: Allowance
    finest: PlacePrecision
    speaks: bool
    names: _Names

    def pass_through(
        self, field: str, facet: Facet, value: Any, typed: Any
    ) -> tuple[Any, Withholding | None]:
        """Return what is left of a field, None for nothing, and why it is not all of it."""
        match facet:
            case Facet.DAY:
                answer = self._day(typed)
            case Facet.AREA:
                answer = self._area(field, value)
            case Facet.REFERENCE:
                answer = self._reference(value)
            case Facet.PEOPLE:
                shown, small = people_shown(value)
                answer = shown, Withholding.SMALL_COUNT if small else None
            case _:
                passes, reason = {
                    Facet.FACT: (True, None),
                    Facet.SPOT: (self.finest <= PlacePrecision.EXACT, Withholding.PLACE),
                    Facet.SITE: (self.finest <= _COARSEST_SITE, Withholding.PLACE),
                    Facet.PRESENCE: (self.allowed.presence, Withholding.PRESENCE),
                    Facet.WORDS: (self.speaks, Withholding.WORDS),
                }[facet]
                answer = (self.names.in_words(value), None) if passes else (None, reason)
        return answer

    def _day(self, value: date | datetime) -> tuple[Any, Withholding | None]:
        if self.allowed.time <= TimePrecision.DAY:
            return value.isoformat(), None
        return f"{value.year:04d}-{value.month:02d}", Withholding.TIME

    def _area(self, field: str, value: Any) -> tuple[Any, Withholding | None]:
        if self.finest <= _COARSEST_AREA:
            return value, None
        if field == "covers":
            units = [part for part in value if part.startswith(("unit:", "country:"))]
            if len(units) == len(value):
                return value, None
        return None, Withholding.PLACE

    def _reference(self, value: Any) -> tuple[Any, Withholding | None]:
        listed = value if isinstance(value, list) else [value]
        shown = [self.names.shown(name) for name in listed if self.names.may_name(name)]
        reason = None if len(shown) == len(listed) else Withholding.REFERENCE
        if isinstance(value, list):
            return shown or None, reason
        return (shown[0] if shown else None), reason


def _aliased(thing: Thing) -> set[str]:
    """Return the ids that get a pseudonym because of a thing."""
    payload = thing.payload
    if isinstance(payload, ItemNode):
        return {payload.id, *payload.origins}
    if isinstance(payload, SourceNode):
        return {payload.id}
    if isinstance(payload, Edge) and payload.kind in _TO_SOURCES:
        return {payload.target}
    return set()


def _shown_id(thing: Thing, names: _Names) -> str:
    """Return the id of a thing as the recipient has it; a relation is known by its two ends."""
    edge = thing.payload
    if isinstance(edge, Edge):
        return f"{names.shown(edge.source)}/{edge.kind}/{names.shown(edge.target)}"
    return names.shown(thing.id)


def _alias(key: bytes, name: str) -> str:
    """Return a pseudonym that holds in one release only."""
    return f"P-{hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:12]}"
