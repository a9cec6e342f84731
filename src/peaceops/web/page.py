"""The sign-in page, the page behind it, and the page of a link with which a password is chosen."""

from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import Context, Engine
from django.views.decorators.http import require_http_methods

from peaceops.disseminate.language import right_to_left
from peaceops.domain.error import PeaceopsError
from peaceops.registers.account.sign_in import LONGEST
from peaceops.registers.record.listing import Query
from peaceops.services.register.account import accept_link
from peaceops.services.register.reading import count_records
from peaceops.services.register.serving import mission_served
from peaceops.services.register.session import Session
from peaceops.services.register.sign_in import session_of, sign_in, sign_out
from peaceops.web import pace
from peaceops.web.noun import kinds_counted, role_name
from peaceops.web.refusal import password_refused, sign_in_refused
from peaceops.web.words import words_for

COOKIE = "peaceops"
ENGINE = Engine(dirs=[str(Path(__file__).parent / "templates")], builtins=["peaceops.web.words"])


@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, and how much of each kind they may read."""
    session = _session(request)
    if session is None:
        return HttpResponseRedirect("/sign-in")
    words = words_for(request)
    numbers = (
        (name, count_records(session, Query(kinds=(kind,))))
        for kind, name in kinds_counted(words).items()
    )
    return _page(
        request,
        "home.html",
        mission=mission_served(),
        post=session.reader.post,
        roles=" · ".join(role_name(role, words) for role in sorted(session.reader.roles)),
        counts=[(name, words.number(number)) for name, number in numbers if number],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Ask for user name, password and code, and begin a sign-in."""
    if request.method != "POST":
        return _page(request, "sign_in.html")
    now = datetime.now(UTC)
    if not pace.may_try(request.META["REMOTE_ADDR"], now):
        return _slower(request, "sign_in.html")
    username, password, code = (
        request.POST.get(name, "") for name in ("username", "password", "code")
    )
    try:
        with pace.AT_ONCE:
            signed = sign_in(username, password, code.strip(), now)
    except PeaceopsError:
        problem = sign_in_refused(username, now, words_for(request))
        return _page(request, "sign_in.html", HTTPStatus.FORBIDDEN, problem=problem)
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
        return _slower(request, "link.html")
    password = request.POST.get("password", "")
    if password != request.POST.get("again", ""):
        problem = words_for(request).say("The two passwords differ.")
        return _page(request, "link.html", HTTPStatus.UNPROCESSABLE_ENTITY, problem=problem)
    try:
        with pace.AT_ONCE:
            factor = accept_link(link, password, now, mission=mission_served())
    except PeaceopsError as error:
        problem = password_refused(error, words_for(request))
        return _page(request, "link.html", HTTPStatus.FORBIDDEN, problem=problem)
    return _page(request, "factor.html", factor=factor)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer an address that leads nowhere, without repeating it."""
    return _page(request, "not_found.html", HTTPStatus.NOT_FOUND)


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form that was not given out by this server to this browser."""
    problem = words_for(request).say("That page is out of date; try again.")
    return _page(request, "not_found.html", HTTPStatus.FORBIDDEN, problem=problem)


def _session(request: HttpRequest) -> Session | None:
    secret = request.COOKIES.get(COOKIE, "")
    return session_of(secret, datetime.now(UTC)) if secret else None


def _slower(request: HttpRequest, name: str) -> HttpResponse:
    problem = words_for(request).say("Too many tries from here; wait a minute.")
    return _page(request, name, HTTPStatus.TOO_MANY_REQUESTS, problem=problem)


def _page(
    request: HttpRequest, name: str, status: HTTPStatus = HTTPStatus.OK, **values: object
) -> HttpResponse:
    words = words_for(request)
    shared = {
        "words": words,
        "direction": "rtl" if right_to_left(words.code) else "ltr",
        "languages": settings.LANGUAGES,
        "mission": "peaceops",
        "here": request.path,
        "token": get_token(request),
    }
    page = ENGINE.get_template(name).render(Context({**shared, **values}))
    return HttpResponse(page, status=status)
