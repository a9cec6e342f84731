"""Countries: ISO codes, Gleditsch-Ward numbers and the names that sources use for them.

The 193 Member States, and Kosovo (XKX), the State of Palestine (PSE), Taiwan (TWN), the Holy See
(VAT) and Western Sahara (ESH). Names imply no endorsement.

Sources: ISO 3166-1; Gleditsch & Ward (1999), "A revised list of independent states since the
Congress of Vienna", International Interactions 25(4), as UCDP numbers its `country_id`.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from peaceops import data
from peaceops.domain.error import PeaceopsError

_OFFERED = 3


@dataclass(frozen=True)
class Country:
    """A country, as codes and names tell it.

    Attributes:
        iso3: ISO 3166-1 alpha-3 (XKX, of common use, for Kosovo).
        iso2: ISO 3166-1 alpha-2 (XK for Kosovo).
        name: short English name, as the United Nations writes it or near to it.
        gwcode: Gleditsch-Ward number, UCDP's `country_id`; None where there is none.
        aliases: other names in use, such as UCDP's "DR Congo (Zaire)".
        former_gwcodes: numbers of states that are counted under this one (265, the German
            Democratic Republic; 315, Czechoslovakia, under Czechia; 680, South Yemen) and numbers
            other than UCDP's (340, Serbia).
    """

    iso3: str
    iso2: str
    name: str
    gwcode: int | None
    aliases: tuple[str, ...] = ()
    former_gwcodes: tuple[int, ...] = ()


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries, in the order of their ISO codes."""
    with data.path("countries.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Country(
                iso3=row["iso3"],
                iso2=row["iso2"],
                name=row["name"],
                gwcode=int(row["gwcode"]) if row["gwcode"] else None,
                aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
                former_gwcodes=tuple(
                    int(code) for code in row["former_gwcodes"].split("|") if code
                ),
            )
            for row in csv.DictReader(file)
        )


def country_by_iso3(code: str) -> Country:
    """Return the country of an ISO 3166-1 alpha-3 code, in capitals or not.

    Raises:
        PeaceopsError: no country has this code; the remedy offers the nearest, by code and name.
    """
    found = _by_iso3().get(code.strip().upper())
    if found is None:
        raise PeaceopsError(f"no country has the code {code!r}", remedy=_advice(code))
    return found


def country_by_name(name: str) -> Country | None:
    """Return the country that goes by a name, or None.

    Accents, capitals, punctuation, a leading "the", "&" and "St." make no difference.

    >>> country_by_name("dr congo (zaire)").iso3
    'COD'
    >>> country_by_name("Atlantis") is None
    True
    """
    return _by_name().get(_plain(name))


def country_by_gwcode(gwcode: int) -> Country | None:
    """Return the country of a Gleditsch-Ward number (UCDP's `country_id`), or None.

    >>> country_by_gwcode(482).iso3
    'CAF'
    >>> country_by_gwcode(680).iso3
    'YEM'
    """
    return _by_gwcode().get(gwcode)


@cache
def _by_iso3() -> dict[str, Country]:
    return {country.iso3: country for country in countries()}


@cache
def _by_name() -> dict[str, Country]:
    return {
        _plain(name): country
        for country in countries()
        for name in (country.name, *country.aliases)
    }


@cache
def _by_gwcode() -> dict[int, Country]:
    table = {code: country for country in countries() for code in country.former_gwcodes}
    table.update({c.gwcode: c for c in countries() if c.gwcode is not None})
    return table


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    words = re.sub(r"['’`]", "", letters)
    words = re.sub(r"\W+", " ", words).strip()
    words = re.sub(r"\bst\b", "saint", words)
    return words.removeprefix("the ")


def _advice(typed: str) -> str:
    """Offer the countries that somebody may have meant who typed this for a code."""
    named = country_by_name(typed)
    if named is not None:
        offered = [named]
    else:
        code, name = typed.strip().upper(), _plain(typed)
        two = [c for c in countries() if c.iso2 == code]
        codes = get_close_matches(code, _by_iso3(), n=_OFFERED, cutoff=0.6)
        names = get_close_matches(name, _by_name(), n=_OFFERED, cutoff=0.7)
        # somebody who typed three letters meant a code, somebody who typed more a name
        near = [_by_iso3()[c] for c in codes], [_by_name()[n] for n in names]
        first, second = near if len(code) <= len("ISO") else near[::-1]
        offered = list(dict.fromkeys([*two, *first, *second]))[:_OFFERED]
    if not offered:
        return "give the three letters of ISO 3166-1, such as CAF"
    return "did you mean " + " or ".join(f"{c.iso3} ({c.name})" for c in offered) + "?"
