"""Forms spoilt in every way a machine can think of: made from a seed and a number, read in a child process.

`python -m tests.loader.fuzzing SEED FIRST COUNT FOLDER` reads COUNT of them and prints a line before and
after each, so that whoever started it knows which one it died of. With `pool` behind, workers read them.
"""

from __future__ import annotations

import io
import multiprocessing
import random
import re
import struct
import sys
import traceback
import zipfile
from pathlib import Path
from typing import Any

from mhaudit import audit
from mhaudit.config import Config
from mhaudit.loader.load import LoadOptions, load
from tests.cases.forms import OTHER, cells, csv_file, district, form, legacy_workbook
from tests.packages import ods, ooxml_parts, sheet_data, write_zip, xlsb, zipped

SAMPLES = Path(__file__).parents[2] / "sample_data"
MEMORY = 1 << 30
"""What a child may take, where the system can hold it to that."""
AUDITED = 4
"""Every so many files are judged and written out as JSON as well."""
BY_A_WORKER = 40
"""And every so many of them by a child of the child."""

_BYTES = (0, 1, 0x7F, 0x80, 0xFF)
_WORDS = (0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFF, 0x10000)
_ATTRIBUTES = (
    "", "0", "-1", "1", "A1", "XFD1048576", "ZZZZ9", "A0", "1048577", "99999999999", "1e308", "NaN",
    "1:4", "A:D", "s", "e", "d", "inlineStr", "str", "b", "rId1", "rId99", "../../x.xml", "&#x41;",
)  # fmt: skip
_TOKENS = (
    "年级", "班", "级", "第", "至", "、", "-", "～", "/", ".", "(", "）", "一", "二", "十", "初", "高", "小",
    "七", "九", "0", "1", "12", "99", "2024", "20240910", "年", "月", "日", "学期", "学年", "上", "下", "全校",
    "专职", "兼职", "是", "否", "无", "√", "男", "女", "约", "人", "余", "每周", "每两周", "节", "课时", "心理",
    "健康", "教育", "班会", "示例", "合计", "填表人", ":", "：", " ", "　", "\n", "％", "①", "Ⅶ", "〇", "廿",
    "東湖區", "县", "区", "学校", "中学", "中職", "毕业", "各", "到", "e", "E+", "−", "２", "\u202e", "\ufeff", "😀",
)  # fmt: skip
_CELLS: tuple[Any, ...] = (
    "NaN", "inf", "1e999", "-0", "9" * 40, "0.0000001", "2024-02-30", "0000-00-00", "9999-12-31", "10000-1-1",
    "=1+1", "@SUM", "\x0b", "x" * 40_000, "(" * 500, "一" * 300, "1-" * 400, "七" * 200 + "年级", "、" * 3000,
    "(男)" * 50, "20240931", "2024年13月45日", "七(0)班", "0班", "99999999999班", "第99周", "每0周1节",
    "1/0", "一至六十年级", "高99级", "0级", "9999级3班", "小学" * 100, "至".join(["七年级"] * 100),
    float("nan"), float("inf"), 1e308, -1e308, 1e15, 1e16, 1e17, 3.5e18, -1, 0.5, 2**53, 45545.999999,
)  # fmt: skip


# --- what is spoilt ----------------------------------------------------------------------------------


def originals(folder: Path) -> dict[str, bytes]:
    """Name → bytes of the sound forms, the same in every run."""
    sheets = district(form(), form(name=OTHER, students=700))
    plain = {name: [cells(row) for row in rows] for name, rows in sheets.items()}
    made = [
        write_zip(
            folder / "a.xlsx",
            ooxml_parts({name: sheet_data(rows) for name, rows in plain.items()}),
        ),
        ods(folder / "a.ods", plain),
        xlsb(folder / "a.xlsb", plain),
        legacy_workbook(folder / "a.xls", sheets),
        csv_file(folder / "教师.csv", sheets["教师"]),
        csv_file(folder / "活动.csv", sheets["活动"], "gb18030"),
    ]
    samples = [path for path in sorted(SAMPLES.rglob("*.xls*")) if not path.name.startswith("~$")]
    return {path.name: path.read_bytes() for path in (*made, *samples)}


# --- how it is spoilt --------------------------------------------------------------------------------


def spoilt(chance: random.Random, sources: dict[str, bytes]) -> tuple[str, bytes]:
    """A file name and what the file holds."""
    name = chance.choice(sorted(sources))
    data = sources[name]
    if name.endswith(".csv"):
        return name, chance.choice([_of_bytes, _of_text])(chance, data)
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.8:
        return name, _of_parts(chance, data)
    if chance.random() < 0.4:
        return "自查表.xlsx", _odd_cells(chance)
    return name, _of_bytes(chance, data)


def _of_bytes(chance: random.Random, data: bytes) -> bytes:
    content = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not content:
            break
        at, size = chance.randrange(len(content)), chance.choice([1, 2, 4, 16, 200, 3000])
        match chance.randrange(9):
            case 0:
                content[at] ^= 1 << chance.randrange(8)
            case 1:
                content[at] = chance.choice(_BYTES)
            case 2:
                del content[at:]
            case 3:
                del content[at : at + size]
            case 4:
                content[at:at] = content[at : at + size]
            case 5:
                content[at:at] = chance.randbytes(size)
            case 6:
                other = chance.randrange(len(content))
                content[at : at + size] = content[other : other + size]
            case 7:
                content[at : at + 4] = struct.pack("<I", chance.choice(_WORDS))
            case 8:
                at = at // 512 * 512 + chance.randrange(128)  # heads of old workbooks' sectors
                content[at : at + 2] = struct.pack("<H", chance.choice(_WORDS) & 0xFFFF)
    return bytes(content)


def _of_text(chance: random.Random, data: bytes) -> bytes:
    encoding = "gb18030" if data[:1] > b"\xe0" and b"\xe5" not in data[:1] else "utf-8"
    text = data.decode(encoding, "replace")
    cells = re.split(r"([,\n])", text)
    for _ in range(chance.randint(1, 5)):
        cells[chance.randrange(len(cells))] = str(odd_cell(chance)).replace("\x00", "")
    return "".join(cells).encode(encoding, "replace")


def _of_parts(chance: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(parts))
        name, content = parts[at]
        match chance.randrange(12):
            case 0:
                del parts[at]
            case 1:
                parts[at] = (chance.choice(parts)[0], content)
            case 2:
                parts[at] = (name, _of_bytes(chance, content))
            case 3 | 4 | 5:
                parts[at] = (name, _of_tags(chance, content))
            case 6 | 7 | 8:
                parts[at] = (name, _of_attributes(chance, content))
            case _:
                parts[at] = (name, _of_contents(chance, content))
        if not parts:
            break
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        seen: set[str] = set()
        for name, content in parts:
            if name not in seen:
                seen.add(name)
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _of_tags(chance: random.Random, content: bytes) -> bytes:
    tags = list(re.finditer(rb"<[^<>]*>", content))
    if not tags:
        return content
    tag, other = chance.choice(tags), chance.choice(tags)
    match chance.randrange(5):
        case 0:
            return content[: tag.start()] + content[tag.end() :]
        case 1:
            return (
                content[: tag.end()] + tag[0] * chance.choice([1, 3, 2000]) + content[tag.end() :]
            )
        case 2:
            first, last = sorted((tag.start(), other.end()))
            return content[:first] + content[last:]
        case 3:
            first, last = sorted((tag.start(), other.end()))
            return content[:last] + content[first:last] + content[last:]
        case _:
            return content[: tag.start()] + b"<!-- " + content[tag.start() :]


def _of_attributes(chance: random.Random, content: bytes) -> bytes:
    for _ in range(chance.randint(1, 4)):
        found = list(re.finditer(rb'="([^"<>]*)"', content))
        if not found:
            return content
        chosen = chance.choice(found)
        value = chance.choice(_ATTRIBUTES).encode()
        content = content[: chosen.start(1)] + value + content[chosen.end(1) :]
    return content


def _of_contents(chance: random.Random, content: bytes) -> bytes:
    for _ in range(chance.randint(1, 8)):
        found = list(re.finditer(rb">([^<>]+)<", content))
        if not found:
            return content
        chosen = chance.choice(found)
        text = str(odd_cell(chance)).replace("&", "").replace("<", "").replace("\x0b", "&#11;")
        content = content[: chosen.start(1)] + text.encode() + content[chosen.end(1) :]
    return content


def odd_cell(chance: random.Random) -> Any:
    """A value that no form foresees: absurd numbers, or words of real forms in no order."""
    if chance.random() < 0.4:
        return chance.choice(_CELLS)
    return "".join(chance.choice(_TOKENS) for _ in range(chance.randint(1, 8)))


def _odd_cells(chance: random.Random) -> bytes:
    """A sound workbook in which many cells, a heading now and then, hold what nobody would write."""
    sheets = {name: [cells(row) for row in rows] for name, rows in form().items()}
    share = chance.choice([0.02, 0.1, 0.5])
    for rows in sheets.values():
        for row in rows[0 if chance.random() < 0.2 else 1 :]:
            for at in range(len(row)):
                if chance.random() < share:
                    value = odd_cell(chance)
                    row[at] = value.replace("\x0b", "") if isinstance(value, str) else value
    return zipped(ooxml_parts({name: sheet_data(rows) for name, rows in sheets.items()}))


# --- what becomes of it ------------------------------------------------------------------------------


def outcome(path: Path, *, judged: bool, jobs: int = 0) -> str:
    """`read`, `nothing`, or the one code of a refusal; raises whatever the reader raises."""
    loaded = load([path], LoadOptions(term="2024-2025-1"))
    (told,) = loaded.submissions.inputs
    refusals = [
        issue.code
        for issue in loaded.submissions.issues
        if issue.code.startswith("D1") and issue.place and issue.place.sheet is None
    ]
    if judged:
        audit([path], term="2024-2025-1", config=Config(), jobs=jobs).to_json()
    if told.sha256 is None:
        (code,) = refusals
        return code
    assert set(refusals) <= {"D105"}, refusals
    return "read" if told.tables else "nothing"


def pooled(seed: str, first: int, count: int, folder: Path) -> None:
    """Read `count` spoilt forms in one run of two workers; what became of each is printed."""
    _cap_memory()
    sources = originals(folder)
    forms = folder / f"from {first}"
    forms.mkdir()
    for number in range(first, first + count):
        name, data = spoilt(random.Random(f"{seed}:{number}"), sources)
        (forms / f"{number}-{name}").write_bytes(data)
    result = audit([forms], term="2024-2025-1", config=Config(), jobs=2)
    refused: dict[str, list[str]] = {}
    for issue in (*result.data_issues, *(i for s in result.schools for i in s.data_issues)):
        if issue.code.startswith("D1") and issue.place and issue.place.sheet is None:
            refused.setdefault(issue.place.file, []).append(issue.code)
    for told in result.inputs:
        number = Path(told.path).name.partition("-")[0]
        codes = [code for code in refused.get(told.path, []) if code != "D105"]
        if told.sha256 is not None:
            assert codes == [], codes
        ends = "read" if told.tables else "nothing"
        print(number, ends if told.sha256 is not None else "+".join(codes), flush=True)
    assert len(result.inputs) == count
    assert not multiprocessing.active_children()
    print("done", flush=True)


def main(seed: str, first: int, count: int, folder: Path) -> None:
    """Read `count` spoilt forms; a traceback is printed and does not end the child."""
    _cap_memory()
    sources = originals(folder)
    for number in range(first, first + count):
        chance = random.Random(f"{seed}:{number}")
        name, data = spoilt(chance, sources)
        path = folder / name
        path.write_bytes(data)
        print(number, "begun", name, flush=True)
        try:
            print(
                number,
                outcome(path, judged=number % AUDITED == 0, jobs=int(number % BY_A_WORKER == 0)),
                flush=True,
            )
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            told = " | ".join(traceback.format_exc().splitlines()[-8:])
            print(number, "raised", told, flush=True)
        path.unlink()
    print("done", flush=True)


def _cap_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    mode = pooled if sys.argv[5:] == ["pool"] else main
    mode(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
