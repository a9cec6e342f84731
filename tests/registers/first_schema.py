"""Write the invented data with which the way from an earlier version is tested.

Run once for each version that was released, with that version:
`python -m tests.registers.first_schema tests/registers/schemas/NAME.json`. Never again for the same
name: what was written then is what people have.
"""

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

NOW = datetime(2031, 5, 3, 8, 0, tzinfo=UTC)


def write(out: Path) -> None:
    """Record a little of everything in fresh registers, and write their tables to a file."""
    from peaceops.domain.access import Reader, Role
    from peaceops.domain.strategy.edge import Edge
    from peaceops.domain.strategy.force import CaveatNode
    from peaceops.domain.strategy.information import ItemNode
    from peaceops.domain.strategy.mission import AreaNode
    from peaceops.domain.strategy.threat import ThreatNode
    from peaceops.registers.copy import copy_of_tables, schema
    from peaceops.registers.key.role_key import make_keys
    from peaceops.registers.opening import open_registers
    from peaceops.services.register.session import Session
    from peaceops.services.register.writing import Entry, write_record

    with tempfile.TemporaryDirectory() as folder:
        open_registers(Path(folder), make=True)
        make_keys(NOW)
        analyst, planner = (
            Session(reader=Reader(account=str(number), post=role, roles=frozenset({role})), at=NOW)
            for number, role in enumerate((Role.ANALYST, Role.PLANNER), start=1)
        )
        item = ItemNode(id="I1", title="Smoke at the ford", date=date(2031, 5, 2), area="korbo")
        write_record(planner, Entry(payload=AreaNode(id="korbo", covers=("unit:EX-02",))))
        write_record(analyst, Entry(payload=item))
        write_record(
            analyst,
            Entry(payload=msgspec.structs.replace(item, title="Two houses burnt"), base_version=1),
        )
        write_record(analyst, Entry(payload=ThreatNode(id="T1", title="Raids", area="korbo")))
        write_record(analyst, Entry(payload=Edge(kind="supports", source="I1", target="T1")))
        write_record(planner, Entry(payload=CaveatNode(id="C1", text="not at night")))
        tables = {label: lines.decode() for label, lines in copy_of_tables().items()}
        content = {"schema": schema(), "tables": tables}
    out.write_bytes(msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=1))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
