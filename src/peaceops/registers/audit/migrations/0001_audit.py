"""The chain of entries, where it ends, and the keys that sign its head."""

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from peaceops.registers.append_only import only_grows


def begin_chain(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write the one row that says where the chain ends."""
    apps.get_model("audit", "Head").objects.create(pk=1)


class Migration(migrations.Migration):
    """Make the tables of the audit."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("account", models.TextField(blank=True)),
                ("post", models.TextField(blank=True)),
                ("act", models.TextField()),
                ("kind", models.TextField(blank=True)),
                ("ids", models.TextField(default="[]")),
                ("count", models.IntegerField(default=0)),
                ("level", models.IntegerField(default=0)),
                ("query", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("previous", models.TextField()),
                ("hash", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["at"], name="audit_by_time"),
                    models.Index(fields=["account", "at"], name="audit_by_account"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.BigIntegerField(default=0)),
                ("hash", models.TextField(default="0" * 64)),
            ],
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.TextField(unique=True)),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(begin_chain, migrations.RunPython.noop),
        only_grows("audit_entry"),
    ]
