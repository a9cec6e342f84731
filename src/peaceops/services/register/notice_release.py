"""Release one notice: its content by e-mail or as an alert file; or, apart, to a host authority.

Nothing reaches a host authority but through here: one person asks with the authority's posture and
its ties to the actor before them, and where the default is off a second person confirms.
"""

import msgspec
from django.db import transaction

from peaceops.act.warning.cap import cap_file
from peaceops.act.warning.host_release import HostCase, host_case, release_gaps
from peaceops.act.warning.message import host_copy
from peaceops.act.warning.recipient import may_leave_by_mail
from peaceops.domain.access import Duty
from peaceops.domain.audit import Act
from peaceops.domain.delivery import DeliveryNode, HostReleaseNode
from peaceops.domain.error import REFUSED, PeaceopsError
from peaceops.domain.record import Record
from peaceops.domain.strategy.force import AuthorityNode, UnitNode
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.host import PostureNode
from peaceops.domain.strategy.threat import ActorNode
from peaceops.domain.warning_notice import NoticeNode
from peaceops.registers.record.history import history
from peaceops.services.register.session import Session, demand, note
from peaceops.services.register.standing import all_of, changed, graph_of, made, new_id, standing
from peaceops.services.register.warning_issue import thread_of, threats_of
from peaceops.services.register.writing import Entry, write_record, write_records


def release_content(session: Session, notice: str) -> Record:
    """Release a notice's content to leave by e-mail, to those whom it reached, or as an alert file.

    E-mails that were to say only that it waits carry the content from now on.

    Raises:
        PeaceopsError: it is not unclassified, or this person may not.
    """
    demand(session, Duty.RELEASE)
    record, node = standing(session, notice, NoticeNode)
    if not may_leave_by_mail(record.marking, released=True):
        raise PeaceopsError(
            "only what is unclassified leaves by e-mail or as an alert file",
            where=notice,
            exit_code=REFUSED,
        )
    released = changed(node, released=session.now, released_by=session.reader.post)
    entries = [Entry(payload=released, base_version=record.version)]
    entries += [
        Entry(payload=changed(one, form="content"), base_version=known.version)
        for known, one in all_of(session, DeliveryNode)
        if one.notice == notice and one.form == "pointer" and one.state != "sent"
    ]
    return write_records(session, entries)[0]


def alert_file(session: Session, notice: str, *, sender: str, exercise: bool = False) -> bytes:
    """Return a released notice as a CAP 1.2 file.

    Raises:
        PeaceopsError: it was not released, or is no longer unclassified.
    """
    demand(session, Duty.RELEASE)
    record, node = standing(session, notice, NoticeNode)
    if not may_leave_by_mail(record.marking, released=node.released is not None):
        raise PeaceopsError(
            "only a notice that is unclassified and was released becomes an alert file",
            where=notice,
            remedy="release its content first",
            exit_code=REFUSED,
        )
    before = [one for one in thread_of(session, node.warning) if one.number < node.number]
    made_of = cap_file(node, before, sender=sender, exercise=exercise)
    note(session, Act.EXPORT, kind=record.kind, ids=(notice,), level=record.marking.level)
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


def ask_host_release(session: Session, notice: str, authority: str, *, reason: str = "") -> Record:
    """Release a notice to a host authority, or ask a second person to where the default is off.

    Returns:
        the release; its `released` is empty while a second person is waited for.

    Raises:
        PeaceopsError: the default is off and no reason is given, or this person may not.
    """
    case = host_screen(session, notice, authority)
    account = session.reader.account
    # The second person is not there yet: everything but them must be.
    gaps = release_gaps(case, released_by=account, second=f"not {account}", reason=reason)
    if gaps:
        raise PeaceopsError("; ".join(gaps), where=notice, exit_code=REFUSED)
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
    )
    if not case.on_by_default:
        return write_record(session, Entry(payload=release, reason=reason))
    return _released(session, release, 0)


def confirm_host_release(session: Session, name: str) -> Record:
    """Confirm, as a second person, a release to a host authority that the default was against.

    Raises:
        PeaceopsError: it is the same person, it was released before, or this person may not.
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


def host_paper(session: Session, name: str) -> str:
    """Return the paper that a person hands over to a host authority, once it was released.

    Who asked and who confirmed is read off the versions of the release, which nobody writes in
    another's name; and what stood against it is asked anew.

    Raises:
        PeaceopsError: it was not released, or as things stand now it would take more.
    """
    demand(session, Duty.RELEASE_TO_HOST)
    _, release = standing(session, name, HostReleaseNode)
    if release.released is None:
        raise PeaceopsError("a second person has not confirmed it", where=name, exit_code=REFUSED)
    _refuse_gaps(session, release, *_people(session, name))
    record, notice = standing(session, release.notice, NoticeNode)
    with transaction.atomic():
        for known, one in all_of(session, DeliveryNode):
            if one.host_release == name and one.state == "waiting":
                handed = changed(one, state="sent", sent=session.now)
                write_record(session, Entry(payload=handed, base_version=known.version))
        note(session, Act.RELEASE, kind=record.kind, ids=(record.id,), level=record.marking.level,
             reason=f"to the host authority {release.authority}")  # fmt: skip
    return host_copy(notice)


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
