"""Files in and out: attachments, lists of reports, the strategy's text, a whole mission.

What a key opens with never stands in an address: it comes in the body and is kept nowhere.
"""

from http import HTTPStatus
from typing import Annotated

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import AwareDatetime, Field

from peaceops.acquire.upload import LONGEST_NAME, MOST_BYTES, check_upload
from peaceops.api.answer import BYTES, YAML, answer, file_answer, one_record
from peaceops.api.asked import body_of, body_with_file, file_of, refuse_payload
from peaceops.api.operation import operation
from peaceops.api.problem import RequestError
from peaceops.api.search import Name, Plain
from peaceops.api.signed import who
from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.access import Duty
from peaceops.registers.settings import LARGEST_BODY
from peaceops.services.register import mission
from peaceops.services.register.attachment import attach_bytes, read_attachment
from peaceops.services.register.item_import import ImportedItems, import_upload
from peaceops.services.register.serving import folder_served
from peaceops.services.register.session import demand
from peaceops.services.register.strategy import Taken, export_strategy, take_loaded

router = Router()
MISSING = (HTTPStatus.NOT_FOUND,)
FileName = Annotated[Plain, Field(min_length=1, max_length=LONGEST_NAME)]


class SentList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of reports, and what its columns mean.

    Attributes:
        name: of the file; how it ends says what it is.
        content: the file, in base 64.
        mapping: text of the mapping, TOML.
        without_sources: leave out who told; for those who do not record sources.
        try_only: say what would come of it and record nothing.
    """

    name: str
    content: bytes
    mapping: str
    without_sources: bool = False
    try_only: bool = False


class Away(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For whom a mission's records are taken along.

    Attributes:
        to: age recipients, at least one.
        recovery: the recovery key, where your own keys do not open everything.
    """

    to: tuple[str, ...]
    recovery: str = ""


class Arrived(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mission's records that were taken along.

    Attributes:
        content: as they were exported, in base 64.
        identity: age identity that opens them; kept nowhere.
    """

    content: bytes
    identity: str


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """How many versions were taken in."""

    versions: int


FORMS: tuple[type[msgspec.Struct], ...] = (SentList, ImportedItems, Taken, Away, Arrived, TakenIn)


@operation(
    router, "POST", "/attach/{path:name}", gives="ShownRecord", takes=BYTES,
    status=HTTPStatus.CREATED, also=(*MISSING, HTTPStatus.CONFLICT), tag="items",
)  # fmt: skip
def attach_file(request: HttpRequest, name: Name, file: FileName) -> HttpResponse:
    """Attach a file to an item, once it was looked at; it is marked as the item is."""
    content = file_of(request, BYTES, MOST_BYTES)
    kept = attach_bytes(who(request), folder_served(), name, file, content)
    return one_record(request, kept, HTTPStatus.CREATED)


@operation(router, "GET", "/attachment/{path:name}", gives=BYTES, also=MISSING, tag="items")
def fetch_attachment(request: HttpRequest, name: Name) -> HttpResponse:
    """Fetch a file that was attached."""
    found = read_attachment(who(request), folder_served(), name)
    return file_answer(found.name, found.content, BYTES)


@operation(router, "POST", "/import-items", gives=ImportedItems, takes=SentList, tag="items")
def import_items(request: HttpRequest) -> HttpResponse:
    """Take in a list or the answers of a form; say which rows were set aside, and why."""
    session = who(request)
    demand(session, Duty.IMPORT)  # before anything is unpacked
    sent = body_with_file(request, SentList)
    upload = check_upload(sent.name, sent.content)
    taken = import_upload(
        session, folder_served(), upload, sent.mapping.encode(), "mapping",
        without_sources=sent.without_sources, try_only=sent.try_only,
    )  # fmt: skip
    return answer(taken)


@operation(router, "GET", "/strategy", gives=YAML, tag="strategy")
def read_strategy(request: HttpRequest, as_known: AwareDatetime | None = None) -> HttpResponse:
    """Fetch the strategy as a file, as far as you may see it; what is left out is counted."""
    text = export_strategy(who(request), as_known)
    return file_answer("strategy.yaml", text.encode(), YAML)


@operation(router, "POST", "/strategy", gives=Taken, takes=YAML, tag="strategy")
def take_strategy(request: HttpRequest, file: FileName = "strategy.yaml") -> HttpResponse:
    """Bring a strategy's file into the registers; what says the same already is left alone."""
    session = who(request)
    demand(session, Duty.IMPORT)  # before anything is unfolded
    try:
        text = file_of(request, YAML, LARGEST_BODY).decode()
    except UnicodeDecodeError:
        raise RequestError(HTTPStatus.BAD_REQUEST, "not UTF-8", where="body") from None
    strategy = parse_strategy([(file, text)])
    for node in strategy.nodes.values():
        refuse_payload(node)
    for edge in strategy.edges:
        refuse_payload(edge)
    return answer(take_loaded(session, strategy, file))


@operation(router, "POST", "/export-mission", gives=BYTES, takes=Away, tag="mission")
def export_mission(request: HttpRequest) -> HttpResponse:
    """Take all versions of all records along, encrypted so that only the recipients open them."""
    sent = body_of(request, Away)
    content = mission.mission_bytes(who(request), sent.to, recovery=sent.recovery)
    return file_answer("mission.age", content, BYTES)


@operation(router, "POST", "/import-mission", gives=TakenIn, takes=Arrived, tag="mission")
def import_mission(request: HttpRequest) -> HttpResponse:
    """Put an exported mission into registers that hold no record yet."""
    session = who(request)
    demand(session, Duty.IMPORT)
    sent = body_with_file(request, Arrived)
    count = mission.import_mission_bytes(session, sent.content, sent.identity, "content")
    return answer(TakenIn(versions=count))
