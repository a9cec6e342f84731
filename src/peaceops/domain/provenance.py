"""Where data come from, and what may be said about it."""

from datetime import date

import msgspec

NOT_STATED = "version not stated"


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """A data set as its user names it, with what it can and can not tell.

    Attributes:
        name: like `ucdp-ged`.
        title: for people.
        version: as stated by the user, else "version not stated"; never guessed.
        licence: name of the licence, or "not stated".
        citation: what a product that uses the data must print.
        columns: the fields of an event that the files really hold.
    """

    name: str
    title: str
    version: str = NOT_STATED
    licence: str = "not stated"
    citation: str = ""
    columns: frozenset[str] = frozenset()


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read.

    Attributes:
        name: file name without its folder.
        sha256: hash of its bytes.
        rows: rows found, rejected ones included.
        rejected: rows put in quarantine.
    """

    name: str
    sha256: str
    rows: int
    rejected: int


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What a table of events rests on.

    Attributes:
        dataset: the data set.
        files: the files read.
        last_event: date of the last event read, None for an empty table.
    """

    dataset: Dataset
    files: tuple[SourceFile, ...] = ()
    last_event: date | None = None
