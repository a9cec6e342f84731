"""The brief as one HTML file that needs no network."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from peaceops.disseminate.briefing.content import Brief
from peaceops.disseminate.language import right_to_left
from peaceops.disseminate.picture import Picture


def render_html(brief: Brief) -> bytes:
    """Return the brief as a self-contained page: styles and drawings are in the file."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["drawing"] = _drawing
    template = files("peaceops.disseminate.briefing") / "templates" / "brief.html.j2"
    page = environment.from_string(template.read_text(encoding="utf-8")).render(
        brief=brief,
        direction="rtl" if right_to_left(brief.language) else "ltr",
    )
    return page.encode()


def _drawing(picture: Picture) -> Markup:
    """Return a drawing of our own making as it is, for it is markup already."""
    return Markup(picture.svg)  # noqa: S704
