"""The verb that a sub-item asks for, as a bare English lemma; None for a noun phrase."""

import re

from peaceops.direct.mandate.arabic import bare_arabic
from peaceops.domain.mandate import Language

_LEMMAS = frozenset(
    [
        "accelerate", "access", "accompany", "achieve", "act", "address", "adopt", "advance",
        "advise", "advocate", "aid", "allow", "analyse", "analyze", "apprehend", "arrange",
        "arrest", "assess", "assign", "assist", "assume", "attend", "authorize", "avoid",
        "begin", "bring", "build", "canton", "carry", "cease", "clear", "collaborate", "collect",
        "combat", "communicate", "complete", "comply", "conclude", "conduct", "confiscate",
        "consolidate", "consider", "consult", "continue", "contribute", "control", "convene",
        "cooperate", "coordinate", "counter", "create", "deliver", "demilitarize", "demobilize",
        "deny", "deploy", "design", "destroy", "detect", "deter", "determine", "develop",
        "devise", "disarm", "discharge", "dismantle", "dispose", "disseminate", "document",
        "draft", "draw", "ease", "educate", "effect", "elaborate", "eliminate", "empower",
        "enable", "encourage", "end", "enforce", "engage", "enhance", "ensure", "escort",
        "establish", "evaluate", "examine", "exchange", "execute", "exercise", "expand",
        "expedite", "explore", "extend", "facilitate", "fight", "finalize", "follow", "foster",
        "free", "fulfil", "fulfill", "function", "gather", "give", "guarantee", "guard",
        "handle", "help", "hold", "honour", "hand", "identify", "implement", "improve",
        "include", "increase", "inform", "initiate", "inspect", "integrate", "intensify",
        "interposition", "investigate", "invite", "issue", "join", "keep", "launch", "lead",
        "leave", "lend", "liaise", "locate", "maintain", "make", "manage", "map", "mediate",
        "meet", "mentor", "mitigate", "mobilize", "monitor", "negotiate", "neutralize",
        "observe", "obtain", "offer", "open", "operate", "organize", "oversee", "participate",
        "patrol", "pay", "perform", "place", "plan", "play", "prepare", "preserve", "prevent",
        "proceed", "process", "procure", "produce", "promote", "prosecute", "protect", "provide",
        "publish", "pursue", "raise", "reach", "rebuild", "recommend", "reconfigure", "record",
        "recover", "recruit", "reduce", "reform", "refrain", "register", "regroup",
        "rehabilitate", "reintegrate", "release", "remain", "remove", "repatriate", "report",
        "request", "require", "resolve", "respect", "respond", "restore", "restrict", "return",
        "review", "ratify", "revise", "safeguard", "scale", "screen", "secure", "seek", "seize",
        "sensitize", "serve", "set", "share", "sign", "stabilize", "start", "station", "stop",
        "store", "strengthen", "submit", "supervise", "supply", "support", "surrender", "survey",
        "suspend", "sustain", "take", "terminate", "track", "train", "transfer", "transport",
        "treat", "uphold", "undertake", "unify", "update", "upgrade", "use", "utilize", "verify",
        "vet", "visit", "withdraw", "work",
    ]
)  # fmt: skip
_IRREGULAR = {"being": "be", "using": "use", "liaising": "liaise", "dying": "die"}
_TO = re.compile(r"\b(?:To|to)\s+((?:\w+ly\s+|further\s+|help\s+(?=\w+ly))?)([a-z]+)\b")
_HEAD_TO = re.compile(r"(?:^|(?<=[a-z:;.] ))To\s+(?:\w+ly\s+|further\s+|also\s+)?([a-z]+)\b")
_FIRST = re.compile(
    r"^(?:(?:Actively|Regularly|Fully|Immediately|Jointly|Effectively|Further|Also)\s+)?([A-Za-z]+)\b"
)
_LEADING = re.compile(
    r"^(?:when|where|within|without|in|on|at|if|as|with|through|to that end|upon|pending|subject)\b",
    re.IGNORECASE,
)
_NOUNS = frozenset(
    {
        "support", "access", "aid", "control", "return", "release", "reform", "review", "report",
        "use", "process", "progress", "plan", "work", "train", "map", "survey", "function",
        "place", "respect", "transport", "request", "record", "transfer", "supply", "share",
        "issue", "fight", "help", "lead", "play", "effect", "start", "end", "draft", "visit",
        "track", "offer", "guard", "patrol", "exercise", "register", "station", "stop", "store",
        "set", "scale", "document", "escort", "vet", "handle", "hand", "draw", "attend",
        "update", "advance", "free", "ease", "open", "secure",
    }
)  # fmt: skip
_NOUN_NEXT = re.compile(r"^\s+(?:of|in|from|by|on|towards?|made|between|within)\b")

_FRENCH: dict[str, str] = {}
for _lemma_of, _words_of in (
    ("protect", "protéger"), ("provide", "assurer fournir offrir prêter apporter dispenser donner"),
    ("identify", "recenser identifier repérer"), ("design", "définir concevoir"), ("take", "jouer prendre"),
    ("assist", "aider assister concourir seconder"), ("devise", "élaborer"), ("promote", "favoriser promouvoir"),
    ("contribute", "contribuer participer concourir"), ("monitor", "surveiller suivre observer contrôler"),
    ("support", "soutenir appuyer"), ("help", "concourir"), ("regroup", "regrouper"),
    ("coordinate", "coordonner agir"), ("seize", "saisir"), ("cooperate", "coopérer collaborer"),
    ("establish", "établir créer instaurer mettre"), ("ensure", "veiller garantir assurer"), ("encourage", "encourager"),
    ("facilitate", "faciliter"), ("deter", "dissuader décourager"), ("implement", "appliquer exécuter"),
    ("maintain", "préserver maintenir"), ("exercise", "user exercer"), ("foster", "créer instaurer"),
    ("strengthen", "renforcer consolider améliorer"), ("report", "rendre signaler"), ("verify", "vérifier"),
    ("investigate", "enquêter"), ("prevent", "prévenir empêcher éviter"), ("restore", "rétablir restaurer"),
    ("stabilize", "stabiliser"), ("extend", "étendre"), ("train", "former"), ("collect", "recueillir collecter"),
    ("destroy", "détruire"), ("liaise", "liaison"), ("advise", "conseiller"), ("share", "communiquer partager"),
    ("conduct", "mener conduire procéder effectuer"), ("continue", "continuer poursuivre"), ("develop", "développer élaborer"),
    ("deploy", "déployer"), ("patrol", "patrouiller"), ("secure", "sécuriser"), ("arrest", "arrêter appréhender"),
    ("accompany", "accompagner"), ("organize", "organiser"), ("prepare", "préparer"), ("reduce", "réduire"),
    ("complete", "achever"), ("neutralize", "neutraliser"), ("inform", "informer"), ("raise", "sensibiliser"),
    ("undertake", "entreprendre"), ("work", "travailler œuvrer"), ("give", "accorder"), ("observe", "constater"),
    ("respect", "respecter"), ("cease", "cesser"), ("release", "libérer"), ("engage", "dialoguer"),
):  # fmt: skip
    for _word in _words_of.split():
        _FRENCH.setdefault(_word, _lemma_of)
_FRENCH_PHRASES = (
    (re.compile(r"mettre en (?:œuvre|oeuvre|place)", re.IGNORECASE), "implement"),
    (re.compile(r"prêter (?:son |un )?(?:appui|soutien|concours)", re.IGNORECASE), "support"),
    (re.compile(r"apporter (?:son |un )?(?:appui|soutien|concours)", re.IGNORECASE), "support"),
    (re.compile(r"concourir à renforcer", re.IGNORECASE), "help"),
    (re.compile(r"créer (?:les|des) conditions", re.IGNORECASE), "foster"),
    (re.compile(r"rendre compte", re.IGNORECASE), "report"),
)
_FRENCH_FIRST = re.compile(
    r"^(?:En [^,]{3,80}, |Dans [^,]{3,80}, )?(?:S['’]|Se |se )?([A-Za-zéèêœîôûàçÉ]+)\b"
)
_FRENCH_HEADING = re.compile(r"(?<=[a-zé:;] )([A-ZÉ][a-zéèêœîôû]+(?:er|ir|re|oir))\b")

_ARABIC = {
    "حمايه": "protect", "توفير": "provide", "دعم": "support", "مساعده": "assist", "رصد": "monitor",
    "تيسير": "facilitate", "كفاله": "ensure", "ضمان": "ensure", "تعزيز": "strengthen", "تقديم": "provide",
    "المساهمه": "contribute", "الاسهام": "contribute", "ردع": "deter", "تنفيذ": "implement", "منع": "prevent",
    "تنسيق": "coordinate", "اعداد": "prepare", "وضع": "develop", "القيام": "undertake", "التحقق": "verify",
    "تحديد": "identify", "مراقبه": "monitor", "بذل": "exercise", "تهييه": "foster", "تشجيع": "encourage",
    "التعاون": "cooperate", "الحفاظ": "maintain", "انشاء": "establish",
}  # fmt: skip


def task_verb(text: str, language: Language) -> str | None:
    """Return the lemma of a sub-item's own first verb, None for a noun phrase."""
    if text.endswith(":") and not re.search(r"\bTo [a-z]+", text):
        return None
    if language == "fr":
        return _french(text)
    if language == "ar":
        first = bare_arabic(text).split()[:1]
        word = first[0].strip(":؛،.") if first else ""
        return _ARABIC.get(word) or _ARABIC.get(word.removeprefix("ال"))
    return _english_verb(text)


def _english_verb(text: str) -> str | None:
    if _LEADING.match(text):
        return _after_aside(text)
    to = _HEAD_TO.search(text)
    if to and (to.start() == 0 or to.start() < 160):
        return _lemma(to[1]) or to[1]
    first = _FIRST.match(text)
    if not first:
        return None
    word = first[1].lower()
    if word in _NOUNS and (_NOUN_NEXT.match(text[first.end() :])):
        return None
    if (
        word in _NOUNS
        and word == "support"
        and text[:1].isupper()
        and re.match(r"\s+(?:for|to)\b", text[first.end() :])
    ):
        return None if re.match(r"\s+for\b", text[first.end() :]) else "support"
    return _lemma(word)


def _after_aside(text: str) -> str | None:
    """Read past `When necessary, …` or `In support of …,` to the verb after a comma."""
    found = re.search(r"[,;:]\s+(?:to\s+)?(?:\w+ly\s+)?([a-z]+)\b", text[:300])
    while found:
        lemma = _lemma(found[1])
        if lemma and found[1] not in _NOUNS:
            return lemma
        rest = re.search(r"[,;:]\s+(?:to\s+)?(?:\w+ly\s+)?([a-z]+)\b", text[found.end() : 400])
        if not rest:
            return None
        return _lemma(rest[1])
    return None


def _lemma(word: str) -> str | None:
    word = word.lower()
    if word in _LEMMAS:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ing") and len(word) > 5:
        stem = word[:-3]
        for candidate in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
            if candidate in _LEMMAS:
                return candidate
    return None


def _french(text: str) -> str | None:
    for pattern, lemma in _FRENCH_PHRASES:
        if pattern.match(text):
            return lemma
    heading = _FRENCH_HEADING.search(text)
    first = _FRENCH_FIRST.match(text)
    word = first[1].lower() if first else ""
    if (
        heading and heading.start() < 200 and heading[1].lower() in _FRENCH and word not in _FRENCH
    ) or (
        heading
        and heading.start() < 260
        and first
        and ":" not in text[: heading.start()]
        and heading.start() > 0
        and heading[1].lower() in _FRENCH
    ):
        word = heading[1].lower()
    return _FRENCH.get(word)
