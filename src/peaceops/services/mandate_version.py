"""Use-cases over versions of a mandate: compare two, show its life, help with the next."""

from collections.abc import Sequence
from pathlib import Path

from peaceops.direct.mandate.compare import compare_mandates
from peaceops.direct.mandate.draft import DraftReview, review_draft
from peaceops.direct.mandate.series import versions
from peaceops.domain.error import PeaceopsError
from peaceops.domain.mandate_change import Comparison, Version
from peaceops.services.mandate import Progress, Unread, read_mandate, read_mandates, text_files


def compare(before: Path, after: Path) -> Comparison:
    """Compare two versions of a mandate.

    Raises:
        PeaceopsError: one of them can not be read, or they are in different languages.
    """
    old, new = read_mandate(before).mandate, read_mandate(after).mandate
    languages = old.document.language, new.document.language
    if languages[0] != languages[1]:
        raise PeaceopsError(
            f"{before.name} is in {languages[0]}, {after.name} in {languages[1]}",
            remedy="compare two texts of one language",
        )
    return compare_mandates(old, new)


def series(
    files: Sequence[Path], *, progress: Progress = lambda _: None
) -> tuple[tuple[Version, ...], list[Unread]]:
    """Sum up the texts of a mission's life."""
    read, unread = read_mandates(files, progress=progress)
    if unread and not read:
        raise PeaceopsError(unread[0].reason)
    return versions(one.mandate for one in read), unread


def draft_help(
    draft: Path, library: Sequence[Path], *, progress: Progress = lambda _: None
) -> DraftReview:
    """Hold a draft to the checklist, with examples from the user's own texts.

    Args:
        draft: the text.
        library: texts, or folders of them, to look for examples in.
        progress: told of each file.
    """
    own = read_mandate(draft)
    others = [file for file in text_files(library) if file.resolve() != draft.resolve()]
    read, _ = read_mandates(others, progress=progress)
    return review_draft(own.mandate, [one.mandate for one in read])
