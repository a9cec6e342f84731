"""An index for pages of all kinds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="head",
            index=models.Index(fields=["-first"], name="newest_first"),
        ),
    ]
