"""Releases: the reader's view first, then the file, and who received what."""

from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router

from peaceops.api.act import act
from peaceops.api.answer import answer
from peaceops.api.asked import body_of
from peaceops.api.operation import operation
from peaceops.api.search import Name
from peaceops.api.signed import who
from peaceops.domain.marking import Audience
from peaceops.domain.release import ReleaseLogEntry
from peaceops.registers.record.listing import Query
from peaceops.services.register import release
from peaceops.services.register.export import export_list, export_threat
from peaceops.services.register.release import ReleaseRequest

router = Router()
TAG = "release"


class LetOut(msgspec.Struct, frozen=True, kw_only=True):
    """What was released.

    Attributes:
        entry: as it stands in the release log.
        file: the released file's own text; its hash is that of the entry.
    """

    entry: ReleaseLogEntry
    file: str


class ListAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list that somebody wants to let out.

    Attributes:
        kinds, areas, since, until, words: what is looked for, as of lists.
        audience, recipient, purpose, outside: as of a release.
    """

    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    words: str = ""
    audience: Audience
    recipient: str
    purpose: str
    outside: bool = False


class ThreatAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For whom a threat, with what is around it, is to be let out; as of a release."""

    audience: Audience
    recipient: str
    purpose: str
    outside: bool = False
    read: frozenset[str] = frozenset()


act(router, "POST", "/preview-release", release.preview, tag=TAG)
act(router, "GET", "/releases", release.release_log, tag=TAG)
act(router, "GET", "/received-by/{path:name}", release.received_by, on="name", tag=TAG)


@operation(router, "POST", "/release", gives=LetOut, takes=ReleaseRequest, tag=TAG)
def let_out(request: HttpRequest) -> HttpResponse:
    """Release records to an audience: the file, with an entry in log and audit."""
    return _answer(release.make_release(who(request), body_of(request, ReleaseRequest)))


@operation(router, "POST", "/release-list", gives=LetOut, takes=ListAsked, tag=TAG)
def let_list_out(request: HttpRequest) -> HttpResponse:
    """Release all records that a question finds, as far as you may see them."""
    asked = body_of(request, ListAsked)
    query = Query(
        kinds=asked.kinds, areas=asked.areas, since=asked.since, until=asked.until,
        words=asked.words,
    )  # fmt: skip
    made = export_list(
        who(request), query, audience=asked.audience, recipient=asked.recipient,
        purpose=asked.purpose, outside=asked.outside,
    )  # fmt: skip
    return _answer(made)


@operation(router, "POST", "/release-threat/{path:name}", gives=LetOut, takes=ThreatAsked, tag=TAG)
def let_threat_out(request: HttpRequest, name: Name) -> HttpResponse:
    """Release a threat with its responses, dissents, evidence and what was put forward."""
    asked = body_of(request, ThreatAsked)
    made = export_threat(
        who(request), name, audience=asked.audience, recipient=asked.recipient,
        purpose=asked.purpose, outside=asked.outside, read=asked.read,
    )  # fmt: skip
    return _answer(made)


def _answer(made: tuple[ReleaseLogEntry, bytes]) -> HttpResponse:
    entry, content = made
    return answer(LetOut(entry=entry, file=content.decode()))
