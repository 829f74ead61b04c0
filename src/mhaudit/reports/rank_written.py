"""What `rank` found, on the screen, as JSON (`mhaudit-rank/1`) and as CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from mhaudit.reports.console import without_remark
from mhaudit.reports.csv_rows import safe
from mhaudit.reports.folding import separator
from mhaudit.reports.page import Page
from mhaudit.reports.rank import REASONS, Ranked, Reason, Sample
from mhaudit.reports.result import encodable
from mhaudit.wording import fields, say

SCHEMA = "mhaudit-rank/1"
COLUMNS = ("rank", "school", "school_code", "district", "kinds", "standing", *REASONS, "reasons")
DRAWN = ("stratum", "stratum_size", "draw", "number")
"""The columns that a sample adds in front."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """`schools` as many as were asked for, of `total`; `unreadable` inputs of the audit are in nobody's place."""

    schools: Sequence[Ranked]
    total: int
    unreadable: int
    sample: Sample | None
    language: str


def write_console(found: Ranking, stream: TextIO, *, width: int | None = None) -> None:
    """The schools with their reasons, or the sample with its strata."""
    page = Page(stream, width)
    if found.unreadable:
        page.line(_say(found, "rank.unreadable", count=found.unreadable), style="bold red")
    if not found.total:
        page.line(_say(found, "console.nobody"), style="bold")
    elif found.sample is None:
        _list(page, found)
    else:
        _sample(page, found, found.sample)


def _say(found: Ranking, key: str, **values: object) -> str:
    return say(found.language, key, **values)


def _list(page: Page, found: Ranking) -> None:
    values = {"shown": len(found.schools), "total": found.total}
    page.line(_say(found, "rank.head", **values), style="bold")
    page.line(_say(found, "rank.order"), style="dim")
    for school in found.schools:
        page.line()
        _school(page, school, found.language, f"{school.rank}. ")


def _school(page: Page, school: Ranked, language: str, mark: str) -> None:
    name = school.name or say(language, "console.unnamed")
    facts = [fact for fact in (school.district, school.code) if fact]
    title = say(language, "rank.school", name=name, facts=separator(language).join(facts))
    page.line(title if facts else name, mark=mark, style="bold")
    for text in reasons(school, language):
        page.line(text, indent=len(mark))


def reasons(school: Ranked, language: str) -> Iterator[str]:
    """`必须不达标:NC105 …(2 处)、…`, a sentence for each kind of reason; one that says so where there is none."""
    for kind in REASONS:
        items = [_item(reason, language) for reason in school.reasons if reason.kind == kind]
        if items:
            joined = separator(language).join(items)
            yield say(language, f"rank.reason.{kind}", items=joined)
    if not school.reasons:
        yield say(language, "rank.reason.none")


def _item(reason: Reason, language: str) -> str:
    title = without_remark(reason.title)
    title = f"{reason.what} {title}" if reason.what else title
    if reason.count == 1:
        return title
    return say(language, "rank.times", title=title, count=reason.count)


def _sample(page: Page, found: Ranking, drawn: Sample) -> None:
    by = _say(found, f"rank.by.{drawn.by}")
    values = {"drawn": drawn.drawn, "schools": drawn.schools, "by": by, "seed": drawn.seed}
    page.line(_say(found, "rank.sample", **values), style="bold")
    if drawn.asked > drawn.schools:
        page.line(_say(found, "rank.sample.all", asked=drawn.asked))
    page.line(_say(found, "rank.sample.how"), style="dim")
    page.line()
    headings = [
        (by, False),
        (_say(found, "rank.column.size"), True),
        (_say(found, "rank.column.share"), True),
        (_say(found, "rank.column.drawn"), True),
    ]
    rows = [
        [stratum_name(part.name, drawn.by, found.language), str(part.size), _share(part.size, drawn),
         str(len(part.drawn))]
        for part in drawn.strata
    ]  # fmt: skip
    page.table(headings, rows)
    for part in drawn.strata:
        if not part.drawn:
            continue
        page.line()
        name = stratum_name(part.name, drawn.by, found.language)
        page.line(_say(found, "rank.stratum", name=name, count=len(part.drawn)), style="bold")
        for at, (number, school) in enumerate(part.drawn, start=1):
            _school(page, school, found.language, f"{at}. ")
            page.line(_say(found, "rank.number", number=number[:16], rank=school.rank), indent=3)


def _share(size: int, drawn: Sample) -> str:
    return f"{(size * 2000 // drawn.schools + 1) // 2 / 10:.1f}%"  # rounded, a half up


def stratum_name(name: str, by: str, language: str) -> str:
    """A stratum in words: 九年一贯制学校, 不达标(必须), or that nothing is known."""
    if not name:
        return say(language, f"rank.none.{by}")
    if by == "standing":
        return fields.word(language, f"standing.{name}.short", name)
    if by == "kind":
        return "/".join(fields.word(language, f"kind.{code}", code) for code in name.split("/"))
    return name


def write_json(found: Ranking, stream: TextIO) -> None:
    """Everything, one school a time."""
    stream.write("{\n")
    head = {"schema": SCHEMA, "total": found.total, "unreadable_inputs": found.unreadable}
    for key, value in head.items():
        stream.write(f"  {_json(key)}: {_json(value)},\n")
    stream.write('  "schools": [')
    for at, school in enumerate(found.schools):
        stream.write(f"{',' if at else ''}\n    {_json(_as_json(school, found.language))}")
    stream.write(f'\n  ],\n  "sample": {_json(_sample_as_json(found))}\n}}\n')


def _as_json(school: Ranked, language: str) -> dict[str, Any]:
    return {
        "rank": school.rank,
        "name": school.name,
        "code": school.code,
        "district": school.district,
        "kinds": list(school.kinds),
        "standing": school.standing,
        "counts": {kind: school.count(kind) for kind in REASONS},
        "reasons": [
            {
                "kind": reason.kind,
                "rule": reason.what or None,
                "title": reason.title,
                "findings": reason.count,
            }
            for reason in school.reasons
        ],
        "text": list(reasons(school, language)),
    }


def _sample_as_json(found: Ranking) -> dict[str, Any] | None:
    drawn = found.sample
    if drawn is None:
        return None
    return {
        "asked": drawn.asked,
        "seed": drawn.seed,
        "by": drawn.by,
        "schools": drawn.schools,
        "strata": [
            {
                "name": part.name,
                "label": stratum_name(part.name, drawn.by, found.language),
                "size": part.size,
                "share": part.size / drawn.schools,
                "drawn": [
                    {"number": number, "key": school.key, **_as_json(school, found.language)}
                    for number, school in part.drawn
                ],
            }
            for part in drawn.strata
        ],
    }


def write_csv(found: Ranking, stream: TextIO) -> None:
    """A row for each school, of a sample for each that was drawn; UTF-8 with a BOM, names of columns in English."""
    stream.write("\ufeff")
    rows = csv.writer(stream, lineterminator="\n")
    if found.sample is None:
        rows.writerow(COLUMNS)
        rows.writerows(_row(school, found.language) for school in found.schools)
        return
    rows.writerow((*DRAWN, *COLUMNS))
    for part in found.sample.strata:
        for at, (number, school) in enumerate(part.drawn, start=1):
            lead = (safe(part.name), str(part.size), str(at), number)
            rows.writerow((*lead, *_row(school, found.language)))


def _row(school: Ranked, language: str) -> tuple[str, ...]:
    return (
        str(school.rank),
        safe(school.name),
        safe(school.code),
        safe(school.district),
        "/".join(school.kinds),
        safe(school.standing),
        *(str(school.count(kind)) for kind in REASONS),
        safe(say(language, "list.semicolon").join(reasons(school, language))),
    )


WRITERS: dict[str, Callable[[Ranking, TextIO], None]] = {
    "console": write_console,
    "json": write_json,
    "csv": write_csv,
}
"""The name of a format → what writes it."""


def _json(part: Any) -> str:
    return json.dumps(encodable(part), ensure_ascii=False)
