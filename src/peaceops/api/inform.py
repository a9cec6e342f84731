"""Items, sources, links between reports, and questions."""

from http import HTTPStatus

from ninja import Router

from peaceops.api.act import Service, act
from peaceops.domain.collation_link import CollationLinkNode
from peaceops.services.register import attachment, collation, item, requirement, source
from peaceops.services.register.session import Session

router = Router()
MADE, TAKEN = HTTPStatus.CREATED, (HTTPStatus.CONFLICT,)


def propose_links(session: Session) -> tuple[CollationLinkNode, ...]:
    """Put forward which reports may tell of the same thing, with reasons; a person decides."""
    return collation.propose(session)


NEW: tuple[tuple[str, Service, str], ...] = (
    ("log-item", item.log_item, "items"),
    ("record-source", source.record_source, "sources"),
    ("ask", requirement.ask, "requirements"),
    ("send", requirement.send, "requirements"),
    ("give-feedback", requirement.give_feedback, "requirements"),
)
ON_ONE: tuple[tuple[str, Service, str], ...] = (
    ("grade-item", item.grade_item, "items"),
    ("give-letter", source.give_letter, "sources"),
    ("note-outcome", source.note_outcome, "sources"),
    ("decide-link", collation.decide, "collation"),
    ("answer", requirement.answer, "requirements"),
    ("reopen", requirement.reopen, "requirements"),
)
PAGES: tuple[tuple[str, Service, str], ...] = (
    ("confirmation-gap", item.confirmation_gap_of, "items"),
    ("attachments-of", attachment.attachments_of, "items"),
    ("source-page", source.source_page, "sources"),
    ("requirement-page", requirement.requirement_page, "requirements"),
)

for _path, _service, _tag in NEW:
    act(router, "POST", f"/{_path}", _service, status=MADE, also=TAKEN, tag=_tag)
for _path, _service, _tag in ON_ONE:
    _address = f"/{_path}/{{path:name}}"
    act(router, "POST", _address, _service, on="name", also=TAKEN, tag=_tag)
for _path, _service, _tag in PAGES:
    act(router, "GET", f"/{_path}/{{path:name}}", _service, on="name", tag=_tag)
act(router, "POST", "/propose-links", propose_links, also=TAKEN, tag="collation")
act(router, "GET", "/told-things", collation.told_things, tag="collation")
act(router, "GET", "/open-proposals", collation.open_proposals, tag="collation")
act(router, "GET", "/direction", requirement.direction, tag="requirements")
