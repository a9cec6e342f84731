"""What a program sends: JSON read into the services' own types, and the version that it had."""

import re
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, TypeVar

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from peaceops.api.answer import Media
from peaceops.api.problem import RequestError
from peaceops.domain.record import Payload, areas_of, id_of
from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.domain.safe_text import text_fault
from peaceops.domain.strategy.node import Node
from peaceops.services.register.serving import LARGEST_REQUEST
from peaceops.services.register.writing import Entry

Asked = TypeVar("Asked")
Sent = TypeVar("Sent", bound=msgspec.Struct)
LONGEST_WORDS = 10_000
"""Of what is said beside a record: a reason, a note."""
LONGEST_ID = 200
LONGEST_NAME = 80
"""Of a team or a contributor."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Beyond them a date is a slip of the pen, or a sign for "never" that another system means."""
_TAG = re.compile(r'(?:W/)?"(\d{1,9})(?:-[a-z]+)?"')


class SentEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wants recorded.

    Attributes:
        payload: the thing, in the form of its kind.
        team, contributor: as on a record; null leaves what stands, or what the payload names.
        reason: why.
    """

    payload: msgspec.Raw
    team: str | None = None
    contributor: str | None = None
    reason: str = ""


class SentPart(SentEntry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of several things that are recorded together.

    Attributes:
        kind: its noun.
        base_version: version that you had before you; 0 for what is new.
    """

    kind: str
    base_version: int = 0


def body_of(request: HttpRequest, form: type[Asked]) -> Asked:
    """Read a request's body into a type.

    Raises:
        RequestError: it is no JSON, not of this form, or holds text that hides something.
    """
    _refuse_other_media(request, "application/json")
    _refuse_hidden(_decoded(request.body, Any))
    return _decoded(request.body, form)


def body_with_file(request: HttpRequest, form: type[Sent]) -> Sent:
    """Read a body that holds a file in base 64 beside other fields.

    Raises:
        RequestError: as of `body_of`.
        RequestDataTooBig: it is larger than a request with a file may be.
    """
    _refuse_other_media(request, "application/json")
    sent = _decoded(_read(request, LARGEST_REQUEST), form)
    for name in sent.__struct_fields__:
        value = getattr(sent, name)
        if not isinstance(value, bytes):
            _refuse_hidden(value, f"body.{name}")
    return sent


def file_of(request: HttpRequest, media: Media, most: int) -> bytes:
    """Read a body that is a file.

    Args:
        request: that carries it.
        media: what it must be sent as.
        most: bytes.

    Raises:
        RequestError: it is sent as something else.
        RequestDataTooBig: it is larger.
    """
    _refuse_other_media(request, media.name)
    return _read(request, most)


def _read(request: HttpRequest, most: int) -> bytes:
    content = request.read(most + 1)
    if len(content) > most:
        raise RequestDataTooBig
    return bytes(content)


def _refuse_other_media(request: HttpRequest, media: str) -> None:
    if request.content_type != media:
        raise RequestError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"a body is sent as {media}",
            where="Content-Type",
        )


def _decoded(content: bytes, form: type[Asked]) -> Asked:
    try:
        return msgspec.json.decode(content, type=form)
    except msgspec.ValidationError as error:
        raise RequestError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), where="body") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise RequestError(
            HTTPStatus.BAD_REQUEST, "the body is not JSON in UTF-8", where="body"
        ) from None
    except RecursionError:
        raise RequestError(
            HTTPStatus.BAD_REQUEST, "the body is nested too deeply", where="body"
        ) from None


def entry_of(sent: SentEntry, kind: str, base_version: int | None) -> Entry:
    """Return what was sent as what a service records.

    Raises:
        RequestError: there is no such kind, or the payload has not its form.
    """
    payload = payload_of(kind, sent.payload)
    _refuse_long("contributor", sent.contributor or "", LONGEST_NAME)
    _refuse_long("team", sent.team or "", LONGEST_NAME)
    return Entry(
        payload=payload,
        base_version=base_version,
        team=sent.team,
        contributor=sent.contributor,
        reason=sent.reason,
    )


def payload_of(kind: str, content: msgspec.Raw) -> Payload:
    """Read a payload in the form of its kind.

    Raises:
        RequestError: there is no such kind, or the payload has not its form.
    """
    form = RECORD_KINDS.get(kind)
    if form is None:
        raise RequestError(HTTPStatus.UNPROCESSABLE_ENTITY, "no such kind of record", where="kind")
    try:
        payload: Payload = msgspec.json.decode(content, type=form)
    except (msgspec.DecodeError, OverflowError) as error:
        place = f"payload of a {kind}"
        raise RequestError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), where=place) from None
    refuse_payload(payload)
    return payload


def checked(sent: Sent) -> Sent:
    """Return what was sent, once every record in it was looked at as if it came by itself.

    Raises:
        RequestError: an id, a name or a day in it can not be meant.
    """
    for name in sent.__struct_fields__:
        value = getattr(sent, name)
        if isinstance(value, Node):
            refuse_payload(value)
        elif isinstance(value, str) and name != "text":
            _refuse_long(name, value, LONGEST_WORDS)
        else:
            _refuse_odd_days(name, value)
    return sent


def version_before(request: HttpRequest) -> int:
    """Return the version that the caller had before them, from the header If-Match.

    Raises:
        RequestError: there is none, or it is no version of a record.
    """
    given = request.headers.get("If-Match", "")
    if not given:
        raise RequestError(
            HTTPStatus.PRECONDITION_REQUIRED,
            "say which version you had before you",
            where="If-Match",
            remedy="send the ETag of the record as you read it",
        )
    found = _TAG.fullmatch(given.strip())
    if found is None:
        raise RequestError(
            HTTPStatus.BAD_REQUEST, 'a version is a number in quotes, such as "3"', where="If-Match"
        )
    return int(found[1])


def _refuse_hidden(value: Any, place: str = "body") -> None:
    """Refuse control characters, reversed reading and endless text, wherever they stand."""
    match value:
        case str():
            if fault := text_fault(value):
                raise RequestError(HTTPStatus.UNPROCESSABLE_ENTITY, fault, where=place)
        case list():
            for number, part in enumerate(value):
                _refuse_hidden(part, f"{place}[{number}]")
        case dict():
            for name, part in value.items():
                _refuse_hidden(name, place)
                _refuse_hidden(part, f"{place}.{name}")
        case int() if not -(2**63) <= value < 2**63:
            raise RequestError(HTTPStatus.UNPROCESSABLE_ENTITY, "a number too large", where=place)


def _refuse_long(place: str, text: str, most: int, *, least: int = 0) -> None:
    if not least <= len(text) <= most:
        what = f"{least} to {most} characters" if least else f"at most {most} characters"
        raise RequestError(HTTPStatus.UNPROCESSABLE_ENTITY, f"takes {what}", where=place)


def refuse_payload(payload: Payload) -> None:
    """Refuse ids, names and days that no record can have.

    Raises:
        RequestError: one of them can not be meant.
    """
    _refuse_long("id", id_of(payload), 2 * LONGEST_ID, least=1)
    _refuse_long("id", getattr(payload, "id", "."), LONGEST_ID, least=1)
    for area in areas_of(payload):
        _refuse_long("area", area, LONGEST_ID)
    _refuse_long("contributor", getattr(payload, "contributor", None) or "", LONGEST_NAME)
    _refuse_odd_days("payload", payload)


def _refuse_odd_days(place: str, value: Any) -> None:
    """Refuse days that can not be meant, and instants without an offset, wherever they stand."""
    match value:
        case datetime() if value.tzinfo is None:
            raise RequestError(
                HTTPStatus.UNPROCESSABLE_ENTITY, "an instant has its offset from UTC", where=place
            )
        case date():
            _refuse_odd_day(place, value)
        case tuple() | frozenset():
            for part in value:
                _refuse_odd_days(place, part)
        case msgspec.Struct():
            for name in value.__struct_fields__:
                _refuse_odd_days(name, getattr(value, name))


def _refuse_odd_day(place: str, day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise RequestError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"the year {day.year} is none of {FIRST_YEAR} to {LAST_YEAR}",
            where=place,
        )
