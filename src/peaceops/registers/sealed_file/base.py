"""Django's backend for SQLite, over SQLCipher: every page of the file and of its log is encrypted.

Only what SQLCipher's driver needs otherwise stands here: the key, the cursor, and how columns come
back as dates.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.backends.sqlite3 import base as sqlite
from django.db.backends.sqlite3._functions import register as register_functions

from peaceops.domain.error import PeaceopsError

try:
    from sqlcipher3 import dbapi2
except ImportError as error:
    raise PeaceopsError(
        "a register file encrypted as a whole needs SQLCipher",
        remedy="pip install 'peaceops[sealed]', or unset PEACEOPS_REGISTER_KEY",
    ) from error

for name, convert in (
    ("bool", b"1".__eq__),
    ("date", sqlite.decoder(sqlite.parse_date)),
    ("datetime", sqlite.decoder(sqlite.parse_datetime)),
    ("timestamp", sqlite.decoder(sqlite.parse_datetime)),
    ("time", sqlite.decoder(sqlite.parse_time)),
):
    dbapi2.register_converter(name, convert)


class Cursor(dbapi2.Cursor):
    """A cursor that takes Django's way of writing parameters."""

    def execute(self, query: str, params: Any = None) -> Any:
        """Run a statement."""
        return super().execute(query) if params is None else super().execute(_said(query), params)

    def executemany(self, query: str, many: Iterable[Any]) -> Any:
        """Run a statement for many rows of parameters."""
        rows = iter(many)
        first = next(rows, None)
        return self if first is None else super().executemany(_said(query), chain([first], rows))


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """Connections that unlock the file before anything else."""

    Database = dbapi2

    def get_connection_params(self) -> dict[str, Any]:
        """Return what to connect with; the key goes by itself."""
        params: dict[str, Any] = super().get_connection_params()
        self._key = str(params.pop("key"))
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file and unlock it."""
        connection = dbapi2.connect(**conn_params)
        quoted = self._key.replace("'", "''")
        connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is told in our words
        connection.execute(f"PRAGMA key = '{quoted}'")
        register_functions(connection)
        for command in ("PRAGMA legacy_alter_table = OFF", *self.init_commands):
            if command.strip():
                connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 -- Django gives it
        """Return a cursor."""
        return self.connection.cursor(factory=Cursor)


def _said(query: str) -> str:
    return str(sqlite.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))
