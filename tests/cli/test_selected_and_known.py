"""`--select`, `--ignore` and `--baseline` on real forms: verdicts, standing, checklists, exit codes."""

import json
from pathlib import Path

import pytest

from mhaudit.cli import main

SAMPLES = Path(__file__).parents[2] / "sample_data"
FAULTY = str(SAMPLES / "faulty_school.xlsx")
CLEAN = str(SAMPLES / "clean_school.xlsx")


@pytest.fixture(autouse=True)
def _plain(monkeypatch, tmp_path):
    monkeypatch.setenv("MHAUDIT_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)


def audited(*options):
    code = main(["check", *options, "--format", "json=out.json", "--quiet"])
    return code, json.loads(Path("out.json").read_text(encoding="utf-8"))


def test_only_what_is_selected_is_judged_and_the_result_says_so(capsys):
    code, found = audited(FAULTY, "--select", "NC101,NC103", "--fail-on", "error")
    assert code == 0
    (school,) = found["schools"]
    assert {finding["rule"] for finding in school["findings"]} == {"NC101", "NC103"}
    assert school["standing"] == "warning"  # NC101, a principle
    assert found["selection"]["select"] == ["NC101", "NC103"]
    assert found["selection"]["judged"] == ["NC101", "NC103"]
    assert "NC102" in found["selection"]["left_out"]
    assert "按 --select、--ignore 只判定 2 条规则,未判定:NC102、NC104" in capsys.readouterr().out


def test_no_checklist_item_passes_by_what_was_not_judged():
    _, found = audited(CLEAN, "--ignore", "NC104", "--ignore", "NC601")
    (checklist,) = found["schools"][0]["checklists"]
    states = {item["item"]: item["state"] for item in checklist["items"]}
    assert states["师资队伍"] == "unknown"  # NC101 and NC102 pass, NC104 was not judged
    assert states["家校合作"] == "unknown"
    assert states["心理课"] == "pass"
    assert checklist["core"] == {"pass": 6, "of": 8}


def test_what_fails_still_fails_in_a_checklist():
    _, whole = audited(FAULTY)
    _, part = audited(FAULTY, "--ignore", "NC106")
    for found in (whole, part):
        (checklist,) = found["schools"][0]["checklists"]
        states = {item["item"]: item["state"] for item in checklist["items"]}
        assert states["教师待遇"] == "fail"  # NC105


def test_unknown_names_are_errors_before_anything_is_read(capsys):
    assert main(["check", FAULTY, "--select", "stafing"]) == 2
    assert "是不是 staffing?" in capsys.readouterr().err
    assert main(["check", "missing.xlsx", "--ignore", "NC999"]) == 2


def test_a_waiver_of_a_rule_left_out_is_no_issue(tmp_path):
    Path("waivers.yaml").write_text(
        "- {rule: NC101, school: 南昌市栖澜中学, reason: r, document: d, approver: a, from: 2024-09-01, "
        "until: 2025-08-31}\n",
        encoding="utf-8",
    )
    _, found = audited(FAULTY, "--ignore", "NC101", "--waivers", "waivers.yaml")
    assert not [i for i in found["data_issues"] if i["code"] in ("D421", "D422")]


# --- the baseline


def test_what_is_known_does_not_fail_the_run(capsys):
    assert main(["check", FAULTY, "--format", "json=old.json", "--quiet"]) == 1
    code, found = audited(FAULTY, "--baseline", "old.json")
    assert code == 0
    failed = [f for f in found["schools"][0]["findings"] if f["verdict"] == "fail"]
    assert failed
    assert all(finding["known"] for finding in failed)
    assert found["baseline"]["path"] == "old.json"
    assert found["baseline"]["new"] == {"fail": 0, "unknown": 0}
    assert found["baseline"]["known"]["fail"] == len(failed)
    assert f"不达标 新增 0 条、已知 {len(failed)} 条" in capsys.readouterr().out


def test_what_is_new_fails_the_run_and_is_told_apart(capsys):
    assert main(["check", FAULTY, "--ignore", "NC301", "--format", "json=old.json", "--quiet"]) == 1
    code, found = audited(FAULTY, "--baseline", "old.json")
    assert code == 1
    failed = [f for f in found["schools"][0]["findings"] if f["verdict"] == "fail"]
    assert {f["rule"] for f in failed if not f["known"]} == {"NC301"}
    assert found["baseline"]["new"]["fail"] == 1
    assert main(["check", FAULTY, "--baseline", "old.json"]) == 1
    shown = capsys.readouterr().out
    assert "(已知)" in shown
    assert "主题班团队会:八年级\n" in shown


@pytest.mark.parametrize(
    ("level", "code"), [("error", 1), ("warning", 1), ("note", 1), ("unknown", 1), ("never", 0)]
)
def test_fail_on_counts_only_what_is_new(level, code):
    main(["check", FAULTY, "--format", "json=old.json", "--quiet"])
    main(["check", FAULTY, "--ignore", "NC301", "--format", "json=part.json", "--quiet"])
    options = ["--fail-on", level, "--quiet"]
    assert main(["check", FAULTY, "--baseline", "old.json", *options]) == 0
    assert main(["check", FAULTY, "--baseline", "part.json", *options]) == code


def test_the_failures_of_another_school_are_new():
    main(["check", CLEAN, "--format", "json=old.json", "--quiet"])
    assert audited(FAULTY, "--baseline", "old.json")[0] == 1


def test_a_waived_failure_whose_waiver_ended_is_new():
    """Known is only what failed then."""
    Path("waivers.yaml").write_text(
        "- {rule: NC301, school: 南昌市栖澜中学, reason: r, document: d, approver: a, from: 2024-09-01, "
        "until: 2025-08-31}\n",
        encoding="utf-8",
    )
    main(["check", FAULTY, "--waivers", "waivers.yaml", "--format", "json=old.json", "--quiet"])
    _, found = audited(FAULTY, "--baseline", "old.json")
    assert found["baseline"]["new"]["fail"] == 1


def test_an_unreadable_input_is_incomplete_whatever_is_known():
    """DESIGN §8: 3 outranks 1."""
    messy = str(SAMPLES / "messy")
    main(["check", messy, "--format", "json=old.json", "--quiet"])
    assert main(["check", messy, "--baseline", "old.json", "--quiet"]) == 3


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.json", None, "无法读取"),
        ("a.json", "{", "不是完整的 JSON"),
        ("a.json", "{}", "a.json"),
        ("a.json", '{"schema": "mhaudit/9"}', "mhaudit/9"),
        ("a.xlsx", "PK", "JSON"),
    ],
)
def test_a_baseline_that_is_none(name, content, said, capsys):
    if content is not None:
        Path(name).write_text(content, encoding="utf-8")
    assert main(["check", FAULTY, "--baseline", name]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "建议" in told


def test_the_baseline_is_not_written_over(capsys):
    main(["check", FAULTY, "--format", "json=old.json", "--quiet"])
    before = Path("old.json").read_bytes()
    for option in ("--format=json=old.json", "-oold.json"):
        assert main(["check", FAULTY, "--baseline", "old.json", option]) == 2
        assert "old.json 是要检查的文件" in capsys.readouterr().err
    assert Path("old.json").read_bytes() == before


def test_both_languages_know_each_other():
    main(["check", FAULTY, "--format", "json=old.json", "--quiet", "--lang", "en"])
    assert audited(FAULTY, "--baseline", "old.json")[0] == 0
