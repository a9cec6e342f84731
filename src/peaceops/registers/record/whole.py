"""All versions of all records, out of the tables and back into empty ones."""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import msgspec
from django.core.management.color import no_style
from django.db import connection, transaction

from peaceops.domain.error import PeaceopsError
from peaceops.domain.record import Action
from peaceops.domain.record_kind import payload_from_bytes
from peaceops.registers.portion import AT_ONCE, portions
from peaceops.registers.record.body import Content, hash_of, make_body
from peaceops.registers.record.head import write_heads
from peaceops.registers.record.models import Body, Version
from peaceops.registers.record.row import contents, marking_of


class KeptVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version as it travels: its columns, and its content opened.

    Attributes:
        content: payload in base 64; None where it was destroyed.
        salt: of a body that lies open, in base 64, so that its hash stays.
        everything else: as in the table.
    """

    seq: int
    record: str
    version: int
    kind: str
    form: int
    action: Action
    author: str
    post: str
    reason: str
    recorded_at: datetime
    level: int
    compartments: int
    areas: tuple[str, ...]
    team: str
    contributor: str
    happened_from: date | None
    happened_to: date | None
    valid_from: date | None
    valid_to: date | None
    hash: str
    content: str | None
    salt: str


_COLUMNS = tuple(
    field for field in KeptVersion.__struct_fields__ if field not in {"content", "salt"}
)


def all_versions(keys: Mapping[str, str]) -> Iterator[KeptVersion]:
    """Yield every version in the order in which they came in.

    Raises:
        PeaceopsError: a body is sealed and the keys do not open it.
    """
    rows = Version.objects.select_related("body").order_by("seq")
    for some in portions(rows.iterator(AT_ONCE)):
        held = contents(some, keys)
        for row in some:
            if held.get(row.seq, row) is None:
                raise PeaceopsError(
                    "it is sealed and no key of yours opens it; nothing was exported",
                    where=row.record,
                    remedy="use the recovery key, or have the missing role's key handed to you",
                )
            yield _kept(row, held.get(row.seq))


def _kept(row: Version, content: Content | None) -> KeptVersion:
    return KeptVersion(
        **{name: getattr(row, name) for name in _COLUMNS if name not in {"areas", "reason"}},
        areas=tuple(row.areas),
        reason=row.reason if content is None or content.reason is None else content.reason,
        content=None if content is None else base64.b64encode(content.payload).decode(),
        salt="" if content is None else base64.b64encode(bytes(row.body.salt)).decode(),
    )


def put_back(versions: Iterable[KeptVersion]) -> int:
    """Fill empty tables with versions, sealed anew with the keys of these registers.

    Returns:
        how many versions there were.

    Raises:
        PeaceopsError: the tables are not empty, or a version can not be read.
    """
    with transaction.atomic():
        if Version.objects.exists():
            raise PeaceopsError(
                "these registers hold records already", remedy="import into a new mission"
            )
        kept = list(versions)
        for some in portions(kept):
            _put(some)
        _write_all_heads(kept)
        _number_on()
    return len(kept)


def _put(kept: Sequence[KeptVersion]) -> None:
    rows, bodies = [], []
    for one in kept:
        columns = {name: getattr(one, name) for name in _COLUMNS}
        row = Version(**{**columns, "areas": list(one.areas)})
        if one.content is not None:
            body = _body(one, base64.b64decode(one.content))
            body.version = row
            row.reason = "" if body.sealed else one.reason
            row.hash = hash_of(body)
            bodies.append(body)
        rows.append(row)
    Version.objects.bulk_create(rows)
    Body.objects.bulk_create(bodies)


def _body(one: KeptVersion, content: bytes) -> Body:
    marking = marking_of(one.level, one.compartments)
    body = make_body(one.record, Content(content, one.reason), marking, one.contributor)
    if not body.sealed:
        body.salt = base64.b64decode(one.salt)
    return body


def _write_all_heads(kept: Sequence[KeptVersion]) -> None:
    first: dict[str, int] = {}
    last: dict[str, KeptVersion] = {}
    for one in kept:
        first.setdefault(one.record, one.seq)
        last[one.record] = one
    for some in portions(last.values()):
        rows = Version.objects.filter(seq__in=[one.seq for one in some])
        payloads = {
            one.record: payload_from_bytes(one.kind, base64.b64decode(one.content), one.form)
            for one in some
            if one.content is not None
        }
        write_heads(list(rows.order_by("seq")), first, payloads)


def _number_on() -> None:
    """Let new versions go on where the last one ended; PostgreSQL counts apart from its rows."""
    for statement in connection.ops.sequence_reset_sql(no_style(), [Version]):
        with connection.cursor() as cursor:
            cursor.execute(statement)
