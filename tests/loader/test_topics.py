"""Categories and themes of activities, from their columns and from titles. Expectations are from the rulings cited."""

import pytest

from mhaudit.loader import cells
from mhaudit.loader.cells import Read
from mhaudit.models.values import OneOf, SetOf

MENTAL, LIFE, OTHER = (
    SetOf.known("mental_health"),
    SetOf.known("life_education"),
    SetOf.known("other"),
)
BOTH = SetOf.known("mental_health", "life_education")


@pytest.mark.parametrize(
    ("raw", "category"),
    [
        ("主题班会", "class_meeting"),
        ("班会", "class_meeting"),
        ("班會", "class_meeting"),
        ("团会", "class_meeting"),
        ("队会", "class_meeting"),
        ("班团队会", "class_meeting"),
        ("主题团日", "class_meeting"),
        ("少先队活动", "class_meeting"),
        ("心理健康主题班会课", "class_meeting"),
        ("生命教育主题班会", "class_meeting"),
        ("专题活动", "special_activity"),
        ("专题教育", "special_activity"),
        ("团体辅导", "special_activity"),
        ("生命教育", "special_activity"),
        ("专题讲座", "special_activity"),
        ("心理健康专题讲座", "special_activity"),
        ("讲座", "lecture"),
        ("心理讲座", "lecture"),
        ("家长会", "home_school"),
        ("家校活动", "home_school"),
        ("家长学堂", "home_school"),
        ("宣传月", "campaign"),
        ("心理健康文化节", "campaign"),
        ("心理情景剧", "campaign"),
        ("其他", "other"),
    ],
)
def test_category_cell(raw, category):
    """R56."""
    assert cells.category(raw) == Read(category)


@pytest.mark.parametrize(
    ("raw", "options"),
    [
        ("班会、专题活动", {"class_meeting", "special_activity"}),
        ("主题班会(讲座形式)", {"class_meeting", "lecture"}),
    ],
)
def test_two_categories_in_one_cell(raw, options):
    """R58: unknown of the two."""
    assert cells.category(raw) == Read(OneOf(frozenset(options)), "D308")


@pytest.mark.parametrize("raw", ["手抄报", "主题教育", "社团会议", "比赛", "实践活动", "周报"])
def test_category_not_understood(raw):
    """R56 leaves 主题教育 open; 社团会议 is no 团会."""
    assert cells.category(raw) == Read(code="D301")


def test_blank_category():
    assert cells.category("/") == Read(blank=True)


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("“阳光心态”主题班会", "class_meeting"),
        ("主题班会:我的情绪我做主", "class_meeting"),
        ("珍爱生命主题班会", "class_meeting"),
        ("生命教育主题班会", "class_meeting"),
        ("青春期心理健康专题讲座", "special_activity"),
        ("考前心理讲座", "lecture"),
        ("期中家长会", "home_school"),
        ("心理健康宣传月启动仪式", "campaign"),
        ("主题班会暨家长会", None),
        ("生命教育手抄报", None),
        ("我的情绪我做主", None),
        ("", None),
        (None, None),
    ],
)
def test_category_of_a_title(title, category):
    """R57: exactly one category word."""
    assert cells.category_of_title(title) == category


@pytest.mark.parametrize(
    ("raw", "themes"),
    [
        ("心理健康", MENTAL),
        ("生命教育", LIFE),
        ("心理健康、生命教育", BOTH),
        ("法治教育", OTHER),
        ("其他", OTHER),
        ("心理健康、安全教育", SetOf.known("mental_health", "other")),
    ],
)
def test_theme_cell(raw, themes):
    assert cells.themes(raw) == Read(themes)


def test_theme_cell_not_or_only_partly_understood():
    assert cells.themes("感恩教育") == Read(code="D301")
    assert cells.themes("心理健康、感恩教育") == Read(
        SetOf(frozenset({"mental_health"}), None), "D301"
    )
    assert cells.themes("") == Read(blank=True)


@pytest.mark.parametrize(
    ("title", "themes"),
    [
        ("心理健康主题班会", MENTAL),
        ("我的情绪我做主", MENTAL),
        ("心育课", MENTAL),
        ("心灵驿站", MENTAL),
        ("珍爱生命主题班会", LIFE),
        ("珍爱生命,呵护心灵", BOTH),
        ("防溺水主题班会", OTHER),
        ("消防演练", OTHER),
        ("国防教育", OTHER),
        ("禁毒宣传", OTHER),
        ("爱国主题班会", OTHER),
        ("珍爱生命,预防溺水", LIFE),
        ("心理健康与安全", MENTAL),
        ("遇见更好的自己", None),
        ("感恩父母", None),
        ("精神卫生日活动", None),
        ("寻找安全感", None),
        ("", None),
        (None, None),
    ],
)
def test_themes_of_a_title(title, themes):
    """R54: unknown where it names nothing, surely neither where it names another field."""
    assert cells.themes_of_title(title) == themes


@pytest.mark.parametrize(
    ("title", "themes"),
    [
        ("遇见更好的自己", MENTAL),
        ("", MENTAL),
        (None, MENTAL),
        ("珍爱生命主题班会", BOTH),
        ("防溺水主题班会", OTHER),
        ("心理健康与安全", MENTAL),
        ("珍爱生命,预防溺水", LIFE),
    ],
)
def test_titles_in_a_mental_health_sheet(title, themes):
    """R55: every row, unless its own title names another field."""
    assert cells.themes_of_title(title, mental_health_sheet=True) == themes
