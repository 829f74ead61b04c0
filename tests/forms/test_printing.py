"""Every workbook that is written opens in LibreOffice without repair and prints on sensible pages, nothing cut."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from mhaudit.cli import main

SAMPLES = Path(__file__).parents[2] / "sample_data"
TOOLS = [tool for tool in ("soffice", "pdftotext", "pdfinfo") if shutil.which(tool) is None]

pytestmark = pytest.mark.skipif(bool(TOOLS), reason=f"not installed: {', '.join(TOOLS)}")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Name of each workbook → its sheets, pages and text; all are converted by one LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    district, faulty = SAMPLES / "district.xlsx", SAMPLES / "faulty_school.xlsx"
    for lang in ("zh", "en"):
        tail = ["--lang", lang]
        report = folder / f"report-{lang}.xlsx"
        main(["check", str(district), "-q", "--excel", str(report), *tail])
        main(["check", str(faulty), "-q", "--split-by", "school", "-o", str(folder / lang), *tail])
        (part,) = (folder / lang).glob("*中学_*.xlsx")
        part.rename(folder / f"school-{lang}.xlsx")
        main(["annotate", str(faulty), "-o", str(folder / lang), *tail])
        (folder / lang / "faulty_school.xlsx").rename(folder / f"marked-{lang}.xlsx")
        classes = ["--kind", "初级中学", "--classes", "7:6,8:6,9:5"]
        main(["template", str(folder / f"form-{lang}.xlsx"), *classes, *tail])
        main(["template", str(folder / f"forms-{lang}.xlsx"), "--district", *tail])
        results = [str(folder / f"{name}-{lang}.json") for name in ("old", "new")]
        for source, result in zip((SAMPLES / "clean_school.xlsx", faulty), results, strict=True):
            main(["check", str(source), "--format", "json", "-o", result, *tail])
        changes = ["--excel", str(folder / f"changes-{lang}.xlsx"), "--ledger", str(report)]
        main(["diff", *results, *changes, *tail])
    books = sorted(folder.glob("*.xlsx"))
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, books)]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return {book.stem: _printed(book) for book in books}


def _printed(book):
    pdf = book.with_suffix(".pdf")
    info = _said("pdfinfo", pdf)
    pages = int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages:")))
    return openpyxl.load_workbook(book).sheetnames, pages, _said("pdftotext", pdf, "-")


def _said(*command):
    return subprocess.run(list(map(str, command)), check=True, capture_output=True).stdout.decode()


# Pages at least and at most: fonts differ between machines.
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "fewest", "most"),
    [
        ("report", 8, 16),
        ("school", 8, 14),
        ("marked", 9, 16),
        ("form", 8, 18),
        ("forms", 8, 24),
        ("changes", 7, 14),
    ],
)
def test_it_prints_on_sensible_pages(printed, name, lang, fewest, most):
    _, pages, text = printed[f"{name}-{lang}"]
    assert fewest <= pages <= most
    assert "###" not in text
    assert "Err:" not in text
    assert "#NAME?" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["report", "school", "changes"])
def test_every_sheet_is_printed_under_its_name(printed, name, lang):
    """The name of each sheet stands in its footer."""
    sheets, _, text = printed[f"{name}-{lang}"]
    assert [sheet for sheet in sheets if sheet not in text] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_is_printed_with_its_title(printed, lang):
    for name in ("form", "forms"):
        text = printed[f"{name}-{lang}"][2]
        for title in ("学校基本情况表", "班级基本情况表", "课程开设情况表"):
            assert title in text
