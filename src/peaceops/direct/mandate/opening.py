"""The words that a paragraph begins with: what a preamble says, and what the Council does.

Only verbs and a few set phrases; each list is what the practice of the Council's drafters yields.
"""

import re

from peaceops.domain.mandate import Language

COUNCIL = {
    "en": re.compile(
        r"^[\"“']?The (?:Security|General) (?:Council|Assembly)\s?[,:.]?$", re.IGNORECASE
    ),
    "fr": re.compile(
        r"^[«\"“]?\s?(?:Le Conseil de sécurité|L['’]Assemblée générale)\s?[,:.]?$", re.IGNORECASE
    ),
    "ar": re.compile(r"^[\"“«]?(?:إن|ان)\s?(?:مجلس الأمن|مجلس الامن|الجمعية العامة)\s?[،,]?$"),
}

COUNCIL_THEN_MORE = {
    "en": re.compile(r"^[\"“']?The Security Council\s?[,:]\s+(?=[A-Z1])"),
    "fr": re.compile(r"^[«\"“]?\s?Le Conseil de sécurité\s?[,:]\s+(?=[A-ZÉ1])"),
    "ar": re.compile(r"^[\"“«]?(?:إن|ان)\s?مجلس (?:الأمن|الامن)\s?[،,:]\s+(?=وإذ|إذ|واذ|1)"),
}

_PREAMBLE_EN = (
    r"(?:Further |Also |Deeply |Gravely |Strongly |Again |Once again |Fully |Firmly |Particularly |"
    r"Taking |Having |Being |Remaining |Extremely |Seriously |Profoundly |Greatly |Increasingly |"
    r"Still |Alarmed|Concerned|Convinced|Conscious|Mindful|Determined|Appalled|Shocked|Disturbed|"
    r"Distressed|Dismayed|Outraged|Grieved|Aware|Guided|Desirous|Desiring|Encouraged|Resolved|"
    r"Gratified|Anxious|Cognizant|In accordance|In this |Pursuant|Emphasi[sz]ing|[A-Z][a-z]{2,14}ing\b)"
)
_PREAMBLE_FR = (
    r"(?:[A-ZÉÀ][a-zéèêçàôîû']{2,14}(?:ant|ent)\b|Se |S['’]|Ayant |Prenant |Profondément|Vivement|"
    r"Gravement|Conscient|Convaincu|Résolu|Préoccupé|Alarmé|Soucieux|Guidé|Indigné|Encouragé|"
    r"N['’]ignorant|Ne |Sachant|Toujours |Tenant |Fermement |Extrêmement |Consterné|Bouleversé|Déterminé|Inquiet|"
    r"Horrifié|Considérant|Gardant|Réitérant|Persuadé|Désireux)"
)
_PREAMBLE_AR = r"(?:وإذ|إذ|وقد|وان|واذ|اذ|وإن)\b"
PREAMBLE = {
    "en": re.compile("^" + _PREAMBLE_EN),
    "fr": re.compile("^" + _PREAMBLE_FR),
    "ar": re.compile("^" + _PREAMBLE_AR),
}

_OPERATIVE_EN = (
    r"(?:(?:Also|Further|Strongly|Again|Once again|Firmly|Fully|Deeply|Urgently|Likewise) )?"
    r"(?:Accepts|Acknowledges|Acts|Adopts|Affirms|Agrees|Appeals|Appoints|Appreciates|Approves|Asks|"
    r"Authori[sz]es|Calls|Commends|Concludes|Concurs|Condemns|Confirms|Congratulates|Considers|"
    r"Decides|Declares|Demands|Deplores|Determines|Directs|Draws|Emphasi[sz]es|Empowers|Encourages|"
    r"Endorses|Establishes|Expects|Expresses|Extends|Holds|Insists|Instructs|Invites|Notes|"
    r"Notifies|Offers|Pays|Pledges|Proclaims|Reaffirms|Recalls|Recogni[sz]es|Recommends|Regrets|"
    r"Reiterates|Rejects|Reminds|Renews|Requests|Reserves|Resolves|Stands|Stresses|Supports|Takes|"
    r"Terminates|Transmits|Underlines|Underscores|Undertakes|Urges|Warns|Welcomes|Looks|Remains|"
    r"Is |Has |Intends|Hopes|Favou?rs|Appoints|Denounces|Advises|Alerts|Commits|Proposes)\b"
)
_OPERATIVE_FR = (
    r"(?:Accepte|Accueille|Adopte|Adresse|Affirme|Apporte|Appelle|Appuie|Approuve|Attend|Attire|"
    r"Autorise|Charge|Compte|Condamne|Confirme|Considère|Constate|Convient|Décide|Déclare|"
    r"Demande|Déplore|Désigne|Donne|Encourage|Engage|Enjoint|Entend|Entérine|Envisage|Espère|"
    r"Estime|Exhorte|Exige|Exprime|Fait|Félicite|Forme|Garde|Insiste|Invite|Juge|Lance|Loue|Met|"
    r"Mentionne|Note|Ordonne|Prend|Prie|Prévoit|Proclame|Proroge|Rappelle|Réaffirme|Recommande|"
    r"Reconnaît|Regrette|Réitère|Rejette|Remercie|Rend|Renouvelle|Répète|Réprouve|Requiert|"
    r"Réserve|Salue|Sait|Se (?!\w+ant\b)|S['’](?!\w+ant\b)|Souhaite|Souligne|Souscrit|Soutient|Suggère|Tient|Trouve|Est |A |"
    r"Ne |N['’]|Nomme|Note|Met|Proteste|Signale|Stigmatise|Dénonce|Avertit|Reste|Demeure|Loue|Presse|Promet|Propose|Charge|Assure|Crée|Dit)\b"
)
_OPERATIVE_AR = r"و?ي(?:قرر|طلب|أذن|اذن|دعو|حث|هيب|شجع|رحب|ؤكد|وكد|شدد|شيد|عرب|دين|لاحظ|حيط|كرر|عيد|شير|سلم|عتزم|بقي|ذكر|هنئ|طالب|ناشد|أسف|ثني|وافق|ؤيد|قر|عترف|نوه|بقي|تطلع|ستنكر|شجب|عزم|وجه|مدد|أمر|خول|رجو|درك|حذر|لتمس|برز|ضع|علن|أخذ|رى|تعهد)"
OPERATIVE = {
    "en": re.compile("^" + _OPERATIVE_EN),
    "fr": re.compile("^" + _OPERATIVE_FR),
    "ar": re.compile("^" + _OPERATIVE_AR),
}
_ACTING = {
    "en": re.compile(r"^Acting\b.{0,120}?,\s*(?:\w+ly )?[a-z]+s\b"),
    "fr": re.compile(r"^Agissant\b.{0,120}?,\s*[a-zé]+e\b"),
    "ar": re.compile(r"^إذ يتصرف.{0,120}?[،,]\s*ي"),
}

LAST = re.compile(
    r"(?:remain(?:s)? (?:actively )?seized|(?:rester|demeurer|reste|demeure) (?:activement )?saisi|"
    r"(?:إبقاء|بقاء|يبقي|قيد).{0,40}(?:نظره|النظر))"
)
ANNEX = re.compile(
    r"^(?:Annex(?:e)?(?:\s+[IVX\d]+|\s+[A-Z])?|Appendi(?:x|ce)(?:\s+[IVX\d]+)?|Pièce jointe|Enclosure|Appendix|"
    r"المرفق(?:\s+\S+)?|مرفق|الضميمة|تذييل|ANNEXE?|APPENDIX)\s*[:.]?$"
)


def begins_preamble(text: str, language: Language) -> bool:
    """Tell whether a line begins as a preambular paragraph does."""
    return bool(PREAMBLE[language].match(text)) or (language == "ar" and text.startswith("وإذ"))


def begins_operative(text: str, language: Language) -> bool:
    """Tell whether a line begins with what the Council does."""
    return bool(OPERATIVE[language].match(text) or _ACTING[language].match(text))
