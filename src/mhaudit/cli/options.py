"""The options that commands share, each declared once. Help texts are keys of the wording (see `help`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from mhaudit.cli import completers


def _option(
    *names: str,
    help: str,
    metavar: str | None = None,
    values: Callable[..., list[str]] | None = None,
    **more: Any,
) -> Any:
    return typer.Option(
        *names, help=help, metavar=metavar, show_default=False, autocompletion=values, **more
    )


Lang = Annotated[
    str | None,
    _option("--lang", metavar="zh|en", help="cli.lang", values=completers.languages),
]
"""`--lang`, which every command takes; `main` reads it before any of them (see `chosen_language`)."""

ConfigFile = Annotated[str | None, _option("--config", metavar="FILE", help="cli.config")]
ConfigHere = Annotated[str | None, _option("--config", metavar="FILE", help="cli.config.here")]
"""`--config` of a command that reads no data."""

# what is judged, and by what

Rules = Annotated[
    list[str] | None,
    _option("--rules", metavar="PACK|FILE", help="cli.check.rules", values=completers.packs),
]
Term = Annotated[str | None, _option("--term", metavar="TERM", help="cli.check.term")]
AsOf = Annotated[str | None, _option("--as-of", metavar="DATE", help="cli.check.as_of")]
Jobs = Annotated[
    int | None,
    _option("--jobs", "-j", metavar="N", help="cli.jobs", envvar="MHAUDIT_JOBS", min=0),
]
"""How many processes read and judge; 0: this one alone. Without it as many as there are cores."""
Dask = Annotated[str | None, _option("--dask", metavar="ADDRESS", help="cli.check.dask")]
"""A cluster that reads and judges instead."""
NoCache = Annotated[bool, _option("--no-cache", help="cli.check.no_cache")]
"""Every file is read and judged anew."""
Waivers = Annotated[str | None, _option("--waivers", metavar="FILE", help="cli.check.waivers")]
Schools = Annotated[list[str] | None, _option("--school", metavar="NAME", help="cli.check.school")]
OnlyRules = Annotated[
    list[str] | None,
    _option("--rule", metavar="ID", help="cli.check.rule", values=completers.rules),
]
Select = Annotated[
    list[str] | None,
    _option("--select", metavar="RULES", help="cli.check.select", values=completers.rules),
]
Ignore = Annotated[
    list[str] | None,
    _option("--ignore", metavar="RULES", help="cli.check.ignore", values=completers.rules),
]
Baseline = Annotated[str | None, _option("--baseline", metavar="OLD", help="cli.check.baseline")]
FailOn = Annotated[
    str,
    _option("--fail-on", metavar="LEVEL", help="cli.check.fail_on", values=completers.levels),
]

# what is written, and where

Formats = Annotated[
    list[str] | None,
    _option(
        "--format", metavar="FORMAT[=FILE]", help="cli.check.format", values=completers.formats
    ),
]
PlainOrJson = Annotated[
    str,
    _option(
        "--format", metavar="FORMAT", help="cli.inspect.format", values=completers.plain_or_json
    ),
]
Output = Annotated[str | None, _option("-o", "--output", metavar="FILE", help="cli.check.output")]
Excel = Annotated[str | None, _option("--excel", metavar="FILE", help="cli.check.excel")]
Ledger = Annotated[str | None, _option("--ledger", metavar="FILE", help="cli.ledger")]
SplitBy = Annotated[
    str | None, _option("--split-by", metavar="school|district", help="cli.check.split_by")
]
ShowNames = Annotated[bool, _option("--show-names", help="cli.check.show_names")]
Verbose = Annotated[bool, _option("--verbose", "-v", help="cli.check.verbose")]
Quiet = Annotated[bool, _option("--quiet", "-q", help="cli.check.quiet")]
