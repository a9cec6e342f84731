"""Tables that only grow: the database itself refuses to change or remove a row."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows'); END
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' only grows'; END $$;
CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def only_grows(*tables: str) -> migrations.RunPython:
    """Return the step of a migration that forbids changing and removing rows of some tables."""

    def forbid(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        form = _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL
        acts = ("update", "delete") + (() if form is _SQLITE else ("truncate",))
        for table in tables:
            for act in acts:
                editor.execute(form.format(table=table, act=act))

    def allow(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        form = "DROP TRIGGER {table}_no_{act}"
        if editor.connection.vendor != "sqlite":
            form += " ON {table}"
        for table in tables:
            for act in ("update", "delete"):
                editor.execute(form.format(table=table, act=act))

    return migrations.RunPython(forbid, allow)
