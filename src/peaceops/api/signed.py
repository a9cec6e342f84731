"""Who asks: a program with a token, or a person with the cookie of the sign-in page."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from peaceops.services.register.session import Session
from peaceops.services.register.sign_in import session_of
from peaceops.services.register.token import session_of_token

COOKIE = "peaceops"
"""Name of the sign-in page's cookie."""


class Token(HttpBearer):
    """A token of an account, sent as `Authorization: Bearer …`; no wider than its scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Session | None:  # noqa: ARG002
        """Return the session that a token stands for; None refuses."""
        return session_of_token(token, datetime.now(UTC))


class SignIn(APIKeyCookie):
    """The cookie of the sign-in page; what changes something also needs the token of its form."""

    param_name = COOKIE

    def authenticate(self, request: HttpRequest, key: str | None) -> Session | None:  # noqa: ARG002
        """Return the session that a cookie stands for; None refuses."""
        return session_of(key, datetime.now(UTC)) if key else None

    def __call__(self, request: HttpRequest) -> Any:
        """Leave a request with a token to the token, whatever cookies come along."""
        if COOKIE not in request.COOKIES or "Authorization" in request.headers:
            return None
        return super().__call__(request)


def who(request: HttpRequest) -> Session:
    """Return who asks; only signed operations call this."""
    session: Session = request.auth
    return session
