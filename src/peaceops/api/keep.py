"""What is due for a look or to be destroyed, what is held, and what was destroyed."""

from collections.abc import Sequence

from ninja import Router

from peaceops.api.act import act
from peaceops.domain.retention import Certificate
from peaceops.services.folder import open_mission
from peaceops.services.register import keeping
from peaceops.services.register.keeping import Due, Own
from peaceops.services.register.serving import folder_served
from peaceops.services.register.session import Session

router = Router()
TAG = "keeping"


def due_for_review(session: Session) -> tuple[Due, ...]:
    """Return what is due for a look."""
    return keeping.due_for_review(session, _own())


def due_for_destruction(session: Session) -> tuple[Due, ...]:
    """Return what is due to be destroyed."""
    return keeping.due_for_destruction(session, _own())


def destroy_records(
    session: Session, names: Sequence[str], authority: str, *, early: str = ""
) -> Certificate:
    """Destroy records with their files, and return the certificate."""
    return keeping.destroy_records(
        session, names, authority, own=_own(), early=early, folder=folder_served()
    )


def _own() -> Own:
    """Return how long this mission keeps what, where it says so itself."""
    return open_mission(folder_served()).settings.keeping


act(router, "GET", "/due-for-review", due_for_review, tag=TAG)
act(router, "GET", "/due-for-destruction", due_for_destruction, tag=TAG)
act(router, "POST", "/hold", keeping.hold_records, tag=TAG)
act(router, "POST", "/lift-hold", keeping.lift_hold, tag=TAG)
act(router, "POST", "/destroy", destroy_records, tag=TAG)
act(router, "GET", "/certificates", keeping.destruction_certificates, tag=TAG)
