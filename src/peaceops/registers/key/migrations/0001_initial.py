"""The tables of keys."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record", models.CharField(db_index=True, max_length=400)),
                ("compartments", models.CharField(max_length=120)),
                ("contributor", models.CharField(blank=True, max_length=80)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Holder",
            fields=[
                ("account", models.BigIntegerField(primary_key=True, serialize=False)),
                ("recipient", models.CharField(max_length=80)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="TokenKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.BigIntegerField(db_index=True)),
                ("account", models.BigIntegerField()),
                ("role", models.CharField(max_length=120)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="RoleKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=120)),
                ("generation", models.PositiveIntegerField()),
                ("recipient", models.CharField(max_length=80)),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("role", "generation"), name="one_of_each_generation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.BigIntegerField()),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held",
                        to="key.rolekey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "account"), name="held_once_by_each")
                ],
            },
        ),
    ]
