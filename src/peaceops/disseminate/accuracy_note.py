"""The accuracy note as Markdown."""

from peaceops.domain.accuracy_note import AccuracyNote, MissReason, OutlookAccuracy

_REASONS = {
    MissReason.DARK: "no event of any kind reported from there for five years",
    MissReason.LATE_RECORD: "deaths of the year before became known only later",
    MissReason.FIRST_OUTBREAK: "a first outbreak: no civilian death for a year or more",
    MissReason.RANKED_LOWER: "known to be violent, others thought likelier",
}


def render_note(note: AccuracyNote) -> str:
    """Return the note as text that a person reads."""
    source = (
        f"What happened is told by data of version “{note.data_version}”; counted are "
        f"{note.target.replace('_', ' ')}."
    )
    lines = [f"# {note.mission}: how the outlooks fared, as of {note.as_of}", "", source, ""]
    if note.outlooks:
        lines += _together(note.outlooks)
    else:
        lines += ["No issued outlook has come to the end of its months yet.", ""]
    if note.waiting:
        days = ", ".join(day.isoformat() for day in note.waiting)
        lines += [f"Not over yet: the outlooks of {days}.", ""]
    for outlook in note.outlooks:
        lines += _one(outlook)
    return "\n".join(lines)


def _together(outlooks: tuple[OutlookAccuracy, ...]) -> list[str]:
    def total(name: str) -> int:
        return sum(getattr(outlook, name) for outlook in outlooks)

    said = (
        f"Outlooks that are over: {len(outlooks)}. Of {total('named')} places named, "
        f"{total('hits')} saw a civilian killed; of the {total('plain_named')} that the list of "
        f"last year's deaths names, {total('plain_hits')} did. Of {total('grave')} places with ten "
        f"or more killed, {total('grave_named')} had been named. Attacked and not named: "
        f"{total('missed')}."
    )
    return [said, ""]


def _one(outlook: OutlookAccuracy) -> list[str]:
    made = (
        f"Made by “{outlook.model}”, run {outlook.run_id}, on data of version "
        f"“{outlook.data_version}”"
        + (f", counts {outlook.data_vintage}." if outlook.data_vintage else ".")
    )
    named = (
        f"- Named {outlook.named} places; {outlook.hits} saw a civilian killed (the list of last "
        f"year's deaths: {outlook.plain_hits} of {outlook.plain_named})."
    )
    attacked = (
        f"- Places attacked: {outlook.attacked} of {outlook.areas}; the probabilities had "
        f"added up to {outlook.expected_attacked:.1f}. Brier score {outlook.brier:.4f}."
    )
    grave = (
        f"- Places where ten or more were killed: {outlook.grave}; named of them: "
        f"{outlook.grave_named}."
    )
    title = f"## Outlook of {outlook.as_of}, for {outlook.first_month} to {outlook.last_month}"
    lines = [title, "", made, "", named, attacked, grave, f"- {_revision(outlook)}"]
    if outlook.misses:
        lines += [
            "",
            f"Missed, the gravest of {outlook.missed}:",
            "",
            "| Place | killed | rank, probability | why |",
            "|---|---|---|---|",
            *(
                f"| {miss.name} ({miss.admin1}) | {miss.deaths:g} | {miss.rank}, "
                f"{miss.p_ge_1:.1%} | {_REASONS[miss.reason]} |"
                for miss in outlook.misses
            ),
        ]
    return [*lines, ""]


def _revision(outlook: OutlookAccuracy) -> str:
    if outlook.deaths_then is None:
        return "The counts it rested on were not kept: what became known later can not be told."
    changed = outlook.deaths_now - outlook.deaths_then
    if changed == 0:
        return "The counts it rested on have not been revised since."
    return (
        f"Civilian deaths up to its origin, counted then {outlook.deaths_then:,.0f}, are counted "
        f"{outlook.deaths_now:,.0f} today."
    )
