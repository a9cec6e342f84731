"""Every operation of the API, asked by every role: each answer is the one in the table.

The table is data that people read (`expected_access.csv`): a row for each request of `case.cases`,
a column for each role. A cell is the status, and of lists how many records are seen (`200:3`).
An operation without a row fails, and so does a row without an operation.
"""

import csv
from contextlib import nullcontext
from pathlib import Path

import msgspec
import pytest
from django.db import transaction

from peaceops.api.answer import GEOJSON, JSON
from peaceops.api.application import api
from peaceops.domain.role import Role
from tests.api.case import CONTRIBUTOR, TARGET, Case, cases, plant
from tests.api.conftest import Caller, make_caller

TABLE = Path(__file__).with_name("expected_access.csv")
NOBODY = "nobody"
COUNTED = ("records", "features", "versions", "found", "things", "entries")


def described() -> set[str]:
    """Return all operations that the API describes."""
    paths = api.get_openapi_schema(path_prefix="api/")["paths"]
    return {
        f"{method.upper()} {path.removeprefix('/api')}"
        for path, operations in paths.items()
        for method in operations
    }


def expected() -> dict[tuple[str, str], dict[str, str]]:
    """Return the table: by operation and label, what each role is answered."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row.pop("operation"), row.pop("case")): row for row in rows}


def test_no_operation_is_without_a_row_and_no_row_without_an_operation() -> None:
    asked = {(case.operation, case.label) for case in cases()}
    assert {operation for operation, _ in asked} == described()
    assert set(expected()) == asked
    columns = [set(row) for row in expected().values()]
    assert all(column == {NOBODY, *Role} for column in columns)


@pytest.mark.usefixtures("mission")
def test_every_role_is_answered_as_the_table_says(
    session_of: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Proving a password is slow by design, and here none is right.
    monkeypatch.setattr("peaceops.services.register.sign_in.password_fits", lambda *_: False)
    found = answers(session_of)
    table = expected()
    different = [
        f"{operation} ({label}) as {role}: {answered}, not {table[operation, label][role]}"
        for (operation, label), row in found.items()
        for role, answered in row.items()
        if answered != table[operation, label][role]
    ]
    assert different == []


def answers(session_of: object) -> dict[tuple[str, str], dict[str, str]]:
    """Ask everything as everybody; each request is taken back before the next."""
    assert callable(session_of)
    plant(session_of(Role.HEAD_OF_MISSION, Role.ANALYST, Role.HUMAN_RIGHTS))
    make_caller(Role.ANALYST, name=TARGET)
    callers = {NOBODY: Caller()} | {
        str(role): make_caller(role, contributor=CONTRIBUTOR if role is Role.CONTRIBUTOR else "")
        for role in Role
    }
    return {
        (case.operation, case.label): {name: ask(one, case) for name, one in callers.items()}
        for case in cases()
    }


def ask(caller: Caller, case: Case) -> str:
    """Return what a caller is answered: the status, and how many records it shows."""
    method = case.operation.split()[0]
    with nullcontext() if case.lasts else transaction.atomic():
        answer = caller.ask(
            method, case.address, case.body, version=case.version, media=case.media or JSON
        )
        if not case.lasts:
            transaction.set_rollback(True)
    told = answer.status_code == 200 and answer["Content-Type"] in {JSON, GEOJSON}
    seen = msgspec.json.decode(answer.content) if told else {}
    if "why" in seen:
        return f"200:{seen['why'].partition(':')[0][:3]}"
    number = next((len(seen[name]) for name in COUNTED if name in seen), None)
    return f"{answer.status_code}" if number is None else f"{answer.status_code}:{number}"
