"""Units of measure declared for a whole table: 单位:百人 over it makes 17 some 1,700, and nobody knows which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mhaudit.loader import cells
from mhaudit.loader.headings import Area
from mhaudit.loader.layout import RawTable

_UNIT = re.compile(r"单位:?(?P<unit>[十百千万]+(?:人次|人|名|个)?)(?![\u4e00-\u9fff])")
_FEW = 3
"""More cells than these are a row of data."""
_OWN_UNIT = re.compile("[人名个]")
_COUNTS = frozenset(
    {
        "students",
        "boarders",
        "counsellors_total",
        "counsellors_full_time",
        "counsellors_part_time",
    }
)
"""Keys of columns that count people."""


def unit_in(area: Area, rows: Iterable[int]) -> str | None:
    """百人 where one of the rows says 单位:百人 or (单位:百人), with little beside it."""
    for row in rows:
        filled = area.filled(row)
        for _, value in filled if len(filled) <= _FEW else ():
            if isinstance(value, str) and "单位" in value:
                text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", value))
                if found := _UNIT.search(text):
                    return found["unit"]
    return None


def settle_units(table: RawTable, unit: str) -> None:
    """Counts of people under such a line say what they are: `17(百人)`, which is no number of people.

    A cell with a unit of its own keeps it.
    """
    for column in table.columns:
        if column.key not in _COUNTS:
            continue
        for row in table.rows:
            raw = table.raw(row, column.index)
            own = isinstance(raw, str) and _OWN_UNIT.search(raw)
            if not own and cells.number(raw).value is not None:
                table.said[row, column.index] = f"{cells.text(raw) or raw}({unit})"
    table.__dict__.pop("merged", None)
