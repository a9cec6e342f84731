"""Train the small models of the mandate reader from the shared codings, and write their weights.

    python tools/train_mandate.py CODINGS [--check]

CODINGS holds `gold/*.jsonl`, `scc/*.csv` and the texts that `INDEX.csv` names. What is written,
`src/peaceops/data/mandate/weights.json`, holds names of features and numbers, no sentence.
`--check` trains once per document left out and prints what the models reach there, and writes
nothing.
"""

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from peaceops.direct.mandate.addressee import addressees
from peaceops.direct.mandate.category import categories_of
from peaceops.direct.mandate.document import read_document
from peaceops.direct.mandate.feature import (
    Context,
    Features,
    category_features,
    contexts,
    look,
)
from peaceops.direct.mandate.level import level_features, settle_level
from peaceops.direct.mandate.model import Linear
from peaceops.direct.mandate.verb import council_verbs
from peaceops.domain.mandate import CATEGORIES, Paragraph, Part

WEIGHTS = Path(__file__).parent.parent / "src/peaceops/data/mandate/weights.json"
CATEGORY_C, CATEGORY_THRESHOLD = 1.0, 0.3
LEVEL_C = 1.0
LEAST_WEIGHT = 1e-3

SCC_CATEGORIES = {
    "5.2.3_humanitarian": "humanitarian",
    "5.2.9_elections": "elections",
    "5.2.10_economic": "economy",
    "5.2.12_transitional_justice": "rule_of_law",
    "5.2.15_respect_sanctions": "sanctions",
    "5.2.17_provide_UN_security": "un_security",
}
"""Codes of demands that mean one category of ours; all others say nothing about the rest."""


class Coded(NamedTuple):
    """A paragraph with a coder's line."""

    document: str
    context: Context
    line: dict[str, Any]


def gold_rows(codings: Path) -> list[Coded]:
    """Join every gold file with the text it codes."""
    rows = []
    for file in sorted((codings / "gold").glob("S-RES-*.jsonl")):
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        text = text_of(codings, file.stem, lines[0]["symbol"])
        document = read_document(text.read_text(encoding="utf-8"), name=text.name)
        by_id = {one.paragraph.id: one for one in contexts(document.paragraphs)}
        rows += [
            Coded(file.stem, by_id[line["paragraph"]], line)
            for line in lines
            if line["paragraph"] in by_id
        ]
    return rows


def text_of(codings: Path, stem: str, symbol: str) -> Path:
    """Find the English text of a coded resolution; a draft where it was not stored as adopted."""
    plain = codings / "en" / f"{stem}.en.txt"
    if plain.exists():
        return plain
    number = symbol.partition(" ")[0]
    with (codings / "INDEX.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["language"] == "en" and f"adopted as {number}" in row["note"]:
                return codings / row["file"]
    raise SystemExit(f"no text of {symbol} in {codings}")


def scc_rows(codings: Path, known: set[str]) -> list[tuple[Features, bool]]:
    """Make examples of demands coded by the compliance database, of its one-category codes."""
    rows: list[tuple[Features, bool]] = []
    with (codings / "scc/scc_demands_dev.csv").open(encoding="utf-8", newline="") as handle:
        for demand in csv.DictReader(handle):
            if demand["1.2_res_number"] in known:
                continue
            paragraph = Paragraph("1", demand["1.5_substance"] or "", Part.OPERATIVE, "en")
            sight = look(Context(paragraph, ()))
            for code, category in SCC_CATEGORIES.items():
                features = category_features(sight, category, sub_item=False)
                rows.append((features, demand[code] == "1"))
    return rows


def fit(
    rows: Iterable[tuple[Features, bool, float]], *, strength: float, threshold: float
) -> Linear:
    """Fit a logistic model and keep the weights that matter."""
    chosen = list(rows)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([features for features, _, _ in chosen])
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit(matrix, [answer for _, answer, _ in chosen], [weight for _, _, weight in chosen])
    names = vectorizer.get_feature_names_out()
    weights = {
        str(name): round(float(value), 4)
        for name, value in zip(names, model.coef_[0], strict=True)
        if abs(value) > LEAST_WEIGHT
    }
    return Linear(round(float(model.intercept_[0]), 4), weights, threshold)


def category_examples(rows: Sequence[Coded]) -> list[tuple[Features, bool, float]]:
    """Make one example a paragraph and category."""
    examples = []
    for row in rows:
        sight = look(row.context)
        sub_item = row.context.paragraph.parent is not None
        for category in CATEGORIES:
            features = category_features(sight, category, sub_item=sub_item)
            examples.append((features, category in row.line["categories"], 1.0))
    return examples


def level_examples(rows: Sequence[Coded], model: Linear) -> list[tuple[Features, bool, float]]:
    """Make one example a paragraph whose level the coder is sure of."""
    return [
        (level_of(row, model), row.line["level"] == "political", 1.0)
        for row in rows
        if row.line["level_sure"]
    ]


def level_of(row: Coded, model: Linear) -> Features:
    """Describe a coded paragraph for the question of its level, as the reader would."""
    top = row.context.chapeaux[-1] if row.context.chapeaux else row.context.paragraph
    verbs = council_verbs(top.text, top.language)
    named, _ = addressees(top.text, verbs, top.language)
    about = categories_of(row.context, look(row.context), model)
    return level_features(row.context, about, tuple(verb.name for verb in verbs), named)


def level_probability(row: Coded, category: Linear, level: Linear) -> float:
    """Return the probability of political, as the reader would."""
    top = row.context.chapeaux[-1] if row.context.chapeaux else row.context.paragraph
    named, _ = addressees(top.text, council_verbs(top.text, top.language), top.language)
    about = categories_of(row.context, look(row.context), category)
    return settle_level(level.probability(level_of(row, category)), row.context, about, named)


def inner_models(rows: Sequence[Coded]) -> dict[str, Linear]:
    """Fit a model of categories for each document without it, so that levels learn from guesses."""
    documents = sorted({row.document for row in rows})
    return {
        document: fit(
            category_examples([row for row in rows if row.document != document]),
            strength=CATEGORY_C,
            threshold=CATEGORY_THRESHOLD,
        )
        for document in documents
    }


def train(rows: Sequence[Coded], scc: Sequence[tuple[Features, bool]]) -> tuple[Linear, Linear]:
    """Fit the model of categories and that of the level."""
    examples = category_examples(rows)
    examples += [(features, answer, SCC_WEIGHT) for features, answer in scc]
    category = fit(examples, strength=CATEGORY_C, threshold=CATEGORY_THRESHOLD)
    inner = inner_models(rows)
    levels = [
        example
        for document, model in inner.items()
        for example in level_examples([row for row in rows if row.document == document], model)
    ]
    return category, fit(levels, strength=LEVEL_C, threshold=0.5)


SCC_WEIGHT = 0.0
"""How much a demand of the compliance database counts beside a paragraph of the gold."""


def check(rows: Sequence[Coded], scc: Sequence[tuple[Features, bool]]) -> None:
    """Leave each document out once, and print what the models reach on it."""
    counts: Counter[str] = Counter()
    per: dict[str, Counter[str]] = defaultdict(Counter)
    right = total = 0
    for document in sorted({row.document for row in rows}):
        kept = [row for row in rows if row.document != document]
        category, level = train(kept, scc)
        for row in rows:
            if row.document != document:
                continue
            about = categories_of(row.context, look(row.context), category)
            gold, got = set(row.line["categories"]), set(about.names)
            for kind, names in (("tp", gold & got), ("fp", got - gold), ("fn", gold - got)):
                counts[kind] += len(names)
                for name in names:
                    per[name][kind] += 1
            if row.line["level_sure"]:
                political = level_probability(row, category, level) >= 0.5
                right += political == (row.line["level"] == "political")
                total += 1
    precision = counts["tp"] / (counts["tp"] + counts["fp"])
    recall = counts["tp"] / (counts["tp"] + counts["fn"])
    out = sys.stdout
    out.write(f"categories, one document left out: precision {precision:.3f} recall {recall:.3f} ")
    out.write(f"F1 {2 * precision * recall / (precision + recall):.3f} {dict(counts)}\n")
    for name in CATEGORIES:
        out.write(f"  {name}: {dict(per[name])}\n")
    out.write(f"level, one document left out: {right}/{total} = {right / total:.3f}\n")


def main() -> None:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codings", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    np.random.default_rng(0)
    rows = gold_rows(asked.codings)
    known = {row.line["symbol"].split("/")[2].split(" ")[0] for row in rows}
    scc = scc_rows(asked.codings, known) if SCC_WEIGHT else []
    if asked.check:
        check(rows, scc)
        return
    category, level = train(rows, scc)
    models = {
        name: {
            "intercept": model.intercept,
            "threshold": model.threshold,
            "weights": dict(sorted(model.weights.items())),
        }
        for name, model in (("category", category), ("level", level))
    }
    table = {"format": 1, "documents": sorted({row.document for row in rows}), "models": models}
    WEIGHTS.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(f"{WEIGHTS}: {len(category.weights) + len(level.weights)} weights\n")


if __name__ == "__main__":
    main()
