"""Cheap passwords, for tests of what must stay closed."""

import pytest

from peaceops.registers.key import cost

REAL_COST = cost.COST


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes guessing dear makes tests slow, and shows nothing more."""
    monkeypatch.setattr(cost, "COST", cost.Cost(passes=1, memory_kib=1024, lanes=1))
