"""Which code made a thing: part of the identity of every run and of every cached result."""

import hashlib
from functools import cache
from pathlib import Path

import peaceops


@cache
def code_hash() -> str:
    """Return the hash of all files of the package, vendored data included, in their order."""
    root = Path(peaceops.__file__).parent
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
