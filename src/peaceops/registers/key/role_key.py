"""The pairs of keys of roles: made at set-up, opened by the recovery key, renewed by a holder."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from peaceops.domain.age_key import make_pair, open_with, seal_to
from peaceops.domain.error import PeaceopsError
from peaceops.domain.marking import Compartment
from peaceops.domain.role import SEALED_COMPARTMENTS, Role, opening_roles
from peaceops.registers.key.models import HeldKey, Holder, RoleKey

RECOVERY = "recovery"
"""The name of the key in the safe."""


def sealing_roles() -> tuple[Role, ...]:
    """Return the roles that have a key: those that open what is encrypted at rest."""
    found = frozenset[Role]().union(*map(opening_roles, SEALED_COMPARTMENTS))
    return tuple(sorted(found - {Role.CONTRIBUTOR}))


def make_keys(at: datetime) -> str:
    """Make the keys of all roles and the recovery key; return the recovery key's private half.

    It is nowhere kept: printed once, it belongs into a safe. With it all others are opened; without
    it and without a holder, what is sealed is gone.

    Raises:
        PeaceopsError: the keys were made before.
    """
    if RoleKey.objects.filter(role=RECOVERY).exists():
        raise PeaceopsError("the keys of the roles were made before")
    pair = make_pair()
    with transaction.atomic():
        RoleKey.objects.create(
            role=RECOVERY, generation=1, recipient=pair.recipient, sealed=b"", made_at=at
        )
        for role in sealing_roles():
            _make_generation(role, at)
    return pair.identity


def recovered_keys(recovery: str) -> dict[str, str]:
    """Return the private halves of all roles, as the recovery key opens them.

    Raises:
        PeaceopsError: it is not this mission's recovery key.
    """
    keys: dict[str, str] = {}
    for row in RoleKey.objects.exclude(role=RECOVERY).order_by("-generation"):
        identity = open_with(bytes(row.sealed), [recovery])
        if identity is None:
            raise PeaceopsError("that is not the recovery key of these registers")
        keys[row.role] = _joined(keys.get(row.role, ""), identity.decode())
    return {**keys, RECOVERY: recovery}


def key_name(role: Role, contributor: str = "") -> str:
    """Return the name of the key that somebody in a role holds."""
    return f"{role}/{contributor}" if role is Role.CONTRIBUTOR else str(role)


def key_names() -> tuple[str, ...]:
    """Return the names of all keys but that in the safe."""
    rows = RoleKey.objects.exclude(role=RECOVERY).filter(retired_at=None)
    return tuple(sorted(set(rows.values_list("role", flat=True))))


def contributor_recipient(contributor: str, at: datetime | None = None) -> str:
    """Return the public key of a contributor's own, made where there is none yet.

    Its private half is sealed to the recovery key and to the mission's roles that open caveats, so
    that one of them can hand it to that contributor's adviser.
    """
    name = key_name(Role.CONTRIBUTOR, contributor)
    row = _newest(name)
    if row is None:
        row = _make_generation(name, at or datetime.now(UTC))
    return str(row.recipient)


def renew(role: str, at: datetime) -> int:
    """Make a new generation of a role's keys for all who hold the present one; return its number.

    Older generations open what is still sealed to them until `retire_older`.

    Raises:
        PeaceopsError: there is no such key.
    """
    present = _newest(role)
    if present is None or role == RECOVERY:
        raise PeaceopsError(f"there is no key of {role} to renew")
    with transaction.atomic():
        holders = HeldKey.objects.filter(key=present).values_list("account", flat=True)
        row = _make_generation(role, at, list(holders))
    return int(row.generation)


def retire_older(role: str, at: datetime) -> None:
    """Take all but the newest generation of a role's keys from their holders."""
    newest = _newest(role)
    older = RoleKey.objects.filter(role=role).exclude(pk=newest and newest.pk)
    HeldKey.objects.filter(key__in=list(older)).delete()
    older.filter(retired_at=None).update(retired_at=at)


def reseal_contributors(keys: Mapping[str, str]) -> None:
    """Seal contributors' own private halves anew to those who may hand them on today."""
    for row in RoleKey.objects.filter(role__startswith=f"{Role.CONTRIBUTOR}/", retired_at=None):
        identity = open_with(bytes(row.sealed), keys.values())
        if identity is not None:
            sealed = seal_to(identity, _who_may_hand_on(row.role))
            RoleKey.objects.filter(pk=row.pk).update(sealed=sealed)


def _newest(role: str) -> RoleKey | None:
    rows = RoleKey.objects.filter(role=role, retired_at=None)
    return rows.order_by("-generation").first()


def _make_generation(role: str, at: datetime, holders: Iterable[int] = ()) -> RoleKey:
    pair = make_pair()
    identity = pair.identity.encode()
    last = RoleKey.objects.filter(role=role).aggregate(last=Max("generation"))["last"] or 0
    row = RoleKey.objects.create(
        role=role,
        generation=last + 1,
        recipient=pair.recipient,
        sealed=seal_to(identity, _who_may_hand_on(role)),
        made_at=at,
    )
    HeldKey.objects.bulk_create(
        HeldKey(
            key=row, account=holder.account, sealed=seal_to(identity, [holder.recipient]), at=at
        )
        for holder in Holder.objects.filter(account__in=list(holders))
    )
    return row


def _who_may_hand_on(role: str) -> list[str]:
    names: list[str] = [RECOVERY]
    if role.startswith(f"{Role.CONTRIBUTOR}/"):
        names += sorted(opening_roles(Compartment.CAVEAT) - {Role.CONTRIBUTOR})
    rows = [_newest(name) for name in names]
    return [row.recipient for row in rows if row is not None]


def joined_keys(held: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return identities by role, those of several generations on lines of one text."""
    keys: dict[str, str] = {}
    for role, identity in held:
        keys[role] = _joined(keys.get(role, ""), identity)
    return keys


def _joined(before: str, identity: str) -> str:
    return f"{before}\n{identity}" if before else identity
