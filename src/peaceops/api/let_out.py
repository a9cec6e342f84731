"""Releases: the reader's view first, then the file, and who received what."""

import tempfile
from pathlib import Path

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router

from peaceops.api.act import act
from peaceops.api.answer import answer
from peaceops.api.asked import body_of
from peaceops.api.operation import operation
from peaceops.api.signed import who
from peaceops.domain.release import ReleaseLogEntry
from peaceops.services.register import release
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


act(router, "POST", "/preview-release", release.preview, tag=TAG)
act(router, "GET", "/releases", release.release_log, tag=TAG)
act(router, "GET", "/received-by/{path:name}", release.received_by, on="name", tag=TAG)


@operation(router, "POST", "/release", gives=LetOut, takes=ReleaseRequest, tag=TAG)
def let_out(request: HttpRequest) -> HttpResponse:
    """Release records to an audience: the file, with an entry in log and audit."""
    wanted = body_of(request, ReleaseRequest)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "release.json"  # only what may leave is ever written there
        entry = release.release(who(request), wanted, out)
        content = out.read_text(encoding="utf-8")
    return answer(LetOut(entry=entry, file=content))
