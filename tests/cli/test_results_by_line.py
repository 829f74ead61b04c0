"""What `--format ndjson` wrote serves `rank`, `diff` and `--baseline` as the document does."""

import json
from pathlib import Path

import pytest

from mhaudit.cli import main
from mhaudit.reports.result_file import read_results

DISTRICT = str(Path(__file__).parents[2] / "sample_data" / "district.xlsx")
FAULTY = str(Path(__file__).parents[2] / "sample_data" / "faulty_school.xlsx")


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    folder = tmp_path_factory.mktemp("audited")
    outputs = (f"json={folder / 'a.json'}", f"ndjson={folder / 'a.ndjson'}")
    packs = ("--rules", "nanchang", "--rules", "national")
    formats = (word for each in outputs for word in ("--format", each))
    main(["check", DISTRICT, *packs, *formats, "--quiet"])
    return folder


@pytest.fixture
def by_line(audited, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MHAUDIT_LANG", "zh")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.ndjson"
    path.write_bytes((audited / "a.ndjson").read_bytes())
    capsys.readouterr()
    return path


def lines(path):
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def test_both_hold_the_same(audited):
    (document,), (by_line,) = (
        read_results(audited / f"a.{end}", "zh") for end in ("json", "ndjson")
    )
    for one, other in zip(
        (*document.schools, *document.districts),
        (*by_line.schools, *by_line.districts),
        strict=True,
    ):
        assert one.findings() == other.findings()
        assert (one.kind, one.name, one.code, one.district, one.standing, one.kinds) == (
            other.kind, other.name, other.code, other.district, other.standing, other.kinds
        )  # fmt: skip
        assert one.contradicted == other.contradicted
    assert len(by_line.schools) == 12
    assert by_line.districts
    for key in ("audited_at", "terms", "packs", "unreadable", "findings", "language"):
        assert getattr(document, key) == getattr(by_line, key)


@pytest.mark.parametrize("options", [["--top", "12"], ["--sample", "4", "--seed", "2024-12-01"]])
def test_rank(audited, by_line, capsys, options):
    assert main(["rank", str(audited / "a.json"), *options, "--format", "json"]) == 0
    expected = capsys.readouterr().out
    assert main(["rank", by_line.name, *options, "--format", "json"]) == 0
    assert capsys.readouterr().out == expected


def test_diff_of_both(audited, by_line, capsys):
    assert main(["diff", str(audited / "a.json"), by_line.name, "--format", "json"]) == 0
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert summary["new"] == 0
    assert summary["fixed"] == 0


def test_baseline(tmp_path, monkeypatch, capsys):
    """Everything that fails is known; without the baseline the run fails."""
    monkeypatch.chdir(tmp_path)
    assert main(["check", FAULTY, "--format", "ndjson=old.ndjson", "--quiet"]) == 1
    assert main(["check", FAULTY, "--baseline", "old.ndjson", "--quiet"]) == 0


def test_the_baseline_is_not_overwritten(by_line, capsys):
    before = by_line.read_bytes()
    name = by_line.name
    assert main(["check", FAULTY, "--baseline", name, "--format", f"ndjson={name}"]) == 2
    assert by_line.read_bytes() == before


CUT = "a.ndjson\uff1a缺少最后一行（“type”为 end），文件没有写完"


def refused(path, capsys):
    assert main(["rank", path.name]) == 2
    first = capsys.readouterr().err.splitlines()[0]
    assert first.startswith("错误")
    return first[len("错误:") :]


def test_a_file_that_was_cut_off(by_line, capsys):
    """Between two lines, and within one."""
    whole = lines(by_line)
    by_line.write_text("".join(whole[:-1]), encoding="utf-8")
    assert refused(by_line, capsys) == CUT
    by_line.write_text("".join(whole[:4]) + whole[4][:100], encoding="utf-8")
    assert refused(by_line, capsys) == CUT


def test_a_line_that_was_edited(by_line, capsys):
    whole = lines(by_line)
    school = json.loads(whole[2])
    school["findings"][3]["verdict"] = "perhaps"
    whole[2] = json.dumps(school, ensure_ascii=False) + "\n"
    by_line.write_text("".join(whole), encoding="utf-8")
    assert refused(by_line, capsys) == (
        "a.ndjson:3: school.findings[3].verdict\uff1a值不对；不是完整的 mhaudit 结果"
    )


def test_a_line_that_is_no_json(by_line, capsys):
    whole = lines(by_line)
    whole[2] = "{'type': 'school'}\n"
    by_line.write_text("".join(whole), encoding="utf-8")
    assert refused(by_line, capsys) == "a.ndjson:3\uff1a值不对；不是完整的 mhaudit 结果"


def test_another_version(by_line, capsys):
    text = by_line.read_text(encoding="utf-8").replace("mhaudit-ndjson/1", "mhaudit-ndjson/2", 1)
    by_line.write_text(text, encoding="utf-8")
    assert refused(by_line, capsys) == (
        "a.ndjson\uff1a结果的版本是 mhaudit-ndjson/2，本程序只读 mhaudit-ndjson/1"
    )
