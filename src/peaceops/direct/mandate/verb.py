"""What the Council does in a paragraph: its finite verbs in order, each with the place it stands at.

A verb counts where the Council is its subject: at the head of the paragraph, or after a comma or a
conjunction, with nothing but adverbs and short asides before it. Values are English third persons,
lower case, for texts in every language (codebook).
"""

import re

import msgspec

from peaceops.direct.mandate.arabic import bare_arabic
from peaceops.domain.mandate import STRENGTHS, Language


class CouncilVerb(msgspec.Struct, frozen=True):
    """A verb of the Council.

    Attributes:
        name: as in `calls upon`.
        words: as they stand in the text.
        begin: place of the first letter.
        end: place after the last.
        carries: the word after it that tells what a carrier carries (`call`, `demand`), else empty.
    """

    name: str
    words: str
    begin: int
    end: int
    carries: str = ""


_EN_NAMES = {
    "calls on": "calls upon",
    "calls again upon": "calls upon",
    "calls once again upon": "calls upon",
    "appeals to": "appeals",
    "request": "requests",
    "re-emphasizes": "emphasizes",
    "reemphasizes": "emphasizes",
    "appeals": "appeals",
    "authorises": "authorizes",
    "emphasises": "emphasizes",
    "recognises": "recognizes",
}
_EN_PLAIN = [
    "accepts", "acknowledges", "adopts", "affirms", "agrees", "appreciates", "approves", "asks",
    "authorizes", "authorises", "commends", "concludes", "concurs", "condemns", "confirms",
    "congratulates", "considers", "decides", "declares", "demands", "denounces", "deplores",
    "determines", "directs", "emphasizes", "emphasises", "empowers", "encourages", "endorses",
    "establishes", "expects", "expresses", "extends", "insists", "instructs", "intends",
    "invites", "notes", "offers", "proclaims", "reaffirms", "recalls", "recognizes",
    "recognises", "recommends", "regrets", "reiterates", "rejects", "reminds", "renews",
    "requests", "reserves", "resolves", "stresses", "supports", "terminates", "underlines",
    "underscores", "undertakes", "urges", "warns", "welcomes", "acts", "applauds", "salutes",
    "advises", "commits", "deeply-regrets", "repeats", "restates", "states", "hopes", "thanks", "exhorts",
    "highlights", "re-emphasizes", "reemphasizes", "request",
]  # fmt: skip
_EN_PHRASES = (
    r"calls,?(?: (?:in|again|once|therefore|also|further|to)\b[^;]{0,60}?)? (?:up)?on|"
    r"calls (?:once again )?for|takes note|takes fully into account|takes into account|looks forward|"
    r"draws (?:the )?attention|pays tribute|appeals to|stands ready|remains (?:ready|committed|determined|seized)|"
    r"is (?:deeply |gravely |seriously )?(?:concerned|ready|determined|prepared)|has decided|holds"
)
_EN_VERB = rf"(?:{_EN_PHRASES}|{'|'.join(_EN_PLAIN)})"
_EN_ADVERB = (
    r"(?:also|further|furthermore|moreover|again|once again|once more|strongly|firmly|fully|deeply|urgently|"
    r"likewise|therefore|in particular|accordingly|consequently|finally|hereby|thus|particularly|"
    r"especially|in addition|additionally|similarly|again|equally|unequivocally|unreservedly|"
    r"vigorously|gravely|categorically|simultaneously|"
    r"(?:in|to|for|with) (?:this|that|these|such|so)(?: \w+){1,4}|in doing so|at the same time|as a matter of \w+|"
    r"pursuant to [^,;]{1,60}|acting under[^,;]{1,60}(?:,[^,;]{1,40})?|"
    r"on this basis|on that basis|in response|as appropriate|in light of [^,;]{1,60}|when appropriate|where appropriate|"
    r"in accordance with [^,;]{1,60}|while [^,;]{1,90}|having [^,;]{1,90}|following [^,;]{1,60})"
)
_EN = re.compile(
    rf"(?:^|(?<=[,;:.)\u2014\u2013])\s*|(?<=\s)(?=(?:and|but|or|further|also)\s))"
    r"(?P<subject>[\"“«]?The (?:Security )?Council,?\s+)?"  # in statements
    rf"(?:(?:and|but|or)\b,?\s+)?(?:{_EN_ADVERB}\b,?\s+(?:and\s+)?){{0,4}}(?P<verb>{_EN_VERB})\b",
    re.IGNORECASE,
)
# After these the word is a noun or belongs to another subject.
_EN_NOT_AFTER = re.compile(
    r"(?:\b(?:which|who|that|it|the|its|their|his|of|for|to|with|all|any|these|those|such|other|"
    r"urgent|relevant|previous|specific|and the)\s*)$",
    re.IGNORECASE,
)
_EN_NOT_BEFORE = re.compile(
    r"^\s+(?:of|from|by|made|contained|and (?:demands|requests|calls|recommendations|needs)|verbales?|"
    r"addressed|set out|issued|submitted|mechanisms?|as well|received|to (?:their|his|its) )\b",
    re.IGNORECASE,
)
_NOUNS = frozenset(
    {
        "requests", "demands", "calls", "notes", "supports", "appeals", "offers", "acts",
        "hopes", "invites", "reserves", "extends", "establishes", "considers", "thanks", "holds",
    }
)  # fmt: skip
_STARTERS_ONLY = frozenset(
    {
        "acts", "holds", "hopes", "thanks", "offers", "intends", "extends", "establishes",
        "agrees", "considers", "concludes", "accepts", "supports", "reserves", "directs",
        "resolves", "commits", "asks", "advises", "proclaims", "repeats", "restates", "states", "request",
    }
)  # fmt: skip
_CARRIED = re.compile(
    r"^\s+(?:its|his|sa|son|le|la|l['’]|ses|the|once again|again|that)?\s*(?:\w+\s+){0,3}?"
    r"(call|appeal|demand|request|invitation|intention|readiness|support|concern|appreciation|"
    r"condemnation|commitment|decision|authori[sz]ation|gratitude)s?\b",
    re.IGNORECASE,
)

_FR_TABLE: tuple[tuple[str, str], ...] = (
    (r"décide", "decides"),
    (r"autorise", "authorizes"),
    (r"exige(?:\s+de nouveau)?", "demands"),
    (r"enjoint", "demands"),
    (r"ordonne", "demands"),
    (r"approuve|fait sien(?:ne)?s?|souscrit|entérine", "endorses"),
    (
        r"demande (?:une fois )?(?:encore |de nouveau )?(?:également |aussi |en outre |donc )?instamment|"
        r"prie (?:également |aussi |en outre |une nouvelle fois )?instamment|exhorte|continue d['’]exhorter|"
        r"engage (?:également |aussi |en outre |de nouveau )?(?:vivement|instamment|fermement)|presse",
        "urges",
    ),
    (r"prie", "requests"),
    (r"charge", "requests"),
    (r"demande", "calls upon"),
    (r"appelle(?: de (?:nouveau|ses vœux))?(?!\s+l['’]attention)", "calls upon"),
    (r"lance (?:un|de nouveau un|à nouveau un) appel", "calls upon"),
    (r"engage|encourage|continue d['’](?:encourager|engager)", "encourages"),
    (r"invite", "invites"),
    (r"souligne", "emphasizes"),
    (r"insiste", "stresses"),
    (r"met l['’]accent", "emphasizes"),
    (r"se félicite|accueille(?: avec (?:satisfaction|intérêt))?|se réjouit", "welcomes"),
    (r"salue", "welcomes"),
    (r"félicite|rend hommage|loue", "commends"),
    (r"réaffirme", "reaffirms"),
    (r"rappelle", "recalls"),
    (r"réitère|renouvelle|répète|redit", "reiterates"),
    (r"affirme", "affirms"),
    (r"prend (?:également |aussi |en outre |dûment )?(?:note|acte)", "takes note"),
    (r"note|constate|relève|observe", "notes"),
    (r"condamne", "condemns"),
    (r"déplore|réprouve", "deplores"),
    (r"regrette", "regrets"),
    (
        r"exprime|se déclare|se dit|est (?:vivement |gravement |profondément )?préoccupé|demeure (?:\w+ )?préoccupé|s['’](?:inquiète|alarme|indigne|émeut)|entend|a l['’]intention|se propose",
        "expresses",
    ),
    (r"reconnaît|est conscient|considère|a conscience", "recognizes"),
    (r"recommande|préconise", "recommends"),
    (r"confirme", "confirms"),
    (r"appuie|soutient", "supports"),
    (r"attend avec intérêt|compte(?= que| sur | bien )", "looks forward"),
    (r"appelle l['’]attention|attire l['’]attention", "draws attention"),
    (r"remercie|sait gré", "commends"),
    (r"déclare", "declares"),
    (r"avertit|met en garde|prévient", "warns"),
    (r"s['’]engage", "undertakes"),
    (r"espère|souhaite", "encourages"),
    (r"envisage", "expresses"),
    (r"estime|juge", "considers"),
    (r"proroge", "extends"),
    (r"prévoit", "expects"),
    (r"rejette", "rejects"),
    (r"désigne", "designates"),
    (r"établit|crée|institue", "establishes"),
    (r"reste|demeure", "remains"),
    (r"accepte", "accepts"),
    (r"convient", "agrees"),
    (r"adopte", "adopts"),
    (r"tient", "holds"),
)
_FR_VERBS = [(re.compile(rf"^(?:{pattern})$", re.IGNORECASE), name) for pattern, name in _FR_TABLE]
_FR_VERB = "|".join(f"(?:{pattern})" for pattern, _ in _FR_TABLE)
_FR_ADVERB = (
    r"(?:également|aussi|en outre|de plus|de nouveau|à nouveau|une nouvelle fois|en particulier|"
    r"par ailleurs|toutefois|à cet égard|à ce sujet|à ce propos|à cette fin|à cet effet|dans ce contexte|dans cette optique|"
    r"dans cet esprit|en conséquence|enfin|notamment|en même temps|sur ce point|pour ce faire|en ce sens|"
    r"agissant en vertu[^,;]{1,70}|en application de [^,;]{1,70}|conformément à [^,;]{1,70}|"
    r"dans ce (?:cadre|contexte)|d['’]autre part|ainsi|donc|tout en [^,;]{1,90})"
)
_FR = re.compile(
    rf"(?:^|(?<=[,;:).])\s*|(?<=\s)(?=(?:et|mais)\s))"
    r"(?:[\"“«]?\s?Le Conseil (?:de sécurité )?)?"
    rf"(?:(?:et|mais)\b,?\s+)?(?:{_FR_ADVERB}\b\s?,?\s+){{0,3}}(?:l['’]\s?|les?\s|la\s|lui\s|leur\s|y\s|en\s)?(?P<verb>{_FR_VERB})(?=[\s,;.]|$)",
    re.IGNORECASE,
)
_FR_NOT_AFTER = re.compile(r"\b(?:qui|que|il|elle|on|ne|lequel|dont|où)\s*$", re.IGNORECASE)
_FR_SG = re.compile(
    r"^\s*(?:,[^,;]{1,60},)?\s*(?:en outre |également |aussi |de nouveau )?(?:au|le|à son|à la|aux?)\s+(?:Secrétaire|Secrétariat|Représentant|Envoyé|MI|MO|MA|FI|ON|UN|Mission|Équipe|Groupe d|Comité)"
)
_AR_TABLE: tuple[tuple[str, str], ...] = (
    (r"يقرر", "decides"),
    (r"ياذن|يخول", "authorizes"),
    (r"يطالب", "demands"),
    (r"يوافق|يقر(?!ر)", "endorses"),
    (r"يويد", "endorses"),
    (r"يطلب", "requests"),
    (r"يحث", "urges"),
    (r"يهيب|يدعو|يناشد", "calls upon"),
    (r"يشجع", "encourages"),
    (r"يشدد", "stresses"),
    (r"يوكد من جديد|يعيد تاكيد", "reaffirms"),
    (r"يوكد", "emphasizes"),
    (r"يبرز", "underlines"),
    (r"يرحب", "welcomes"),
    (r"يشيد|يثني", "commends"),
    (r"يشير|يذكر", "recalls"),
    (r"يكرر", "reiterates"),
    (r"يحيط علما", "takes note"),
    (r"يلاحظ", "notes"),
    (r"يعرب|يعتزم|يبدي", "expresses"),
    (r"يدين", "condemns"),
    (r"يشجب|يستنكر", "deplores"),
    (r"يعترف|يسلم|يدرك|يقدر", "recognizes"),
    (r"يتطلع", "looks forward"),
    (r"يعلن", "declares"),
    (r"ياسف", "regrets"),
    (r"يمدد", "extends"),
    (r"يحذر", "warns"),
    (r"يوصي", "recommends"),
    (r"يتعهد|يلتزم", "undertakes"),
    (r"يستعرض|يبقي", "remains"),
)
_AR_VERBS = [(re.compile(rf"^(?:{pattern})"), name) for pattern, name in _AR_TABLE]
_AR = re.compile(
    rf"(?:^|(?<=[،؛,;:.])\s*|(?<=\s)(?=و))(?:كما\s+|وفي هذا الصدد\s?[،,]?\s+|ثم\s+)?(?:و)?(?P<verb>"
    rf"{'|'.join(f'(?:{pattern})' for pattern, _ in _AR_TABLE)})(?=[\s،؛,;.]|$)"
)
_AR_SG = re.compile(r"^\s+(?:كذلك\s+|ايضا\s+)?(?:الي|من)\s+(?:الامين العام|الامانه|البعثه)")


def council_verbs(text: str, language: Language) -> tuple[CouncilVerb, ...]:
    """Find the verbs whose subject is the Council, in order; a repeated verb is repeated."""
    if language == "fr":
        return _french(text)
    if language == "ar":
        return _arabic(text)
    return _english(text)


def strength_of(verb: CouncilVerb) -> int:
    """Return 5 (decides) to 1 (notes); a call repeated is as strong as a call (codebook)."""
    for strength, names in STRENGTHS.items():
        if verb.name in names:
            return strength
    if verb.name in {"reiterates", "renews"}:
        if verb.carries in {"demand"}:
            return 5
        if verb.carries in {"request"}:
            return 4
        if verb.carries in {"call", "appeal"}:
            return 3
    return 1


def _english(text: str) -> tuple[CouncilVerb, ...]:
    verbs: list[CouncilVerb] = []
    for found in _EN.finditer(text):
        begin, end = found.span("verb")
        word = " ".join(found["verb"].lower().split())
        first = not verbs
        at_head = found.start() == 0 or bool(found["subject"])
        if not at_head:
            one_word = " " not in word
            if _EN_NOT_AFTER.search(text[:begin]) or (
                one_word and _EN_NOT_BEFORE.match(text[end:])
            ):
                continue
            if first and len(text[:begin]) > 400:
                continue
            if word in _STARTERS_ONLY:
                continue
            if word in _NOUNS and _noun_here(text, begin, end):
                continue
        name = re.sub(
            r"\s*,?\s*(?:once again|again|also|further|therefore|in this regard)\s*,?", "", word
        )
        name = _EN_NAMES.get(name, name)
        name = _EN_NAMES.get(word, name)
        if word.startswith("calls") and word.endswith("on"):
            name = "calls upon"
        if name.startswith("draws"):
            name = "draws attention"
        if name in {"calls on", "calls upon"}:
            name = "calls upon"
        if name.startswith("remains "):
            name = "remains"
        if name.startswith("is "):
            name = "expresses" if name.endswith("concerned") else "is"
        carried = _CARRIED.match(text[end : end + 70])
        verbs.append(
            CouncilVerb(name, text[begin:end], begin, end, carried[1].lower() if carried else "")
        )
    return tuple(verbs)


def _noun_here(text: str, begin: int, end: int) -> bool:
    """Tell whether a word that can be a plural noun is one in a list of nouns."""
    after = text[end : end + 30].lstrip().lower()
    before = text[:begin].rstrip().lower()
    if after.startswith(
        ("that ", "the ", "all ", "its ", "with ", "his ", "member", "states", "on ")
    ):
        return False
    if after[:1] in {",", ";", "."} or after.startswith(("and ", "or ", "for ", "to ")):
        return not after.startswith(("for ", "to ")) or before.endswith(("the", "of"))
    return False


def _french(text: str) -> tuple[CouncilVerb, ...]:
    verbs: list[CouncilVerb] = []
    for found in _FR.finditer(text):
        begin, end = found.span("verb")
        word = " ".join(found["verb"].lower().split())
        if verbs and _FR_NOT_AFTER.search(text[:begin]):
            continue
        name = next((name for pattern, name in _FR_VERBS if pattern.match(word)), "")
        if not name:
            continue
        rest = text[end:]
        if verbs and name in {
            "remains",
            "holds",
            "establishes",
            "considers",
            "accepts",
            "agrees",
            "adopts",
            "extends",
            "designates",
            "expects",
            "supports",
        }:
            continue
        if (
            verbs
            and word in {"note", "demande", "charge", "compte", "entend"}
            and re.match(r"\s+(?:de|du|des|d['’]|et|,|verbale)", rest)
            and text[:begin].rstrip().endswith((" et", ","))
            and not re.match(r"\s+(?:de (?:nouveau|continuer)|des? (?:États|membres))", rest)
        ):
            continue
        if name == "calls upon" and word.startswith("demande") and _FR_SG.match(rest):
            name = "requests"
        verbs.append(CouncilVerb(name, text[begin:end], begin, end, _french_carried(rest)))
    return tuple(verbs)


def _french_carried(rest: str) -> str:
    head = rest[:70].lower()
    for word, name in (
        ("exige", "demand"),
        ("demande", "request"),
        ("appel", "call"),
        ("intention", "intention"),
    ):
        if word in head:
            return name
    return ""


def _arabic(text: str) -> tuple[CouncilVerb, ...]:
    bare = bare_arabic(text)
    verbs: list[CouncilVerb] = []
    for found in _AR.finditer(bare):
        begin, end = found.span("verb")
        word = found["verb"]
        name = next((name for pattern, name in _AR_VERBS if pattern.match(word)), "")
        rest = bare[end:]
        if (
            name == "requests"
            and not _AR_SG.match(rest)
            and re.match(r"\s+الي\s+(?:جميع|كل|الدول)", rest)
        ):
            name = "calls upon"
        verbs.append(CouncilVerb(name, word, begin, end))
    return tuple(verbs)
