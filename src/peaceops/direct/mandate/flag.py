"""Yes-or-no fields of a paragraph, each by the words that the codebook names.

A flag is read from the paragraph's own words; `clause.py` lets items inherit from their chapeau
where the codebook says so.
"""

import re

import msgspec

from peaceops.direct.mandate.fold import fold, words_at
from peaceops.domain.mandate import Language


class Flag(msgspec.Struct, frozen=True):
    """A flag as read from one text, and the words it rests on."""

    value: bool
    words: tuple[str, ...] = ()
    confidence: float = 0.9


_NO = 0.95

_FORCE = {
    "en": re.compile(
        r" (?:(?:all|any) (?:the )?necessary (?:means|measures|action)|all means necessary|"
        r"(?:take|taking) (?:all |any )?(?:the |such )?necessary actions?|"
        r"take all (?:the )?(?:measures|steps) necessary (?:to the fullest|to protect|to carry out)|"
        r"all measures (?:it deems )?necessary|all appropriate (?:measures and )?means|"
        r"use of (?:deadly |armed |necessary )?force|up to and including the use of|neutrali[sz](?:e|ing|ation of) (?:\w+ ){0,4}(?:armed|groups?|militias?|threats?|forces|rebels?|elements)|"
        r"offensive operations?|all measures required|means necessary|robust action) "
    ),
    "fr": re.compile(
        r" (?:(?:tous|de tous|par tous|toutes) (?:les )?(?:moyens|mesures) (?:qui (?:sont |seraient )?)?necessaires|"
        r"toutes (?:les )?mesures (?:voulues|requises) (?:pour|en vue)|(?:les|des) mesures (?:qui s imposent|"
        r"necessaires) (?:pour|en vue|a l effet) de (?:proteger|s acquitter)|"
        r"(?:usage|emploi|recours) (?:de|a) la force|operations offensives|neutralis\w*|"
        r"prendre les mesures necessaires (?:pour|afin|en vue) (?:de )?(?:proteger|assurer la protection)) "
    ),
    "ar": re.compile(
        r"(?:(?:جميع|كل|كافه) (?:الوسايل|الوسائل|التدابير|الاجراءات) (?:اللازمه|الضروريه)|استخدام القوه|"
        r"تحييد|العمليات الهجوميه)"
    ),
}
_FORCE_NEVER = re.compile(
    r" (?:zero tolerance|tolerance zero|sexual exploitation|exploitation sexuelle|non use of force|"
    r"threat or use of force|refrain from|use of force except|ceasefire|comply with|"
    r"non recours a la force|renounc\w+|inspection|cooperate fully|issuing visas) "
)
_FORCE_NEEDS = re.compile(
    r" (?:authori[sz]\w+|may|chapter vii|mandate|protect\w*|carry out|implement|decides|including taking|includes taking|"
    r"autorise\w*|chapitre vii|mandat|protege\w*|s acquitter|accomplir|user|utiliser) |(?:ياذن|الفصل السابع|حمايه|ولايه)"
)
_FORCE_ORDERS = re.compile(
    r" (?:urges|calls upon|calls on|requests|demands|encourages|exhorte|demande|prie|exige)"
    r" (?:that )?(?:the )?(?:all |both |two |further )?(?:government|parties|states|member|authorities|secretary|aux?|les|le) "
)
_CONDITION = {
    "en": re.compile(
        r" (?:if (?!such|cases|any\b|need\b|that\b|necessary|appropriate|needed|applicable|required|possible|a society|warranted)\w+|unless|subject to|as conditions permit|conditions permitting|"
        r"(?:as|when|if|where) (?:the )?(?:security )?conditions (?:permit|allow)|at the (?:formal |explicit )?request of|"
        r"at (?:its|their|his) request|upon (?:the |a |its |their |formal )?request|as requested(?! in| by para| pursuant)|when requested|"
        r"if requested|if so requested|on request|at the \w+ s request|"
        r"upon (?:the )?(?:transfer|completion|establishment|signature|receipt|adoption by|conclusion|deployment|notification|fulfilment)|"
        r"following (?:the )?(?:commencement|establishment of|completion of|successful|conclusion of|signature)|"
        r"once (?!again|more)|pending (?!issues|matters|tasks|cases|questions|items)\w+|until (?:the )?(?:agreement|parties|such|a political|conclusion|completion|full|final|it|they|unmi|conditions)|"
        r"based on (?:the )?(?:progress|an assessment|conditions)|on the basis of (?:the )?(?:progress|an assessment|his|developments|recommendations)|"
        r"provided that|on (?:the )?condition|contingent (?:up)?on|conditional (?:up)?on|depending on|in the event|should the|"
        r"after (?:the )?(?:parties|agreement)|as the \w+ \w+ \w+ is gradually|in light of (?:the )?(?:recommendations|progress|conditions|developments|evolution)|"
        r"as soon as (?:the )?(?:conditions|parties|secretary)|is satisfied|have demonstrated|at an appropriate stage|unless and until|"
        r"in the absence of progress|no later than \w+ after|according to (?:the )?(?:progress|evolution)|if the|"
        r"in accordance with the evolution|dependent (?:on|upon)|to the extent that) "
    ),
    "fr": re.compile(
        r" (?:si (?!necessaire|besoin|possible|de tels|cela|des cas)\w+|s il(?:s)? (?!y a lieu)\w+|sauf si|a moins que|a moins qu|sous reserve|si les circonstances|si les conditions|"
        r"lorsque (?:les|la|le|l)|a la demande|sur (?:la )?demande|sur sa demande|a leur demande|des que (?!possible)|en attendant|dans l attente|jusqu a ce que|"
        r"jusqu a la (?:conclusion|signature)|en fonction (?:de|des|du)|compte tenu de l evolution|a condition|au cas ou|dans le cas ou|"
        r"tant que|une fois que|a compter du deploiement|apres (?:la conclusion|le deploiement|l etablissement|la signature)|"
        r"comme (?:il|elle|le) .{0,25}demand\w+|seront? fonction|selon (?:l evolution|les progres)|en attendant que|au moment opportun|a un stade approprie|"
        r"a moins d|s agissant de .{0,30} si|moyennant) "
    ),
    "ar": re.compile(
        r"(?:اذا (?!لزم|اقتضي)|ما لم|رهنا ب|بناء علي طلب|شريطه|عندما تسمح|حسبما تسمح|حين تسمح|في حاله|ريثما|الي حين|الي ان|في ضوء التقدم)"
    ),
}
_CONDITION_NEVER = re.compile(
    r" (?:report to the (?:security )?council if|keep the council informed if|informed if (?:such )?cases|if (?:such )?cases of|"
    r"if (?:necessary|appropriate|needed|required)|si (?:necessaire|besoin) )"
)

_PRIORITY = {
    "en": re.compile(
        r" (?:priority (?:tasks?|objectives?|activit\w+|areas?|political)|(?:order|orders) of priority|priority order|"
        r"(?:given|giving|give|accord\w*|afford\w*) (?:\w+ ){0,2}priority|as (?:a|the|its|their) (?:\w+ )?priorit\w+|strategic priorit\w+|(?:is|are|be|remain\w*) (?:\w+ ){0,3}priorit\w+|"
        r"priorit(?:y|ies) (?:shall|is|are|of the mission|for the)|high(?:est)? priority|top priority|prioriti[sz]\w+|core priorit\w+|first priority|following priorit\w+|"
        r"main priorit\w+|main strategic) "
    ),
    "fr": re.compile(
        r" (?:taches? prioritaires?|prioritaires?|ordre de priorite|ordre prioritaire|(?:la|en|une|haute|grande|premiere|donner|accorder|absolue) priorite|priorites? (?:strategiques?|politiques?)|"
        r"etre la priorite|a titre prioritaire|en priorite|hierarchis\w+|priorites) "
    ),
    "ar": re.compile(r"(?:اولويه|اولويات|الاولويه|الاولويات|بحسب الاولويه)"),
}
_PRIORITY_NEVER = re.compile(
    r" (?:objectives and priorities|(?:national|development|reconstruction|their|its|government s|countries) priorities"
    r"|objectifs et (?:les )?priorites|priorites nationales|noting the priority it attaches|prioriti[sz]ed needs|priority disarmament needs) "
)

_HOST = {
    "en": re.compile(
        r" (?:(?:primary|principal|main|own|sovereign|first) (?:\w+ ){0,2}responsibilit\w+|primarily (?:the )?responsib\w+|responsibility to protect|"
        r"primary duty|responsibilit(?:y|ies) (?:of|for) (?:each individual |each |the |all |member |host |individual )*(?:states?|governments?|relevant authorities|authorities|host|parties to armed conflict to respect)|"
        r"(?:government|authorities|states?|state) (?:\w+ ){0,8}(?:bears?|has|have) (?:the |a )?(?:primary )?responsib\w+|"
        r"responsibilities of the (?:government|relevant|host|national|states?|\w+ authorities|\w+ government)|"
        r"(?:government|authorities|state)\b.{0,80} (?:is|are) (?:unable|failing|unwilling|not providing)|(?:unable|unwilling) (?:or (?:failing|unwilling|unable)|to protect)|"
        r"without prejudice to (?:the )?(?:\w+ ){0,3}(?:responsib\w+)|responsibility of (?:the )?(?:government|states?|host|\w+ authorities|\w+ government)|"
        r"responsibilities? of (?:each |all )?(?:individual )?states?|states to (?:fulfil|meet|discharge) their responsib\w+|states bear|(?:government|authorities|state|host) lacks? the (?:political )?(?:will|capacity)|capacity (?:and|or) (?:the )?will|(?:political )?will (?:of|by) (?:the )?(?:host|government|state)|supporting this responsibility|comply with their relevant obligations to end impunity) "
    ),
    "fr": re.compile(
        r" (?:responsab\w+ (?:au premier chef|principale\w*|premiere\w*|de proteger|qui incombe)|(?:premiere|principale) responsabilit\w+|responsabilites? (?:principale|premiere|qui incombent?)|"
        r"(?:incombe|incombent) (?:au premier chef|en premier lieu|principalement)|incombe au premier chef|au premier chef (?:au|aux|le|la|de)|"
        r"sans prejudice de la responsabilit\w+|(?:gouvernement|autorites|etat) .{0,60}(?:incapable|n est pas en mesure|ne veut|ne le fait pas)|responsabilite (?:des etats|du gouvernement|de l etat)|est responsable au premier) "
    ),
    "ar": re.compile(
        r"(?:المسؤوليه (?:الرئيسيه|الاساسيه|الاولي|عن حمايه)|مسؤوليه .{0,20}(?:رئيسيه|اساسيه|اوليه)|دون (?:المساس|الاخلال) بمسؤوليه|تقع علي عاتق|عاجزه|غير قادره)"
    ),
}
_HOST_OTHERS = re.compile(
    r" (?:responsibility of (?:the )?(?:security council|council|secretary|united nations|unm\w+|mission)|"
    r"(?:security council|council|its) (?:\w+ ){0,2}primary responsib\w+ for the maintenance of international|"
    r"primary responsibility for the maintenance of international|responsabilite principale du maintien de la paix|responsabilite principale de maintenir la paix) "
)
_HOST_PARTIES = re.compile(r" (?:part(?:y|ies)|sides?|themselves|communities|parties) ")
_HOST_STATE = re.compile(
    r" (?:governments?|authorit\w+|states?|host|gouvernements?|autorites?|etats?) |(?:الدول|الحكوم|السلطات)"
)

_PROTECT = {
    "en": re.compile(
        r" (?:protection of (?:\w+ ){0,3}(?:civilian|population|women|child|displaced|refugee)\w*|protect\w* (?:of )?(?:\w+ ){0,3}(?:civilian|population|women|child|citizen)\w*|(?:effective|challenge of|imperative to|efforts to) protect\w*|"
        r"poc|protection (?:strategy|mandate|activities|efforts|needs)|civilian\w*|"
        r"(?:mission s|united nations) protection|protective environment|civilians|violence against (?:women|children)|"
        r"(?:protection|safety) (?:\w+ ){0,4}(?:children|women|communities|population)|child protection|affected population|idps|displaced persons|protection of (?:\w+ )?(?:communities|people)) "
    ),
    "fr": re.compile(
        r" (?:protection des? (?:\w+ ){0,3}(?:civil|popul|femmes|enfan|deplac|refug)\w*|proteg\w* (?:\w+ ){0,3}(?:civil|popul|femmes|enfan)\w*|civils?|"
        r"strategie de protection|populations? civiles?|protection de l enfan\w+|environnement protecteur|deplaces) "
    ),
    "ar": re.compile(r"(?:حمايه (?:المدنيين|السكان|النساء|الاطفال)|المدنيين|استراتيجيه الحمايه)"),
}
_POLITICS = {
    "en": re.compile(
        r" (?:political (?:process\w*|solution\w*|strateg\w+|inaction|will|commitment|dialogue|settlement|transition|track|engagement|efforts?|objectives?|resolution)|peace (?:process\w*|agreement\w*|accord\w*|talks|negotiations)|"
        r"good offices|mediat\w+|reconciliation|dialogue\w*|confidence building|political means|inclusive political|negotiat\w+|settlement of (?:the )?conflict|(?:resolve|resolution of|end) (?:the )?(?:armed )?conflict|(?:protection|poc) is political|agreement on peace|peace and reconciliation) "
    ),
    "fr": re.compile(
        r" (?:processus (?:politique|de paix|de reconciliation)|solutions? politiques?|strategies? politiques?|dialogue\w*|accords? (?:de|pour la) paix|bons offices|mediation|reconciliation|mesures de confiance|"
        r"negociation\w*|reglement politique|transition politique) "
    ),
    "ar": re.compile(
        r"(?:عمليه السلام|العمليه السياسيه|الحلول السياسيه|الحوار|اتفاق السلام|المساعي الحميده|الوساطه|المصالحه|استراتيجيات سياسيه|الاستراتيجيات السياسيه)"
    ),
}
_RELATION = {
    "en": re.compile(
        r" (?:in support of|support(?:s|ing)? the (?:mission s )?protection|as (?:a |an )?(?:\w+ )?(?:part|means|contribution|essential|step)|in order to|with a view to|so as to|contribut\w+ to|through|by (?:\w+ing)|"
        r"conducive|linked|linkage\w*|link|depends?|depend on|enabl\w+|required? (?:for|by)|requires?|critical (?:to|for)|essential (?:to|for|part)|ensure that all (?:peace|agreements)|"
        r"including (?:through|by|to facilitate|provisions)|in a manner|within (?:the )?(?:framework|context) of|provisions? (?:for|on|regarding)|specific measures for|"
        r"lead to|can lead|accompanied by|together with|to foster|foster\w*|while|special attention|take (?:more )?central|integrat\w+|underpin\w*|advance|facilitat\w+|designed to|include (?:specific )?(?:measures|provisions)|protection .{0,40}provisions|to deliver) "
    ),
    "fr": re.compile(
        r" (?:a l appui|en appui|appuyer la strategie|pour appuyer|dans le cadre|en vue|afin|grace|contribu\w+|element essentiel|partie integrante|propice\w*|lien\w*|liees?|place .{0,30}(?:central|dans)|exige|necessite|"
        r"notamment en|par (?:le|la|des)|au moyen|dispositions (?:de|relatives|sur)|une place .{0,40}dispositions|faire une place|conduire|menant) "
    ),
    "ar": re.compile(
        r"(?:دعما|في اطار|من اجل|عن طريق|من خلال|بهدف|بما يسهم|تتطلب|ان تحتل|الروابط|الصله|يمكن ان تؤدي|تفضي)"
    ),
}
_BEFORE_OR_AFTER = {
    "en": re.compile(
        r" (?:link(?:s|ed|ages?)?|paired|without a|absent an?|shield|can lead to|lead to|depends? (?:up)?on|cannot replace|hand in hand|inseparable|is political) "
    ),
    "fr": re.compile(
        r" (?:liens?|liees?|lies|sans une?|en l absence|bouclier|peut conduire|peuvent conduire|indissociable\w*|depend\w*|ne (?:peut|peuvent|saurait|sauraient) remplacer) "
    ),
    "ar": re.compile(r"(?:الروابط|الصلات|مرتبط|في غياب|درع|توقف علي)"),
}
_REACH = 90
_MAX_BETWEEN = 260


def use_of_force(text: str, language: Language) -> Flag:
    """Tell whether a text authorises coercion."""
    plain = fold(text)
    found = _FORCE[language].search(plain)
    if not found:
        return Flag(False, confidence=_NO)
    words = (words_at(text, *found.span()),)
    if _FORCE_NEVER.search(plain) and not re.search(r" (?:authori[sz]|autorise)", plain):
        return Flag(False, words, 0.7)
    if language != "ar" and not _FORCE_NEEDS.search(plain):
        return Flag(False, words, 0.6)
    if _FORCE_ORDERS.search(plain) and not re.search(
        r" (?:authori[sz]|autorise|chapter vii)", plain
    ):
        return Flag(False, words, 0.6)
    return Flag(True, words)


def conditional(text: str, language: Language) -> Flag:
    """Tell whether what a text asks hangs on an event, a request or a judgement."""
    return _by(_CONDITION, text, language, _CONDITION_NEVER)


def priority(text: str, language: Language) -> Flag:
    """Tell whether a text says in so many words that something comes first."""
    return _by(_PRIORITY, text, language, _PRIORITY_NEVER)


def host_responsibility(text: str, language: Language) -> Flag:
    """Tell whether a text says that a State bears responsibility, or does not live up to it."""
    plain = fold(text)
    for found in _HOST[language].finditer(plain):
        if _HOST_OTHERS.search(plain[max(found.start() - 60, 0) : found.end() + 60]):
            continue
        near = plain[max(found.start() - 80, 0) : found.end() + 80]
        if _HOST_PARTIES.search(near) and not _HOST_STATE.search(near):
            continue
        return Flag(True, (words_at(text, *found.span()),), 0.85)
    return Flag(False, confidence=_NO)


def links_protection_to_politics(text: str, language: Language) -> Flag:
    """Tell whether one sentence ties protection to the political process by a word of relation.

    Both in one list is no tie (codebook); a tie needs a word such as `in support of` or `as part of`
    between them, before them or just after.
    """
    plain = fold(text)
    offset = 0
    for part in re.split(r"(?<=[;.])", text):
        piece = plain[offset : offset + len(part) + 1] if language != "ar" else fold(part)
        flag = _link_in(piece, language)
        if flag.value:
            return flag
        offset += len(part)
    return Flag(False, confidence=0.9)


def _link_in(plain: str, language: Language) -> Flag:
    protects = list(_PROTECT[language].finditer(plain))
    politics = list(_POLITICS[language].finditer(plain))
    for guard in protects:
        for track in politics:
            first, last = sorted((guard, track), key=lambda found: found.start())
            if last.start() - first.end() > _MAX_BETWEEN or last.start() < first.end() - 1:
                continue
            relation = _RELATION[language].search(plain, max(first.end() - 1, 0), last.start() + 1)
            if relation is None:
                relation = _BEFORE_OR_AFTER[language].search(
                    plain, max(first.start() - _REACH, 0), last.end() + _REACH
                )
            if relation:
                words = (guard[0].strip(), relation[0].strip(), track[0].strip())
                return Flag(True, words, 0.6)
    return Flag(False)


def _by(
    patterns: dict[str, re.Pattern[str]],
    text: str,
    language: Language,
    never: re.Pattern[str],
) -> Flag:
    plain = fold(text)
    excluded = [found.span() for found in never.finditer(plain)]
    for found in patterns[language].finditer(plain):
        if any(begin < found.end() and found.start() < end for begin, end in excluded):
            continue
        return Flag(True, (words_at(text, *found.span()),), 0.85)
    return Flag(False, confidence=_NO)
