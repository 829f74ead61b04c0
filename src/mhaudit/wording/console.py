"""Wording: console."""

MESSAGES: dict[str, tuple[str, str]] = {}
