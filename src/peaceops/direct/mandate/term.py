"""Until when a paragraph says that a mandate runs: a date, or a period from a day."""

import re

import msgspec

from peaceops.direct.mandate.fold import fold
from peaceops.direct.mandate.time_span import after, all_dates, periods
from peaceops.domain.mandate import Language

_BEGINS = {
    "en": re.compile(
        r" (?:extend\w*|extension|renew\w*|prolong\w*|establish\w*|authori[sz]\w* .{0,80} (?:deploy\w*|maintain|continue)|continue (?:in|to|its)|"
        r"maintain .{0,60} (?:mission|mandate)|mandate of .{0,80} (?:shall|until|for a)|re authori[sz]\w*|set up|roll over|(?:shall|will) be deployed|for an? (?:\w+ )?(?:initial|further|additional|final|new|interim)?\s?period) "
    ),
    "fr": re.compile(
        r" (?:proroge\w*|prorogation|renouvel\w*|reconduire|recondui\w*|prolong\w*|creer|etablir|sera deployee|autorise\w* .{0,80} (?:deploy\w*|maintien)|pour une (?:nouvelle )?(?:periode|duree)) "
    ),
    "ar": re.compile(r"(?:تمديد|يمدد|تجديد|يجدد|انشاء|ينشي|فتره)"),
}
_UNTIL = {
    "en": re.compile(
        r" (?:until|through|to|ending (?:on)?|expir\w+ on|up to|till) (?:and including )?$"
    ),
    "fr": re.compile(
        r" (?:jusqu au|jusqu a|expirant le|prenant fin le|s achevant le|se terminant le|(?:arrivant|venant) a (?:expiration|echeance) le|allant jusqu au|au|jusqu en)(?: 1er)? $"
    ),
    "ar": re.compile(r"(?:حتي|الي غايه|تنتهي في)\s*(?:يوم )?$"),
}
_MANDATE = re.compile(
    r" (?:mandate\w*|mission|operation|force|un[a-z]{2,6}|minu\w+|monu\w+|onu\w+|authori[sz]ation|office|deployment|tasks|mandat|autorisation|binu\w+|fisnua|finul|fnuod|presence|amisom|observer) |(?:ولايه|البعثه|القوه|العمليه|المكتب)"
)
_DECIDES = {
    "en": re.compile(
        r" (?:decides|authori[sz]es|extends|renews|approves|establishes|recalls its decision|concurs|determines that) "
    ),
    "fr": re.compile(
        r" (?:decide|autorise|proroge|renouvelle|approuve|cree|l autorise|rappelle sa decision) "
    ),
    "ar": re.compile(r"(?:يقرر|ياذن|يمدد|يجدد|يوافق|قرر)"),
}
_EMBARGO = re.compile(
    r" (?:all states shall|all states  |the measures|sanctions|embargo|prime minister|travel ban|"
    r"tous les etats|les mesures|premier ministre) "
)
_NOT_TERM = re.compile(
    r" (?:ceiling|report\w*|review|elections?|plafond|effectif\w*|rapport|update|inform|guard unit|unite de gardes) "
)
_START = re.compile(
    r" (?:from|beginning|as of|effective|starting|commencing|a compter du|a partir du|des le|اعتبارا من)(?: on)? $"
)
_SPAN_LENGTH = 420


class Term(msgspec.Struct, frozen=True):
    """Until when, how long, and by which words.

    Attributes:
        expiry: ISO date, empty where it can not be told.
        duration: ISO 8601, empty where no period is stated.
    """

    expiry: str
    duration: str
    words: tuple[str, ...]


def term_of(text: str, language: Language, *, adopted: str = "") -> Term | None:
    """Read until when a mandate runs, None where the paragraph does not say.

    Args:
        text: of the paragraph.
        language: of it.
        adopted: ISO date on which a stated period begins where no other start is stated.
    """
    plain = fold(text)
    begin = _BEGINS[language].search(plain)
    if begin is None or not _MANDATE.search(plain) or not _DECIDES[language].search(plain):
        return None
    if _EMBARGO.search(plain[:400]):
        return None
    floor = begin.start()
    for day, first, last in all_dates(text):
        at = _place(text, plain, first, last)
        if at < floor or at - floor > _SPAN_LENGTH:
            continue
        before = plain[max(at - 24, 0) : at]
        if not _UNTIL[language].search(before):
            continue
        if _between_is_other(plain[floor:at]):
            continue
        return Term(
            day, _period_near(text, floor, first), (text[max(first - 12, 0) : last].strip(),)
        )
    return _by_period(text, plain, floor, adopted)


def _by_period(text: str, plain: str, floor: int, adopted: str) -> Term | None:
    for period, first, last in periods(text):
        at = _place(text, plain, first, last)
        if at < floor - 60 or at - floor > _SPAN_LENGTH:
            continue
        lead = plain[max(at - 70, 0) : at]
        if not re.search(
            r"period|periode|duree|for (?:an? )?(?:\w+ )*$|فتره|مده|pour (?:une )?", lead
        ):
            continue
        if _between_is_other(plain[floor:at]) or re.search(
            r"within (?:\w+ )?$|every $|dans les $|tous les $", lead
        ):
            continue
        start = adopted
        for day, begin, _ in all_dates(text):
            if _START.search(plain[max(begin - 20, 0) : begin + 1]) and begin >= floor:
                start = day
                break
        expiry = after(start, period) if start else ""
        return Term(expiry, period, (text[first:last],))
    return None


def _place(text: str, plain: str, first: int, last: int) -> int:
    """Return where words of a text stand in its plain form, -1 where they do not."""
    if len(plain) == len(text) + 2:
        return first + 1
    return plain.find(fold(text[first:last]).strip())


def _between_is_other(between: str) -> bool:
    """Tell whether something else than the mandate stands between the verb and the date."""
    return bool(_NOT_TERM.search(between)) and not re.search(
        r" (?:mandate|mandat|authori[sz]ation|autorisation) ", between
    )


def _period_near(text: str, floor: int, date_begins: int) -> str:
    for period, first, _ in periods(text):
        if floor - 60 <= first < date_begins and date_begins - first < 60:
            return period
    return ""
