"""R149–R155, R140, R98: fingerprints, pass rate, standing, districts, order of what is reported."""

import json

import pytest

from mhaudit import audit

from .forms import (
    COMPLYING,
    FULL_TIME,
    ITEMS,
    JUNIOR,
    NAME,
    OTHER,
    PART_TIME,
    REPORTS,
    TERM,
    Sheets,
    activities,
    all_verdicts,
    csv_folder,
    district,
    finding,
    findings,
    form,
    school,
    verdict,
    with_school,
    workbook,
)

NOT_A_SCHOOL_THAT_IS_ASKED = form(kind="幼儿园", 班级=None, 班委=None, 课程=None)


def test_the_complying_form_complies(audited):
    """The form from which all other cases are made: every rule, every verdict."""
    assert all_verdicts(audited(form())) == COMPLYING


def test_R098_every_verdict_is_reported_in_order(audited):
    """R98: all findings, sorted by rule, then subject."""
    found = school(audited(form())).findings
    assert [f.rule for f in found] == sorted(f.rule for f in found)
    assert [f.subject.grade for f in found if f.rule == "NC301"] == ["G7", "G8", "G9"]
    assert [f.subject.period for f in found if f.rule == "NC504"] == [
        "2024-09/2024-10",
        "2024-11/2024-12",
    ]


def test_every_finding_quotes_its_clause(audited):
    """Promise 2: measured, required and the clause; the levels follow the strength."""
    levels = {"must": "error", "principle": "warning", "encouraged": "note"}
    for found in school(audited(form())).findings:
        assert found.source is not None
        assert found.source.quote
        assert found.level == levels[found.strength]
        assert found.message


# --- R149: fingerprints -------------------------------------------------------------------------------


def missing_grade(month: str) -> Sheets:
    """八年级 held nothing; the others did in `month`."""
    rows = [
        str(row).replace("2024-09", month).replace("2024-10", month).replace("2024-11", month)
        for row in activities("七年级", "九年级")
    ]
    return form(活动=rows)


def test_R149_a_fingerprint_survives_the_next_term(audited):
    """R149: the ordinal of the period inside the audit, not its date."""
    first = finding(audited(missing_grade("2024-09")), "NC301", grade="G8")
    later = audited(missing_grade("2025-09"), term="2025-2026-1")
    second = finding(later, "NC301", grade="G8")
    assert first.verdict == second.verdict == "fail"
    assert first.subject.term != second.subject.term
    assert first.fingerprint == second.fingerprint


def test_R149_a_fingerprint_survives_inserted_rows(audited):
    """DESIGN §7: rule + subject, not row numbers."""
    first = audited(form(students=1601))
    rows = ["陈静|女|否|||", "李波|男|否|||", FULL_TIME, PART_TIME]
    second = audited(form(students=1601, 教师=rows))
    for rule in ("NC101", "NC102"):
        assert finding(first, rule).fingerprint == finding(second, rule).fingerprint
    assert {f.fingerprint for f in findings(first, "NC105")} == {
        f.fingerprint for f in findings(second, "NC105")
    }


def test_R149_fingerprints_tell_findings_apart(audited):
    """DESIGN §7: grades, classes, terms, periods and schools are in it."""
    result = audited(district(form(), form(name=OTHER)), term="2024-2025")
    prints = [f.fingerprint for each in result.schools for f in each.findings]
    assert len(prints) == len(set(prints))


# --- R150: the pass rate ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheets", "rate"),
    [
        (form(), 1.0),
        # NC101–103, 105, 106, 201, 203, 301, 302, 501, 502, 503, 505 and 701 are judged: 14 rules
        (form(活动=activities("七年级", "八年级")), 12 / 14),
        (form(students=1601), 13 / 14),
        (form(班委=["七(1)班|孙小禾|男|心理委员"]), 1.0),
        (form(students=None), 1.0),
    ],
)
def test_R150_the_pass_rate_is_over_rule_and_school(audited, sheets, rate):
    """R150: a rule passes for a school if no subject of it fails and one passes; must and principle."""
    summary = json.loads(audited(sheets).to_json())["summary"]
    assert summary["pass_rate"] == pytest.approx(rate, abs=0.0006)


def test_R150_the_raw_counts_stand_beside_it(audited):
    """R150: one per finding."""
    summary = json.loads(audited(form()).to_json())["summary"]
    flat = [found for each in COMPLYING.values() for found in each]
    for name in ("pass", "fail", "unknown", "notapplicable", "waived", "error"):
        assert summary[name] == flat.count(name)
    assert summary["schools"] == 1


# --- R151: standing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheets", "standing"),
    [
        (form(), "pass"),
        (form(students=1601), "warning"),
        (form(活动=activities("七年级", "八年级")), "fail"),
        (form(students=1601, 活动=activities("七年级", "八年级")), "fail"),
        (form(记录=[ITEMS[0].replace("是", ""), *ITEMS[1:], *REPORTS]), "unknown"),
        (form(students=1601, 记录=[ITEMS[0].replace("是", ""), *ITEMS[1:], *REPORTS]), "warning"),
        (form(班委=["七(1)班|孙小禾|男|心理委员"]), "pass"),
        (form(班委=None), "pass"),
        (NOT_A_SCHOOL_THAT_IS_ASKED, "notapplicable"),
    ],
    ids=[
        "all well",
        "a principle fails",
        "a must fails",
        "both fail",
        "a must is unknown",
        "a principle fails and a must is unknown",
        "only what is encouraged fails",
        "only what is encouraged is unknown",
        "nothing applies",
    ],
)
def test_R151_standing(audited, sheets, standing):
    """DESIGN §7, R151: error-level fail, warning-level fail, unknown of either, else pass."""
    assert school(audited(sheets)).standing == standing


# --- R154, R155, R92: districts -----------------------------------------------------------------------


def test_R154_the_authority_is_no_district(audited):
    """R154: 主管部门/管理部门 = 南昌市教育局 → no district."""
    rows = ["学校名称|主管部门|办学类型|在校学生数", f"{NAME}|南昌市教育局|初级中学|1000"]
    assert school(audited(form() | {"学校": rows})).district is None


def test_R154_a_county_under_the_same_heading_is_one(audited):
    """vocabulary: 主管部门 may hold the county."""
    rows = ["学校名称|主管部门|办学类型|在校学生数", f"{NAME}|东湖区|初级中学|1000"]
    assert school(audited(form() | {"学校": rows})).district == "东湖区"


AREA_RULE = """\
group: area
title: 区域
title_en: Area
rules:
  - id: ZZ101
    name: counsellors-of-a-district
    title: 全区至少 3 名心理健康教育教师
    title_en: At least three counsellors in the district
    strength: area
    source: {document: target, clause: 一, quote: 全区至少3名}
    for_each: district
    require: {count: {of: teachers, where: {counsellor: true}, at_least: 3}}
    fix: 增配
    fix_en: Appoint more
    changes: [{date: 2024-07-17, what: 首次收录}]
    examples: []
"""


def test_R155_findings_about_a_district_stand_beside_the_schools(audited, tmp_path):
    """R155: level note, never in a school's standing."""
    pack = tmp_path / "area"
    pack.mkdir()
    head = "pack: area\nversion: 2024.1\ntitle: 区\ntitle_en: Area\n"
    document = "documents:\n  target: {title: 区域目标, issuer: 某局, date: 2024-01-01}\n"
    (pack / "pack.yaml").write_text(head + document, encoding="utf-8")
    (pack / "area.yaml").write_text(AREA_RULE, encoding="utf-8")
    some = form(students=700)
    none = form(name=OTHER, students=700, 教师=["陈静|女|否|||"])
    result = audited(district(some, none), rules=(pack,))
    (area,) = result.districts
    assert area.name == "东湖区"
    assert [(str(f.level), str(f.verdict), f.measured_text) for f in area.findings] == [
        ("note", "fail", "2")
    ]
    assert [each.findings for each in result.schools] == [(), ()]
    assert {each.standing for each in result.schools} == {"notapplicable"}


def test_R140_schools_stand_by_district_code_and_name(audited):
    """R140: by district, then code, then name; not in the order of input."""
    forms = [
        form(name=name, extra={"学校标识码": code})
        for name, code in (("青禾学校", "3136000003"), ("白鹭学校", "3136000001"))
    ]
    result = audited(district(*forms))
    assert [each.name for each in result.schools] == ["白鹭学校", "青禾学校"]


def test_R140_the_same_input_gives_the_same_result(tmp_path):
    """R140: byte-equal but for `audited_at`."""
    path = workbook(tmp_path / "自查表.xlsx", form(students=1601))

    def once() -> str:
        document = json.loads(audit([path], term=TERM).to_json())
        document.pop("audited_at")
        return json.dumps(document, ensure_ascii=False)

    assert once() == once()


def test_the_order_of_files_does_not_matter(tmp_path):
    """STYLE: a property, here for a folder's CSV files given one by one."""
    folder = csv_folder(tmp_path / "上报", with_school(form(students=1601)))
    paths = sorted(folder.iterdir())
    forwards, backwards = audit(paths, term=TERM), audit(paths[::-1], term=TERM)
    assert all_verdicts(forwards) == all_verdicts(backwards)
    assert verdict(forwards, "NC101") == "fail"


def test_blank_rows_change_no_verdict(audited):
    """STYLE: a blank row anywhere changes no verdict."""
    sheets = {name: [rows[0], "", *rows[1:2], "", *rows[2:], ""] for name, rows in form().items()}
    assert all_verdicts(audited(sheets)) == COMPLYING


def test_english_and_chinese_give_the_same_verdicts(audited):
    """DESIGN §1: --lang en gives English everywhere; the verdicts do not move."""
    sheets = form(students=1601, 活动=activities(*JUNIOR[:2]))
    chinese, english = audited(sheets), audited(sheets, lang="en")
    assert all_verdicts(chinese) == all_verdicts(english)
    assert finding(chinese, "NC101").message != finding(english, "NC101").message
