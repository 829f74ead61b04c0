"""Words data issues in the language of the run; severities come from the table of codes."""

from __future__ import annotations

from collections.abc import Iterable

from mhaudit.findings import DataIssue, Issue
from mhaudit.issues import CODES
from mhaudit.wording import say


def worded(issues: Iterable[DataIssue], language: str) -> dict[int | None, list[Issue]]:
    """Issues by the index of their school (None: of no school), each school's in the order found."""
    found: dict[int | None, list[Issue]] = {}
    for issue in issues:
        values = {
            **_filled(issue.args, language),
            "read": issue.read or "",
            "place": issue.place.text() if issue.place else "",
        }
        found.setdefault(issue.school, []).append(
            Issue(
                code=issue.code,
                severity=CODES[issue.code],
                message=say(language, issue.code, **values),
                place=issue.place,
                read=issue.read,
                suggestion=say(language, f"{issue.code}.fix", **values),
                others=issue.others,
            )
        )
    return found


def _filled(args: Iterable[tuple[str, str]], language: str) -> dict[str, str]:
    """The placeholders; an argument `NAME_key` holds keys of the wording, `|` between them, and fills `NAME`.

    What such a key says may have placeholders too, for the other arguments.
    """
    args = tuple(args)
    given = dict(args)
    values = {}
    for name, value in args:
        if name.endswith("_key"):
            name, value = (
                name.removesuffix("_key"),
                say(language, "list.comma").join(
                    say(language, key, **given) for key in value.split("|") if key
                ),
            )
        values[name] = value
    return values
