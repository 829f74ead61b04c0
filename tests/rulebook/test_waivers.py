"""Waivers (R132): only a failure is waived, only in its scope and its time, and nothing is waived in silence."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

import mhaudit
from mhaudit.cli import main
from mhaudit.config import Config
from mhaudit.config.read import read_config
from mhaudit.engine.judge import example_judge
from mhaudit.errors import RuleFileError, UsageError
from mhaudit.findings import Verdict
from mhaudit.rulebook.lint import lint
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
    assert finding.waiver == "校舍改造(例教字〔2024〕9号;例县教育局 批准;有效至 2025-01-31,含当日)"
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


REST_OF_D422 = (
    "只有不达标才能豁免,达标、无法判定和不适用都不能;"
    "核对规则编号、学校名称(或标识码)、年级、班级和学期,已经达标的可删去"
)


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        (f"rule: NC601, grade: G7, school: {SCHOOL}", ""),  # the school is in the audit
        ("rule: NC503, school: 南昌市栖阑中学", f"本次检查中没有这所学校,名称相近的有:{SCHOOL}。"),
        ("rule: NC503, school: 3436999020", "本次检查中没有这所学校,名称相近的有:3436999002。"),
        ("rule: NC503, school: 育新小学", "本次检查中没有这所学校。"),
    ],
)
def test_a_waiver_that_matches_nothing_says_what_can_be_waived_and_which_school_is_like_it(
    tmp_path, scope, told
):
    """A likeness is only suggested: nothing is waived by it."""
    result = audited(write(tmp_path, scope))
    assert [issue.suggestion for issue in result.data_issues] == [told + REST_OF_D422]
    assert Verdict.WAIVED not in [each.verdict for each in result.schools[0].findings]


def test_the_same_in_english(tmp_path):
    result = audited(write(tmp_path, "rule: NC503, school: 南昌市栖阑中学"), lang="en")
    (issue,) = result.data_issues
    assert issue.suggestion == (
        f"This school is not in the audit; names like it: {SCHOOL}. Only a failure can be waived, not what passes, "
        "cannot be judged or does not apply; check the rule, the school's name or code, grade, class and term, and "
        "remove the waiver if the rule passes"
    )


def test_a_waiver_out_of_time_names_the_day_of_the_audit(tmp_path):
    path = write(
        tmp_path, f"rule: NC503, school: {SCHOOL}", rest=REST.replace("2025-01-31", "2024-12-31")
    )
    (issue,) = audited(path).data_issues
    assert issue.message == (
        "豁免不在有效期内(2024-09-01 至 2024-12-31,含首尾两天;本次检查以 2025-01-31 为准):"
        f"{SCHOOL} NC503(例教字〔2024〕9号,第 1 行),该项仍按不达标计"
    )


def test_brackets_and_spaces_of_a_school_s_name_do_not_matter(tmp_path):
    (waiver,) = load_waivers(
        [write(tmp_path, "rule: NC503, school: 南昌市 育新学校\uff08东校区\uff09")], BOOK, "zh"
    )
    assert waiver.school == "南昌市育新学校(东校区)"


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
        load_waivers([path], BOOK, "zh")
    assert caught.value.problems[0].text().endswith(told)
    assert len(caught.value.problems) == 1


def test_all_faults_at_once(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text("- {rule: NC101}\n- {rule: NC102}\n", encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_waivers([path], BOOK, "zh")
    assert len(caught.value.problems) == 12
    path.write_text("rule: NC101\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match="此处应为列表"):
        load_waivers([path], BOOK, "zh")
    with pytest.raises(UsageError):
        load_waivers([tmp_path / "nowhere.yaml"], BOOK, "zh")


def test_the_command(tmp_path, capsys):
    path = write(tmp_path, f"rule: NC503, school: {SCHOOL}")
    arguments = ["check", str(FAULTY), "--term", "2024-2025-1", "--lang", "zh", "--verbose"]
    assert main([*arguments, "--waivers", str(path)]) == 1
    assert "例教字〔2024〕9号" in capsys.readouterr().out
    assert main([*arguments, "--waivers", str(tmp_path / "nowhere.yaml")]) == 2


# --- files of waivers named by the configuration


def configured(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "mhaudit.toml"
    path.write_text(text, encoding="utf-8")
    return read_config(path)


def test_the_configuration_names_files_of_waivers(tmp_path):
    write(tmp_path, f"rule: NC503, school: {SCHOOL}")
    (tmp_path / "more.yaml").write_text(
        f"- {{rule: NC505, school: {SCHOOL}, {REST}}}\n", encoding="utf-8"
    )
    config = configured(tmp_path, 'waivers = ["waivers.yaml", "more.yaml"]')
    result = mhaudit.audit([FAULTY], term="2024-2025-1", config=config)
    assert verdicts(result, "NC503") == [Verdict.WAIVED]
    assert codes(result) == ([] if Verdict.WAIVED in verdicts(result, "NC505") else ["D422"])


def test_the_option_takes_the_place_of_the_configuration(tmp_path):
    write(tmp_path, f"rule: NC503, school: {SCHOOL}")
    config = configured(tmp_path, 'waivers = ["waivers.yaml"]')
    other = tmp_path / "none.yaml"
    other.write_text("[]", encoding="utf-8")
    result = mhaudit.audit([FAULTY], term="2024-2025-1", config=config, waivers=other)
    assert verdicts(result, "NC503") == [Verdict.FAIL]


def test_faults_of_several_files_are_told_together(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(f"- {{rule: NC999, school: x, {REST}}}\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("- {rule", encoding="utf-8")
    config = configured(tmp_path, 'waivers = ["a.yaml", "b.yaml", "c.yaml"]')
    with pytest.raises(RuleFileError) as caught:
        mhaudit.audit([FAULTY], config=config)
    assert len(caught.value.problems) == 3


# --- `rules lint` checks them too


COLON = "\uff1a"
GOOD = f"rule: NC503, school: {SCHOOL}, {REST}"


def linted(tmp_path, text, *packs, language="zh", today=dt.date(2024, 12, 1)):
    path = tmp_path / "w.yaml"
    path.write_text(text, encoding="utf-8")
    found = lint([*packs, path], example_judge, language, today)
    return [
        (each.problem.text().removeprefix(f"{path}:"), each.problem.hint, each.error)
        for each in found
    ]


def test_a_file_of_waivers_in_order_is_clean(tmp_path):
    assert linted(tmp_path, f"# 豁免清单\n- {{{GOOD}}}\n") == []


LINT = {
    "misspelt key": (
        GOOD.replace("reason", "raeson"), "raeson", "不认识的键“raeson”", "是不是“reason”?", True),
    "misspelt rule": (GOOD.replace("NC503", "NC5O3"), "NC5O3", "rule: 没有规则“NC5O3”", "是不是“NC503”?", True),
    "small letters": (GOOD.replace("NC503", "nc503"), "nc503", "rule: 没有规则“nc503”", "是不是“NC503”?", True),
    "misspelt term": (
        GOOD + ", term: 2024-2025-l", "2024-2025-l", "term: “2024-2025-l”不是学期或学年",
        "学期写作 2024-2025-1,学年写作 2024-2025", True),
    "from after until": (
        GOOD.replace("2024-09-01", "2025-09-01"), "2025-09-01", "from: from 晚于 until",
        "请核对批准文件上的起止日期", True),
    "no reason": (GOOD.replace("reason: 校舍改造, ", ""), "{", "缺少“reason”", "请补上这一项", True),
    "no approver": (GOOD.replace("approver: 例县教育局, ", ""), "{", "缺少“approver”", "请补上这一项", True),
    "no document": (GOOD.replace("document: 例教字〔2024〕9号, ", ""), "{", "缺少“document”", "请补上这一项", True),
    "a document without a number": (
        GOOD.replace("例教字〔2024〕9号", "县教育局的批复"), "县教育局的批复", "document: “县教育局的批复”里没有文号",
        "请写批准文件的文号,例如 例教字〔2024〕9号", False),
    "a blank reason": (GOOD.replace("校舍改造", "' '"), "' '", "reason: 不能为空", "请写上内容,或删去这一项", True),
    "a date that is none": (
        GOOD.replace("2025-01-31", "2025.1.31"), "2025.1.31", "until: “2025.1.31”不是日期",
        "是不是“2025-01-31”?", True),
    "expired": (
        GOOD.replace("2025-01-31", "2024-11-30"), "2024-11-30", "until: 豁免已于 2024-11-30 到期:此后的检查按不达标计",
        "整改后删去这一条;续批的请写上新的文件和日期", False),
    "a rule that is off": (
        GOOD.replace("NC503", "CN103"), "CN103", "rule: 规则 CN103 已停用,豁免没有对象", "请删去这一条", False),
    "a target for districts": (
        GOOD.replace("NC503", "CN105"), "CN105", "rule: 规则 CN105 是对地区的要求,不能豁免一所学校",
        "请删去这一条", False),
    "a grade of a rule for schools": (
        GOOD + ", grade: G7", "G7", "grade: 规则 NC503 不按年级判定,这一条豁免不了什么",
        "请删去这个键:规则不按它判定,豁免整所学校即可", False),
    "a class of a rule for grades": (
        GOOD.replace("NC503", "NC301") + ", class: 3", "3}", "class: 规则 NC301 不按班级判定,这一条豁免不了什么",
        "请删去这个键:规则不按它判定,豁免整所学校即可", False),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "at", "message", "hint", "error"), LINT.values(), ids=LINT)
def test_lint_names_the_line_and_the_remedy(tmp_path, entry, at, message, hint, error):
    text = f"- {{{entry}}}"
    found = linted(tmp_path, f"{text}\n")
    assert (f"1:{text.index(at) + 1}: {message}", hint, error) in found
    assert len(found) == 1


def test_the_last_day_is_not_yet_expired(tmp_path):
    text = f"- {{{GOOD}}}\n"
    assert linted(tmp_path, text, today=dt.date(2025, 1, 31)) == []
    assert len(linted(tmp_path, text, today=dt.date(2025, 2, 1))) == 1


def test_a_waiver_written_twice(tmp_path):
    later = GOOD.replace("2024-09-01", "2025-01-31").replace(
        "until: 2025-01-31", "until: 2025-08-31"
    )
    assert linted(tmp_path, f"- {{{GOOD}}}\n- {{{later}}}\n") == [
        ("2:10: rule: 与第 1 行的豁免相同(范围和日期重叠)", "请删去其中一条", False)
    ]
    after = later.replace("from: 2025-01-31", "from: 2025-02-01")
    assert linted(tmp_path, f"- {{{GOOD}}}\n- {{{after}}}\n") == []


def test_what_is_no_yaml_is_told_too(tmp_path):
    text = f"- rule{COLON} NC503\n  school: x\n"
    assert linted(tmp_path, text)[0][2] is True


def test_rules_of_the_packs_beside_it_are_known(tmp_path):
    text = f"- {{{GOOD.replace('NC503', 'EX101')}}}\n"
    assert linted(tmp_path, text, "nanchang")[0][0] == "1:10: rule: 没有规则“EX101”"
    assert linted(tmp_path, text, "example-county") == []


def test_the_lint_command_takes_waivers(tmp_path, capsys):
    path = tmp_path / "w.yaml"
    path.write_text(f"- {{{GOOD.replace('NC503', 'NC5O3')}}}\n", encoding="utf-8")
    assert main(["rules", "lint", str(path), "--lang", "en"]) == 1
    assert "there is no" not in capsys.readouterr().err
    assert main(["rules", "lint", str(path), "--lang", "en"]) == 1
    assert "unknown rule 'NC5O3'\n  help: did you mean 'NC503'?" in capsys.readouterr().out


# --- a waived failure is seen in every report, and an expired one is a failure in all


def test_the_console_counts_and_lists_it(tmp_path, capsys):
    path = write(tmp_path, f"rule: NC503, school: {SCHOOL}")
    main(["check", str(FAULTY), "--term", "2024-2025-1", "--lang", "zh", "--waivers", str(path)])
    out = capsys.readouterr().out
    assert "已豁免(1 条)" in out
    assert (
        "豁免:校舍改造(例教字〔2024〕9号;例县教育局 批准;有效至 2025-01-31,含当日)"
        in out.replace(COLON, ":")
    )
    assert "已豁免 1" in out


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("json", "例教字〔2024〕9号"),
        ("ndjson", "例教字〔2024〕9号"),
        ("csv", "例教字〔2024〕9号"),
        ("junit", "例教字〔2024〕9号"),
        ("sarif", "例教字〔2024〕9号"),
        ("markdown", "| 已豁免 | 1 |"),
    ],
)
def test_every_format_shows_it(tmp_path, capsys, name, shown):
    path = write(tmp_path, f"rule: NC503, school: {SCHOOL}")
    target = tmp_path / "out"
    arguments = ["check", str(FAULTY), "--term", "2024-2025-1", "--lang", "zh"]
    main([*arguments, "--waivers", str(path), "--format", name, "-o", str(target)])
    text = target.read_text(encoding="utf-8")
    assert shown in text


def test_the_workbook_shows_it(tmp_path):
    path, target = write(tmp_path, f"rule: NC503, school: {SCHOOL}"), tmp_path / "out.xlsx"
    arguments = ["check", str(FAULTY), "--term", "2024-2025-1", "--lang", "zh"]
    main([*arguments, "--waivers", str(path), "--excel", str(target)])
    book = load_workbook(target)
    cells = [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if "例教字〔2024〕9号" in str(cell.value)
    ]
    assert cells
    overview = [cell.value for row in book["总览"].iter_rows() for cell in row]
    assert "○ 已豁免" in overview


def test_one_cell_per_school_too(tmp_path):
    path, folder = write(tmp_path, f"rule: NC503, school: {SCHOOL}"), tmp_path / "split"
    arguments = ["check", str(FAULTY), "--term", "2024-2025-1", "--lang", "zh"]
    main([*arguments, "--waivers", str(path), "--split-by", "school", "-o", str(folder)])
    (target,) = folder.glob(f"**/{SCHOOL}*.xlsx")
    texts = [str(c.value) for s in load_workbook(target) for row in s.iter_rows() for c in row]
    assert any("例教字〔2024〕9号" in text for text in texts)
