"""The tables of accounts. Nobody's name stands in any of them: an account is a post."""

from typing import ClassVar

from django.db import models


class Account(models.Model):
    """Who may sign in.

    Attributes:
        username: to sign in with; best the post, for it shows in lists of accounts.
        post: the function shown wherever others show a person's name.
        password: its argon2 hash; empty until one is chosen.
        factor: the secret of the second factor, sealed to the account's own key; empty for none.
        factor_step: the newest thirty seconds of which a code was used.
    """

    username = models.CharField(max_length=80, unique=True)
    post = models.CharField(max_length=200)
    password = models.CharField(max_length=200, blank=True)
    factor = models.BinaryField(default=b"")
    factor_step = models.BigIntegerField(default=0)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """The hash of a code that stands in once for a lost second factor."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)


class RoleGrant(models.Model):
    """A role that an account has, for a time.

    Attributes:
        areas: ids of areas and `unit:` names; None for everywhere.
        contributor: that it speaks for.
        by: account that granted it; None at set-up.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    areas = models.JSONField(null=True)
    teams = models.JSONField(default=list)
    contributor = models.CharField(max_length=80, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)


class Failure(models.Model):
    """Wrong sign-ins under a name, whether or not there is such an account."""

    digest = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField(null=True)


class SignIn(models.Model):
    """Somebody at work; known by the hash of a secret that only their browser holds.

    Attributes:
        strong: a second factor was given.
        keyed: keys are kept for it in the server's memory.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    strong = models.BooleanField()
    keyed = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "ended_at"], name="open_sign_ins")]


class Token(models.Model):
    """A secret with which a program acts for an account, no wider than its scopes."""

    digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    scopes = models.JSONField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Link(models.Model):
    """A link by which somebody once chooses the password of an account."""

    digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
