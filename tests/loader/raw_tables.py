"""RawTables built by hand, and what the join makes of them."""

import re
from pathlib import Path
from types import SimpleNamespace

from mhaudit.engine.issues import worded
from mhaudit.findings import Place
from mhaudit.loader.files import InputFile
from mhaudit.loader.grid import Sheet
from mhaudit.loader.join import JoinOptions, join
from mhaudit.loader.layout import Column, RawTable, TitleFacts
from mhaudit.loader.reading import sited

TERM = "2024-2025-1"
SCHOOL = "青禾学校"


def row(text):
    """`"周明|女|是"` as cells: an empty cell is blank, digits are a number."""
    if not isinstance(text, str):
        return list(text)
    return [int(cell) if re.fullmatch(r"\d+", cell) else (cell or None) for cell in text.split("|")]


def raw(
    table,
    keys,
    *rows,
    sheet="表",
    file="表.xlsx",
    unit=None,
    titled=None,
    none=(),
    merges=True,
    anchors=None,
    districts=None,
    **facts,
):
    """A table with its headings in row 1 (each its own key) and data from row 2 on; `none`: rows reading 无."""
    keys = keys.split("|")
    cells = [list(keys), *(row(one) for one in rows)]
    data = [at for at in range(1, len(cells)) if at not in none]
    return RawTable(
        table,
        file,
        Sheet(sheet, cells, knows_merges=merges),
        (0,),
        [Column(at, key, 0, key or None, "exact") for at, key in enumerate(keys)],
        data,
        districts=districts or {},
        declares_none=tuple(none),
        facts=TitleFacts(**facts),
        unit=(unit, Place(file, sheet, "A1", unit)) if unit else None,
        titled_school=titled,
        anchors=anchors or {},
    )


def school(*rows, keys="school|kind|students", **options):
    """A school table."""
    return raw("schools", keys, *(rows or (f"{SCHOOL}|初级中学|1000",)), sheet="学校", **options)


def joined(*tables, term=TERM, folder="in", **options):
    """The tables joined; each file is a workbook of its own."""
    books = {}
    site = []
    for table in tables:
        number = books.setdefault(table.file, len(books))
        path = Path("/data") / folder / table.file
        site.append(sited(table, InputFile(path, table.file, False, (folder,)), number))
    found = join(site, JoinOptions(term=term, **options))
    for language in ("zh", "en"):
        worded(found.submissions.issues, language)  # every placeholder is given
    return SimpleNamespace(
        submissions=found.submissions,
        audited=found.audited,
        how=found.how,
        issues=found.submissions.issues,
        codes=[issue.code for issue in found.submissions.issues],
        table=lambda name: Table(found.submissions, name),
    )


class Table:
    """A table of the submissions, its rows as dicts, in a form that a test can compare."""

    def __init__(self, submissions, name):
        self.submissions, self.name = submissions, name
        self.frame = submissions.frames[name]

    def rows(self, *fields, school=0, open_rows=False):
        """(field…, ) of each row of a school; rows that stand for 0…∞ unsupplied ones are left out."""
        found = []
        for at in range(len(self.frame)):
            if self.frame.school[at] != school:
                continue
            if self.frame.source[at] < 0 and not open_rows:
                continue
            values = tuple(self._value(at, name) for name in fields)
            found.append(values[0] if len(values) == 1 else values)
        return found

    def _value(self, at, name):
        if name in ("low", "high"):
            return getattr(self.frame, name)[at]
        if name.startswith("@"):
            place = self.submissions.place(self.name, at, name[1:])
            return place.text() if place else None
        return self.frame.columns[name][at]

    def open(self, school=0):
        """The rows that stand for what was not supplied, as the values that limit them."""
        return [
            {
                name: column[at]
                for name, column in self.frame.columns.items()
                if column[at] is not None
            }
            for at in range(len(self.frame))
            if self.frame.school[at] == school and self.frame.source[at] < 0
        ]
