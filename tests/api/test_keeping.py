"""How long a mission keeps what holds for programs, too."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from peaceops.domain.access import Role
from peaceops.domain.strategy.information import ItemNode
from peaceops.services.register.session import Session
from peaceops.services.register.writing import Entry, write_record
from tests.api.conftest import CallerOf
from tests.registers.test_records import SessionOf


def test_the_missions_own_times_count(
    mission: Path, session_of: SessionOf, caller_of: CallerOf
) -> None:
    ago = datetime.now(UTC) - timedelta(days=100)
    analyst: Session = session_of(Role.ANALYST, at=ago)
    write_record(analyst, Entry(payload=ItemNode(id="I1", title="shots")))
    caller = caller_of(Role.HEAD_OF_MISSION)

    def due() -> list[str]:
        return [one["id"] for one in caller.read("/due-for-review")["found"]]

    with (mission / "mission.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[keeping.item]\nreview_days = 200\n")
    assert due() == []
    text = (mission / "mission.toml").read_text(encoding="utf-8")
    (mission / "mission.toml").write_text(text.replace("200", "50"), encoding="utf-8")
    assert due() == ["I1"]
