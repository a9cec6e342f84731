"""What is held apart in a strategy lies beside its plain file, encrypted to those who may open it.

Beside `strategy.yaml` lies `strategy.caveat.3.age`: three records held apart as caveats, as text of
the same form, encrypted with age. What lies in two compartments is encrypted for both in turn
(`strategy.caveat+source_identity.1.age`). Whoever has the identities reads all files as one
strategy; whoever has not is told how many records are sealed. Opened text stays in memory.
"""

import hashlib
import logging
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec
import yaml

from peaceops.direct.strategy.cut import cut_entries
from peaceops.domain.age_key import open_with, seal_to
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Compartment
from peaceops.domain.role import SEALED_COMPARTMENTS
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.plain import strategy_to_plain

IDENTITY = "PEACEOPS_IDENTITY"
"""The variable that names a file with age identities."""
NOT_READ = "sealed, not read"
LOG = logging.getLogger("peaceops.strategy")
_AGE = b"age-encryption.org/v1\n"
_NAME = re.compile(r".*\.(?P<compartments>[a-z_+]+)\.(?P<count>\d+)\.age")
Recipients = Mapping[Compartment, Sequence[str]]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a strategy that is to be encrypted.

    Attributes:
        name: of its file.
        text: in the clear; for memory only.
        compartments: that it is encrypted for, one after the other.
    """

    name: str
    text: str
    compartments: tuple[Compartment, ...]


def sealed_files(plain: Path) -> list[Path]:
    """Return the encrypted parts that lie beside a strategy file."""
    return sorted(
        file for file in plain.parent.glob(f"{plain.stem}.*.age") if _NAME.fullmatch(file.name)
    )


def count_of(file: Path) -> int:
    """Return how many records an encrypted part holds, by its name."""
    found = _NAME.fullmatch(file.name)
    return int(found["count"]) if found else 0


def read_sealed(file: Path, identities: Sequence[str]) -> str | None:
    """Return the text of an encrypted part; None where the identities do not open it.

    Args:
        file: the part.
        identities: texts of age identities.

    Raises:
        PeaceopsError: it can not be read, or is no part of a strategy.
    """
    try:
        content: bytes | None = file.read_bytes()
    except OSError as error:
        raise PeaceopsError(error.strerror or "can not be read", where=str(file)) from error
    while content is not None and content.startswith(_AGE):
        content = open_with(content, identities)
    try:
        return None if content is None else content.decode()
    except UnicodeDecodeError as error:
        raise PeaceopsError("no sealed part of a strategy", where=str(file)) from error


def sealed_inputs(plain: Path, identities: Sequence[str]) -> dict[str, str]:
    """Return what a run notes of the parts beside a file: a hash of each, or that it was not read.

    The hash is of the encrypted bytes: one of the text would let a guess at it be confirmed.
    """
    return {
        file.name: NOT_READ
        if read_sealed(file, identities) is None
        else hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sealed_files(plain)
    }


def part_text(text: str, strategy: Strategy, stem: str) -> tuple[str, tuple[Part, ...]]:
    """Part a strategy file into what may lie open and what is encrypted beside it.

    Args:
        text: of the file.
        strategy: what it says, together with what was sealed beside it before.
        stem: name of the file without its ending.

    Returns:
        the text without what is held apart and without the comments that stood at it; and the
        parts to be encrypted.

    Raises:
        PeaceopsError: an entry can not be cut out.
    """
    held = {
        name: node.marking.compartments & SEALED_COMPARTMENTS
        for name, node in strategy.nodes.items()
        if node.marking.compartments & SEALED_COMPARTMENTS
    }
    plain, within = cut_entries(text, held)
    for outer, inner in within:
        # What is written inside of something held apart goes with it.
        held[inner] = held.get(inner, frozenset()) | held[outer]
    groups: dict[frozenset[Compartment], list[str]] = {}
    for name in strategy.nodes:
        if name in held:
            groups.setdefault(held[name], []).append(name)
    return plain, tuple(
        _part(strategy, names, tuple(sorted(compartments)), stem)
        for compartments, names in groups.items()
    )


def encrypt_part(part: Part, recipients: Recipients) -> bytes:
    """Return a part encrypted for each of its compartments in turn.

    Raises:
        PeaceopsError: one of them has no recipient.
    """
    content = part.text.encode()
    for compartment in part.compartments:
        if not recipients.get(compartment):
            raise PeaceopsError(
                f"nobody is named to open {compartment}", remedy=f"--to {compartment}=age1…"
            )
        content = seal_to(content, recipients[compartment])
    return content


def identities_at(file: Path | None = None) -> tuple[str, ...]:
    """Return the identities of a file, or of the one that PEACEOPS_IDENTITY names; else none.

    Raises:
        PeaceopsError: it can not be read.
    """
    named = str(file) if file else os.environ.get(IDENTITY, "")
    if not named:
        return ()
    try:
        return (Path(named).read_text(encoding="utf-8"),)
    except (OSError, UnicodeDecodeError) as error:
        raise PeaceopsError("the identities can not be read", where=named) from error


def _part(
    strategy: Strategy, names: Iterable[str], compartments: tuple[Compartment, ...], stem: str
) -> Part:
    nodes = {name: strategy.nodes[name] for name in names}
    edges = tuple(edge for edge in strategy.edges if edge.source in nodes)
    plain = msgspec.to_builtins(
        strategy_to_plain(Strategy(nodes, edges)), builtin_types=(date, datetime)
    )
    text = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)
    name = f"{stem}.{'+'.join(compartments)}.{len(nodes)}.age"
    return Part(name=name, text=str(text), compartments=compartments)
