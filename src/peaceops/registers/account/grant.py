"""What an account may do at a moment: its roles in force, as the predicate reads them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from peaceops.domain.access import Reader
from peaceops.domain.error import PeaceopsError
from peaceops.domain.grant import Grant
from peaceops.domain.marking import EVERYTHING, Marking
from peaceops.domain.role import Role, grant_fault
from peaceops.registers.account.models import Account, RoleGrant


def grants_in_force(account: int, at: datetime) -> QuerySet[RoleGrant]:
    """Return the grants of an account that hold at a moment."""
    return RoleGrant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=at), account=account, ended_at=None, valid_from__lte=at
    ).order_by("id")


def reader_of(account: Account, at: datetime, ceiling: Marking = EVERYTHING) -> Reader:
    """Return an account as somebody who reads; without a role it reads nothing."""
    rows = list(grants_in_force(account.pk, at))
    everywhere = not rows or any(row.areas is None for row in rows)
    return Reader(
        account=str(account.pk),
        post=account.post,
        roles=frozenset(Role(row.role) for row in rows),
        areas=None if everywhere else frozenset(area for row in rows for area in row.areas),
        teams=frozenset(team for row in rows for team in row.teams),
        contributor=next((row.contributor for row in rows if row.contributor), ""),
        ceiling=ceiling,
    )


def add_grant(account: Account, grant: Grant, at: datetime, by: int | None) -> RoleGrant:
    """Give an account a role.

    All roles of one account hold in the same areas and teams, for an account is a post: who has two
    posts has two accounts, so that no role reaches further than it was meant to.

    Raises:
        PeaceopsError: the role does not go together with those that the account has.
    """
    present = list(grants_in_force(account.pk, at))
    fault = (
        _fault_of(grant)
        or grant_fault([*(Role(row.role) for row in present), grant.role])
        or next((text for row in present if (text := _difference(row, grant))), "")
    )
    if fault:
        raise PeaceopsError(fault, where=account.username)
    return RoleGrant.objects.create(
        account=account,
        role=grant.role,
        areas=None if grant.areas is None else sorted(grant.areas),
        teams=sorted(grant.teams),
        contributor=grant.contributor,
        valid_from=at,
        valid_to=grant.valid_to,
        by=by,
    )


def end_grant(account: Account, role: Role, at: datetime) -> None:
    """Take a role from an account.

    Raises:
        PeaceopsError: it does not have it.
    """
    if not grants_in_force(account.pk, at).filter(role=role).update(ended_at=at):
        raise PeaceopsError(f"has no role {role}", where=account.username)


def _fault_of(grant: Grant) -> str:
    if (grant.role is Role.CONTRIBUTOR) != bool(grant.contributor):
        return "the role contributor, and no other, names the contributor that it speaks for"
    return ""


def _difference(row: RoleGrant, grant: Grant) -> str:
    if row.role == grant.role:
        return f"has the role {grant.role} already; revoke it first"
    areas = None if row.areas is None else frozenset(row.areas)
    if areas != grant.areas or frozenset(row.teams) != grant.teams:
        return (
            "its other roles hold in other areas or teams; all roles of an account hold in the same"
        )
    return ""
