"""What is wrong with a strategy file, told all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from peaceops.domain.error import PeaceopsError
from peaceops.domain.strategy.graph import Place


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place, in words, and what might mend it."""

    what: str
    place: Place
    remedy: str = ""


class StrategyFaultsError(PeaceopsError):
    """A strategy that can not be loaded, with everything that is wrong with it.

    Attributes:
        faults: in the order of the files.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(
            f"{first.what}{more}",
            where=f"{first.place.file}:{first.place.line}:{first.place.column}",
            remedy=first.remedy,
        )
        self.faults = tuple(faults)

    @property
    def lines(self) -> tuple[str, ...]:
        """One line for each thing that is wrong."""
        return tuple(
            str(
                PeaceopsError(
                    fault.what,
                    where=f"{fault.place.file}:{fault.place.line}:{fault.place.column}",
                    remedy=fault.remedy,
                )
            )
            for fault in self.faults
        )


def nearest(word: str, words: Iterable[str]) -> str:
    """Say which valid word is nearest to a wrong one; empty where none is near."""
    found = get_close_matches(word, sorted(words), n=1, cutoff=0.5)
    return f"did you mean {found[0]!r}?" if found else ""
