"""The API as a whole: who may ask, what becomes of errors, and its description."""

import logging
from http import HTTPStatus
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from peaceops import __version__
from peaceops.api import account, act, file, inform, keep, let_out, record, warn
from peaceops.api.answer import answer
from peaceops.api.asked import SentEntry, SentPart
from peaceops.api.description import schemas
from peaceops.api.problem import (
    Problem,
    RequestError,
    not_found,
    problem_of,
    refusal,
    status_of,
    told,
)
from peaceops.api.shown import ShownPage, ShownRecord
from peaceops.api.signed import SignIn, Token
from peaceops.domain.error import PeaceopsError
from peaceops.services.register.release import ReleaseRequest

LOG = logging.getLogger("peaceops.api")
ROUTERS = (
    record.router, account.router, inform.router, warn.router, let_out.router, keep.router,
    file.router,
)  # fmt: skip
FORMS: tuple[type[msgspec.Struct], ...] = (
    Problem, ShownRecord, ShownPage, SentEntry, SentPart,
    record.Parts, record.Written, record.History, record.Reason, record.Why,
    act.Said, let_out.LetOut, ReleaseRequest, *file.FORMS, *act.LISTED,
)  # fmt: skip
ABOUT = """\
Lists, records and actions of a mission's registers. Every answer holds what the reader may see and
no more; what is not there and what is not for this reader give the same answer. A change names the
version that it stands on (If-Match); of two changes the second is refused with both shown (409).
Refusals are problems: `what`, `where`, `remedy`."""


class Api(NinjaAPI):
    """The API, its description completed with the schemas of what is recorded."""

    def get_openapi_schema(self, **more: Any) -> Any:
        """Return the description: the same each time."""
        described = super().get_openapi_schema(**more)
        described["components"]["schemas"] = schemas(FORMS)
        for operations in described["paths"].values():
            for operation in operations.values():
                found = sorted(operation["responses"].items())
                operation["responses"] = {str(code): said for code, said in found}
        return described


api = Api(
    title="peaceops",
    version=__version__,
    description=ABOUT,
    auth=[Token(), SignIn()],
    docs_url=None,
    openapi_url=None,  # served below, to who is signed in
    urls_namespace="api",
)
for _router in ROUTERS:
    api.add_router("", _router)


@api.get("/openapi.json", include_in_schema=False)
def describe(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Return the API's description."""
    return answer(api.get_openapi_schema(path_prefix="api/"))


@api.exception_handler(PeaceopsError)
def refused(_request: HttpRequest, error: PeaceopsError) -> HttpResponse:
    """Answer what a service refused."""
    return refusal(status_of(error), problem_of(error))


@api.exception_handler(RequestError)
def not_understood(_request: HttpRequest, error: RequestError) -> HttpResponse:
    """Answer a request that can not be understood."""
    return refusal(error.status, error.problem)


@api.exception_handler(ValidationError)
def wrong_parameters(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer parameters that do not have their form."""
    return refusal(HTTPStatus.UNPROCESSABLE_ENTITY, told(error.errors))


@api.exception_handler(AuthenticationError)
def not_signed(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer who did not say who they are."""
    problem = Problem(
        what="say who you are",
        remedy="sign in on the page, or send a token: Authorization: Bearer …",
    )
    return refusal(HTTPStatus.UNAUTHORIZED, problem)


@api.exception_handler(HttpError)
def refused_by_frame(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the frame refused, such as a change without the token of its form."""
    return refusal(HTTPStatus(error.status_code), Problem(what=str(error)))


@api.exception_handler(RequestDataTooBig)
def too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    """Answer a body that is larger than any record."""
    return refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Problem(what="the body is too large", remedy="files travel as attachments"),
    )


@api.exception_handler(SuspiciousOperation)
def suspicious(_request: HttpRequest, _error: SuspiciousOperation) -> HttpResponse:
    """Answer a request that no honest program sends."""
    return refusal(HTTPStatus.BAD_REQUEST, Problem(what="this request can not be understood"))


@api.exception_handler(Exception)
def our_fault(_request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a fault of ours. Only its kind and place are logged: a message may hold a payload."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    LOG.error("a fault of ours: %s at %s", type(error).__name__, place)
    return refusal(
        HTTPStatus.INTERNAL_SERVER_ERROR, Problem(what="a fault of ours", remedy="please report it")
    )


api.exception_handler(Http404)(not_found)
