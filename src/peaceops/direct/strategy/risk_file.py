"""The mission's risk table: its own file, or the vendored convention."""

import tomllib
from pathlib import Path

from peaceops import data
from peaceops.domain.error import PeaceopsError
from peaceops.domain.risk import RiskTable, risk_table


def read_risk_table(path: Path | None = None) -> RiskTable:
    """Read a risk table.

    Args:
        path: TOML file in the form of `data/risk_matrix.toml`; without one, that file.

    Raises:
        PeaceopsError: no such file, or it is no complete table.
    """
    source = data.path("risk_matrix.toml") if path is None else path
    where = "risk_matrix.toml" if path is None else str(path)
    try:
        content = tomllib.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise PeaceopsError(error.strerror or "can not be read", where=where) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PeaceopsError(f"not TOML: {error}", where=where) from error
    return risk_table(content, where)
