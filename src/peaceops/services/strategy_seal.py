"""Seal what is held apart in a strategy file: encrypted parts beside it, the rest stays plain."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from peaceops.direct.strategy.load import load_strategy, parse_strategy, strategy_files
from peaceops.direct.strategy.sealed import (
    Part,
    Recipients,
    count_of,
    encrypt_part,
    identities_at,
    part_text,
    read_sealed,
    sealed_files,
)
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Compartment
from peaceops.domain.role import SEALED_COMPARTMENTS
from peaceops.domain.strategy.graph import Strategy
from peaceops.services.folder import write_whole, writing

Parted = tuple[str, tuple[Part, ...]]
"""The plain text of a file, and the parts of it that are encrypted."""


class Sealing(msgspec.Struct, frozen=True, kw_only=True):
    """What was sealed: the plain file, the parts written beside it, and how many records in all."""

    plain: Path
    parts: tuple[Path, ...]
    count: int


def seal_strategy(
    path: Path, to: Iterable[str], *, identity: Path | None = None
) -> tuple[Sealing, ...]:
    """Seal the files of a strategy.

    Everything is read back and compared before anything is written; the plain text of what is
    sealed is written nowhere. The bytes that the plain file held before may still lie on the disk.

    Args:
        path: file, folder or mission.
        to: age recipients: `age1…` opens every compartment, `caveat=age1…` that one.
        identity: file with identities for what was sealed before; default: PEACEOPS_IDENTITY.

    Raises:
        PeaceopsError: a compartment without recipient, or parts that can not be opened.
    """
    recipients = read_recipients(to)
    identities = identities_at(identity)
    before = load_strategy(path, identities)
    files = strategy_files(path)
    texts = [_texts(file, identities) for file in files]
    parted = [
        part_text(text[0][1], _of_file(before, text), file.stem)
        for file, text in zip(files, texts, strict=True)
    ]
    _check(before, files, parted)
    encrypted = [
        [(part.name, encrypt_part(part, recipients)) for part in parts] for _, parts in parted
    ]
    for file, (plain, _), parts in zip(files, parted, encrypted, strict=True):
        _write(file, plain, parts)
    return tuple(
        Sealing(plain=file, parts=tuple(sealed_files(file)), count=_count(file)) for file in files
    )


def read_recipients(to: Iterable[str]) -> Recipients:
    """Return the recipients of each compartment that is sealed.

    Raises:
        PeaceopsError: no such compartment, or it is not sealed.
    """
    found: dict[Compartment, list[str]] = {name: [] for name in sorted(SEALED_COMPARTMENTS)}
    for word in to:
        name, _, recipient = word.rpartition("=")
        if name and name not in found:
            raise PeaceopsError(
                f"nothing is sealed in {name!r}", remedy=f"one of: {', '.join(found)}"
            )
        for compartment in [Compartment(name)] if name else found:
            found[compartment].append(recipient)
    return found


def _texts(file: Path, identities: Sequence[str]) -> list[tuple[str, str]]:
    """Return the text of a file and those of the parts that were sealed beside it before."""
    found = [(str(file), file.read_text(encoding="utf-8"))]
    for part in sealed_files(file):
        text = read_sealed(part, identities)
        if text is None:
            raise PeaceopsError(
                "what was sealed before can not be opened",
                where=str(part),
                remedy="name a file with its identity: --identity FILE",
            )
        found.append((str(part), text))
    return found


def _of_file(whole: Strategy, texts: Iterable[tuple[str, str]]) -> Strategy:
    """Return what one file and its sealed parts say, of a strategy in several files."""
    own = parse_strategy(texts, complete=False).nodes
    return Strategy(own, tuple(edge for edge in whole.edges if edge.source in own))


def _check(before: Strategy, files: Sequence[Path], parted: Sequence[Parted]) -> None:
    """Refuse what would not be read back as it was."""
    texts = [
        pair
        for file, (plain, parts) in zip(files, parted, strict=True)
        for pair in [(str(file), plain), *((part.name, part.text) for part in parts)]
    ]
    after = parse_strategy(texts)
    if after.nodes != before.nodes or _by_text(after) != _by_text(before):
        raise PeaceopsError("can not be sealed without changing what it says; nothing was written")


def _by_text(strategy: Strategy) -> list[bytes]:
    return sorted(msgspec.json.encode(edge, order="deterministic") for edge in strategy.edges)


def _write(file: Path, plain: str, parts: Sequence[tuple[str, bytes]]) -> None:
    """Write the encrypted parts first, so that nothing is lost wherever it stops."""
    with writing(file):
        for name, content in parts:
            write_whole(file.with_name(name), content)
        write_whole(file, plain.encode())
        names = {name for name, _ in parts}
        for old in sealed_files(file):
            if old.name not in names:
                old.unlink()


def _count(file: Path) -> int:
    return sum(count_of(part) for part in sealed_files(file))
