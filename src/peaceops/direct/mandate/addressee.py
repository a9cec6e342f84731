"""Who is to act: the one named right after each verb that asks for something."""

import re
import tomllib
from functools import lru_cache
from typing import NamedTuple

from peaceops.data import path
from peaceops.direct.mandate.cue import Cue, find_cue, parse_cue
from peaceops.direct.mandate.fold import fold, words_at
from peaceops.direct.mandate.verb import CouncilVerb, strength_of
from peaceops.domain.mandate import ADDRESSEES, STRENGTHS, Language

ADDRESSEES_FILE = "mandate/addressees.toml"
_STRESSES = frozenset({"stresses", "emphasizes", "underlines", "underscores", "reaffirms"})
_ASKS = frozenset(verb for strength in (5, 4, 3) for verb in STRENGTHS[strength]) - {
    "approves",
    "endorses",
}
_ASKS |= {"encourages", "invites", "recommends", "directs", "insists", "appeals", "asks"}
_MISSION = re.compile(
    r"\b(?:UN(?:AM|FI|IFI|DOF|IKOM|MI|AVEM|OMI|OMSI|ISFA|OCI|MEE|TAC|TSO|TAES|PRO|PRE|MOG|CRO|MIH|"
    r"TMIH|SMIH|MOT|AMIC|MOP|TAET|SOM|OSOM|AMA|SMIS|SMA|ITAMS|TAG|OM[A-Z]|IPSIL|IOSIL|OGBIS|IOGBIS|"
    r"GOMAP|IIMOG|ASOG|PROFOR)[A-Z]*|MINU[A-Z]+|MONU[A-Z]+|ONU(?!C\b)[A-Z]{1,4}|"
    r"MIPONUH|MICIVIH|FINUL|FNUOD|FISNUA|BINU[A-Z]*|UNMI[KLST]|MANU[A-Z]*|FORPRONU|ONUCI|MANUI|"
    r"UNOWAS|UNITAD|UNMHA|UNSMIL|UNM[A-Z]{3})\b"
)
_OTHERS = re.compile(
    r"\b(?:MISCA|AMISOM|AFISMA|MISMA|EUFOR|ECOMOG|ISAF|KFOR|SFOR|IFOR|ATMIS|INTERFET|"
    r"[Mm]ultinational [Ff]orce|[Ff]orce multinationale)\b|البعثة|القوة"
)
_ASIDE = re.compile(
    r",?\s(?:in (?:close )?(?:coordination|consultation|cooperation|conjunction|partnership|"
    r"collaboration) with|with the (?:support|assistance|help) of|with support from|through|"
    r"working with|acting|in accordance with|pursuant to|after|following|without prejudice to|"
    r"within|by [a-z]+ing|where|as well as through|together with|en (?:étroite )?(?:coordination|"
    r"consultation|coopération|concertation) avec|avec l['’](?:appui|aide|assistance)|par l['’]intermédiaire|"
    r"agissant|par l['’]entremise|conformément|appuyées?|dans les? limites?|بالتنسيق مع|بالتعاون مع|"
    r"بالتشاور مع|من خلال|including|notamment|y compris|in particular|especially|en particulier)\b[^,;]*?(?=[,;]|\sto\s|$)"
)
_CUT = {
    "en": re.compile(
        r"\bto (?!armed|the\b|this|its\b|it\b|which|these|those|a\b|an\b|conflict|peace|all\b)|\bthat\b|\bshall\b|\bmay\b|\bwill\b"
    ),
    "fr": re.compile(
        r"\b(?:de|d['’]|à)\s?(?:ne pas |se |s['’]|lui |le |la |l['’]|les |leur |y |bien |pleinement |continuer)?(?:[a-zéèêîôû]+(?:er|ir|re|oir))\b|\bqu['’](?:il|elle|on)|\bque\b"
    ),
    "ar": re.compile(r"\b(?:أن|ان|بأن|إلى أن)\b|[،,]"),
}
_DUTY = re.compile(
    r"\b(?:need|should|must|shall|responsib|important for|importance for|importance of the|incumbent|obligation|"
    r"may undertake|need for|encouraged|doit|doivent|devrait|incombe|responsab|il importe que|necessite|nécessité)",
    re.IGNORECASE,
)
_COUNCIL_ACTS = re.compile(
    r"^\s*(?:also |further |to |its |that it |en outre |de |d['’]|son |l['’]|l |sa |également )*(?:remain|keep(?: \w+){0,4} under|review|"
    r"intention|intend|readiness|willingness|determination|consider|continue to (?:monitor|review|consider)|keep|revisit|rester|"
    r"demeurer|examiner|garder|réexaminer|suivre|intention|disposé|prêt|résolu|إبقاء|استعراض|عزمه|اعتزامه|استعداده|أن يبقي|يبقي)",
    re.IGNORECASE,
)
_HE = re.compile(r"^\s*(?:that )?(?:him|he)\b")
_JOINS = re.compile(r"(?:,|\b(?:and|or|as well as|et|ou|ainsi que)\b|\sو)")
_GENITIVE = re.compile(r"^['’]s?\b")


@lru_cache(maxsize=1)
def _cues() -> dict[tuple[str, Language], tuple[Cue, ...]]:
    table = tomllib.loads(path(ADDRESSEES_FILE).read_text(encoding="utf-8"))
    languages: tuple[Language, ...] = ("en", "fr", "ar")
    return {
        (name, language): tuple(parse_cue(written, language) for written in table[name][language])
        for name in ADDRESSEES
        if name in table
        for language in languages
    }


def addressees(
    text: str, verbs: tuple[CouncilVerb, ...], language: Language
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name who is to act, in order of the verbs that ask, and the words that say so.

    Returns:
        Addressees (`none` alone where nothing is asked of anybody), and words of the text.
    """
    found: list[tuple[str, str]] = []
    ends = [*(verb.begin for verb in verbs[1:]), len(text)][: len(verbs)]
    asked = False
    for verb, end in zip(verbs, ends, strict=True):
        object_ = text[verb.end : end]
        if verb.name in {"expresses", "decides", "undertakes", "reaffirms", "remains"} and (
            _COUNCIL_ACTS.match(object_) or verb.name in {"undertakes", "remains"}
        ):
            found.append(("council", words_of(verb, object_)))
            asked = True
            continue
        asks = verb.name in _ASKS or strength_of(verb) >= 3 or verb.carries == "invitation"
        if verb.name in {"approves", "endorses"}:
            asks = False
        if not asks:
            continue
        asked = True
        if _HE.match(object_) and "ecretary" in text[: verb.begin]:
            found.append(("sg", object_.split()[0]))
            continue
        found.extend(_named(object_, language, verb.name))
    if not asked:
        for verb, end in zip(verbs, ends, strict=True):
            object_ = text[verb.end : end]
            if verb.name in _STRESSES and _DUTY.search(object_[:120]):
                found.extend(_named(object_[:140], language, verb.name))
                break
    names: dict[str, str] = {}
    for name, words in found:
        names.setdefault(name, words)
    if not names:
        return ("none",), ()
    return tuple(names), tuple(names.values())


def names_operation(text: str) -> bool:
    """Tell whether a text names an operation of the United Nations or of others."""
    return bool(_MISSION.search(text) or _OTHERS.search(text))


def words_of(verb: CouncilVerb, object_: str) -> str:
    """Return a verb and the three words after it."""
    return " ".join([verb.words, *object_.split()[:3]])


class _Name(NamedTuple):
    """One who is named: the words that do so, and where they stand in the plain form."""

    name: str
    words: str
    begin: int
    end: int


def _named(object_: str, language: Language, verb: str) -> list[tuple[str, str]]:
    """Name those that the head of a verb's object names, in order."""
    head = _ASIDE.sub(" ", object_[:420])
    for limit, cut in _limits(head, language):
        named = _entities(head[:limit], language)
        if named:
            chosen = named if cut else _side_by_side(head, named)
            return [(one.name, one.words) for one in chosen]
    if verb in {"decides", "authorizes"} and re.search(
        r"\b(?:mandate|mandat|ولاية|ceiling|troop|strength|effectif)", object_[:400], re.IGNORECASE
    ):
        return [("mission", "")]
    return []


def _side_by_side(head: str, named: list[_Name]) -> list[_Name]:
    """Keep the first named and those that stand in one list with it."""
    kept = named[:1]
    for one in named[1:]:
        between = head[kept[-1].end : one.begin]
        if len(between) > 45 or not _JOINS.search(between):
            break
        kept.append(one)
    return kept


def _limits(head: str, language: Language) -> list[tuple[int, bool]]:
    """Return where the one asked may end: before each infinitive or clause, then further on."""
    cuts = [found.start() for found in _CUT[language].finditer(head) if found.start() > 3]
    return [*((cut, True) for cut in cuts[:3]), (160, False), (300, False)]


def _entities(words: str, language: Language) -> list[_Name]:
    places: dict[str, tuple[int, int]] = {}
    found = _MISSION.search(words)
    if found and not _GENITIVE.match(words[found.end() :]):
        places["mission"] = (found.start(), found.end())
    plain = fold(words)
    for (name, of), cues in _cues().items():
        if of != language:
            continue
        for cue in cues:
            place = find_cue(cue, plain)
            if place is None or re.match(r"\ss\s", plain[place[1] : place[1] + 3]):
                continue
            begin = max(place[0] - 1, 0) if language != "ar" else place[0]
            if name not in places or begin < places[name][0]:
                places[name] = (begin, place[1] - 1)
    _settle(places, plain)
    ordered = sorted(places.items(), key=lambda item: item[1])
    return [
        _Name(name, words_at(words, begin + 1, end + 1), begin, end)
        for name, (begin, end) in ordered
    ]


def _settle(places: dict[str, tuple[int, int]], plain: str) -> None:
    """Drop what another name already says: States in the region are neighbours, and so on."""
    if "neighbours" in places and "member_states" in places:
        begin, end = places["neighbours"]
        if begin <= places["member_states"][0] <= end:
            del places["member_states"]
    if "sg" in places and "un_system" in places and "secretariat" not in plain:
        del places["un_system"]
    if "tpcc" in places and "member_states" in places:
        del places["member_states"]
    beside = (
        "host_gov" in places
        and "parties" in places
        and places["parties"][0] - places["host_gov"][1] < 4
    )
    if beside and "all part" not in plain:
        del places["parties"]
