"""What the parts of the document share: the strategy as the reader may see it, and names in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peaceops.direct.check.view import Links
from peaceops.direct.linkage.seen import Seen
from peaceops.direct.linkage.told import told
from peaceops.disseminate.language import Language
from peaceops.disseminate.strategy.markdown import bullets, plain
from peaceops.disseminate.strategy.phrase import not_known, not_recorded, tell
from peaceops.domain.marking import Marking
from peaceops.domain.strategy.graph import Strategy
from peaceops.domain.strategy.node import Node, is_unknown


@dataclass(frozen=True)
class Reading:
    """What a part of the document is written from.

    Attributes:
        whole: the strategy, whole; every view of it is asked with the clearance.
        seen: what of it the reader may see.
        day: as of.
        clearance: of the reader.
        words: in which language.
    """

    whole: Strategy
    seen: Seen
    day: date
    clearance: Marking
    words: Language

    def name(self, key: str) -> str:
        """Name a thing by its id and, where there is one, its title."""
        node = self.seen.strategy.nodes.get(key)
        return f"**{plain(key)}** {plain(node.title)}" if node and node.title else plain(key)

    def names(self, keys: Iterable[str]) -> str:
        """Name several things."""
        return self.words.say("; ").join(self.name(key) for key in keys)

    def field(self, node: Node, *fields: str) -> str:
        """Say what a field holds, or which kind of nothing."""
        return plain(tell(told(node, *fields), self.words))

    def ends(self, node: Node, kind: str) -> str:
        """Name where the edges of a kind lead that start from a thing, or say which nothing."""
        return self._listed(
            [edge.target for edge in self.seen.strategy.out(node.id, kind)],
            doubt=is_unknown(node, kind),
        )

    def starts(self, node: Node, kind: str) -> str:
        """Name where the edges of a kind start that lead to a thing, or say which nothing."""
        links: Links[Node] = self.seen.view.into(node, kind)
        return self._listed(
            [edge.source for edge in links.edges],
            doubt=not links.complete or self.seen.may_lack(kind, node.id),
        )

    def _listed(self, keys: list[str], *, doubt: bool) -> str:
        if not keys:
            return not_known(self.words) if doubt else not_recorded(self.words)
        names = self.names(sorted(set(keys)))
        return self.words.say("{names}; perhaps more", names=names) if doubt else names

    def who(self, node: Node, *fields: str) -> str:
        """Name those whose ids a field holds, or say which kind of nothing."""
        part = told(node, *fields)
        if part.state != "recorded":
            return tell(part, self.words)
        return self.words.say(", ").join(self._called(key) for key in part.values)

    def _called(self, key: str) -> str:
        node = self.seen.strategy.nodes.get(key)
        if node is None or not node.title:
            return plain(key)
        return self.words.say("{title} ({id})", title=plain(node.title), id=plain(key))

    def facts(self, facts: Iterable[tuple[str, str]]) -> list[str]:
        """Write facts under a thing, a line each; what is missing stands together in one line."""
        lines: list[str] = []
        missing: dict[str, list[str]] = {not_known(self.words): [], not_recorded(self.words): []}
        for label, text in facts:
            if text in missing:
                missing[text].append(label)
            else:
                lines.append(f"{label}: {text}")
        for nothing, labels in missing.items():
            if labels:
                lines.append(f"*{nothing}*: {', '.join(labels).lower()}")
        return bullets(lines, depth=1)
