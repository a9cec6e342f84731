"""What a program is told when something is refused: one problem as JSON, with its status."""

from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from peaceops.api.shown import ShownRecord, shown, shown_payload
from peaceops.domain.error import BUSY, OUR_FAULT, REFUSED, PeaceopsError
from peaceops.domain.record import ConflictError
from peaceops.services.register.reading import unseen

MEDIA_TYPE = "application/problem+json"
_UNSEEN = unseen("").what
_STATUS = {
    BUSY: HTTPStatus.CONFLICT,
    REFUSED: HTTPStatus.FORBIDDEN,
    OUR_FAULT: HTTPStatus.INTERNAL_SERVER_ERROR,
}


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong.

    Attributes:
        what: in plain words.
        where: the record, field or header that it concerns.
        remedy: what can be done about it.
        lines: where more than one thing is wrong, a line for each.
        yours, theirs: of a conflict, what was to be written and what stands.
    """

    what: str
    where: str = ""
    remedy: str = ""
    lines: tuple[str, ...] = ()
    yours: msgspec.Raw | None = None
    theirs: ShownRecord | None = None


class RequestError(Exception):
    """A request that can not be understood, before any service was asked.

    Args:
        status: of HTTP.
        what, where, remedy: as on `Problem`.
    """

    def __init__(self, status: HTTPStatus, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.status = status
        self.problem = Problem(what=what, where=where, remedy=remedy)


def status_of(error: PeaceopsError) -> HTTPStatus:
    """Return the status of a refusal; what is not there and what is not for this reader are one."""
    if error.what == _UNSEEN:
        return HTTPStatus.NOT_FOUND
    return _STATUS.get(error.exit_code, HTTPStatus.UNPROCESSABLE_ENTITY)


def problem_of(error: PeaceopsError) -> Problem:
    """Return a refusal as a program reads it, of a conflict with both versions."""
    lines = error.lines if len(error.lines) > 1 else ()
    problem = Problem(what=error.what, where=error.where, remedy=error.remedy, lines=lines)
    if isinstance(error, ConflictError):
        return msgspec.structs.replace(
            problem, yours=shown_payload(error.yours), theirs=shown(error.theirs)
        )
    return problem


def refusal(status: HTTPStatus, problem: Problem) -> HttpResponse:
    """Return the answer that carries a problem."""
    answer = HttpResponse(
        msgspec.json.encode(problem, order="sorted"), status=status, content_type=MEDIA_TYPE
    )
    if status is HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="peaceops"'
    return answer


def not_found(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """Answer an address below /api/ that leads nowhere."""
    return refusal(HTTPStatus.NOT_FOUND, Problem(what="there is nothing under this address"))


def told(faults: list[dict[str, Any]]) -> Problem:
    """Return the first fault of a request's parameters, without the value that was sent."""
    first = faults[0]
    place = ".".join(str(part) for part in first.get("loc", ()))
    return Problem(what=str(first.get("msg", "not understood")), where=place)
