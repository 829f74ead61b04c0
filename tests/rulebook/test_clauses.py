"""Every clause that was read has its rule, or its reason for having none, in the words of the document.

The table is copied from the documents' words by hand, clause by clause: document, strength, whether the clause is
known at first hand (only then may its rule be on), the rules that stand on it, and the words.
"""

from __future__ import annotations

import pytest

from mhaudit.rulebook.load import load_rulebook

BOOK = load_rulebook(["nanchang", "jiangxi", "national"], examples=False)

WANG, GUIDE, ROOM = "nc-reply-wang", "cn-guide-2012", "cn-room-2015"
SURVEY = "各中小学校每学期开学后两个月内,要组织开展一次学生心理健康状况普查……逐人建立完善学生心理健康档案"
MATERIALS = "凡进入中小学的心理健康教育材料必须经省级以上教育行政部门组织专家审定后方可使用"
MIXED = "超过800名学生的中小学校采取专职教师和兼职教师相结合的方式配备,且配备至少1名专职教师"
JX_MIXED = "超过800名学生的中小学校,应采取专职教师和兼职教师相结合的方式配备,且配备至少1名专职教师"
PAY = "落实中小学校心理健康教育教师享受班主任同等待遇政策,并计班主任工作年限"
LENT = (
    "办学规模低于800名学生的中小学校通过其他学校对口援助、教师定点支教等多种方式配备兼职心理健康教师,"
    "确保中小学生心理健康教育教师全面覆盖"
)
CAMPAIGN = "常态化开展南昌市心理健康文化节、心理情景剧大赛,暑期高中生职业生涯探索活动、心理健康教育宣传月活动"
JX, PLAN, NOTICE = "jx-plan-2022", "cn-plan-2023", "cn-notice-2021"

RULES = {
    "NC101": (WANG, "principle", "中小学校(含中等职业学校和技工学校)原则上按照师生比1∶800配备专兼职心理健康教师"),
    "NC102": (WANG, "must", MIXED),
    "NC103": (WANG, "principle", MIXED.partition(",")[0]),
    "NC104": (WANG, "must", LENT),
    "NC105": (WANG, "must", PAY),
    "NC106": (WANG, "must", PAY),
    "NC201": ("nc-reply-0109", "must", "普通中小学校各学段在起始或关键年级每两周开设1课时心理健康活动课"),
    "NC202": ("nc-reply-0109", "must", "各中等职业学校将心理健康与职业生涯作为必修课,并在一年级安排36学时"),
    "NC203": (WANG, "must", "开齐开足上好体育与健康课、美术课、劳动教育课"),
    "NC301": (WANG, "must", "各年级每学期至少开展1次心理健康教育为主题的班团队会"),
    "NC302": (WANG, "must",
              "(各年级每学期至少开展)1次有针对性的心理健康教育和生命教育专题活动,做到全覆盖、不断线"),
    "NC401": (WANG, "encouraged", "鼓励各学校在初中、普通高中每个班级设立心理委员(男、女委员各1名)"),
    "NC501": (WANG, "must",
              "建立由学校德育负责人和心理老师、班主任和科任老师、学生心理委员组成的三级心理帮扶队伍"),
    "NC502": (WANG, "must", "联动家庭对高关怀学生开展跟踪帮扶 ; 完善对……“高关怀”学生的闭环管理对策"),
    "NC503": (WANG, "must", "畅通“高关怀”学生的“绿色转介通道”"),
    "NC504": (WANG, "encouraged", "心理健康教育工作“双月报”"),
    "NC505": ("nc-reply-xia", "must", "要求各级教育行政部门和学校将心理健康教育工作经费纳入预算予以保障"),
    "NC601": (WANG, "encouraged", "常态化开展“万师访万家”、……线上线下家长会、家长开放日、家长沙龙和家长学堂等活动"),
    "NC602": (WANG, "encouraged", CAMPAIGN),
    "NC701": (WANG, "must", "要求各县区和学校[将]心理健康教育工作纳入日常工作议程"),
    "NC702": (WANG, "encouraged", "每2年开展一轮示范校(站点)评估工作"),
    "JX101": (JX, "principle", "中小学校(含中等职业学校和技工学校)原则上按照师生比1∶800配备专职教师"),
    "JX102": (JX, "must", JX_MIXED),
    "JX103": (JX, "must", JX_MIXED),
    "JX104": (JX, "must",
              "办学规模低于800名学生的中小学校应通过其他学校对口援助、教师定点支教等多种方式配备兼职心理健康教师"),
    "JX105": (JX, "must", "学前教育、特殊教育机构要配备专兼职心理健康教师"),
    "JX106": (JX, "principle", "对心理健康教育专职教师每年开展不少于40个学时的专业系统培训"),
    "JX501": (JX, "must", "对所有辅导员、班主任每3年至少开展1次心理健康教育专题培训"),
    "JX502": ("jx-survey-notice", "must", SURVEY),
    "CN101": (GUIDE, "must", "每所学校至少配备一名专职或兼职心理健康教育教师"),
    "CN102": (GUIDE, "must", "心理健康教育教师享受班主任同等待遇"),
    "CN103": (NOTICE, "must", "每所中小学至少配备1名专职"),
    "CN104": (ROOM, "must", "心理辅导室至少应配备一名专职或兼职心理健康教育教师"),
    "CN105": (PLAN, "area", "2025年,配备专(兼)职心理健康教育教师的学校比例达到95%"),
    "CN201": (NOTICE, "must", "中小学要将心理健康教育课纳入校本课程,同时注重安排形式多样的生命教育、挫折教育等"),
    "CN202": (PLAN, "must", "中等职业学校按规定开足思想政治课“心理健康与职业生涯”模块学时"),
    "CN501": (GUIDE, "must", "建立心理辅导室"),
    "CN502": (NOTICE, "encouraged", "县级教育部门牵头……每年面向小学高年级、初中、高中开展一次心理健康测评"),
    "CN503": (ROOM, "must", "个别辅导室 10–15 ㎡; 团体活动室 ≥ 20 ㎡; 办公接待区 ≥ 15 ㎡"),
}  # fmt: skip
SECOND_HAND = {"JX502", "CN103", "CN503"}
"""Restated by others, or not read: the rule is there, and off."""

WITHOUT_RULE = {
    (WANG, "逢会必讲,下校必查"),
    (GUIDE, "专职教师原则上须具备心理学或相关专业本科学历"),
    (GUIDE, MATERIALS),
    (GUIDE, "不能强迫学生接受心理测试"),
    (GUIDE, "严格遵循保密原则"),
    (ROOM, "专项经费, 免费服务"),
}


@pytest.mark.parametrize("ident", RULES)
def test_a_rule_quotes_its_clause_word_for_word(ident):
    rule = BOOK.rule(ident)
    quoted = (rule.clause.document.key, rule.strength, rule.clause.quote)
    assert quoted == RULES[ident]


def test_no_rule_stands_on_anything_else():
    assert {rule.id for rule in BOOK.rules} == set(RULES)


def test_what_is_known_only_at_second_hand_is_off_with_the_reason():
    off = {rule.id: rule.disabled for rule in BOOK.rules if rule.disabled is not None}
    assert set(off) == SECOND_HAND
    assert all("原文" in reason or "原通知" in reason for reason in off.values())


def test_clauses_without_a_rule_say_why():
    assert {
        (each.clause.document.key, each.clause.quote) for each in BOOK.without_rule
    } == WITHOUT_RULE
    assert all(each.why and each.why_en != each.why for each in BOOK.without_rule)
