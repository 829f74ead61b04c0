"""Text, yes/no, numbers and choices: one raw cell in, one `Read` out. Expectations are from the rulings cited."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhaudit.loader import cells
from mhaudit.loader.cell_text import spelled
from mhaudit.loader.cells import Context, Read
from mhaudit.models.grades import GRADES, KIND_CODES
from mhaudit.models.values import OneOf, Span

BLANK = Read(blank=True)
NOT_UNDERSTOOD = Read(code="D301")
ANY_SCHOOL = Context(KIND_CODES, frozenset(GRADES), 2024)


# --- text ---


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        (None, ""),
        ("  七（１）班\u3000", "七(1)班"),
        ("张\u200b三", "张三"),
        ("第一行\n第二行\t尾", "第一行 第二行 尾"),
        ("a\x00b\x07c", "abc"),
        ("✔\ufe0f", "✔"),
        ("２０㎡", "20m2"),
        (1250.0, "1250"),
        (12.5, "12.5"),
        (7, "7"),
        (True, "TRUE"),
        (dt.datetime(2024, 9, 10), "2024-09-10"),
        (dt.datetime(2024, 9, 10, 16, 40), "2024-09-10 16:40:00"),
        (math.nan, "nan"),
    ],
)
def test_clean_gives_half_width_text_without_invisible_characters(raw, cleaned):
    """DESIGN §4: full-width digits and letters, spaces inside names, whole floats."""
    assert cells.clean(raw) == cleaned


@pytest.mark.parametrize(
    "raw",
    [None, "", "  ", "/", "-", "—", "——", "－", "／", "无", "無", "请选择", "請選擇", "请填写"],
)
def test_blank_words_are_blank(raw):
    """R53: what a template leaves behind, and DESIGN §4: 无, / and — as empty."""
    assert cells.is_blank(raw)


@pytest.mark.parametrize("raw", ["0", 0, "否", "无锡路小学", "a", False, "请选择题", "-1"])
def test_other_words_are_not_blank(raw):
    assert not cells.is_blank(raw)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("张 三", "张三"),
        ("张\u3000三 ", "张三"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("John Smith", "John Smith"),
        ("無", None),
        ("本校无", None),
        ("暂无", None),
        ("0", None),
        (0, None),
        ("", None),
        (None, None),
    ],
)
def test_name_of_a_person_or_of_nobody(raw, name):
    """R2, R4, R52: 无, 本校无 and 0 in a name column are nobody."""
    assert cells.name(raw) == name


@pytest.mark.parametrize(
    ("raw", "text"), [(" 佐证.docx ", "佐证.docx"), ("0", None), ("/", None), (3, "3")]
)
def test_text_column_reads_zero_as_nothing(raw, text):
    """vocabulary.md: only a number column may read 0 as zero."""
    assert cells.text(raw) == text


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("2136000001", Read("2136000001")),
        (2136000001, Read("2136000001")),
        (2136000001.0, Read("2136000001")),
        ("2136000001.0", Read("2136000001")),
        ("'2136000001", Read("2136000001")),
        ("２１３６ ０００００１", Read("2136000001")),
        ("2.136000001E+09", Read("2136000001")),
        ("2.136E+09", Read(code="D304")),
        ("3.60723E+18", Read(code="D304")),
        ("213600001", NOT_UNDERSTOOD),
        ("21360000012", NOT_UNDERSTOOD),
        ("育新小学", NOT_UNDERSTOOD),
        (2136000001.5, NOT_UNDERSTOOD),
        ("/", BLANK),
        (None, BLANK),
    ],
)
def test_school_code_has_ten_digits(raw, read):
    """policy.md: 10 digits; a code that went through scientific notation has lost some."""
    assert cells.code(raw) == read


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (" 心理健康 ", "心理健康"),
        ("《心理健康与职业生涯》", "心理健康与职业生涯"),
        ("体 育", "体育"),
        ("无", None),
        (None, None),
    ],
)
def test_subject_is_the_plain_name(raw, subject):
    assert cells.subject(raw) == subject


# --- yes or no ---


@pytest.mark.parametrize(
    "raw",
    [
        "√",
        "✓",
        "✔",
        "✔️",
        "是",
        " 是 ",
        "有",
        "1",
        1,
        1.0,
        "１",
        True,
        "已",
        "已完成",
        "已建立",
        "已落实",
        "完成",
        "落实",
        "Y",
        "y",
        "Yes",
        "TRUE",
        "对",
        "對",
        "☑是 □否",
        "是☑ 否□",
        "是(√) 否( )",
    ],
)
def test_yes(raw):
    assert cells.yes_no(raw) == Read(True)


@pytest.mark.parametrize(
    "raw",
    [
        "否",
        "无",
        "無",
        "没有",
        "0",
        0,
        0.0,
        "×",
        "✗",
        "未",
        "未完成",
        "未建立",
        "未落实",
        "N",
        "no",
        "False",
        False,
        "□是 ☑否",
        "是□ 否√",
    ],
)
def test_no(raw):
    """R52: 0 in a yes/no column is 否. R118: 无 is the counterpart of 有."""
    assert cells.yes_no(raw) == Read(False)


@pytest.mark.parametrize("raw", [None, "", " ", "/", "—", "——", "-", "请选择"])
def test_blank_answer(raw):
    """R118: / and — stay empty in a yes/no column."""
    assert cells.yes_no(raw) == BLANK


@pytest.mark.parametrize(
    "raw",
    [
        12,
        "12",
        2,
        -1,
        0.5,
        "部分落实",
        "正在推进",
        "计划中",
        "基本完成",
        "是否",
        "有待完善",
        "未必",
        "完成一半",
        "不详",
        "是√否",
        "√是 √否",
        dt.date(2024, 9, 1),
        "是,2024年起",
    ],
)
def test_answers_that_are_neither(raw):
    """R84: half answers; R109: years of service under a yes/no heading; whole cells only."""
    assert cells.yes_no(raw) == NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("必修", Read(True)),
        ("必修课", Read(True)),
        ("选修", Read(False)),
        ("是", Read(True)),
        ("校本课程", NOT_UNDERSTOOD),
    ],
)
def test_compulsory_course(raw, read):
    assert cells.compulsory(raw) == read


@pytest.mark.parametrize(
    ("raw", "tick"),
    [
        ("√", True),
        ("是", True),
        ("否", True),
        ("", True),
        (None, True),
        ("张三", False),
        ("张三、李四", False),
    ],
)
def test_tick_or_name(raw, tick):
    """R72: only √/是/否/空 make a flag, anything else is names."""
    assert cells.is_tick(raw) is tick


# --- numbers ---


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (426, 426),
        (426.0, 426),
        (12.5, 12.5),
        ("426人", 426),
        ("426 人", 426),
        ("1,250", 1250),
        ("1，250", 1250),
        ("１２５０", 1250),
        ("12.5", 12.5),
        ("12.0", 12),
        ("20㎡", 20),
        ("20m2", 20),
        ("20平方米", 20),
        ("3名", 3),
        ("2间", 2),
        ("2个", 2),
        ("18课时", 18),
        ("36学时", 36),
        ("2节", 2),
        ("3年", 3),
        ("4次", 4),
        ("1份", 1),
        ("共426人", 426),
        ("0", 0),
        (0, 0),
        ("-5", -5),
        ("一千二百", 1200),
        ("十二名", 12),
        ("两间", 2),
    ],
)
def test_number(raw, value):
    read = cells.number(raw)
    assert read == Read(value)
    assert type(read.value) is type(value)


@pytest.mark.parametrize("raw", [None, "", "无", "/", "—", "请填写"])
def test_blank_number_is_not_zero(raw):
    """DESIGN §4: 无 is empty, and only a typed 0 is zero."""
    assert cells.number(raw) == BLANK


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("约1200人", 1200),
        ("大约20平方米", 20),
        ("20平方米左右", 20),
        ("20余人", 20),
        ("20多名", 20),
        ("近1200", 1200),
        ("1200以上", 1200),
        ("不少于18课时", 18),
        (">800", 800),
        ("800+", 800),
        ("1.2万", 12000),
    ],
)
def test_approximate_number_is_unknown_unless_free(raw, value):
    """R45: a number that a bound decides on is unknown when it says 约, 左右, 余, 多, 近; a free fact is read."""
    assert cells.number(raw) == Read(code="D302")
    assert cells.number(raw, free=True) == Read(value, "D307")


@pytest.mark.parametrize(
    ("raw", "span"),
    [
        ("2～3", Span(2, 3)),
        ("1200-1300", Span(1200, 1300)),
        ("1200人至1300人", Span(1200, 1300)),
        ("2—3间", Span(2, 3)),
    ],
)
def test_range_is_an_interval(raw, span):
    """R46."""
    assert cells.number(raw) == Read(span, "D309")


@pytest.mark.parametrize("raw", ["若干", "若干名", "几人", "十几人", "数十人"])
def test_vague_number_is_unknown(raw):
    """R46: 若干 is unknown."""
    assert cells.number(raw) == Read(code="D309")


@pytest.mark.parametrize(
    "raw",
    [
        "#REF!",
        "#N/A",
        True,
        False,
        math.nan,
        math.inf,
        "一千二",
        "1,25",
        "426人(含分校)",
        "12/13",
        "3-2",
        "九成",
        "90%",
        dt.date(2024, 9, 1),
        dt.time(8),
        dt.timedelta(1),
        "9" * 20,
        "两三人",
    ],
)
def test_unreadable_number_is_never_zero(raw):
    """DESIGN §4: a number that cannot be read is unknown, never 0; R119: error cells are unknown."""
    read = cells.number(raw)
    assert read.value is None
    assert read.code in ("D301", "D309")
    assert not read.blank


def test_number_in_scientific_notation_has_lost_digits():
    assert cells.number("1.2E+03") == Read(code="D304")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("每周1节", ("week", 1)),
        ("每周一节", ("week", 1)),
        ("每周2课时", ("week", 2)),
        ("1节/周", ("week", 1)),
        ("每两周1课时", ("week", 0.5)),
        ("两周一节", ("week", 0.5)),
        ("每2周1节", ("week", 0.5)),
        ("1节/两周", ("week", 0.5)),
        ("隔周1次", ("week", 0.5)),
        ("双周1节", ("week", 0.5)),
        ("雙週一節", ("week", 0.5)),
        ("每月2节", ("week", 0.5)),
        ("每月1节", ("week", 0.25)),
        ("36学时/学期", ("term", 36)),
        ("每学期18课时", ("term", 18)),
        ("36学时/学年", ("year", 36)),
        ("每学年36课时", ("year", 36)),
        ("每班每周1节(40分钟)", ("week", 1)),
        ("未开设", ("week", 0)),
        ("0", ("week", 0)),
        (0, ("week", 0)),
    ],
)
def test_how_often(raw, value):
    """R76, R77: the cell's words decide; R81: a typed 0 is none, however it is counted."""
    assert cells.frequency(raw) == Read(value)


@pytest.mark.parametrize("raw", [1, "1", "2节", "18课时", "36学时"])
def test_how_often_is_not_said_by_a_bare_number(raw):
    """R76: refused as ambiguous."""
    assert cells.frequency(raw) == Read(code="D202")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("每周一", "D301"),
        ("每周1节,每学期18节", "D301"),
        ("单双周轮换", "D301"),
        ("每周约1节", "D302"),
        ("不定期", "D301"),
    ],
)
def test_how_often_not_understood(raw, code):
    assert cells.frequency(raw) == Read(code=code)


# --- choices ---


@pytest.mark.parametrize("raw", ["男", "男 ", " 男", 1, "1", 1.0, "M", "male", "男生"])
def test_male(raw):
    """R112: 1 = 男."""
    assert cells.sex(raw) == Read("male")


@pytest.mark.parametrize("raw", ["女", 2, "2", "F", "Female", "女生", "女性"])
def test_female(raw):
    """R112: 2 = 女."""
    assert cells.sex(raw) == Read("female")


@pytest.mark.parametrize(
    ("raw", "read"),
    [("男女", NOT_UNDERSTOOD), (9, NOT_UNDERSTOOD), ("", BLANK), ("/", BLANK), (0, BLANK)],
)
def test_sex_not_said(raw, read):
    assert cells.sex(raw) == read


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("公办", Read("public")),
        ("民办", Read("private")),
        ("公辦", Read("public")),
        ("混合", NOT_UNDERSTOOD),
        ("", BLANK),
    ],
)
def test_ownership(raw, read):
    assert cells.ownership(raw) == read


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("专职", Read("full_time")),
        ("專職", Read("full_time")),
        ("专 职", Read("full_time")),
        ("专任", NOT_UNDERSTOOD),
        ("专职心理健康教育教师", Read("full_time")),
        ("专职心理教师", Read("full_time")),
        ("兼职", Read("part_time")),
        ("兼", Read("part_time")),
        ("兼职心理健康教育教师", Read("part_time")),
        ("否", Read("none")),
        ("专兼职", NOT_UNDERSTOOD),
        ("专/兼职", NOT_UNDERSTOOD),
        ("专任教师", NOT_UNDERSTOOD),
        ("是", NOT_UNDERSTOOD),
        ("非专职", NOT_UNDERSTOOD),
        ("", BLANK),
        ("/", BLANK),
        ("0", BLANK),
    ],
)
def test_duty(raw, read):
    """R43: 专兼职 is not understood; R52: 否 is no counsellor. 专任 is a teacher of anything (R36)."""
    assert cells.duty(raw) == read


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("专职", Read((True, "full_time"))),
        ("专职心理健康教育教师", Read((True, "full_time"))),
        ("兼职心理健康教育教师", Read((True, "part_time"))),
        ("是", Read((True, None))),
        ("√", Read((True, None))),
        ("否", Read((False, None))),
        ("无", Read((False, None))),
        (0, Read((False, None))),
        ("专兼职", Read((True, None), "D301")),
        ("拟聘", NOT_UNDERSTOOD),
        ("", BLANK),
        ("/", BLANK),
    ],
)
def test_counsellor_column(raw, read):
    """R137: the column is both the flag and the duty."""
    assert cells.counsellor(raw) == read


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("本校", Read("own")),
        ("在编", Read("own")),
        ("否", Read("own")),
        ("对口援助", Read("paired")),
        ("對口支援", Read("paired")),
        ("南昌市育新中学", Read("paired")),
        ("南昌三中", Read("paired")),
        ("育新小学对口支援", Read("paired")),
        ("定点支教", Read("posted")),
        ("支教", Read("posted")),
        ("育新小学支教", Read("posted")),
        ("外聘", Read("other")),
        ("聘请", Read("other")),
        ("其他", Read("other")),
        ("校外", Read("other")),
        ("是", Read(OneOf(frozenset({"paired", "posted"})), "D301")),
        ("非支教", NOT_UNDERSTOOD),
        ("编外", NOT_UNDERSTOOD),
        ("", BLANK),
        ("无", BLANK),
    ],
)
def test_whose_teacher(raw, read):
    """R34: a school's name is support by that school; blank is the caller's to read as own; R144: 其他, 外聘."""
    assert cells.support(raw) == read


@pytest.mark.parametrize(
    ("subject", "post", "answer"),
    [
        ("心理健康", None, True),
        ("语文", "心理教师", True),
        ("语文", None, False),
        ("语文", "班主任", False),
        (None, "校长", None),
        ("", None, None),
        ("/", "/", None),
    ],
)
def test_subject_of_a_counsellor(subject, post, answer):
    """R35: a subject or post naming 心理 says yes; another subject surely is no full-time counsellor."""
    assert cells.is_counsellor_subject(subject, post) is answer


# --- people ---


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        ("张三、李四", [("张三", None), ("李四", None)]),
        ("张三，李四；王五", [("张三", None), ("李四", None), ("王五", None)]),
        ("张三 李四", [("张三", None), ("李四", None)]),
        ("张三\n李四", [("张三", None), ("李四", None)]),
        ("张三(男) 李四(女)", [("张三", "male"), ("李四", "female")]),
        ("张三（男）、李四（女）", [("张三", "male"), ("李四", "female")]),
        ("张三(男)李四(女)", [("张三", "male"), ("李四", "female")]),
        ("张三 (男) 李四 (女)", [("张三", "male"), ("李四", "female")]),
        ("男:张三 女:李四", [("张三", "male"), ("李四", "female")]),
        ("男：张三、王五；女：李四", [("张三", "male"), ("王五", "male"), ("李四", "female")]),
        ("男生：张三女生：李四", [("张三", "male"), ("李四", "female")]),
        ("(男)张三 (女)李四", [("张三", "male"), ("李四", "female")]),
        ("张三:男、李四:女", [("张三", "male"), ("李四", "female")]),
        ("张三,男;李四,女", [("张三", "male"), ("李四", "female")]),
        ("张 三", [("张三", None)]),
        ("张 小 三", [("张小三", None)]),
        ("王 小明", [("王小明", None)]),
        ("张 三、李 四", [("张三", None), ("李四", None)]),
        ("李胜男", [("李胜男", None)]),
        ("李和平", [("李和平", None)]),
        ("张三(组长)", [("张三", None)]),
        ("组长:张三、副组长:李四", [("张三", None), ("李四", None)]),
        ("张三同学", [("张三", None)]),
        ("无", []),
        ("", []),
        (None, []),
        ("0", []),
        (1, [("", None)]),
        ("2人", [("", None), ("", None)]),
        ("男女各1名", [("", "male"), ("", "female")]),
        ("男1女1", [("", "male"), ("", "female")]),
        ("√", [("", None)]),
        ("×", []),
        ("暂未配备", []),
        ("未设", []),
        ("待选", []),
        ("1.张三 2.李四", [("张三", None), ("李四", None)]),
        ("①张三②李四", [("张三", None), ("李四", None)]),
        ("张三 13800000000", [("张三", None)]),
        ("张三、李四等2人", [("张三", None), ("李四", None)]),
    ],
)
def test_people_in_one_cell(raw, people):
    """R70: 无 is no pupil; R74: names without sexes are rows of unknown sex."""
    assert cells.people(raw) == people


# --- what must hold for every cell ---

RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-10, 100_000),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.text(),
    st.text(
        "0123456789一二三四五六七八九十百千万年月日号学期班级初高小中大全体部.,-~、()（）:/至男女每周节约余第届 ",
        max_size=14,
    ),
)
READERS = [
    *(
        cells.yes_no,
        cells.compulsory,
        cells.number,
        cells.frequency,
        cells.sex,
        cells.ownership,
        cells.duty,
    ),
    *(cells.counsellor, cells.support, cells.code, cells.day, cells.months, cells.term, cells.kind),
    *(cells.category, cells.themes),
]


@given(RAW)
def test_no_reader_ever_raises_and_nothing_is_read_out_of_a_blank(raw):
    for reader in READERS:
        read = reader(raw)
        assert isinstance(read, Read)
        assert not (read.blank and (read.value is not None or read.code is not None))
        assert read.blank or read.value is not None or read.code is not None
    for reader in (cells.grade, cells.school_class, cells.grades):
        assert isinstance(reader(raw, ANY_SCHOOL), Read)
    for reader in (
        cells.clean,
        cells.plain,
        cells.is_blank,
        cells.name,
        cells.text,
        cells.subject,
        cells.people,
    ):
        reader(raw)
    for reader in (
        cells.category_of_title,
        cells.themes_of_title,
        cells.class_label,
        cells.is_counsellor_subject,
    ):
        reader(raw)
    cells.find_term(cells.clean(raw))
    cells.kind_of_name(cells.clean(raw))
    cells.kind_of_code(cells.clean(raw))
    assert (
        cells.class_column([raw, raw], ANY_SCHOOL)[0]
        == cells.class_column([raw, raw], ANY_SCHOOL)[1]
    )


WORTH_READING = st.sampled_from(
    [
        "426人",
        "1,250",
        "12.5",
        "约20平方米",
        "2-3",
        "0",
        "若干",
        "2024-09-10",
        "2024.9.10",
        "20240910",
        "2024年9月10日",
        "9月10日",
        "2024年9月",
        "24.9.10",
        "9-10月",
        "是",
        "已完成",
        "1",
        "否",
        "未落实",
        "每两周1课时",
        "36学时/学期",
    ]
)
FULL_WIDTH = str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）")


@given(WORTH_READING, st.data())
def test_full_width_characters_and_spaces_change_nothing(raw, data):
    """DESIGN §4: full-width digits and letters; spaces inside and around values."""
    wide = raw.translate(FULL_WIDTH)
    spots = data.draw(st.lists(st.integers(0, len(raw)), max_size=3))
    for spot in sorted(spots, reverse=True):
        wide = (
            wide[:spot]
            + data.draw(st.sampled_from([" ", "\u3000", "\u200b", "\xa0"]))
            + wide[spot:]
        )
    for reader in (
        cells.yes_no,
        cells.number,
        cells.frequency,
        cells.day,
        cells.months,
        cells.term,
    ):
        assert reader(wide) == reader(raw)


@given(st.integers(0, 9999))
def test_chinese_numerals_are_read_exactly(value):
    assert cells.number(spelled(value)) == Read(value)


def test_folding_has_one_simplified_character_for_each_traditional_one():
    """R115."""
    assert cells.fold("學校名稱 專職 兼職 輔導 無") == "学校名称 专职 兼职 辅导 无"
