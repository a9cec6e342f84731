"""Put a service's function into the API as it stands: its arguments, its answer, its words.

What a function takes is read from its signature, so that nothing is written twice: the session is
who asks, one argument may stand in the address, `base_version` is the header If-Match, and the rest
is the body (of GET, the query). What it returns is rendered with every record as programs see it.
"""

import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import AwareDatetime, Field

from peaceops.api.answer import answer, nothing, one_record
from peaceops.api.asked import body_of, checked, version_before
from peaceops.api.operation import OF_CHANGE, operation
from peaceops.api.search import Name, Number, Plain
from peaceops.api.shown import ShownRecord, shown
from peaceops.api.signed import who
from peaceops.domain.record import Record

Service = Callable[..., Any]
VERSION = "base_version"
LONGEST_HOURS = 100_000.0
LISTED: list[type[msgspec.Struct]] = []
"""Forms of bodies and answers that were made here, for the API's description."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What is said once, such as a link or a secret, or what is still to be done; may be empty."""

    said: str


def act(
    router: Router,
    method: str,
    path: str,
    service: Service,
    *,
    on: str = "",
    status: HTTPStatus = HTTPStatus.OK,
    also: Sequence[HTTPStatus] = (),
    tag: str = "",
) -> None:
    """Put a service's function under an address.

    Args:
        router: where.
        method, path: such as "POST" and "/judge-threat/{path:name}".
        service: a function whose first argument is the session.
        on: its argument that stands in the address; empty for none.
        status: of a success that says something.
        also: refusals beside those of any operation.
        tag: under which it stands in lists of operations.
    """
    arguments = _arguments(service, on)
    based = any(argument.name == VERSION and _needed(argument) for argument in arguments)
    rest = [argument for argument in arguments if not (based and argument.name == VERSION)]
    by_query = method in {"GET", "DELETE"}
    title = _title(method, path)
    takes = _form(title, rest) if rest and not by_query else None
    returns = typing.get_type_hints(service)["return"]
    gives, whole = _answer_form(title, returns)
    if gives is None:
        status = HTTPStatus.NO_CONTENT

    def view(request: HttpRequest, **given: Any) -> HttpResponse:
        values = dict(given)
        if on:
            values[on] = values.pop("name")
        if based:
            values[VERSION] = version_before(request)
        if takes is not None:
            sent = checked(body_of(request, takes))
            values |= {name: getattr(sent, name) for name in takes.__struct_fields__}
        return _rendered(request, service(who(request), **values), status, whole)

    _sign(view, rest if by_query else [], _in_address(service, on))
    view.__name__, view.__doc__ = service.__name__, service.__doc__
    missing = (HTTPStatus.NOT_FOUND,) if on else ()
    operation(
        router, method, path, gives=gives, takes=takes, status=status, tag=tag,
        also=(*missing, *also, *(OF_CHANGE if based else ())),
        name=title, about=_first_line(service.__doc__ or ""),
    )(view)  # fmt: skip


def _arguments(service: Service, on: str) -> list[inspect.Parameter]:
    hints = typing.get_type_hints(service)
    return [
        argument.replace(annotation=hints[argument.name])
        for argument in list(inspect.signature(service).parameters.values())[1:]
        if argument.name != on
        and argument.kind is not inspect.Parameter.VAR_KEYWORD
        and typing.get_origin(hints[argument.name]) is not Callable
        and not _is_callable(hints[argument.name])
    ]


def _is_callable(annotation: Any) -> bool:
    return typing.get_origin(annotation) is typing.get_origin(Callable[[], None])


def _needed(argument: inspect.Parameter) -> bool:
    return argument.default is inspect.Parameter.empty


def _in_address(service: Service, on: str) -> Any:
    if not on:
        return None
    hint = typing.get_type_hints(service)[on]
    return {str: Name, int: Number}.get(hint, hint)


def _form(title: str, arguments: Iterable[inspect.Parameter]) -> type[msgspec.Struct]:
    """Return the form of a body that holds some arguments."""
    fields: list[Any] = []
    for argument in arguments:
        wanted = _taken(argument.annotation)
        if _needed(argument):
            fields.append((argument.name, wanted))
        else:
            fields.append((argument.name, wanted, argument.default))
    form = msgspec.defstruct(
        f"{title}Body", fields, frozen=True, kw_only=True, forbid_unknown_fields=True
    )
    LISTED.append(form)
    return form


def _taken(annotation: Any) -> Any:
    """Return a type that JSON can be read into; any sequence is read as a tuple."""
    if typing.get_origin(annotation) in {Sequence, Iterable}:
        return tuple[(*typing.get_args(annotation), ...)]  # type: ignore[misc]
    return annotation


def _sign(view: Service, query: Iterable[inspect.Parameter], address: Any) -> None:
    """Give a function the signature that the API's library reads its parameters from."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter(
            "request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest
        )
    ]
    if address is not None:
        parameters.append(inspect.Parameter("name", keyword, annotation=address))
    parameters += [
        argument.replace(kind=keyword, annotation=_asked(argument.annotation)) for argument in query
    ]
    view.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    view.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters} | {
        "return": HttpResponse
    }


def _answer_form(title: str, returns: Any) -> tuple[type[msgspec.Struct] | None, bool]:
    """Return the form of what a function gives, and whether it is given as it is."""
    if returns is type(None):
        return None, True
    if returns is Record:
        return ShownRecord, True
    if returns is str:
        return Said, False
    if isinstance(returns, type) and issubclass(returns, msgspec.Struct):
        form = shown_form(returns)
        LISTED.append(form)
        return form, True
    form = msgspec.defstruct(
        f"{title}Answer", [("found", shown_form(returns))], frozen=True, kw_only=True
    )
    LISTED.append(form)
    return form, False


def _rendered(request: HttpRequest, value: Any, status: HTTPStatus, whole: bool) -> HttpResponse:
    if value is None:
        return nothing()
    if isinstance(value, Record):
        return one_record(request, value, status)
    if whole:
        return answer(shown_value(value), status)
    return answer({"said" if isinstance(value, str) else "found": shown_value(value)}, status)


@cache
def shown_form(form: Any) -> Any:
    """Return a type with every record in it as programs see it."""
    if form is Record:
        return ShownRecord
    origin, parts = typing.get_origin(form), typing.get_args(form)
    if origin in {tuple, list, frozenset, Mapping, dict, Sequence, Iterable, types.UnionType}:
        held = tuple(part if part is Ellipsis else shown_form(part) for part in parts)
        if held == parts:
            return form
        return typing.Union[held] if origin is types.UnionType else origin[held]  # noqa: UP007
    if isinstance(form, type) and issubclass(form, msgspec.Struct):
        fields = msgspec.structs.fields(form)
        held = tuple(shown_form(field.type) for field in fields)
        if all(new == field.type for new, field in zip(held, fields, strict=True)):
            return form
        made = msgspec.defstruct(
            form.__name__,
            [(field.name, new) for new, field in zip(held, fields, strict=True)],
            frozen=True,
            kw_only=True,
        )
        made.__doc__ = form.__doc__
        return made
    return form


def shown_value(value: Any) -> Any:
    """Return a value with every record in it as programs see it."""
    if isinstance(value, Record):
        return shown(value)
    if isinstance(value, tuple | list):
        return [shown_value(part) for part in value]
    if isinstance(value, msgspec.Struct):
        form = shown_form(type(value))
        if form is not type(value):
            return form(
                **{name: shown_value(getattr(value, name)) for name in form.__struct_fields__}
            )
    return value


def _asked(annotation: Any) -> Any:
    """Return the type of a query's parameter: text that hides nothing, an instant with offset."""
    known = {
        str: Plain,
        datetime: AwareDatetime,
        datetime | None: AwareDatetime | None,
        int | None: Number | None,
        float: Annotated[float, Field(ge=0, le=LONGEST_HOURS)],
    }
    return known.get(annotation, annotation)


def _title(method: str, path: str) -> str:
    """Return the name of an operation, from which those of its forms are made."""
    verb = path.split("/")[1].title().replace("-", "")
    return verb if method == "POST" else f"{method.title()}{verb}"


def _first_line(words: str) -> str:
    return words.strip().split("\n", 1)[0]
