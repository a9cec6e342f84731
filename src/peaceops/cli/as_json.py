"""JSON on the command line: keys in order, with the number of its form."""

import json
from typing import Any

from peaceops.cli.console import say


def say_json(**content: Any) -> None:
    """Print JSON; records and times are turned into plain values."""
    import msgspec

    plain = msgspec.to_builtins({"format": 1, **content}, order="deterministic")
    say(json.dumps(plain, ensure_ascii=False, sort_keys=True))
