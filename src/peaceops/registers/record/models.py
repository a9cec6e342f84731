"""The table of versions, their bodies apart, and the newest of each for finding it fast."""

from typing import ClassVar

from django.db import models


class Version(models.Model):
    """One version of one record; never changed and never removed (the database refuses it).

    What can be searched stands here as columns. `compartments` is a bit for each.
    """

    seq = models.BigAutoField(primary_key=True)
    record = models.CharField(max_length=400)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    form = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=10)
    author = models.CharField(max_length=150)
    post = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    level = models.PositiveSmallIntegerField()
    compartments = models.PositiveSmallIntegerField()
    areas = models.JSONField(default=list)
    team = models.CharField(max_length=80, blank=True)
    contributor = models.CharField(max_length=80, blank=True)
    happened_from = models.DateField(null=True)
    happened_to = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    hash = models.CharField(max_length=64)

    class Meta:
        """Indexes by record, and by kind and time for "as known on"."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "version"], name="one_of_each_version")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "recorded_at"], name="kind_in_time")]


class Body(models.Model):
    """What a version holds, apart from it, so that it can be destroyed.

    Attributes:
        salt: kept here only, so that the hash of what was destroyed tells nothing.
        sealed: the content is encrypted with its record's data key.
    """

    version = models.OneToOneField(
        Version, primary_key=True, on_delete=models.DO_NOTHING, related_name="body"
    )
    salt = models.BinaryField()
    content = models.BinaryField()
    sealed = models.BooleanField()


class Head(models.Model):
    """The newest version of each record, with what it is found by; made anew from `Version`.

    Attributes:
        first: seq of its first version, the order in which records came in.
        area: that it names; empty for none, null where it names several (`HeadArea`).
        words: text that is searched; empty where the body is sealed.
    """

    record = models.CharField(max_length=400, primary_key=True)
    current = models.OneToOneField(Version, on_delete=models.DO_NOTHING)
    version = models.PositiveIntegerField()
    first = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    compartments = models.PositiveSmallIntegerField()
    team = models.CharField(max_length=80, blank=True)
    contributor = models.CharField(max_length=80, blank=True)
    author = models.CharField(max_length=150)
    area = models.CharField(max_length=200, null=True, default="")
    happened_from = models.DateField(null=True)
    happened_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    class Meta:
        """Lists come newest first, by kind.

        Of one kind, all that is asked but words stands in the index itself: however few records
        are shown of many, finding them takes no walk through the table.
        """

        indexes: ClassVar = [
            models.Index(fields=["-first"], name="newest_first"),
            models.Index(
                fields=[
                    "kind", "-first", "withdrawn", "level", "compartments", "contributor",
                    "team", "author", "area", "happened_from", "happened_to", "current",
                ],
                name="kind_newest_first",
            ),
            models.Index(fields=["area", "-first"], name="area_newest_first"),
        ]  # fmt: skip


class HeadArea(models.Model):
    """An area that the newest version of a record names."""

    head = models.ForeignKey(Head, on_delete=models.CASCADE, related_name="places")
    area = models.CharField(max_length=200)

    class Meta:
        """Found from either side."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "head"], name="each_area_once")
        ]


class HeadEnd(models.Model):
    """A node at one end of a relation."""

    head = models.ForeignKey(Head, on_delete=models.CASCADE, related_name="ends")
    node = models.CharField(max_length=200)

    class Meta:
        """Found from the node."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["node", "head"], name="each_end_once")
        ]
