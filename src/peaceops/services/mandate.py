"""Use-cases of mandates: read files, correct, score, compare."""

import csv
import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from peaceops.direct.mandate.clause import read_clauses
from peaceops.direct.mandate.correction import (
    Correction,
    apply_corrections,
    correction_line,
    corrections_file,
    parse_value,
    read_corrections,
    text_hash,
)
from peaceops.direct.mandate.document import read_document
from peaceops.direct.mandate.gold_line import gold_line, gold_lines, read_gold
from peaceops.direct.mandate.language import language_of
from peaceops.direct.mandate.score import FieldScore, add_scores, score_lines
from peaceops.direct.mandate.source import read_text
from peaceops.direct.mandate.tier import tier_of
from peaceops.direct.mandate.yardstick import scorer_for, symbol_number
from peaceops.domain.error import PeaceopsError
from peaceops.domain.mandate import (
    Clause,
    Document,
    DocumentKind,
    Mandate,
    Paragraph,
    Part,
)
from peaceops.services.folder import writing

TEXT_SUFFIXES = frozenset({".txt", ".pdf", ".docx", ".html", ".htm", ".md"})
_FEW = 12

Progress = Callable[[str], None]


class ReadFile(msgspec.Struct, frozen=True):
    """A file as read; `stale` tells which corrections no longer fit."""

    file: Path
    mandate: Mandate
    stale: tuple[str, ...] = ()


class Unread(msgspec.Struct, frozen=True):
    """A file that could not be read, and why, in one line."""

    file: Path
    reason: str


def read_mandate(file: Path) -> ReadFile:
    """Read a document and let the corrections beside it win.

    Raises:
        PeaceopsError: the file can not be read, or a correction is none.
    """
    document = read_document(read_text(file), name=file.name)
    if not document.paragraphs:
        raise PeaceopsError(
            "no paragraph was found in it",
            where=str(file),
            remedy="is it a document of the Council?",
        )
    mandate, stale = apply_corrections(
        read_clauses(document), read_corrections(corrections_file(file))
    )
    return ReadFile(file, mandate, stale)


def read_mandates(
    files: Sequence[Path], *, jobs: int | None = None, progress: Progress = lambda _: None
) -> tuple[list[ReadFile], list[Unread]]:
    """Read many documents, in the order given, on several cores where there are many.

    Args:
        files: files, or folders whose texts are all read.
        jobs: processes; by default one a core.
        progress: told of each file.
    """
    chosen = text_files(files)
    workers = max(1, min(jobs or os.cpu_count() or 1, 8))
    results: Iterable[ReadFile | Unread]
    if len(chosen) < _FEW or workers == 1:
        results = map(_try, chosen)
        return _sorted_out(results, progress)
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - slow to load,
    from multiprocessing import get_context  # noqa: PLC0415 - and only for many files

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return _sorted_out(pool.map(_try, chosen, chunksize=8), progress)


def text_files(paths: Sequence[Path]) -> list[Path]:
    """Return files as given, and of folders the texts in them by name.

    Raises:
        PeaceopsError: a folder holds no text.
    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(
            one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in TEXT_SUFFIXES
        )
        if not inside:
            raise PeaceopsError("holds no text", where=str(path))
        files += inside
    return files


def correct(
    file: Path, paragraph: str, field: str, written: str | None, *, author: str
) -> Correction:
    """Keep a person's word on a field: a value, or None to confirm what the machine read.

    Raises:
        PeaceopsError: there is no such paragraph or field, or the field holds no such value.
    """
    if not author.strip():
        raise PeaceopsError("a correction needs its author", where="--author")
    clause = find_clause(read_mandate(file).mandate, paragraph, where=str(file))
    value = parse_value(field, written) if written is not None else _as_read(clause, field)
    correction = Correction(paragraph, field, value, author, text_hash(clause.paragraph))
    kept = corrections_file(file)
    with writing(kept), kept.open("a", encoding="utf-8", newline="\n") as handle:
        handle.write(correction_line(correction) + "\n")
    return correction


def find_clause(mandate: Mandate, paragraph: str, *, where: str) -> Clause:
    """Return the clause of a paragraph.

    Raises:
        PeaceopsError: there is none.
    """
    for clause in mandate.clauses:
        if clause.paragraph.id == paragraph:
            return clause
    raise PeaceopsError(f"there is no paragraph {paragraph!r}", where=where)


def score(
    gold: Path, texts: Sequence[Path], *, progress: Progress = lambda _: None
) -> tuple[list[FieldScore], list[str]]:
    """Score the reader against coded lines.

    Args:
        gold: a file of coded lines, a folder of such files, or a table of PEMA or IPI.
        texts: texts, or folders of them, among which the coded ones are found by their symbol; a
            gold file whose lines bring their own text needs none.
        progress: told of each file.

    Returns:
        The scores of all fields, and a sentence for every gold file whose text is not there.

    Raises:
        PeaceopsError: nothing could be scored.
    """
    if gold.suffix.lower() == ".csv":
        return _score_table(gold, texts, progress=progress)
    files = sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold]
    lines = {file: read_gold(file) for file in files}
    wanted = {
        str(line["symbol"]) for coded in lines.values() for line in coded if line.get("symbol")
    }
    single = len(files) == 1 and len(texts) == 1 and not texts[0].is_dir()
    read = _texts_of(wanted, texts, single=single, progress=progress)
    parts: list[list[FieldScore]] = []
    missing: list[str] = []
    for file, coded in lines.items():
        if all("text" in line for line in coded):
            parts.append(_score_own_texts(coded))
            continue
        symbol = str(coded[0].get("symbol", ""))
        found = read.get("" if single else symbol) or _by_words(coded, read)
        if not found:
            missing.append(f"{file.name}: no text of {symbol} among those given")
        for one in found:
            parts.append(score_lines(coded, gold_lines(one.mandate, preamble=True)))
    if not parts:
        raise PeaceopsError("; ".join(missing) or "nothing to score", where=str(gold))
    return add_scores(parts), missing


def _score_table(
    table: Path, texts: Sequence[Path], *, progress: Progress
) -> tuple[list[FieldScore], list[str]]:
    """Hold the reader against a table of PEMA or IPI."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            rows = list(reader)
            scorer = scorer_for(reader.fieldnames or ())
    except FileNotFoundError as error:
        raise PeaceopsError("no such file", where=str(table)) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PeaceopsError("can not be read as a table", where=str(table)) from error
    if scorer is None:
        raise PeaceopsError(
            "is neither PEMA's long table nor IPI's table of demands", where=str(table)
        )
    column = "symbol" if "symbol" in (reader.fieldnames or ()) else "1.2_res_number"
    numbers = {symbol_number(row[column] or "") or (row[column] or "").strip() for row in rows}
    files = [file for file in text_files(texts) if _number_in_name(file) in numbers]
    read, _ = read_mandates(files, progress=progress)
    mandates = {
        number: one.mandate
        for one in read
        if (number := symbol_number(one.mandate.document.symbol))
    }
    scores, aside = scorer(rows, mandates)
    if not scores[0].lines:
        raise PeaceopsError("none of its resolutions is among the texts", where=str(table))
    return scores, [f"{table.name}: {aside} of {len(rows)} rows set aside (see the reference)"]


def _number_in_name(file: Path) -> str:
    found = re.search(r"RES-(\d{1,4})\D", file.name)
    return found[1] if found else ""


def _texts_of(
    symbols: set[str], texts: Sequence[Path], *, single: bool, progress: Progress
) -> dict[str, list[ReadFile]]:
    if not texts:
        return {}
    if single:
        return {"": [read_mandate(texts[0])]}
    numbers = {symbol.removeprefix("S/RES/").partition(" ")[0] for symbol in symbols}
    files = [
        file
        for file in text_files(texts)
        if file in texts or any(number in file.name for number in numbers)
    ]
    read, unread = read_mandates(files, progress=progress)
    if unread and not read:
        raise PeaceopsError(unread[0].reason)
    table: dict[str, list[ReadFile]] = {}
    for one in read:
        table.setdefault(one.mandate.document.symbol, []).append(one)
    return table


def _by_words(coded: Sequence[dict[str, Any]], read: dict[str, list[ReadFile]]) -> list[ReadFile]:
    """Find the text, of another symbol, whose paragraphs begin as the coded ones do (a draft)."""
    starts = {str(line["text_start"])[:40] for line in coded if line.get("text_start")}
    if not starts:
        return []
    for files in read.values():
        for one in files:
            present = {clause.paragraph.text[:40] for clause in one.mandate.clauses}
            if len(starts & present) > 0.8 * len(starts):
                return [one]
    return []


def _score_own_texts(coded: Sequence[dict[str, Any]]) -> list[FieldScore]:
    """Score lines that bring their own text, each read for itself."""
    gold, found = [], []
    for at, line in enumerate(coded):
        identity = str(at)
        gold.append({**line, "paragraph": identity, "parent": None})
        found.append({**_read_alone(line), "paragraph": identity})
    return score_lines(gold, found)


def _read_alone(line: dict[str, Any]) -> dict[str, Any]:
    text = str(line["text"])
    part = Part.OPERATIVE if "paragraph" in line else Part.BODY
    if str(line.get("paragraph", "")).startswith("pp"):
        part = Part.PREAMBLE
    paragraph = Paragraph("1", text, part, language_of(text))
    document = Document("", "", DocumentKind.UNKNOWN, paragraph.language, "", (paragraph,))
    mandate = read_clauses(document)
    read = gold_line(mandate, mandate.clauses[0])
    if "poc_tier" in line and "verbs" not in line:
        read["poc_tier"] = alone_tier(mandate.clauses[0])
    return read


def alone_tier(clause: Clause) -> str | None:
    """Return the tier of an item that stands without its chapeau, as if it tasked a mission."""
    categories = clause.value("categories")
    if not isinstance(categories, tuple) or "poc" not in categories:
        return None
    return tier_of(clause.paragraph.text, clause.paragraph.language)[0]


def _as_read(clause: Clause, field: str) -> Any:
    if field not in clause.readings:
        raise PeaceopsError(f"there is no field {field!r}", where=clause.paragraph.id)
    return clause.value(field)


def _try(file: Path) -> ReadFile | Unread:
    try:
        return read_mandate(file)
    except PeaceopsError as error:
        return Unread(file, str(error))


def _sorted_out(
    results: Iterable[ReadFile | Unread], progress: Progress
) -> tuple[list[ReadFile], list[Unread]]:
    read: list[ReadFile] = []
    unread: list[Unread] = []
    for result in results:
        progress(result.file.name)
        if isinstance(result, Unread):
            unread.append(result)
        else:
            read.append(result)
    return read, unread
