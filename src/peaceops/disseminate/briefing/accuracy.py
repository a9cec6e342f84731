"""How good last year's outlooks were, before anything else is believed."""

from peaceops.disseminate.briefing.content import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Section,
    Table,
)
from peaceops.disseminate.chart import reliability_chart
from peaceops.disseminate.language import Language
from peaceops.disseminate.material import Material
from peaceops.domain.scorecard import ModelScore, NamedScore, Scorecard, simple_list_does_as_well


def accuracy(material: Material, words: Language) -> Section:
    """Return the scores of the outlooks before this one, beside those of simpler rivals."""
    title = words.say("How good such outlooks were")
    card = material.scorecard
    if card is None:
        short = words.say("The record is too short to try any outlook on the past.")
        return Section(title, (Paragraph(short),))
    blocks: list[Block] = [
        Paragraph(_first_score(card, words), lead=True),
        Paragraph(_verdict(card, words)),
        _named_table(card, words),
        Heading(words.say("Scores of the field")),
        _score_table(card, words),
    ]
    if card.models[0].reliability:
        blocks.append(
            Figure(
                reliability_chart(card.models[0], words),
                words.say(
                    "Reliability of the model shown: areas in groups of equal size by the "
                    "probability given (above 0.5 %). On the dashed line, what was said came true "
                    "as often as said."
                ),
            )
        )
    return Section(title, tuple(blocks), new_page=True)


def _first_score(card: Scorecard, words: Language) -> str:
    shown = card.named[0]
    return words.say(
        "Of {named} namings over {origins} months (ten areas a month), {hits} were followed by "
        "civilians killed there within {horizon} months. {grave} times 10 or more civilians were "
        "killed in an area within {horizon} months; {grave_named} times it had been named.",
        named=words.number(shown.named),
        origins=words.number(card.origins),
        hits=words.number(shown.hits),
        grave=words.number(shown.grave),
        grave_named=words.number(shown.grave_named),
        horizon=words.number(card.horizon_months),
    )


def _verdict(card: Scorecard, words: Language) -> str:
    if simple_list_does_as_well(card):
        return words.say(
            "The simple list, the ten areas with most civilian deaths in the past 12 months, did "
            "as well: {hits} and {grave_named}. Use this outlook beside it, not in its place.",
            hits=words.number(card.named[-1].hits),
            grave_named=words.number(card.named[-1].grave_named),
        )
    return words.say(
        "The simple list, the ten areas with most civilian deaths in the past 12 months, found "
        "{hits} and {grave_named}. Numbers this small differ by chance too.",
        hits=words.number(card.named[-1].hits),
        grave_named=words.number(card.named[-1].grave_named),
    )


def _named_table(card: Scorecard, words: Language) -> Table:
    return Table(
        caption=words.say(
            "Ten areas named each month, {months}; counted over the {horizon} months after",
            months=words.months(card.first_origin, card.last_origin),
            horizon=words.number(card.horizon_months),
        ),
        columns=(
            Column(words.say("List"), 2.6),
            Column(words.say("Namings"), 0.9, "right"),
            Column(words.say("Saw civilians killed"), 1.2, "right"),
            Column(words.say("Times 10 or more were killed"), 1.2, "right"),
            Column(words.say("Of them named"), 1.1, "right"),
            Column(words.say("Distinct attacks that killed civilians"), 1.4, "right"),
            Column(words.say("Of them in a named place"), 1.2, "right"),
        ),
        rows=tuple(_named_row(score, words) for score in card.named),
        note=words.say(
            "A hit is an area and a month after which at least one civilian was killed there (best "
            "estimate, place known to the district or better, by the event's last day). One attack "
            "can be hit from several months; the last columns count each attack once."
        ),
    )


def _named_row(score: NamedScore, words: Language) -> tuple[Cell, ...]:
    return (
        Cell(strong=words.say(score.title)),
        Cell(lines=(words.number(score.named),)),
        Cell(lines=(_part(score.hits, score.named, words),)),
        Cell(lines=(words.number(score.grave),)),
        Cell(lines=(_part(score.grave_named, score.grave, words),)),
        Cell(lines=(words.number(score.attacks),)),
        Cell(lines=(_part(score.attacks_named, score.attacks, words),)),
    )


def _part(part: int, whole: int, words: Language) -> str:
    if whole == 0:
        return words.say("none to find")
    return words.say("{part} ({share})", part=words.number(part), share=words.percent(part / whole))


def _score_table(card: Scorecard, words: Language) -> Table:
    return Table(
        caption=words.say(
            "All areas, {origins} past outlooks of {horizon} months",
            origins=words.number(card.origins),
            horizon=words.number(card.horizon_months),
        ),
        columns=(
            Column(words.say("Model (the first is the one shown)"), 3.0),
            Column(words.say("CRPS, deaths"), 0.9, "right"),
            Column(words.say("Ignorance, bits"), 0.9, "right"),
            Column(words.say("Brier, at least 1"), 1.0, "right"),
            Column(words.say("Brier, at least 25"), 1.0, "right"),
            Column(words.say("Average precision, at least 1"), 1.2, "right"),
            Column(words.say("Average precision, at least 25"), 1.2, "right"),
            Column(words.say("Calibration error"), 1.0, "right"),
        ),
        rows=tuple(_score_row(score, words) for score in card.models),
        note=words.say(
            "Lower is better for CRPS, ignorance, Brier and calibration error; higher for average "
            "precision. Where violence is rare, “no deaths anywhere” scores well on CRPS and is of "
            "no use: read the columns together."
        ),
    )


def _score_row(score: ModelScore, words: Language) -> tuple[Cell, ...]:
    def written(value: float | None, digits: int) -> Cell:
        return Cell(lines=("–" if value is None else words.fixed(value, digits),))

    return (
        Cell(strong=words.say(score.title)),
        written(score.crps, 3),
        written(score.ignorance, 3),
        written(score.brier_1, 4),
        written(score.brier_25, 4),
        written(score.ap_1, 3),
        written(score.ap_25, 3),
        written(score.calibration_error, 3),
    )
