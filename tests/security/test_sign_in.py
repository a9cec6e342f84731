"""Signing in: two factors, lock-out, limits of time, and answers that tell a stranger nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from peaceops.domain.access import Role
from peaceops.domain.audit import Act
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.marking import Compartment, Level
from peaceops.registers.account.lock_out import FREE_TRIES, LONGEST_WAIT, wait_after
from peaceops.registers.account.models import Account
from peaceops.registers.account.password import hash_password, password_fits
from peaceops.registers.account.second_factor import code_at, step_of_code
from peaceops.registers.account.sign_in import IDLE, LONGEST
from peaceops.registers.audit.log import newest_entries
from peaceops.registers.key import ring
from peaceops.registers.key.cost import Cost
from peaceops.registers.key.vault import seal_for, unseal
from peaceops.services.register.account import (
    accept_link,
    change_password,
    end_account,
    renew_factor,
    reset_account,
)
from peaceops.services.register.sign_in import WRONG, session_of, sign_in, sign_out
from tests.security.conftest import REAL_COST
from tests.security.people import NOW, PASSWORD, House

MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(mission: Path) -> House:
    return House(mission)


def refused(username: str, password: str, code: str, at: datetime = NOW) -> str:
    with pytest.raises(PeaceopsError) as caught:
        sign_in(username, password, code, at)
    assert caught.value.exit_code == REFUSED
    return caught.value.what


def test_the_codes_are_those_of_rfc_6238() -> None:
    """Its appendix B, the last six of its eight digits."""
    secret = b"12345678901234567890"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        at = datetime.fromtimestamp(seconds, UTC)
        assert code_at(secret, at) == code
        assert step_of_code(secret, code, at, 0) == seconds // 30
        assert step_of_code(secret, code, at + 3 * MINUTE, 0) is None


@pytest.mark.parametrize(
    ("password", "username"), [("short", "watch"), ("aaaaaaaaaaaaaaaa", "watch"), ("x" * 1001, "w")]
)
def test_weak_passwords_are_not_taken(password: str, username: str) -> None:
    with pytest.raises(PeaceopsError):
        hash_password(password, username)


def test_guessing_costs_what_rfc_9106_asks() -> None:
    assert Cost(passes=3, memory_kib=65536, lanes=4) == REAL_COST


def test_a_password_is_kept_as_an_argon2id_hash_only() -> None:
    hashed = hash_password(PASSWORD, "watch")
    assert hashed.startswith("$argon2id$")
    assert password_fits(PASSWORD, hashed)
    assert not password_fits(PASSWORD + " ", hashed)
    assert not password_fits(PASSWORD, "")


def test_waits_grow_and_end_at_an_hour() -> None:
    waits = [wait_after(failures) for failures in range(30)]
    assert waits[:FREE_TRIES] == [timedelta(0)] * FREE_TRIES
    assert waits[FREE_TRIES] == timedelta(seconds=30)
    assert waits[FREE_TRIES + 1] == timedelta(seconds=60)
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_password_and_code_together_let_in_and_open_the_keys(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    signed = analyst.sign_in()
    assert signed.secret is not None
    session = session_of(signed.secret, NOW)
    assert session is not None
    assert session.reader.roles == {Role.ANALYST}
    assert session.reader.post == "post of analyst"
    assert set(session.keys) == {"analyst"}
    entry = newest_entries(1)[0]
    assert (entry.act, entry.post) == (Act.SIGN_IN, "post of analyst")
    assert "analyst" not in entry.account  # a number, never a name


def test_what_is_wrong_is_not_told(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    code = analyst.code(NOW)
    told = {
        refused("analyst", "wrong", code),
        refused("analyst", PASSWORD, "000000"),
        refused("analyst", PASSWORD, ""),
        refused("nobody", PASSWORD, code),
    }
    assert told == {WRONG}
    assert all(entry.act is Act.REFUSED for entry in newest_entries(4))


def test_a_code_lets_in_once(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    analyst.sign_in()
    assert refused("analyst", PASSWORD, analyst.code(NOW)) == WRONG
    analyst.sign_in(NOW + MINUTE)


def test_a_recovery_code_stands_in_once(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    spare = analyst.recovery_codes[3]
    assert sign_in("analyst", PASSWORD, spare, NOW).strong
    assert refused("analyst", PASSWORD, spare) == WRONG


@pytest.mark.parametrize("username", ["analyst", "nobody"])
def test_after_five_wrong_ones_the_right_one_must_wait(house: House, username: str) -> None:
    """Under a name that nobody has, just the same."""
    analyst = house.add("analyst", Role.ANALYST)
    for _ in range(FREE_TRIES):
        assert refused(username, "wrong", "") == WRONG
    assert refused(username, PASSWORD, analyst.code(NOW)) == "too many wrong sign-ins"
    assert "5 in a row" in newest_entries(1)[0].reason
    later = NOW + MINUTE
    if username == "analyst":
        assert analyst.sign_in(later).strong
    else:
        assert refused(username, PASSWORD, "", later) == WRONG


def test_an_idle_sign_in_ends_and_its_keys_are_dropped(house: House) -> None:
    signed = house.add("analyst", Role.ANALYST).sign_in()
    assert signed.secret is not None
    at = NOW
    for _ in range(4):
        at += IDLE - MINUTE
        assert session_of(signed.secret, at) is not None
    assert session_of(signed.secret, at + IDLE) is None
    assert not ring._RINGS


def test_a_sign_in_ends_after_twelve_hours_whatever_was_done(house: House) -> None:
    signed = house.add("analyst", Role.ANALYST).sign_in()
    assert signed.secret is not None
    at = NOW
    while at + 10 * MINUTE < NOW + LONGEST:
        at += 10 * MINUTE
        assert session_of(signed.secret, at) is not None
    assert session_of(signed.secret, at + 10 * MINUTE) is None


def test_signing_out_ends_it(house: House) -> None:
    signed = house.add("analyst", Role.ANALYST).sign_in()
    assert signed.secret is not None
    sign_out(signed.secret, NOW)
    assert session_of(signed.secret, NOW) is None
    assert not ring._RINGS
    assert newest_entries(1)[0].act is Act.SIGN_OUT
    assert session_of("peaceops_session_invented", NOW) is None


def test_a_sign_in_without_its_keys_ends_instead_of_showing_less(house: House) -> None:
    """As after a new start of the server."""
    signed = house.add("analyst", Role.ANALYST).sign_in()
    assert signed.secret is not None
    ring._RINGS.clear()
    assert session_of(signed.secret, NOW) is None


def test_with_a_password_only_no_key_opens_and_little_is_shown(house: House) -> None:
    house.add("analyst", Role.ANALYST)
    Account.objects.filter(username="analyst").update(factor=b"")
    signed = sign_in("analyst", PASSWORD, "", NOW)
    assert not signed.strong
    assert not signed.session.keys
    assert signed.session.reader.ceiling.level is Level.CONFIDENTIAL
    assert not signed.session.reader.ceiling.compartments


def test_a_new_password_keeps_the_keys_and_ends_every_sign_in(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    signed = analyst.sign_in()
    assert signed.secret is not None
    session = session_of(signed.secret, NOW)
    assert session is not None
    sealed = seal_for("R1", b"told in the market", [Compartment.SOURCE_IDENTITY])
    change_password(session, PASSWORD, "seven quiet harbours west")
    assert session_of(signed.secret, NOW) is None
    later = NOW + MINUTE
    assert refused("analyst", PASSWORD, analyst.code(later), later) == WRONG
    again = analyst.sign_in(later, "seven quiet harbours west")
    assert unseal("R1", sealed, again.session.keys) == b"told in the market"


def test_a_wrong_password_changes_nothing(house: House) -> None:
    session = house.add("analyst", Role.ANALYST).sign_in().session
    for change in (
        lambda: change_password(session, "wrong", "seven quiet harbours west"),
        lambda: renew_factor(session, "wrong"),
    ):
        with pytest.raises(PeaceopsError, match=WRONG):
            change()


def test_a_new_factor_ends_the_old_one(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    session = analyst.sign_in().session
    fresh = renew_factor(session, PASSWORD)
    assert refused("analyst", PASSWORD, analyst.recovery_codes[0]) == WRONG
    assert sign_in("analyst", PASSWORD, fresh.recovery_codes[0], NOW).strong


def test_a_link_is_good_once_and_for_a_day(house: House) -> None:
    house.add("analyst", Role.ANALYST)
    link = reset_account(house.office(), "analyst")
    with pytest.raises(PeaceopsError, match="not good any more"):
        accept_link(link, PASSWORD, house.at + timedelta(hours=24, seconds=1))
    accept_link(link, PASSWORD, house.at)
    with pytest.raises(PeaceopsError, match="not good any more"):
        accept_link(link, PASSWORD, house.at)


def test_a_weak_password_does_not_use_the_link_up(house: House) -> None:
    house.add("analyst", Role.ANALYST)
    link = reset_account(house.office(), "analyst")
    with pytest.raises(PeaceopsError, match="characters or more"):
        accept_link(link, "short", house.at)
    assert accept_link(link, PASSWORD, house.at).recovery_codes


def test_a_closed_account_is_out_at_once_and_for_good(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    signed = analyst.sign_in()
    assert signed.secret is not None
    end_account(house.office(), "analyst")
    assert session_of(signed.secret, house.at) is None
    later = NOW + 10 * MINUTE
    assert refused("analyst", PASSWORD, analyst.code(later), later) == WRONG


def test_no_password_nor_code_nor_secret_lies_in_the_tables(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    signed = analyst.sign_in()
    secrets = [PASSWORD, signed.secret, house.recovery, *analyst.recovery_codes]
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the database's own names
            found += [repr(bytes(v) if isinstance(v, memoryview) else v) for r in cursor for v in r]
    whole = "\n".join(found)
    assert "analyst" in whole
    for secret in secrets:
        assert secret is not None
        assert secret not in whole
    assert repr(analyst.factor)[2:-1] not in whole
