"""Commands about alerts and warnings, from the first call to the scorecard."""

from cyclopts import App

from peaceops.cli import (
    warning_host,
    warning_issue,
    warning_reach,
    warning_release,
    warning_step,
    warning_watch,
)

app = App(
    name="warning",
    help="Alerts and warnings: a person issues, others acknowledge, decide, respond, answer the "
    "community. Who you are is said as for `peaceops record`.",
)
for part in (
    warning_issue, warning_reach, warning_step, warning_watch, warning_release, warning_host,
):  # fmt: skip
    part.register(app)
