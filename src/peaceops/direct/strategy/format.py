"""Lay out a strategy file evenly: comments stay, nothing it says changes."""

from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from peaceops.direct.strategy.load import parse_strategy
from peaceops.domain.error import PeaceopsError

LINE_WIDTH = 100


def round_trip() -> YAML:
    """Return the reader and writer that keep comments, quotes and order."""
    yaml = YAML(typ="rt")
    yaml.version = "1.2"
    yaml.preserve_quotes = True
    yaml.width = LINE_WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def write_yaml(content: Any, yaml: YAML) -> str:
    """Write what was read, without the version line that the writer would put above it."""
    out = StringIO()
    yaml.dump(content, out)
    return out.getvalue().removeprefix("%YAML 1.2\n---\n")


def format_strategy(text: str, file: str) -> str:
    """Return a file laid out evenly.

    Args:
        text: of the file, without fault.
        file: its name, for places in errors.

    Raises:
        StrategyFaultsError: the file has faults; it is left as it is.
        PeaceopsError: the new layout would not say the same: our fault, and nothing is changed.
    """
    before = parse_strategy([(file, text)])
    yaml = round_trip()
    content = yaml.load(text)
    if content is None:
        return text
    laid_out = "\n".join(line.rstrip() for line in write_yaml(content, yaml).splitlines()) + "\n"
    after = parse_strategy([(file, laid_out)])
    if (before.nodes, before.edges) != (after.nodes, after.edges):
        raise PeaceopsError("laying it out would change what it says", where=file, exit_code=70)
    return laid_out
