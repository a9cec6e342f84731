"""What is learnt once, kept or made by several hands is the same as what is made anew."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from peaceops.analyse.hands import beside, hands, spare_hands
from peaceops.analyse.history import Window, cut
from peaceops.analyse.lesson import latest, look_back
from peaceops.analyse.models import hurdle, model_named, odds, quantile_forest, scaled_forest
from peaceops.analyse.models.model import Model
from peaceops.analyse.once import ARRAY, forget, kept, kept_in, remembered
from peaceops.evaluate.backtest import whole
from tests.invented_record import moving_violence

PAST = whole(moving_violence())
WINDOW = Window(1, 3)
LEARNERS = (quantile_forest.MODEL, scaled_forest.MODEL, hurdle.MODEL, odds.MODEL)


@pytest.mark.parametrize("model", LEARNERS, ids=lambda model: model.name)
def test_what_was_kept_forecasts_the_same_bytes(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget()
    with kept_in(tmp_path):
        anew = model.forecast(PAST, WINDOW).cdf
        assert len(list(tmp_path.glob("*.npz"))) == 1
        forget()
        # Nothing can be learnt from now on.
        for way in ("lesson._lessons", "models.odds._regress"):
            monkeypatch.setattr(f"peaceops.analyse.{way}", None)
        again = model.forecast(PAST, WINDOW).cdf
    assert np.array_equal(anew, again)
    assert not list(tmp_path.glob("*.part"))


def test_a_past_too_short_to_learn_from_is_kept_as_such(tmp_path: Path) -> None:
    short = cut(PAST, PAST.origin - 100)
    with kept_in(tmp_path):
        forget()
        anew = hurdle.MODEL.forecast(short, WINDOW).cdf
        forget()
        again = hurdle.MODEL.forecast(short, WINDOW).cdf
    stand_in = model_named("decay").forecast(short, WINDOW).cdf
    assert np.array_equal(anew, stand_in)
    assert np.array_equal(again, stand_in)


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        kept("kind", (1,), lambda: np.ones(2), ARRAY)
        (file,) = tmp_path.glob("*.npz")
        file.write_bytes(file.read_bytes()[:40])
        forget()
        assert kept("kind", (1,), lambda: np.zeros(2), ARRAY).tolist() == [0, 0]
        forget()
        assert kept("kind", (1,), lambda: np.ones(2), ARRAY).tolist() == [0, 0]
    forget()


def test_two_processes_keep_the_same_thing_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    savez = np.savez

    def other_in_between(*given: Any, **arrays: Any) -> None:
        """Begin to write as one process, and let another write all of it before going on."""
        monkeypatch.setattr(np, "savez", savez)
        forget()
        kept("kind", (1,), lambda: np.ones(2), ARRAY)
        savez(*given, **arrays)

    monkeypatch.setattr(np, "savez", other_in_between)
    with kept_in(tmp_path):
        assert kept("kind", (1,), lambda: np.ones(2), ARRAY).tolist() == [1, 1]
        forget()
        assert kept("kind", (1,), lambda: np.zeros(2), ARRAY).tolist() == [1, 1]
    assert [file.suffix for file in tmp_path.iterdir()] == [".npz"]
    forget()


def test_a_folder_taken_away_meanwhile_is_no_loss(tmp_path: Path) -> None:
    def make() -> NDArray[np.float64]:
        shutil.rmtree(tmp_path / "shelf")
        return np.ones(2)

    with kept_in(tmp_path / "shelf"):
        assert kept("kind", (2,), make, ARRAY).tolist() == [1, 1]
        forget()
        assert kept("kind", (2,), lambda: np.zeros(2), ARRAY).tolist() == [0, 0]
    assert not (tmp_path / "shelf").exists()
    forget()


def test_the_number_of_hands_changes_no_byte(tmp_path: Path) -> None:
    found = []
    for number, count in enumerate((1, 3)):
        forget()
        with kept_in(tmp_path / str(number)), hands(count):
            found.append(model_named("blend").forecast(PAST, WINDOW).cdf)
    assert np.array_equal(found[0], found[1])
    kept_files = [sorted(file.name for file in tmp_path.glob(f"{n}/*")) for n in (0, 1)]
    assert kept_files[0] == kept_files[1]


def test_hands_keep_the_order_and_hand_on_what_goes_wrong() -> None:
    assert 1 <= spare_hands() <= 4
    with hands(2):
        assert beside(lambda piece: piece * 2, range(9)) == list(range(0, 18, 2))
        with pytest.raises(ZeroDivisionError):
            beside(lambda piece: 1 // piece, [1, 0, 1])


def test_two_threads_make_a_thing_once() -> None:
    made: list[int] = []
    begun, go_on = Event(), Event()

    def make() -> int:
        begun.set()
        assert go_on.wait(10)
        made.append(1)
        return 7

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(remembered, "thing", ("key",), make)
        assert begun.wait(10)
        second = pool.submit(remembered, "thing", ("key",), make)
        go_on.set()
        assert (first.result(), second.result()) == (7, 7)
    assert made == [1]
    forget()


def test_what_could_not_be_made_is_tried_again() -> None:
    def fail() -> int:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        remembered("thing", ("other",), fail)
    assert remembered("thing", ("other",), lambda: 3) == 3
    forget()


def test_looking_back_shows_what_each_origin_saw() -> None:
    origins = [PAST.origin - 40, PAST.origin - 7, PAST.origin]
    forget()
    alone = [latest(cut(PAST, origin)) for origin in origins]
    forget()
    look_back(PAST, origins)
    assert all(
        np.array_equal(latest(cut(PAST, origin)), one)
        for origin, one in zip(origins, alone, strict=True)
    )
