"""Send e-mail, by whatever a mission set up; nothing is sent where it set up nothing.

`PEACEOPS_MAIL` names the way: `smtp://HOST:PORT` (with `PEACEOPS_MAIL_USER` and
`PEACEOPS_MAIL_PASSWORD` where the server asks), `smtps://HOST:PORT`, `file:FOLDER` or `console`.
`PEACEOPS_MAIL_FROM` is the address it comes from.
"""

import os
from smtplib import SMTPException
from urllib.parse import urlsplit

import msgspec
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from peaceops.domain.error import PeaceopsError

WAY, FROM = "PEACEOPS_MAIL", "PEACEOPS_MAIL_FROM"
USER, PASSWORD = "PEACEOPS_MAIL_USER", "PEACEOPS_MAIL_PASSWORD"
_BACKENDS = "django.core.mail.backends"
SECONDS = 20
"""How long a server may take to answer."""


class Letter(msgspec.Struct, frozen=True):
    """An e-mail to one address: others are never named in it."""

    address: str
    subject: str
    body: str


def is_configured() -> bool:
    """Tell whether the mission set up a way to send e-mail."""
    return bool(os.environ.get(WAY))


def send_letter(letter: Letter) -> str:
    """Send an e-mail.

    Returns:
        what went wrong, in a few words; empty where it was sent.

    Raises:
        PeaceopsError: the way that is set up is none.
    """
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=os.environ.get(FROM, "peaceops@localhost"),
        to=[letter.address],
        connection=_connection(),
    )
    try:
        message.send()
    except (OSError, SMTPException) as error:
        return type(error).__name__  # a server's answer may repeat the address
    return ""


def _connection() -> BaseEmailBackend:
    way = os.environ.get(WAY, "")
    if way == "console":
        return get_connection(f"{_BACKENDS}.console.EmailBackend")
    if way.startswith("file:") and len(way) > len("file:"):
        folder = way.removeprefix("file:")
        return get_connection(f"{_BACKENDS}.filebased.EmailBackend", file_path=folder)
    parts = urlsplit(way)
    if parts.scheme in {"smtp", "smtps"} and parts.hostname:
        return get_connection(
            f"{_BACKENDS}.smtp.EmailBackend",
            host=parts.hostname,
            port=parts.port or (465 if parts.scheme == "smtps" else 587),
            username=os.environ.get(USER, ""),
            password=os.environ.get(PASSWORD, ""),
            use_ssl=parts.scheme == "smtps",
            use_tls=parts.scheme == "smtp" and bool(os.environ.get(USER)),
            timeout=SECONDS,
        )
    raise PeaceopsError(
        f"{WAY} is not a way to send e-mail",
        remedy="smtp://HOST:PORT, smtps://HOST:PORT, file:FOLDER or console",
    )
