"""Items named in several columns, from the general to the particular: 检查项目 | 检查要点, 一级指标 | 二级指标."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mhaudit.loader.cell_text import plain
from mhaudit.loader.layout import Column, RawTable
from mhaudit.loader.vocabulary import Vocabulary, normalise

_LEVEL = re.compile("项目|内容|要点|指标|标准|要求|任务|事项|举措|措施|条款|观测点|做法")
_OTHER = re.compile("时间|日期|分值|得分|分数|人$|部门|单位|科室|材料|是否|有无|情况|结果")
"""In headings of columns that say something about an item, not what it is."""
_ABOUT = frozenset({"item", "school", "school_code", "district", "serial"})


def settle_levels(table: RawTable, vocabulary: Vocabulary) -> None:
    """Give the key of the item to each column left of the answers that names it more closely.

    Such a column says so in its heading, or one of its cells is exactly an item of the rules (R82). A column
    behind the first answer is none: what stands there is a remedy or a remark.
    """
    if table.table != "records" or table.column("item") is None:
        return
    answers = [
        column.index
        for column in table.columns
        if (column.key or column.refused) and column.key not in _ABOUT
    ]
    for column in table.columns:
        if (
            column.how == "unmapped"
            and column.reason != "ticks"
            and column.index < min(answers, default=column.index + 1)
            and _names_items(table, column, vocabulary)
        ):
            column.key, column.how, column.reason, column.lowest = "item", "alias", "level", ""


def _names_items(table: RawTable, column: Column, vocabulary: Vocabulary) -> bool:
    heading = normalise(column.heading)
    if _OTHER.search(heading):
        return False
    return _LEVEL.search(heading) is not None or any(
        isinstance(cell, str) and vocabulary.item(cell) is not None
        for cell in table.values(table.rows, column.index)
    )


def further(table: RawTable, rows: Sequence[int]) -> list[tuple[str, ...]] | None:
    """For each row, what its further columns of the item say; None where the table has none."""
    columns = [column.index for column in table.columns if column.key == "item"][1:]
    if not columns:
        return None
    told = zip(*(map(plain, table.values(rows, at)) for at in columns), strict=True)
    return [tuple(filter(None, texts)) for texts in told]
