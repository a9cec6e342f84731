"""Files that pages are drawn with: they tell nothing of a mission, and anybody may have them."""

from http import HTTPStatus
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

KINDS = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
FILES = {
    file.name: (file.read_bytes(), KINDS[file.suffix])
    for file in sorted((Path(__file__).parent / "static").iterdir())
}


@require_safe
def static_file(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001
    """Answer with one of the files, by its name alone: no path is ever built from an address."""
    if name not in FILES:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    content, kind = FILES[name]
    return HttpResponse(content, content_type=kind)
