"""From paragraphs to clauses: every field of the codebook, each with its words and a confidence."""

from peaceops.direct.mandate import flag
from peaceops.direct.mandate.addressee import addressees
from peaceops.direct.mandate.category import About, categories_of
from peaceops.direct.mandate.feature import Context, contexts, look
from peaceops.direct.mandate.level import level_features, settle_level
from peaceops.direct.mandate.model import Weights, committed_weights
from peaceops.direct.mandate.strength import ceiling_of
from peaceops.direct.mandate.task import ACTORS, modality_of, scale_of, sequence_words, tasks_of
from peaceops.direct.mandate.task_verb import task_verb
from peaceops.direct.mandate.term import term_of
from peaceops.direct.mandate.tier import tier_of
from peaceops.direct.mandate.verb import CouncilVerb, council_verbs, strength_of
from peaceops.domain.mandate import (
    Basis,
    Clause,
    Document,
    FieldValue,
    Mandate,
    Paragraph,
    Part,
    Reading,
)

_INHERITED = ("use_of_force", "conditional", "priority")
_FLAGS = {
    "use_of_force": flag.use_of_force,
    "conditional": flag.conditional,
    "priority": flag.priority,
    "host_state_responsibility": flag.host_responsibility,
}
_LEAST_FOR_TASK = 0.15
"""A task may be given in passing, in a paragraph that is mainly about something else."""
_PROTECTS = frozenset({"poc", "children", "women", "displacement"})


def read_clauses(document: Document, *, weights: Weights | None = None) -> Mandate:
    """Read every paragraph of a document.

    Args:
        document: cut into paragraphs.
        weights: of the small models; the committed ones by default.
    """
    chosen = committed_weights() if weights is None else weights
    clauses: dict[str, Clause] = {}
    for context in contexts(document.paragraphs):
        clauses[context.paragraph.id] = _clause(context, document, clauses, chosen)
    return Mandate(document, tuple(clauses.values()))


def _clause(
    context: Context, document: Document, earlier: dict[str, Clause], weights: Weights
) -> Clause:
    paragraph = context.paragraph
    above = earlier.get(paragraph.parent or "")
    about = categories_of(context, look(context), weights.category)
    readings: dict[str, Reading] = {}
    verbs = _read_verbs(paragraph, above, readings)
    _read_addressees(paragraph, verbs, above, readings)
    readings["category"] = Reading(about.names[0], about.words[:1], _top(about), Basis.MODEL)
    readings["categories"] = Reading(about.names, about.words, about.confidence, Basis.MODEL)
    _read_flags(paragraph, above, readings)
    _read_level(context, about, readings, weights)
    _read_tier(paragraph, about, readings)
    _read_link(context, about, readings)
    _read_numbers(paragraph, document, readings)
    _read_tasks(paragraph, about, verbs, readings)
    return Clause(paragraph, readings)


def _read_verbs(
    paragraph: Paragraph, above: Clause | None, readings: dict[str, Reading]
) -> tuple[CouncilVerb, ...]:
    own = () if paragraph.parent else council_verbs(paragraph.text, paragraph.language)
    if paragraph.parent and above is not None:
        inherited = above.readings["verbs"]
        readings["verb"] = above.readings["verb"]
        readings["verbs"] = inherited
        readings["verb_inherited"] = Reading(True)
        lemma = task_verb(paragraph.text, paragraph.language)
        words = tuple(paragraph.text.split()[:2]) if lemma else ()
        readings["task_verb"] = Reading(lemma, words, 0.9)
        return own
    names = tuple(verb.name for verb in own)
    words = tuple(verb.words for verb in own)
    sure = 0.97 if paragraph.language == "en" else 0.8
    readings["verb"] = Reading(names[0] if names else None, words[:1], sure if names else 0.5)
    readings["verbs"] = Reading(names, words, sure if names else 0.5)
    readings["verb_inherited"] = Reading(False)
    readings["task_verb"] = Reading(None, (), 0.95)
    return own


def _read_addressees(
    paragraph: Paragraph,
    verbs: tuple[CouncilVerb, ...],
    above: Clause | None,
    readings: dict[str, Reading],
) -> None:
    if paragraph.parent and above is not None:
        readings["addressee"] = above.readings["addressee"]
        return
    names, words = addressees(paragraph.text, verbs, paragraph.language)
    readings["addressee"] = Reading(names, words, 0.85 if words else 0.8)


def _read_flags(paragraph: Paragraph, above: Clause | None, readings: dict[str, Reading]) -> None:
    for name, read in _FLAGS.items():
        found = read(paragraph.text, paragraph.language)
        if name in _INHERITED and not found.value and above is not None and above.value(name):
            readings[name] = above.readings[name]
        else:
            readings[name] = Reading(found.value, found.words, found.confidence)


def _read_level(
    context: Context, about: About, readings: dict[str, Reading], weights: Weights
) -> None:
    features = level_features(
        context, about, _names(readings["verbs"].value), _names(readings["addressee"].value)
    )
    political = settle_level(
        weights.level.probability(features), context, about, _names(readings["addressee"].value)
    )
    yes = political >= weights.level.threshold
    readings["level"] = Reading(
        "political" if yes else "operational",
        about.words[:1],
        round(political if yes else 1 - political, 3),
        Basis.MODEL,
    )


def _read_tier(paragraph: Paragraph, about: About, readings: dict[str, Reading]) -> None:
    actors = set(_names(readings["addressee"].value))
    verbs = set(_names(readings["verbs"].value))
    tasks = paragraph.part in {Part.OPERATIVE, Part.BODY} and bool(
        {"mission", "other_forces"} & actors
    )
    heading = paragraph.parent is not None and readings["task_verb"].value is None
    weighs = not verbs & {"decides", "authorizes", "requests", "calls upon", "encourages", "urges"}
    if "poc" not in about.names or not tasks or heading or (weighs and not _forceful(readings)):
        readings["poc_tier"] = Reading(None, (), 0.9)
        return
    tier, found = tier_of(paragraph.text, paragraph.language)
    whole = paragraph.parent is None and about.names[0] == "mandate_term"
    readings["poc_tier"] = Reading(None if whole else tier, found.words, 0.7 if tier else 0.5)


def _read_link(context: Context, about: About, readings: dict[str, Reading]) -> None:
    paragraph = context.paragraph
    found = flag.links_protection_to_politics(paragraph.text, paragraph.language)
    operative = paragraph.part in {Part.OPERATIVE, Part.PREAMBLE}
    protects = _PROTECTS & set(about.names)
    value = found.value and (bool(protects) or not operative)
    readings["links_poc_to_politics"] = Reading(value, found.words, found.confidence)


def _read_numbers(paragraph: Paragraph, document: Document, readings: dict[str, Reading]) -> None:
    if paragraph.part is not Part.OPERATIVE or paragraph.parent is not None:
        for name in ("ceiling", "expiry", "duration"):
            readings[name] = Reading(None, (), 0.95)
        return
    strength = ceiling_of(paragraph.text, paragraph.language)
    readings["ceiling"] = (
        Reading(strength.numbers, strength.words, 0.85) if strength else Reading(None, (), 0.9)
    )
    term = term_of(paragraph.text, paragraph.language, adopted=document.adopted)
    words = term.words if term else ()
    sure = 0.85 if term else 0.9
    readings["expiry"] = Reading((term.expiry or None) if term else None, words, sure)
    readings["duration"] = Reading((term.duration or None) if term else None, words, sure)


def _read_tasks(
    paragraph: Paragraph,
    about: About,
    verbs: tuple[CouncilVerb, ...],
    readings: dict[str, Reading],
) -> None:
    actors = set(_names(readings["addressee"].value))
    lemma = readings["task_verb"].value
    given = bool(ACTORS & actors) and paragraph.part in {Part.OPERATIVE, Part.BODY}
    likely = tuple(
        name for name, chance in about.probabilities.items() if chance >= _LEAST_FOR_TASK
    )
    tasking = tasks_of(paragraph.text, likely, paragraph.language) if given else None
    readings["task_codes"] = Reading(
        tasking.codes if tasking else (), tasking.words if tasking else (), 0.7
    )
    verb = lemma if isinstance(lemma, str) else None
    if verb is None and given and paragraph.parent is None:
        verb = _own_task_verb(paragraph, verbs)
    modality = modality_of(verb, forceful=_forceful(readings)) if tasking else None
    readings["modality"] = Reading(modality, (verb,) if verb and modality else (), 0.7)
    strongest = max((strength_of(one) for one in verbs), default=0)
    if not verbs:
        names = _names(readings["verbs"].value)
        plain = [CouncilVerb(name, name, 0, 0) for name in names]
        strongest = max((strength_of(one) for one in plain), default=0)
    readings["strength"] = Reading(strongest or None, readings["verbs"].words[:1], 0.95)
    order = sequence_words(paragraph.text, paragraph.language)
    readings["sequence"] = Reading(order, order, 0.8)
    level = readings["level"].value
    scale, words = scale_of(paragraph.text, level if isinstance(level, str) else None)
    readings["scale"] = Reading(scale, words, 0.6)


def _own_task_verb(paragraph: Paragraph, verbs: tuple[CouncilVerb, ...]) -> str | None:
    """Return the first infinitive after the verb that asks: requests the mission to protect."""
    for verb in verbs:
        rest = paragraph.text[verb.end : verb.end + 240]
        at = rest.find(" to ")
        while at >= 0:
            lemma = task_verb(rest[at + 1 :].replace("to ", "To ", 1), "en")
            if lemma and paragraph.language == "en":
                return lemma
            at = rest.find(" to ", at + 3)
    return None


def _forceful(readings: dict[str, Reading]) -> bool:
    return readings["use_of_force"].value is True


def _top(about: About) -> float:
    return round(about.probabilities[about.names[0]], 3)


def _names(value: FieldValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
