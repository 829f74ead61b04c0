"""What stands around a table: title rows, the 单位(盖章) line above or below, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mhaudit.findings import Place
from mhaudit.loader.headings import Area
from mhaudit.loader.titles import UnitLine, unit_line, unit_name
from mhaudit.loader.vocabulary import normalise
from mhaudit.models.submission import a1

_NO_TITLE = re.compile(
    r"(?:附件|附表|表)[\d一二三四五六七八九十\-.—]*$|(?:填表|填报|导入|填写)?(?:说明|须知|要求)|注|备注|(?:填报|填表|上报|报送|制表|统计)?(?:日期|时间)"
    r"|填表人|填报人|审核人|负责人|联系人|联系电话|单位:人|制表"
)
_TITLE_LENGTH = 60
_TITLE_CELLS = 3
_GENERIC_SHEET = re.compile(r"(?:sheet|工作表|表|表格)\s*\d*", re.IGNORECASE)


@dataclass(slots=True)
class Surroundings:
    """Title rows with their cells, from the top down, and the school of the 单位 line."""

    titles: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    unit: tuple[str, tuple[int, int]] | None = None
    filed: str | None = None
    """Year and month of 填报日期: `2023-12`."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The title rows alone."""
        return tuple(text for text, _ in self.titles)


def above(area: Area, rows: Iterable[int]) -> Surroundings:
    """Read the rows over a heading."""
    found = Surroundings()
    for row in rows:
        filled = area.filled(row)
        found.unit = found.unit or _unit(area, row)
        found.filed = found.filed or filed_in(area, row)
        if len(filled) > _TITLE_CELLS:
            continue
        for column, value in filled:
            if isinstance(value, str) and _is_title(value):
                found.titles.append((value, (row, column)))
    return found


_FILED = re.compile(
    r"(?:填报|填表|上报|报送|制表|统计)(?:日期|时间)\W*(20\d\d)\s*[年./-]\s*(\d{1,2})(?!\d)"
)


def filed_in(area: Area, row: int) -> str | None:
    """Year and month of a row reading 填报日期:2023年12月20日."""
    texts = [str(value) for _, value in area.filled(row)]
    found = (
        _FILED.search(" ".join(texts))
        if any("期" in text or "时间" in text for text in texts)
        else None
    )
    return f"{found[1]}-{int(found[2]):02}" if found else None


def unit_below(area: Area, rows: Iterable[int]) -> tuple[str, tuple[int, int]] | None:
    """The 单位 line among the footers."""
    return next((unit for row in rows if (unit := _unit(area, row))), None)


def _is_title(text: str) -> bool:
    return (
        len(text) <= _TITLE_LENGTH
        and not _NO_TITLE.match(normalise(text))
        and unit_line(text) is None
    )


def _unit(area: Area, row: int) -> tuple[str, tuple[int, int]] | None:
    """The school of a 单位 line, with the cell that holds the name; None for a label with nothing behind it (R89)."""
    filled = area.filled(row)
    for at, (column, value) in enumerate(filled):
        line = unit_line(value) if isinstance(value, str) else None
        if line is None:
            continue
        if line.name:
            return line.name, (row, column)
        following = filled[at + 1] if at + 1 < len(filled) else None
        if following and (name := _name_in(following[1], line)):
            return name, (row, following[0])
    return None


def _name_in(value: object, line: UnitLine) -> str:
    """The next cell, unless it is a label itself."""
    if not isinstance(value, str) or value.rstrip().endswith((":", "\uff1a")) or unit_line(value):
        return ""
    if re.match(r"\s*[^\s:\uff1a]{2,8}[:\uff1a]", value):
        return ""
    return unit_name(value)


def place(file: str, sheet: str | None, area: Area, cell: tuple[int, int]) -> Place:
    """A cell of the sheet as a Place, with what it holds."""
    return Place(file, sheet, a1(*cell), str(area.own(*cell)))


def is_generic(sheet: str | None) -> bool:
    """`Sheet1`, or no sheet name at all: then the file's name stands for it."""
    return sheet is None or bool(_GENERIC_SHEET.fullmatch(sheet.strip()))
