"""Workflow commands of GitHub, which it shows as annotations; reports and the lint of rule files both write them."""

from __future__ import annotations

from collections.abc import Mapping


def command(kind: str, properties: Mapping[str, object], text: str) -> str:
    """`::error file=…,title=…::…`, on one line whatever the text holds. `kind` is error, warning or notice."""
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{kind} {told}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
