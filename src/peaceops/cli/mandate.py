"""Commands over mandates: read, correct, score, compare, series, propose, draft."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from peaceops.cli.console import say, say_error, stages

app = App(name="mandate", help="Read resolutions as data: paragraphs, clauses, tasks.")

Format = Literal["text", "json", "jsonl"]
Quiet = Annotated[bool, Parameter(negative="")]


@app.command
def read(
    *files: Path,
    output: Annotated[Format, Parameter(name="--format")] = "text",
    preamble: Annotated[bool, Parameter(negative="")] = False,
    mission: Path | None = None,
    as_of: str | None = None,
    jobs: int | None = None,
    quiet: Quiet = False,
) -> int:
    """Read documents into paragraphs and what each asks; with a mission, what falls between.

    Args:
        files: PDF, DOCX, HTML or text, in English, French or Arabic; or folders of them.
        output: text; json with every value's words and confidence; jsonl with the codebook's
            fields, one line a paragraph.
        preamble: in jsonl, the preambular paragraphs too.
        mission: a mission's folder: say which threats no clause covers, which protection clauses
            nobody uses, nothing ties to politics, or no unit can and will carry out. Without
            files, the texts in its folder `mandate` are read.
        as_of: with a mission, YYYY-MM-DD; default: the day of its strategy.
        jobs: processes for many files; by default one a core.
        quiet: show no progress.
    """
    from peaceops.domain.error import BAD_INPUT, PeaceopsError
    from peaceops.services.mandate import read_mandates

    if mission is not None:
        return _join(mission, files, as_of, output)
    if not files:
        raise PeaceopsError("no file named", remedy="peaceops mandate read FILE …")
    with stages(quiet=quiet or output != "text") as progress:
        found, unread = read_mandates(files, jobs=jobs, progress=progress)
    if output == "json":
        say(_dumped({"format": 1, "documents": [_document(one) for one in found]}))
    elif output == "jsonl":
        from peaceops.direct.mandate.gold_line import gold_lines

        for one in found:
            for line in gold_lines(one.mandate, preamble=preamble):
                say(_dumped(line))
    else:
        from peaceops.disseminate.mandate_text import mandate_text

        for one in found:
            say(mandate_text(one.mandate, one.stale))
    for failure in unread:
        say_error(failure.reason)
    return BAD_INPUT if unread else 0


@app.command
def propose(
    strategy: Path,
    *files: Path,
    accept: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    output: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
) -> None:
    """Put forward which clause each task of a strategy comes from; accept some or all.

    Args:
        strategy: strategy file, folder, or a mission's folder.
        files: texts; those of the mission's folder where none is given.
        accept: numbers of proposals as listed, or all; they are written into the strategy's file.
        output: text or json.
    """
    from peaceops.services import mandate_strategy

    proposals = mandate_strategy.propose(strategy, files)
    if accept:
        numbers = _numbers(accept, len(proposals))
        proposals = mandate_strategy.accept(strategy, files, numbers)
    if output == "json":
        say(_dumped({"format": 1, "accepted": bool(accept), "proposals": proposals}))
        return
    for number, one in enumerate(proposals, start=1):
        mark = "written" if accept else f"{number:>3}"
        say(
            f"{mark}  {one.task} ({one.code}) from_clause {one.symbol} para. {one.paragraph}"
            f"  “{one.words}”  {one.worth:.2f}"
        )
    if not proposals:
        say("nothing to put forward: no task has a code that a clause of these texts gives")
    elif not accept:
        say("accept with --accept NUMBER … or --accept all")


def _numbers(chosen: list[str], count: int) -> list[int]:
    from peaceops.domain.error import PeaceopsError

    if chosen == ["all"]:
        return list(range(1, count + 1))
    for one in chosen:
        if not one.isdigit():
            raise PeaceopsError(
                f"{one!r} is no number", where="--accept", remedy="numbers as listed, or all"
            )
    return [int(one) for one in chosen]


def _join(mission: Path, files: tuple[Path, ...], as_of: str | None, output: str) -> int:
    from peaceops.cli.day import parse_day
    from peaceops.disseminate.mandate_join_text import join_text
    from peaceops.services.mandate_strategy import join_mission

    found = join_mission(mission, files, as_of=parse_day(as_of, "--as-of"))
    if output == "text":
        say(join_text(found))
    else:
        say(_dumped({"format": 1, **_plain(found)}))
    return 0


def _plain(value: Any) -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain


@app.command
def correct(file: Path, paragraph: str, field: str, value: str, *, author: str) -> None:
    """Correct a field of a paragraph; the word is kept beside the file and wins.

    Args:
        file: the text.
        paragraph: like 30(a)(i).
        field: like poc_tier.
        value: what holds; lists are parted by commas, `none` empties.
        author: whose word it is.
    """
    from peaceops.services.mandate import correct as keep

    kept = keep(file, paragraph, field, value, author=author)
    say(f"{paragraph} {field}: {_dumped(kept.value)} ({kept.author})")


@app.command
def confirm(file: Path, paragraph: str, *fields: str, author: str) -> None:
    """Confirm fields of a paragraph as the machine read them.

    Args:
        file: the text.
        paragraph: like 30(a)(i).
        fields: like level scale.
        author: whose word it is.
    """
    from peaceops.domain.error import PeaceopsError
    from peaceops.services.mandate import correct as keep

    if not fields:
        raise PeaceopsError("no field named", where=paragraph)
    for field in fields:
        kept = keep(file, paragraph, field, None, author=author)
        say(f"{paragraph} {field}: {_dumped(kept.value)} ({kept.author})")


@app.command
def score(
    gold: Path,
    *texts: Path,
    json_output: Annotated[bool, Parameter(name="--json", negative="")] = False,
    quiet: Quiet = False,
) -> None:
    """Score the reader against coders: precision, recall and F1 a field, with counts.

    Args:
        gold: a file of coded lines, or a folder of them.
        texts: texts of the coded documents, or folders in which they are found.
        json_output: print the scores as JSON.
        quiet: show no progress.
    """
    from peaceops.services.mandate import score as score_gold

    with stages(quiet=quiet or json_output) as progress:
        scores, missing = score_gold(gold, texts, progress=progress)
    if json_output:
        fields = {
            one.field: {
                "precision": one.precision,
                "recall": one.recall,
                "f1": one.f1,
                "right": one.right,
                "extra": one.extra,
                "missed": one.missed,
                "lines": one.lines,
            }
            for one in scores
        }
        say(_dumped({"format": 1, "fields": fields, "missing": missing}))
        return
    say(f"{'field':<26} precision  recall      F1   right  extra missed  lines")
    for one in scores:
        say(
            f"{one.field:<26} {_share(one.precision):>9} {_share(one.recall):>7} "
            f"{_share(one.f1):>7} {one.right:>7} {one.extra:>6} {one.missed:>6} {one.lines:>6}"
        )
    for note in missing:
        say_error(note)


@app.command
def compare(
    before: Path,
    after: Path,
    *,
    html: Path | None = None,
    output: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
) -> None:
    """Compare two versions of a mandate: added, dropped, strengthened, weakened, moved.

    Args:
        before: the earlier text.
        after: the later one.
        html: write both side by side to this file.
        output: text or json.
    """
    from peaceops.disseminate.mandate_page import comparison_page, comparison_text
    from peaceops.services.folder import write_whole, writing
    from peaceops.services.mandate_version import compare as compare_files

    found = compare_files(before, after)
    if html is not None:
        with writing(html):
            write_whole(html, comparison_page(found).encode())
    if output == "json":
        say(_dumped({"format": 1, "before": found.before, "after": found.after,
                     "changes": [_changed(change) for change in found.changes]}))  # fmt: skip
        return
    say(comparison_text(found))
    if html is not None:
        say(f"side by side: {html}")


@app.command
def series(
    *files: Path,
    html: Path | None = None,
    output: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    quiet: Quiet = False,
) -> int:
    """Show a mandate over its life: tasks by year, strengths, ties to the political process.

    Args:
        files: texts, or folders of them.
        html: write the table to this file.
        output: text or json.
        quiet: show no progress.
    """
    from peaceops.disseminate.mandate_page import series_page, series_text
    from peaceops.domain.error import BAD_INPUT, PeaceopsError
    from peaceops.services.folder import write_whole, writing
    from peaceops.services.mandate_version import series as sum_up

    if not files:
        raise PeaceopsError("no file named", remedy="peaceops mandate series FILE …")
    with stages(quiet=quiet or output != "text") as progress:
        found, unread = sum_up(files, progress=progress)
    if html is not None:
        with writing(html):
            write_whole(html, series_page(found).encode())
    if output == "json":
        say(_dumped({"format": 1, "versions": found}))
    else:
        say(series_text(found))
        if html is not None:
            say(f"table: {html}")
    for failure in unread:
        say_error(failure.reason)
    return BAD_INPUT if unread else 0


@app.command
def draft(
    file: Path,
    *,
    library: Annotated[list[Path] | None, Parameter(consume_multiple=True)] = None,
    output: Annotated[Literal["text", "json"], Parameter(name="--format")] = "text",
    quiet: Quiet = False,
) -> None:
    """Hold a draft to a checklist, and show examples from your own texts.

    Args:
        file: the draft.
        library: your own resolutions: texts, or folders of them.
        output: text or json.
        quiet: show no progress.
    """
    from peaceops.disseminate.mandate_draft_text import draft_text
    from peaceops.services.mandate_version import draft_help

    with stages(quiet=quiet or output != "text") as progress:
        review = draft_help(file, library or [], progress=progress)
    if output == "json":
        say(_dumped({"format": 1, **_plain(review)}))
    else:
        say(draft_text(review))


def _changed(change: Any) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "before": change.before.paragraph.id if change.before else None,
        "after": change.after.paragraph.id if change.after else None,
        "moved": change.moved,
        "reasons": list(change.reasons),
        "likeness": change.likeness,
    }


def _document(one: Any) -> dict[str, Any]:
    import msgspec

    document = one.mandate.document
    return {
        "name": document.name,
        "symbol": document.symbol,
        "kind": document.kind,
        "language": document.language,
        "adopted": document.adopted,
        "faults": msgspec.to_builtins(document.faults),
        "front": list(document.front),
        "dropped": list(document.dropped),
        "stale_corrections": list(one.stale),
        "paragraphs": [
            {
                **msgspec.to_builtins(clause.paragraph),
                "fields": msgspec.to_builtins(clause.readings),
            }
            for clause in one.mandate.clauses
        ],
    }


def _dumped(value: object) -> str:
    import msgspec

    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, sort_keys=True)


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"
