"""Records of any kind: lists, one, history, what was known, write, undo, withdraw, and why."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from peaceops.api.answer import GEOJSON, answer, one_page, one_record
from peaceops.api.asked import SentEntry, SentPart, body_of, entry_of, version_before
from peaceops.api.operation import OF_CHANGE, operation
from peaceops.api.problem import RequestError
from peaceops.api.search import Kind, Name, Search, SearchOfAll
from peaceops.api.shown import ShownPage, ShownRecord, shown
from peaceops.api.signed import who
from peaceops.domain.record import Record, id_of
from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.services.register.known import list_as_known
from peaceops.services.register.map_layer import map_layer
from peaceops.services.register.reading import (
    count_records,
    explain_access,
    list_records,
    read_record,
    record_history,
    unseen,
)
from peaceops.services.register.writing import undo, withdraw, write_record, write_records

router = Router()
TAG = "records"
MISSING = (HTTPStatus.NOT_FOUND,)

COLLECTIONS = {
    "actors": "actor",
    "alerts": "alert",
    "areas": "area",
    "caveats": "caveat",
    "collation": "collation_link",
    "decisions": "decision",
    "indicators": "indicator",
    "items": "item",
    "notices": "notice",
    "postures": "posture",
    "requirements": "information_requirement",
    "source-identities": "source_identity",
    "sources": "source",
    "tasks": "task",
    "threats": "threat",
    "units": "unit",
    "warnings": "warning",
}
"""Kinds that people work with all day, by the name of their collection."""


class Parts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Several things that are recorded together, all or none.

    Attributes:
        records: at most one for each record.
    """

    records: tuple[SentPart, ...]


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded, in the order in which it was sent."""

    records: tuple[ShownRecord, ...]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The versions of a record that you may see, oldest first."""

    versions: tuple[ShownRecord, ...]


class Reason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why something is done.

    Attributes:
        reason: in words.
    """

    reason: str = ""


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to "why can I (not) see this?" in one line."""

    why: str


def _list(request: HttpRequest, search: Search, kinds: tuple[str, ...]) -> HttpResponse:
    session, query = who(request), search.query(kinds)
    if search.as_known is None:
        page = list_records(session, query)
    else:
        page = list_as_known(session, search.as_known, query)
    if search.format == "geojson":
        return answer(map_layer(session, page.records), media=GEOJSON)
    number = count_records(session, query) if search.count and search.as_known is None else None
    records = tuple(map(shown, page.records))
    return one_page(request, ShownPage(records=records, next=page.next, count=number))


def _create(request: HttpRequest, kind: str) -> HttpResponse:
    entry = entry_of(body_of(request, SentEntry), kind, 0)
    written = write_record(who(request), entry)
    found = one_record(request, written, HTTPStatus.CREATED)
    found["Location"] = f"/api/records/{kind}/{quote(written.id)}"
    return found


def _read(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    return one_record(request, _of_kind(read_record(who(request), name), kind))


def _change(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    base = version_before(request)
    entry = entry_of(body_of(request, SentEntry), kind, base)
    _of_kind(read_record(who(request), name), kind)
    if id_of(entry.payload) != name:
        raise RequestError(
            HTTPStatus.UNPROCESSABLE_ENTITY, "its id is not that of the address", where="payload"
        )
    return one_record(request, write_record(who(request), entry))


@operation(router, "GET", "/records", gives="ShownPage", tag=TAG)
def list_all(request: HttpRequest, search: Query[SearchOfAll]) -> HttpResponse:
    """List records of several kinds, newest first."""
    return _list(request, search, tuple(search.kind))


@operation(
    router, "POST", "/records", gives=Written, takes=Parts, status=HTTPStatus.CREATED,
    also=(HTTPStatus.CONFLICT,), tag=TAG,
)  # fmt: skip
def write_together(request: HttpRequest) -> HttpResponse:
    """Record several things, all or none, as one act."""
    parts = body_of(request, Parts)
    entries = [entry_of(part, part.kind, part.base_version) for part in parts.records]
    written = write_records(who(request), entries)
    return answer(Written(records=tuple(map(shown, written))), HTTPStatus.CREATED)


@operation(router, "GET", "/history/{path:name}", gives=History, also=MISSING, tag=TAG)
def read_history(request: HttpRequest, name: Name) -> HttpResponse:
    """Show all versions of a record, oldest first."""
    return answer(History(versions=tuple(map(shown, record_history(who(request), name)))))


@operation(router, "GET", "/why/{path:name}", gives=Why, tag=TAG)
def explain(request: HttpRequest, name: Name) -> HttpResponse:
    """Say why you can, or can not, see a record."""
    return answer(Why(why=explain_access(who(request), name)))


@operation(
    router, "POST", "/undo/{path:name}", gives="ShownRecord", takes=Reason,
    also=(*MISSING, *OF_CHANGE), tag=TAG,
)  # fmt: skip
def undo_change(request: HttpRequest, name: Name) -> HttpResponse:
    """Put back what a record said before its newest version; both stay on record."""
    base, sent = version_before(request), body_of(request, Reason)
    return one_record(request, undo(who(request), name, base_version=base, reason=sent.reason))


@operation(
    router, "POST", "/withdraw/{path:name}", gives="ShownRecord", takes=Reason,
    also=(*MISSING, *OF_CHANGE), tag=TAG,
)  # fmt: skip
def withdraw_record(request: HttpRequest, name: Name) -> HttpResponse:
    """Say that a record no longer counts; it stays on record and can be put back by undoing."""
    base, sent = version_before(request), body_of(request, Reason)
    return one_record(request, withdraw(who(request), name, base_version=base, reason=sent.reason))


@operation(router, "GET", "/records/{kind}", gives="ShownPage", tag=TAG)
def list_kind(request: HttpRequest, kind: Kind, search: Query[Search]) -> HttpResponse:
    """List records of one kind, newest first."""
    return _list(request, search, (kind,))


@operation(
    router, "POST", "/records/{kind}", gives="ShownRecord", takes=SentEntry,
    status=HTTPStatus.CREATED, also=(HTTPStatus.CONFLICT,), tag=TAG,
)  # fmt: skip
def create(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Record something new of any kind."""
    return _create(request, kind)


@operation(
    router, "GET", "/records/{kind}/{path:name}", gives="ShownRecord",
    also=(*MISSING, HTTPStatus.NOT_MODIFIED), tag=TAG,
)  # fmt: skip
def read(request: HttpRequest, kind: Kind, name: Name) -> HttpResponse:
    """Show the newest version of a record."""
    return _read(request, kind, name)


@operation(
    router, "PUT", "/records/{kind}/{path:name}", gives="ShownRecord", takes=SentEntry,
    also=(*MISSING, *OF_CHANGE), tag=TAG,
)  # fmt: skip
def change(request: HttpRequest, kind: Kind, name: Name) -> HttpResponse:
    """Record a further version, on top of the one that you read."""
    return _change(request, kind, name)


def _collection(plural: str, kind: str) -> None:
    """Put the same operations under a collection's own name, its payload described."""
    form = RECORD_KINDS[kind].__name__
    words = kind.replace("_", " ")

    def put(
        method: str, path: str, view: Callable[..., HttpResponse], about: str, **more: Any
    ) -> None:
        name = f"{view.__name__}_{plural}".replace("-", "_")
        operation(router, method, path, tag=plural, name=name, about=about, **more)(view)

    def list_(request: HttpRequest, search: Query[Search]) -> HttpResponse:
        return _list(request, search, (kind,))

    def create(request: HttpRequest) -> HttpResponse:
        return _create(request, kind)

    def read(request: HttpRequest, name: Name) -> HttpResponse:
        return _read(request, kind, name)

    def change(request: HttpRequest, name: Name) -> HttpResponse:
        return _change(request, kind, name)

    list_.__name__ = "list"
    one, path = f"{form}Record", f"/{plural}/{{path:name}}"
    put("GET", f"/{plural}", list_, f"List {words} records, newest first.", gives="ShownPage")
    put(
        "POST", f"/{plural}", create, f"Record a new {words}.", gives=one, takes=f"{form}Entry",
        status=HTTPStatus.CREATED, also=(HTTPStatus.CONFLICT,),
    )  # fmt: skip
    put(
        "GET", path, read, f"Show the newest version of a {words}.", gives=one,
        also=(*MISSING, HTTPStatus.NOT_MODIFIED),
    )  # fmt: skip
    put(
        "PUT", path, change, f"Record a further version of a {words}.", gives=one,
        takes=f"{form}Entry", also=(*MISSING, *OF_CHANGE),
    )  # fmt: skip


for _plural, _noun in COLLECTIONS.items():
    _collection(_plural, _noun)


def _of_kind(record: Record, kind: str) -> Record:
    if record.kind != kind:
        raise unseen(record.id)
    return record
