"""A form as a table of columns: each says which field of a node it stands for."""

from collections.abc import Callable

import msgspec

from peaceops.direct.strategy.form.cell import IDS, CellType, cell_type
from peaceops.domain.risk import RiskTable
from peaceops.domain.strategy.edge import edges_from
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node
from peaceops.domain.strategy.nouns import SECTION_NAMED
from peaceops.domain.strategy.plain import field_types


class Column(msgspec.Struct, frozen=True):
    """A column of a form.

    Attributes:
        field: of the node, or a kind of edge that starts from it; empty for one that only shows.
        title: what stands above it.
        note: what to write, shown when a cell is chosen.
        shown: makes the text of a column that is only for reading.
    """

    field: str
    title: str
    note: str = ""
    shown: Callable[[Strategy, Node, RiskTable], str] | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form: a row a node.

    Attributes:
        kind: its name on the command line.
        title: of the sheet.
        about: what it is for, in a sentence.
        section: of the strategy.
        prefix: of the ids that new rows are given.
        columns: from left to right; the first is the id.
    """

    kind: str
    title: str
    about: str
    section: str
    prefix: str
    columns: tuple[Column, ...]

    @property
    def type(self) -> type[Node]:
        """Of the nodes."""
        return SECTION_NAMED[self.section].type

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns that are read back."""
        return tuple(column for column in self.columns if column.shown is None)


def column_type(form: Form, column: Column) -> CellType:
    """Return what the cells of a column hold."""
    if column.shown is not None:
        return CellType(kind="text")
    if column.field in edges_from(form.type.noun):
        return IDS
    return cell_type(field_types(form.type)[column.field])
