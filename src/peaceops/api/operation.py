"""Put an operation into the API, and say in its description what it takes and gives."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

import msgspec
from django.http import HttpResponse
from ninja import Router

from peaceops.api.answer import GEOJSON, JSON, Media
from peaceops.api.problem import MEDIA_TYPE

View = TypeVar("View", bound=Callable[..., HttpResponse])
Form = str | type[msgspec.Struct] | Media
"""A schema by its type or name, or a file."""
REFUSALS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
"""What any operation may answer."""
WITH_BODY = (
    HTTPStatus.NOT_FOUND,  # a body may name other records
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
OF_CHANGE = (HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_REQUIRED)


def operation(
    router: Router,
    method: str,
    path: str,
    *,
    gives: Form | None,
    takes: Form | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    also: Sequence[HTTPStatus] = (),
    tag: str = "",
    name: str = "",
    about: str = "",
) -> Callable[[View], View]:
    """Return a decorator that puts a function under an address.

    Args:
        router: where.
        method, path: such as "GET" and "/items/{path:name}".
        gives: schema or file that it answers with; None for nothing.
        takes: schema of its body, or which file it is; None for no body.
        status: of a success.
        also: refusals beside `REFUSALS` that it may answer with.
        tag: under which it stands in lists of operations.
        name: its name for programs; by default the function's.
        about: what it does; by default the function's doc comment.
    """
    conditional = method == "PUT" or HTTPStatus.PRECONDITION_REQUIRED in also
    refusals = {*REFUSALS, *also, *(WITH_BODY if takes else ())}
    answers: dict[int, Any] = {int(code): _problem(code) for code in sorted(refusals)}
    answers[int(status)] = _success(status, gives)
    if HTTPStatus.NOT_MODIFIED in refusals:
        answers[304] = {"description": "You have this version already"}
    extra: dict[str, Any] = {"responses": dict(sorted(answers.items()))}
    if takes is not None:
        extra["requestBody"] = {"required": True, "content": _content(takes)}
    if conditional:
        extra["parameters"] = [_IF_MATCH]
    elif HTTPStatus.NOT_MODIFIED in refusals:
        extra["parameters"] = [_IF_NONE_MATCH]

    def put(view: View) -> View:
        router.api_operation(
            [method],
            path,
            response={int(status): None},
            operation_id=name or view.__name__,
            summary=(about or view.__doc__ or "").split("\n", 1)[0].rstrip("."),
            description=about or (view.__doc__ or "").strip(),
            tags=[tag] if tag else None,
            openapi_extra=extra,
        )(view)
        return view

    return put


def reference(schema: str | type[msgspec.Struct]) -> dict[str, Any]:
    """Return how a description refers to one of its schemas."""
    name = schema if isinstance(schema, str) else schema.__name__
    return {"$ref": f"#/components/schemas/{name}"}


def _content(form: Form) -> dict[str, Any]:
    if isinstance(form, Media):
        return {form.name: {"schema": form.schema}}
    return {JSON: {"schema": reference(form)}}


def _success(status: HTTPStatus, gives: Form | None) -> dict[str, Any]:
    said: dict[str, Any] = {"description": status.phrase}
    if gives is not None:
        said["content"] = _content(gives)
        if gives == "ShownPage":
            said["content"][GEOJSON] = {"schema": reference("FeatureCollection")}
    return said


def _problem(status: HTTPStatus) -> dict[str, Any]:
    return {
        "description": status.phrase,
        "content": {MEDIA_TYPE: {"schema": reference("Problem")}},
    }


_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "ETag of the record as you read it; another answer than yours is 409",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}(-[a-z]+)?"$'},
}
_IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "ETag that you have already; where it still stands the answer is 304",
    "schema": {"type": "string"},
}
