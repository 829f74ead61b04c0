"""`junit`: a suite for each school, a case for each finding, in the XML that build servers read.

A failure is a `failure` whose type is its level; a rule error is an `error`. Skipped, with the reason as message
and the type `unknown`, `waived`, `notapplicable` or `known`, is what could not be judged, what is waived, what
does not apply, and a failure of the baseline (as pytest reports an expected failure). The suite `mhaudit` holds
what concerns no school: an `error` for each file that could not be read, so that no run looks whole that is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from mhaudit.findings import AuditResult, Finding, Issue, SchoolResult, Severity, Verdict
from mhaudit.reports import Options
from mhaudit.reports.counts import Tally
from mhaudit.reports.plain import first_place, headline, issue_line, school_name, working
from mhaudit.wording import fields, say

_NOT_XML = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f]"
)
"""What XML 1.0 cannot hold, and the control characters that it had better not."""
_SKIPPED = {Verdict.UNKNOWN, Verdict.WAIVED, Verdict.NOT_APPLICABLE}


class Junit:
    """Writes each suite as soon as its school is known."""

    def __init__(self, stream: TextIO, options: Options) -> None:
        self._stream, self._paths = stream, options.paths
        self._language, self._time = "zh", ""
        self._names: set[str] = set()

    def head(self, run: AuditResult) -> None:
        """The first two lines."""
        self._language = run.language
        self._time = run.audited_at.partition("+")[0]
        self._stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mhaudit">\n')

    def school(self, school: SchoolResult) -> None:
        """Its suite: properties, a case for each finding, and the data issues as output."""
        facts = {"code": school.code, "district": school.district, "standing": str(school.standing)}
        name = school_name(school, self._language)
        if name in self._names:  # another school of this name (R90)
            name = " ".join(filter(None, (name, school.district, school.code)))
        self._names.add(name)
        self._suite(name, school.findings, school.data_issues, facts)

    def foot(self, run: AuditResult, tally: Tally) -> None:
        """The suites of districts, the one of the run, and the last line."""
        for district in run.districts:
            self._suite(district.name, district.findings, (), {})
        broken = [issue for issue in run.data_issues if issue.severity is Severity.ERROR]
        facts = {f"pack.{pack.name}": pack.version for pack in run.packs}
        facts |= {"period": ", ".join(run.period.terms), "version": run.tool_version}
        if run.selection is not None:
            facts["left_out"] = ", ".join(run.selection.left_out)
        count = {"tests": len(broken), "errors": len(broken)}
        self._open("mhaudit", count, facts)
        for issue in broken:
            self._unreadable(issue)
        rest = [issue for issue in run.data_issues if issue.severity is not Severity.ERROR]
        self._output([*(issue_line(issue, self._language) for issue in rest), *run.notes])
        self._stream.write("</testsuite>\n</testsuites>\n")

    def _suite(
        self,
        name: str,
        findings: Iterable[Finding],
        issues: Iterable[Issue],
        facts: Mapping[str, str | None],
    ) -> None:
        cases = list(findings)
        broken = [issue for issue in issues if issue.severity is Severity.ERROR]
        kinds = Counter(map(_kind, cases))
        count = {
            "tests": len(cases) + len(broken),
            "failures": kinds["failure"],
            "errors": kinds["error"] + len(broken),
            "skipped": kinds["skipped"],
        }
        self._open(name, count, facts)
        for finding in cases:
            self._case(finding, name)
        for issue in broken:
            self._unreadable(issue)
        rest = [issue for issue in issues if issue.severity is not Severity.ERROR]
        self._output([issue_line(issue, self._language) for issue in rest])
        self._stream.write("</testsuite>\n")

    def _open(self, name: str, count: dict[str, int], facts: Mapping[str, str | None]) -> None:
        counts = {key: count.get(key, 0) for key in ("tests", "failures", "errors", "skipped")}
        attributes = {"name": name, **counts, "time": "0", "timestamp": self._time}
        self._stream.write(f"<testsuite{_attributes(attributes)}>\n")
        told = [(key, value) for key, value in facts.items() if value]
        if told:
            lines = [f"<property{_attributes({'name': k, 'value': v})}/>\n" for k, v in told]
            self._stream.write(f"<properties>\n{''.join(lines)}</properties>\n")

    def _case(self, finding: Finding, suite: str) -> None:
        place = first_place(finding)
        attributes = {"classname": f"{suite}.{finding.group}", "name": self._name(finding)}
        if place is not None:
            attributes["file"] = self._paths.get(place.file, place.file)
        opening = f"<testcase{_attributes({**attributes, 'time': '0'})}"
        kind = _kind(finding)
        if kind == "passed":
            self._stream.write(f"{opening}/>\n")
            return
        word = fields.word(self._language, f"verdict.{finding.verdict}")
        if finding.known:
            word = say(self._language, "known.marked", title=word)
        message = say(self._language, "plain.verdict", verdict=word, message=_reason(finding))
        told = _attributes({"message": message, "type": _type(finding)})
        body = _text("\n".join(working(finding, self._language)))
        self._stream.write(f"{opening}>\n<{kind}{told}>{body}</{kind}>\n</testcase>\n")

    def _name(self, finding: Finding) -> str:
        """Without the mark of a known finding: build servers follow a case by its name."""
        return headline(finding._replace(known=False), self._language)

    def _unreadable(self, issue: Issue) -> None:
        file = issue.place.file if issue.place else ""
        attributes = {"classname": "mhaudit.inputs", "name": file or issue.code}
        attributes |= {"file": self._paths.get(file, file), "time": "0"}
        told = _attributes({"message": issue.message, "type": issue.code})
        body = _text(issue_line(issue, self._language))
        self._stream.write(
            f"<testcase{_attributes(attributes)}>\n<error{told}>{body}</error>\n</testcase>\n"
        )

    def _output(self, lines: list[str]) -> None:
        if lines:
            self._stream.write(f"<system-out>{_text(chr(10).join(lines))}</system-out>\n")


def reporter(stream: TextIO, options: Options) -> Junit:
    """The same with and without `verbose`."""
    return Junit(stream, options)


def _kind(finding: Finding) -> str:
    """The element that says what became of a finding."""
    if finding.verdict is Verdict.ERROR:
        return "error"
    if finding.verdict in _SKIPPED or finding.known:
        return "skipped"
    return "failure" if finding.verdict is Verdict.FAIL else "passed"


def _type(finding: Finding) -> str:
    if finding.verdict is Verdict.FAIL:
        return "known" if finding.known else finding.level.value
    return finding.verdict.value


def _reason(finding: Finding) -> str:
    return (
        finding.waiver or finding.message if finding.verdict is Verdict.WAIVED else finding.message
    )


def _attributes(values: dict[str, object] | dict[str, str]) -> str:
    return "".join(f" {key}={quoteattr(_clean(str(value)))}" for key, value in values.items())


def _text(text: str) -> str:
    return escape(_clean(text), {"\r": "&#13;"})


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
