"""Which tier of protection an item that tasks a mission with protection belongs to (doctrine B2)."""

import re

from peaceops.direct.mandate.flag import Flag
from peaceops.direct.mandate.fold import fold, words_at
from peaceops.domain.mandate import Language

Tier = str

_CROSS = {
    "en": r"early warning|mission wide|protection strateg\w+|strateg\w+ for the protection|comprehensive strategy|comprehensive (?:protection|approach to)|identify (?:and record |and report )?threats|threat assessment|"
    r"protection (?:of civilians )?strateg\w+|threats? and attacks against|record threats|coordinat\w+ (?:of )?(?:the )?protection|whole of mission|protection advisers?|joint protection teams?|"
    r"information gathering|assess\w* threats|anticipat\w+",
    "fr": r"alerte rapide|strategie (?:globale )?de protection|recenser (?:et constater )?les menaces|a l echelle de la mission|evaluation des menaces|equipes communes de protection|recueil d informations|strategie .{0,25} protection|conseillers .{0,25}protection",
    "ar": r"الانذار المبكر|استراتيجيه الحمايه|استراتيجيه شامله|تحديد التهديدات|تقييم التهديدات",
}
_TWO = {
    "en": r"physical violence|patrol\w*|deter\w*|physical\w* protect\w*|protect\w* (?:the )?(?:\w+ )?civilian\w* (?:from|under|against|in)|from (?:threat|imminent)|secure (?:sites|areas)|presence|deploy\w*|"
    r"to protect (?:\w+ ){0,4}(?:civilian|population)\w*|afford protection|public safety|interpos\w+|escort\w*|protect\w* civilians|offensive|security (?:within|of) (?:and )?(?:of |within )?(?:\w+ )?(?:protection|camps?|sites?)|camp security|protect .{0,40}(?:women|children|displaced|refugees)",
    "fr": r"violences? physiques?|patrouill\w*|dissua\w*|proteger (?:les )?(?:\w+ ){0,3}(?:civil|popul)\w*|protection physique|presence|deploi\w*|surete et la securite publiques|securite .{0,40} sites de protection|interpos\w+|escort\w*|proteg\w+ .{0,40}(?:femmes|enfants|deplaces)",
    "ar": r"العنف البدني|الدوريات|ردع|حمايه المدنيين|تواجد|الوجود|حمايه السكان",
}
_ONE = {
    "en": r"good offices|mediat\w+|dialogue|reconciliation|advoca\w+|confidence building|public information|engag\w+ (?:with )?(?:the )?(?:parties|local|communit)|conflict resolution|community engagement|negotiat\w+|inter ?communal",
    "fr": r"bons offices|mediation|dialogue|reconciliation|sensibilisation|mesures de confiance|information du public|plaidoyer|negociation|intercommunautaire",
    "ar": r"المساعي الحميده|الوساطه|الحوار|المصالحه|الدعوه",
}
_THREE = {
    "en": r"protective environment|environment (?:for|conducive)|secure environment|return of|voluntary return|eventual|capacit\w+|institution\w*|human rights|conditions (?:for|conducive)|safe return|justice|training|accountab\w+|rule of law|reform|conditions of security",
    "fr": r"environnement protecteur|conditions de securite|retour|capacites|institution\w*|droits de l homme|climat de securite|formation|etat de droit|conditions propices",
    "ar": r"بيئه (?:حمائيه|حاميه|امنه|مواتيه)|العوده|بناء القدرات|قدرات|حقوق الانسان|المؤسسات",
}
_COMPILED = {
    name: {
        language: re.compile(rf"(?<= )(?:{words})" if language != "ar" else words)
        for language, words in table.items()
    }
    for name, table in (("cross", _CROSS), ("II", _TWO), ("I", _ONE), ("III", _THREE))
}
_HEAD = 220
"""Characters within which an item says what it is mainly about."""
_LIFE = {
    "en": re.compile(r" (?:physical violence|active patrol\w*|deter violence|all necessary)"),
    "fr": re.compile(r" (?:violences? physiques?|dissuader|patrouill\w*)"),
    "ar": re.compile(r"العنف البدني|ردع"),
}


def tier_of(text: str, language: Language) -> tuple[Tier | None, Flag]:
    """Return I, II, III, cross, or None where no words tell; the flag holds the words.

    The item's main act decides: where several tiers are named, the one named first, and physical
    protection before the rest where its own words (physical violence, deterrence) stand there.
    """
    plain = fold(text)
    places: dict[str, tuple[int, int]] = {}
    for name, table in _COMPILED.items():
        found = table[language].search(plain)
        if found:
            places[name] = found.span()
    if not places:
        return None, Flag(False)
    if (
        "cross" in places
        and places["cross"][0] < _HEAD
        and not _first_is_life(plain, language, places)
        and places.get("I", (len(plain), 0))[0] > places["cross"][0]
    ):
        chosen = "cross"
    elif _LIFE[language].search(plain[:260]):
        chosen = "II"
    else:
        chosen = min(places, key=lambda name: places[name][0])
        if chosen == "II" and "I" in places and places["I"][0] < 60:
            chosen = "I"
        if chosen == "II" and "III" in places and places["III"][0] < 60:
            chosen = "III"
    return chosen, Flag(
        True, (words_at(text, *places.get(chosen, next(iter(places.values())))),), 0.7
    )


def _first_is_life(plain: str, language: Language, places: dict[str, tuple[int, int]]) -> bool:
    found = _LIFE[language].search(plain)
    return found is not None and found.start() < places["cross"][0]
