"""`mhaudit template`: a blank form to hand out."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mhaudit.cli import options, settings
from mhaudit.cli.exit_codes import CLEAN
from mhaudit.cli.output import checked_output, to_stdout
from mhaudit.errors import UsageError
from mhaudit.wording import fields, say

if TYPE_CHECKING:
    from mhaudit.forms.template import TemplateSpec

_GRADE = re.compile(r"\s*(\d{1,2})\s*:\s*(\d{1,2})\s*", re.ASCII)
_SHOWN_KINDS = 8


def template(
    context: typer.Context,
    output: Annotated[
        str | None, typer.Argument(metavar="OUT.xlsx", help="cli.template.output")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="cli.template.kind")
    ] = None,
    classes: Annotated[
        str | None,
        typer.Option("--classes", metavar="GRADE:CLASSES,…", help="cli.template.classes"),
    ] = None,
    district: Annotated[
        bool, typer.Option("--district", help="cli.template.district", show_default=False)
    ] = False,
    rules: options.Rules = None,
    force: Annotated[
        bool, typer.Option("--force", help="cli.template.force", show_default=False)
    ] = False,
    lang: options.Lang = None,
) -> int:
    """Options → spec → workbook → file."""
    language = settings.language(lang, context.obj)
    path = _output(output, language, force=force)
    from mhaudit.forms.template import template as blank_form
    from mhaudit.reports.excel.saving import replaced
    from mhaudit.rulebook.load import load_rulebook

    spec = _spec(kind, classes, language, district=district)
    rulebook = load_rulebook(settings.rules_or_default(rules), language=language)
    data = blank_form(rulebook, spec)
    with replaced(path, language) as (beside, _):
        beside.write_bytes(data)
    line = say(language, "cli.written", path=str(path))
    to_stdout(lambda stream: print(line, file=stream))
    return CLEAN


def _output(output: str | None, language: str, *, force: bool) -> Path:
    """Where to write: a new file, unless `force`."""
    if output is None:
        raise UsageError(
            say(language, "cli.error.missing", name="OUT.xlsx"),
            hint=say(language, "cli.error.missing.hint", command="mhaudit template"),
        )
    if not output.lower().endswith(".xlsx"):
        raise _wrong("cli.template.suffix", language, path=output)
    path = checked_output(output, lambda _: False, language)
    assert path is not None
    if path.exists() and not force:
        raise _wrong("cli.template.exists", language, path=output)
    return path


def _spec(kind: str | None, classes: str | None, language: str, *, district: bool) -> TemplateSpec:
    from mhaudit.forms.template import TemplateSpec

    if district and (kind or classes):
        raise _wrong("cli.template.both", language)
    code = _kind(kind, language) if kind else None
    return TemplateSpec(language, code, _classes(classes, code, language), district)


def _kind(text: str, language: str) -> str:
    """The one GB/T 33782 code of a name or code; UsageError for what is none or leaves it open (R28)."""
    from mhaudit.loader.cells import kind
    from mhaudit.models.grades import KIND_NAMES

    codes = kind(text).value
    if not codes or len(codes) != 1:
        shown = list(dict.fromkeys(KIND_NAMES.values()))[3 : 3 + _SHOWN_KINDS]
        names = say(language, "list.comma").join(shown)
        raise UsageError(
            say(language, "cli.error.choice", option="--kind", value=text),
            hint=say(language, "cli.template.kind.hint", names=names),
        )
    (code,) = codes
    return str(code)


def _classes(text: str | None, code: str | None, language: str) -> dict[str, int]:
    """`7:6,8:6` → {G7: 6, G8: 6}; 1 to 3 are V1 to V3 in a vocational school."""
    from mhaudit.models.grades import KIND_GRADES, KIND_NAMES

    found: dict[str, int] = {}
    possible = KIND_GRADES[code][1] if code else None
    letter = "V" if possible and "V1" in possible else "G"
    for part in re.split("[,、;]", unicodedata.normalize("NFKC", text)) if text else ():
        match = _GRADE.fullmatch(part)
        grade = f"{letter}{int(match[1])}" if match else ""
        known = letter == "V" or 1 <= int(grade[1:] or 0) <= 12
        if match is None or not known or grade in found or not 1 <= int(match[2]) <= 99:
            raise UsageError(
                say(language, "cli.error.choice", option="--classes", value=text),
                hint=say(language, "cli.template.classes.hint"),
            )
        if possible is not None and grade not in possible:
            name = fields.grade_label(language, grade)
            kind = fields.word(language, f"kind.{code}", KIND_NAMES[code or ""])
            raise _wrong("cli.template.classes.grade", language, kind=kind, grade=name)
        found[grade] = int(match[2])
    return found


def _wrong(key: str, language: str, **values: str) -> UsageError:
    return UsageError(say(language, key, **values), hint=say(language, f"{key}.hint"))
