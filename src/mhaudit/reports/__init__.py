"""Reports: an `AuditResult` goes in, text comes out. They see findings, law, issues, errors and wording only.

`REPORTERS` is the table of `--format`: a name and the function that writes it. Each imports its module when
it is called, so that `--help` loads none of them.
"""

from __future__ import annotations

from typing import Protocol, TextIO

from mhaudit.findings import AuditResult

__all__ = ["REPORTERS", "Reporter"]


class Reporter(Protocol):
    """Writes a result to a stream; `verbose` shows what a format for people otherwise cuts short."""

    def __call__(self, result: AuditResult, stream: TextIO, *, verbose: bool = False) -> None:
        """Write everything; the stream stays open."""


def _console(result: AuditResult, stream: TextIO, *, verbose: bool = False) -> None:
    from mhaudit.reports.console import write_console

    write_console(result, stream, verbose=verbose)


def _json(result: AuditResult, stream: TextIO, *, verbose: bool = False) -> None:
    from mhaudit.reports.result import write_json

    write_json(result, stream)


REPORTERS: dict[str, Reporter] = {"console": _console, "json": _json}
"""The name of a format → its reporter. The JSON is the same with and without `verbose`."""
