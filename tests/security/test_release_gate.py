"""Nothing goes round the gate: who writes files or gives bytes away, and why, is written down here.

The lists are compared with the code; and with the gate shut, nothing that is listed leaves.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import peaceops

ROOT = Path(peaceops.__file__).parent
WRITES = {"write_whole", "publish", "write_bytes", "write_text", "write_parquet", "write_csv",
          "copytree", "copyfile"}  # fmt: skip
GATES = {"refuse_unless_releasable", "through_gate"}

THROUGH_THE_GATE = {"services/run.py", "services/register/release.py"}
"""They hand products to others, and ask the gate in the same module."""

GIVES_AWAY: Mapping[str, frozenset[str]] = {
    "export": frozenset({"export_list", "export_threat"}),
    "map_layer": frozenset({"map_layer"}),
    "notice_release": frozenset(
        {"alert_file", "hand_over", "host_paper", "preview_content", "preview_host_paper"}
    ),
    "outbox": frozenset({"send_waiting"}),
    "release": frozenset({"make_release", "preview", "release"}),
}
"""Services that give what was recorded to somebody else; `test_shut_gate` tries each."""

STAYS_WITHIN = {
    "account.add_account": "a one-time link, said once",
    "account.grant_role": "what is still to be done",
    "account.reset_account": "a one-time link, said once",
    "account.revoke_role": "what is still to be done",
    "serving.mission_served": "the mission's name, to whoever is signed in or chooses a password",
    "audit.make_audit_key": "a public key",
    "audit.write_head": "a signed hash",
    "item.confirmation_gap_of": "one line to a reader",
    "mission.mission_bytes": "everything, sealed to the recipients whom its owner names",
    "notice_gate.statement": "what is compared with what was released",
    "opening.open_mission_registers": "a path",
    "reading.explain_access": "one line to a reader",
    "release.write_release": "what was released a moment ago",
    "standing.new_id": "an id",
    "strategy.export_strategy": "a strategy's text, above nobody's clearance; noted in the audit",
    "strategy.strategy_text": "a strategy's text, for its owner",
    "token.make_token": "a token, said once",
}
"""Other public services that return text or bytes, or write a file, and why that is no release."""

NOT_PRODUCTS = {
    "cli/backtest.py": "scores of forecasts on open data",
    "cli/event.py": "rows of events that could not be read, for whoever gave them",
    "cli/item.py": "one file, for the reader who asked for it; noted in the audit",
    "cli/mandate.py": "a comparison of public resolutions",
    "cli/warning_release.py": "an alert file that the gate let out a moment ago",
    "cli/strategy.py": "a strategy, for the level that its owner names",
    "exercise/write.py": "invented inputs",
    "services/backtest.py": "scores of forecasts on open data",
    "services/demo.py": "the invented mission",
    "services/draft.py": "a strategy's owner's own file",
    "services/evaluate.py": "a note on scores, beside the mission's own inputs",
    "services/folder.py": "the writing itself",
    "services/forecast.py": "samples of a forecast on open data",
    "services/form.py": "an empty form, or an owner's own file",
    "services/gather.py": "what was computed, disposable",
    "services/init.py": "a mission's folder and its inputs",
    "services/mandate_strategy.py": "a strategy's owner's own file",
    "services/register/attachment.py": "a file into the mission's folder, sealed with its item",
    "services/register/audit.py": "a signed hash",
    "services/register/backup.py": "everything, sealed to the mission's own recipients",
    "services/register/mission.py": "everything, sealed to the mission's own recipients",
    "services/register/strategy.py": "a strategy's file for its owner, above nobody's clearance",
    "services/strategy.py": "a strategy's owner's own file",
    "services/strategy_edit.py": "a strategy's owner's own file",
    "services/strategy_seal.py": "what is held apart, sealed to its recipients",
    "services/vintage.py": "counts as they were known, for the mission's own scores",
}
"""They write for whoever owns the folder; a new writer needs a line here, or the gate."""


def calls(module: Path) -> set[str]:
    """Return the names of all functions that a module calls."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name):
                found.add(called.id)
            elif isinstance(called, ast.Attribute):
                found.add(called.attr)
    return found


def modules() -> Iterator[tuple[str, set[str]]]:
    for module in sorted(ROOT.rglob("*.py")):
        yield module.relative_to(ROOT).as_posix(), calls(module)


WRITERS = {name for name, called in modules() if called & WRITES}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_writer_passes_the_gate_or_writes_no_product(name: str) -> None:
    if name in THROUGH_THE_GATE:
        assert calls(ROOT / name) & GATES
    else:
        assert name in NOT_PRODUCTS, f"{name} writes files: does it hand products to others?"


def test_the_list_names_no_one_who_writes_nothing() -> None:
    assert set(NOT_PRODUCTS) | THROUGH_THE_GATE <= WRITERS


def test_products_of_a_run_are_published_in_one_place_only() -> None:
    assert {name for name, called in modules() if "publish" in called} == {"services/run.py"}


def test_the_gate_is_asked_before_anything_of_a_run_is_written() -> None:
    text = (ROOT / "services/run.py").read_text(encoding="utf-8")
    function = next(
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name == "_disseminate"
    )
    first = function.body[0]
    assert isinstance(first, ast.Expr)
    assert isinstance(first.value, ast.Call)
    assert isinstance(first.value.func, ast.Name)
    assert first.value.func.id == "refuse_unless_releasable"


def gives_something(node: ast.FunctionDef) -> bool:
    """Tell whether a function returns text or bytes, or is told where to write a file."""
    returns = ast.unparse(node.returns) if node.returns else ""
    arguments = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
    return returns == "str" or "bytes" in returns or "out" in arguments


def test_each_service_that_gives_something_is_written_down() -> None:
    gated = {f"{module}.{name}" for module, names in GIVES_AWAY.items() for name in names}
    found = {
        f"{module.stem}.{node.name}"
        for module in (ROOT / "services/register").glob("*.py")
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and gives_something(node)
    }
    assert found - gated == set(STAYS_WITHIN)
    assert gated - found <= {"map_layer.map_layer", "outbox.send_waiting", "release.preview"}


def test_e_mail_is_sent_in_one_place_only() -> None:
    assert {name for name, called in modules() if "send_letter" in called} == {
        "services/register/outbox.py"
    }
    assert {name for name, called in modules() if "releasable" in called} == {
        "services/register/gate.py"
    }
