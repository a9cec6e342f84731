"""Legal holds, and certificates of destruction."""

from typing import ClassVar

from django.db import migrations, models

from peaceops.registers.append_only import only_grows


class Migration(migrations.Migration):
    """Make the tables of keeping."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("audit", "0002_release")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("record", models.TextField(db_index=True)),
                ("holds", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("account", models.TextField(blank=True)),
                ("post", models.TextField(blank=True)),
                ("reason", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("content", models.TextField()),
            ],
        ),
        only_grows("audit_hold", "audit_certificate"),
    ]
