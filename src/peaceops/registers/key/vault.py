"""Seal bodies for those who may open them, open them again, and destroy their keys.

Which roles may open a compartment is said by `domain.role`; their public keys lie in the tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from peaceops.domain.marking import Compartment
from peaceops.domain.role import Role, opening_roles
from peaceops.registers.key.models import DataKey, RoleKey
from peaceops.registers.key.role_key import RECOVERY, contributor_recipient, key_name
from peaceops.registers.key.seal import (
    Identity,
    Sealed,
    open_body,
    open_key,
    read_identities,
    seal_body,
    seal_key,
)
from peaceops.registers.portion import portions

_SEPARATOR = b"\n"


def seal_for(
    record: str,
    content: bytes,
    compartments: Iterable[Compartment],
    *,
    contributor: str = "",
    at: datetime | None = None,
) -> bytes:
    """Return a body sealed with a new data key, which is kept under the record's id.

    Args:
        record: id.
        content: the body.
        compartments: that it is held apart in; at least one, each of which has roles to open it.
        contributor: whose units it is about; its own key then opens its caveats too.
        at: when, for a contributor's key that has to be made; default: now.

    Raises:
        PeaceopsError: the keys of the roles were not made yet.
    """
    layers = sorted(set(compartments))
    recipients = recipients_of(layers, contributor, at)
    sealed = seal_body(content, layers, recipients)
    row = DataKey.objects.create(
        record=record,
        compartments=",".join(layers),
        contributor=contributor,
        sealed=sealed.key,
    )
    return b"%d" % row.pk + _SEPARATOR + sealed.content


def unseal(record: str, content: bytes, keys: Mapping[str, str]) -> bytes | None:
    """Return what `seal_for` sealed; None where the keys do not open it, or its own is destroyed.

    Args:
        record: id; a body that was moved under another record is not opened.
        content: as `seal_for` gave it.
        keys: age identities by role.
    """
    return unseal_all([(record, content)], keys)[0]


def unseal_all(sealed: Sequence[tuple[str, bytes]], keys: Mapping[str, str]) -> list[bytes | None]:
    """Return what `seal_for` sealed, of several records; as `unseal` does.

    Args:
        sealed: each with the id of its record.
        keys: age identities by role.
    """
    if not keys or not sealed:
        return [None] * len(sealed)
    parts = [content.partition(_SEPARATOR) for _, content in sealed]
    rows = {
        row.pk: row
        for numbers in portions(int(number) for number, _, _ in parts)
        for row in DataKey.objects.filter(pk__in=numbers)
    }
    identities = read_identities(keys.values())
    return [
        _unsealed(record, rows.get(int(number)), body, identities)
        for (record, _), (number, _, body) in zip(sealed, parts, strict=True)
    ]


def _unsealed(
    record: str, row: DataKey | None, body: bytes, identities: Sequence[Identity]
) -> bytes | None:
    if row is None or row.record != record:
        return None
    layers = row.compartments.count(",") + 1
    return open_body(Sealed(content=body, key=bytes(row.sealed), layers=layers), identities)


def destroy_key(record: str) -> None:
    """Destroy the data keys of all of a record's bodies; nobody opens them again."""
    DataKey.objects.filter(record=record).delete()


class Resealing(msgspec.Struct, frozen=True):
    """How many data keys were sealed anew, and how many could not be opened for that."""

    done: int
    left: int


def reseal(role: str, keys: Mapping[str, str]) -> Resealing:
    """Seal the data keys that a role's key opens anew, to the newest keys of all who may open them.

    Args:
        role: name of the key that was renewed.
        keys: age identities by role; with the recovery key, every data key is opened.

    Returns:
        how many, and how many others must still do, for they take keys that are not among these.
    """
    done = left = 0
    identities = read_identities(keys.values())
    known: dict[tuple[str, str], list[list[str]]] = {}
    for row in DataKey.objects.order_by("pk").iterator(chunk_size=500):
        layers = [Compartment(name) for name in row.compartments.split(",")]
        if not _opens_one_of(role, layers, row.contributor):
            continue
        data_key = open_key(bytes(row.sealed), len(layers), identities)
        if data_key is None:
            left += 1
            continue
        of = (row.compartments, row.contributor)
        if of not in known:
            recipients = recipients_of(layers, row.contributor)
            known[of] = [recipients[layer] for layer in layers]
        DataKey.objects.filter(pk=row.pk).update(sealed=seal_key(data_key, known[of]))
        done += 1
    return Resealing(done, left)


def recipients_of(
    compartments: Iterable[Compartment], contributor: str = "", at: datetime | None = None
) -> dict[Compartment, list[str]]:
    """Return the public keys of all who may open each compartment, the recovery key among them."""
    newest = dict(
        RoleKey.objects.filter(retired_at=None)
        .order_by("generation")
        .values_list("role", "recipient")
    )
    found = {}
    for compartment in compartments:
        roles = opening_roles(compartment)
        names = [RECOVERY, *sorted(roles - {Role.CONTRIBUTOR})]
        found[compartment] = [newest[name] for name in names if name in newest]
        if contributor and Role.CONTRIBUTOR in roles and RECOVERY in newest:
            found[compartment].append(contributor_recipient(contributor, at))
    return found


def _opens_one_of(role: str, compartments: Iterable[Compartment], contributor: str) -> bool:
    if role == key_name(Role.CONTRIBUTOR, contributor):
        role = Role.CONTRIBUTOR
    return any(role in opening_roles(compartment) for compartment in compartments)
