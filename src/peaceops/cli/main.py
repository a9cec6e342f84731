"""The entry of the command line, and what becomes of errors."""

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from peaceops import __version__
from peaceops.cli import (
    account,
    audit,
    backtest,
    backup,
    check,
    cycle,
    disposition,
    event,
    exercise,
    expectation,
    item,
    keeping,
    link,
    mandate,
    plan,
    propose,
    record,
    release,
    requirement,
    serve,
    source,
    strategy,
    threat_register,
    warning,
    what_if,
)
from peaceops.cli.console import say_error
from peaceops.domain.error import BAD_INPUT, OUR_FAULT, PeaceopsError

app = App(
    name="peaceops",
    help="Early warning and planning for the protection of civilians, tied to the political "
    "strategy. Exit status: 0 done, 1 findings, 2 bad input, 3 mission busy, 4 refused by release, "
    "70 our fault.",
    version=__version__,
    result_action="return_value",
)
cycle.register(app)
backtest.register(app)
propose.register(app)
check.register(app)
plan.register(app)
disposition.register(app)
what_if.register(app)
expectation.register(app)
serve.register(app)
app.command(event.app)
app.command(strategy.app)
app.command(exercise.app)
app.command(mandate.app)
app.command(account.app)
app.command(audit.app)
app.command(record.app)
app.command(release.app)
app.command(keeping.app)
backup.register(app)
app.command(item.app)
app.command(link.app)
app.command(requirement.app)
app.command(source.app)
app.command(threat_register.app)
app.command(warning.app)


def main(tokens: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit status; a failure is one line on stderr."""
    sys.exit(_status(tokens))


def _status(tokens: Sequence[str] | None) -> int:
    show_traceback = os.environ.pop("PEACEOPS_TRACEBACK", "")
    try:
        status = app(tokens, exit_on_error=False, print_error=False, help_on_error=False)
    except CycloptsError as error:
        say_error(str(error), remedy="see peaceops --help")
        return BAD_INPUT
    except PeaceopsError as error:
        for line in error.lines:
            say_error(line)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        say_error("stopped; nothing half-written was left as a product")
        return 130
    except Exception as error:
        if show_traceback:
            raise
        say_error(
            f"a fault of ours: {type(error).__name__}: {error}",
            remedy="please report it; PEACEOPS_TRACEBACK=1 shows where",
        )
        return OUR_FAULT
    return status if isinstance(status, int) else 0
