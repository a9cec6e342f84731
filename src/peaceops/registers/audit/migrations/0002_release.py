"""What was released, to whom, and of which records."""

from typing import ClassVar

from django.db import migrations, models

from peaceops.registers.append_only import only_grows


class Migration(migrations.Migration):
    """Make the release log."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("audit", "0001_audit")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("entry", models.TextField()),
                ("records", models.TextField()),
            ],
        ),
        only_grows("audit_release"),
    ]
