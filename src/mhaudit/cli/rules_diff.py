"""`mhaudit rules diff`: what changed between two rule packs, or two versions of one."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from mhaudit.cli import completers, options, settings
from mhaudit.cli.errors import tell_note, told_in
from mhaudit.cli.exit_codes import CLEAN
from mhaudit.cli.output import to_stdout
from mhaudit.errors import UsageError
from mhaudit.wording import say

if TYPE_CHECKING:
    from mhaudit.findings import PackInfo
    from mhaudit.rulebook.differences import Comparison, Difference

SCHEMA = "mhaudit-rules-diff/1"


def rules_diff(
    context: typer.Context,
    old: Annotated[
        str | None,
        typer.Argument(metavar="OLD", help="cli.rules.diff.old", autocompletion=completers.packs),
    ] = None,
    new: Annotated[
        str | None,
        typer.Argument(metavar="NEW", help="cli.rules.diff.new", autocompletion=completers.packs),
    ] = None,
    format_name: options.PlainOrJson = "console",
    config_name: options.ConfigHere = None,
    lang: options.Lang = None,
) -> int:
    """Load both, compare, print; always 0, since a change is no fault.

    Without NEW the packs that the configuration file names are held against OLD.
    """
    config, language = settings.configured_here(config_name, lang, context.obj)
    with told_in(language):
        settings.choice("--format", format_name, completers.PLAIN_OR_JSON, language)
        packs: list[settings.Packs] = [(_given("OLD", old, language),)]
        if new is None and config.rules:
            tell_note(config.note(language) or "", language)
            packs.append(settings.rules_or_default(None, config))
        else:
            packs.append((_given("NEW", new, language),))
        from mhaudit.rulebook.compare import compare
        from mhaudit.rulebook.load import load_rulebook

        before, after = (load_rulebook(names, language=language) for names in packs)
        found = compare(before, after, language)

    def write(stream: TextIO) -> None:
        if format_name == "json":
            _write_json(found, stream)
        else:
            _write(found, stream, language)

    to_stdout(write, machine=format_name == "json")
    return CLEAN


def _given(name: str, path: str | None, language: str) -> str:
    if path is None:
        raise UsageError(
            say(language, "cli.error.missing", name=name),
            hint=say(language, "cli.error.missing.hint", command="mhaudit rules diff"),
        )
    return path


def _write(found: Comparison, stream: TextIO, language: str) -> None:
    from mhaudit.reports.page import Page
    from mhaudit.rulebook.differences import SORTS

    page = Page(stream)
    old, new = (_packs(packs, language) for packs in (found.old, found.new))
    page.line(say(language, "compare.head", old=old, new=new), style="bold")
    for note in found.notes:
        page.line(note)
    if not found.differences:
        page.line(say(language, "compare.none"))
        return
    page.line(_counts(found, language))
    for section in SORTS:
        differences = found.of(section)
        if differences:
            page.line()
            page.line(say(language, f"compare.section.{section}"), style="bold")
        for each in differences:
            page.line(each.title, indent=2, mark=_mark(each, language))
            for detail in each.details:
                page.line(detail.text, indent=6)


def _mark(each: Difference, language: str) -> str:
    return f"{say(language, f'compare.kind.{each.kind}')} {each.key}  "


def _packs(packs: tuple[PackInfo, ...], language: str) -> str:
    """`example-county 2024.1(在 nanchang 2024.1 之上)`."""
    names = [say(language, "compare.pack", name=p.name, version=p.version) for p in packs]
    if len(names) == 1:
        return names[0]
    others = say(language, "console.separator").join(names[:-1])
    return say(language, "compare.based", pack=names[-1], others=others)


def _counts(found: Comparison, language: str) -> str:
    counts = Counter(each.kind for each in found.of("rule"))
    from mhaudit.rulebook.differences import KINDS

    parts = [
        say(language, f"compare.count.{kind}", count=counts[kind]) for kind in KINDS if counts[kind]
    ]
    parts.append(say(language, "compare.count.unchanged", count=found.unchanged))
    return say(language, "compare.count", counts=say(language, "console.separator").join(parts))


def _write_json(found: Comparison, stream: TextIO) -> None:
    from mhaudit.rulebook.differences import KINDS

    counts = Counter(each.kind for each in found.of("rule"))
    rules: dict[str, int] = {kind: counts[kind] for kind in KINDS}
    document = {
        "schema": SCHEMA,
        "old": [_pack(pack) for pack in found.old],
        "new": [_pack(pack) for pack in found.new],
        "notes": list(found.notes),
        "rules": {**rules, "unchanged": found.unchanged},
        "differences": [_difference(each) for each in found.differences],
    }
    stream.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _pack(pack: PackInfo) -> dict[str, str]:
    return {"name": pack.name, "version": pack.version, "sha256": pack.sha256}


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "what": each.what,
        "change": each.kind,
        "key": each.key,
        "title": each.title,
        "details": [
            {
                "aspect": detail.aspect,
                "old": detail.old,
                "new": detail.new,
                "from": detail.since and str(detail.since),
                "until": detail.until and str(detail.until),
                "text": detail.text,
            }
            for detail in each.details
        ],
    }
