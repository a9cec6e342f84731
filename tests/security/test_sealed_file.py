"""The register file encrypted as a whole (the extra with SQLCipher)."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import bare_mission

# In a process of its own: the key belongs to the whole process, as it does at work.
WORK = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import peaceops.registers
from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.information import ItemNode
from peaceops.registers.opening import close_registers, open_registers
from peaceops.registers.record.history import known_at
from peaceops.registers.record.listing import whole_kind
from peaceops.registers.record.store import Draft, Writer, append

try:
    open_registers(Path(sys.argv[1]), make=sys.argv[2] == "write")
except PeaceopsError as error:
    sys.exit(str(error))
if sys.argv[2] == "write":
    item = ItemNode(id="I1", title="a very open secret", date=date(2031, 5, 1), area="bria")
    writer = Writer(account="1", post="p", at=datetime(2031, 5, 2, tzinfo=UTC))
    append([Draft(payload=item, marking=item.marking)], writer, lambda area: area)
    moved = ItemNode(id="I1", title="a very open secret, again", date=date(2031, 5, 3))
    append([Draft(payload=moved, marking=item.marking, base_version=1)], writer, str)
[found] = known_at(datetime(2031, 5, 2, tzinfo=UTC), {})
print(found.version, found.recorded_at.isoformat(), found.happened_from, found.payload.title)
close_registers()
"""


def run(folder: Path, act: str, key: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", WORK, str(folder), act],
        env={"PEACEOPS_REGISTER_KEY": key} if key else {},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_nothing_of_a_register_file_can_be_read_without_its_key(tmp_path: Path) -> None:
    folder = bare_mission(tmp_path / "mission")
    said = "2 2031-05-02T00:00:00+00:00 2031-05-03 a very open secret, again\n"
    written = run(folder, "write", "it's a pass phrase")
    assert (written.stdout, written.stderr) == (said, "")
    assert run(folder, "read", "it's a pass phrase").stdout == said
    for file in folder.glob("registers.sqlite*"):
        assert b"SQLite format" not in file.read_bytes()
        assert b"secret" not in file.read_bytes()
    for key in ("another", ""):
        refused = run(folder, "read", key)
        assert refused.returncode == 1
        assert "PEACEOPS_REGISTER_KEY" in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
