"""A person could be exposed.

## What it asks

If this goes out, could anybody find out who spoke, or where they are?

## Why

Gathering is responsible only if nobody who helped is harmed by it. What is released can not be
called back.

## Source

- P2: "effective, efficient and responsible information gathering and analysis"

## Fires when

- a: a product has a lower marking than what it is made from, over any number of steps, and no act
  of downgrading, with author and reason, is recorded.
- b: a product contains the id of a source.
- c: a product shows a place finer than the source of an item allows: with its identity any, quoted
  without it no finer than a second-level unit, else no finer than a first-level unit.
- d: a product shows a count about people below `least_people_cell`.
- e: more than one product can be linked to a source, for releases carry one pseudonym for it.
- f: a product uses an item beyond consent: one that must not be used, one for internal use before
  others, or a quotation, or an identity, that no item behind the product allows.
- g: who called the alert network is stored with the alert.

## Severity

Blocker: the release is refused.

## What clears it

Coarsen, aggregate, ask for consent again, keep identities apart, or withhold. This rule can not be
suppressed or overridden.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
sources:
  - {id: S, alert_caller: true, identity_with_alert: true, pseudonym_stable: true}
items: [{id: I, from_source: [S], consent: none, place_precision: 1}]
products:
  - {id: P1, made_from: [I], place_precision: 1, people_cells: 3}
  - {id: P2, names_source: [S], classification: confidential}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
sources: [{id: S, alert_caller: true, identity_with_alert: false, pseudonym_stable: false}]
items: [{id: I, from_source: [S], consent: inform_analysis, place_precision: 1}]
products:
  - id: P1
    made_from: [I]
    classification: confidential
    audience: contributors
    place_precision: 4
    people_cells: 12
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
items: [{id: I, consent: unknown}]
products: [{id: P1, made_from: [I], classification: confidential, people_cells: unknown}]
```

## Edge cases

An item that somebody told and for which no consent is recorded may inform analysis, no more. Where
a product quotes and only some of the items behind it may be quoted, it can not be told which it
quotes. A product without an audience is for anybody.
"""

from collections.abc import Iterator, Mapping

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.view import Links, View, below, equals, recorded
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.marking import Level, Marking, combined, may_see
from peaceops.domain.precision import PlacePrecision
from peaceops.domain.release import FINEST_BY_CONSENT
from peaceops.domain.strategy.information import ItemNode, ProductNode, SourceNode
from peaceops.domain.strategy.node import Node, is_unknown
from peaceops.domain.truth import Truth, every, opposite, some

_INTERNAL = ("internal", "mission")


def check(view: View) -> Iterator[Case]:
    """Find products and records by which somebody who spoke could be found."""
    inputs = {product.id: _behind(view, product) for product in view.of(ProductNode)}
    for product in view.of(ProductNode):
        truth = view.in_force(product)
        if truth is False:
            continue
        items = _items(inputs[product.id])
        yield from _product(view, product, truth, items)
    yield from _sources(view, inputs)


def _product(
    view: View, product: ProductNode, truth: Truth, items: Links[ItemNode]
) -> Iterator[Case]:
    name = product.name
    marked = _behind(view, product, past_downgrading=False)
    above = [node for node in marked.nodes if not may_see(product.marking, node.marking)]
    sources = view.out(product, "names_source", SourceNode)
    listed = sorted(
        {
            *sources.ids,
            *(
                entry
                for entry in product.sources
                if isinstance(view.strategy.nodes.get(entry), SourceNode)
            ),
        }
    )
    finer = items.where(lambda item: _finer(view, product, item))
    beyond = items.where(lambda item: _misused(product, item))
    shown = (("quotes", "quotes sources"), ("quotes_identity", "names those it quotes"))
    quoting = [words for field, words in shown if _quotes(view, product, items, field)]
    for part, wrong, said, clears, asks, related in (
        (
            "a",
            _too_low(product, marked),
            f"is {_said(product.marking)}, though made from what is {_said(_most(above))}",
            f"{product.id} carries the marking of what it is made from, or an act of downgrading",
            f"Is {product.id} marked higher, or who downgrades it, for which reason?",
            tuple(node.id for node in above),
        ),
        (
            "b",
            True if listed else sources.any,
            "contains the id of a source",
            f"{product.id} names no source; a pseudonym for this release stands in its place",
            f"Who takes the source out of {product.id}, and recalls what went out?",
            tuple(listed),
        ),
        (
            "c",
            finer.any,
            "shows places finer than consent allows",
            f"{product.id} shows places no finer than its sources allow",
            f"Who coarsens the places in {product.id}, and recalls what went out?",
            finer.ids,
        ),
        (
            "d",
            below(product, "people_cells", view.limits.least_people_cell),
            f"shows counts about people below {view.limits.least_people_cell}",
            f"no count about people in {product.id} is below {view.limits.least_people_cell}",
            f"Who puts the small counts in {product.id} together, and recalls what went out?",
            (),
        ),
        (
            "f",
            some(
                [
                    beyond.any,
                    _quotes(view, product, items, "quotes"),
                    _quotes(view, product, items, "quotes_identity"),
                ]
            ),
            f"{' and '.join(quoting) or 'uses items'} beyond what was consented to",
            f"{product.id} uses its items as their sources allow, or they are asked again",
            f"Who asks the sources behind {product.id} again, or takes the items out?",
            items.ids,
        ),
    ):
        verdict = every([truth, wrong])
        if verdict is not False:
            yield Case(
                verdict=verdict,
                part=part,
                objects=(product.id,),
                severity=Severity.BLOCKER,
                message=f"{name} {said}",
                unknown=f"it can not be told whether {name} {_doubt(part)}; do not release it",
                clears_when=clears,
                related=related,
                decision=asks,
                owner=product.author or None,
                due=product.date,
                root=product.id,
            )


def _doubt(part: str) -> str:
    return {
        "a": "has a lower marking than what it is made from",
        "b": "contains the id of a source",
        "c": "shows places finer than consent allows",
        "d": "shows small counts about people",
        "f": "uses items beyond consent",
    }[part]


def _behind(view: View, product: ProductNode, *, past_downgrading: bool = True) -> Links[Node]:
    """Return all that a product is made from, over products, assessments and postures.

    An act of downgrading ends what counts for the marking, not what counts for consent.
    """
    found: dict[str, Node] = {}
    complete = True
    waiting: list[Node] = [product]
    while waiting:
        node = waiting.pop()
        if (
            not past_downgrading
            and node is not product
            and isinstance(node, ProductNode)
            and (down := _downgraded(node)) is not False
        ):
            complete &= down is True
            continue
        for edge in ("made_from", "based_on"):
            links: Links[Node] = view.out(node, edge)
            complete &= links.complete
            for further in links.nodes:
                if further.id not in found and further.id != product.id:
                    found[further.id] = further
                    waiting.append(further)
    return Links(tuple(found.values()), (), complete)


def _items(inputs: Links[Node]) -> Links[ItemNode]:
    return Links(
        tuple(node for node in inputs.nodes if isinstance(node, ItemNode)), (), inputs.complete
    )


def _downgraded(product: ProductNode) -> Truth:
    return every([recorded(product, "downgraded_by"), recorded(product, "downgrade_reason")])


def _too_low(product: ProductNode, inputs: Links[Node]) -> Truth:
    fields = ("classification", "compartments")
    own: Truth = None if any(is_unknown(product, field) for field in fields) else True

    def narrower(node: Node) -> Truth:
        if not may_see(product.marking, node.marking):
            return own
        return None if any(is_unknown(node, field) for field in fields) else False

    return every([inputs.some(narrower), opposite(_downgraded(product))])


def _most(nodes: list[Node]) -> Marking:
    return combined(node.marking for node in nodes)


def _said(marking: Marking) -> str:
    level = Level(marking.level).name.lower().replace("_", " ")
    held = ", ".join(sorted(part.replace("_", " ") for part in marking.compartments))
    return f"{level} ({held})" if held else level


def _told(view: View, item: ItemNode) -> Truth:
    """Tell whether somebody told it: then their consent matters."""
    return view.out(item, "from_source", SourceNode).any


def _finer(view: View, product: ProductNode, item: ItemNode) -> Truth:
    """Tell whether a product shows a place finer than the source of an item allows."""
    if is_unknown(product, "place_precision"):
        return None
    if not product.place_precision:
        return False
    # A place is shown no finer than the item itself has it.
    shown = max(product.place_precision, item.place_precision or 0)
    if is_unknown(item, "consent"):
        return False if shown >= PlacePrecision.FIRST_LEVEL_UNIT else None
    if shown >= FINEST_BY_CONSENT[item.consent]:
        return False
    if is_unknown(item, "place_precision"):
        return None
    return _told(view, item) if item.consent is None else True


def _misused(product: ProductNode, item: ItemNode) -> Truth:
    """Tell whether an item must not be in a product at all."""
    return some(
        [
            equals(item, "consent", "none"),
            every(
                [
                    equals(item, "consent", "internal_only"),
                    opposite(equals(product, "audience", *_INTERNAL)),
                ]
            ),
        ]
    )


def _quotes(view: View, product: ProductNode, items: Links[ItemNode], field: str) -> Truth:
    """Tell whether a product quotes, or names, where nothing behind it allows that."""
    allowed = ("quote_with_identity",) + ("quote_without_identity",) * (field == "quotes")

    def barred(item: ItemNode) -> Truth:
        if item.consent is None and not is_unknown(item, "consent"):
            return _told(view, item)
        return opposite(equals(item, "consent", *allowed))

    answers = [barred(item) for item in items.nodes]
    wrong: Truth = None
    if items.complete and all(answer is False for answer in answers):
        wrong = False
    elif items.complete and all(answer is True for answer in answers):
        wrong = True
    return every([equals(product, field, True), wrong])


def _sources(view: View, inputs: Mapping[str, Links[Node]]) -> Iterator[Case]:
    linked, doubtful = _releases(view, inputs)
    for source in view.of(SourceNode):
        releases = linked.get(source.id, set())
        many: Truth = len(releases) > 1
        if not many and len(releases | doubtful) > 1:
            many = None
        verdict = every([equals(source, "pseudonym_stable", True), many])
        if verdict is not False:
            yield _source_case(
                source,
                "e",
                verdict,
                f"{source.id} carries one pseudonym in more than one product",
                f"every release carries a pseudonym of its own for {source.id}",
                f"Which releases of {source.id} are withdrawn or given another pseudonym?",
                tuple(sorted(releases)),
            )
        verdict = every(
            [
                equals(source, "alert_caller", True),
                equals(source, "identity_with_alert", True),
            ]
        )
        if verdict is not False:
            yield _source_case(
                source,
                "g",
                verdict,
                f"who {source.id} is stands stored with the alert",
                f"the identity of {source.id} is held apart from the alert",
                f"Who moves the identity of {source.id} away from the alert today?",
                (),
            )


def _source_case(
    source: SourceNode,
    part: str,
    verdict: Truth,
    said: str,
    clears: str,
    asks: str,
    related: tuple[str, ...],
) -> Case:
    return Case(
        verdict=verdict,
        part=part,
        objects=(source.id,),
        severity=Severity.BLOCKER,
        message=said,
        unknown=f"it is not known whether {said}",
        clears_when=clears,
        related=related,
        decision=asks,
        owner=source.author or None,
        root=source.id,
    )


def _releases(
    view: View, inputs: Mapping[str, Links[Node]]
) -> tuple[dict[str, set[str]], set[str]]:
    """Return the products that go back to each source, and those that may go back to any."""
    linked: dict[str, set[str]] = {}
    doubtful: set[str] = set()
    for product in view.of(ProductNode):
        behind = inputs[product.id]
        named = view.out(product, "names_source", SourceNode)
        told = [view.out(item, "from_source", SourceNode) for item in _items(behind).nodes]
        ids = {
            *named.ids,
            *(node.id for node in behind.nodes if isinstance(node, SourceNode)),
            *(name for links in told for name in links.ids),
        }
        for name in ids:
            linked.setdefault(name, set()).add(product.id)
        if not (behind.complete and named.complete and all(links.complete for links in told)):
            doubtful.add(product.id)
    return linked, doubtful


RULE = Rule(
    code="INF-05",
    name="person-could-be-exposed",
    title="A person could be exposed",
    since="0.2.0",
    severity="blocker (release refused)",
    sources=(
        Quotation("P2", "effective, efficient and responsible information gathering and analysis"),
    ),
    check=check,
)
