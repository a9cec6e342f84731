"""Train the small models of the mandate reader from coded resolutions, and write their weights.

    python tools/train_mandate.py CODINGS [--check]

CODINGS holds `gold/*.jsonl` and the texts that `INDEX.csv` names. What is written,
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
from peaceops.domain.mandate import CATEGORIES

WEIGHTS = Path(__file__).parent.parent / "src/peaceops/data/mandate/weights.json"
CATEGORY_C, CATEGORY_THRESHOLD = 1.0, 0.3
LEVEL_C = 1.0
LEAST_WEIGHT = 1e-3


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


def fit(rows: Iterable[tuple[Features, bool]], *, strength: float, threshold: float) -> Linear:
    """Fit a logistic model and keep the weights that matter."""
    chosen = list(rows)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([features for features, _ in chosen])
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit(matrix, [answer for _, answer in chosen])
    names = vectorizer.get_feature_names_out()
    weights = {
        str(name): round(float(value), 4)
        for name, value in zip(names, model.coef_[0], strict=True)
        if abs(value) > LEAST_WEIGHT
    }
    return Linear(round(float(model.intercept_[0]), 4), weights, threshold)


def category_examples(rows: Sequence[Coded]) -> list[tuple[Features, bool]]:
    """Make one example a paragraph and category."""
    examples = []
    for row in rows:
        sight = look(row.context)
        sub_item = row.context.paragraph.parent is not None
        for category in CATEGORIES:
            features = category_features(sight, category, sub_item=sub_item)
            examples.append((features, category in row.line["categories"]))
    return examples


def level_examples(rows: Sequence[Coded], model: Linear) -> list[tuple[Features, bool]]:
    """Make one example a paragraph whose level the coder is sure of."""
    return [
        (level_of(row, model), row.line["level"] == "political")
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


def train(rows: Sequence[Coded]) -> tuple[Linear, Linear]:
    """Fit the model of categories and that of the level."""
    examples = category_examples(rows)
    category = fit(examples, strength=CATEGORY_C, threshold=CATEGORY_THRESHOLD)
    levels = [
        example
        for document, model in inner_models(rows).items()
        for example in level_examples([row for row in rows if row.document == document], model)
    ]
    return category, fit(levels, strength=LEVEL_C, threshold=0.5)


class LeftOut(NamedTuple):
    """What the models reach on documents that they were not trained on.

    `counts` holds right, extra and missed categories, over all under the name `all`.
    """

    counts: dict[str, Counter[str]]
    levels_right: int
    levels: int

    @property
    def categories_f1(self) -> float:
        """Return micro F1 over all categories."""
        one = self.counts["all"]
        return 2 * one["right"] / (2 * one["right"] + one["extra"] + one["missed"])

    @property
    def level_accuracy(self) -> float:
        """Return the share of sure levels that are right."""
        return self.levels_right / self.levels


def left_out(rows: Sequence[Coded]) -> LeftOut:
    """Leave each document out once and see what the models reach on it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    right = total = 0
    for document in sorted({row.document for row in rows}):
        category, level = train([row for row in rows if row.document != document])
        for row in rows:
            if row.document != document:
                continue
            about = categories_of(row.context, look(row.context), category)
            gold, got = set(row.line["categories"]), set(about.names)
            for kind, names in (
                ("right", gold & got),
                ("extra", got - gold),
                ("missed", gold - got),
            ):
                counts["all"][kind] += len(names)
                for name in names:
                    counts[name][kind] += 1
            if row.line["level_sure"]:
                political = level_probability(row, category, level) >= level.threshold
                right += political == (row.line["level"] == "political")
                total += 1
    return LeftOut(counts, right, total)


def written(rows: Sequence[Coded]) -> str:
    """Return the file of weights as it is committed."""
    category, level = train(rows)
    models = {
        name: {
            "intercept": model.intercept,
            "threshold": model.threshold,
            "weights": dict(sorted(model.weights.items())),
        }
        for name, model in (("category", category), ("level", level))
    }
    table = {"format": 1, "documents": sorted({row.document for row in rows}), "models": models}
    return json.dumps(table, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codings", type=Path)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    rows = gold_rows(asked.codings)
    if not asked.check:
        WEIGHTS.write_text(written(rows), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{WEIGHTS.name} written from {len(rows)} coded paragraphs\n")
        return
    found = left_out(rows)
    for name in ("all", *CATEGORIES):
        sys.stdout.write(f"{name}: {dict(found.counts[name])}\n")
    sys.stdout.write(f"categories, documents left out: micro F1 {found.categories_f1:.3f}\n")
    sys.stdout.write(
        f"level, documents left out: {found.levels_right} of {found.levels}, "
        f"{found.level_accuracy:.3f}\n"
    )


if __name__ == "__main__":
    main()
