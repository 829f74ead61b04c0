"""The same form in another file format, typed in another way: no verdict changes, no place slips.

.xlsx, .xls, .ods, .xlsb, CSV and TSV in the encodings that Chinese programs write, files under a wrong name;
full-width digits, spaces inside names and headings, a hidden sheet, files in any order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mhaudit import audit
from mhaudit.findings import AuditResult, Place
from tests.packages import ods, xlsb

from .forms import OTHER, TERM, Sheets, cells, csv_file, district, form, legacy_workbook, workbook
from .test_metamorphic import disturbed, mixed

Grids = dict[str, list[list[Any]]]
Writer = Callable[[Path, Grids], list[Path]]
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
HIDDEN = "去年"
"""A sheet that no one sees, with other answers."""


def grids(sheets: Sheets) -> Grids:
    return {name: [cells(row) for row in rows] for name, rows in sheets.items()}


# --- writing -----------------------------------------------------------------------------------------


def _xlsx(name: str) -> Writer:
    def write(folder: Path, sheets: Grids) -> list[Path]:
        path = workbook(folder / "甲.xlsx", dict(sheets), hidden=[HIDDEN])  # type: ignore[arg-type]
        return [path.rename(folder / name)]

    return write


def _xls(name: str) -> Writer:
    def write(folder: Path, sheets: Grids) -> list[Path]:
        seen = {title: rows for title, rows in sheets.items() if title != HIDDEN}
        return [legacy_workbook(folder / name, seen)]  # type: ignore[arg-type]

    return write


def _packed(name: str, writer: Callable[..., Path]) -> Writer:
    return lambda folder, sheets: [writer(folder / name, sheets, hidden=HIDDEN)]


def _text(extension: str, encoding: str, separator: str = ",") -> Writer:
    def write(folder: Path, sheets: Grids) -> list[Path]:
        folder = folder / "青禾学校"
        found = []
        for title, rows in sheets.items():
            if title != HIDDEN:
                path = csv_file(folder / f"{title}{extension}", rows, encoding)  # type: ignore[arg-type]
                text = path.read_bytes().decode(encoding).replace(",", separator)
                path.write_bytes(text.encode(encoding))
                found.append(path)
        return found

    return write


WRITERS: dict[str, Writer] = {
    "xlsx": _xlsx("自查表.xlsx"),
    "xlsm": _xlsx("自查表.xlsm"),
    "xls": _xls("自查表.xls"),
    "ods": _packed("自查表.ods", ods),
    "xlsb": _packed("自查表.xlsb", xlsb),
    "et that is an xlsx": _xlsx("自查表.et"),
    "et that is an xls": _xls("自查表.et"),
    "xlsx named xls": _xlsx("自查表.xls"),
    "xls named xlsx": _xls("自查表.xlsx"),
    "csv utf-8": _text(".csv", "utf-8"),
    "csv utf-8 with bom": _text(".csv", "utf-8-sig"),
    "csv gb18030": _text(".csv", "gb18030"),
    "csv utf-16": _text(".csv", "utf-16"),
    "csv with semicolons": _text(".csv", "gb18030", ";"),
    "tsv": _text(".tsv", "utf-8-sig", "\t"),
    "tabs named xlsx": _text(".xlsx", "gb18030", "\t"),
    "tabs named xls": _text(".xls", "utf-16", "\t"),
}

# --- comparing ---------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Half-width, without any blank."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def outcome(result: AuditResult) -> dict[Any, Any]:
    """(school, rule, subject) → verdict, shortfall, and what the cells named hold."""
    return {
        (school.name, f.rule, plain(f.subject.label)): (
            f.verdict, f.shortfall, sorted({plain(p.value) for p in (*f.places, *f.related)}),
            sorted((m.table, m.field or "", plain(m.place.value) if m.place else "-") for m in f.missing),
        )
        for school in result.schools
        for f in school.findings
    }  # fmt: skip


def check_places(result: AuditResult, sheets: Grids) -> None:
    """Every place holds the value that it names, in the sheets as they were written."""
    for school in result.schools:
        for finding in school.findings:
            gaps = [gap.place for gap in finding.missing if gap.place]
            for place in (*finding.places, *finding.related, *gaps):
                held, named = _held(place, sheets), place.value
                if named.endswith("*"):  # a pupil's name is masked
                    held, named = held[:1], named[:1]
                assert held == named, place


def _held(place: Place, sheets: Grids) -> str:
    assert place.cell
    rows = sheets[place.sheet or Path(place.file).stem]
    row, column = openpyxl.utils.cell.coordinate_to_tuple(place.cell)
    line = rows[row - 1]
    value = line[column - 1] if column <= len(line) else None
    return "" if value is None else str(value)


# --- disturbing --------------------------------------------------------------------------------------

WIDE = str.maketrans("0123456789()", "０１２３４５６７８９（）")
NAMES = frozenset({"周明", "吴亮", "陈静", "青禾学校", "白鹭学校", "男", "女", "专职", "兼职"})


@st.composite
def retyped(draw: st.DrawFn, sheets: Sheets) -> Grids:
    """Full-width digits here and there, spaces inside names and headings."""
    chosen = draw(st.lists(st.integers(0, 40), min_size=1, max_size=8, unique=True))
    blank = draw(st.sampled_from([" ", "　", "  "]))
    made: Grids = {}
    at = 0
    for name, rows in grids(sheets).items():
        made[name] = []
        for row in rows:
            line = []
            for value in row:
                at += 1
                line.append(_retyped(value, blank) if at % 41 in chosen else value)
            made[name].append(line)
    return made


def _retyped(value: Any, blank: str) -> Any:
    if isinstance(value, str) and (value in NAMES or value[:1] in {"孙", "许"}):
        return blank.join(value) + blank
    if isinstance(value, int | float):
        return str(value).translate(WIDE)
    return value.translate(WIDE) if isinstance(value, str) else value


def last_year() -> list[list[Any]]:
    return [["姓名", "是否心理健康教育教师"], ["去年人", "是"]]


EXPECTED: dict[str, dict[Any, Any]] = {}


def expected(tmp_path: Path, name: str, sheets: Sheets) -> dict[Any, Any]:
    if name not in EXPECTED:
        EXPECTED[name] = outcome(audit([workbook(tmp_path / "原表.xlsx", sheets)], term=TERM))
    return EXPECTED[name]


@settings(max_examples=80, suppress_health_check=SLOW)
@given(data=st.data(), kind=st.sampled_from(list(WRITERS)))
def test_format_and_typing_change_no_verdict(
    tmp_path_factory: Any, data: st.DataObject, kind: str
) -> None:
    """One school: layout, typing, format and order of files all at once."""
    folder = tmp_path_factory.mktemp("form")
    sheets = data.draw(retyped(data.draw(disturbed())))
    sheets[HIDDEN] = last_year()
    paths = WRITERS[kind](folder, sheets)
    result = audit(data.draw(st.permutations(paths)), term=TERM)
    assert outcome(result) == expected(folder, "school", mixed())
    check_places(result, sheets)


@settings(max_examples=25, suppress_health_check=SLOW)
@given(data=st.data(), kind=st.sampled_from(list(WRITERS)))
def test_a_district_workbook_in_any_format(
    tmp_path_factory: Any, data: st.DataObject, kind: str
) -> None:
    """Two schools with a 学校 column: rows of one in between rows of the other."""
    folder = tmp_path_factory.mktemp("district")
    whole = district(mixed(), form(name=OTHER, students=700))
    mingled = {
        name: [rows[0], *data.draw(st.permutations(rows[1:]))] for name, rows in whole.items()
    }
    sheets = data.draw(retyped(mingled))
    sheets[HIDDEN] = last_year()
    paths = WRITERS[kind](folder, sheets)
    result = audit(data.draw(st.permutations(paths)), term=TERM)
    assert outcome(result) == expected(folder, "district", whole)
    check_places(result, sheets)
