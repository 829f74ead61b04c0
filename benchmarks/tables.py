"""What is shown of a benchmark's result: Markdown tables, in both languages, and in the READMEs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Figures = dict[str, float]


@dataclass(frozen=True)
class Row:
    """A line of the table: the ratio of two figures, what it must be and what is aimed at."""

    zh: str
    en: str
    ratio: tuple[str, str]
    bounds: tuple[str, str] = ("-", "-")


ROWS = (
    Row(
        "300 份学校工作簿,一个进程,处理器时间 / 裸读",
        "300 school workbooks, one process, CPU / raw",
        ("one_cpu", "raw_cpu"),
        ("≤ 2.5", "≤ 1.8"),
    ),
    Row(
        "同上,两个进程,历时 / 裸读",
        "the same, two processes, wall / raw",
        ("two_wall", "raw_wall"),
        ("≤ 1.4", "≤ 1.0"),
    ),
    Row(
        "比 frictionless 快几倍,同样的文件,一个进程",
        "faster than frictionless on the same files, one process",
        ("frictionless_cpu", "some_cpu"),
        ("≥ 12 ×", "≥ 18 ×"),
    ),
    Row(
        "县区工作簿,处理器时间 / 裸读",
        "district workbook, CPU / raw",
        ("district_cpu", "district_raw_cpu"),
        ("≤ 3.0", "≤ 2.0"),
    ),
    Row(
        "县区工作簿,内存峰值 / 裸读",
        "district workbook, peak memory / raw's",
        ("district_mib", "district_raw_mib"),
        ("≤ 2.0", "≤ 1.4"),
    ),
    Row(
        "内存峰值,3,000 份 / 300 份",
        "peak memory, 3,000 files / 300 files",
        ("many_mib", "schools_mib"),
        ("≤ 1.15", "≤ 1.05"),
    ),
    Row(
        "没有变动时第二次运行 / 第一次",
        "second run with nothing changed / first run",
        ("second_s", "first_s"),
        ("≤ 0.15", "≤ 0.05"),
    ),
    Row(
        "100,000 条结论写入 Excel / 裸 XlsxWriter",
        "100,000 findings to Excel / bare XlsxWriter constant_memory",
        ("excel_workbook_s", "excel_bare_s"),
        ("≤ 1.3", "≤ 1.1"),
    ),
    Row(
        "处处不达标的表格 / 全部达标的表格,处理器时间",
        "failure-heavy input / clean input, CPU",
        ("failing_cpu", "clean_cpu"),
        ("≤ 2", "-"),
    ),
    Row(
        "启动:显示帮助 / `import pandas`",
        "cold start: showing the help / `import pandas`",
        ("help_s", "pandas_s"),
    ),
    Row(
        "启动:检查一份表 / `import pandas`",
        "cold start: check of one form / `import pandas`",
        ("start_s", "pandas_s"),
    ),
    Row(
        "Dask,同一台机器上两个工作进程 / 本机两个进程,历时",
        "Dask, two workers on the same machine / two processes, wall",
        ("dask_wall", "two_wall"),
    ),
    Row(
        "同上,文件随任务发送",
        "the same, files sent along with the tasks",
        ("dask_apart_wall", "two_wall"),
    ),
)
"""In the order of the table. The sizes in the texts are those of a whole run, not of `--quick`."""


def table(result: dict[str, Any], language: str) -> str:
    """The Markdown table of a result, with machine and date above."""
    zh = language == "zh"
    machine = result["machine"]
    heads = ("项目", "实测", "必须", "目标") if zh else ("what", "measured", "must", "aim")
    none = "未测" if zh else "not measured"
    lines = [f"| {' | '.join(heads)} |", "| --- | ---: | ---: | ---: |"]
    for row in ROWS:
        measured = _measured(result["figures"], row, none)
        lines.append(
            f"| {row.zh if zh else row.en} | {measured} | {row.bounds[0]} | {row.bounds[1]} |"
        )
    cores = f"{machine['cores']} {'核' if zh else 'cores'}"
    where = [machine["cpu"], cores, f"Python {machine['python']}", machine["date"]]
    return "\n".join([("\uff0c" if zh else ", ").join(where), "", *lines])


def on_dask(result: dict[str, Any], language: str) -> str:
    """The seconds that a run takes with Dask and without, as a table."""
    zh = language == "zh"
    names = {
        "two_wall": ("本机两个进程", "two processes on this machine"),
        "dask_wall": ("Dask,两个工作进程", "Dask, two workers"),
        "dask_apart_wall": ("同上,文件随任务发送", "the same, files sent along with the tasks"),
    }
    lines = ["| 300 份工作簿 | 历时 |" if zh else "| 300 workbooks | clock |", "| --- | ---: |"]
    for figure, (in_zh, in_en) in names.items():
        seconds = result["figures"].get(figure)
        shown = f"{seconds:.1f} s" if seconds else ("未测" if zh else "not measured")
        lines.append(f"| {in_zh if zh else in_en} | {shown} |")
    return "\n".join(lines)


def publish(result: dict[str, Any], folder: Path) -> None:
    """Put the tables into both READMEs, between their marks."""
    for name, language in (("README.md", "en"), ("README.zh-CN.md", "zh")):
        text = (folder / name).read_text(encoding="utf-8")
        for mark, made in (("speed", table), ("dask", on_dask)):
            marked = f"<!-- {mark} -->\n{made(result, language)}\n\n<!-- end of {mark} -->"
            parts = re.split(f"<!-- {mark} -->.*?<!-- end of {mark} -->", text, flags=re.DOTALL)
            assert len(parts) == 2, (name, mark)
            text = marked.join(parts)
        (folder / name).write_text(text, encoding="utf-8")


def _measured(figures: Figures, row: Row, none: str) -> str:
    above, below = (figures.get(name) for name in row.ratio)
    if above is None or not below:
        return none
    times = " ×" if row.bounds[0].endswith("×") else ""
    unit, digits = ("MiB", 0) if row.ratio[0].endswith("mib") else ("s", 2)
    return f"{above / below:.2f}{times} ({above:.{digits}f} / {below:.{digits}f} {unit})"
