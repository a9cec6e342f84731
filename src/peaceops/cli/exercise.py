"""Commands that make an invented country."""

from pathlib import Path

from cyclopts import App

from peaceops.cli.console import say

app = App(name="exercise", help="An invented country with known truth, for practice and tests.")


@app.command
def new(folder: Path, *, seed: int = 7, scale: float = 1.0) -> None:
    """Make a mission's folder for an invented country: all names are invented.

    Args:
        folder: to be made; must not exist.
        seed: the same seed gives the same country.
        scale: 1 is a country of some 150 to 200 half-degree cells.
    """
    from peaceops.services.demo import new_exercise

    intake = new_exercise(folder, seed=seed, scale=scale)
    say(f"{folder}: {intake.events.height} events; truth in {folder / 'truth'}")
    say(f"next: peaceops run {folder}")
