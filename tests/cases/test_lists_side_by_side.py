"""One list of items cut in two and set side by side under one title: what stands in either half is reported."""

from .forms import verdict

SCHOOL = "青禾初级中学"
TITLE = f"{SCHOOL}自查表"


def test_numbers_that_go_on(audited):
    """三级心理帮扶队伍 (NC501) and 高关怀学生闭环管理 (NC502) stand on the left, 绿色转介通道 (NC503) on the right."""
    sheet = [
        TITLE,
        "序号|项目|是否完成||序号|项目|是否完成",
        "1|三级心理帮扶队伍|是||3|绿色转介通道|否",
        "2|高关怀学生闭环管理|否||4|双月报|是",
    ]
    result = audited({"自查": sheet})
    assert [school.name for school in result.schools] == [SCHOOL]
    assert [verdict(result, rule) for rule in ("NC501", "NC502", "NC503")] == [
        "pass",
        "fail",
        "fail",
    ]


def test_without_numbers_nobody_knows_whose_the_halves_are(audited):
    """They may be two terms or two schools: neither half is taken for a full list, and nothing is missing."""
    sheet = [
        TITLE,
        "项目|是否完成||项目|是否完成",
        "三级心理帮扶队伍|是||绿色转介通道|否",
        "高关怀学生闭环管理|否||三级心理帮扶队伍|否",
    ]
    schools = ["学校名称|办学类型", f"{SCHOOL}|初级中学"]
    result = audited({"学校": schools, "自查": sheet})
    for rule in ("NC501", "NC502", "NC503", "NC505"):
        assert verdict(result, rule) == "unknown"


def test_two_tables_under_one_title_stay_one_where_their_rows_go_together(audited):
    """A blank column within a roster: the duty beside it belongs to the same teachers (NC102)."""
    sheet = [
        f"{SCHOOL}心理健康教育教师名册",
        "姓名|性别||专职/兼职|任教学科",
        "周敏|女||专职|心理健康",
    ]
    schools = ["学校名称|办学类型|在校学生数", f"{SCHOOL}|初级中学|1200"]
    assert verdict(audited({"学校": schools, "教师": sheet}), "NC102") == "pass"
