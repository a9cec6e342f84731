"""All tables as lines of JSON, out and back in, the same for SQLite and PostgreSQL."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from peaceops.domain.error import PeaceopsError
from peaceops.registers.settings import APPS

_AT_ONCE = 500


def schema() -> tuple[tuple[str, str], ...]:
    """Return the migrations that the tables have been through: app and name, in order.

    Empty where there are no tables yet.
    """
    done = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(key for key in done if key[0] in APPS))


def copy_of_tables() -> dict[str, bytes]:
    """Return every table's rows as lines of JSON, by the table's label, all as of one moment."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return {label: _lines(model) for label, model in _models(schema()).items()}


def hashes_of_tables() -> dict[str, str]:
    """Return the SHA-256 of every table's lines, by its label."""
    return {label: hashlib.sha256(lines).hexdigest() for label, lines in copy_of_tables().items()}


def put_tables_back(
    tables: Mapping[str, bytes], done: tuple[tuple[str, str], ...]
) -> dict[str, str]:
    """Make tables as they were at the time of a copy, fill them, and bring them up to date.

    Args:
        tables: as `copy_of_tables` gave them.
        done: the migrations that they had been through (`schema`).

    Returns:
        hashes of the tables as they now lie there, before they are brought up to date.

    Raises:
        PeaceopsError: the copy is of a later version, or there are registers already.
    """
    executor = MigrationExecutor(connection)
    unknown = set(done) - set(executor.loader.graph.nodes)
    if unknown:
        app, name = min(unknown)
        raise PeaceopsError(
            f"the copy is of a later version: {app} {name} is not known here",
            remedy="use the version of peaceops that made it, or a later one",
        )
    if schema() not in {(), done}:
        raise PeaceopsError("there are registers already; a copy goes into an empty database only")
    executor.migrate(_leaves(done, executor))
    shapes = _models(done)
    with transaction.atomic():
        if shapes["record.Version"].objects.exists():
            raise PeaceopsError("these registers hold records; a copy goes into empty ones only")
        for label, model in shapes.items():
            if model.objects.exists():
                model.objects.all().delete()  # what migrations began with
            _fill(model, tables.get(label, b""))
        _mend_sequences(shapes)
    found = {label: hashlib.sha256(_lines(model)).hexdigest() for label, model in shapes.items()}
    call_command("migrate", verbosity=0, interactive=False)
    return found


def _leaves(
    done: tuple[tuple[str, str], ...], executor: MigrationExecutor
) -> list[tuple[str, str | None]]:
    """Return the last migration of each app among those done; None where it had none yet."""
    graph = executor.loader.graph
    targets: list[tuple[str, str | None]] = []
    for app in APPS:
        own = {key for key in done if key[0] == app}
        inner = {parent.key for key in own for parent in graph.node_map[key].parents}
        targets += sorted(own - inner) or [(app, None)]
    return targets


def _models(done: tuple[tuple[str, str], ...]) -> dict[str, type[models.Model]]:
    """Return the tables in the form that they have after some migrations, by label."""
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(
        [key for key in executor.loader.graph.nodes if key in set(done)]
    )
    found = (model for app in APPS for model in state.apps.get_app_config(app).get_models())
    return {f"{model._meta.app_label}.{model.__name__}": model for model in found}


def _lines(model: type[models.Model]) -> bytes:
    fields = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*fields)
    lines = (
        msgspec.json.encode(dict(zip(fields, map(_plain, row), strict=True)), order="sorted")
        for row in rows.iterator(chunk_size=_AT_ONCE)
    )
    return b"".join(line + b"\n" for line in lines)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, date):
        return value.isoformat()
    return value


def _fill(model: type[models.Model], lines: bytes) -> None:
    kinds = {field.attname: field for field in model._meta.concrete_fields}
    batch: list[models.Model] = []
    for row in _rows(lines):
        batch.append(model(**{name: _typed(kinds[name], row[name]) for name in row}))
        if len(batch) == _AT_ONCE:
            model._base_manager.bulk_create(batch)
            batch = []
    model._base_manager.bulk_create(batch)


def _rows(lines: bytes) -> Iterator[dict[str, Any]]:
    for line in lines.splitlines():
        yield msgspec.json.decode(line, type=dict[str, Any])


def _typed(field: models.Field, value: Any) -> Any:
    match field:
        case _ if value is None:
            return None
        case models.BinaryField():
            return base64.b64decode(value)
        case models.DateTimeField():
            return datetime.fromisoformat(value)
        case models.DateField():
            return date.fromisoformat(value)
        case _:
            return value


def _mend_sequences(shapes: Mapping[str, type[models.Model]]) -> None:
    """Let the next row that is numbered by the database come after those of the copy."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(shapes.values()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
