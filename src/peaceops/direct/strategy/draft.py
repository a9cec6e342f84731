"""A first strategy from what people have: proposals as the record makes them, all else open.

The text is laid out for a person to fill: `unknown` where a judgement is missing, and commented
examples where nothing is recorded. No level, trend or driver is guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from textwrap import fill
from typing import Any

import msgspec

from peaceops.direct.strategy.yaml_text import entry_text, flow_text
from peaceops.domain.strategy.plain import UNKNOWN, node_to_plain
from peaceops.domain.strategy.proposal import ProposalNode

_SHORTEST_ID = 2
_LINE = 100
_STATE = re.compile(r"^government of .*", re.IGNORECASE)
"""How UCDP names a State and its forces."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft is made from.

    Attributes:
        mission: its id.
        as_of: the day for which it is written.
        sources: what it rests on, one line each.
        areas: (id, name, what it covers on the map).
        actors: (id, name).
        proposals: gravest first.
        threats: plain entries that people assessed already.
        tasks: plain entries.
        left_out: what was not proposed, in words; empty where nothing was.
    """

    mission: str
    as_of: date
    sources: tuple[str, ...]
    areas: tuple[tuple[str, str, str], ...]
    actors: tuple[tuple[str, str], ...]
    proposals: tuple[ProposalNode, ...]
    threats: tuple[Mapping[str, Any], ...] = ()
    tasks: tuple[Mapping[str, Any], ...] = ()
    left_out: str = ""


def short_ids(names: Iterable[str], prefix: str) -> dict[str, str]:
    """Return a short id for each name: its words in plain letters, else a number.

    >>> short_ids(["Ouham-Pendé", "قبيلة"], "area")
    {'Ouham-Pendé': 'ouham_pende', 'قبيلة': 'area_2'}
    """
    ids: dict[str, str] = {}
    for number, name in enumerate(dict.fromkeys(names), start=1):
        said = _STATE.sub("government", name)
        plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
        letters = "".join(letter if letter.isalnum() else " " for letter in plain.lower())
        short = "_".join(letters.split())
        if len(short) < _SHORTEST_ID or short.isdecimal() or short == UNKNOWN:
            short = f"{prefix}_{number}"
        elif short in ids.values():
            short = f"{short}_{number}"
        ids[name] = short
    return ids


def draft_strategy(draft: Draft) -> str:
    """Return the text of a strategy file that loads without fault and claims nothing more."""
    assessed = {(row.get("actor"), row.get("area")): str(row["id"]) for row in draft.threats}
    taken = {str(row["id"]) for row in draft.threats}
    threats, proposals = [], []
    for proposal in draft.proposals:
        name = assessed.get((proposal.actor, proposal.area))
        if name is None:
            name = _next(taken)
            threats.append(_threat(name, proposal, draft))
        proposals.append(entry_text(_proposal(proposal, name), 2))
    known = [entry_text(row, 2) for row in draft.threats]
    return "\n".join(
        [
            _head(draft),
            _section("areas", _AREAS, [_area(*area) for area in draft.areas]),
            _section("posts", _POSTS, []),
            _section("actors", _ACTORS, [_actor(*actor) for actor in draft.actors]),
            _section("threats", _THREATS + _left_out(draft), [*known, *threats]),
            _section("proposals", _PROPOSALS, proposals),
            _section("drivers", _DRIVERS, []),
            _section("objectives", _OBJECTIVES, []),
            _section("tracks", _TRACKS, []),
            _section("tasks", _TASKS, [entry_text(task, 2) for task in draft.tasks]),
            _section("activities", _ACTIVITIES, []),
            _section("units", _UNITS, []),
            _section("authorities", _AUTHORITIES, []),
            _section("posture", _POSTURE, []),
        ]
    )


def _head(draft: Draft) -> str:
    sources = "".join(
        fill(_printable(source), _LINE, initial_indent="#   ", subsequent_indent="#     ") + "\n"
        for source in draft.sources
    )
    return f"""\
# yaml-language-server: $schema=./strategy.schema.json
#
# A draft, made from:
{sources}#
# Nothing dated after {draft.as_of.isoformat()} was read. It claims only what stands on record.
# `unknown` marks what a person must judge; lines that begin with # show what belongs where. Write
# over them, then ask: peaceops check

mission:
  id: {flow_text(_mission_id(draft))}
  phase: {UNKNOWN}   # planning, authorisation, start_up, in_mission, drawdown, closed
  as_of: {draft.as_of.isoformat()}
"""


def _mission_id(draft: Draft) -> str:
    """Return the mission's id; its name goes on where another thing of the draft is called so."""
    others = {name for name, *_ in (*draft.areas, *draft.actors)}
    others |= {proposal.id for proposal in draft.proposals}
    others |= {str(row["id"]) for row in (*draft.threats, *draft.tasks)}
    others |= {f"T{number}" for number in range(len(draft.proposals) + len(others) + 1)}
    return f"mission-{draft.mission}" if draft.mission in others else draft.mission


def _printable(text: str) -> str:
    """Return text that can stand in a comment: some characters end a line of YAML."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _section(name: str, about: str, entries: Sequence[str]) -> str:
    lines = [line for line in about.strip("\n").splitlines() if not line.startswith("#  ")]
    examples = [line for line in about.strip("\n").splitlines() if line.startswith("#  ")]
    head = "".join(f"{line}\n" for line in lines)
    tail = "".join(f"{line}\n" for line in examples)
    return f"{head}{name}:{'' if entries else ' []'}\n{''.join(entries)}{tail}"


def _area(name: str, title: str, covers: str) -> str:
    return entry_text({"id": name, "title": title, "covers": [covers], "post": UNKNOWN}, 2)


def _actor(name: str, title: str) -> str:
    return entry_text({"id": name, "title": title, "kind": UNKNOWN}, 2)


def _threat(name: str, proposal: ProposalNode, draft: Draft) -> str:
    areas = {area: title for area, title, _ in draft.areas}
    actors = dict(draft.actors)
    who = actors.get(str(proposal.actor), "Nobody on record")
    lines = {
        "id": (name, ""),
        "title": (f"{who} in {areas.get(str(proposal.area), proposal.area)}", ""),
        "actor": (proposal.actor or UNKNOWN, ""),
        "area": (proposal.area, ""),
        "status": ("suspected", "assessed or active, once a person has judged it"),
        "level": (UNKNOWN, "none, low, moderate, high, extreme: a person's decision"),
        "intent": (UNKNOWN, "0 to 4, as are the next four"),
        "capability": (UNKNOWN, ""),
        "opportunity": (UNKNOWN, ""),
        "vulnerability": (UNKNOWN, ""),
        "other_protectors": (UNKNOWN, ""),
        "trend": (UNKNOWN, "falling, steady, rising"),
        "people_exposed": (UNKNOWN, ""),
        "owner": (UNKNOWN, "the accountable post"),
        "review_by": (UNKNOWN, "YYYY-MM-DD"),
        "proposed_by": (proposal.id, ""),
    }
    text = ""
    for number, (field, (value, note)) in enumerate(lines.items()):
        lead = "  - " if number == 0 else "    "
        text += f"{lead}{field}: {flow_text(value)}{f'   # {note}' if note else ''}\n"
    return text


def _proposal(proposal: ProposalNode, threat: str) -> dict[str, Any]:
    plain = node_to_plain(proposal)
    return {"id": plain.pop("id"), "status": proposal.status, **plain, "proposes": threat}


def _next(taken: set[str]) -> str:
    number = 1
    while f"T{number}" in taken:
        number += 1
    taken.add(f"T{number}")
    return f"T{number}"


def _left_out(draft: Draft) -> str:
    return f"# {draft.left_out}\n" if draft.left_out else ""


_AREAS = """
# Where. post: the responsible post.
"""
_POSTS = """
# The posts that own things. Never a person's name.
#  - {id: head_of_office_north, party: mission, vacant: false}
"""
_ACTORS = """
# Who is on record, under the record's own name. kind: host_force, host_authority, armed_group,
# militia, foreign_force, community, political_party, organisation, other.
"""
_THREATS = """
# Suspected threats: what is on record, for a person to judge. Delete none: reject it below, with a
# reason, and it will not be proposed again unless more is on record.
"""
_PROPOSALS = """
# What each rests on. Counts are of recorded attacks; where little is reported, little is counted.
# Decide: status accepted or rejected, with decided_by (post), decided (day) and reason.
"""
_DRIVERS = """
# What the threats spring from. kind: grievance, resource, exclusion, predation,
# cross_border_support, impunity, land, identity, power_struggle, other.
#  - {id: D1, title: Seats without a say, kind: exclusion, cross_border: false, causes: [T1]}
"""
_OBJECTIVES = """
# What the mission wants, and by which tracks.
#  - {id: O1, kind: political, title: A truce that holds, resolves: [D1], served_by: [K1]}
"""
_TRACKS = """
# Where parties talk. level: local, national, regional, international.
#  - {id: K1, level: local, parties: [], status: active, last_engagement: unknown}
"""
_TASKS = """
# What the mission is asked to do.
#  - {id: P1, code: poc_physical, band: 1, area: unknown, owner: unknown}
"""
_ACTIVITIES = """
# What is done. tier: I dialogue, II physical protection, III protective environment.
#  - {id: A1, tier: II, addresses: [T1], implements: [P1], started: unknown, owner: unknown}
"""
_UNITS = """
# Who does it, and what holds them back.
#  - {id: BN1, contributor: unknown, strength: unknown, base: unknown, assigned: [P1]}
"""
_AUTHORITIES = """
# Who of the host answers for which threat or area.
#  - {id: prefect, side: host, responsible_for: [T1]}
"""
_POSTURE = """
# The host: will and capacity apart, 0 to 4, each with evidence of its own. Confidential.
#  - {authority: prefect, will: unknown, capacity: unknown, review_by: unknown}
"""
