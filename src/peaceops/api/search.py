"""What lists of records are narrowed by, as it stands in an address."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field

from peaceops.domain.record_kind import RECORD_KINDS
from peaceops.domain.safe_text import text_fault
from peaceops.registers.record.listing import MOST_A_PAGE, Query

LARGEST = 2**63 - 1


def _plain(text: str) -> str:
    if fault := text_fault(text):
        raise ValueError(fault)
    return text


def _kind(name: str) -> str:
    if name not in RECORD_KINDS:
        raise ValueError("no such kind of record")
    return name


Plain = Annotated[str, AfterValidator(_plain)]
"""Text without what hides or reverses it."""
Kind = Annotated[str, AfterValidator(_kind), Field(json_schema_extra={"enum": [*RECORD_KINDS]})]
"""Noun of a record."""
Name = Annotated[Plain, Field(min_length=1, max_length=400)]
"""Id of a record; that of a relation has slashes in it."""
Number = Annotated[int, Field(ge=0, le=LARGEST)]
"""A number that a table can hold."""


class Search(Schema):
    """What is looked for; each field that is given narrows it."""

    area: list[Annotated[Plain, Field(max_length=200)]] = Field(
        [], max_length=100, description="it names one of these areas"
    )
    since: date | None = Field(None, description="first day of what it tells")
    until: date | None = Field(None, description="last day of what it tells")
    words: Annotated[Plain, Field(max_length=500)] = Field(
        "", description="all of them stand in its text, in any order, case aside"
    )
    withdrawn: bool = Field(False, description="also what no longer counts")
    before: int | None = Field(
        None, ge=0, le=LARGEST, description="only what comes after this place: `next` of a page"
    )
    limit: int = Field(50, ge=1, le=MOST_A_PAGE, description="records a page")
    count: bool = Field(False, description="say also how many there are in all")
    as_known: AwareDatetime | None = Field(
        None, description="as it was known at this instant, with its offset from UTC"
    )
    format: Literal["json", "geojson"] = Field(
        "json",
        description="geojson passes the gate of release: places as coarse as they may leave",
    )

    def query(self, kinds: tuple[str, ...]) -> Query:
        """Return the same as the services ask it."""
        return Query(
            kinds=kinds,
            areas=tuple(self.area),
            since=self.since,
            until=self.until,
            words=self.words,
            withdrawn=self.withdrawn,
            before=self.before,
            limit=self.limit,
        )


class SearchOfAll(Search):
    """The same over several kinds of records."""

    kind: list[Kind] = Field([], max_length=100, description="kinds of records; none for all")
