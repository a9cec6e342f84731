"""Whoever is drawn: a notice reaches nobody who could not open it, and only whom it concerns."""

from hypothesis import given
from hypothesis import strategies as st

from peaceops.act.warning.message import pointer
from peaceops.act.warning.recipient import (
    Recipient,
    as_read_by,
    forms_for,
    recipients,
    wants,
)
from peaceops.domain.access import Reader, Role, Subject, may_read
from peaceops.domain.delivery import SubscriptionNode
from peaceops.domain.marking import Compartment
from peaceops.domain.strategy.node import LEVELS
from peaceops.domain.threat_level import LEVEL_NAMES, rank
from peaceops.domain.warning_notice import NoticeNode

AREAS = ("south", "north", "east")
HARMS = ("killing", "looting", "displacement")
some_areas = st.frozensets(st.sampled_from(AREAS), max_size=2)
notices = st.builds(
    NoticeNode,
    id=st.just("W1-1"),
    area=st.none() | st.sampled_from(AREAS),
    harm_types=st.frozensets(st.sampled_from(HARMS), max_size=2),
    level=st.none() | st.sampled_from(LEVEL_NAMES),
    classification=st.sampled_from(sorted(LEVELS)),
    compartments=st.frozensets(st.sampled_from(Compartment), max_size=1),
    asked=st.sampled_from(["", "patrol by night"]),
)


@st.composite
def people(draw: st.DrawFn) -> list[Recipient]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        reader = Reader(
            account=str(draw(st.integers(0, 4))),
            post=f"post {number}",
            roles=frozenset({draw(st.sampled_from(Role))}),
            areas=draw(st.none() | some_areas),
        )
        subscription = SubscriptionNode(
            id=f"S{number}",
            account=reader.account,
            areas=draw(some_areas),
            harm_types=draw(st.frozensets(st.sampled_from(HARMS), max_size=2)),
            least_level=draw(st.sampled_from(LEVEL_NAMES)),
            e_mail=draw(st.sampled_from(["", "joc@unvil.example"])),
        )
        found.append(Recipient(reader=reader, subscription=subscription))
    return found


def subject_of(notice: NoticeNode) -> Subject:
    areas = frozenset() if notice.area is None else frozenset({notice.area})
    return Subject(kind="notice", marking=notice.marking, areas=areas)


def within(area: str, areas: frozenset[str]) -> bool:
    return area in areas


@given(notices, people())
def test_nobody_receives_what_they_may_not_read(
    notice: NoticeNode, everyone: list[Recipient]
) -> None:
    subject = subject_of(notice)
    reached = recipients(notice, subject, everyone, within)
    for one in reached:
        assert may_read(one.reader, subject)
    accounts = [one.reader.account for one in reached]
    assert accounts == sorted(set(accounts))
    for one in everyone:
        if may_read(one.reader, subject) and wants(one.subscription, notice, within):
            assert one.reader.account in accounts


@given(notices, people())
def test_area_kind_and_level_all_have_to_fit(notice: NoticeNode, everyone: list[Recipient]) -> None:
    for one in everyone:
        asked = one.subscription
        misses = [
            notice.area is not None and asked.areas and notice.area not in asked.areas,
            notice.harm_types and asked.harm_types and not asked.harm_types & notice.harm_types,
            notice.level is not None and rank(notice.level) < rank(asked.least_level),
        ]
        assert wants(asked, notice, within) is not any(misses)


@given(people())
def test_no_e_mail_carries_content_by_itself(everyone: list[Recipient]) -> None:
    for one in everyone:
        forms = forms_for(one)
        assert forms[0] == "page"
        assert "content" not in forms
        assert ("pointer" in forms) == bool(one.subscription.e_mail)


@given(notices, people())
def test_who_is_never_tasked_reads_no_request(
    notice: NoticeNode, everyone: list[Recipient]
) -> None:
    for one in everyone:
        seen = as_read_by(one, notice)
        humanitarian = Role.HUMANITARIAN_LIAISON in one.reader.roles
        assert seen.asked == ("" if humanitarian else notice.asked)
        if humanitarian:
            assert not one.may_be_asked


@given(notices)
def test_a_pointer_is_the_same_for_every_notice(notice: NoticeNode) -> None:
    said = f"{pointer().subject} {pointer().body}"
    assert pointer() == pointer()
    for word in (notice.id, notice.area, notice.level, *notice.harm_types):
        assert word is None or word == "none" or word not in said
