"""Write the description of the API (OpenAPI) into docs/reference; a test holds it to the code."""

import json
from pathlib import Path

from peaceops.api.application import api

FILE = Path(__file__).resolve().parents[1] / "docs/reference/openapi.json"


def description() -> str:
    """Return the description: the same bytes each time."""
    described = api.get_openapi_schema(path_prefix="api/")
    return json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(description(), encoding="utf-8")
