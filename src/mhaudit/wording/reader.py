"""Wording: reader."""

MESSAGES: dict[str, tuple[str, str]] = {}
