"""The page that goes with an exercise: what is known of it, and by what law it was made."""

import polars as pl

from peaceops.domain.month import month_label
from peaceops.exercise import law
from peaceops.exercise.country import Exercise
from peaceops.exercise.severity import CAP
from peaceops.exercise.whereabouts import COUNTRY_ONLY, PART_ONLY, RECORDED_SHARE, UNIT_ONLY

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Not taken from the calendar module: its names follow the machine's language.


def explain(exercise: Exercise) -> str:
    """Say on one page, in Markdown, what is known of the exercise, and how."""
    first = exercise.first_month
    calendar = exercise.calendar

    def between(start: int, end: int) -> str:
        return f"{month_label(first + start)} to {month_label(first + end)}"

    truth = exercise.truth
    killed = truth.select((pl.col("civilians") > 0).mean()).item()
    never = (
        truth.group_by("cell")
        .agg((pl.col("p_civilian_killed") == 0).all().alias("quiet"))
        .get_column("quiet")
        .sum()
    )
    actors = "\n".join(
        f"| {actor.name} | {actor.kind} | {between(actor.first, actor.last)} "
        f"| {actor.latitude:.2f}, {actor.longitude:.2f} | {actor.reach_km:.0f} |"
        for actor in exercise.belligerents
    )
    capital = exercise.settlements.name[exercise.settlements.capital]
    escalations = " and ".join(between(*span) for span in calendar.escalations)
    return f"""# {exercise.country_name}: what is true

Everything here is invented: the country, its places, its armed actors and its events. It lies in
the open South Atlantic, where there is no land.

Made from seed {exercise.seed}, scale {exercise.scale:g}, {month_label(first)} to \
{month_label(exercise.last_month)}.

| What | How much |
|---|---|
| Half-degree cells touched | {len(exercise.geography.cells)} |
| First-level units | {len(exercise.geography.units)} |
| Towns in places.csv | {len(exercise.places)}, the capital is {capital} |
| Events recorded | {len(exercise.events)} |
| Civilians killed | {truth["civilians"].sum()} of {truth["deaths"].sum()} people |
| Cell-months with a civilian killed | {killed:.2%} |
| Cells where nobody can be attacked | {never} |

## Who

| Actor | Kind | Active | Home (latitude, longitude) | Reach, km |
|---|---|---|---|---|
{actors}

The brigade is the host State's. Before its first month it does its duty; from then on it attacks
the people around its garrison.

## When

The rains, at their height in {_MONTHS[calendar.rains_peak - 1]}, lower violence by about a third.
It escalates nationwide from {escalations}; a truce of sorts holds from
{between(*calendar.truce)}.

## By what law

In each cell each actor is idle or active. An idle one turns active with a monthly chance of up to
{law.OUTBREAK:.1%} (more in an escalation, and up to {1 + law.CONTAGION:g} times as much where it is
active all around), an active one turns idle with {law.LULL:.0%} (less in an escalation). Events are
Poisson counts; an idle actor keeps {law.IDLE:.0%} of its tempo. Events leave a trace that spills
over to the neighbouring cells and fades by {1 - law.FADING:.0%} in a month; through it one event
directly sets off at most {law.BRANCHING:g} others. Deaths in an event follow a power law, cut off
at {CAP}.

## What truth.parquet holds

One row for each cell and month (`month` counts from January 1980 = 1):

- `p_civilian_killed`: the probability that at least one civilian is killed there in that month,
  given all that happened in the months before and the phases the actors were then in. It is exact
  under the law, taken from the rates themselves; nothing was estimated. No forecast from the
  record alone can know as much: it does not see the phases.
- `p_civilian_killed_recorded`: the same, but only for what the record lays on its cell.
- `expected_civilians`, `expected_deaths`: deaths to be expected, civilians and all people.
- `civilians`, `deaths`: those who were killed.

## What the record leaves vague

It lays {RECORDED_SHARE:.1%} of events on the cell where they happened, as villages, towns or
districts. It knows {UNIT_ONLY:.0%} to the province, {PART_ONLY:.0%} to a part of the country and
{COUNTRY_ONLY:.1%} to the country only, and puts those on its middle. Some dates are a week, a month
or more wide; an event always ends in the month in which it happened. The best estimate is right,
the low and high ones lie around it. The killing of some fighters is not known to a side.
"""
