"""Reports: a run goes in, text comes out. They see findings, law, issues, errors and wording only.

`REPORTERS` is the table of `--format`: a name and what makes its reporter. A reporter is told the head of the
run, then its schools one at a time and in order, then the foot; one that can write as it is told holds no
school, so that a run of any size takes no more memory than a small one. Each module is imported when a
reporter is made, so that `--help` loads none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Protocol, TextIO

from mhaudit.findings import AuditResult, SchoolResult
from mhaudit.reports.counts import Tally

__all__ = ["MACHINE", "REPORTERS", "Maker", "Options", "Reporter", "loaded", "report"]


@dataclass(frozen=True, slots=True)
class Options:
    """`verbose` shows what a format for people otherwise cuts short, `quiet` only results and counts.

    `paths` gives the path of an input, from the working directory on and with `/`, by the name it has in a
    `Place`: for formats that link to files. A name that is not there stands for itself.
    """

    verbose: bool = False
    quiet: bool = False
    paths: Mapping[str, str] = field(default_factory=dict)


class Reporter(Protocol):
    """Writes one run to the stream that it was made for, which stays open."""

    def head(self, run: AuditResult) -> None:
        """Begin. Known are tool, language, time, period, packs, rules, selection and baseline; `schools` is empty."""

    def school(self, school: SchoolResult) -> None:
        """Take the next school, in the order of the report (R140)."""

    def foot(self, run: AuditResult, tally: Tally) -> str | None:
        """End, with inputs, districts, data issues and notes in `run`, `schools` empty.

        Returns a sentence on what the format had no room for; None where everything is written.
        """


Maker = Callable[[TextIO, Options], Reporter]


_MODULES = {
    "console": "console",
    "json": "result",
    "ndjson": "ndjson",
    "csv": "csv_rows",
    "junit": "junit",
    "sarif": "sarif",
    "github": "github",
    "markdown": "markdown",
}


def loaded(format: str) -> Maker:
    """What makes the reporter of a format, its module imported."""
    maker: Maker = import_module(f"mhaudit.reports.{_MODULES[format]}").reporter
    return maker


def _late(format: str) -> Maker:
    return lambda stream, options: loaded(format)(stream, options)


REPORTERS: dict[str, Maker] = {format: _late(format) for format in _MODULES}
"""The name of a format → what makes its reporter."""
MACHINE = frozenset(REPORTERS) - {"console"}
"""Formats that are UTF-8 whatever the locale."""


def report(result: AuditResult, reporters: Sequence[Reporter]) -> tuple[Tally, list[str]]:
    """Tell a whole result to reporters; returns what was counted, and what they had no room for."""
    run, tally = replace(result, schools=()), Tally()
    for each in reporters:
        each.head(run)
    for school in result.schools:
        tally.add(school)
        for each in reporters:
            each.school(school)
    tally.close(run)
    return tally, [left for each in reporters if (left := each.foot(run, tally))]
