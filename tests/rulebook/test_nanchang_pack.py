"""The Nanchang pack: DESIGN §10's rules, each with examples on both sides of its limits, which hold."""

import datetime as dt

import pytest

from mhaudit.engine.judge import judge_rule, lexicons_of
from mhaudit.findings import Verdict
from mhaudit.kinds.conditions import Lexicon
from mhaudit.rulebook.examples import build_example, compare
from mhaudit.rulebook.load import load_rulebook

BOOK = load_rulebook(["nanchang"])
EXAMPLES = [(rule, example) for rule in BOOK.rules for example in rule.examples]

# id: name, for each, per, strength, kind of requirement (DESIGN §10)
RULES = {
    "NC101": ("counsellor-ratio", "school", None, "principle", "ratio"),
    "NC102": ("full-time-counsellor", "school", None, "must", "count"),
    "NC103": ("mixed-staffing", "school", None, "principle", "includes"),
    "NC104": ("small-school-counsellor", "school", None, "must", "count"),
    "NC105": ("homeroom-pay", "teacher", None, "must", "field"),
    "NC106": ("homeroom-years", "teacher", None, "must", "field"),
    "NC201": ("fortnightly-lesson", "stage", None, "must", "count"),
    "NC202": ("vocational-course", "grade", None, "must", "sum"),
    "NC203": ("five-education-courses", "grade", None, "must", "includes"),
    "NC301": ("themed-class-meeting", "grade", "term", "must", "count"),
    "NC302": ("special-activity", "grade", "term", "must", "count"),
    "NC401": ("class-committee", "class", None, "encouraged", "includes"),
    "NC501": ("support-team", "school", None, "must", "count"),
    "NC502": ("care-follow-up", "school", None, "must", "count"),
    "NC503": ("referral-channel", "school", None, "must", "count"),
    "NC504": ("bimonthly-report", "school", "two_months", "encouraged", "count"),
    "NC505": ("budget", "school", None, "must", "count"),
    "NC601": ("home-school", "school", "term", "encouraged", "count"),
    "NC602": ("city-campaign", "school", "school_year", "encouraged", "count"),
    "NC701": ("routine-agenda", "school", None, "must", "count"),
    "NC702": ("model-school-review", "school", None, "encouraged", "latest"),
}


def test_the_rules_are_those_of_the_design():
    found = {
        rule.id: (rule.name, rule.for_each, rule.per, rule.strength, rule.kind)
        for rule in BOOK.rules
    }
    assert found == RULES


def test_every_rule_is_complete_in_both_languages():
    for rule in BOOK.rules:
        assert rule.disabled is None
        assert rule.clause.quote
        assert (
            rule.clause.document.key != "nc-plan-2024"
        )  # not public: cited by the replies, never quoted
        assert rule.changes
        assert rule.effective_from is None  # R67: nothing in the clauses dates them
        assert rule.effective_to is None
        assert rule.title_en != rule.title
        assert rule.group_title_en != rule.group_title
        assert rule.fix
        assert rule.fix_en != rule.fix


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_has_examples_of_every_verdict(rule):
    verdicts = {verdict for example in rule.examples for verdict in example.expect.values()}
    assert verdicts == {Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE}
    titles = [example.title for example in rule.examples]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.id}-{example.title}" for rule, example in EXAMPLES]
)
def test_example(rule, example):
    submissions, audited = build_example(example)
    found = judge_rule(rule, submissions, audited, lexicons_of(BOOK, rule.pack))
    assert list(compare(example.expect, tuple(each for _, each in found))) == []


@pytest.mark.parametrize(
    ("bound", "limits"),
    [("NC101", {800, 801}), ("NC102", {800, 801}), ("NC103", {800, 801}), ("NC104", {799, 800})],
)
def test_examples_stand_on_both_sides_of_800(bound, limits):
    """Exactly 800 is neither 超过 nor 低于."""
    students = {
        example.given["schools"][0].get("students") for example in BOOK.rule(bound).examples
    }
    assert limits <= students


def test_the_checklist_is_provisional_and_as_designed():
    (checklist,) = BOOK.checklists
    assert checklist.name == "eight-plus-two"
    assert (
        checklist.provisional == "公开文件未列出“8+2”的具体条目,此处按可查文件归并,请以当地文件为准"
    )
    assert checklist.provisional_en
    assert [(line.item, "+".join(line.rules)) for line in checklist.core] == [
        ("师资队伍", "NC101+NC102+NC104"),
        ("教师待遇", "NC105+NC106"),
        ("心理课", "NC201+NC202"),
        ("五育课程", "NC203"),
        ("主题班团队会", "NC301"),
        ("专题教育活动", "NC302"),
        ("心理委员与三级帮扶", "NC401+NC501"),
        ("家校合作", "NC601"),
    ]
    assert [(line.item, "+".join(line.rules)) for line in checklist.extra] == [
        ("双月报", "NC504"),
        ("绿色转介通道", "NC503"),
    ]


@pytest.mark.parametrize(
    ("field", "written", "word", "same"),
    [
        ("lessons.subject", "体育", "体育与健康", True),
        ("lessons.subject", "劳动技术", "劳动", True),
        ("lessons.subject", "劳动教育", "劳动", True),
        ("lessons.subject", "心理", "心理健康", True),
        ("lessons.subject", "心理健康活动课", "心理健康", True),
        ("lessons.subject", "心理健康与职业生涯(规划)", "心理健康与职业生涯", True),
        ("lessons.subject", "心理健康与职业生涯", "心理健康", False),
        ("lessons.subject", "综合实践", "劳动", False),
        ("lessons.subject", "艺术", "美术", None),
        ("lessons.subject", "艺术", "劳动", False),
        ("lessons.subject", "音乐", "美术", False),
        ("records.item", "心理健康双月报", "双月报", True),
        ("records.item", "“绿色转介通道”", "绿色转介通道", True),
        ("records.item", "绿色通道", "绿色转介通道", None),
        ("records.item", "建立三级心理帮扶队伍", "三级心理帮扶队伍", None),
        ("records.item", "三级心理帮扶队伍", "绿色转介通道", False),
    ],
)
def test_words_of_the_pack(field, written, word, same):
    """R80, R82, R147: synonyms only where they mean the same; what merely contains a word is a guess."""
    table, _, name = field.partition(".")
    terms = BOOK.synonyms(table, name)
    assert Lexicon(terms.synonyms, terms.maybe).same(written, word) is same


def test_dates_of_documents():
    assert BOOK.documents["nc-reply-wang"].date == "2024-07-17"
    assert BOOK.documents["nc-plan-2024"].date == "2024-01"
    assert BOOK.rule("NC101").changes[0].date == dt.date(2024, 7, 17)
