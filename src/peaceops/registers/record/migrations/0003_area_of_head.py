"""The one area of a record beside it, and indexes that answer lists of a kind, and of an area."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count, Min, OuterRef


def fill(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Write down the area of each record that names one, and null where it names several."""
    places = apps.get_model("record", "HeadArea").objects
    named = places.filter(head=OuterRef("pk")).values("head").annotate(number=Count("pk"))
    only = named.filter(number=1).values(only=Min("area"))
    heads = apps.get_model("record", "Head").objects
    heads.filter(pk__in=places.values("head")).update(area=only)


class Migration(migrations.Migration):
    dependencies = [("record", "0002_newest_first")]

    operations = [
        migrations.AddField(
            model_name="head",
            name="area",
            field=models.CharField(default="", max_length=200, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="head", name="kind_by_day"),
        migrations.RemoveIndex(model_name="head", name="kind_newest_first"),
        migrations.AddIndex(
            model_name="head",
            index=models.Index(
                fields=[
                    "kind", "-first", "withdrawn", "level", "compartments", "contributor",
                    "team", "author", "area", "happened_from", "happened_to", "current",
                ],
                name="kind_newest_first",
            ),
        ),
        migrations.AddIndex(
            model_name="head",
            index=models.Index(fields=["area", "-first"], name="area_newest_first"),
        ),
    ]  # fmt: skip
