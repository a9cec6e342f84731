"""A mapping: how the columns of somebody's list or form stand for the fields of an item.

A TOML file::

    kind = "patrol"               # of report, where no column says it
    form = "kobo"                 # ids and days of KoboToolbox's own columns; leave out otherwise
    sheet = "Log"                 # of a workbook; without it the first
    date_format = "%d/%m/%Y"      # signs of strftime; without it the usual ways are tried

    [columns]                     # field of an item = column of the table
    date = "Date of incident"
    text = "What happened"
    place = "Where"               # coordinates, MGRS or a name
    source = "Source number"      # a number, never a name

    [values.consent]              # what stands there = what it means; case does not matter
    "analysis only" = "inform_analysis"

    [retired.component]           # codes of an older list = what they are called now
    "MIL" = "military"

    [codes]                       # what may stand in a column that this list closes
    component = ["military", "police", "civil affairs"]

    [separators]                  # of columns that hold several; without it a semicolon
    actors = " "

    [defaults]                    # where there is no such column, or nothing in it
    component = "police"

    [[at_risk]]                   # a column that counts people in danger; a blank is not known
    column = "Displaced girls"
    sex = "female"
    age = "child"
    displacement = "displaced"

    [identity]                    # who the source is: parted from the item while it is read
    name = "Name of caller"
    contact = "Phone"

Human rights case data (monitoring and reporting of grave violations, and the like) are not
imported: they belong to those who gathered them under their own rules. What their owners cleared
comes as `kind = "cleared_statement"` with `cleared_by` and `cleared_on`.
"""

import re
from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

from peaceops.domain.error import PeaceopsError
from peaceops.domain.people_at_risk import Age, Displacement, Sex
from peaceops.domain.strategy.information import ItemKind

TEXTS = ("text", "title", "place", "area", "component", "side", "channel", "language",
         "attributed_to", "supersedes", "cleared_by", "kind", "consent", "classification",
         "source", "geopoint")  # fmt: skip
DAYS = ("date", "date_end", "reported", "cleared_on")
WHOLE = ("killed", "injured", "abducted", "time_precision", "place_precision")
LISTS = ("actors", "origins")
FIELDS = ("id", "latitude", "longitude", "place_radius_km", "grade", "reliability", "credibility",
          *TEXTS, *DAYS, *WHOLE, *LISTS)  # fmt: skip
"""What a column may stand for."""

KINDS: tuple[str, ...] = get_args(ItemKind)
_CASE_DATA = re.compile(
    r"\b(mrm|mara|mram|gbvims|human rights case|case ?file|grave violations? (data|base|record)"
    r"|(survivor|victim)s? (name|id|code|address|phone|statement|testimony))s?(?=\b|\d)",
    re.IGNORECASE,
)


class AtRiskColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column that counts one part of the people in danger."""

    column: str
    sex: Sex | None = None
    age: Age | None = None
    displacement: Displacement | None = None


class IdentityColumns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Columns that tell who the source is."""

    name: str | None = None
    contact: str | None = None


class ItemMapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a mapping file says; see the head of this module."""

    columns: dict[str, str]
    kind: str | None = None
    form: Literal["kobo"] | None = None
    sheet: str | None = None
    date_format: str = ""
    prefix: str = ""
    values: dict[str, dict[str, str | int | float]] = {}
    retired: dict[str, dict[str, str]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    separators: dict[str, str] = {}
    defaults: dict[str, str | int | float] = {}
    at_risk: tuple[AtRiskColumn, ...] = ()
    identity: IdentityColumns | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """All columns that it names."""
        who = self.identity
        return (
            *self.columns.values(),
            *(part.column for part in self.at_risk),
            *(name for name in ((who.name, who.contact) if who else ()) if name),
        )


def read_item_mapping(content: bytes, *, where: str) -> ItemMapping:
    """Read a mapping.

    Args:
        content: of the TOML file.
        where: its name.

    Raises:
        PeaceopsError: no TOML, a key or a field that is not known, nothing to tell what happened
            or when, or human rights case data.
    """
    try:
        mapping = msgspec.toml.decode(content, type=ItemMapping)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise PeaceopsError(f"no mapping: {error}", where=where) from None
    parts = (mapping.columns, mapping.values, mapping.retired, mapping.codes,
             mapping.separators, mapping.defaults)  # fmt: skip
    unknown = sorted({name for part in parts for name in part if name not in FIELDS})
    if unknown:
        raise PeaceopsError(
            f"items have no field {unknown[0]!r}",
            where=where,
            remedy=f"fields are {', '.join(sorted(FIELDS))}",
        )
    refuse_case_data([mapping.kind or "", str(mapping.defaults.get("kind", ""))], where=where)
    given = {*mapping.columns, *mapping.defaults}
    if mapping.form is None and not given & {"date", "reported"}:
        raise PeaceopsError(
            "nothing tells when", where=where, remedy="name a column for date or reported"
        )
    if not given & {"text", "title"}:
        raise PeaceopsError(
            "nothing tells what happened", where=where, remedy="name a column for text or title"
        )
    if mapping.identity is not None and "source" not in given:
        raise PeaceopsError(
            "who the source is can only be kept under a number of its own",
            where=where,
            remedy="name a column for source under [columns]",
        )
    return mapping


def refuse_case_data(words: Iterable[str], *, where: str) -> None:
    """Refuse human rights case data by what a file or mapping calls them.

    Raises:
        PeaceopsError: one of the words says so.
    """
    for word in words:
        plain = re.sub(r"[_\-/.]+", " ", word)
        if _CASE_DATA.search(plain):
            raise PeaceopsError(
                f"human rights case data are not imported ({word.strip()!r})",
                where=where,
                remedy="ask their owners for a cleared statement, kind cleared_statement",
            )
