"""A table tagged with HXL: hashtags with attributes in a row among the first 25.

Understood, attributes in any order and language attributes ignored:

    #event +id        #date +start, +end or +occurred      #event +type
    #affected +killed (also +min, +max, +civilians)        #geo +lat, +lon
    #adm1, #adm2, #loc, #country +name                     #actor (the attacker first)

A death toll of a part of the people (+f, +children …) is not taken for that of all.

Source: HXL 1.1, tagging conventions and hashtag dictionary.
"""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from peaceops.acquire.readers.parse import filled, whole
from peaceops.acquire.readers.reader import Located, Reader, read_located
from peaceops.domain.actor import CIVILIANS
from peaceops.domain.violence import Violence

_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("#event+id", "#event+code", "#meta+id"),
    "date_start": ("#date+start", "#date+occurred", "#date+event", "#date"),
    "date_end": ("#date+end",),
    "violence": ("#event+type", "#event+category", "#event"),
    "side_a": ("#actor+perpetrator", "#actor+attacker", "#actor+a", "#actor"),
    "side_b": ("#actor+target", "#actor+victim", "#actor+b", "#actor"),
    "latitude": ("#geo+lat",),
    "longitude": ("#geo+lon",),
    "place": ("#loc+name", "#loc"),
    "admin1": ("#adm1+name", "#adm1"),
    "admin2": ("#adm2+name", "#adm2"),
    "country": ("#country+name", "#country+code", "#country"),
    "low": ("#affected+killed+min", "#affected+killed+low"),
    "best": ("#affected+killed", "#affected+killed+best", "#affected+killed+total"),
    "high": ("#affected+killed+max", "#affected+killed+high"),
    "civilians": ("#affected+killed+civilians", "#affected+killed+civilian"),
}
_SETTLED = frozenset({"best", "low", "high", "civilians", "date_end"})
"""Fields for which one attribute too many means something else."""
_PARTS = frozenset({"end", "reported", "published", "updated", "code"})
_KINDS = {
    "state-based": Violence.STATE_BASED,
    "state-based violence": Violence.STATE_BASED,
    "state-based conflict": Violence.STATE_BASED,
    "non-state": Violence.NON_STATE,
    "non-state violence": Violence.NON_STATE,
    "non-state conflict": Violence.NON_STATE,
    "one-sided": Violence.ONE_SIDED,
    "one-sided violence": Violence.ONE_SIDED,
    "violence against civilians": Violence.ONE_SIDED,
    "attack on civilians": Violence.ONE_SIDED,
}


def parts_of(tag: str) -> frozenset[str]:
    """Return hashtag and attributes, without those of language; order and case mean nothing.

    >>> sorted(parts_of("#Adm1 +name +i_fr"))
    ['#adm1', 'name']
    """
    parts = tag.replace(" ", "").casefold().split("+")
    return frozenset(part for part in parts if part and not part.startswith("i_"))


def locate_by_tag(names: Mapping[str, Iterable[str]], columns: Sequence[str]) -> Located:
    """Find the columns of fields by their tags: the one with fewest attributes beyond."""
    tags = {column: parts_of(column) for column in columns if column.startswith("#")}
    located: Located = {}
    for name, wanted in names.items():
        for tag in map(parts_of, wanted):
            found = [
                (len(parts), place, column)
                for place, (column, parts) in enumerate(tags.items())
                if tag <= parts
                and column not in located.values()
                and (parts == tag if name in _SETTLED else not (parts - tag) & _PARTS)
            ]
            if found:
                located[name] = min(found)[2]
                break
    return located


def _shape(raw: pl.DataFrame, located: Located) -> pl.DataFrame:
    events = read_located(raw, located)
    kind = filled(raw[located["violence"]])
    named = kind.str.to_lowercase().replace_strict(
        {word: int(violence) for word, violence in _KINDS.items()},
        default=None,
        return_dtype=pl.Int64,
    )
    events = events.with_columns(named.fill_null(whole(kind)).alias("violence"))
    if "side_b" in located:
        return events
    civilians = pl.when(pl.col("violence") == int(Violence.ONE_SIDED)).then(pl.lit(CIVILIANS))
    return events.with_columns(civilians.otherwise(pl.lit("")).alias("side_b"))


READER = Reader(
    name="hxl",
    title="HXL-tagged table",
    names=_NAMES,
    required=frozenset({"date_start", "violence", "latitude", "longitude", "best"}),
    shape=_shape,
    locate=locate_by_tag,
)
