"""What holds for all texts: no character is lost, ids are unique, comparing is fair."""

import string
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from peaceops.direct.mandate.clause import read_clauses
from peaceops.direct.mandate.compare import compare_mandates, mirror
from peaceops.direct.mandate.document import read_document
from peaceops.direct.mandate.line import body_of
from peaceops.direct.mandate.marker import Marker, marker_of
from peaceops.direct.mandate.numbering import Step, next_path, path_id
from peaceops.direct.mandate.segment import segment
from peaceops.direct.mandate.time_span import after
from peaceops.domain.mandate import Language, Mandate
from peaceops.domain.mandate_change import ChangeKind

HEADS = st.sampled_from(
    [
        "",
        "1. ",
        "2. ",
        "3. ",
        "7. ",
        "(a) ",
        "(b) ",
        "(i) ",
        "(ii) ",
        "- ",
        "a) ",
        "١ - ",
        "1.",
        "(z) ",
    ]
)
STARTS = st.sampled_from(
    [
        "Decides that the force shall stay;",
        "Recalling its resolutions,",
        "The Security Council,",
        "Annex",
        "To protect civilians",
        "Prie le Secrétaire général de rendre compte;",
        "يقرر أن يبقي المسألة قيد نظره.",
        "inter-",
        "communal talks. 2. Requests more; 3. Urges all;",
        "4/14",
        "S/RES/9901 (2031)",
    ]
)
WORDS = st.text(alphabet=string.ascii_letters + " ;:,.()-0123456789é", max_size=60)
ROWS = st.lists(
    st.builds(lambda head, start, rest: head + start + rest, HEADS, STARTS, WORDS), max_size=14
)
LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["en", "fr", "ar"])

VERBS = st.sampled_from(["Decides that", "Requests that", "Calls upon", "Encourages", "Authorizes"])
ACTS = st.sampled_from(
    [
        "UNMITES shall protect civilians under threat of physical violence in the valley",
        "the Secretary-General report on the talks at Orvaly within ninety days",
        "all parties to allow humanitarian access to the northern districts",
        "the Government of Tessaly to prosecute those responsible for the raids",
        "UNMITES to use all necessary means, as conditions permit, at the river crossings",
    ]
)
PARAGRAPHS = st.lists(st.tuples(VERBS, ACTS), min_size=1, max_size=9)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(ROWS, LANGUAGES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_character_is_lost(rows: Sequence[str], language: Language, decides: bool) -> None:
    body = body_of("\n".join(rows))
    found = segment(body, language, decides=decides)
    kept = "".join(squeezed(raw) for piece in found.pieces for raw in piece.raw)
    assert kept == "".join(squeezed(line.text) for line in body.lines)


@given(ROWS, LANGUAGES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_ids_are_unique_and_parents_exist(
    rows: Sequence[str], language: Language, decides: bool
) -> None:
    found = segment(body_of("\n".join(rows)), language, decides=decides)
    ids = [piece.id for piece in found.pieces if piece.part is not None]
    assert len(ids) == len(set(ids))
    assert all(piece.parent is None or piece.parent in ids for piece in found.pieces)


@given(st.integers(1, 26), st.integers(1, 9))
def test_the_next_of_a_list_follows_the_one_before(letter: int, roman: int) -> None:
    path = (Step("letter", letter), Step("roman", roman))
    deeper = next_path(path, Marker("", roman=roman + 1), None)
    assert deeper == (Step("letter", letter), Step("roman", roman + 1))
    assert path_id("4", path).startswith("4(")


@given(st.integers(1, 99))
def test_a_number_is_read_in_both_sets_of_digits(number: int) -> None:
    marker = marker_of(f"{number}. Decides", "en")
    assert marker is not None
    assert marker.number == number


@given(st.dates(), st.integers(1, 36))
def test_a_period_ends_on_the_same_day_or_at_the_month_s_end(day: object, months: int) -> None:
    end = after(str(day), f"P{months}M")
    first, last = str(day)[-2:], end[-2:]
    assert last == first or (last < first and int(last) >= 28)


def mandate_of(paragraphs: Sequence[tuple[str, str]]) -> Mandate:
    rows = ["The Security Council,", "Recalling its resolutions,"]
    rows += [f"{at}. {verb} {act};" for at, (verb, act) in enumerate(paragraphs, start=1)]
    return read_clauses(read_document("\n".join(rows), name="x.txt"))


@given(PARAGRAPHS)
@settings(max_examples=40, deadline=None)
def test_a_text_does_not_differ_from_itself(paragraphs: Sequence[tuple[str, str]]) -> None:
    mandate = mandate_of(paragraphs)
    found = compare_mandates(mandate, mandate)
    assert {change.kind for change in found.changes} == {ChangeKind.SAME}
    assert not any(change.moved for change in found.changes)


@given(PARAGRAPHS, PARAGRAPHS)
@settings(max_examples=40, deadline=None)
def test_comparing_backwards_gives_the_mirror_image(
    first: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]]
) -> None:
    one, two = mandate_of(first), mandate_of(second)
    there, back = compare_mandates(one, two), mirror(compare_mandates(two, one))

    def counted(changes: Sequence[object]) -> list[str]:
        return sorted(str(change) for change in changes)

    kinds = [(change.kind, change.moved) for change in there.changes]
    assert sorted(kinds) == sorted((change.kind, change.moved) for change in back.changes)
    if len(set(first)) == len(first) and len(set(second)) == len(second):
        assert counted(there.changes) == counted(back.changes)
