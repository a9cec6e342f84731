"""Vendored open data and fonts. Where each file comes from, and its licence: `SOURCES.md`.

This package imports nothing else of peaceops; what reads the files lives in the stages.
"""

from importlib.resources import files
from pathlib import Path


def path(name: str) -> Path:
    """Return where a vendored file or folder lies.

    Args:
        name: its name inside this package, such as `places.parquet` or `fonts/OFL.txt`.

    Raises:
        FileNotFoundError: the package has no such file.
    """
    file = Path(str(files(__name__).joinpath(name)))
    if not file.exists():
        raise FileNotFoundError(f"peaceops ships no data file {name!r}")
    return file
