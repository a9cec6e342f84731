"""Consent deteriorating with no contingency.

## What it asks

The host's consent is giving way. Is there a plan for each way this may go, and does the body that
can act know?

## Why

Force against the host and obstruction by the host both run through consent. Whoever notices only
when staff are expelled has no time left to choose.

## Source

- H1: "the very authorities that consented to their deployment"
- H1: "peacekeepers may have to use force against their hosts"

## Fires when

- (a) the latest record of consent says compromised or withdrawn; or
- (b) incidents under the status-of-forces agreement in the last 30 days number at least
  `sofa_least`, and exceed the monthly mean of the 90 days before by `sofa_rise` or more;

and one of the three plans (`access_loss`, `host_threat`, `political_escalation`) is missing or was
not reviewed within `scenario_days`; or what happened was not reported to a body that can act
(`reported_to` of the consent record, or of each of the incidents).

## Severity

Error.

## What clears it

Three plans with a review of late, and a record of the body to which it was reported.

## Example that fires

```yaml
mission: {id: M, as_of: 2031-05-01}
consent: [{date: 2030-11-01, state: weak}, {date: 2031-04-01, state: compromised}]
```

```yaml
mission: {id: M, as_of: 2031-05-01}
sofa_incidents:
  - {id: N1, date: 2031-04-10, type: movement_denial}
  - {id: N2, date: 2031-04-18, type: movement_denial}
  - {id: N3, date: 2031-04-25, type: flight_denial}
```

## Example that does not

```yaml
mission: {id: M, as_of: 2031-05-01}
consent:
  - {date: 2030-11-01, state: weak}
  - {date: 2031-04-01, state: compromised, reported_to: council}
plans:
  - {id: P1, kind: access_loss, reviewed: 2031-04-10}
  - {id: P2, kind: host_threat, reviewed: 2031-04-10}
  - {id: P3, kind: political_escalation, reviewed: 2031-04-10}
```

## Example that can not be told

```yaml
mission: {id: M, as_of: 2031-05-01}
consent: [{date: 2030-11-01, state: weak}, {date: 2031-04-01, state: unknown}]
```

## Edge cases

An election within `election_days` lowers the rise that counts to `sofa_rise_before_election`. Where
the quarter before saw no incident, the least number alone decides. A first record that already says
compromised counts: consent fell before anybody wrote it down. Incidents whose day is unknown are
counted both ways, and the rule can not tell where that makes a difference.
"""

from collections.abc import Iterator
from datetime import timedelta

from peaceops.direct.check.rule import Case, Rule
from peaceops.direct.check.view import View, equals, recorded, since
from peaceops.domain.finding import Quotation, Severity
from peaceops.domain.strategy.host import ConsentNode, SofaIncidentNode
from peaceops.domain.strategy.mission import TriggerNode
from peaceops.domain.strategy.node import is_unknown
from peaceops.domain.strategy.warning import PlanNode
from peaceops.domain.truth import Truth, every, opposite, some

_PLANS = ("access_loss", "host_threat", "political_escalation")
_MONTH = 30
_QUARTER = 90


def check(view: View) -> Iterator[Case]:
    """Find consent that gives way with nothing prepared for it."""
    prepared = {kind: _reviewed(view, kind) for kind in _PLANS}
    yield _fallen(view, prepared)
    yield _rising(view, prepared)


def _reviewed(view: View, kind: str) -> Truth:
    return some(
        every(
            [
                equals(plan, "kind", kind),
                since(plan, "reviewed", view.day, view.limits.scenario_days),
                view.in_force(plan),
            ]
        )
        for plan in view.of(PlanNode)
    )


def _fallen(view: View, prepared: dict[str, Truth]) -> Case:
    records = [one for one in view.of(ConsentNode) if view.in_force(one) is not False]
    dated = [one for one in records if one.date is not None]
    latest = max((one.date for one in dated if one.date is not None), default=None)
    undated = [one for one in records if one.date is None and is_unknown(one, "date")]
    last = [one for one in dated if one.date == latest]
    answers = [
        # A record whose day is unknown may be the latest: then none is known to be.
        every([_is_bad(one), None if undated else True, opposite(_kept(prepared, one))])
        for one in last
    ]
    answers += [every([None, _is_bad(one), opposite(_kept(prepared, one))]) for one in undated]
    state = next((one.state for one in sorted(last, key=_id) if _is_bad(one)), None)
    return _case(
        view,
        part="a",
        verdict=some(answers),
        what=f"consent is {state or 'giving way'} since {latest.isoformat() if latest else '?'}",
        lacking=_lacking(prepared, told=some(recorded(one, "reported_to") for one in last)),
        related=tuple(sorted(one.id for one in records)),
    )


def _id(one: ConsentNode) -> str:
    return one.id


def _is_bad(one: ConsentNode) -> Truth:
    return equals(one, "state", "compromised", "withdrawn")


def _kept(prepared: dict[str, Truth], one: ConsentNode) -> Truth:
    return every([*prepared.values(), recorded(one, "reported_to")])


def _rising(view: View, prepared: dict[str, Truth]) -> Case:
    month: list[SofaIncidentNode] = []
    quarter = doubtful = 0
    for one in view.of(SofaIncidentNode):
        days = view.days_since(one.date)
        if days is None:
            doubtful += is_unknown(one, "date")
        elif days < _MONTH:
            month.append(one)
        else:
            quarter += days < _MONTH + _QUARTER
    rise = _rise(view, len(month), quarter, doubtful)
    told = every(recorded(one, "reported_to") for one in month)
    told = every([told, None if doubtful else True])
    return _case(
        view,
        part="b",
        verdict=every([rise, opposite(every([*prepared.values(), told]))]),
        what=(
            f"{len(month)} incidents under the status-of-forces agreement in {_MONTH} days, "
            f"{quarter} in the {_QUARTER} days before"
        ),
        lacking=_lacking(prepared, told),
        related=tuple(sorted(one.id for one in month)),
    )


def _rise(view: View, month: int, quarter: int, doubtful: int) -> Truth:
    """Tell whether incidents rose; those of unknown days may lie in either time, or in neither."""
    election = some(
        every([equals(one, "kind", "election"), _near(view, one)]) for one in view.of(TriggerNode)
    )
    usual, lowered = view.limits.sofa_rise, view.limits.sofa_rise_before_election
    most = usual if election is not True else lowered
    least = usual if election is False else lowered
    if _risen(view, month, quarter + doubtful, most):
        return True
    return None if _risen(view, month + doubtful, quarter, least) else False


def _risen(view: View, month: int, quarter: int, rise: float) -> bool:
    mean = quarter * _MONTH / _QUARTER
    return month >= view.limits.sofa_least and month >= (1 + rise) * mean


def _near(view: View, trigger: TriggerNode) -> Truth:
    if trigger.date is None:
        return None if is_unknown(trigger, "date") else False
    return view.day <= trigger.date <= view.day + timedelta(days=view.limits.election_days)


def _lacking(prepared: dict[str, Truth], told: Truth) -> list[str]:
    plans = [kind for kind, answer in prepared.items() if not answer]
    lacking = [f"no plan reviewed of late for {', '.join(plans)}"] if plans else []
    return lacking + ["no report to a body that can act"] * (not told)


def _case(
    view: View,
    *,
    part: str,
    verdict: Truth,
    what: str,
    lacking: list[str],
    related: tuple[str, ...],
) -> Case:
    mission = view.strategy.mission
    return Case(
        verdict=verdict,
        part=part,
        objects=(mission.id,),
        severity=Severity.ERROR,
        message=f"{mission.name}: {what}, and there is {' and '.join(lacking) or 'no answer'}",
        unknown=(
            f"{mission.name}: whether consent is giving way with nothing prepared can not be told; "
            "a day, a state, a plan or a report is unknown"
        ),
        clears_when=(
            f"plans for {', '.join(_PLANS)} were reviewed within {view.limits.scenario_days} days, "
            "and what happened was reported to a body that can act"
        ),
        related=related,
        candidates=_plans(view),
        decision="At which level is the host's consent raised, and who updates the plans?",
        root=_cause(view),
    )


def _cause(view: View) -> str:
    """Return the latest record of consent, in which both conditions come together."""
    dated = ((one.date, one.id) for one in view.of(ConsentNode) if one.date is not None)
    return max(dated, default=(None, view.strategy.mission.id))[1]


def _plans(view: View) -> tuple[str, ...]:
    """Name plans of these kinds that want a review."""
    return tuple(
        sorted(
            f"{plan.name}: {plan.kind}, "
            + (f"last reviewed {plan.reviewed.isoformat()}" if plan.reviewed else "never reviewed")
            for plan in view.of(PlanNode)
            if plan.kind in _PLANS
            and since(plan, "reviewed", view.day, view.limits.scenario_days) is False
        )
    )


RULE = Rule(
    code="HST-05",
    name="consent-without-contingency",
    title="Consent deteriorating with no contingency",
    since="0.2.0",
    severity="error",
    sources=(
        Quotation("H1", "the very authorities that consented to their deployment"),
        Quotation("H1", "peacekeepers may have to use force against their hosts"),
    ),
    check=check,
)
