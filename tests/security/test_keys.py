"""Keys: nobody's key opens nothing, holders hand on, an administrator alone can not, keys renew."""

import itertools
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peaceops.domain.access import Role
from peaceops.domain.error import PeaceopsError
from peaceops.domain.grant import Grant
from peaceops.domain.marking import Compartment
from peaceops.domain.role import SEALED_COMPARTMENTS, opening_roles
from peaceops.registers.key.models import DataKey, HeldKey
from peaceops.registers.key.role_key import RECOVERY, make_keys, recovered_keys
from peaceops.registers.key.seal import make_pair, open_body, read_identities, seal_body
from peaceops.registers.key.vault import destroy_key, seal_for, unseal
from peaceops.services.register.account import (
    add_account,
    grant_role,
    reset_account,
    revoke_role,
)
from peaceops.services.register.key import (
    give_key,
    give_keys_from_safe,
    key_holders,
    renew_key,
    renew_key_from_safe,
)
from tests.security.people import NOW, House, person

SOURCE, POSTURE, CAVEAT, FORCE = (
    Compartment.SOURCE_IDENTITY,
    Compartment.HOST_POSTURE,
    Compartment.CAVEAT,
    Compartment.SCENARIO_FORCE,
)
BODY = b"Told by the miller at Kor."
PAIRS = {compartment: make_pair() for compartment in SEALED_COMPARTMENTS}
RECIPIENTS = {compartment: [pair.recipient] for compartment, pair in PAIRS.items()}
SETS = st.frozensets(st.sampled_from(sorted(SEALED_COMPARTMENTS)), min_size=1)


@pytest.fixture
def house(mission: Path) -> House:
    return House(mission)


@given(st.binary(max_size=200), SETS, SETS)
def test_a_body_opens_to_who_holds_all_of_its_keys(
    body: bytes, sealed_in: frozenset[Compartment], held: frozenset[Compartment]
) -> None:
    sealed = seal_body(body, sealed_in, RECIPIENTS)
    opened = open_body(sealed, read_identities(PAIRS[name].identity for name in held))
    assert opened == (body if sealed_in <= held else None)
    assert sealed.layers == len(sealed_in)


def test_every_body_has_a_data_key_of_its_own() -> None:
    first, second = (seal_body(BODY, [CAVEAT], RECIPIENTS) for _ in range(2))
    assert first.content != second.content
    assert BODY not in first.content


def test_a_body_that_was_changed_is_found_out() -> None:
    sealed = seal_body(BODY, [CAVEAT], RECIPIENTS)
    other = msgspec.structs.replace(sealed, content=sealed.content[:-6] + b"AAAAA=")
    with pytest.raises(PeaceopsError, match="was changed"):
        open_body(other, read_identities([PAIRS[CAVEAT].identity]))


@pytest.mark.parametrize(("held_apart", "recipients"), [([], RECIPIENTS), ([CAVEAT], {})])
def test_nothing_is_sealed_to_nobody(
    held_apart: list[Compartment], recipients: dict[Compartment, list[str]]
) -> None:
    with pytest.raises(PeaceopsError, match="nobody holds a key"):
        seal_body(BODY, held_apart, recipients)


def test_what_is_no_identity_is_told_in_one_line() -> None:
    assert len(read_identities([f"# of the safe\n{PAIRS[CAVEAT].identity}\n"])) == 1
    with pytest.raises(PeaceopsError, match="not an age identity"):
        read_identities(["open sesame"])


def test_each_role_opens_its_compartments_and_no_others(house: House) -> None:
    keys = recovered_keys(house.recovery)
    bodies = {name: seal_for(f"R-{name}", BODY, [name]) for name in SEALED_COMPARTMENTS}
    for role, name in itertools.product(Role, SEALED_COMPARTMENTS):
        own = {str(role): keys[role]} if role in keys else {}
        opened = unseal(f"R-{name}", bodies[name], own)
        expected = role in opening_roles(name) and role is not Role.CONTRIBUTOR
        assert (opened == BODY) == expected
    assert unseal("R-caveat", bodies[CAVEAT], {RECOVERY: house.recovery}) == BODY


def test_two_compartments_take_the_keys_of_both(house: House) -> None:
    keys = recovered_keys(house.recovery)
    body = seal_for("R1", BODY, [SOURCE, CAVEAT])
    assert unseal("R1", body, {"analyst": keys["analyst"]}) is None
    assert unseal("R1", body, {"planner": keys["planner"]}) is None
    assert unseal("R1", body, {name: keys[name] for name in ("analyst", "planner")}) == BODY


def test_a_contributors_key_opens_its_own_caveats_only(house: House) -> None:
    own = seal_for("R1", BODY, [CAVEAT], contributor="Aland")
    others = seal_for("R2", BODY, [CAVEAT], contributor="Bland")
    nobodys = seal_for("R3", BODY, [CAVEAT])
    adviser = house.add("aland", Grant(role=Role.CONTRIBUTOR, contributor="Aland"))
    keys = adviser.session().keys
    assert set(keys) == {"contributor/Aland"}
    assert unseal("R1", own, keys) == BODY
    assert unseal("R2", others, keys) is None
    assert unseal("R3", nobodys, keys) is None


def test_a_planner_hands_a_contributor_its_key(house: House) -> None:
    planner = house.add("planner", Role.PLANNER)
    body = seal_for("R1", BODY, [CAVEAT], contributor="Aland")
    adviser = house.add("aland", Grant(role=Role.CONTRIBUTOR, contributor="Aland"), keys=False)
    give_key(planner.session(), "aland", Role.CONTRIBUTOR)
    assert unseal("R1", body, adviser.session().keys) == BODY


def test_a_body_under_another_record_does_not_open(house: House) -> None:
    keys = recovered_keys(house.recovery)
    body = seal_for("R1", BODY, [CAVEAT])
    assert unseal("R2", body, keys) is None


def test_with_its_data_key_destroyed_nobody_opens_it(house: House) -> None:
    body = seal_for("R1", BODY, [CAVEAT])
    destroy_key("R1")
    assert unseal("R1", body, recovered_keys(house.recovery)) is None


def test_the_keys_are_made_once(house: House) -> None:
    with pytest.raises(PeaceopsError, match="made before"):
        make_keys(NOW)


def test_an_administrator_alone_gives_nobody_a_key(house: House) -> None:
    """They make an account and grant it the role; what is sealed stays closed."""
    body = seal_for("R1", BODY, [SOURCE])
    office = house.office()
    puppet = person("puppet", add_account(office, "puppet", "analyst"))
    assert "hands it on" in grant_role(office, "puppet", Grant(role=Role.ANALYST))
    with pytest.raises(PeaceopsError, match="hold no key"):
        give_key(office, "puppet", Role.ANALYST)
    session = puppet.session()
    assert session.reader.roles == {Role.ANALYST}
    assert unseal("R1", body, session.keys) is None


def test_who_holds_a_key_hands_it_on_to_who_has_the_role(house: House) -> None:
    first = house.add("first", Role.ANALYST)
    second = house.add("second", Role.ANALYST, keys=False)
    house.add("third", Role.WATCHKEEPER, keys=False)
    body = seal_for("R1", BODY, [SOURCE])
    session = first.session()
    give_key(session, "second", Role.ANALYST)
    assert unseal("R1", body, second.session().keys) == BODY
    with pytest.raises(PeaceopsError, match="has not the role"):
        give_key(session, "third", Role.ANALYST)


def test_who_holds_another_key_can_not_hand_this_one_on(house: House) -> None:
    planner = house.add("planner", Role.PLANNER)
    house.add("second", Role.ANALYST, keys=False)
    with pytest.raises(PeaceopsError, match="handed on by somebody who holds it"):
        give_key(planner.session(), "second", Role.ANALYST)


def test_another_recovery_key_opens_nothing(house: House) -> None:
    house.add("second", Role.ANALYST, keys=False)
    with pytest.raises(PeaceopsError, match="not the recovery key"):
        give_keys_from_safe(make_pair().identity, "second", NOW)


def test_a_role_that_was_taken_opens_nothing_more(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    assert analyst.session().keys
    assert "renew the key" in revoke_role(house.office(), "analyst", Role.ANALYST)
    assert not HeldKey.objects.exists()
    assert not analyst.session(NOW + timedelta(minutes=1)).keys


def test_a_reset_account_gets_its_keys_from_others_once_more(house: House) -> None:
    first = house.add("first", Role.ANALYST)
    house.add("second", Role.ANALYST)
    body = seal_for("R1", BODY, [SOURCE])
    again = person("second", reset_account(house.office(), "second"))
    assert not again.session().keys
    give_key(first.session(), "second", Role.ANALYST)
    assert unseal("R1", body, again.session(NOW + timedelta(minutes=1)).keys) == BODY


def test_a_renewed_key_replaces_the_old_one_for_all_who_hold_it(house: House) -> None:
    first, second = (house.add(name, Role.PLANNER) for name in ("first", "second"))
    old = first.session()
    bodies = {f"R{n}": seal_for(f"R{n}", BODY, [CAVEAT], contributor="Aland") for n in range(5)}
    untouched = seal_for("R9", BODY, [SOURCE])
    before = DataKey.objects.get(record="R9").sealed
    renewal = renew_key(old, Role.PLANNER)
    assert (renewal.generation, renewal.done, renewal.left) == (2, 5, 0)
    fresh = second.session(NOW + timedelta(minutes=1))
    for record, body in bodies.items():
        assert unseal(record, body, old.keys) is None
        assert unseal(record, body, fresh.keys) == BODY
    assert DataKey.objects.get(record="R9").sealed == before
    assert unseal("R9", untouched, recovered_keys(house.recovery)) == BODY
    assert unseal("R1", bodies["R1"], recovered_keys(house.recovery)) == BODY
    later = seal_for("R8", BODY, [FORCE])
    assert unseal("R8", later, old.keys) is None


def test_what_a_holder_can_not_open_keeps_the_old_key_until_somebody_does(house: House) -> None:
    planner = house.add("planner", Role.PLANNER)
    both = seal_for("R1", BODY, [SOURCE, CAVEAT])
    renewal = renew_key(planner.session(), Role.PLANNER)
    assert (renewal.done, renewal.left) == (0, 1)
    keys = recovered_keys(house.recovery)
    held = planner.session(NOW + timedelta(minutes=1)).keys
    assert unseal("R1", both, {**held, "analyst": keys["analyst"]}) == BODY
    assert renew_key_from_safe(house.recovery, "planner", NOW).left == 0
    held = planner.session(NOW + timedelta(minutes=2)).keys
    assert unseal("R1", both, {**held, "analyst": keys["analyst"]}) == BODY
    assert len(held["planner"].split("\n")) == 1


def test_a_planner_still_hands_a_contributor_its_key_after_a_renewal(house: House) -> None:
    planner = house.add("planner", Role.PLANNER)
    body = seal_for("R1", BODY, [CAVEAT], contributor="Aland")
    renew_key(planner.session(), Role.PLANNER)
    adviser = house.add("aland", Grant(role=Role.CONTRIBUTOR, contributor="Aland"), keys=False)
    give_key(planner.session(NOW + timedelta(minutes=1)), "aland", Role.CONTRIBUTOR)
    assert unseal("R1", body, adviser.session().keys) == BODY


def test_who_holds_no_key_renews_none(house: House) -> None:
    analyst = house.add("analyst", Role.ANALYST)
    with pytest.raises(PeaceopsError, match="renewed by who holds it"):
        renew_key(analyst.session(), Role.PLANNER)
    with pytest.raises(PeaceopsError, match="no key of recovery"):
        renew_key_from_safe(house.recovery, RECOVERY, NOW)


def test_one_sees_which_keys_only_the_safe_still_opens(house: House) -> None:
    house.add("analyst", Role.ANALYST)
    held = {row.key: row.posts for row in key_holders(house.office())}
    assert held["analyst"] == ("post of analyst",)
    assert held["planner"] == ()
