"""The document's part on who answers for what: undertakings, effort, what is missing."""

from peaceops.direct.linkage.effort import twin_trend
from peaceops.direct.linkage.ledger import PartyAccount, responsibility_ledger
from peaceops.direct.linkage.matrix import linkage_matrix
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.markdown import bullets, plain, table
from peaceops.disseminate.strategy.phrase import not_recorded, party_word, tell
from peaceops.disseminate.strategy.reading import Reading
from peaceops.domain.truth import Truth


def ledger_part(reading: Reading) -> list[str]:
    """Write what each party undertook, and what of it is overdue."""
    words = reading.words
    ledger = responsibility_ledger(reading.whole, reading.day, reading.clearance)
    head = [
        words.say("Party"),
        words.say("delivered"),
        words.say("due"),
        words.say("overdue"),
        words.say("no date"),
        words.say("not known"),
    ]
    rows = [
        [_party(account, words), *(words.number(number) for number in account.counts.values())]
        for account in ledger.accounts
    ]
    lines = [f"## {words.say('Who undertook what')}", "", *table(head, rows)]
    for account in ledger.accounts:
        for entry in account.entries:
            if entry.state == "overdue" and entry.due is not None:
                due = words.day(entry.due)
                text = words.say("{party}: {what}, due {day}, is overdue",
                                 party=_party(account, words), what=plain(entry.text or entry.id),
                                 day=due)  # fmt: skip
                lines += bullets([text])
    return [*lines, ""]


def effort_part(reading: Reading) -> list[str]:
    """Write political and protection effort by month, what follows, and reasons for inaction."""
    words = reading.words
    effort = twin_trend(reading.whole, reading.day, reading.clearance)
    head = [
        words.say("Month"),
        words.say("engagements"),
        words.say("activities under way"),
        words.say("perhaps more"),
        words.say("share of effort"),
    ]
    rows = [
        [
            words.month(month.month),
            words.number(month.engagements),
            words.number(month.live),
            words.number(month.perhaps),
            not_recorded(words) if month.effort is None else words.percent(month.effort),
        ]
        for month in effort.months
    ]
    lines = [f"## {words.say('Political and protection effort')}", "", *table(head, rows)]
    lines += [_verdict(effort.flag, words), ""]
    if effort.undated:
        lines += [
            words.count(
                "{number} engagement bears no date.",
                "{number} engagements bear no date.",
                effort.undated,
            ),
            "",
        ]
    for one in effort.inaction:
        because = words.say(", ").join(principle_word(name, words) for name in one.principles)
        what = words.say("{decision} on {about}: {principles}; reasons: {reasons}",
                         decision=reading.name(one.decision),
                         about=reading.names(one.about) or not_recorded(words),
                         principles=because or words.say("no principle named"),
                         reasons=plain(tell(one.reasons, words)))  # fmt: skip
        lines += bullets([what])
    return [*lines, ""]


def gaps_part(reading: Reading) -> list[str]:
    """Write what is recorded as unknown, and what serves no objective."""
    words = reading.words
    matrix = linkage_matrix(reading.whole, reading.day, reading.clearance)
    lines = [f"## {words.say('What is missing')}", ""]
    said = [
        (words.say("Serve no political objective"), matrix.unlinked),
        (words.say("Not known whether they serve one"), matrix.unknown),
        (words.say("Political objectives that nothing serves"), matrix.unserved),
    ]
    lines += bullets([f"{label}: {reading.names(ids)}" for label, ids in said if ids])
    unknown = [
        f"{reading.name(node.id)}: {plain(', '.join(sorted(node.unknown)))}"
        for node in reading.seen.strategy.nodes.values()
        if node.unknown
    ]
    if unknown:
        lines += ["", words.say("Looked at and not known, or not shown to this reader:"), ""]
        lines += bullets(unknown)
    elif not any(ids for _, ids in said):
        lines.append(words.say("Nothing is recorded as unknown, and every activity serves an end."))
    return [*lines, ""]


def _party(account: PartyAccount, words: Language) -> str:
    if account.party is not None:
        return party_word(account.party, words)
    if account.party_unknown:
        return words.say("party not known")
    return words.say("party not recorded")


def _verdict(flag: Truth, words: Language) -> str:
    if flag is True:
        return words.say("Protection effort rises while political effort is flat.")
    if flag is None:
        return words.say("Whether protection rises while politics is flat can not be told.")
    return words.say("Protection effort does not rise beside flat political effort.")


def principle_word(principle: str, words: Language) -> str:
    """Say which principle of peacekeeping was named."""
    return {
        "consent": words.say("consent"),
        "impartiality": words.say("impartiality"),
        "non_use_of_force": words.say("non-use of force"),
    }[principle]
