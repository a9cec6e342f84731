"""Give out forms of a strategy, and take them back."""

from dataclasses import dataclass
from pathlib import Path

from peaceops.direct.strategy.form import (
    FormFault,
    form_named,
    merge_rows,
    read_form,
    write_form,
)
from peaceops.direct.strategy.load import load_strategy
from peaceops.direct.strategy.risk_file import read_risk_table
from peaceops.domain.error import PeaceopsError
from peaceops.services.folder import write_whole, writing
from peaceops.services.strategy_edit import parsed, read_texts, save, with_fields, with_node


def give_form(kind: str, strategy: Path, out: Path, risk_table: Path | None = None) -> int:
    """Write a form with what the strategy holds.

    Args:
        kind: of the form.
        strategy: file, folder or mission.
        out: to be written.
        risk_table: the mission's own; default: the vendored convention.

    Returns:
        how many rows it holds.

    Raises:
        PeaceopsError: no such form, faults in the strategy, or the file exists.
    """
    form = form_named(kind)
    if out.exists():
        raise PeaceopsError(
            "exists already", where=str(out), remedy="read it first, or choose another name"
        )
    graph = load_strategy(strategy)
    content = write_form(graph, form, read_risk_table(risk_table))
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, content)
    return len(graph.of(form.type))


@dataclass(frozen=True)
class FormOutcome:
    """What reading a form changed.

    Attributes:
        changed: (id, field) of what was set.
        added: ids of new nodes.
        faults: rows set aside, by row.
        ignored: titles of columns that the form does not have.
    """

    changed: tuple[tuple[str, str], ...]
    added: tuple[str, ...]
    faults: tuple[FormFault, ...]
    ignored: tuple[str, ...]


def take_form(kind: str, file: Path, strategy: Path) -> FormOutcome:
    """Bring a filled form into a strategy; wrong rows are set aside and told.

    Raises:
        PeaceopsError: no such form or file, a workbook that could harm, or a strategy with faults.
    """
    form = form_named(kind)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PeaceopsError(error.strerror or "can not be read", where=str(file)) from error
    try:
        reading = read_form(data, form)
    except PeaceopsError as error:
        raise PeaceopsError(error.what, where=str(file), remedy=error.remedy) from None
    before = read_texts(strategy)
    merged = merge_rows(parsed(before), form, reading.rows, reading.given)
    after = with_fields(before, merged.changes)
    for plain in merged.added:
        after = with_node(after, form.section, plain)
    save(before, after)
    return FormOutcome(
        changed=tuple((name, field) for name, field, _ in merged.changes),
        added=tuple(str(plain["id"]) for plain in merged.added),
        faults=tuple(sorted([*reading.faults, *merged.faults], key=lambda fault: fault.row)),
        ignored=reading.ignored,
    )
