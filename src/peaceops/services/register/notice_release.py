"""Release one notice: its content by e-mail or as an alert file; or, apart, to a host authority.

Nothing reaches a host authority but through here: one person asks with the authority's posture and
its ties to the actor before them, and where the default is off a second person confirms.
"""

import msgspec
from django.db import transaction

from peaceops.act.warning.cap import cap_file
from peaceops.act.warning.host_release import HostCase, host_case, release_gaps
from peaceops.act.warning.message import as_text, content, host_copy
from peaceops.domain.access import Duty
from peaceops.domain.audit import Act
from peaceops.domain.delivery import DeliveryNode, HostReleaseNode
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.release import Circle, Released
from peaceops.domain.strategy.force import AuthorityNode, UnitNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.threat import ActorNode
from peaceops.domain.warning_notice import NoticeNode
from peaceops.registers.record.history import history
from peaceops.services.register.gate import entry_for, write_down
from peaceops.services.register.notice_gate import passed, statement, was_released
from peaceops.services.register.session import Session, demand, note
from peaceops.services.register.standing import all_of, changed, graph_of, made, new_id, standing
from peaceops.services.register.warning_issue import thread_of, threats_of
from peaceops.services.register.writing import Entry, write_record, write_records


def preview_content(session: Session, notice: str, *, name_place: bool = False) -> str:
    """Return what would leave of a notice by e-mail, or in an alert file; nothing is released.

    Args:
        session: who releases.
        notice: its id.
        name_place: its place stays as it is named; otherwise its area or first-level unit is told.

    Raises:
        PeaceopsError: it may not leave, or this person may not release.
    """
    demand(session, Duty.RELEASE)
    record, node = standing(session, notice, NoticeNode)
    _, left = passed(session, record, node, Circle.WARNED, name_place=name_place)
    return as_text(content(left))


def release_content(session: Session, notice: str, *, name_place: bool = False) -> Record:
    """Release a notice's content to leave by e-mail, to those whom it reached, or as an alert file.

    E-mails that were to say only that it waits carry the content from now on.

    Args:
        session: who releases it.
        notice: its id.
        name_place: as for `preview_content`.

    Raises:
        PeaceopsError: it may not leave, or this person may not release.
    """
    demand(session, Duty.RELEASE)
    record, node = standing(session, notice, NoticeNode)
    node = changed(
        node, released=session.now, released_by=session.reader.post, place_released=name_place
    )
    released, _ = passed(session, record, node, Circle.WARNED, name_place=name_place)
    entries = [Entry(payload=node, base_version=record.version)]
    entries += [
        Entry(payload=changed(one, form="content"), base_version=known.version)
        for known, one in all_of(session, DeliveryNode)
        if one.notice == notice and one.form == "pointer" and one.state != "sent"
    ]
    written = write_records(session, entries)[0]
    entry = entry_for(
        session, released, recipient="whoever it warns, by e-mail or alert file",
        purpose="warning", content=statement(node),
    )  # fmt: skip
    write_down(session, entry, (notice,))
    return written


def alert_file(session: Session, notice: str, *, sender: str, exercise: bool = False) -> bytes:
    """Return a released notice as a CAP 1.2 file.

    Raises:
        PeaceopsError: it was not released as it stands, or may no longer leave.
    """
    demand(session, Duty.RELEASE)
    record, node = standing(session, notice, NoticeNode)
    placed = bool(node.place_released)
    released, left = passed(session, record, node, Circle.WARNED, name_place=placed)
    if not was_released(node):
        raise PeaceopsError(
            "only a notice that was released, as it stands, becomes an alert file",
            where=notice,
            remedy="release its content first",
            exit_code=REFUSED,
        )
    thread = thread_of(session, node.warning)
    before = [one for one in thread if one.number < node.number and was_released(one)]
    made_of = cap_file(left, before, sender=sender, exercise=exercise)
    entry = entry_for(
        session, released, recipient=f"whoever takes alert files from {sender}",
        purpose="warning, as an alert file", content=made_of,
    )  # fmt: skip
    write_down(session, entry, (notice,))
    return made_of


def host_screen(session: Session, notice: str, authority: str) -> HostCase:
    """Return what a person must have before them who may release a notice to a host authority.

    What they may not see of posture counts as not known, and so against it.

    Raises:
        PeaceopsError: this person may not release to a host, or the authority is none of the
            host's.
    """
    demand(session, Duty.RELEASE_TO_HOST)
    _, node = standing(session, notice, NoticeNode)
    graph = graph_of(session, ActorNode, AuthorityNode, PostureNode, UnitNode)
    _refuse_unless_host(graph, authority)
    threats = threats_of(session, node)
    unseen = len(threats) < len(set(node.threats))
    doubtful = msgspec.structs.replace(node, actor=None) if unseen else node
    return host_case(graph, doubtful, threats, authority, session.now.date())


def preview_host_paper(
    session: Session, notice: str, authority: str, *, name_place: bool = False
) -> str:
    """Return what a host authority would read of a notice; nothing is released.

    Args:
        session: who releases.
        notice, authority: ids.
        name_place: its place stays as it is named; otherwise its area or first-level unit is told.

    Raises:
        PeaceopsError: it may not leave, or this person may not release to a host.
    """
    demand(session, Duty.RELEASE_TO_HOST)
    record, node = standing(session, notice, NoticeNode)
    _refuse_unless_host(graph_of(session, ActorNode, AuthorityNode), authority)
    _, left = passed(session, record, node, Circle.HOST, name_place=name_place)
    return host_copy(left)


def ask_host_release(
    session: Session, notice: str, authority: str, *, reason: str = "", name_place: bool = False
) -> Record:
    """Release a notice to a host authority, or ask a second person to where the default is off.

    Args:
        session: who releases it.
        notice, authority: ids.
        reason: why; needed where the default is off.
        name_place: as for `preview_host_paper`.

    Returns:
        the release; its `released` is empty while a second person is waited for.

    Raises:
        PeaceopsError: the default is off and no reason is given, it may not leave, or this person
            may not.
    """
    case = host_screen(session, notice, authority)
    account = session.reader.account
    # The second person is not there yet: everything but them must be.
    gaps = release_gaps(case, released_by=account, second=f"not {account}", reason=reason)
    if gaps:
        raise PeaceopsError("; ".join(gaps), where=notice, exit_code=REFUSED)
    passed(session, *standing(session, notice, NoticeNode), Circle.HOST, name_place=name_place)
    posture = case.postures[0] if len(case.postures) == 1 else None
    link = case.worst_link
    release = made(
        HostReleaseNode,
        id=new_id("HR"),
        notice=notice,
        authority=authority,
        released_by=session.reader.post,
        released_by_account=account,
        reason=reason,
        asked=session.now,
        released=session.now if case.on_by_default else None,
        link=link.state,
        path=link.path,
        against=case.against,
        will=posture.will if posture else None,
        capacity=posture.capacity if posture else None,
        role=posture.role if posture else None,
        judged=posture.review_by if posture else None,
        place_released=name_place,
    )
    if not case.on_by_default:
        return write_record(session, Entry(payload=release, reason=reason))
    return _released(session, release, 0)


def confirm_host_release(session: Session, name: str) -> Record:
    """Confirm, as a second person, a release to a host authority that the default was against.

    Raises:
        PeaceopsError: it is the same person, it was released before, the notice is another by now,
            or this person may not.
    """
    demand(session, Duty.RELEASE_TO_HOST)
    record, release = standing(session, name, HostReleaseNode)
    if release.released is not None:
        raise PeaceopsError("it was released before", where=name)
    asked_by, _ = _people(session, name)
    if session.reader.account == asked_by:
        raise PeaceopsError("it takes a second person", where=name, exit_code=REFUSED)
    _refuse_gaps(session, release, asked_by, session.reader.account)
    confirmed = changed(
        release,
        second=session.reader.post,
        second_account=session.reader.account,
        released=session.now,
    )
    return _released(session, confirmed, record.version)


def hand_over(session: Session, name: str) -> str:
    """Return the paper that a person hands over to a host authority, once it was released.

    It is written down as handed over. Who asked and who confirmed is read off the versions of the
    release, which nobody writes in another's name; and what stood against it is asked anew.

    Raises:
        PeaceopsError: it was not released, or as things stand now it would take more.
    """
    release, released, left = _as_it_stands(session, name)
    paper = host_copy(left)
    entry = entry_for(
        session, released, recipient=f"the host authority {release.authority}", purpose=name,
        content=paper.encode(),
    )  # fmt: skip
    with transaction.atomic():
        for known, one in all_of(session, DeliveryNode):
            if one.host_release == name and one.state == "waiting":
                handed = changed(one, state="sent", sent=session.now)
                write_record(session, Entry(payload=handed, base_version=known.version))
        write_down(session, entry, (release.notice,))
    return paper


def host_paper(session: Session, name: str) -> str:
    """Return a paper that was handed over to a host authority, to be looked at again.

    Raises:
        PeaceopsError: it was not handed over, or as things stand now it would take more.
    """
    release, released, left = _as_it_stands(session, name)
    deliveries = (one for _, one in all_of(session, DeliveryNode) if one.host_release == name)
    if not any(one.state == "sent" for one in deliveries):
        raise PeaceopsError("it was not handed over", where=name, exit_code=REFUSED)
    note(session, Act.READ, kind=NoticeNode.noun, ids=(release.notice,),
         level=released.marking.level)  # fmt: skip
    return host_copy(left)


def _as_it_stands(session: Session, name: str) -> tuple[HostReleaseNode, Released, NoticeNode]:
    """Return a release to a host that holds now, and what the gate leaves of its notice."""
    demand(session, Duty.RELEASE_TO_HOST)
    _, release = standing(session, name, HostReleaseNode)
    if release.released is None:
        raise PeaceopsError("a second person has not confirmed it", where=name, exit_code=REFUSED)
    _refuse_gaps(session, release, *_people(session, name))
    record, notice = standing(session, release.notice, NoticeNode)
    placed = bool(release.place_released)
    return release, *passed(session, record, notice, Circle.HOST, name_place=placed)


def _people(session: Session, name: str) -> tuple[str, str]:
    """Return the accounts that first wrote a release, and that first wrote it as released."""
    versions = history(name, session.keys)
    released = (
        one.author
        for one in versions
        if isinstance(one.payload, HostReleaseNode) and one.payload.released is not None
    )
    return versions[0].author, next(released, "")


def _refuse_gaps(session: Session, release: HostReleaseNode, first: str, second: str) -> None:
    case = host_screen(session, release.notice, release.authority)
    gaps = release_gaps(case, released_by=first, second=second, reason=release.reason)
    if gaps:
        raise PeaceopsError("; ".join(gaps), where=release.id, exit_code=REFUSED)
    asked = history(release.id, session.keys)[0].recorded_at
    then = [one for one in history(release.notice, session.keys) if one.recorded_at <= asked]
    _, now = standing(session, release.notice, NoticeNode)
    before = then[-1].payload if then else None
    if not isinstance(before, NoticeNode) or statement(before) != statement(now):
        raise PeaceopsError(
            "its notice was changed since it was asked for",
            where=release.id,
            remedy="ask anew: a release holds for what was read",
            exit_code=REFUSED,
        )


def _released(session: Session, release: HostReleaseNode, version: int) -> Record:
    delivery = made(
        DeliveryNode,
        id=f"{release.notice}/by_hand/{release.authority}",
        notice=release.notice,
        authority=release.authority,
        form="by_hand",
        state="waiting",
        made=session.now,
        host_release=release.id,
    )
    entries = [
        Entry(payload=release, base_version=version, reason=release.reason),
        Entry(payload=delivery),
    ]
    return write_records(session, entries)[0]


def _refuse_unless_host(graph: Strategy, authority: str) -> None:
    node = graph.nodes.get(authority)
    if isinstance(node, AuthorityNode) and node.side == "host":
        return
    if isinstance(node, ActorNode) and node.kind in {"host_authority", "host_force"}:
        return
    raise PeaceopsError(
        "it is not recorded as an authority of the host",
        where=authority,
        remedy="record it with side: host, so that its posture and ties are known",
    )
