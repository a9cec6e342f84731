"""A mission as its folder describes it: the content of `mission.toml`.

Settings come from the file, then from the environment (`PEACEOPS_OUTLOOK_MODEL=zero`), then from
flags of a command; an unknown key is an error, so that a slip of the pen is not a silent default.
"""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from peaceops.domain.error import PeaceopsError
from peaceops.domain.proposal import RuleKind
from peaceops.domain.retention import KeepingSettings

FORMAT = 1
ENVIRONMENT_PREFIX = "PEACEOPS_"


class AreaSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the mission works: a country by ISO 3166-1 alpha-3, or a polygon file of its own.

    Attributes:
        country: like CAF.
        boundary: GeoJSON of first-level units, relative to the folder; replaces the vendored one.
        places: CSV of named places, relative to the folder; replaces the vendored ones.
    """

    country: str | None = None
    boundary: str | None = None
    places: str | None = None


class EventSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events are read.

    Attributes:
        files: relative to the folder.
        dataset, version: as the user names them; never guessed.
        mapping: TOML file that says how to read a table of unknown layout.
        covers: months covered, like "1989-01..2022-12"; default by the data set.
        imprecise: what happens to deaths whose place is known only coarsely.
    """

    files: tuple[str, ...]
    dataset: str | None = None
    version: str | None = None
    mapping: str | None = None
    covers: str | None = None
    imprecise: Literal["coarser", "share"] = "coarser"


class OutlookSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the outlook is made.

    Attributes:
        horizon_months: months ahead that are summed, 1 … 36.
        model: name of a registered model.
    """

    horizon_months: int = 3
    model: str = "blend"

    def __post_init__(self) -> None:
        if not 1 <= self.horizon_months <= 36:
            raise ValueError("horizon_months must lie between 1 and 36")


class ProposeSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which areas deserve a person's look (`domain.proposal.ProposalRule`).

    Attributes:
        rule: "budget" or "cost_loss".
        budget: areas a month.
        cost_loss: what a look costs, divided by what is lost without one.
    """

    rule: RuleKind = "budget"
    budget: int = 10
    cost_loss: float = 0.1

    def __post_init__(self) -> None:
        if self.budget < 1:
            raise ValueError("budget must be at least 1")
        if not 0 < self.cost_loss < 1:
            raise ValueError("cost_loss must lie between 0 and 1")


class CheckSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the strategy is checked.

    Attributes:
        profile: its name; by the mission's phase where none is given.
        profiles: TOML file of the mission's own, relative to the folder.
    """

    profile: str | None = None
    profiles: str | None = None


class MissionSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of `mission.toml`.

    Attributes:
        format: version of this form of the file.
        name: of the mission, as it stands on products.
        area, events, outlook, propose, check: see there.
        keeping: how long records are kept, by kind (`domain.retention`).
        languages: of products, the first being that of the brief; ISO 639-1.
        timezone: of clocks and day boundaries; IANA name.
    """

    format: int
    name: str
    area: AreaSettings
    events: EventSettings
    outlook: OutlookSettings = OutlookSettings()
    propose: ProposeSettings = ProposeSettings()
    check: CheckSettings = CheckSettings()
    keeping: dict[str, KeepingSettings] = {}
    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"format {self.format} is not known; this version reads {FORMAT}")
        if self.area.country is None and self.area.boundary is None:
            raise ValueError("area needs a country or a boundary")
        if not self.languages:
            raise ValueError("languages must name at least one")


OF_A_PERSON = frozenset(
    f"{ENVIRONMENT_PREFIX}{name}"
    for name in (
        "USER", "PASSWORD", "NEW_PASSWORD", "CODE", "TOKEN", "LINK", "RECOVERY", "IDENTITY",
        "PASSPHRASE",
    )
)  # fmt: skip
"""Variables that say who works and with which keys; no settings of the mission."""


def read_settings(toml: str, environment: Mapping[str, str], *, where: str) -> MissionSettings:
    """Read the text of a `mission.toml`, then let the environment have its say.

    Raises:
        PeaceopsError: not TOML, a key unknown, missing or of the wrong kind.
    """
    try:
        raw = msgspec.toml.decode(toml, type=dict[str, Any])
        for name, text in sorted(environment.items()):
            if name.startswith(ENVIRONMENT_PREFIX) and name not in OF_A_PERSON:
                _overlay(raw, name, text)
        return msgspec.convert(raw, MissionSettings)
    except msgspec.DecodeError as error:
        raise PeaceopsError(str(error), where=where, remedy="see docs: mission.toml") from error


_SECTIONS = {
    "area": AreaSettings,
    "events": EventSettings,
    "outlook": OutlookSettings,
    "propose": ProposeSettings,
    "check": CheckSettings,
    "": MissionSettings,
}


def _overlay(raw: dict[str, Any], name: str, text: str) -> None:
    """Put one variable, like PEACEOPS_OUTLOOK_MODEL, into the raw settings."""
    key = name.removeprefix(ENVIRONMENT_PREFIX).lower()
    for section, kind in _SECTIONS.items():
        field = key.removeprefix(f"{section}_") if section else key
        if (not section or key != field) and field in kind.__struct_fields__:
            target = raw.setdefault(section, {}) if section else raw
            if not isinstance(target, dict):
                raise PeaceopsError(f"[{section}] must be a table", where="mission.toml")
            target[field] = int(text) if text.isdigit() and field != "version" else text
            return
    raise PeaceopsError("no such setting", where=name, remedy="unset it or mend its name")
