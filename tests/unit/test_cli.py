"""The command line: exit statuses, one line on stderr, and nothing heavy before it is needed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from peaceops.collate.lattice import cell_lattice
from peaceops.domain.error import BAD_INPUT, BUSY, DONE, REFUSED
from tests.unit.test_bad_input import (
    boundary_file,
    ged_rows,
    inputs,
    make_mission,
    status,
    table_text,
)

AS_OF = "2014-12-31"


@pytest.fixture(scope="module")
def mission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_mission(tmp_path_factory.mktemp("cli"), ged_rows())


@pytest.fixture
def events(tmp_path: Path) -> Path:
    file = tmp_path / "events.csv"
    file.write_text(table_text(ged_rows(12)), encoding="utf-8")
    return file


def refusal(capsys: pytest.CaptureFixture[str], *tokens: object, code: int = BAD_INPUT) -> str:
    """Run a command that must be refused, and return its one line."""
    capsys.readouterr()
    assert status(*tokens) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("peaceops: ")
    assert shown.err.endswith("\n")
    assert shown.err.count("\n") == 1
    assert "Traceback" not in shown.err
    return shown.err


HEAVY = {"polars", "numpy", "django", "lightgbm", "ortools", "scipy", "altair", "shapely", "typst"}


@pytest.mark.parametrize("tokens", [["--help"], ["run", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(tokens: list[str]) -> None:
    script = (
        "import sys\n"
        "from peaceops.cli.main import main\n"
        "try:\n"
        f"    main({tokens!r})\n"
        "except SystemExit as left:\n"
        "    assert not left.code, left.code\n"
        "sys.stderr.write(' '.join(name for name in sys.modules if '.' not in name))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    assert {"sys", "peaceops"} <= loaded
    assert not HEAVY & loaded
    assert done.stdout.strip()


def test_the_command_is_installed_and_keeps_a_failure_to_one_line(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("peaceops")
    done = subprocess.run(
        [command, "run", "nowhere"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == BAD_INPUT
    assert done.stdout == ""
    assert done.stderr.startswith("peaceops: nowhere: no mission.toml")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "tokens",
    [
        ("predict",),
        ("events", "predict"),
        ("run", "mission", "--nonsense"),
        ("run", "mission", "--audience", "press"),
        ("run",),
        ("init", "mission"),
    ],
)
def test_a_command_or_flag_that_does_not_exist(
    capsys: pytest.CaptureFixture[str], tokens: tuple[str, ...]
) -> None:
    assert "--help" in refusal(capsys, *tokens)


def test_an_unknown_country_offers_the_nearest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, events: Path
) -> None:
    folder = tmp_path / "car"
    line = refusal(capsys, "init", folder, "--country", "CAR", "--events", events)
    assert "CAR" in line
    assert "CAF" in line
    assert not folder.exists()


def test_a_folder_that_exists_stays_as_it_is(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, events: Path
) -> None:
    folder = tmp_path / "mission"
    folder.mkdir()
    (folder / "note.txt").write_text("mine", encoding="utf-8")
    boundary = boundary_file(tmp_path)
    assert "exists already" in refusal(capsys, "init", folder, *inputs(events, boundary))
    assert "exists already" in refusal(capsys, "exercise", "new", folder)
    assert [file.name for file in folder.iterdir()] == ["note.txt"]


def test_inputs_that_are_missing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, events: Path
) -> None:
    absent = tmp_path / "absent.csv"
    made = tmp_path / "made"
    assert "absent.csv" in refusal(capsys, "init", made, "--country", "CAF", "--events", absent)
    assert "--country" in refusal(capsys, "init", made, "--events", events)
    assert not made.exists()


@pytest.mark.parametrize("command", [("run",), ("events", "list"), ("events", "rejects")])
def test_a_folder_without_a_mission(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    line = refusal(capsys, *command, tmp_path)
    assert "mission.toml" in line
    assert "peaceops init" in line
    assert list(tmp_path.iterdir()) == []


def test_an_as_of_that_is_no_date(capsys: pytest.CaptureFixture[str], mission: Path) -> None:
    for text in ("yesterday", "2014-02-30", "31.12.2014"):
        line = refusal(capsys, "run", mission, "--as-of", text)
        assert text in line
        assert "YYYY-MM-DD" in line


def test_an_as_of_before_the_first_event(capsys: pytest.CaptureFixture[str], mission: Path) -> None:
    first = str(ged_rows()[0]["date_end"])
    for day in ("2012-06-30", "2013-01-01", "1900-01-01"):
        line = refusal(capsys, "run", mission, "--as-of", day)
        assert first[:7] in line
        assert "--as-of" in line
        assert not (mission / "out" / day).exists()


def with_settings(tmp_path: Path, mission: Path, old: str, new: str) -> Path:
    """Copy a mission's settings with one change; refused before any input is read."""
    folder = tmp_path / "mission"
    folder.mkdir()
    settings = (mission / "mission.toml").read_text(encoding="utf-8")
    assert old in settings
    (folder / "mission.toml").write_text(settings.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("horizon_months", "horizon_month", "horizon_month"),
        ("format = 1", "format = 1\ncolour = 'blue'", "colour"),
        ("format = 1", "format = 99", "99"),
        ("horizon_months = 3", "horizon_months = 0", "horizon_months"),
        ("horizon_months = 3", "horizon_months = 'three'", "horizon_months"),
        ("[outlook]", "[outlook", "mission.toml"),
    ],
)
def test_settings_that_are_wrong(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    mission: Path,
    old: str,
    new: str,
    said: str,
) -> None:
    line = refusal(capsys, "run", with_settings(tmp_path, mission, old, new))
    assert said in line
    assert "mission.toml" in line


def test_a_model_that_does_not_exist(
    capsys: pytest.CaptureFixture[str], mission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEACEOPS_OUTLOOK_MODEL", "oracle")
    line = refusal(capsys, "run", mission, "--as-of", AS_OF)
    assert "oracle" in line
    assert "decay" in line


def test_an_unknown_variable_is_an_error(
    capsys: pytest.CaptureFixture[str], mission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEACEOPS_NONSENSE", "1")
    assert "PEACEOPS_NONSENSE" in refusal(capsys, "run", mission)


def test_json_prints_json_only_and_the_environment_chooses_the_model(
    capsys: pytest.CaptureFixture[str], mission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models, run_ids = [], []
    for model in ("decay", "zero"):
        monkeypatch.setenv("PEACEOPS_OUTLOOK_MODEL", model)
        capsys.readouterr()
        assert status("run", mission, "--as-of", AS_OF, "--json") == DONE
        shown = capsys.readouterr()
        assert shown.err == ""
        told = json.loads(shown.out)
        out = Path(told["out"])
        outlook = json.loads((out / "outlook.json").read_text(encoding="utf-8"))
        models.append(outlook["model"])
        run_ids.append(told["run_id"])
        assert told["format"] == 1
        assert told["as_of"] == outlook["as_of"] == AS_OF
        assert told["areas"] == len(outlook["areas"])
        assert (told["events"], told["rejected"]) == (90, 0)
    assert models == ["decay", "zero"]
    assert run_ids[0] != run_ids[1]


def test_events_list_prints_json_lines_between_two_days(
    capsys: pytest.CaptureFixture[str], mission: Path
) -> None:
    capsys.readouterr()
    between = ("--since", "2014-01-01", "--until", AS_OF)
    assert status("events", "list", mission, *between, "--json") == DONE
    days = [json.loads(line)["date_end"] for line in capsys.readouterr().out.splitlines()]
    expected = [row["date_end"] for row in ged_rows() if str(row["date_end"]).startswith("2014-")]
    assert sorted(days) == expected


def test_events_check_says_what_a_file_holds(
    capsys: pytest.CaptureFixture[str], events: Path
) -> None:
    assert status("events", "check", events) == DONE
    shown = capsys.readouterr().out
    assert "version not stated" in shown
    assert "12 events, 0 rows rejected" in shown
    assert "last event 2016-12-31" in shown


def test_a_mission_held_by_another_process_is_busy(
    capsys: pytest.CaptureFixture[str], mission: Path
) -> None:
    """The lock is held by a process of its own, as it is in life."""
    (mission / ".peaceops").mkdir(exist_ok=True)
    script = (
        "import sys\n"
        "from filelock import FileLock\n"
        "with FileLock(sys.argv[1]):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, mission / ".peaceops" / "lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        line = refusal(capsys, "run", mission, "--as-of", "2015-12-31", code=BUSY)
    assert holder.returncode == 0
    assert "busy" in line
    assert not (mission / "out" / "2015-12-31").exists()


def test_a_lock_that_nobody_holds_any_more_is_no_hindrance(tmp_path: Path, mission: Path) -> None:
    """A killed run leaves the lock's file behind; only holding it counts."""
    lock = mission / ".peaceops" / "lock"
    lock.parent.mkdir(exist_ok=True)
    with FileLock(lock):
        pass
    lock.touch()
    assert status("run", mission, "--as-of", AS_OF, "--json") == DONE


def test_cells_for_the_public_are_refused(
    capsys: pytest.CaptureFixture[str], mission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong before it, the gate holds: no product is written."""
    monkeypatch.setattr("peaceops.services.gather.unit_lattice", cell_lattice)
    run = ("run", mission, "--as-of", "2016-05-31", "--audience", "public")
    assert "first-level" in refusal(capsys, *run, code=REFUSED)
    assert not (mission / "out" / "2016-05-31").exists()
    log = (mission / ".peaceops/log/refusals.jsonl").read_text(encoding="utf-8")
    assert json.loads(log.splitlines()[-1])["product"] == "brief"


def test_a_fault_of_ours_is_one_line_and_its_own_status(
    capsys: pytest.CaptureFixture[str], mission: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("peaceops.services.run.run_mission", fail)
    monkeypatch.delenv("PEACEOPS_TRACEBACK", raising=False)
    assert "ZeroDivisionError" in refusal(capsys, "run", mission, code=70)
    monkeypatch.setenv("PEACEOPS_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        status("run", mission)
