"""Accounts: set up once, managed by administrators only; roles that go together; tokens."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from peaceops.domain.access import Role, Subject, may_read, may_write
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.grant import Grant
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.registers.audit.log import newest_entries
from peaceops.registers.key.models import TokenKey
from peaceops.registers.key.vault import seal_for, unseal
from peaceops.services.register.account import (
    add_account,
    end_account,
    grant_role,
    list_accounts,
    reset_account,
    revoke_role,
    set_up,
)
from peaceops.services.register.session import Session
from peaceops.services.register.token import (
    list_tokens,
    make_token,
    revoke_token,
    session_of_token,
)
from tests.security.people import NOW, PASSWORD, House

BODY = b"No movement after dark."
NORTH = frozenset({"north"})


@pytest.fixture
def house(mission: Path) -> House:
    return House(mission)


def test_set_up_is_done_once(house: House) -> None:
    with pytest.raises(PeaceopsError, match="set up before"):
        set_up(house.folder, NOW)


def test_the_audit_begins_with_the_set_up(house: House) -> None:
    house.office()
    entries = newest_entries(10)[::-1]
    assert [entry.act for entry in entries] == [Act.ACCOUNT, Act.ACCOUNT, Act.SIGN_IN]
    assert entries[0].post == "operator of the machine"


ACTS: dict[str, Callable[[Session], object]] = {
    "add": lambda session: add_account(session, "new", "post"),
    "grant": lambda session: grant_role(session, "other", Grant(role=Role.PLANNER)),
    "revoke": lambda session: revoke_role(session, "other", Role.READ_ONLY),
    "reset": lambda session: reset_account(session, "other"),
    "end": lambda session: end_account(session, "other"),
    "list": list_accounts,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_manage_accounts(house: House, act: str, role: Role) -> None:
    house.add("other", Role.READ_ONLY)
    contributor = "Aland" if role is Role.CONTRIBUTOR else ""
    session = house.add("somebody", Grant(role=role, contributor=contributor)).session()
    with pytest.raises(PeaceopsError) as caught:
        ACTS[act](session)
    assert caught.value.exit_code == REFUSED
    entry = newest_entries(1)[0]
    assert (entry.act, entry.post) == (Act.REFUSED, "post of somebody")


@pytest.mark.parametrize("act", ACTS)
def test_administrators_do(house: House, act: str) -> None:
    house.add("other", Role.READ_ONLY)
    ACTS[act](house.office())
    if act != "list":
        assert newest_entries(1)[0].act is Act.ACCOUNT


def test_a_user_name_is_taken_once(house: House) -> None:
    house.add("watch", Role.WATCHKEEPER)
    with pytest.raises(PeaceopsError, match="is taken"):
        add_account(house.office(), "watch", "post")
    with pytest.raises(PeaceopsError, match="a user name and a post"):
        add_account(house.office(), " ", "post")


def test_an_administrator_does_not_close_their_own_account(house: House) -> None:
    with pytest.raises(PeaceopsError, match="another administrator"):
        end_account(house.office(), "administrator")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (Grant(role=Role.ADMINISTRATOR), Grant(role=Role.ANALYST), "second account"),
        (
            Grant(role=Role.PLANNER),
            Grant(role=Role.CONTRIBUTOR, contributor="Aland"),
            "no other role",
        ),
        (Grant(role=Role.ANALYST), Grant(role=Role.PLANNER, areas=NORTH), "in the same"),
        (Grant(role=Role.ANALYST), Grant(role=Role.ANALYST), "already"),
    ],
)
def test_roles_that_do_not_go_together(
    house: House, first: Grant, second: Grant, told: str
) -> None:
    house.add("somebody", first)
    with pytest.raises(PeaceopsError, match=told):
        grant_role(house.office(), "somebody", second)


@pytest.mark.parametrize(
    "grant", [Grant(role=Role.CONTRIBUTOR), Grant(role=Role.PLANNER, contributor="Aland")]
)
def test_a_contributor_is_named_by_that_role_alone(house: House, grant: Grant) -> None:
    house.add("somebody")
    with pytest.raises(PeaceopsError, match="names the contributor"):
        grant_role(house.office(), "somebody", grant)


def test_a_role_ends_on_its_day(house: House) -> None:
    until = NOW + timedelta(hours=1)
    watch = house.add("watch", Grant(role=Role.WATCHKEEPER, valid_to=until))
    assert watch.session(until - timedelta(minutes=1)).reader.roles == {Role.WATCHKEEPER}
    assert not watch.session(until + timedelta(minutes=1)).reader.roles


def test_areas_and_teams_go_with_the_post(house: House) -> None:
    head = house.add(
        "head",
        Grant(role=Role.HEAD_OF_FIELD_OFFICE, areas=NORTH, teams=frozenset({"panel"})),
        Grant(role=Role.PLANNER, areas=NORTH, teams=frozenset({"panel"})),
    )
    reader = head.session().reader
    assert reader.areas == NORTH
    assert reader.teams == {"panel"}
    assert reader.roles == {Role.HEAD_OF_FIELD_OFFICE, Role.PLANNER}


def test_the_list_tells_who_is_ready_and_who_holds_what(house: House) -> None:
    house.add("analyst", Role.ANALYST)
    house.add("planner", Role.PLANNER, keys=False)
    add_account(house.office(), "late", "post of late")
    shown = {account.username: account for account in list_accounts(house.office())}
    assert shown["analyst"].keys == ("analyst",)
    assert shown["planner"].keys == ()
    assert shown["planner"].factor
    assert not shown["late"].ready


CAVEAT = Subject(
    kind="caveat", marking=Marking(Level.CONFIDENTIAL, frozenset({Compartment.CAVEAT}))
)
UNIT = Subject(kind="unit", marking=Marking(Level.STRICTLY_CONFIDENTIAL))
TASK = Subject(kind="task", marking=Marking(Level.CONFIDENTIAL))


@pytest.mark.parametrize(
    ("scopes", "reads", "writes"),
    [
        (("read",), (TASK,), False),
        (("read", "write"), (TASK,), True),
        (("read", "strictly_confidential"), (TASK, UNIT), False),
        (("read", "caveat"), (TASK, CAVEAT), False),
    ],
)
def test_a_token_reaches_as_far_as_its_scopes(
    house: House, scopes: tuple[str, ...], reads: tuple[Subject, ...], writes: bool
) -> None:
    body = seal_for("R1", BODY, [Compartment.CAVEAT])
    session = house.add("planner", Role.PLANNER).session()
    secret = make_token(session, PASSWORD, name="map", scopes=scopes, days=30)
    bearer = session_of_token(secret, NOW + timedelta(days=29))
    assert bearer is not None
    seen = tuple(one for one in (TASK, UNIT, CAVEAT) if may_read(bearer.reader, one))
    assert set(seen) == set(reads)
    assert bool(may_write(bearer.reader, TASK)) == writes
    assert (unseal("R1", body, bearer.keys) == BODY) == ("caveat" in scopes)


def test_a_token_ends(house: House) -> None:
    session = house.add("planner", Role.PLANNER).session()
    secret = make_token(session, PASSWORD, name="map", scopes=["read", "caveat"], days=1)
    assert session_of_token(secret, NOW + timedelta(days=1, seconds=1)) is None
    assert session_of_token(secret + "x", NOW) is None
    (shown,) = list_tokens(session)
    assert shown.scopes == ("caveat", "read")
    revoke_token(session, shown.id)
    assert session_of_token(secret, NOW) is None
    assert not TokenKey.objects.exists()
    assert not list_tokens(session)


def test_a_token_of_somebody_else_is_not_revoked(house: House) -> None:
    planner = house.add("planner", Role.PLANNER).session()
    make_token(planner, PASSWORD, name="map", scopes=["read"], days=1)
    (shown,) = list_tokens(planner)
    with pytest.raises(PeaceopsError, match="of yours"):
        revoke_token(house.add("other", Role.PLANNER).session(), shown.id)


def test_a_taken_role_leaves_its_tokens_too(house: House) -> None:
    body = seal_for("R1", BODY, [Compartment.CAVEAT])
    session = house.add("planner", Role.PLANNER).session()
    secret = make_token(session, PASSWORD, name="map", scopes=["read", "caveat"], days=9)
    revoke_role(house.office(), "planner", Role.PLANNER)
    bearer = session_of_token(secret, NOW)
    assert bearer is not None
    assert not may_read(bearer.reader, TASK)
    assert unseal("R1", body, bearer.keys) is None


@pytest.mark.parametrize(
    ("scopes", "days", "told"),
    [
        (("read", "everything"), 9, "no such scope"),
        (("write",), 9, "reads at least"),
        (("read",), 366, "365"),
        (("read",), 0, "365"),
        (("read", "caveat"), 9, "hold no key"),
    ],
)
def test_tokens_that_are_not_made(
    house: House, scopes: tuple[str, ...], days: int, told: str
) -> None:
    session = house.add("watch", Role.WATCHKEEPER).session()
    with pytest.raises(PeaceopsError, match=told):
        make_token(session, PASSWORD, name="map", scopes=scopes, days=days)


def test_a_token_takes_the_password_once_more_and_reaches_no_further_than_its_maker(
    house: House,
) -> None:
    session = house.add("planner", Role.PLANNER).session()
    with pytest.raises(PeaceopsError, match="wrong"):
        make_token(session, "guessed", name="map", scopes=["read"], days=9)
    weak = msgspec.structs.replace(
        session, reader=msgspec.structs.replace(session.reader, ceiling=Marking(Level.CONFIDENTIAL))
    )
    with pytest.raises(PeaceopsError, match="no further than the sign-in"):
        make_token(weak, PASSWORD, name="map", scopes=["read", "strictly_confidential"], days=9)
