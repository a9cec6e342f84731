"""What a fresh clone promises: targets, locks, licence, versions, and docs without gaps."""

import importlib
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from inspect import Parameter
from pathlib import Path

import pytest
from cyclopts import App

import peaceops

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LOCKS = ("requirements.lock", "requirements-dev.lock")
TARGETS = "setup demo test test-full check bench docs serve lock catalogue clean help schema pages"
STAGES = "acquire act analyse collate direct disseminate domain evaluate exercise"


OUTSIDE_MAKE = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
"""A make under test must not think that it is part of the one that runs the tests."""


def make(target: str, *flags: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *flags, *target.split()],
        cwd=ROOT,
        env=OUTSIDE_MAKE,
        capture_output=True,
        text=True,
        check=False,
    )


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("target", TARGETS.split())
def test_make_knows_the_target(target: str) -> None:
    # Exit 1 would mean "out of date", 2 "no rule": a question runs nothing.
    asked = make(target, "--question")
    assert asked.returncode in {0, 1}, asked.stderr


def test_make_alone_lists_every_target() -> None:
    listed = re.findall(r"^  make (\S+)", make("").stdout, re.MULTILINE)
    assert listed == re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE)
    assert set(listed) == set(TARGETS.split())


def test_serve_says_in_one_line_where_there_is_no_mission(tmp_path: Path) -> None:
    asked = make("serve", f"DEMO={tmp_path}")
    assert asked.returncode != 0
    [said] = [line for line in asked.stderr.splitlines() if line.startswith("peaceops: ")]
    assert str(tmp_path) in said


def test_ci_runs_the_three_checks_and_stops_at_the_first_failure() -> None:
    script = read(".ci/run")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "set -euo pipefail" in script
    assert re.findall(r" (make [a-z-]+)$", script, re.MULTILINE) == [
        "make check",
        "make test",
        "make test-full",
    ]


@pytest.mark.parametrize("status", [0, 1, 5])
def test_a_stage_reports_its_time_and_passes_failure_on(status: int) -> None:
    done = subprocess.run(
        [ROOT / "tools" / "stage.sh", "trial", "sh", "-c", f"exit {status}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status
    assert re.search(r"== trial: (passed|FAILED \(\d\)) in \d+ s", done.stdout)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("exit 127", "no Python found"),
        ('case "$2" in *print*) echo 3.9.1;; *) exit 1;; esac', "Python 3.9.1 is too old"),
        ('case "$2" in *print*) echo 3.12.0;; *ensurepip*) exit 1;; esac', "lacks venv"),
    ],
)
def test_a_python_that_will_not_do_is_one_clear_line(
    tmp_path: Path, answer: str, told: str
) -> None:
    python = tmp_path / "python-of-this-test"
    python.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
    python.chmod(0o755)
    found = subprocess.run(
        [ROOT / "tools" / "python.sh"],
        env=os.environ | {"PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1
    assert told in found.stderr
    assert found.stderr.count("\n") == 1
    assert found.stdout == ""


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_are_hashed_and_name_no_address(lock: str) -> None:
    text = read(lock)
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text)
    assert len(entries) > 20
    unhashed = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert unhashed == []


def pins(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+==[^\s;\\]+)", read(lock), re.MULTILINE))


def test_the_tools_come_on_top_of_the_very_same_packages() -> None:
    assert pins("requirements.lock") < pins("requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_the_build_backend_and_every_dependency(lock: str) -> None:
    project = tomllib.loads(read("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    names = {re.split(r"[<>=\[]", line)[0] for line in wanted}
    assert names <= {pin.split("==")[0] for pin in pins(lock)}
    assert set(project["build-system"]["requires"]) <= pins(lock)


def test_one_version_everywhere() -> None:
    assert re.findall(r"^version: (.+)$", read("CITATION.cff"), re.MULTILINE) == [
        peaceops.__version__
    ]
    assert re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)[0] == peaceops.__version__


def test_one_licence_everywhere() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "\nlicense: Apache-2.0\n" in read("CITATION.cff")
    assert "Apache License\n                           Version 2.0" in read("LICENSE")
    assert all((ROOT / file).stat().st_size for file in project["license-files"])


def test_every_stage_that_exists_is_kept_from_django() -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    [kept] = [contract for contract in contracts if contract["id"] == "no-django"]
    there = {name for name in STAGES.split() if (ROOT / "src/peaceops" / name).is_dir()}
    assert set(kept["source_modules"]) == {f"peaceops.{name}" for name in there}


def commands(app: App, path: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    """Yield every command that can be typed, with the names of its options."""
    below = [name for name in app if not name.startswith("-")]
    for name in below:
        yield from commands(app[name], (*path, name))
    if path and not below:
        options = {
            name
            for argument in app.assemble_argument_collection()
            if argument.field_info.kind is Parameter.KEYWORD_ONLY
            for name in argument.names
            if name.startswith("--") and not name.startswith(("--no-", "--empty-"))
        }
        yield " ".join(path), options


def documented() -> dict[str, str]:
    """Return the sections of the commands' page, by command."""
    parts = re.split(
        r"^## ", (DOCS / "reference/commands.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return {
        title.removeprefix("peaceops "): body
        for title, _, body in (part.partition("\n") for part in parts[1:])
        if title.startswith("peaceops ")
    }


def test_the_docs_name_every_command_and_no_other() -> None:
    app = importlib.import_module("peaceops.cli.main").app
    found = dict(commands(app))
    assert len(found) >= 5
    assert sorted(documented()) == sorted(found)
    missing = {
        command: left
        for command, options in found.items()
        if (left := {name for name in options if f"`{name}`" not in documented()[command]})
    }
    assert missing == {}


def test_every_page_is_in_the_navigation_and_exists() -> None:
    named = set(re.findall(r"[\w/-]+\.md", read("mkdocs.yml")))
    assert named == {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}


def test_links_between_files_lead_somewhere() -> None:
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert dead == []


def test_every_decision_has_its_three_parts() -> None:
    pages = sorted((DOCS / "adr").glob("[0-9]*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == sorted(set(numbers))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(page.name[:4])}. ")
        for part in ("Context", "Decision", "Consequences"):
            assert f"**{part}.**" in text, f"{page.name} has no {part}"


@pytest.mark.full
@pytest.mark.parametrize("installer", ["pip", "uv"])
def test_a_fresh_copy_sets_itself_up_and_then_does_nothing(tmp_path: Path, installer: str) -> None:
    uv = shutil.which("uv")
    if installer == "uv" and uv is None:
        pytest.skip("uv is not on PATH")
    for name in (*LOCKS, "pyproject.toml", "Makefile", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    without = [
        folder
        for folder in os.environ["PATH"].split(os.pathsep)
        if installer == "uv" or not Path(folder, "uv").exists()
    ]
    environment = OUTSIDE_MAKE | {"PATH": os.pathsep.join(without)}
    environment.pop("VIRTUAL_ENV", None)

    def set_up() -> str:
        done = subprocess.run(
            ["make", "setup"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stderr

    assert f"Installing with {installer}" in set_up()
    version = subprocess.run(
        [tmp_path / ".venv/bin/peaceops", "--version"], capture_output=True, text=True, check=True
    )
    assert version.stdout.strip() == peaceops.__version__
    assert set_up() == ""  # nothing is installed twice
