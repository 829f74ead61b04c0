"""`--rule` lists the data issues that bear on the rules asked for, and says how many others there are."""

from pathlib import Path

import pytest

from mhaudit.api import audit
from mhaudit.cli.selection import chosen, only_rules
from mhaudit.config import Config
from mhaudit.rulebook.load import load_rulebook

MESSY = Path(__file__).parents[2] / "sample_data" / "messy"
# school → what is odd in its forms: sample_data/messy/README.md
SHILING, LIXI, WUWAN = "安义县柿岭学校", "南昌市栗溪高级中学", "南昌市梧湾中学"


@pytest.fixture(scope="module")
def everything():
    return audit([MESSY], config=Config())


@pytest.fixture(scope="module")
def rulebook():
    return load_rulebook(("nanchang",), examples=False)


def listed(result, name):
    """(code, sheet!cell) of a school's data issues."""
    (school,) = (one for one in result.schools if one.name == name)
    return [
        (issue.code, issue.place.text()) for issue in school.data_issues if issue.place is not None
    ]


@pytest.mark.parametrize(
    ("rule", "school", "issues"),
    [
        # 是否专职教师 is refused: it may say who is full-time, which NC102 reads and NC101 does not (R36)
        ("NC102", SHILING, [("D202", "教师!E2")]),
        ("NC101", SHILING, []),
        ("NC201", SHILING, [("D202", "课程!C3")]),
        # 三级心理帮扶队伍 both 是 and 否: a record, which NC501 reads and NC301 does not
        ("NC501", SHILING, [("D413", "工作记录!B4")]),
        ("NC301", SHILING, []),
        # a class that is not in the class table; a cell with two categories; a personal column never bears
        ("NC401", LIXI, [("D401", "心理委员!A17")]),
        ("NC301", LIXI, [("D308", "活动!C5")]),
        ("NC101", LIXI, []),
        # the school's name comes from the file name, for each of its sheets; its kind bears on every rule here;
        # 专兼职 is no duty, which NC102 reads and NC105 does not
        ("NC105", WUWAN, [("D208", "心理教师"), ("D310", "班级")]),
        (
            "NC102",
            WUWAN,
            [("D208", "心理教师"), ("D310", "班级"), ("D301", "心理教师!C3")],
        ),
        (
            "NC301",
            WUWAN,
            [
                ("D208", "班级"),
                ("D208", "活动"),
                ("D310", "班级"),
                ("D305", "活动!A4"),
                ("D301", "活动!A5"),
            ],
        ),
    ],
)
def test_issues_of_what_the_rule_reads(everything, rulebook, rule, school, issues):
    shown = chosen(everything, (), only_rules([rule], rulebook, "zh"))
    assert listed(shown, school) == issues


def test_two_rules_list_what_bears_on_either(everything, rulebook):
    shown = chosen(everything, (), only_rules(["NC201", "NC102"], rulebook, "zh"))
    assert listed(shown, SHILING) == [("D202", "教师!E2"), ("D202", "课程!C3")]


def test_files_that_could_not_be_read_stay_whatever_the_rule(everything, rulebook):
    shown = chosen(everything, (), only_rules(["NC504"], rulebook, "zh"))
    codes = [issue.code for issue in shown.data_issues]
    assert {"D101", "D102", "D106"} <= set(codes)
    assert "D204" not in codes  # 云陂小学 left its teachers and lessons blank, not its records


def test_what_is_not_listed_is_counted(everything, rulebook):
    """Of the three of this school one bears on the rule; those of no school are counted as well."""
    shown = chosen(everything, [SHILING], only_rules(["NC201"], rulebook, "zh"))
    gone = 2 + len(everything.data_issues) - len(shown.data_issues)
    assert shown.notes[-2:] == (
        "用 --rule 只列出 NC201;学校的结果也只按这些规则",
        f"另有 {gone} 个数据问题与这些规则无关,未列出",
    )


def test_a_total_in_the_school_table_bears_on_rules_about_teachers(everything, rulebook):
    """D403 stands at the total in the school table; NC104 counts teachers, NC301 does not."""
    shown = chosen(everything, (), only_rules(["NC104"], rulebook, "zh"))
    codes = [issue.code for school in shown.schools for issue in school.data_issues]
    assert "D403" in codes
    shown = chosen(everything, (), only_rules(["NC301"], rulebook, "zh"))
    codes = [issue.code for school in shown.schools for issue in school.data_issues]
    assert "D403" not in codes


def test_without_rule_nothing_is_left_out(everything, rulebook):
    assert chosen(everything, (), only_rules([], rulebook, "zh")) is everything
