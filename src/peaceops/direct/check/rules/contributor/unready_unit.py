"""Rules or training not in place before deployment.

## What it asks

Does every unit that is here, or comes soon, know the rules on force as they are now? Was it trained
and exercised on protection before it came, and again since?

## Why

Contributors should know mandate and rules beforehand. A unit that reads them in the crisis does
nothing, or the wrong thing.

## Source

- D2: "as well as on the ROE and DUF prior to deployment"
- FN: "improve training on POC at all levels (pre-deployment and in-mission)"

## Fires when

- (a) a unit is in the mission, or arrives within `deploy_days` (30), and has not acknowledged the
  rules, or lacks the pre-deployment module on protection, or a scenario exercise;
- (b) a unit has been in the mission for more than `in_mission_training_days` (60) without training
  on protection there;
- (c) the rules changed more than `acknowledge_days` (30) ago, and a unit that had acknowledged an
  earlier release has not acknowledged the current one.

## Severity

Error.

## What clears it

Brief, train and exercise the unit; hold the commander's sign-off, and record its day.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
units: [{id: BN, deployed: 2031-05-20, trainings: [{kind: pre_deployment, date: 2031-03-01}]}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
documents:
  - {id: ROE1, kind: roe, release: "1", issued: 2030-01-10}
  - {id: ROE2, kind: roe, release: "2", issued: 2031-03-01}
units:
  - id: BN
    type: infantry battalion
    deployed: 2030-06-01
    briefings: [{rules: roe, release: "1", acknowledged: 2030-05-20}]
    trainings:
      - {kind: pre_deployment, date: 2030-05-01}
      - {kind: scenario_exercise, date: 2030-05-10}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
documents: [{id: ROE2, kind: roe, release: "2", issued: 2031-03-01}]
units:
  - id: BN
    type: infantry battalion
    deployed: 2030-06-01
    briefings: [{rules: roe, release: "2", acknowledged: 2031-03-20}]
    trainings:
      - {kind: pre_deployment, date: 2030-05-01}
      - {kind: scenario_exercise, date: 2030-05-10}
      - {kind: in_mission, date: 2030-09-01}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
units:
  - id: BN
    deployed: 2031-04-20
    briefings: [{rules: roe, acknowledged: unknown}]
    trainings:
      - {kind: pre_deployment, date: 2031-03-01}
      - {kind: scenario_exercise, date: 2031-03-10}
```

## Edge cases

Only references, releases and days are stored, never the text of a rule. Police come under
directives on the use of force, soldiers under rules of engagement; a unit without a type must have
acknowledged either. A unit that has not arrived must have acknowledged the current release; one in
the mission has `acknowledge_days` for it. Where no document of the rules is recorded, any
acknowledged release will do. A unit without a day of arrival counts as in the mission, since
nobody knows when: (b) does not speak of it. Trainings recorded in a strategy are those on
protection.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.standing import deployed
from peaceops.direct.check.view import Links, View, equals, passed, recorded, since
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.force import BriefingNode, TrainingNode, UnitNode
from peaceops.domain.strategy.mandate import DocumentNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.truth import Truth, every, opposite, some

_WORDS = {"roe": "rules of engagement", "duf": "directives on the use of force"}


@dataclass(frozen=True)
class Rules:
    """The document of the rules of one kind that is in force.

    Attributes:
        kind: roe or duf.
        document: the latest; None where none is recorded.
        sure: that it is the latest is known.
    """

    kind: str
    document: DocumentNode | None
    sure: bool


def check(view: View) -> Iterator[Case]:
    """Find units that do not know the rules, or were not trained."""
    rules = {kind: _current(view, kind) for kind in _WORDS}
    for unit in view.of(UnitNode):
        here = deployed(view, unit)
        coming = every([view.in_force(unit), _arrives_soon(view, unit)])
        if some([here, coming]) is False:
            continue
        briefings = view.into(unit, "briefs", BriefingNode)
        trainings = view.into(unit, "trains", TrainingNode)
        wanted = _wanted(unit, rules)
        yield from _before(view, unit, here, coming, wanted, briefings, trainings)
        yield from _since(view, unit, here, trainings)
        yield from _changed(view, unit, here, wanted, briefings)


def _current(view: View, kind: str) -> Rules:
    found = view.having(DocumentNode, "kind", kind).where(view.in_force)
    latest = max(
        found.nodes,
        key=lambda document: (
            document.issued is not None,
            document.issued or view.day,
            document.id,
        ),
        default=None,
    )
    dated = not any(is_unknown(document, "issued") for document in found.nodes)
    return Rules(kind, latest, found.complete and dated)


def _wanted(unit: UnitNode, rules: dict[str, Rules]) -> tuple[tuple[Rules, ...], bool]:
    """Return the rules of which one must be acknowledged, and whether any of them will do.

    Where the unit's type is unknown it may be either: then only both together settle it.
    """
    if is_unknown(unit, "type"):
        return tuple(rules.values()), False
    if not unit.type:
        return tuple(rules.values()), True
    return (rules["duf" if "police" in unit.type.lower() else "roe"],), True


def _answer(answers: list[Truth], any_will_do: bool) -> Truth:
    if any_will_do:
        return some(answers)
    return answers[0] if len(set(answers)) == 1 else None


def _arrives_soon(view: View, unit: UnitNode) -> Truth:
    if is_unknown(unit, "deployed"):
        return None
    limit = view.day + timedelta(days=view.limits.deploy_days)
    return unit.deployed is None or unit.deployed <= limit


def _acknowledged(briefings: Links[BriefingNode], rules: Rules, *, current: bool) -> Truth:
    return briefings.some(
        lambda briefing: every(
            [
                equals(briefing, "rules", rules.kind),
                recorded(briefing, "acknowledged"),
                not current or _is_current(briefing, rules),
            ]
        )
    )


def _is_current(briefing: BriefingNode, rules: Rules) -> Truth:
    document = rules.document
    if not rules.sure or (document is not None and is_unknown(document, "release")):
        return None
    if document is None or document.release is None:
        return True
    return equals(briefing, "release", document.release)


def _before(
    view: View,
    unit: UnitNode,
    here: Truth,
    coming: Truth,
    wanted: tuple[tuple[Rules, ...], bool],
    briefings: Links[BriefingNode],
    trainings: Links[TrainingNode],
) -> Iterator[Case]:
    rules, any_will_do = wanted
    ever = _answer([_acknowledged(briefings, one, current=False) for one in rules], any_will_do)
    now = _answer([_acknowledged(briefings, one, current=True) for one in rules], any_will_do)
    lacks = {
        f"acknowledgement of the {' or '.join(_WORDS[one.kind] for one in rules)}": opposite(
            some([now, every([here, ever])])
        ),
        "the pre-deployment module on protection": opposite(_trained(trainings, "pre_deployment")),
        "a scenario exercise": opposite(_trained(trainings, "scenario_exercise")),
    }
    verdict = every([some([here, coming]), some(lacks.values())])
    if verdict is False:
        return
    missing = [what for what, answer in lacks.items() if answer]
    arriving = unit.deployed is not None and unit.deployed > view.day
    yield Case(
        verdict=verdict,
        objects=(unit.id,),
        part="a",
        severity=Severity.ERROR,
        message=(
            f"{unit.name} "
            + (f"arrives on {unit.deployed.isoformat()}" if arriving and unit.deployed else "is in")
            + (" the mission" if not arriving else "")
            + f" without {', '.join(missing)}"
        ),
        unknown=(
            f"whether {unit.name} has acknowledged the rules and was trained and exercised before "
            "deployment can not be told"
        ),
        clears_when=(
            "the commander's acknowledgement of the current release, the pre-deployment module and "
            "a scenario exercise are on record with their days"
        ),
        related=(*briefings.ids, *trainings.ids),
        decision=f"Who briefs and exercises {unit.id}, by which day, and holds the sign-off?",
        due=unit.deployed if arriving else None,
        root=unit.id,
    )


def _trained(trainings: Links[TrainingNode], kind: str) -> Truth:
    return trainings.some(
        lambda training: every([equals(training, "kind", kind), recorded(training, "date")])
    )


def _since(
    view: View, unit: UnitNode, here: Truth, trainings: Links[TrainingNode]
) -> Iterator[Case]:
    days = view.limits.in_mission_training_days
    long = passed(unit, "deployed", view.day - timedelta(days=days))
    verdict = every([here, long, opposite(_trained(trainings, "in_mission"))])
    if verdict is False:
        return
    yield Case(
        verdict=verdict,
        objects=(unit.id,),
        part="b",
        severity=Severity.ERROR,
        message=(
            f"{unit.name} has been in the mission for more than {days} days without training on "
            "protection there"
        ),
        unknown=f"since when {unit.name} is here, or whether it was trained since, is not known",
        clears_when="training on protection in the mission is on record with its day",
        related=trainings.ids,
        decision=f"When is {unit.id} trained on protection, and by whom?",
        due=unit.deployed + timedelta(days=days) if unit.deployed else None,
        root=unit.id,
    )


def _changed(
    view: View,
    unit: UnitNode,
    here: Truth,
    wanted: tuple[tuple[Rules, ...], bool],
    briefings: Links[BriefingNode],
) -> Iterator[Case]:
    rules, any_will_do = wanted
    late = [_outdated(view, one, briefings) for one in rules]
    verdict = every([here, some(late) if any_will_do else _answer(late, any_will_do=False)])
    if verdict is False:
        return
    document = next(
        (one.document for one, answer in zip(rules, late, strict=True) if answer is not False), None
    )
    name = f"release {document.release} of {document.name}" if document else "the rules in force"
    yield Case(
        verdict=verdict,
        objects=(unit.id,),
        part="c",
        severity=Severity.ERROR,
        message=f"{unit.name} acknowledged an earlier release, but not {name}",
        unknown=f"whether {unit.name} acknowledged the rules as they are now can not be told",
        clears_when="the commander's acknowledgement of the current release is on record",
        related=(*briefings.ids, *((document.id,) if document else ())),
        decision=f"On which day does the commander of {unit.id} acknowledge the current release?",
        root=document.id if document else unit.id,
    )


def _outdated(view: View, rules: Rules, briefings: Links[BriefingNode]) -> Truth:
    """Tell whether an earlier release was acknowledged, and the current one is overdue."""
    days = view.limits.acknowledge_days
    document = rules.document
    if document is None:
        return False if rules.sure else None
    return every(
        [
            _acknowledged(briefings, rules, current=False),
            opposite(_acknowledged(briefings, rules, current=True)),
            opposite(since(document, "issued", view.day, days)),
        ]
    )


RULE = Rule(
    code="TCC-07",
    name="unready-unit",
    title="Rules or training not in place before deployment",
    since="0.2.0",
    severity="error",
    sources=(
        Quotation("D2", "as well as on the ROE and DUF prior to deployment"),
        Quotation("FN", "improve training on POC at all levels (pre-deployment and in-mission)"),
    ),
    check=check,
)
