"""R90, R91, R154: which school is meant, whatever the order of files."""

import itertools

import pytest

from mhaudit.findings import Place
from mhaudit.loader.identity import (
    Mention,
    SchoolName,
    Seen,
    district_name,
    resolve,
    school_name,
)
from mhaudit.loader.kind import Evidence, kinds_of_stages, narrowed

CODE, CODE_2 = "3136000001", "3136000002"


def seen(name=None, code=None, district=None, *, cell="A1", listed=False):
    return Seen(Mention(name, code, district), Place("x.xlsx", "学校", cell), listed)


def test_names_are_compared_without_spaces_and_width():
    assert school_name("育新 学校(东校区)") == school_name("育新学校(东校区)") == "育新学校(东校区)"


@pytest.mark.parametrize("raw", [None, "", "  ", "无", "/", "—", "请选择", 0])
def test_nothing_is_no_school(raw):
    assert school_name(raw) is None


@pytest.mark.parametrize(
    ("raw", "district"),
    [
        ("东湖区", "东湖区"),
        ("南昌市东湖区", "东湖区"),
        ("东湖区教育体育局", "东湖区"),
        ("南昌市教育局", None),  # R154
        ("", None),
    ],
)
def test_R154_the_city_s_authority_is_no_district(raw, district):
    assert district_name(raw) == district


def test_R090_same_code_two_names_is_one_school_and_D407():
    found = resolve([seen("育新学校", CODE, listed=True), seen("育新实验学校", CODE, cell="B7")])
    assert found.schools == [SchoolName("育新学校", CODE, None)]
    (issue,) = found.issues
    assert (issue.code, issue.place.cell, issue.school) == ("D407", "B7", 0)


def test_R090_same_name_two_codes_is_two_schools():
    found = resolve([seen("城关小学", CODE), seen("城关小学", CODE_2)])
    assert found.schools == [
        SchoolName("城关小学", CODE, None),
        SchoolName("城关小学", CODE_2, None),
    ]
    assert found.issues == []


def test_R090_same_name_two_districts_is_two_schools_and_D419():
    found = resolve(
        [seen("城关小学", None, "甲县", cell="A2"), seen("城关小学", None, "乙县", cell="A3")]
    )
    assert {school.district for school in found.schools} == {"甲县", "乙县"}
    assert [issue.code for issue in found.issues] == ["D419"]


def test_R090_a_name_alone_joins_the_school_with_that_name_and_a_code():
    found = resolve(
        [seen("育新学校", CODE, "东湖区"), seen("育新学校"), seen("育新学校", None, "东湖")]
    )
    assert found.schools == [SchoolName("育新学校", CODE, "东湖区")]
    assert found.of(Mention("育新学校")) == found.of(Mention("育新学校", None, "东湖")) == (0,)


def test_R090_a_name_alone_that_fits_two_schools_is_not_placed():
    found = resolve([seen("城关小学", CODE), seen("城关小学", CODE_2), seen("城关小学")])
    assert found.of(Mention("城关小学")) == (0, 1)


def test_R090_another_district_than_the_coded_school_s_is_another_school():
    found = resolve([seen("城关小学", CODE, "甲县"), seen("城关小学", None, "乙县")])
    assert len(found.schools) == 2
    assert len(found.of(Mention("城关小学", None, "乙县"))) == 1


def test_R091_similar_names_are_two_schools_and_D408():
    found = resolve([seen("南昌三中", cell="A2"), seen("南昌市第三中学", cell="A3")])
    assert len(found.schools) == 2
    (issue,) = found.issues
    assert issue.code == "D408"
    assert {issue.place.cell, *(place.cell for place in issue.others)} == {"A2", "A3"}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("第二中学", "第三中学"),
        ("第十三中学", "第三中学"),
        ("东湖小学", "西湖小学"),
        ("实验小学", "育新实验小学"),
    ],
)
def test_R091_names_that_differ_in_more_than_form_are_not_noted(name, other):
    found = resolve([seen(name, listed=True), seen(other)])
    assert found.issues == []


def test_R091_a_misspelt_name_is_shown_beside_the_listed_one():
    found = resolve(
        [seen("红谷滩白鹭实验学校", listed=True), seen("红谷滩白鹤实验学校", cell="C4")]
    )
    assert [issue.code for issue in found.issues] == ["D408"]


def test_similar_names_with_a_code_each_are_not_noted():
    assert resolve([seen("南昌三中", CODE), seen("南昌市第三中学", CODE_2)]).issues == []


def test_the_order_of_files_changes_nothing():
    mentions = [
        seen("育新学校", CODE, "东湖区"),
        seen("育新学校"),
        seen("育新实验学校", CODE),
        seen("城关小学", None, "甲县"),
        seen("城关小学", None, "乙县"),
    ]
    found = [resolve(order) for order in itertools.permutations(mentions)]
    assert all(one.schools == found[0].schools for one in found)
    assert all(one.meaning == found[0].meaning for one in found)
    assert all(one.issues == found[0].issues for one in found)


# --- kinds ----------------------------------------------------------------------------------------------

MIDDLE = frozenset({"311", "312", "341", "342", "345"})


def test_R027_the_cell_wins_and_the_contradiction_is_named():
    found = narrowed(Evidence(cell=frozenset({"342"}), code=frozenset({"311", "312", "321"})))
    assert (found.codes, found.against) == (frozenset({"342"}), ("code",))


def test_R027_all_evidence_narrows():
    found = narrowed(Evidence(cell=MIDDLE, code=frozenset({"311", "312", "321"})), {"G1", "G7"})
    assert found.codes == {"312"}
    assert found.against == ()


def test_R027_the_grades_of_the_class_table_exclude_kinds_that_lack_them():
    found = narrowed(Evidence(), {"V1"})
    assert found.codes == {"361", "362", "363", "365", "366"}
    assert found.by == ("classes",)


def test_R027_code_and_name_that_contradict_leave_both_possible():
    found = narrowed(Evidence(code=frozenset({"342"}), name=frozenset({"211"})))
    assert (found.codes, found.against) == (frozenset({"342", "211"}), ("name",))


def test_nothing_known_is_unknown():
    assert narrowed(Evidence()).codes is None
    assert narrowed(Evidence()).value() is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("小学", {"211", "218"}),
        ("小学、初中", {"312"}),
        ("初中/高中", {"341"}),
        ("职业高中", {"361", "362", "363", "365", "366"}),
        ("义务教育", None),
        ("", None),
    ],
)
def test_stages_are_a_hint(text, codes):
    assert kinds_of_stages(text) == codes
