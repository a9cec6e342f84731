"""Serve a mission's registers: open them, on the first start set them up, and hand out the server.

One process serves one mission. It speaks plain HTTP to this machine; for people elsewhere a proxy
in front ends TLS.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from peaceops.domain.error import PeaceopsError
from peaceops.registers.account.models import Account
from peaceops.registers.opening import open_registers
from peaceops.registers.settings import LARGEST_BODY
from peaceops.services.folder import open_mission
from peaceops.services.register.account import SetUp, set_up

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
YEAR_SECONDS = 365 * 24 * 3600
LARGEST_REQUEST = 64 * LARGEST_BODY
"""Bytes of a request with a file; what is larger is refused before it is read."""


def begin_serving(folder: Path, now: datetime) -> SetUp | None:
    """Open a mission's registers; on the first start set them up and return what is shown once.

    Raises:
        PeaceopsError: there is no mission, or its registers can not be reached.
    """
    open_mission(folder)
    open_registers(folder, make=True)
    serve_folder(folder)
    return None if Account.objects.exists() else set_up(folder, now)


def serve_folder(folder: Path) -> None:
    """Say which mission's folder this process serves."""
    settings.MISSION_FOLDER = folder


def folder_served() -> Path:
    """Return the folder of the mission that this process serves."""
    return Path(settings.MISSION_FOLDER)


def mission_served() -> str:
    """Return the name of the mission that this process serves."""
    return open_mission(folder_served()).settings.name


def application_for(host: str, names: Sequence[str] = (), proxy: str = "") -> Application:
    """Return the server's application (WSGI).

    Args:
        host: address that it listens at.
        names: under which people reach it.
        proxy: address of the proxy that ends TLS; empty for none.

    Raises:
        PeaceopsError: passwords would travel in the open.
    """
    if host not in LOOPBACK and not proxy:
        raise PeaceopsError(
            "passwords would travel in the open",
            where=f"--host {host}",
            remedy="serve this machine only, or name the proxy that ends TLS: --proxy ADDRESS",
        )
    settings.ALLOWED_HOSTS = [*LOOPBACK, "[::1]", *names]
    settings.CSRF_COOKIE_SECURE = bool(proxy)
    settings.LANGUAGE_COOKIE_SECURE = bool(proxy)
    settings.SECURE_HSTS_SECONDS = YEAR_SECONDS if proxy else 0
    quiet = logging.getLogger("django")  # its lines tell addresses, and these name records
    quiet.propagate = False
    quiet.addHandler(logging.NullHandler())
    application: Application = get_wsgi_application()
    return application
