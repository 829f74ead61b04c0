"""Wording: a rule, or a data-issue code, as a page (`mhaudit rules show`)."""

MESSAGES: dict[str, tuple[str, str]] = {}
