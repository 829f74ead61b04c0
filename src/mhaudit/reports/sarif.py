"""`sarif`: SARIF 2.1.0, for code-scanning services. The workbook is the physical location, `sheet!cell` the logical.

A failure is a result of its level, what could not be judged one of kind `open`, a waived failure is suppressed;
what passes or does not apply is left out. Files that could not be read, rules that broke and data issues are
notifications of the invocation. Consumers take so many results and bytes only (GitHub: 25,000 a run and 10 MB
compressed, of which it shows the 5,000 gravest): the most important stand first, and a result says what was cut.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, TextIO
from urllib.parse import quote

from mhaudit.findings import (
    LEVELS,
    AuditResult,
    Finding,
    Issue,
    Place,
    RuleInfo,
    SchoolResult,
    Severity,
    Verdict,
)
from mhaudit.issues import CODES
from mhaudit.reports import Options
from mhaudit.reports.counts import Tally
from mhaudit.reports.page import printable
from mhaudit.reports.plain import first_place, headline, row_and_column, weight, working
from mhaudit.reports.result import encodable
from mhaudit.reports.spool import TextSpool
from mhaudit.wording import fields, say

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RESULTS = 25_000
"""So many results GitHub takes in one run."""
COMPRESSED = 9_500_000
"""So many bytes of the 10 MB that it takes, compressed; the rest is for what stands around the results."""
PLACES = 100
"""So many locations of a result are written, and shown."""
NOTIFICATIONS = 1_000
"""So many data issues of one severity are written."""
CUT = "mhaudit-cut"
_KINDS = {Verdict.UNKNOWN: "open", Verdict.FAIL: "fail", Verdict.WAIVED: "fail"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


class Sarif:
    """Lays results aside by their importance, and writes them at the end."""

    def __init__(self, stream: TextIO, options: Options, results: int = RESULTS) -> None:
        self._stream, self._paths, self._limit = stream, options.paths, results
        self._spools: dict[tuple[int, int], TextSpool] = {}
        self._held: dict[tuple[int, int], int] = {}
        self._issues: dict[Severity, list[Issue]] = {severity: [] for severity in Severity}
        self._issues_left = 0
        self._broken: dict[str, Finding] = {}
        self._language, self._baseline = "zh", False
        self._rules: dict[str, int] = {}

    def head(self, run: AuditResult) -> None:
        """Number the rules."""
        self._language, self._baseline = run.language, run.baseline is not None
        judged = [rule for rule in run.rules if rule.disabled is None]
        self._rules = {rule.id: at for at, rule in enumerate(judged)}

    def school(self, school: SchoolResult) -> None:
        """Lay its results aside."""
        file = next((place.file for f in school.findings if (place := first_place(f))), None)
        for finding in school.findings:
            self._lay(finding, file, {"school": school.name, "code": school.code})
        self._keep(school.data_issues)

    def foot(self, run: AuditResult, tally: Tally) -> str | None:
        """Write everything; tells how many results there was no room for."""
        for district in run.districts:
            for finding in district.findings:
                self._lay(finding, None, {"district": district.name})
        self._keep(run.data_issues)
        total = sum(self._held.values())
        self._stream.write('{"$schema": ' + _json(SCHEMA) + ', "version": "2.1.0", "runs": [\n')
        self._stream.write(f'{{"tool": {_json(self._tool(run))},\n"results": [')
        shown = self._results()
        self._spools.clear()
        cut = total - shown
        if cut:
            self._stream.write(f"{',' if shown else ''}\n{_json(self._cut(shown, cut))}")
        self._stream.write("\n],\n")
        for key, value in self._around(run, tally, cut):
            self._stream.write(f"{_json(key)}: {_json(value)},\n")
        self._stream.write('"columnKind": "unicodeCodePoints"}\n]}\n')
        values = {"shown": shown, "left": cut}
        return say(self._language, "sarif.cut.told", **values) if cut else None

    def _lay(self, finding: Finding, file: str | None, facts: Mapping[str, str | None]) -> None:
        if finding.verdict is Verdict.ERROR:
            self._broken.setdefault(finding.rule, finding)
        if finding.verdict not in _KINDS:
            return
        key = weight(finding)
        self._held[key] = self._held.get(key, 0) + 1
        if self._held[key] <= self._limit:
            spool = self._spools.setdefault(key, TextSpool())
            spool.write(_json(self._result(finding, file, facts)) + "\n")

    def _results(self) -> int:
        """Write results, the most important first, while there is room; returns how many."""
        written, used = 0, 0
        room = self._limit if sum(self._held.values()) <= self._limit else self._limit - 1
        squeezed = zlib.compressobj(1)  # the fastest, so that what others compress is smaller
        for line in self._lines():
            if written == room:
                break
            used += len(squeezed.compress(line.encode("utf-8")))
            if used > COMPRESSED:
                break
            self._stream.write(f"{',' if written else ''}\n{line}")
            written += 1
        return written

    def _lines(self) -> Iterator[str]:
        for key in sorted(self._spools):
            yield from self._spools[key].lines()

    def _result(
        self, finding: Finding, file: str | None, facts: Mapping[str, str | None]
    ) -> dict[str, Any]:
        whose = facts.get("school") or facts.get("district") or ""
        title = headline(finding, self._language)
        text = f"{whose}: {title}\n" + "\n".join(working(finding, self._language))
        failed = finding.verdict is not Verdict.UNKNOWN
        found: dict[str, Any] = {
            "ruleId": finding.rule,
            "kind": _KINDS[finding.verdict],
            "level": finding.level.value if failed else "none",
            "message": {"text": _message(text)},
            "partialFingerprints": {
                "mhaudit/v1": finding.fingerprint,
                "primaryLocationLineHash": finding.fingerprint,
            },
            "properties": {**facts, "verdict": finding.verdict.value, "strength": finding.strength},
        }
        if finding.rule in self._rules:
            found["ruleIndex"] = self._rules[finding.rule]
        place = first_place(finding)
        if place is None and file is not None:
            place = Place(file, None, None)
        if place is not None:
            found["locations"] = [self._location(place)]
        others = [each for each in (*finding.places, *finding.related) if each != place][:PLACES]
        if others:
            found["relatedLocations"] = [self._location(each) for each in others]
        if finding.waiver:
            waived = {"kind": "external", "status": "accepted", "justification": finding.waiver}
            found["suppressions"] = [waived]
        if self._baseline:
            found["baselineState"] = "unchanged" if finding.known else "new"
        return found

    def _location(self, place: Place) -> dict[str, Any]:
        path = self._paths.get(place.file, place.file)
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
        at = row_and_column(place)
        if at is not None:
            physical["region"] = {"startLine": at[0], "startColumn": at[1]}
        found: dict[str, Any] = {"physicalLocation": physical}
        if place.sheet is not None or place.cell is not None:
            name = place.cell or place.sheet
            logical = {"name": name, "fullyQualifiedName": place.text()}
            logical["kind"] = "cell" if place.cell else "sheet"
            found["logicalLocations"] = [logical]
        return found

    def _cut(self, shown: int, left: int) -> dict[str, Any]:
        values = {"shown": shown, "left": left, "limit": self._limit}
        return {
            "ruleId": CUT,
            "ruleIndex": len(self._rules),
            "kind": "fail",
            "level": "error",
            "message": {"text": say(self._language, "sarif.cut", **values)},
        }

    def _tool(self, run: AuditResult) -> dict[str, Any]:
        rules = [self._rule(rule) for rule in run.rules if rule.id in self._rules]
        title = say(self._language, "sarif.cut.title")
        cut = {"id": CUT, "name": "not-complete", "shortDescription": {"text": title}}
        codes = {issue.code for kept in self._issues.values() for issue in kept}
        return {
            "driver": {
                "name": "mhaudit",
                "version": run.tool_version,
                "language": "zh-CN" if self._language == "zh" else "en",
                "rules": [*rules, cut],
                "notifications": [
                    {"id": code, "defaultConfiguration": {"level": _LEVELS[CODES[code]]}}
                    for code in sorted(codes)
                ],
            }
        }

    def _rule(self, rule: RuleInfo) -> dict[str, Any]:
        strength = fields.word(self._language, f"strength.{rule.strength}", rule.strength)
        lines = [say(self._language, "sarif.help", title=rule.title, strength=strength)]
        if rule.quote:
            values = {"document": rule.document, "quote": rule.quote}
            key = "console.clause" if rule.clause else "console.clause.plain"
            lines.append(say(self._language, key, clause=rule.clause, **values))
        if rule.fix:
            fix = re.sub(r"\{\w+\}", "…", rule.fix)
            lines.append(say(self._language, "console.fix", text=fix))
        found: dict[str, Any] = {
            "id": rule.id,
            "name": rule.name,
            "shortDescription": {"text": _message(rule.title)},
            "fullDescription": {"text": _message(lines[0])},
            "help": {"text": _message("\n".join(lines))},
            "defaultConfiguration": {"level": LEVELS[rule.strength].value},
            "properties": {"tags": [rule.group, rule.strength, rule.pack]},
        }
        if rule.url.startswith(("https://", "http://")):
            found["helpUri"] = quote(rule.url, safe="%/:=&?~#+!$,;'@()*[]")
        return found

    def _around(self, run: AuditResult, tally: Tally, cut: int) -> Iterator[tuple[str, Any]]:
        """What stands behind the results."""
        told = [self._issue(each) for kept in self._issues.values() for each in kept]
        for rule, finding in self._broken.items():
            text = {"text": _message(finding.message)}
            told.append({"level": "error", "message": text, "associatedRule": {"id": rule}})
        notes = [{"level": "note", "message": {"text": _message(note)}} for note in run.notes]
        whole = not (self._broken or tally.unreadable)
        yield (
            "invocations",
            [{"executionSuccessful": whole, "toolExecutionNotifications": [*told, *notes]}],
        )
        yield "automationDetails", {"id": f"mhaudit/{'+'.join(p.name for p in run.packs)}/"}
        counts = {verdict.value: count for verdict, count in tally.counts().items()}
        yield (
            "properties",
            {
                "period": list(run.period.terms),
                "packs": {pack.name: pack.version for pack in run.packs},
                "schools": tally.schools,
                "findings": counts,
                "resultsLeftOut": cut,
                "notificationsLeftOut": self._issues_left,
                "rulesLeftOut": list(run.selection.left_out) if run.selection else [],
            },
        )

    def _issue(self, issue: Issue) -> dict[str, Any]:
        text = f"{issue.message}\n{issue.suggestion}" if issue.suggestion else issue.message
        found: dict[str, Any] = {
            "descriptor": {"id": issue.code},
            "level": _LEVELS[issue.severity],
            "message": {"text": _message(text)},
        }
        if issue.place is not None:
            found["locations"] = [self._location(issue.place)]
        return found

    def _keep(self, issues: tuple[Issue, ...]) -> None:
        for issue in issues:
            kept = self._issues[issue.severity]
            if len(kept) < NOTIFICATIONS:
                kept.append(issue)
            else:
                self._issues_left += 1


def reporter(stream: TextIO, options: Options) -> Sarif:
    """The same with and without `verbose`."""
    return Sarif(stream, options)


def _message(text: str) -> str:
    """Text that SARIF reads as it stands: no placeholder, no link, no control character."""
    lines = "\n".join(map(printable, text.splitlines()))
    return _LINK.sub(r"\\[", lines.replace("{", "{{").replace("}", "}}"))


def _uri(path: str) -> str:
    """A relative reference; what is no valid Unicode is replaced."""
    return quote(path.replace("\\", "/").encode("utf-8", "replace"), safe="/")


def _json(part: Any) -> str:
    return json.dumps(encodable(part), ensure_ascii=False)
