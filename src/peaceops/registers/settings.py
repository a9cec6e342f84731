"""Django's settings for one mission's registers."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from peaceops.domain.error import PeaceopsError

APPS = ("record", "account", "audit", "key")
SQLITE_FILE = "registers.sqlite"
KEY = "PEACEOPS_REGISTER_KEY"
"""Names the pass phrase of a register file that is encrypted as a whole."""
ON_CONNECTING = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824;"
)
"""Acknowledged writes survive a loss of power; what is destroyed is overwritten; nothing spills."""

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes of a request that is no file: the longest text of a record has a fifth of that."""
SERVED: Mapping[str, Any] = {
    "ROOT_URLCONF": "peaceops.web.urls",
    "MIDDLEWARE": [
        "peaceops.web.headers.strict_headers",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    "APPEND_SLASH": False,
    "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
    "CSRF_COOKIE_NAME": "peaceops_form",
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SAMESITE": "Strict",
    "CSRF_FAILURE_VIEW": "peaceops.web.page.form_out_of_date",
    "LANGUAGE_CODE": "en",
    "LANGUAGES": [("en", "English"), ("fr", "Français"), ("ar", "العربية")],
    "LANGUAGE_COOKIE_NAME": "peaceops_language",
    "LANGUAGE_COOKIE_HTTPONLY": True,
    "LANGUAGE_COOKIE_SAMESITE": "Strict",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_BODY,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 200,
    "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
}
"""What pages and API stand on; pages and API are named, for they lie above the registers.

An upload never touches the disk before it is sealed, where it is to be."""


def database_of(folder: Path) -> dict[str, Any]:
    """Return the settings of a mission's database.

    `DATABASE_URL` names a PostgreSQL server; without it the registers are a file in the mission's
    folder, encrypted as a whole where `PEACEOPS_REGISTER_KEY` is set.

    Raises:
        PeaceopsError: the address is not one of PostgreSQL.
    """
    address = os.environ.get("DATABASE_URL", "")
    return _postgresql(address) if address else _sqlite(folder / SQLITE_FILE)


def settings_before_opening() -> dict[str, Any]:
    """Return all settings of Django; the database is an empty one until registers are opened."""
    return {
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        "INSTALLED_APPS": [f"peaceops.registers.{app}" for app in APPS],
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "LOGGING_CONFIG": None,  # nothing of a payload ever reaches a log by a framework's habit
        "SECRET_KEY": os.urandom(32).hex(),  # signs nothing that outlives the process
        "DEBUG": False,
        **SERVED,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    options = {"transaction_mode": "IMMEDIATE", "init_command": ON_CONNECTING, "timeout": 30}
    key = os.environ.get(KEY, "")
    if key:
        engine = "peaceops.registers.sealed_file"
        return {"ENGINE": engine, "NAME": str(file), "OPTIONS": {**options, "key": key}}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": options}


def _postgresql(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise PeaceopsError(
            "DATABASE_URL is not an address of PostgreSQL",
            remedy="postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Compiling a statement takes longer than any of these needs.
        "OPTIONS": {"options": "-c jit=off", **dict(parse_qsl(parts.query))},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
