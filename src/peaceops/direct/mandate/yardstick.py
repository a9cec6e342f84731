"""Two yardsticks made by others: tasks by paragraph (PEMA) and verbs of demands (IPI).

They are held against what the reader says of the same paragraph; they never train it. Both name
only some of what a paragraph says, so only recall means anything.

Sources: Di Salvatore, Lundgren, Oksamytna and Smidt (2022), J. Conflict Resolution 66(4-5); the
IPI Security Council Compliance Database, demands to parties 1989-2003.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from peaceops.direct.mandate.score import FieldScore
from peaceops.direct.mandate.verb import council_verbs
from peaceops.domain.mandate import Clause, Mandate, Part

PEMA_HEADER = frozenset({"symbol", "task", "paragraphs"})
DEMANDS_HEADER = frozenset({"1.2_res_number", "1.3_op_para", "5.1_mandatory_horatory"})

PEMA_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "ArmsEmbargo": ("sanctions", "arms"),
    "BorderControl": ("security", "regional", "sanctions", "arms", "ceasefire", "state_authority"),
    "Ceasefire": ("ceasefire",),
    "ChildRights": ("children",),
    "CivProtect": ("poc",),
    "CivilSociety": ("political", "state_authority", "human_rights", "women"),
    "ControlSALW": ("arms", "ddr"),
    "CorrectionsReform": ("rule_of_law",),
    "CulturalHeritage": ("culture",),
    "Demil": ("security", "ceasefire", "ddr"),
    "Demining": ("mine_action",),
    "Democratization": ("elections", "political", "state_authority"),
    "DisarmDemob": ("ddr",),
    "EcDevelop": ("economy", "resources"),
    "ElectAssist": ("elections",),
    "ElectSec": ("elections",),
    "Gender": ("women",),
    "HumanRelief": ("humanitarian",),
    "HumanRights": ("human_rights",),
    "JusticeReform": ("rule_of_law",),
    "LegalReform": ("rule_of_law", "political", "state_authority"),
    "LocalReconcil": ("political", "rule_of_law", "poc"),
    "Media": ("political", "elections", "human_rights", "mission_mgmt"),
    "MilitaryReform": ("ssr",),
    "OffensOper": ("force_auth", "security"),
    "PeaceProcess": ("political", "ceasefire"),
    "PolPartyAssist": ("political", "elections"),
    "PoliceReform": ("ssr", "rule_of_law"),
    "PowerSharing": ("political", "state_authority"),
    "PublicHealth": ("humanitarian", "economy", "conduct"),
    "PublicInfo": ("political", "mission_mgmt", "elections", "human_rights"),
    "Reconcil": ("political", "rule_of_law"),
    "RefugeeIDPs": ("displacement", "humanitarian"),
    "RegReconcil": ("political", "regional"),
    "Reintegration": ("ddr",),
    "Resources": ("resources",),
    "SGBViolence": ("women",),
    "StateAuthority": ("state_authority",),
    "TransJustice": ("rule_of_law", "political"),
    "UseOfForce": ("force_auth",),
    "VoterEducation": ("elections",),
}
"""Which of our categories may stand for a task of PEMA."""

PEMA_CODES: Mapping[str, tuple[str, ...]] = {
    "ArmsEmbargo": ("arms_embargo_and_sanctions_support",),
    "BorderControl": ("buffer_monitoring", "arms_embargo_and_sanctions_support"),
    "Ceasefire": ("ceasefire_monitoring", "buffer_monitoring"),
    "ChildRights": ("child_protection",),
    "CivProtect": ("poc_physical", "poc_strategy"),
    "CivilSociety": ("community_engagement",),
    "ControlSALW": ("disarmament",),
    "CorrectionsReform": ("corrections",),
    "Demil": ("buffer_monitoring", "disarmament"),
    "Demining": ("mine_action",),
    "Democratization": ("constitution_and_institutions", "elections"),
    "DisarmDemob": ("disarmament", "demobilisation"),
    "ElectAssist": ("elections",),
    "ElectSec": ("elections",),
    "Gender": ("wps",),
    "HumanRelief": ("humanitarian_access",),
    "HumanRights": ("human_rights_monitoring",),
    "JusticeReform": ("justice",),
    "LegalReform": ("justice", "constitution_and_institutions"),
    "LocalReconcil": ("local_mediation", "reconciliation"),
    "MilitaryReform": ("ssr_defence",),
    "PeaceProcess": ("peace_process_support", "good_offices"),
    "PoliceReform": ("police_reform", "operational_support_police"),
    "PublicInfo": ("community_engagement",),
    "Reconcil": ("reconciliation", "good_offices"),
    "RefugeeIDPs": ("displacement_sites",),
    "Reintegration": ("reintegration",),
    "Resources": ("resources_governance",),
    "SGBViolence": ("crsv",),
    "StateAuthority": ("state_authority_extension",),
    "TransJustice": ("reconciliation", "justice"),
    "VoterEducation": ("elections",),
}
"""Which of our task codes may stand for a task of PEMA."""

_PLACE = re.compile(r"^(\d{1,2})\s?([a-z])?(?:\s?\(([ivx]+)\))?$")
_NUMBER = re.compile(r"\d+")
_SYMBOL = re.compile(r"S/RES/\s?(\d{1,4})")
_CALLS = re.compile(r"\b(?:call|appeal)s?\b")


def symbol_number(symbol: str) -> str:
    """Return the number of a resolution, empty for other documents."""
    found = _SYMBOL.search(symbol)
    return found[1] if found else ""


def score_tasks(
    rows: Iterable[Mapping[str, str]], mandates: Mapping[str, Mandate]
) -> tuple[list[FieldScore], int]:
    """Count the tasks of PEMA that the reader's categories or task codes match, by paragraph.

    Args:
        rows: of the long table.
        mandates: by number of resolution.

    Returns:
        Recall over all, by categories alone and by task, and how many rows were set aside: they
        cite another document, their paragraph is not in the text, or the text was not given.
    """
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    categories: Counter[bool] = Counter()
    aside = 0
    for row in rows:
        mandate = mandates.get(symbol_number(row["symbol"]))
        wanted = PEMA_CATEGORIES.get(row["task"])
        places = pema_places(row["paragraphs"])
        clauses = _clauses_at(mandate, places) if mandate is not None else []
        if wanted is None or not clauses:
            aside += 1
            continue
        found = {name for clause in clauses for name in _names(clause, "categories")}
        codes = {code for clause in clauses for code in _names(clause, "task_codes")}
        by_category = bool(found & set(wanted))
        categories[by_category] += 1
        matched = by_category or bool(codes & set(PEMA_CODES.get(row["task"], ())))
        (right if matched else missed)[row["task"]] += 1
    total = _recall("PEMA tasks", right.total(), missed.total())
    alone = _recall("PEMA by categories alone", categories[True], categories[False])
    by_task = [
        _recall(f"  {task}", right[task], missed[task])
        for task in sorted(right.keys() | missed.keys())
    ]
    return [total, alone, *by_task], aside


def _recall(field: str, right: int, missed: int) -> FieldScore:
    return FieldScore(field, right, 0, missed, right + missed, only_recall=True)


def pema_places(written: str) -> list[str]:
    """Return our ids of the paragraphs that PEMA cites; none where it cites another document."""
    places = []
    for part in written.split(","):
        found = _PLACE.match(part.strip())
        if found is None:
            return []
        letter = f"({found[2]})" if found[2] else ""
        roman = f"({found[3]})" if found[3] else ""
        places.append(f"{found[1]}{letter}{roman}")
    return places


def score_demands(
    rows: Iterable[Mapping[str, str]], mandates: Mapping[str, Mandate]
) -> tuple[list[FieldScore], int]:
    """Count the verbs of IPI's demands that the reader finds in the same paragraph.

    Returns:
        Recall, and how many rows were set aside: no verb is written, the paragraph is not in the
        text, or the text was not given.
    """
    right = missed = aside = 0
    for row in rows:
        mandate = mandates.get(row["1.2_res_number"] or "")
        number = _NUMBER.match(row["1.3_op_para"] or "")
        name = demand_verb(row["5.1_mandatory_horatory"] or "")
        clauses = _clauses_at(mandate, [number[0]]) if mandate is not None and number else []
        if not name or not clauses:
            aside += 1
            continue
        found = {verb for clause in clauses for verb in _names(clause, "verbs")}
        if name in found:
            right += 1
        else:
            missed += 1
    return [_recall("IPI verbs", right, missed)], aside


def demand_verb(written: str) -> str:
    """Return our name of a verb as IPI wrote it, empty where it wrote none."""
    plain = " ".join(written.lower().replace("ä", " ").split())
    if not plain or plain.isdigit():
        return ""
    verbs = council_verbs(plain[:1].upper() + plain[1:] + " that all parties comply", "en")
    if verbs:
        return verbs[0].name
    return "calls upon" if _CALLS.search(plain) else ""


def _clauses_at(mandate: Mandate, places: Iterable[str]) -> list[Clause]:
    """Return the clauses at some places; for a paragraph with items, the items too."""
    wanted = tuple(places)
    return [
        clause
        for clause in mandate.clauses
        if clause.paragraph.part is Part.OPERATIVE and _at(clause.paragraph.id, wanted)
    ]


def _at(identity: str, wanted: tuple[str, ...]) -> bool:
    return any(
        identity == place or identity.startswith((f"{place}(", f"{place}-")) for place in wanted
    )


def _names(clause: Clause, field: str) -> tuple[str, ...]:
    value = clause.value(field)
    return value if isinstance(value, tuple) else ()


Scorer = Callable[
    [Iterable[Mapping[str, str]], Mapping[str, Mandate]], tuple[list[FieldScore], int]
]


def scorer_for(header: Iterable[str]) -> Scorer | None:
    """Tell by its header which yardstick a table is, None where it is none."""
    columns = set(header)
    if columns >= PEMA_HEADER:
        return score_tasks
    if columns >= DEMANDS_HEADER:
        return score_demands
    return None
