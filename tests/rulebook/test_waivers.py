"""Waivers (R132): only a failure is waived, only in its scope and its time, and nothing is waived in silence."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import mhaudit
from mhaudit.cli import main
from mhaudit.config import Config
from mhaudit.errors import RuleFileError, UsageError
from mhaudit.findings import Verdict
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.waivers import load_waivers

FAULTY = Path(__file__).parents[2] / "sample_data/faulty_school.xlsx"
SCHOOL = "南昌市栖澜中学"
REST = "reason: 校舍改造, document: 例教字〔2024〕9号, approver: 例县教育局, from: 2024-09-01, until: 2025-01-31"
BOOK = load_rulebook(["nanchang"])


def write(tmp_path: Path, *scopes: str, rest: str = REST) -> Path:
    path = tmp_path / "waivers.yaml"
    path.write_text("".join(f"- {{{scope}, {rest}}}\n" for scope in scopes), encoding="utf-8")
    return path


def audited(path: Path, **options):
    return mhaudit.audit([FAULTY], term="2024-2025-1", config=Config(), waivers=path, **options)


def verdicts(result, rule):
    return [finding.verdict for finding in result.schools[0].findings if finding.rule == rule]


def codes(result):
    return [issue.code for issue in result.data_issues]


def test_a_waived_failure_stays_visible_and_fails_nobody(tmp_path):
    result = audited(write(tmp_path, f"rule: NC503, school: {SCHOOL}"))
    (finding,) = (each for each in result.schools[0].findings if each.rule == "NC503")
    assert finding.verdict is Verdict.WAIVED
    assert finding.waiver == "校舍改造(例教字〔2024〕9号;例县教育局 批准;至 2025-01-31)"
    assert codes(result) == []
    items = {item.item: item.state for item in result.schools[0].checklists[0].extra}
    assert items["绿色转介通道"] is Verdict.WAIVED


def test_a_waived_failure_is_out_of_the_pass_rate(tmp_path):
    packs = ["nanchang", "jiangxi", "national"]
    path = write(tmp_path, f"rule: NC503, school: {SCHOOL}")
    after = json.loads(audited(path, rules=packs).to_json())["summary"]
    path.write_text("[]", encoding="utf-8")
    before = json.loads(audited(path, rules=packs).to_json())["summary"]
    assert (before["waived"], after["waived"]) == (0, 1)
    assert after["fail"] == before["fail"] - 1
    assert after["pass"] == before["pass"] > 0
    assert after["pass_rate"] > before["pass_rate"] > 0


def test_the_school_s_code_will_do(tmp_path):
    result = audited(write(tmp_path, "rule: NC503, school: 3436999002"))
    assert verdicts(result, "NC503") == [Verdict.WAIVED]


@pytest.mark.parametrize(
    ("scope", "waived"),
    [
        ("rule: NC401", 3),
        ("rule: NC401, grade: G7", 1),
        ("rule: NC401, grade: G7, class: 3", 1),
        ("rule: NC401, grade: G7, class: 1", 0),  # that class passes
        ("rule: NC301, term: 2024-2025-1", 1),
        ("rule: NC301, term: 2024-2025-2", 0),  # not audited
        ("rule: NC503, term: 2024-2025-1", 1),
    ],
)
def test_scope(tmp_path, scope, waived):
    rule = scope[6:11]
    result = audited(write(tmp_path, f"{scope}, school: {SCHOOL}"))
    assert verdicts(result, rule).count(Verdict.WAIVED) == waived
    assert codes(result) == ([] if waived else ["D422"])


@pytest.mark.parametrize(
    ("since", "until", "waived", "told"),
    [
        ("2024-09-01", "2025-01-31", True, ""),
        ("2025-01-31", "2025-01-31", True, ""),  # the day of the audit, both ends included
        ("2024-09-01", "2025-01-30", False, "(豁免已于 2025-01-30 到期:例教字)"),
        ("2025-02-01", "2025-08-31", False, "(豁免自 2025-02-01 起才有效:例教字)"),
    ],
)
def test_a_waiver_out_of_its_time_is_a_real_failure_and_says_so(
    tmp_path, since, until, waived, told
):
    rest = f"reason: r, document: 例教字, approver: a, from: {since}, until: {until}"
    result = audited(write(tmp_path, f"rule: NC503, school: {SCHOOL}", rest=rest))
    (finding,) = (each for each in result.schools[0].findings if each.rule == "NC503")
    assert (finding.verdict is Verdict.WAIVED) == waived
    assert finding.message.endswith(told)
    assert codes(result) == ([] if waived else ["D421"])


def test_the_day_of_the_audit_may_be_given(tmp_path):
    path = write(
        tmp_path, f"rule: NC503, school: {SCHOOL}", rest=REST.replace("2025-01-31", "2024-12-31")
    )
    assert verdicts(audited(path), "NC503") == [Verdict.FAIL]
    assert verdicts(audited(path, as_of=dt.date(2024, 12, 31)), "NC503") == [Verdict.WAIVED]


@pytest.mark.parametrize(
    "scope", [f"rule: NC101, school: {SCHOOL}附小", f"rule: NC601, grade: G7, school: {SCHOOL}"]
)
def test_a_waiver_that_matches_nothing_is_reported(tmp_path, scope):
    assert codes(audited(write(tmp_path, scope))) == ["D422"]


def test_what_is_unknown_or_passes_is_not_waived(tmp_path):
    plain = mhaudit.audit([FAULTY], term="2024-2025-1", config=Config())
    result = audited(write(tmp_path, f"rule: NC203, school: {SCHOOL}"))
    for before, after in zip(verdicts(plain, "NC203"), verdicts(result, "NC203"), strict=True):
        assert after is (Verdict.WAIVED if before is Verdict.FAIL else before)


def test_a_waiver_of_a_rule_that_another_stands_for(tmp_path):
    """NC103 is judged as JX103 where both packs are loaded."""
    path = write(tmp_path, f"rule: NC103, school: {SCHOOL}")
    result = audited(path, rules=["nanchang", "jiangxi"])
    assert verdicts(result, "JX103") == [Verdict.WAIVED]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (f"rule: NC999, school: x, {REST}", "1:10: rule: 没有规则“NC999”"),
        (f"rule: NC101, {REST}", "1:3: 缺少“school”"),
        (f"rule: NC101, school: x, grade: 七年级, {REST}", "1:35: grade: 不认识的取值“七年级”"),
        (
            f"rule: NC101, school: x, term: 2024-2025, {REST}",
            "1:34: term: “2024-2025”不是学期或学年",
        ),
        (f"rule: NC101, shcool: x, school: x, {REST}", "1:17: 不认识的键“shcool”"),
        (f"rule: NC101, school: x, {REST.replace('2025-01-31', '2024-08-31')}", "from 晚于 until"),
        (
            f"rule: NC101, school: x, {REST.replace('2025-01-31', '2025-01-32')}",
            "“2025-01-32”不是日期",
        ),
    ],
)
def test_a_waiver_file_is_told_off_as_a_rule_file_is(tmp_path, entry, told):
    path = tmp_path / "w.yaml"
    path.write_text(f"- {{{entry}}}\n", encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_waivers(path, BOOK, "zh")
    assert caught.value.problems[0].text().endswith(told)
    assert len(caught.value.problems) == 1


def test_all_faults_at_once(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text("- {rule: NC101}\n- {rule: NC102}\n", encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_waivers(path, BOOK, "zh")
    assert len(caught.value.problems) == 12
    path.write_text("rule: NC101\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match="此处应为列表"):
        load_waivers(path, BOOK, "zh")
    with pytest.raises(UsageError):
        load_waivers(tmp_path / "nowhere.yaml", BOOK, "zh")


def test_the_command(tmp_path, capsys):
    path = write(tmp_path, f"rule: NC503, school: {SCHOOL}")
    arguments = ["check", str(FAULTY), "--term", "2024-2025-1", "--lang", "zh", "--verbose"]
    assert main([*arguments, "--waivers", str(path)]) == 1
    assert "例教字〔2024〕9号" in capsys.readouterr().out
    assert main([*arguments, "--waivers", str(tmp_path / "nowhere.yaml")]) == 2
