"""What a rule is: one question to the strategy, with the sentence that it rests on."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from peaceops.direct.check.view import View
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.marking import Level, Marking
from peaceops.domain.truth import Truth

_UNMARKED = Marking(Level.UNCLASSIFIED)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a rule says of one object, or of a few that belong together.

    Attributes:
        verdict: True: it fires; None: it can not be told; False: no finding.
        objects: ids of what it is about. They must not depend on values that may be unknown: an
            unknown value turns a finding into "can not tell", it never makes it vanish.
        part: which of the rule's conditions; empty where there is one.
        severity: of this case.
        message: what was found, in one sentence, naming the objects.
        unknown: what would have to be known, where it can not be told.
        clears_when: what would clear it.
        related: ids of what else it names.
        candidates: what the graph knows that might help, one short line each.
        decision: what can be decided this week.
        owner: the post to be asked; by the objects where not given.
        due: by when, where a date of the strategy says so.
        root: the id of the threat, authority, unit or other object whose state is the cause.
        marking: what the finding is held at by itself, whatever it names; of HST-06, for one.
        paragraph, quotation: of another sentence than the rule's first.
    """

    verdict: Truth
    objects: tuple[str, ...]
    severity: Severity
    message: str
    clears_when: str
    unknown: str = ""
    part: str = ""
    related: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    decision: str = ""
    owner: str | None = None
    due: date | None = None
    root: str = ""
    marking: Marking = _UNMARKED


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule.

    Attributes:
        code: such as POL-01; never used again for another rule.
        name: in words that fit a URL, such as `protection-without-a-political-track`.
        title: in words.
        since: version of the software in which it came.
        severity: as the index gives it, in words.
        sources: sentences it rests on, the first foremost.
        check: finds the cases.
    """

    code: str
    name: str
    title: str
    since: str
    severity: str
    sources: tuple[Quotation, ...]
    check: Callable[[View], Iterator[Case]]

    @property
    def family(self) -> str:
        """The first letters of the code."""
        return self.code.partition("-")[0]

    @property
    def page(self) -> str:
        """The published page of the rule: the doc comment of its file, Markdown."""
        return sys.modules[self.check.__module__].__doc__ or ""
