"""What must hold whatever else changes: the cases that an audit may never get wrong."""

import dataclasses
import hashlib

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

import mhaudit.kinds
from mhaudit import audit

from .forms import (
    CAMPAIGN,
    COMPLYING,
    FULL_TIME,
    HOME_SCHOOL,
    ITEMS,
    JUNIOR,
    NAME,
    OTHER,
    PART_TIME,
    PRIMARY,
    REPORTS,
    SENIOR,
    TERM,
    absent_tables,
    activities,
    all_verdicts,
    by,
    district,
    finding,
    findings,
    form,
    gaps,
    issues,
    meetings,
    specials,
    verdict,
    where,
    workbook,
)

RULES = ("NC101", "NC102", "NC103", "NC104")


def four(result, school: str | None = None) -> tuple[str, ...]:
    """The verdicts of NC101 to NC104."""
    return tuple(verdict(result, rule, school) for rule in RULES)


# --- 800 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("students", "expected"),
    [
        (799, ("pass", "notapplicable", "notapplicable", "pass")),
        (800, ("pass", "notapplicable", "notapplicable", "notapplicable")),
        (801, ("fail", "pass", "fail", "notapplicable")),
    ],
)
def test_800_pupils_are_neither_above_nor_below(audited, students, expected):
    """Policy trap 2: with exactly 800 only the ratio applies (one full-time counsellor)."""
    assert four(audited(form(students=students, 教师=[FULL_TIME]))) == expected


def test_801_pupils_with_only_part_time_counsellors(audited):
    """NC102 and NC103 fail; NC101 counts 专 and 兼 alike."""
    rows = [PART_TIME, PART_TIME.replace("吴亮", "郑安")]
    result = audited(form(students=801, 教师=rows))
    assert four(result) == ("pass", "fail", "fail", "notapplicable")
    assert finding(result, "NC102").shortfall == 1
    assert where(finding(result, "NC102")) & {"教师!D1", "教师!D2", "教师!D3"}


def test_800_pupils_with_one_part_time_counsellor(audited):
    """NC102 does not ask them for a full-time one."""
    assert four(audited(form(students=800, 教师=[PART_TIME])))[:2] == ("pass", "notapplicable")


def test_799_pupils_without_a_counsellor(audited):
    """NC101 and NC104 fail."""
    result = audited(form(students=799, 教师=["陈静|女|否|||"]))
    assert four(result) == ("fail", "notapplicable", "notapplicable", "fail")


def test_pupils_blank_with_a_counsellor(audited):
    """Unknown all four; `missing` names the blank cell."""
    result = audited(form(students=None, 教师=[FULL_TIME]))
    assert four(result) == ("unknown",) * 4
    for rule in RULES:
        assert gaps(finding(result, rule)) == {("schools", "students", "学校!D2")}


def test_R143_pupils_blank_and_surely_no_counsellor(audited):
    """R143: every filling fails NC101; NC104 depends on being below 800."""
    result = audited(form(students=None, 教师=["陈静|女|否|||"]))
    assert four(result) == ("fail", "unknown", "unknown", "unknown")


def test_the_pupils_cell_is_the_main_place(audited):
    """NC101 points first at the pupils, as the submitter wrote them."""
    found = finding(audited(form(students="1,601人")), "NC101")
    assert found.verdict == "fail"
    place = found.places[0]
    assert (place.text(), place.value) == ("学校!D2", "1,601人")
    assert place.file == "自查表.xlsx"
    assert (found.measured_value, found.measured_text) == (800.5, "1:801")
    assert found.shortfall == 1


# --- activities ---------------------------------------------------------------------------------------


def test_no_activities_sheet_is_never_a_fail(audited):
    """NC301 and NC302 unknown for each grade."""
    result = audited(form(活动=None))
    for rule in ("NC301", "NC302"):
        assert by(result, rule) == dict.fromkeys(("G7", "G8", "G9"), "unknown")
        assert {absent_tables(f) == {"activities"} for f in findings(result, rule)} == {True}
    assert verdict(result, "NC601") == "unknown"
    assert verdict(result, "NC602") == "unknown"


@pytest.mark.parametrize("missing", JUNIOR)
def test_one_grade_missing_fails_for_that_grade_alone(audited, missing):
    """NC301 and NC302: 各年级."""
    held = [grade for grade in JUNIOR if grade != missing]
    result = audited(form(活动=activities(*held)))
    expected = {f"G{7 + at}": "fail" if g == missing else "pass" for at, g in enumerate(JUNIOR)}
    assert by(result, "NC301") == expected
    assert by(result, "NC302") == expected


def test_a_class_meeting_does_not_serve_as_special_activity(audited):
    """Policy trap 5: two duties."""
    rows = [*meetings(*JUNIOR), *(str(r).replace("09-20", "11-20") for r in meetings(*JUNIOR))]
    result = audited(form(活动=rows))
    assert set(by(result, "NC301").values()) == {"pass"}
    assert set(by(result, "NC302").values()) == {"fail"}


def test_a_special_activity_does_not_serve_as_class_meeting(audited):
    """Policy trap 5, the other way."""
    rows = [*specials(*JUNIOR), *(str(r).replace("10-15", "11-15") for r in specials(*JUNIOR))]
    result = audited(form(活动=rows))
    assert set(by(result, "NC301").values()) == {"fail"}
    assert set(by(result, "NC302").values()) == {"pass"}


@pytest.mark.parametrize(
    ("kind", "grades"),
    [
        ("小学", PRIMARY),
        ("初级中学", JUNIOR),
        ("完全中学", (*JUNIOR, *SENIOR)),
        ("职业高中学校", SENIOR),
    ],
)
def test_a_whole_school_event_counts_for_every_grade(audited, kind, grades):
    """Policy trap 5: 全校."""
    rows = [*meetings("全校"), *specials("全校"), HOME_SCHOOL, CAMPAIGN]
    result = audited(form(kind=kind, grades=grades, 活动=rows))
    for rule in ("NC301", "NC302"):
        assert list(by(result, rule).values()) == ["pass"] * len(grades)


def test_once_is_enough(audited):
    """Policy trap 6: “1次以上” includes 1; twice is as good."""
    once = audited(form())
    twice = [*activities(*JUNIOR), *(str(r).replace("09-20", "11-20") for r in meetings(*JUNIOR))]
    assert by(once, "NC301") == by(audited(form(活动=twice)), "NC301")


# --- one thing cannot stand for another ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "grades", "asked"),
    [
        ("九年一贯制学校", ("一年级", *JUNIOR), {"G7", "G8", "G9"}),
        ("完全中学", (*JUNIOR, *SENIOR), {"G7", "G8", "G9", "G10", "G11", "G12"}),
        ("十二年一贯制学校", ("六年级", "七年级", "高一"), {"G7", "G10"}),
    ],
)
def test_the_committee_is_asked_of_junior_and_senior_classes_only(audited, kind, grades, asked):
    """Policy trap 4."""
    found = findings(audited(form(kind=kind, grades=grades)), "NC401")
    assert {f.subject.grade for f in found} == asked
    assert {str(f.verdict) for f in found} == {"pass"}


def test_numbered_empty_rows_are_nobody(audited):
    """R3: twenty lines prepared for names hold no counsellor."""
    rows = ["心理健康教育教师名册", "序号|姓名|专职/兼职", *(f"{n}||" for n in range(1, 21))]
    result = audited(form() | {"教师": rows})
    assert "pass" not in four(result)
    assert verdict(result, "NC105") == "unknown"


def test_a_sheet_about_one_thing_supplies_only_that(audited):
    """R141: a list of 双月报 and a register of class meetings fail nothing else."""
    sheets = form(活动=None, 记录=REPORTS)
    sheets["主题班会登记表"] = ["班会主题|活动时间|活动对象", "认识情绪|2024-09-20|全校"]
    result = audited(sheets)
    assert set(by(result, "NC301").values()) == {"pass"}
    assert set(by(result, "NC302").values()) == {"unknown"}
    assert verdict(result, "NC501") == "unknown"
    assert set(by(result, "NC504", "period").values()) == {"pass"}


def test_a_school_absent_from_a_many_school_sheet_is_unknown_there(audited):
    """R1: other schools keep their verdicts."""
    result = audited(district(form(), form(name=OTHER, 教师=[], 记录=[])))
    assert all_verdicts(result, NAME) == COMPLYING
    assert four(result, OTHER) == ("unknown", "unknown", "unknown", "notapplicable")
    assert verdict(result, "NC501", OTHER) == "unknown"


# --- files and rules that break -----------------------------------------------------------------------


def test_a_rule_that_breaks_is_an_error_and_the_others_go_on(audited, monkeypatch):
    """DESIGN §6: `error` for that rule, shown; everything else as ever."""

    def broken(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    kind = mhaudit.kinds.KINDS["latest"]
    monkeypatch.setitem(mhaudit.kinds.KINDS, "latest", dataclasses.replace(kind, judge=broken))
    result = audited(form(记录=[*ITEMS, *REPORTS, "示范校评估|是|2024-06-01"]))
    found = all_verdicts(result)
    assert found["NC702"] == ["error"]
    assert {rule: found[rule] for rule in found if rule != "NC702"} == {
        rule: expected for rule, expected in COMPLYING.items() if rule != "NC702"
    }


def _broken(path):
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8)


def _truncated(path):
    whole = workbook(path.with_name("whole.tmp.xlsx"), form(name=OTHER))
    path.write_bytes(whole.read_bytes()[:-900])
    whole.unlink()


def _empty(path):
    path.write_bytes(b"")


def _encrypted(path):
    plain = workbook(path.with_name("plain.tmp.xlsx"), form(name=OTHER))
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("secret", target)
    plain.unlink()


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (_broken, {"D101"}),
        (_truncated, {"D101"}),
        (_empty, {"D107"}),
        (_encrypted, {"D102"}),
    ],
)
def test_a_file_that_cannot_be_read_costs_one_issue(tmp_path, spoil, codes):
    """Promise 5: one line in the report and nothing else."""
    folder = tmp_path / "上报"
    workbook(folder / "甲.xlsx", form())
    spoil(folder / "乙.xlsx")
    workbook(folder / "丙.xlsx", form(name=OTHER, students=1601))
    result = audit([folder], term=TERM)
    found = [issue for issue in issues(result) if issue.code.startswith("D1")]
    assert {issue.code for issue in found} == codes
    assert len(found) == 1
    assert "乙.xlsx" in found[0].message + (found[0].place.file if found[0].place else "")
    assert all_verdicts(result, NAME) == COMPLYING
    assert verdict(result, "NC101", OTHER) == "fail"
    assert len(result.schools) == 2


def test_inputs_are_never_written_to(tmp_path):
    """Promise 5: byte-identical afterwards, and nothing new beside them."""
    folder = tmp_path / "上报"
    workbook(folder / "甲.xlsx", form())
    _encrypted(folder / "乙.xlsx")
    _broken(folder / "丙.xls")

    def state() -> dict[str, tuple[str, int]]:
        return {
            path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in folder.iterdir()
        }

    before = state()
    audit([folder], term=TERM)
    assert state() == before


def test_a_verdict_never_guesses(audited):
    """Promise 1: a form with nothing but the school's name decides nothing that asks for data."""
    result = audited({"学校": ["学校名称|县区|办学类型|在校学生数", f"{NAME}||初级中学|"]})
    found = {found for verdicts in all_verdicts(result).values() for found in verdicts}
    assert found == {"unknown", "notapplicable"}
    assert set(all_verdicts(result)) == set(COMPLYING)
