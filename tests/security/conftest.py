"""The registers' fixtures, for tests of what must stay closed."""

import pytest

from peaceops.registers.key import cost
from tests.registers.conftest import mission, postgresql, session_of, sqlite_template

REAL_COST = cost.COST
__all__ = ["REAL_COST", "mission", "postgresql", "session_of", "sqlite_template"]


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes guessing dear makes tests slow, and shows nothing more."""
    monkeypatch.setattr(cost, "COST", cost.Cost(passes=1, memory_kib=1024, lanes=1))
