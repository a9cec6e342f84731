"""Words for what a strategy holds, in the reader's language."""

from datetime import date

from babel.dates import format_date

from peaceops.direct.linkage.told import Told
from peaceops.disseminate.language import Language
from peaceops.domain.finding import Finding, Severity
from peaceops.domain.marking import Compartment, Level, Marking
from peaceops.domain.strategy.politics import Party
from peaceops.domain.strategy.threat import ThreatLevel, Trend
from peaceops.domain.threat_level import LevelInterval


def not_recorded(words: Language) -> str:
    """Say that nobody wrote a thing down."""
    return words.say("not recorded")


def not_known(words: Language) -> str:
    """Say that somebody looked and does not know."""
    return words.say("not known")


def tell(part: Told, words: Language) -> str:
    """Say what a field holds, or which kind of nothing."""
    if part.state == "recorded":
        return words.say(", ").join(part.values)
    return not_known(words) if part.state == "unknown" else not_recorded(words)


def marking_line(marking: Marking, words: Language) -> str:
    """Say how widely a thing may be shown, in capitals as such lines are written."""
    level = {
        Level.UNCLASSIFIED: words.say("UNCLASSIFIED"),
        Level.CONFIDENTIAL: words.say("CONFIDENTIAL"),
        Level.STRICTLY_CONFIDENTIAL: words.say("STRICTLY CONFIDENTIAL"),
    }[marking.level]
    apart = {
        Compartment.SOURCE_IDENTITY: words.say("sources"),
        Compartment.HOST_POSTURE: words.say("host posture"),
        Compartment.CAVEAT: words.say("caveats"),
        Compartment.SCENARIO_FORCE: words.say("scenarios of force"),
        Compartment.MEDICAL: words.say("medical"),
    }
    held = [apart[one] for one in Compartment if one in marking.compartments]
    return " · ".join([level, *held])


def level_word(level: ThreatLevel, words: Language) -> str:
    """Say a level of threat."""
    return {
        "none": words.say("none"),
        "low": words.say("low"),
        "moderate": words.say("moderate"),
        "high": words.say("high"),
        "extreme": words.say("extreme"),
    }[level]


def interval_words(interval: LevelInterval, words: Language) -> str:
    """Say between which levels a threat lies."""
    low, high = level_word(interval.low, words), level_word(interval.high, words)
    if interval.low == interval.high:
        return low
    if (interval.low, interval.high) == ("none", "extreme"):
        return words.say("level not known")
    return words.say("{low} to {high}", low=low, high=high)


def trend_word(trend: Trend, words: Language) -> str:
    """Say where a level goes."""
    return {
        "falling": words.say("falling"),
        "steady": words.say("steady"),
        "rising": words.say("rising"),
    }[trend]


def party_word(party: Party, words: Language) -> str:
    """Say who a party is."""
    return {
        "council": words.say("Security Council"),
        "secretariat": words.say("Secretariat"),
        "mission": words.say("mission"),
        "contributors": words.say("troop and police contributors"),
        "host": words.say("host State"),
        "region": words.say("region"),
    }[party]


def noun_word(noun: str, words: Language) -> str:
    """Say what kind of thing is drawn, one of it."""
    return {
        "driver": words.say("driver"),
        "threat": words.say("threat"),
        "activity": words.say("activity"),
        "task": words.say("task"),
        "objective": words.say("objective"),
        "track": words.say("political track"),
        "unit": words.say("unit"),
    }[noun]


def short_day(day: date, words: Language) -> str:
    """Write a date briefly, for labels."""
    return format_date(day, format="d MMM y", locale=words.locale)


def headings(words: Language) -> dict[str, str]:
    """Name the kinds of things that are drawn, many of each."""
    return {
        "driver": words.say("Drivers"),
        "threat": words.say("Threats"),
        "activity": words.say("Activities"),
        "task": words.say("Tasks"),
        "objective": words.say("Objectives"),
        "track": words.say("Political tracks"),
        "unit": words.say("Units"),
    }


def severity_word(finding: Finding, words: Language) -> str:
    """Say how much a finding weighs, or that it can not be told, or is set aside."""
    if finding.status == "cannot_tell":
        return words.say("cannot tell")
    if finding.status == "suppressed":
        return words.say("set aside")
    return weight_word(finding.severity, words)


def weight_word(severity: Severity, words: Language) -> str:
    """Say how much a finding weighs."""
    return {
        Severity.BLOCKER: words.say("blocker"),
        Severity.ERROR: words.say("error"),
        Severity.WARNING: words.say("warning"),
        Severity.INFO: words.say("info"),
    }[severity]
