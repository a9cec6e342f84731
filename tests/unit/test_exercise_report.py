"""Invented reports: their truth is known, and the linkage finds most of it."""

from collections import Counter
from functools import cache
from math import comb
from pathlib import Path

import polars as pl
import pytest

from peaceops.acquire.intake import read_events
from peaceops.acquire.item_intake import ItemIntake, read_items
from peaceops.acquire.item_mapping import read_item_mapping
from peaceops.acquire.place import index_places
from peaceops.acquire.upload import read_upload
from peaceops.collate.link.propose import propose_links
from peaceops.collate.link.told import told_by_events, told_by_items
from peaceops.collate.origin import origin_chains, shared_origins
from peaceops.domain.evidence import independent_origins
from peaceops.domain.month import last_day
from peaceops.exercise.country import Exercise, invent
from peaceops.exercise.report import REPORT_SCHEMA, Reports, invent_reports
from peaceops.exercise.write import write_inputs, write_reports
from peaceops.services.demo import new_exercise


@cache
def invented(seed: int) -> tuple[Exercise, Reports]:
    exercise = invent(seed)
    return exercise, invent_reports(exercise)


def read(folder: Path, seed: int) -> tuple[ItemIntake, pl.DataFrame]:
    exercise, _ = invented(seed)
    events = read_events([write_inputs(exercise, folder).events], dataset="exercise").events
    files = write_reports(exercise, folder)
    intake = read_items(
        read_upload(files.reports),
        read_item_mapping(files.mapping.read_bytes(), where=files.mapping.name),
        index_places(exercise.places),
        last_day(exercise.last_month),
    )
    return intake, events


def test_the_same_seed_tells_the_same() -> None:
    exercise, reports = invented(7)
    again = invent_reports(exercise)
    assert again.told.equals(reports.told)
    assert again.truth.equals(reports.truth)


def test_every_report_has_its_truth_and_none_repeats_what_came_later() -> None:
    _, reports = invented(7)
    assert reports.told["number"].to_list() == reports.truth["number"].to_list()
    place = {name: at for at, name in enumerate(reports.truth["number"])}
    echoes = reports.truth.filter(pl.col("repeats").is_not_null())
    assert echoes.height > 20
    told_on = dict(reports.told.select("number", "told on").iter_rows())
    for name, before in echoes.select("number", "repeats").iter_rows():
        assert told_on[before] <= told_on[name]
        assert place[before] != place[name]


def test_some_echoes_say_so_and_some_do_not() -> None:
    _, reports = invented(7)
    both = reports.told.join(reports.truth, on="number", suffix=" truly")
    says = both.filter(pl.col("repeats").is_not_null())
    assert (says["repeats"] == says["repeats truly"]).all()
    silent = both.filter(pl.col("repeats").is_null() & pl.col("repeats truly").is_not_null())
    assert says.height > 10
    assert silent.height > 10


def test_the_list_is_read_whole(tmp_path: Path) -> None:
    intake, _ = read(tmp_path, 7)
    _, reports = invented(7)
    assert not intake.rejects
    assert len(intake.items) == reports.told.height
    silent = reports.told.filter(pl.col("dead").is_null())["number"]
    by_id = {item.id: item for item in intake.items}
    assert all(by_id[name].killed is None for name in silent)
    assert set(REPORT_SCHEMA) - {"reliability"} <= set(reports.told.columns)


@pytest.mark.parametrize("seed", [7, 21])
def test_most_of_what_is_put_forward_is_true_and_most_of_what_is_true_is_found(
    tmp_path: Path, seed: int
) -> None:
    intake, events = read(tmp_path, seed)
    _, reports = invented(seed)
    since = min(item.date for item in intake.items if item.date)
    told = pl.concat(
        [
            told_by_items(intake.items),
            told_by_events(events.filter(pl.col("date_end") >= since), "exercise"),
        ]
    )
    of = dict(reports.truth.select("number", "tells_of").iter_rows())
    truth = {name: of.get(name, name.rpartition(":")[2]) for name in told["id"]}
    links = propose_links(told)
    right = sum(truth[link.first] == truth[link.second] for link in links)
    true = sum(comb(count, 2) for count in Counter(truth.values()).values())
    assert right / len(links) > 0.9
    assert right / true > 0.6


def test_declared_echoes_do_not_count_twice(tmp_path: Path) -> None:
    intake, _ = read(tmp_path, 7)
    chains = origin_chains(intake.items)
    repeats = [item for item in intake.items if item.origins]
    assert repeats
    found = {(pair.first, pair.second) for pair in shared_origins(chains)}
    for item in repeats:
        (before,) = item.origins
        assert (min(item.id, before), max(item.id, before)) in found
        assert independent_origins([chains[item.id], chains[before]]) == 1


def test_an_exercise_holds_its_reports_and_keeps_their_truth_apart(tmp_path: Path) -> None:
    folder = tmp_path / "exercise"
    new_exercise(folder, seed=7, scale=0.25)
    told = (folder / "inputs/reports.csv").read_text(encoding="utf-8")
    assert told.startswith("number,day,")
    assert "tells_of" not in told
    assert (folder / "inputs/reports.toml").is_file()
    assert (folder / "truth/reports.parquet").is_file()
