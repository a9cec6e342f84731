"""Lines of files that findings point to, each file read once."""

from functools import cache
from pathlib import Path

from peaceops.direct.check.report_text import Excerpt
from peaceops.domain.strategy.graph import Place


def excerpts() -> Excerpt:
    """Return what gives the line at a place, or None where the file can no longer be read."""

    @cache
    def lines(file: str) -> tuple[str, ...]:
        try:
            return tuple(Path(file).read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError):
            return ()

    def excerpt(place: Place) -> str | None:
        found = lines(place.file)
        return found[place.line - 1] if 0 < place.line <= len(found) else None

    return excerpt
