"""UCDP Candidate Events: the monthly, not yet settled kin of GED, in the same columns.

Told from GED by its rows: `code_status` says "Check …" where an event is still under review, and
no row of a published GED says so. A Candidate file in which every event is settled looks like
GED; then only its user can tell (`--dataset ucdp-candidate`).

Source: Hegre, Croicu, Eck & Högbladh (2020), Research & Politics 7(3).
"""

from dataclasses import replace

import polars as pl

from peaceops.acquire.readers import ucdp_ged
from peaceops.acquire.readers.reader import locate_by_name

_STATUS = {"status": ("code_status",)}


def is_under_review(raw: pl.DataFrame) -> bool:
    """Tell whether some event still waits to be checked."""
    column = locate_by_name(_STATUS, raw.columns).get("status")
    if column is None:
        return False
    status = raw[column].str.strip_chars().str.to_lowercase()
    return bool(status.str.starts_with("check").any())


READER = replace(
    ucdp_ged.READER, name="ucdp-candidate", title="UCDP Candidate", owns=is_under_review
)
