"""An event: something violent that happened, somewhere, at some time, to some people."""

from datetime import date

import msgspec

from peaceops.domain.error import PeaceopsError
from peaceops.domain.harm import Harm
from peaceops.domain.precision import PlacePrecision, TimePrecision
from peaceops.domain.violence import Violence


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event of organised violence. A table of events has one column for each field.

    Attributes:
        id: the source's own id, as text.
        date_start: first day.
        date_end: last day; for forecasts an event exists from the month of this day on.
        date_precision: how exactly the time is known.
        violence: who fights whom.
        side_a: first actor as the source writes it; in one-sided violence the attacker.
        side_b: second actor, or `Civilians`.
        latitude, longitude: degrees.
        place_precision: how exactly the place is known.
        place: the source's words for the place, may be empty.
        admin1, admin2: the source's names of the first- and second-level unit, may be empty.
        country: the source's name of the country, may be empty.
        harm: deaths.
    """

    id: str
    date_start: date
    date_end: date
    date_precision: TimePrecision = TimePrecision.NOT_STATED
    violence: Violence
    side_a: str
    side_b: str
    latitude: float
    longitude: float
    place_precision: PlacePrecision = PlacePrecision.NOT_STATED
    place: str = ""
    admin1: str = ""
    admin2: str = ""
    country: str = ""
    harm: Harm

    def __post_init__(self) -> None:
        if self.date_end < self.date_start:
            raise PeaceopsError("the event ends before it starts", where=f"event {self.id}")
        if not (abs(self.latitude) <= 90 and abs(self.longitude) <= 180):
            raise PeaceopsError("coordinates off the globe", where=f"event {self.id}")
