"""The sign-in page, the page behind it, and the page of a link with which a password is chosen."""

from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import Context, Engine
from django.views.decorators.http import require_http_methods

from peaceops.domain.error import PeaceopsError
from peaceops.registers.account.sign_in import LONGEST
from peaceops.registers.record.listing import Query
from peaceops.services.register.account import accept_link
from peaceops.services.register.reading import count_records
from peaceops.services.register.session import Session
from peaceops.services.register.sign_in import session_of, sign_in, sign_out
from peaceops.web import pace

COOKIE = "peaceops"
ENGINE = Engine(dirs=[str(Path(__file__).parent / "templates")])
COUNTED = (
    "item", "source", "threat", "alert", "warning", "notice", "information_requirement", "task",
    "unit", "decision",
)  # fmt: skip
"""Kinds that the first page counts."""
SLOWER = "too many tries from here; wait a minute"


@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, and how much of each kind they may read."""
    session = _session(request)
    if session is None:
        return HttpResponseRedirect("/sign-in")
    numbers = ((kind, count_records(session, Query(kinds=(kind,)))) for kind in COUNTED)
    return _page(
        request,
        "home.html",
        post=session.reader.post,
        roles=", ".join(sorted(session.reader.roles)) or "nobody: this account has no role",
        counts=[(kind.replace("_", " "), number) for kind, number in numbers if number],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Ask for user name, password and code, and begin a sign-in."""
    if request.method != "POST":
        return _page(request, "sign_in.html")
    now = datetime.now(UTC)
    if not pace.may_try(request.META["REMOTE_ADDR"], now):
        return _page(request, "sign_in.html", HTTPStatus.TOO_MANY_REQUESTS, problem=SLOWER)
    username, password, code = (
        request.POST.get(name, "") for name in ("username", "password", "code")
    )
    try:
        with pace.AT_ONCE:
            signed = sign_in(username, password, code.strip(), now)
    except PeaceopsError as error:
        return _page(request, "sign_in.html", HTTPStatus.FORBIDDEN, problem=str(error))
    answer = HttpResponseRedirect("/")
    answer.set_cookie(
        COOKIE,
        signed.secret or "",
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="Strict",
        secure=settings.CSRF_COOKIE_SECURE,
    )
    return answer


@require_http_methods(["POST"])
def sign_out_page(request: HttpRequest) -> HttpResponse:
    """End the sign-in and drop its keys."""
    secret = request.COOKIES.get(COOKIE, "")
    if secret:
        sign_out(secret, datetime.now(UTC))
    answer = HttpResponseRedirect("/sign-in")
    answer.delete_cookie(COOKIE, samesite="Strict")
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def link_page(request: HttpRequest, link: str) -> HttpResponse:
    """Let the holder of a link choose a password, and show their second factor once."""
    if request.method != "POST":
        return _page(request, "link.html")
    now = datetime.now(UTC)
    if not pace.may_try(request.META["REMOTE_ADDR"], now):
        return _page(request, "link.html", HTTPStatus.TOO_MANY_REQUESTS, problem=SLOWER)
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        problem = "the two passwords differ"
        return _page(request, "link.html", HTTPStatus.UNPROCESSABLE_ENTITY, problem=problem)
    try:
        with pace.AT_ONCE:
            factor = accept_link(link, password, now)
    except PeaceopsError as error:
        return _page(request, "link.html", HTTPStatus.FORBIDDEN, problem=str(error))
    return _page(request, "factor.html", factor=factor)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer an address that leads nowhere, without repeating it."""
    return _page(request, "not_found.html", HTTPStatus.NOT_FOUND)


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form that was not given out by this server to this browser."""
    problem = "that page is out of date; try again"
    return _page(request, "not_found.html", HTTPStatus.FORBIDDEN, problem=problem)


def _session(request: HttpRequest) -> Session | None:
    secret = request.COOKIES.get(COOKIE, "")
    return session_of(secret, datetime.now(UTC)) if secret else None


def _page(
    request: HttpRequest, name: str, status: HTTPStatus = HTTPStatus.OK, **values: object
) -> HttpResponse:
    values["token"] = get_token(request)
    return HttpResponse(ENGINE.get_template(name).render(Context(values)), status=status)
