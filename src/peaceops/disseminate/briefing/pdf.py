"""The brief as PDF, tagged for screen readers (PDF/UA-1) and fit for archives (PDF/A-2a)."""

from datetime import UTC, datetime
from importlib.resources import files

import msgspec
import typst

from peaceops.data import path
from peaceops.disseminate.briefing.content import Brief
from peaceops.disseminate.briefing.lettering import drawable
from peaceops.disseminate.language import right_to_left

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]


def render_pdf(brief: Brief) -> bytes:
    """Return the brief as PDF. Its time stamp is the as-of date: same brief, same bytes.

    Only the vendored fonts are used, so that it looks the same everywhere. Written from right to
    left it does not claim the two standards.
    """
    template = files("peaceops.disseminate.briefing") / "templates" / "brief.typ"
    document = typst.Compiler(
        template.read_bytes(),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[path("fonts")],
        ),
        ignore_system_fonts=True,
        sys_inputs={"brief": msgspec.json.encode(drawable(msgspec.to_builtins(brief))).decode()},
    ).compile(
        format="pdf",
        # Marks of vowels and of direction have no letter of their own in pictures, which the
        # standards refuse; the page itself is drawn right.
        pdf_standards=[] if right_to_left(brief.language) else STANDARDS,
        timestamp=datetime.fromisoformat(brief.as_of).replace(tzinfo=UTC),
    )
    if not isinstance(document, bytes):
        raise TypeError("Typst made no single document")
    return document
