"""Run all benchmarks and write down what they gave: `make bench`."""

import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    deploy,
    forecast_scale,
    linkage,
    mandate_reading,
    panel_scale,
    registers_load,
    sequence,
    strategy_scale,
    what_if,
    whole_run,
)

RESULTS = Path(__file__).parent / "results.md"


def main() -> None:
    """Measure, print and write the results."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [
            panel_scale.measure(),
            forecast_scale.measure(),
            strategy_scale.measure(),
            sequence.measure(),
            deploy.measure(),
            what_if.measure(Path(folder)),
            whole_run.measure(Path(folder)),
            mandate_reading.measure(Path(folder)),
            linkage.measure(),
            registers_load.measure(),
        ]
    heading = (
        f"# Last results\n\n{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, two "
        "cores, shared and noisy: compare within one run only.\n"
    )
    text = "\n".join([heading, *parts])
    RESULTS.write_text(text, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
