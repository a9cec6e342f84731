"""A mandate as data: a document, its paragraphs, and what each of them asks (doctrine B13).

A machine's reading is a suggestion. It carries the words it rests on and a confidence; a person
confirms or corrects it, and the person's word wins.
"""

from enum import StrEnum
from typing import Literal, get_args

import msgspec

from peaceops.domain.strategy.mandate import TaskCode

Language = Literal["en", "fr", "ar"]

FieldValue = str | int | bool | None | tuple[str, ...] | dict[str, int]
"""What one field of a clause may hold."""


class DocumentKind(StrEnum):
    """What sort of document a text is."""

    RESOLUTION = "resolution"
    DRAFT = "draft resolution"
    STATEMENT = "presidential statement"
    REPORT = "report"
    LETTER = "letter"
    NOTE = "concept note"
    UNKNOWN = "unknown"


class Part(StrEnum):
    """Where in its document a paragraph stands."""

    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    BODY = "body"
    ANNEX = "annex"


class Basis(StrEnum):
    """Who says so."""

    RULE = "rule"
    MODEL = "model"
    PERSON = "person"


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph or a sub-item of it, in its own words.

    Attributes:
        id: as in the codebook: `8`, `8(a)`, `4(a)(ii)`, `30(g)-1`, `7(1)`; `pp3` in the preamble.
        parent: the id one level up.
        heading: the side heading above it, empty where there is none.
        line: the line of the text that it begins on, from 1.
        sure: False where its number was not in the text and follows from its neighbours only.
    """

    id: str
    text: str
    part: Part
    language: Language
    parent: str | None = None
    heading: str = ""
    line: int = 0
    sure: bool = True


class TextFault(msgspec.Struct, frozen=True):
    """Something in a text that could not be made a paragraph of, or not with certainty."""

    line: int
    reason: str
    words: str = ""


class Document(msgspec.Struct, frozen=True):
    """A text, cut into paragraphs.

    Attributes:
        symbol: as in S/RES/2149 (2014); empty where the text states none.
        adopted: ISO date, empty where the text states none.
        front: what stands before the first paragraph (addresses, dates, titles).
        dropped: lines taken as page furniture or footnotes, kept so that nothing is lost.
    """

    name: str
    symbol: str
    kind: DocumentKind
    language: Language
    adopted: str
    paragraphs: tuple[Paragraph, ...]
    faults: tuple[TextFault, ...] = ()
    front: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """One field of a clause as read.

    Attributes:
        words: the words of the text that it rests on; empty where it rests on their absence.
        confidence: from 0 to 1; of a person's word 1.
    """

    value: FieldValue
    words: tuple[str, ...] = ()
    confidence: float = 1.0
    basis: Basis = Basis.RULE
    author: str = ""


class Clause(msgspec.Struct, frozen=True):
    """A paragraph and what was read from it; the fields are those of `CLAUSE_FIELDS`."""

    paragraph: Paragraph
    readings: dict[str, Reading]

    def value(self, field: str) -> FieldValue:
        """Return what a field holds, None where nothing was read."""
        reading = self.readings.get(field)
        return None if reading is None else reading.value

    def confirmed(self, field: str) -> bool:
        """Tell whether a person has confirmed or corrected a field."""
        reading = self.readings.get(field)
        return reading is not None and reading.basis is Basis.PERSON


class Mandate(msgspec.Struct, frozen=True):
    """A document with every paragraph read."""

    document: Document
    clauses: tuple[Clause, ...]


CODEBOOK_FIELDS = (
    "verb", "verbs", "verb_inherited", "task_verb", "addressee", "category", "categories",
    "poc_tier", "level", "links_poc_to_politics", "use_of_force", "conditional", "priority",
    "host_state_responsibility", "ceiling", "expiry", "duration",
)  # fmt: skip
"""The fields that the codebook of coded resolutions names, in its order."""

PLANNING_FIELDS = ("task_codes", "modality", "strength", "sequence", "scale")
"""What planning needs beyond them (doctrine B13): task codes, monitor to secure, 1 to 5, words of
order in time, and strategic, operational or tactical."""

CLAUSE_FIELDS = CODEBOOK_FIELDS + PLANNING_FIELDS

CATEGORIES = (
    "mandate_term", "force_composition", "force_auth", "mission_mgmt", "reporting", "conduct",
    "un_security", "formal", "poc", "human_rights", "children", "women", "humanitarian",
    "displacement", "rule_of_law", "political", "ceasefire", "elections", "state_authority",
    "ddr", "ssr", "arms", "sanctions", "mine_action", "resources", "economy", "culture",
    "regional", "security", "intl_law",
)  # fmt: skip

ADDRESSEES = (
    "mission", "sg", "host_gov", "parties", "armed_groups", "member_states", "neighbours",
    "tpcc", "council", "regional_orgs", "un_system", "intl_orgs", "intl_community",
    "other_forces", "all_actors", "none",
)  # fmt: skip

CEILING_PARTS = (
    "military",
    "police",
    "observers",
    "staff_officers",
    "fpu",
    "fpu_units",
    "ipo",
    "corrections",
)

TASK_CODES: tuple[str, ...] = get_args(TaskCode)
"""The starter set of task codes (doctrine B13)."""

POLITICAL_TASKS = frozenset(
    {"peace_process_support", "good_offices", "local_mediation", "reconciliation"}
)
"""Tasks that a protection clause may be tied to (doctrine MAN-06)."""

STRENGTHS = {
    5: ("decides", "authorizes", "demands", "approves", "endorses"),
    4: ("requests", "urges"),
    3: ("calls upon", "calls for"),
    2: ("encourages", "invites", "stresses", "emphasizes", "underlines", "underscores"),
}
"""Operative verbs by strength; all others are 1 (codebook). A convention, not law."""
