"""What is private is never loaded and never shown: markers in private columns, in every format, in no output.

R103–R105: columns by heading, in one row or two, by their values, in label–value forms; whole lists of pupils;
teachers' telephones; and the full names of pupils (R102).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mhaudit.cli import main
from mhaudit.loader.privacy import is_private
from tests.packages import ods, xlsb

from .forms import Sheets, cells, csv_folder, form, legacy_workbook, workbook

IDENTITY = "36010220100101{:03d}X"
TERM = ["--term", "2024-2025-1", "--jobs", "0"]

PRIVATE = {
    "家庭住址": "秘地址", "家长电话": "秘电话", "SCL-90量表得分": "秘得分", "既往病史": "秘病史",
    "预警等级": "秘预警", "是否服药": "秘用药",
}  # fmt: skip
"""Heading → what its cells begin with."""


def private_form() -> Sheets:
    """Every way in which private facts stand in forms; the facts begin with 秘, or are identity numbers."""
    sheets = form()
    pupils = [cells(row) for row in sheets["班委"][1:]]
    head = cells(sheets["班委"][0])
    sheets["班委"] = [
        [*head, "学生信息", None, *PRIVATE, "编号"],
        [*[None] * len(head), "身份证件号", "民族", *[None] * (len(PRIVATE) + 1)],
        *(
            [*row[:1], f"甄{row[1][1:]}隐", *row[2:], f"秘证件{at}", "汉",
             *(f"{mark}{at}" for mark in PRIVATE.values()), IDENTITY.format(at)]
            for at, row in enumerate(pupils)
        ),
    ]  # fmt: skip
    sheets["教师"] = [
        [*cells(row), "联系电话" if at == 0 else f"秘手机{at}"]
        for at, row in enumerate(sheets["教师"])
    ]
    sheets["高关怀学生名单"] = [["班级", "姓名", "情况"], ["七(1)班", "秘姓名", "秘情况"]]
    sheets["登记"] = [
        ["重点关注学生名单"],
        ["班级", "姓名", "职务"],
        ["七(1)班", "秘名字", "心理委员"],
    ]
    sheets["基本情况"] = [
        ["学校基本情况表"], ["学校名称", "青禾学校", "在校学生数", 1000],
        ["校长身份证号", "秘校长", "教学班数", 6],
    ]  # fmt: skip
    return sheets


MERGES = {"班委": ["E1:F1", *(f"{letter}1:{letter}2" for letter in "ABCDGHIJKLM")]}

WRITERS: dict[str, Callable[[Path, Any], Path]] = {
    "xlsx": lambda folder, sheets: workbook(folder / "自查表.xlsx", sheets, merges=MERGES),
    "xls": lambda folder, sheets: legacy_workbook(folder / "自查表.xls", sheets),
    "ods": lambda folder, sheets: ods(folder / "自查表.ods", sheets),
    "xlsb": lambda folder, sheets: xlsb(folder / "自查表.xlsb", sheets),
    "csv": lambda folder, sheets: csv_folder(folder / "青禾学校", sheets, "gb18030"),
}


def secrets(text: str) -> list[str]:
    """What of the private facts stands in a text."""
    found = ["秘"] if "秘" in text else []
    found += ["identity"] if "3601022010" in text else []
    return found + (["pupil"] if "隐" in text.replace("隐私", "").replace("隐藏", "") else [])


def unzipped(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


@pytest.mark.parametrize("kind", WRITERS)
def test_no_output_shows_a_private_fact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    sheets = {name: [cells(row) for row in rows] for name, rows in private_form().items()}
    path = WRITERS[kind](tmp_path / "上报", sheets)
    out = tmp_path / "结果"
    out.mkdir()
    formats = ("console", "json", "ndjson", "csv", "junit", "sarif", "github", "markdown")
    wanted = [f"--format={name}={out / name}" for name in formats]
    report = out / "报告.xlsx"
    code = main(["check", str(path), *TERM, "--verbose", *wanted, "--excel", str(report)])
    assert code in {0, 1}
    for lang in ("zh", "en"):
        main(["check", str(path), *TERM, "--verbose", "--lang", lang])
        main(["inspect", str(path), "--verbose", "--jobs", "0", "--lang", lang])
        main(["inspect", str(path), "--format", "json", "--jobs", "0", "--lang", lang])
    shown = capsys.readouterr()
    texts = {name: (out / name).read_text("utf-8") for name in formats}
    texts |= {"stdout": shown.out, "stderr": shown.err, "excel": unzipped(report)}
    assert {name: found for name, text in texts.items() if (found := secrets(text))} == {}
    assert "D501" in texts["json"]
    assert "D502" in texts["json"]
    assert "甄*" in texts["stdout"]


def test_names_of_pupils_are_shown_on_demand_private_facts_never(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """R102: `--show-names` lifts the mask and nothing else."""
    path = WRITERS["xlsx"](tmp_path, private_form())
    main(["check", str(path), *TERM, "--show-names", "--format", "json"])
    main(["inspect", str(path), "--show-names", "--verbose", "--jobs", "0"])
    shown = capsys.readouterr()
    assert secrets(shown.out + shown.err) == ["pupil"]


def test_what_annotate_says_holds_nothing_private(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The copy is the school's own workbook; what is added to it, and said of it, names no private fact."""
    path = WRITERS["xlsx"](tmp_path, private_form())
    main(["annotate", str(path), "-o", str(tmp_path / "标注"), "--term", "2024-2025-1"])
    shown = capsys.readouterr()
    assert secrets(shown.out + shown.err) == []
    (copy,) = (tmp_path / "标注").rglob("*.xlsx")
    with zipfile.ZipFile(copy) as archive:
        notes = [name for name in archive.namelist() if "comment" in name.lower()]
        assert notes
        added = "".join(archive.read(name).decode("utf-8", "ignore") for name in notes)
    assert secrets(added) == []


def test_an_error_of_ours_quotes_no_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault while the form is read: what is printed says where, without what the cells held."""
    from mhaudit.loader import body

    path = WRITERS["xlsx"](tmp_path, private_form())

    def broken(*cells_: object, **_: object) -> str:
        raise ValueError(f"cannot read {cells_}")

    monkeypatch.setattr(body, "_kind", broken)
    monkeypatch.delenv("MHAUDIT_DEBUG", raising=False)
    code = main(["check", str(path), *TERM])
    shown = capsys.readouterr()
    assert code not in {0, 1}
    assert secrets(shown.out + shown.err) == []


@pytest.mark.parametrize(
    "heading",
    [
        "身份证号", "身 份 证 号", "居民身份证号码", "学生身份证件号", "证件号码", "量表得分", "SCL-90得分",
        "PHQ-9总分",
        "MHT分数", "测评结果", "心理测评得分", "筛查结果", "普查等级", "抑郁得分", "预警等级", "预警级别", "风险等级",
        "危机等级", "诊断", "医院诊断", "既往病史", "服药情况", "是否用药", "自伤行为", "自杀意念", "重点关注学生名单",
        "高关怀学生", "高关怀学生姓名", "家庭住址", "家庭地址", "家长电话", "家长联系方式", "监护人电话", "母亲电话",
        "咨询记录", "个案记录",
    ],
)  # fmt: skip
def test_a_private_heading(heading: str) -> None:
    assert is_private(heading, "committee")
    assert is_private(f"学生信息 {heading}", "committee")


@pytest.mark.parametrize(
    "heading",
    [
        "高关怀学生人数", "重点关注学生数", "是否建立预警机制", "测评人数", "普查时间", "参测人数", "心理危机干预预案",
        "咨询室面积", "教学诊断", "建档人数", "风险评估制度", "家长学校", "家长会次数", "评估结果等次",
    ],
)  # fmt: skip
def test_a_heading_about_numbers_or_documents_is_not_private(heading: str) -> None:
    """Counts and documents tell nothing of one child."""
    assert not is_private(heading, "records")
