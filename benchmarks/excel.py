"""Time and memory of the compliance workbook: `python benchmarks/excel.py [--findings 100000] [--json]`.

Every finding fails for a cause of its own, so that each takes a line in the list of problems and one in the
ledger. The same cells are then written by bare XlsxWriter (constant_memory): no formats, links, row heights
or charts. Each is run in a process of its own, `--times` times; the best processor time counts, and the memory
is what the process took above what it held before. Schools and people are invented.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from mhaudit.findings import (
    AuditResult,
    Finding,
    Level,
    PackInfo,
    PeriodInfo,
    Place,
    SchoolResult,
    Source,
    Subject,
    Verdict,
)

PER_SCHOOL = 100
DISTRICTS = ("东湖区", "西湖区", "青云谱区", "青山湖区", "红谷滩区", "新建区")
STRENGTHS = (("must", Level.ERROR), ("principle", Level.WARNING), ("encouraged", Level.NOTE))
SOURCE = Source("nc-reply", "关于中小学生心理健康问题的建议的答复", "二", "配备专兼职心理健康教师")


def made(findings: int) -> AuditResult:
    """A result of so many failures, `PER_SCHOOL` in each school."""
    schools = []
    for number in range(findings // PER_SCHOOL):
        name = f"青禾第{number}学校"
        found = tuple(failure(name, number, at) for at in range(PER_SCHOOL))
        district = DISTRICTS[number % len(DISTRICTS)]
        schools.append(SchoolResult(name, f"31360{number:05}", district, "fail", found))
    period = PeriodInfo("2024-2025", ("2024-2025-1",), None, "option")
    packs = (PackInfo("nanchang", "2024.1", "南昌市中小学心理健康教育工作要求", "0" * 64),)
    return AuditResult("0", "zh", "2025-02-01T00:00:00+00:00", period, packs, (), tuple(schools))


def failure(school: str, number: int, at: int) -> Finding:
    """One teacher without homeroom pay; no other finding says the same."""
    strength, level = STRENGTHS[at % 3]
    teacher = f"顾{at:02}"
    return Finding(
        rule=f"NC{101 + at % 20}",
        name="homeroom-pay",
        title="心理健康教育教师享受班主任同等待遇",
        group="staffing",
        group_title="师资配备",
        pack="nanchang",
        level=level,
        strength=strength,
        verdict=Verdict.FAIL,
        subject=Subject("teacher", school=school, teacher=teacher, label=teacher),
        measured_value=None,
        measured_text=f"是否享受班主任同等待遇 = 否({number}-{at})",
        required_text="是否享受班主任同等待遇 = 是",
        shortfall=1,
        message=f"是否享受班主任同等待遇 = 否;要求 = 是(第 {number}-{at} 人)",
        fix="落实该教师的班主任同等待遇",
        places=(Place(f"上报/{number:05}.xlsx", "心理教师", f"H{at + 4}", "否"),),
        related=(),
        missing=(),
        source=SOURCE,
        fingerprint=f"{number:08x}{at:08x}",
    )


class Peak(threading.Thread):
    """The most memory this process takes while it runs, in MiB above what it took before."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.process = psutil.Process()
        self.before = self.most = self.process.memory_info().rss
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.02):
            self.most = max(self.most, self.process.memory_info().rss)

    def stop(self) -> float:
        """The figure."""
        self.most = max(self.most, self.process.memory_info().rss)
        self.over.set()
        return (self.most - self.before) / 2**20


def ours(folder: Path, findings: int) -> None:
    """Write the workbook."""
    from mhaudit.reports.excel import write_excel

    result = made(findings)
    sources = {
        finding.places[0].file: folder / finding.places[0].file
        for school in result.schools
        for finding in school.findings[:1]
    }
    report(lambda: write_excel(result, folder / "ours.xlsx", sources=sources))


def bare(folder: Path) -> None:
    """Write the cells of `rows` with bare XlsxWriter."""
    import xlsxwriter

    def write() -> None:
        book = xlsxwriter.Workbook(
            str(folder / "bare.xlsx"), {"constant_memory": True, "tmpdir": str(folder)}
        )
        with (folder / "rows").open("rb") as stream:
            sheets: int = pickle.load(stream)
            for _ in range(sheets):
                sheet = book.add_worksheet()
                for row in range(pickle.load(stream)):
                    for column, value in enumerate(pickle.load(stream)):
                        if isinstance(value, str):
                            if value:
                                sheet.write_string(row, column, value)
                        elif value is not None:
                            sheet.write_number(row, column, value)
        book.close()

    # Reading the cells in is no part of writing them.
    started = time.process_time()
    with (folder / "rows").open("rb") as stream:
        for _ in range(pickle.load(stream)):
            for _ in range(pickle.load(stream)):
                pickle.load(stream)
    report(write, time.process_time() - started)


def rows(folder: Path) -> int:
    """Take the cells out of our workbook, one row after the other; return how many rows there are."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(folder / "ours.xlsx"))
    count = 0
    with (folder / "rows").open("wb") as stream:
        pickle.dump(len(book.sheet_names), stream)
        for name in book.sheet_names:
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            pickle.dump(len(cells), stream)
            count += len(cells)
            for row in cells:
                pickle.dump(row, stream)
    return count


def report(work: object, idle: float = 0.0) -> None:
    """Run, and print seconds of processor time, less `idle`, and MiB."""
    assert callable(work)
    peak = Peak()
    peak.start()
    started = time.process_time()
    work()
    print(json.dumps([time.process_time() - started - idle, peak.stop()]))


def measured(times: int, *arguments: str) -> tuple[float, float]:
    """The best time and the most memory of `times` runs."""
    found = []
    for _ in range(times):
        command = [sys.executable, __file__, *arguments]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        found.append(json.loads(done.stdout))
    return min(each[0] for each in found), max(each[1] for each in found)


def main() -> None:
    """Measure both and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", choices=("ours", "bare"))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = parser.parse_args()
    if chosen.only == "ours":
        ours(chosen.folder, chosen.findings)
    elif chosen.only == "bare":
        bare(chosen.folder)
    else:
        with tempfile.TemporaryDirectory() as name:
            both = ["--folder", name, "--findings", str(chosen.findings)]
            our_time, our_memory = measured(chosen.times, "--only", "ours", *both)
            count = rows(Path(name))
            bare_time, bare_memory = measured(chosen.times, "--only", "bare", *both)
        if chosen.json:
            names = ("workbook_s", "workbook_mib", "bare_s", "bare_mib")
            figures = (our_time, our_memory, bare_time, bare_memory)
            print(json.dumps(dict(zip(names, figures, strict=True))))
            return
        print(f"{chosen.findings:,} findings, {count:,} rows in all sheets")
        print(f"workbook: {our_time:.1f} s, {our_memory:.0f} MiB above the result")
        print(f"bare XlsxWriter: {bare_time:.1f} s, {bare_memory:.0f} MiB")
        print(f"ratio of times: {our_time / bare_time:.2f}")


if __name__ == "__main__":
    main()
