"""What the command line prints: results on stdout, everything else on stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def say(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text + "\n")


def say_error(text: str, *, remedy: str = "") -> None:
    """Print what went wrong, in one line."""
    line = " ".join(text.split())
    sys.stderr.write(f"peaceops: {line}{f' ({remedy})' if remedy else ''}\n")


@contextmanager
def stages(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show which stage is under way, on stderr; nothing where quiet or where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("starting") as status:
        yield lambda stage: status.update(f"{stage} …")


@contextmanager
def pieces(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show how many pieces of work are done, on stderr; nothing where quiet or nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda _all, _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pieces", total=None)
        yield lambda total, done: bar.update(task, total=total, completed=done)
