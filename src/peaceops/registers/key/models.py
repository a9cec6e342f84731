"""The tables of keys: of roles, who holds them, and of sealed bodies. No key lies open in any."""

from typing import ClassVar

from django.db import models


class RoleKey(models.Model):
    """A generation of a role's pair of keys; the newest seals, the older ones still open.

    Attributes:
        role: its name; of a contributor's own key, `contributor/` and its name; `recovery` for the
            key in the safe, which opens all others.
        recipient: the public half.
        sealed: the private half, encrypted to the recovery key and, of a contributor's key, to
            those roles that may hand it on; empty for the recovery key itself.
        retired_at: nothing is sealed to it any more.
    """

    role = models.CharField(max_length=120)
    generation = models.PositiveIntegerField()
    recipient = models.CharField(max_length=80)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["role", "generation"], name="one_of_each_generation")
        ]


class Holder(models.Model):
    """A person's own pair of keys, the private half encrypted with their password."""

    account = models.BigIntegerField(primary_key=True)
    recipient = models.CharField(max_length=80)
    sealed = models.BinaryField()


class HeldKey(models.Model):
    """A role's private half, encrypted to one holder.

    Attributes:
        by: account that handed it on; None where the recovery key did.
    """

    key = models.ForeignKey(RoleKey, on_delete=models.CASCADE, related_name="held")
    account = models.BigIntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "account"], name="held_once_by_each")
        ]


class TokenKey(models.Model):
    """A role's private half, encrypted with an API token's secret."""

    token = models.BigIntegerField(db_index=True)
    account = models.BigIntegerField()
    role = models.CharField(max_length=120)
    sealed = models.BinaryField()


class DataKey(models.Model):
    """The key of one sealed body, encrypted in layers (`key.seal`).

    Attributes:
        record: whose body it opens.
        compartments: their names in the order of the layers, innermost first, with commas.
        contributor: whose own key opens its caveats too; empty for none.
    """

    record = models.CharField(max_length=400, db_index=True)
    compartments = models.CharField(max_length=120)
    contributor = models.CharField(max_length=80, blank=True)
    sealed = models.BinaryField()
