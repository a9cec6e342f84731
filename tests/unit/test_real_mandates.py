"""Real resolutions, where they are: ids and fields against coders, speed left to the benchmarks."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from peaceops.direct.mandate.clause import read_clauses
from peaceops.direct.mandate.document import read_document
from peaceops.direct.mandate.gold_line import gold_lines, read_gold
from peaceops.direct.mandate.score import FieldScore, add_scores, score_lines
from peaceops.domain.mandate import Part
from peaceops.services.mandate import read_mandate, score

TEXTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "resolutions"
TOOL = Path(__file__).resolve().parents[2] / "tools" / "train_mandate.py"
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not TEXTS.is_dir(), reason="the shared texts are not beside the checkout"),
]
FLOORS = {
    "segmentation ids": 0.98,
    "verbs": 0.97,
    "use_of_force": 0.93,
    "priority": 0.97,
    "conditional": 0.85,
    "ceiling": 0.95,
    "expiry": 0.95,
    "host_state_responsibility": 0.90,
    "addressee": 0.85,
    "poc_tier": 0.75,
    "links_poc_to_politics": 0.80,
}
"""What the fields that rest on rules alone must reach on the shared codings."""

FRENCH_FIELDS = (
    "segmentation ids", "verbs by family", "addressee", "categories", "level", "poc_tier",
    "use_of_force", "conditional", "priority", "host_state_responsibility", "ceiling", "expiry",
)  # fmt: skip


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_mandate", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_mandate"] = module
    spec.loader.exec_module(module)
    return module


def test_rules_reach_their_floors_on_the_shared_codings() -> None:
    scores, missing = score(
        TEXTS / "gold", [TEXTS / "en", TEXTS / "en-drafts" / "S-2018-1021.draft.en.txt"]
    )
    reached = {one.field: one.f1 for one in scores}
    assert not missing
    for field, floor in FLOORS.items():
        value = reached[field]
        assert value is not None
        assert value >= floor, field


def test_models_reach_their_floors_on_documents_left_out(tool: ModuleType) -> None:
    rows = tool.gold_rows(TEXTS)
    found = tool.left_out(rows)
    assert found.categories_f1 >= 0.80
    assert found.level_accuracy >= 0.88


def test_the_committed_weights_are_those_that_the_script_makes(tool: ModuleType) -> None:
    assert tool.WEIGHTS.read_text(encoding="utf-8") == tool.written(tool.gold_rows(TEXTS))


def test_french_is_within_reach_of_english() -> None:
    """On the paragraphs whose number is the same in both (codebook)."""
    parts: dict[str, list[list[FieldScore]]] = {"en": [], "fr": []}
    for number in ("2149-2014", "2155-2014"):
        gold = read_gold(TEXTS / "gold" / f"S-RES-{number}.jsonl")
        read = {
            language: gold_lines(
                read_mandate(TEXTS / language / f"S-RES-{number}.{language}.txt").mandate
            )
            for language in parts
        }
        both = {line["paragraph"] for line in read["en"]} & {
            line["paragraph"] for line in read["fr"]
        }
        assert len(both) >= 0.95 * len(gold)
        for language, lines in read.items():
            parts[language].append(
                score_lines(
                    [line for line in gold if line["paragraph"] in both],
                    [line for line in lines if line["paragraph"] in both],
                )
            )
    english, french = ({one.field: one.f1 for one in add_scores(parts[one])} for one in parts)
    for field in FRENCH_FIELDS:
        reached, wanted = french[field], english[field]
        assert reached is not None
        assert wanted is not None
        assert reached >= wanted - 0.05, field


def test_the_seed_note_is_read_in_both_languages() -> None:
    found = read_mandate(TEXTS / "s-2016-concept-note.txt").mandate
    languages = {clause.paragraph.language for clause in found.clauses}
    assert languages == {"ar", "en"}
    linked = [one for one in found.clauses if one.value("links_poc_to_politics") is True]
    assert len(linked) >= 3


@pytest.mark.parametrize("folder", ["en", "fr"])
def test_every_text_is_cut_and_numbers_rise(folder: str) -> None:
    for file in sorted((TEXTS / folder).iterdir())[::7]:
        document = read_document(file.read_text(encoding="utf-8"), name=file.name)
        numbers = [
            int(one.id)
            for one in document.paragraphs
            if one.part is Part.OPERATIVE and one.parent is None and one.id.isdigit()
        ]
        assert numbers == sorted(set(numbers)), file.name
        ids = [one.id for one in document.paragraphs]
        assert len(ids) == len(set(ids)), file.name
        assert len(read_clauses(document).clauses) == len(ids)
