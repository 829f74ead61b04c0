"""A `Diff` as JSON (`mhaudit-diff/1`): the same as on the screen, in full.

Each entry has the finding as it was and as it is, as in the results; `before` or `now` is null where it is
not there. Counts name every change, zeros too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, TextIO

from mhaudit.reports.diff import Change, Compared, Diff, Entry, Side
from mhaudit.reports.result import FindingDocument

SCHEMA = "mhaudit-diff/1"


def write_diff_json(diff: Diff, stream: TextIO) -> None:
    """Write the document, one school at a time."""
    head = {
        "schema": SCHEMA,
        "old": _side(diff.old),
        "new": _side(diff.new),
        "summary": _counts(diff.counts()),
        "rules": [
            {"rule": rule, "title": title, **_counts(counts)}
            for rule, (title, counts) in diff.rules().items()
        ],
    }
    stream.write(_text(head).removesuffix("\n}"))
    for key, everyone in (("schools", diff.schools), ("districts", diff.districts)):
        stream.write(f',\n  "{key}": ')
        _write_list(everyone, stream)
    stream.write("\n}\n")


def _write_list(everyone: Iterable[Compared], stream: TextIO) -> None:
    opening = "["
    for each in everyone:
        text = _text(_compared(each)).replace("\n", "\n    ")
        stream.write(f"{opening}\n    {text}")
        opening = ","
    stream.write("[]" if opening == "[" else "\n  ]")


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def _side(side: Side) -> dict[str, Any]:
    return {
        "audited_at": list(side.audited_at),
        "terms": list(side.terms),
        "packs": [
            {"name": name, "version": version, "sha256": sha256}
            for name, version, sha256 in side.packs
        ],
        "schools": side.schools,
        "unreadable": side.unreadable,
    }


def _counts(counts: Counter[Change]) -> dict[str, int]:
    return {change.value: counts[change] for change in Change}


def _compared(each: Compared) -> dict[str, Any]:
    school = {
        "former_name": each.former_name,
        "code": each.code,
        "district": each.district,
        "standing_before": each.standing_before,
        "standing_now": each.standing_now,
    }
    return {
        "name": each.name,
        "state": each.state,
        **(school if each.kind == "school" else {}),
        "summary": _counts(each.counts()),
        "findings": [_entry(entry) for entry in each.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "change": entry.change.value,
        "better": entry.better,
        "rule": entry.finding.rule,
        "subject": entry.finding.subject.model_dump(by_alias=True),
        "before": _finding(entry.before),
        "now": _finding(entry.now),
    }


def _finding(finding: FindingDocument | None) -> dict[str, Any] | None:
    return None if finding is None else finding.model_dump(by_alias=True)
