"""The API's description: current, whole, and only for who is signed in."""

import msgspec
from tools.build_api import FILE, description

from peaceops.domain.role import Role
from tests.api.conftest import CallerOf


def test_the_description_in_the_docs_is_that_of_the_code() -> None:
    assert FILE.read_text(encoding="utf-8") == description(), "make schema writes it anew"


def test_who_is_signed_in_reads_the_same_description(caller_of: CallerOf) -> None:
    served = caller_of(Role.READ_ONLY).read("/openapi.json")
    assert served == msgspec.json.decode(FILE.read_bytes())


def test_every_operation_says_what_it_takes_gives_and_refuses() -> None:
    described = msgspec.json.decode(FILE.read_bytes())
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            name = f"{method} {path}"
            assert operation["summary"], name
            assert operation["security"], name
            assert {"400", "401", "403", "422"} <= set(operation["responses"]), name
            if "requestBody" in operation:
                assert {"413", "415"} <= set(operation["responses"]), name
            if "{name}" in path and method == "put":
                assert {"404", "409", "428"} <= set(operation["responses"]), name
