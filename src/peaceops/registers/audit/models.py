"""The tables of the audit: its entries, where it ends, and the keys that sign its head."""

from django.db import models

from peaceops.domain.audit import BEFORE_THE_FIRST


class Entry(models.Model):
    """An entry, a column for each of its fields (`domain.audit.AuditEntry`). Append-only."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    account = models.TextField(blank=True)
    post = models.TextField(blank=True)
    act = models.TextField()
    kind = models.TextField(blank=True)
    ids = models.TextField(default="[]")
    count = models.IntegerField(default=0)
    level = models.IntegerField(default=0)
    query = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    previous = models.TextField()
    hash = models.TextField()

    class Meta:
        indexes = (
            models.Index(fields=["at"], name="audit_by_time"),
            models.Index(fields=["account", "at"], name="audit_by_account"),
        )


class Head(models.Model):
    """The one row that says where the chain ends. Whoever adds to the chain holds it meanwhile."""

    seq = models.BigIntegerField(default=0)
    hash = models.TextField(default=BEFORE_THE_FIRST)


class SigningKey(models.Model):
    """A key that signs heads: its public half, and its private half sealed with a passphrase."""

    public = models.TextField(unique=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()


class Release(models.Model):
    """An entry of the release log (`domain.release.ReleaseLogEntry`), as JSON. Append-only.

    Attributes:
        records: ids of all records that went out, as a JSON list.
    """

    id = models.TextField(primary_key=True)
    day = models.DateField()
    entry = models.TextField()
    records = models.TextField()


class Hold(models.Model):
    """A legal hold was laid on a record, or lifted; the newest row counts. Append-only."""

    seq = models.BigAutoField(primary_key=True)
    record = models.TextField(db_index=True)
    holds = models.BooleanField()
    at = models.DateTimeField()
    account = models.TextField(blank=True)
    post = models.TextField(blank=True)
    reason = models.TextField()


class Certificate(models.Model):
    """A certificate of destruction (`domain.retention.Certificate`), as JSON. Append-only."""

    id = models.TextField(primary_key=True)
    at = models.DateTimeField()
    content = models.TextField()
