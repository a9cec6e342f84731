"""Answers: JSON, with the version as ETag and the next page as Link."""

from http import HTTPStatus
from typing import Any, NamedTuple

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from peaceops.api.shown import ShownPage, shown
from peaceops.domain.record import Holding, Record

JSON = "application/json"
GEOJSON = "application/geo+json"


class Media(NamedTuple):
    """A body that is a file and not JSON.

    Attributes:
        name: its media type.
        schema: what the description says of it.
    """

    name: str
    schema: dict[str, Any]


BYTES = Media("application/octet-stream", {"type": "string", "format": "binary"})
YAML = Media("application/yaml", {"type": "object"})


def answer(content: Any, status: HTTPStatus = HTTPStatus.OK, media: str = JSON) -> HttpResponse:
    """Return a value as JSON, the same bytes each time."""
    return HttpResponse(
        msgspec.json.encode(content, order="deterministic"), status=status, content_type=media
    )


def file_answer(name: str, content: bytes, media: Media) -> HttpResponse:
    """Return a file that a browser keeps and does not show, and whose kind it does not guess."""
    found = HttpResponse(content, content_type=media.name)
    found["Content-Disposition"] = content_disposition_header(True, name)
    found["X-Content-Type-Options"] = "nosniff"
    return found


def nothing() -> HttpResponse:
    """Return the answer to what was done and leaves nothing to say."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def one_record(
    request: HttpRequest, record: Record, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """Return a record under its version; nothing anew where the caller has it already."""
    tag = tag_of(record)
    if request.method == "GET" and tag in _tags(request.headers.get("If-None-Match", "")):
        again = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
        again["ETag"] = tag
        return again
    found = answer(shown(record), status)
    found["ETag"] = tag
    return found


def one_page(request: HttpRequest, page: ShownPage) -> HttpResponse:
    """Return a page, and the address of the next one."""
    found = answer(page)
    if page.next is not None:
        asked = request.GET.copy()
        asked["before"] = str(page.next)
        found["Link"] = f'<{request.path}?{asked.urlencode()}>; rel="next"'
    return found


def tag_of(record: Record) -> str:
    """Return the ETag of a record: its version, and how it is held where it can not be read."""
    held = "" if record.holding is Holding.OPEN else f"-{record.holding}"
    return f'"{record.version}{held}"'


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",") if tag.strip()}
