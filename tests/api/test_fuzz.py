"""No request that can be drawn from the API's description breaks it, or is answered otherwise."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tools.build_api import FILE

from peaceops.domain.role import Role
from peaceops.services.register.session import Session
from tests.api.case import TARGET, plant
from tests.api.conftest import make_caller

CHECKS: list[Any] = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
NAMES = (
    None, TARGET, "item-1", "item-twice", "threat-1", "warning-1", "alert-1", "notice-1",
    "caveat-1/restricts/unit-1", "source-1", "information_requirement-1", "proposal-1",
    "attachment-1",
)  # fmt: skip
"""Ids that stand in an address beside those that are drawn."""
SCHEMA = schemathesis.openapi.from_dict(json.loads(FILE.read_text(encoding="utf-8")))
FOUND: list[Any] = [result.ok() for result in SCHEMA.get_all_operations()]  # type: ignore[union-attr]
OPERATIONS = {operation.label: operation for operation in FOUND}
EVERYTHING = (Role.ANALYST, Role.HEAD_OF_MISSION, Role.HUMAN_RIGHTS, Role.PLANNER)
DRAWN = {GenerationMode.POSITIVE: 6, GenerationMode.NEGATIVE: 3}
"""Requests for each operation: of its form, and not of its form."""


@pytest.mark.full
@pytest.mark.parametrize("mission", ["postgresql"], indirect=True)  # the stricter of the two
@pytest.mark.parametrize("label", OPERATIONS)
def test_no_request_breaks_it(
    mission: Path, session_of: Callable[..., Session], label: str
) -> None:
    plant(session_of(*EVERYTHING))
    make_caller(Role.ANALYST, name=TARGET)
    who = Role.ADMINISTRATOR if {"accounts"} & set(OPERATIONS[label].tags or ()) else EVERYTHING
    caller = make_caller(*([who] if isinstance(who, Role) else who))
    SCHEMA.app = get_wsgi_application()
    for mode, number in DRAWN.items():
        _ask(label, mode, number, caller.token)


def _ask(label: str, mode: GenerationMode, number: int, token: str) -> None:
    @settings(
        max_examples=number, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=OPERATIONS[label].as_strategy(mode), known=st.sampled_from(NAMES))
    def ask(case: schemathesis.Case[Any], known: str | None) -> None:
        if known is not None and "name" in case.path_parameters:
            case.path_parameters["name"] = known
        headers = {"Authorization": f"Bearer {token}", "Host": "localhost"}
        answer = case.call(base_url="http://localhost", headers=headers, app=SCHEMA.app)
        case.validate_response(answer, checks=CHECKS)

    ask()
