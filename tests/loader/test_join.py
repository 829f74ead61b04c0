"""Rows of all files together: schools, periods, what was supplied, what cannot be placed."""

import itertools
import math

import pytest

from mhaudit.errors import UsageError
from mhaudit.models.values import NotIn, OneOf, SetOf

from .raw_tables import SCHOOL, joined, raw, school

OTHER = "白鹭学校"
BOTH = (f"{SCHOOL}|初级中学|1000", f"{OTHER}|初级中学|900")


def names(found):
    return [found.submissions.school(at, "name") for at in range(found.submissions.size)]


def issue(found, code):
    return [
        (one.place.text() if one.place else None, one.school)
        for one in found.issues
        if one.code == code
    ]


# --- which school ---------------------------------------------------------------------------------------

ROSTER = ("name|counsellor", "周明|是")


def test_R116_the_only_school_of_a_workbook_owns_its_other_sheets():
    found = joined(school(), raw("teachers", *ROSTER, unit=OTHER))
    assert names(found) == [SCHOOL]
    assert found.table("teachers").rows("name") == ["周明"]
    assert issue(found, "D409") == [("表!A1", 0)]


@pytest.mark.parametrize(
    ("options", "file", "folder", "name", "codes"),
    [
        ({"unit": SCHOOL, "titled": (OTHER, None)}, "表.xlsx", "in", SCHOOL, ["D208"]),
        ({"unit": SCHOOL}, "白鹭学校自查表.xlsx", "in", SCHOOL, ["D208", "D409"]),
        ({"unit": SCHOOL}, "南昌市青禾学校.xlsx", "in", SCHOOL, ["D208"]),
        ({"titled": (SCHOOL, None)}, "白鹭学校.xlsx", "in", SCHOOL, ["D208"]),
        ({}, "附件2 青禾学校自查表(2024).xlsx", "白鹭学校", SCHOOL, ["D208"]),
        ({}, "心理教师.xlsx", SCHOOL, SCHOOL, ["D208"]),
    ],
)
def test_R088_R089_line_title_file_folder(options, file, folder, name, codes):
    found = joined(raw("teachers", *ROSTER, file=file, **options), folder=folder)
    assert names(found) == [name]
    assert [code for code in found.codes if code in ("D208", "D409")] == codes


def test_R117_a_file_called_counsellors_names_no_school():
    found = joined(raw("teachers", *ROSTER, file="心理教师.xlsx"))
    assert names(found) == []
    assert found.codes == ["D207"]


def test_a_school_table_without_names_is_said_so():
    found = joined(raw("schools", "students", "1000", "900", file="青禾学校.xlsx"))
    assert (names(found), found.codes) == ([], ["D207"])


def test_a_school_table_of_one_unnamed_row_is_named_by_its_file():
    found = joined(
        raw("schools", "students", "1000", file="青禾学校.xlsx"),
        raw("teachers", *ROSTER, file="青禾学校.xlsx"),
    )
    assert names(found) == [SCHOOL]
    assert found.table("schools").rows("students") == [1000]


def test_R093_a_folder_names_its_files_only_if_none_names_another_school():
    table = raw("teachers", *ROSTER, file="a.xlsx")
    other = raw("committee", "class_name|name", "七(1)班|张小三", file="b.xlsx", unit=OTHER)
    found = joined(table, other, folder=SCHOOL)
    assert names(found) == [OTHER]
    assert found.codes.count("D207") == 1


def test_R093_a_file_that_names_the_folder_s_school_does_not_hinder_it():
    table = raw("teachers", *ROSTER, file="a.xlsx")
    found = joined(table, school(file="b.xlsx"), folder=SCHOOL)
    assert names(found) == [SCHOOL]
    assert found.table("teachers").rows("name") == ["周明"]


def test_R016_a_blank_school_cell_is_not_filled_down_where_merges_are_known():
    table = raw("teachers", "school|name|counsellor", f"{SCHOOL}|周明|是", "|吴亮|是", sheet="教师")
    found = joined(school(*BOTH), table)
    assert issue(found, "D416") == [("教师!A3", None)]


def test_R120_a_blank_school_cell_is_filled_down_where_a_format_has_no_merges():
    table = raw(
        "teachers",
        "school|name|counsellor",
        f"{SCHOOL}|周明|是",
        "|吴亮|是",
        sheet=None,
        merges=False,
    )
    found = joined(school(*BOTH), table)
    at = names(found).index(SCHOOL)
    assert found.table("teachers").rows("name", school=at) == ["周明", "吴亮"]
    assert "D209" in found.codes


def test_R120_a_row_with_a_number_of_its_own_is_not_filled_down():
    table = raw(
        "teachers", "serial|school|name", f"1|{SCHOOL}|周明", "2||吴亮", sheet=None, merges=False
    )
    assert issue(joined(school(*BOTH), table), "D416") == [("表.xlsx!B3", None)]


def test_R015_a_row_of_no_known_school_widens_all_schools_of_its_sheet():
    table = raw(
        "teachers", "school|name|counsellor|duty",
        f"{SCHOOL}|周明|是|专职", f"{OTHER}|吴亮|是|专职", "||是|专职", "||是|专职",
    )  # fmt: skip
    found = joined(school(*BOTH), table)
    for at in (0, 1):
        assert found.table("teachers").rows("duty", "low", "high", school=at) == [
            ("full_time", 1, 1),
            ("full_time", 0, 2),
        ]


def test_R092_a_group_row_gives_the_district():
    found = joined(
        school(f"{SCHOOL}|初级中学|1", f"{OTHER}|小学|2", districts={1: "东湖区", 2: "西湖区"})
    )
    assert {
        found.submissions.school(at, "name"): found.submissions.school(at, "district")
        for at in (0, 1)
    } == {SCHOOL: "东湖区", OTHER: "西湖区"}


# --- the same school twice ------------------------------------------------------------------------------


def test_R042_fields_that_disagree_are_unknown():
    found = joined(
        school(f"{SCHOOL}|初级中学|1000", file="a.xlsx"),
        school(f"{SCHOOL}|初级中学|900", file="b.xlsx"),
    )
    assert found.table("schools").rows("kind", "students") == [("311", None)]
    (one,) = [one for one in found.issues if one.code == "D405"]
    assert (one.place.file, one.place.cell, one.others[0].file, one.school) == (
        "b.xlsx",
        "C2",
        "a.xlsx",
        0,
    )


def test_R042_a_blank_is_no_disagreement():
    found = joined(
        school(f"{SCHOOL}|初级中学|", file="a.xlsx"), school(f"{SCHOOL}||900", file="b.xlsx")
    )
    assert found.table("schools").rows("kind", "students") == [("311", 900)]
    assert "D405" not in found.codes


def test_R042_identical_rows_count_once_and_different_ones_are_united():
    first = raw("teachers", "school|name|counsellor", f"{SCHOOL}|周明|是", file="a.xlsx")
    second = raw(
        "teachers",
        "school|name|counsellor",
        f"{SCHOOL}|周明|是",
        f"{SCHOOL}|吴亮|是",
        file="b.xlsx",
    )
    found = joined(first, second)
    assert sorted(found.table("teachers").rows("name")) == ["吴亮", "周明"]
    assert found.codes.count("D402") == 1


def test_one_person_in_a_staff_list_and_in_a_roster_of_counsellors_is_one():
    staff = raw("teachers", "name|subject|sex", "周明|语文|男", "吴亮|数学|男", sheet="教师")
    roster = raw(
        "teachers", "name|duty|homeroom_pay", "周明|专职|是", sheet="心理教师", counsellor=True
    )
    found = joined(school(), staff, roster)
    assert sorted(found.table("teachers").rows("name", "counsellor", "duty", "sex", "low")) == [
        ("吴亮", None, "part_time", "male", 1),
        ("周明", True, "full_time", "male", 1),
    ]


def test_R042_one_person_of_two_duties_is_one_or_two_people():
    first = raw("teachers", "name|duty", "周明|专职", sheet="甲", counsellor=True)
    second = raw("teachers", "name|duty", "周明|兼职", sheet="乙", counsellor=True)
    found = joined(school(), first, second)
    either = OneOf(frozenset({"full_time", "part_time"}))
    assert found.table("teachers").rows("duty", "low", "high") == [(either, 1, 1), (either, 0, 1)]
    assert "D405" in found.codes


def test_people_of_one_name_and_another_sex_are_two():
    first = raw("teachers", "name|duty|sex", "周明|专职|男", sheet="甲", counsellor=True)
    second = raw("teachers", "name|duty|sex", "周明|专职|女", sheet="乙", counsellor=True)
    assert joined(school(), first, second).table("teachers").rows("sex") == ["male", "female"]


# --- supplied or not ------------------------------------------------------------------------------------


def open_of(found, table, at=0):
    return found.table(table).open(school=at)


def test_R001_a_school_without_a_row_in_a_district_sheet_is_open():
    table = raw("teachers", "school|name|counsellor", f"{SCHOOL}|周明|是")
    found = joined(school(*BOTH), table)
    with_row, without = names(found).index(SCHOOL), names(found).index(OTHER)
    assert open_of(found, "teachers", with_row) == []
    assert open_of(found, "teachers", without) == [{}]


def test_R001_absent_schools_may_count_as_zero():
    table = raw("teachers", "school|name|counsellor", f"{SCHOOL}|周明|是")
    found = joined(school(*BOTH), table, absent_school="zero")
    assert open_of(found, "teachers", 0) == open_of(found, "teachers", 1) == []


def test_R002_R004_a_row_reading_none_supplies_the_table():
    found = joined(school(), raw("committee", "class_name|name", "无|", none=(1,)))
    assert open_of(found, "committee") == []


@pytest.mark.parametrize(
    ("table", "keys", "cells", "facts", "limits"),
    [
        ("activities", "title|date", ["情绪|2024-09-20"], {"categories": frozenset({"class_meeting"})},
         [{"category": NotIn(frozenset({"class_meeting"}))}]),
        ("activities", "title|date", ["情绪|2024-09-20"], {}, []),
        ("activities", "title", ["情绪"], {"term": "2024-2025-1"}, [{"term": NotIn(frozenset({"2024-2025-1"}))}]),
        ("activities", "title|date", ["情绪|2024-09-20"], {"term": "2024-2025-1"}, []),
        ("teachers", "name", ["周明"], {"counsellor": True}, [{"counsellor": NotIn(frozenset({True}))}]),
        ("teachers", "name|counsellor", ["周明|是"], {}, []),
        ("records", "item|done", ["双月报|是", "双月报|是"], {}, [{"item": NotIn(frozenset({"双月报"}))}]),
        ("records", "item|done", ["双月报|是", "绿色转介通道|是"], {}, []),
        ("records", "date", ["2024-10-31"], {"item": "双月报"}, [{"item": NotIn(frozenset({"双月报"}))}]),
        ("committee", "class_name|name", ["七(1)班|张小三"], {"psych": True}, [{"role": NotIn(frozenset({"psych"}))}]),
    ],
)  # fmt: skip
def test_R005_R141_what_a_sheet_supplies(table, keys, cells, facts, limits):
    assert open_of(joined(school(), raw(table, keys, *cells, **facts)), table) == limits


def test_R141_a_duty_in_the_title_supplies_that_duty():
    found = joined(school(), raw("teachers", "name", "周明", counsellor=True, duty="full_time"))
    assert {"counsellor": True, "duty": NotIn(frozenset({"full_time"}))} in open_of(
        found, "teachers"
    )


def test_R141_the_rest_of_a_narrow_roster_may_come_from_a_total():
    found = joined(
        school(f"{SCHOOL}|2", keys="school|counsellors_part_time"),
        raw("teachers", "name", "周明", counsellor=True, duty="full_time"),
    )
    assert found.table("teachers").rows("duty", "low") == [("full_time", 1), ("part_time", 2)]
    assert open_of(found, "teachers") == [{"counsellor": NotIn(frozenset({True}))}]


def test_R008_totals_stand_for_a_roster():
    found = joined(school(f"{SCHOOL}|3", keys="school|counsellors_total"))
    assert found.table("teachers").rows(
        "counsellor", "duty", "support", "low", "high", "@name"
    ) == [(True, None, "own", 3, 3, "学校!B2")]


def test_R038_only_full_time_given_leaves_part_time_open():
    found = joined(school(f"{SCHOOL}|1", keys="school|counsellors_full_time"))
    assert found.table("teachers").rows("duty", "low", "high") == [
        ("full_time", 1, 1),
        ("part_time", 0, math.inf),
    ]


def test_a_total_of_0_is_supplied_and_stands_for_nobody():
    """The one row counts as nobody and holds the cell that a failure points at."""
    found = joined(school(f"{SCHOOL}|0", keys="school|counsellors_total"))
    assert found.table("teachers").rows("low", "high") == [(0, 0)]
    assert open_of(found, "teachers") == [{"counsellor": NotIn(frozenset({True}))}]


# --- kinds and grades -----------------------------------------------------------------------------------


def test_R027_the_kind_of_a_school_without_the_cell():
    found = joined(school("青禾小学|800", keys="school|students"))
    kind = found.table("schools").rows("kind")[0]
    assert "211" in (kind.options if isinstance(kind, OneOf) else {kind})
    assert issue(found, "D310") == [("学校!A2", 0)]


def test_R018_the_class_table_narrows_the_kind_and_is_read_again():
    """中学 with 高一 in it is 341, 342 or 345, all of which have 高二: 2023级 alone stays open, 高2023级 is G11."""
    table = raw("classes", "class_name", "高一(1)班", "高2023级2班", sheet="班级")
    found = joined(school(f"{SCHOOL}|中学|1000"), table)
    assert found.table("schools").rows("kind") == [OneOf(frozenset({"341", "342", "345"}))]
    assert found.table("classes").rows("grade", "number") == [("G10", "1"), ("G11", "2")]


def test_R011_R012_grades_from_the_class_table_else_from_the_kind():
    assert joined(school()).submissions.grades == [SetOf.known("G7", "G8", "G9")]
    table = raw("classes", "class_name", "七(1)班", "八(1)班", sheet="班级")
    assert joined(school(), table).submissions.grades == [SetOf.known("G7", "G8")]


def test_R139_a_kindergarten_s_classes_are_no_problem():
    table = raw("classes", "class_name", "大(1)班", "小(2)班", sheet="班级")
    found = joined(school("青禾幼儿园|幼儿园|200"), table)
    assert not [code for code in found.codes if code in ("D301", "D306", "D312", "D416")]
    assert found.submissions.grades == [SetOf.known()]


# --- the period -----------------------------------------------------------------------------------------


def dated(*days, keys="title|date", **facts):
    return raw("activities", keys, *(f"情绪{at}|{day}" for at, day in enumerate(days)), **facts)


@pytest.mark.parametrize(
    ("days", "terms"),
    [
        (["2024-09-20", "2024-10-08", "2025-03-05"], ("2024-2025-1",)),
        (["2024-09-20", "2025-03-05"], ("2024-2025-2",)),  # a tie: the later
        (["2025年1月", "9月10日"], ("2024-2025-1",)),
        (["待定"], ()),
    ],
)
def test_R129_the_term_that_most_dates_lie_in(days, terms):
    found = joined(school(), dated(*days), term=None)
    assert found.audited.terms == terms
    assert found.how == ("dates" if terms else "none")


def test_R129_declared_terms_where_there_is_no_date():
    found = joined(school(), dated("2024-2025学年第一学期", keys="title|term"), term=None)
    assert found.audited.terms == ("2024-2025-1",)


def test_the_option_decides():
    found = joined(school(), dated("2024-09-20"), term="2023-2024")
    assert (found.audited.terms, found.how) == (("2023-2024-1", "2023-2024-2"), "option")


def test_a_bad_option_is_the_user_s_to_mend():
    with pytest.raises(UsageError):
        joined(school(), term="2024-2026")


# --- order ----------------------------------------------------------------------------------------------


def test_the_order_of_files_changes_nothing():
    tables = [
        school(*BOTH, file="a.xlsx"),
        raw("teachers", "school|name|counsellor", f"{SCHOOL}|周明|是", "|吴亮|是", file="b.xlsx"),
        raw(
            "teachers",
            "school|name|counsellor",
            f"{SCHOOL}|周明|否",
            f"{OTHER}|郑华|是",
            file="c.xlsx",
        ),
    ]

    def view(order):
        found = joined(*order)
        return [
            sorted(
                map(
                    repr,
                    found.table("teachers").rows("name", "counsellor", "low", "high", school=at),
                )
            )
            for at in (0, 1)
        ]

    views = [view(order) for order in itertools.permutations(tables)]
    assert all(one == views[0] for one in views)
