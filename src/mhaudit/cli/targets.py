"""`--format`, several at once: what goes to the screen, what to which file, and writing all of them in one go."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from mhaudit.cli import output, settings
from mhaudit.cli.errors import tell_note, tell_written
from mhaudit.errors import UsageError
from mhaudit.findings import AuditResult
from mhaudit.reports import MACHINE, REPORTERS, Options, Reporter, report
from mhaudit.reports.counts import Tally
from mhaudit.wording import say


@dataclass(frozen=True, slots=True)
class Target:
    """A format and where it goes: None is stdout. `option` names it in messages."""

    format: str
    path: Path | None
    option: str


def targets(
    formats: Sequence[str],
    output_name: str | None,
    is_input: Callable[[Path], bool],
    language: str,
) -> tuple[Target, ...]:
    """What `--format NAME`, `--format NAME=FILE` (any number) and `-o FILE` ask for.

    One format has no file of its own, `console` if none is named so; it goes to the screen, or to `-o`.
    UsageError for an unknown format, for two that would go to the screen, and as `output.checked_output`.
    """
    plain: list[str] = []
    filed: list[Target] = []
    for value in formats:
        name, equals, file = value.partition("=")
        settings.choice("--format", name, tuple(REPORTERS), language)
        if equals and not file:
            raise _refused("cli.error.format.file", language, value=value)
        if not equals or file == "-":
            plain.append(name)
            continue
        option = f"--format {name}="
        path = output.checked_output(file, is_input, language, option)
        filed.append(Target(name, path, option))
    if len(plain) > 1:
        raise _refused("cli.error.format.two", language, first=plain[0], second=plain[1])
    path = output.checked_output(output_name, is_input, language)
    main = Target(plain[0] if plain else "console", path, "-o ")
    return (main, *filed)


def refuse_same_file(named: Sequence[tuple[str, Path | None]], language: str) -> None:
    """UsageError where two outputs, given as (option, path), are one file; devices may be named twice."""
    seen: dict[str, str] = {}
    for option, path in named:
        if path is None or (path.exists() and not path.is_file()):
            continue
        keys = {os.path.normcase(os.path.realpath(path))}
        if path.exists():
            keys.add(f"{path.stat().st_dev}:{path.stat().st_ino}")
        for other in (seen[key] for key in keys if key in seen):
            names = {"first": other.strip(" ="), "second": option.strip(" =")}
            raise _refused("cli.error.output.twice", language, path=str(path), **names)
        seen.update(dict.fromkeys(keys, option))


@contextlib.contextmanager
def reporters(
    chosen: Sequence[Target], options: Options, language: str
) -> Iterator[list[Reporter]]:
    """A reporter for each target; files take their places together, when the block ends without an error."""
    with contextlib.ExitStack() as stack:
        streams = [stack.enter_context(_stream(target, language)) for target in chosen]
        yield [
            REPORTERS[target.format](stream, options)
            for target, stream in zip(chosen, streams, strict=True)
        ]
        for stream in streams:  # before the first takes its place
            stream.flush()


def _stream(target: Target, language: str) -> contextlib.AbstractContextManager[TextIO]:
    if target.path is None:
        return output.guarded_stdout(machine=target.format in MACHINE)
    return output.guarded_file(target.path, language)


def write(result: AuditResult, chosen: Sequence[Target], options: Options, language: str) -> Tally:
    """Write a whole result to all targets, and say on stderr where, and what a format had no room for."""
    with reporters(chosen, options, language) as made:
        counted, left = report(result, made)
    told(chosen, left, language, quiet=options.quiet)
    return counted


def told(chosen: Sequence[Target], left: Sequence[str], language: str, *, quiet: bool) -> None:
    """On stderr: what was written where, and what a format had no room for."""
    for sentence in left:
        tell_note(sentence, language)
    for target in chosen:
        if target.path is not None and not quiet:
            tell_written(target.path, language)


def paths_from_here(files: Mapping[str, Path]) -> dict[str, str]:
    """Label → path from the working directory on, with `/`; files elsewhere keep their labels."""
    here = Path.cwd()
    found = {}
    for label, path in files.items():
        with contextlib.suppress(ValueError):
            found[label] = path.relative_to(here).as_posix()
    return found


def _refused(key: str, language: str, **values: str) -> UsageError:
    return UsageError(say(language, key, **values), hint=say(language, f"{key}.hint", **values))
