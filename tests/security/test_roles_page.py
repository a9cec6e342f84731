"""The page of roles says what the tables say."""

from pathlib import Path

from peaceops.domain.access import Duty, Role
from peaceops.domain.role import DUTIES, GROUPS, PERMITS, Permit

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "roles.md"


def named(text: str) -> str:
    return text.replace("_", " ")


def kinds_named(kinds: frozenset[str]) -> str:
    """Name kinds by their group where the whole of it is meant."""
    whole = [name for name, group in GROUPS.items() if group <= kinds]
    single = sorted(kinds - frozenset().union(*(GROUPS[name] for name in whole)))
    if len(whole) == len(GROUPS):
        return "all"
    return ", ".join([*whole, *map(named, single)]) or "nothing"


def permit_row(role: Role, permit: Permit) -> str:
    name = f"{named(role)}, of its own" if permit.own else named(role)
    held = ", ".join(named(each) for each in sorted(permit.clearance.compartments))
    return (
        f"| {name} | {named(permit.clearance.level.name.lower())} | {held or '–'} "
        f"| {kinds_named(permit.reads)} | {kinds_named(permit.writes)} "
        f"| {', '.join(map(named, sorted(permit.drops))) or '–'} |"
    )


def tables() -> str:
    permits = [
        "| Role | Level | Compartments | Reads | Writes | Records without reading |",
        "|---|---|---|---|---|---|",
        *(permit_row(role, permit) for role in Role for permit in PERMITS[role]),
    ]
    groups = [
        "| Group | Kinds of records |",
        "|---|---|",
        *(f"| {name} | {', '.join(map(named, sorted(kinds)))} |" for name, kinds in GROUPS.items()),
    ]
    duties = [
        "| May | Roles |",
        "|---|---|",
        *(
            f"| {named(duty)} | {', '.join(named(r) for r in Role if duty in DUTIES[r])} |"
            for duty in Duty
        ),
    ]
    return "\n\n".join("\n".join(lines) for lines in (permits, groups, duties))


def test_the_page_of_roles_says_what_the_tables_say() -> None:
    text = PAGE.read_text(encoding="utf-8")
    missing = [line for line in tables().split("\n") if line not in text.split("\n")]
    assert not missing
    rows = {line for line in text.split("\n") if line.startswith("|")}
    assert rows <= set(tables().split("\n"))
