"""Whole rows of long lists, written as XML straight into XlsxWriter's row file.

In `constant_memory` XlsxWriter keeps one row, then writes it cell by cell; most of the time goes into that. This
writes the same XML from a row at once and keeps no row heights in memory. It relies on how XlsxWriter holds
rows (`fh`, `table`, `_write_single_row`, `_check_dimensions`, `Format._get_xf_index`); `tests/reports` reads
such rows back, so that a change there does not pass unseen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mhaudit.reports.excel.text import clean

_SPECIAL = re.compile(r"[&<>]|_x[0-9a-fA-F]{4}_|^\s|\s$")
_LOOKS_ESCAPED = re.compile(r"_(x[0-9a-fA-F]{4}_)")
Prepared = tuple[str | float | None, int]
"""A value and the index of its format."""


class Rows:
    """Writes rows into a worksheet that is under way; they may be mixed with its own, each further down."""

    def __init__(self, worksheet: Any, columns: int) -> None:
        self._worksheet = worksheet
        self._letters = [_letters(at) for at in range(columns)]

    def write(
        self,
        row: int,
        points: float,
        cells: Sequence[Prepared],
        links: Sequence[tuple[int, str, Any]] = (),
    ) -> None:
        """Write one row, `points` high. `links` are columns, URLs and formats; their texts are in `cells`."""
        worksheet, number = self._worksheet, row + 1
        worksheet._check_dimensions(row, len(cells) - 1)
        worksheet._check_dimensions(row, 0)
        worksheet._write_single_row(row)
        for column, url, form in links:
            worksheet.write_url(row, column, url, form, "-")
        if links:
            worksheet.table.clear()
        parts = [f'<row r="{number}" ht="{points:g}" customHeight="1">']
        for letters, (value, form_at) in zip(self._letters, cells, strict=True):
            if value is None or value == "":
                parts.append(f'<c r="{letters}{number}" s="{form_at}"/>')
            elif isinstance(value, str):
                parts.append(
                    f'<c r="{letters}{number}" s="{form_at}" t="inlineStr"><is>{markup(value)}</is></c>'
                )
            else:
                parts.append(f'<c r="{letters}{number}" s="{form_at}"><v>{value:.16G}</v></c>')
        parts.append("</row>")
        worksheet.fh.write("".join(parts))


def markup(text: str) -> str:
    """Text as the element that holds it in a cell."""
    text = clean(text)
    if _SPECIAL.search(text) is None:
        return f"<t>{text}</t>"
    text = _LOOKS_ESCAPED.sub(r"_x005F_\1", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<t xml:space="preserve">{text}</t>'


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
