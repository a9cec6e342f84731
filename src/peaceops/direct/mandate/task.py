"""From a paragraph to the tasks it gives: task codes, modality, words of order in time (B13)."""

import re
import tomllib
from functools import lru_cache

import msgspec

from peaceops.data import path
from peaceops.direct.mandate.cue import Cue, find_cue, parse_cue
from peaceops.direct.mandate.fold import fold, words_at
from peaceops.domain.mandate import TASK_CODES, Language

TASKS_FILE = "mandate/tasks.toml"
ACTORS = frozenset({"mission", "other_forces", "sg", "un_system"})
_MODALITY: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "en": (
        ("secure", frozenset(["protect", "deter", "secure", "escort", "neutralize", "prevent", "patrol", "guard", "disarm", "seize", "confiscate", "regroup", "maintain", "interpose", "enforce", "combat", "counter", "stabilize", "safeguard"])),
        ("monitor", frozenset(["monitor", "verify", "observe", "investigate", "report", "record", "identify", "document", "supervise", "inspect", "map", "track", "assess", "follow", "evaluate", "survey", "detect"])),
        ("assist", frozenset(["assist", "support", "help", "contribute", "facilitate", "advise", "train", "strengthen", "provide", "promote", "encourage", "coordinate", "cooperate", "accompany", "build", "develop", "foster", "liaise", "participate", "share", "mentor", "inform", "offer", "reform", "rehabilitate", "restore", "exercise", "enhance", "improve"])),
        ("lead", frozenset(["lead", "devise", "design", "organize", "implement", "establish", "conduct", "carry", "administer", "take", "prepare", "manage", "undertake", "ensure", "create", "execute", "plan", "develop", "deliver"])),
    ),
}  # fmt: skip
_SEQUENCE = {
    "en": re.compile(
        r" (?:initially|first phase|second phase|phased?|in phases|as a first step|subsequently|thereafter|prior to|before|following the|after the|upon the|once|in parallel|"
        r"gradually|progressively|sequenc\w+|immediately|as soon as possible|in the interim|interim|pending|from the date|as from|as of|step by step|in order of|no later than|until) "
    ),
    "fr": re.compile(
        r" (?:initialement|premiere phase|deuxieme phase|par etapes|phases?|dans un premier temps|ensuite|ulterieurement|avant|apres|des que|une fois|progressivement|parallelement|immediatement|"
        r"des que possible|en attendant|a compter|a partir|au plus tard|jusqu|ordre) "
    ),
    "ar": re.compile(
        r"(?:مرحله|مراحل|اولا|ثم|لاحقا|قبل|بعد|عقب|تدريجيا|علي الفور|فورا|في غضون|ريثما|اعتبارا من|حتي)"
    ),
}
_STRATEGIC = re.compile(
    r" (?:political (?:process|solution|settlement|strateg\w+)|lasting peace|sustainable peace|strategic (?:priorit\w+|objective)|peace agreement|root causes|long term|reconciliation|exit strategy|stabil\w+|"
    r"mandate of .{0,60} shall|processus politique|paix durable|priorites? strategiques?|accord de paix|causes profondes|reconciliation|strategie de sortie) |(?:السلام الدائم|العمليه السياسيه|الاسباب الجذريه)"
)
_TACTICAL = re.compile(
    r" (?:patrol\w*|helicopters?|battalions?|checkpoints?|static|fixed site|mobile and|escort\w*|convoys?|fixed and|bases?|night|site security|observation posts?|quick reaction|aerial|camp security|perimeter|"
    r"patrouill\w*|helicopteres?|bataillons?|escort\w*|postes? d observation|points? de controle) |(?:دوريات|مروحيات|كتائب|نقاط تفتيش)"
)


class Tasking(msgspec.Struct, frozen=True):
    """What tasks a paragraph gives, in the order of the words they rest on."""

    codes: tuple[str, ...]
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, frozenset[str], dict[Language, tuple[Cue, ...]]], ...]:
    table = tomllib.loads(path(TASKS_FILE).read_text(encoding="utf-8"))
    languages: tuple[Language, ...] = ("en", "fr", "ar")
    return tuple(
        (
            code,
            frozenset(table[code]["needs"]),
            {one: tuple(parse_cue(words, one) for words in table[code][one]) for one in languages},
        )
        for code in TASK_CODES
    )


def tasks_of(text: str, categories: tuple[str, ...], language: Language) -> Tasking:
    """Find the task codes of a paragraph that tasks somebody.

    A code needs both: that the paragraph is about one of the code's categories, and words of it.
    """
    plain = fold(text)
    about = set(categories)
    found: list[tuple[int, str, str]] = []
    for code, needs, cues in _cues():
        if not needs & about:
            continue
        places = [place for cue in cues[language] if (place := find_cue(cue, plain))]
        if places:
            first = min(places)
            found.append((first[0], code, words_at(text, *first)))
    found.sort()
    return Tasking(tuple(code for _, code, _ in found), tuple(words for _, _, words in found))


def modality_of(task_verb: str | None, *, forceful: bool) -> str | None:
    """Return monitor, assist, secure or lead by the task's verb, None where it tells nothing."""
    if task_verb is None:
        return None
    for modality, verbs in _MODALITY["en"]:
        if task_verb in verbs:
            if modality == "secure" and task_verb in {"maintain", "prevent"} and not forceful:
                return "assist"
            return modality
    return None


def sequence_words(text: str, language: Language) -> tuple[str, ...]:
    """Return the words that put a task in order of time."""
    plain = fold(text)
    words: dict[str, None] = {}
    for found in _SEQUENCE[language].finditer(plain):
        words.setdefault(words_at(text, found.start(), found.end()).lower())
    return tuple(word for word in words if word)


def scale_of(text: str, level: str | None) -> tuple[str, tuple[str, ...]]:
    """Return strategic, operational or tactical (R-14), and the words that say so."""
    plain = fold(text)
    tactical = _TACTICAL.search(plain)
    if tactical:
        return "tactical", (tactical[0].strip(),)
    strategic = _STRATEGIC.search(plain)
    if strategic:
        return "strategic", (strategic[0].strip(),)
    return ("strategic" if level == "political" else "operational"), ()
