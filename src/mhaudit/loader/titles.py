"""What titles, sheet names and file names say: a school, a term, which table it is, what every row is about."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from mhaudit.loader.cell_text import remembered
from mhaudit.loader.cells import find_term
from mhaudit.loader.layout import TitleFacts
from mhaudit.loader.terms_text import calendar_year
from mhaudit.loader.vocabulary import TABLES, normalise
from mhaudit.models.tables import CATEGORIES

# --- a school's name (R88, R117) ---

_YEARS = re.compile(
    r"20\d\d\s*[-—–－~～至/]\s*(?:20)?\d\d\s*(?:学年度?|年度?)?|(?:第?[一二12]|[上下春秋])季?学期|[春秋]季"
    r"|20\d\d\s*(?:年度?|届|级)?(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{6,}"
)
_APART = re.compile(
    r"[\s\W_]+|附件[一二三四五六七八九十\d]*|附表[一二三四五六七八九十\d]*"
    r"|心理|自查|汇总|登记表|统计表|情况|名册|名单|名录|花名册|信息(?:表|采集|登记|统计)|基本|一览|台账|台帐|双月报|上报|填报|报送|报表"
    r"|教师(?:名|情|信|花|配|统|队|基|师)|教职工|师生|学生|班主任|班级|班会|班团队|主题|开展|关于|各班|专职|兼职|专兼职"
    r"|工作(?:情|总|表|台|报|计|方|记|自|清)|活动|课程|材料|佐证|示范校|示范学校|特色学校|家校|家长学校|全校|本校|我校|各校|该校|贵校"
    r"|三级|高关怀|表$"
)
_SCHOOL = re.compile(r".*(?:小学|中学|学校|幼儿园|校)(?![区长园本内外])(?:[^\W\d_]{1,4}校区)?")
_NUMBERED_SCHOOL = re.compile(
    r"[^\W\d_]{0,10}?(?<![初高小年一二三四五六七八九十百\d])第?(?:[一二三四五六七八九十百]{1,4}|\d{1,3})中(?:初中部|高中部)?"
)
_LEADING_NUMBER = re.compile(r"^(?:\d+|[一二三四五六七八九十]+[、.])")
_NO_SCHOOL = re.compile(
    r"(?:[^\W\d_]{0,8}?[省市县区])?(?:全|各|本|我|该|贵|所有|全体|辖区|所属|直属|区属|市属|县属|区直|市直|公办|民办|普通|义务教育|农村|城区|乡镇)*"
    r"(?:小学|中学|学校|幼儿园|校|初级中学|高级中学|完全中学|九年一贯制学校|十二年一贯制学校|职业学校|职业高中学校|中等职业学校|技工学校"
    r"|特殊教育学校|中等技术学校|初中小学|中小学校?|中小学幼儿园|中心小学|中心学校|小学教学点|教学点)"
)


@remembered
def school_in(text: str) -> str | None:
    """The school that a title, sheet, file or folder name names, if any (R88, R117).

    The longest run ending in 小学, 中学, 学校, 幼儿园 or …校, once annex numbers, years and the words of forms
    are cut away; a bare word such as 学校 or 全校, or a kind of school, is none. So does a run that is all of a
    numbered school's short name, such as 南昌三中; 初三中 and 高三中 are none.

    >>> school_in("附件2 南昌市育新学校心理健康教育自查表(2024)"), school_in("心理教师")
    ('南昌市育新学校', None)
    """
    folded = unicodedata.normalize("NFKC", text)
    best: str | None = None
    for run in _APART.split(_YEARS.sub(" ", folded)):
        found = _SCHOOL.match(run) or _NUMBERED_SCHOOL.fullmatch(run)
        if found is None:
            continue
        name = _bare_number(found[0])
        if _is_name(name) and (best is None or len(name) > len(best)):
            best = name
    return best


def _bare_number(name: str) -> str:
    """`01育新小学` loses its number, `101中学` does not."""
    bare = _LEADING_NUMBER.sub("", name)
    return bare if _is_name(bare) else name


def _is_name(name: str) -> bool:
    return len(name) > 2 and not _NO_SCHOOL.fullmatch(name) and not name.endswith("中小学")


_AUTHORITY = re.compile(r"(?:局|委员会|办公室|政府|教研室|教体委|教委|中心校区)$")
_UNIT = re.compile(
    r"(?:填报|填表|报送|上报|申报|所在)?(?:单位|学校)(?:名称|全称)?\s*(?:\((?:加?盖?公?签?章|加盖公章|全称)\))?\s*(:?)\s*"
)
_NEXT_LABEL = re.compile(
    r"\s{2,}|\s+(?=[^\s:]{2,10}:)"
    r"|(?=(?:填报|填表|上报|报送)(?:日期|时间|人)|联系电话|负责人|审核人)"
)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """`单位(盖章):` as found in a cell: the name behind it, '' where the next cell may hold it."""

    name: str
    colon: bool


@remembered
def unit_line(text: str) -> UnitLine | None:
    """Read a cell such as `单位(盖章):某某学校`; None if it is no such line."""
    folded = unicodedata.normalize("NFKC", text).strip()
    label = _UNIT.match(folded)
    if label is None or not (label[1] or label[0].rstrip().endswith(")")):
        return None
    return UnitLine(unit_name(folded[label.end() :]), bool(label[1]))


def unit_name(text: str) -> str:
    """The name in what stands behind a 单位 label: up to the next label; '' for a blank or an authority."""
    folded = unicodedata.normalize("NFKC", text).strip()
    name = _NEXT_LABEL.split(folded, maxsplit=1)[0].strip(" _-—.,;:")
    name = re.sub(r"\s+", "", name)
    return "" if len(name) < 3 or _AUTHORITY.search(name) else name  # 单位:人 is a unit of measure


# --- a list of pupils (R103) ---

_PUPILS = re.compile(
    r"(?:高关怀|高关爱|重点关注|重点关爱|重点人员|重点学生|心理危机|心理预警|心理异常|心理问题|心理困难|预警)(?:的?学生|对象|人员|人群|群体|个案)*"
)
_PUPIL_LIST = re.compile(
    r"名单|名册|花名|台账|台帐|登记|档案|一览|明细|排查|信息|情况|汇总|统计|记录|一生一[策册]"
)
_MECHANISM = re.compile(
    r"闭环|机制|制度|措施|通道|方案|预案|流程|工作(?:情况|台账|记录|总结)|人数|数量"
)


@remembered
def lists_pupils(title: str) -> bool:
    """Whether a title, or the name of a sheet, is that of a list of single pupils in care (R103).

    >>> lists_pupils("高关怀学生名单"), lists_pupils("高关怀学生闭环管理机制")
    (True, False)
    """
    text = normalise(title)
    found = _PUPILS.search(text)
    if found is None:
        return False
    rest = text[found.end() :]
    if re.search(r"名单|名册|花名", rest):
        return True
    if _MECHANISM.search(rest):
        return False
    return not rest or bool(_PUPIL_LIST.search(rest))


# --- which table ---

_TABLE_WORDS = {
    "schools": r"学校(?:基本)?(?:情况|信息|概况)|学校一览|学校名[单录]|办学(?:基本)?情况|^学校$|^schools?$",
    "classes": r"班级(?:基本)?(?:情况|信息|一览|名单|设置|统计|[及和与、]其?心理)|教学班|^班级$|^classes$",
    "teachers": r"教师|老师|师资|教职工|^teachers$|counsellors?",
    "activities": r"活动(?!课)|班会|班团队会|团会|队会|讲座|家长会|宣传月|文化节|心理剧|情景剧|专题教育|^activities$",
    "committee": r"心理委员|心理健康委员|心理联络员|心理保健员|班委|班干部|^committee$",
    "lessons": r"课程|开课|课时|心理课|健康课|活动课|课表|^lessons$",
    "records": r"自查|台账|台帐|双月报|落实|工作记录|清单|制度|机制|评估|^记录$|记录表|^records$",
}
_TABLE = {table: re.compile(words) for table, words in _TABLE_WORDS.items()}


_CHOICE = "(?:获奖|先进|优秀|示范|文明|表彰|评[选比优]|参[赛加评]|特色|达标|试点|报名|未[报交])"
_CHOSEN = {
    "classes": re.compile(_CHOICE + "[^()]{0,3}?班"),
    "schools": re.compile(_CHOICE + "[^()]{0,3}?(?:校|单位)"),
}


@remembered
def chosen_of(text: str) -> frozenset[str]:
    """The tables of which a title lists a choice: 优秀班级名单, 示范校名单. What is not in it is there all the same."""
    plain = normalise(text)
    return frozenset(table for table, pattern in _CHOSEN.items() if pattern.search(plain))


@remembered
def tables_named(text: str) -> frozenset[str]:
    """The tables that a title, a sheet's or a file's name speaks of."""
    plain = normalise(text)
    return frozenset(table for table in TABLES if _TABLE[table].search(plain))


# --- what every row is about (R37, R55, R73, R141) ---

_COUNSELLORS = re.compile(
    r"心理(?:健康)?(?:教育|辅导|咨询)?(?:专职|兼职|专兼职|专\(兼\)职|专/兼职|骨干|专任)?(?:教师|老师|师资)|counsellors?"
)
_ALL_STAFF = re.compile(r"教职工|全体教师|全校教师|全员|在编|班主任")
_BOTH_DUTIES = re.compile(r"专兼职|专\(兼\)职|专/兼职|专职[、和与及/]兼职")
_PSYCH = re.compile(r"心理委员|心理健康委员|心理联络员|心理保健员")
_OTHER_MEMBERS = re.compile(r"班委|班干部|委员会")
_MENTAL = re.compile(r"心理|心育")
_CATEGORIES = {
    "class_meeting": r"班会|班团队会|团会|队会|团日|少先队活动|班队",
    "special_activity": r"专题活动|专题教育|专题讲座|团体辅导",
    "home_school": r"家长会|家校|家访|家长学校|家长开放日|家长沙龙|家长学堂|万师访万家",
    "campaign": r"宣传月|宣传周|文化节|心理剧|情景剧",
    "lecture": r"(?<!专题)讲座",
}
_ITEMS = {
    "双月报": r"双月报",
    "示范校评估": r"示范校(?:\(站点\))?评估|示范校创建评估",
    "三级心理帮扶队伍": r"三级(?:心理)?帮扶队伍",
    "绿色转介通道": r"绿色(?:转介)?通道|转介通道",
    "高关怀学生闭环管理": r"高关怀学生闭环管理",
}
_COURSES = {
    "心理健康与职业生涯": r"心理健康与职业生涯",
    "心理健康": r"心理(?:健康)?(?:教育)?(?:活动)?课",
    "体育与健康": r"体育(?:与健康)?课",
    "劳动": r"劳动(?:教育)?课",
    "美术": r"美术课",
    "音乐": r"音乐课",
}
_SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[-—–－~～至/]\s*((?:20)?\d\d)(?!\d)")


def item_named(titles: list[str], sheet: str | None, stem: str | None) -> str | None:
    """The one item of records that they name together."""
    return _single(_ITEMS, list(map(_of_all, _said(titles, sheet, stem))))


_PART = re.compile(r"(?:其中|包括|包含|内含|不(?:包?含|包括)|(?<=[(,;、])含)[^()]*")
_LEFT_OUT = re.compile(r"不(?:包?含|包括)([^(),;、]+)")
_COUNTED = re.compile(
    r"(?<=[(,;、])[^()、,;]*?(?:\d+|[一二两三四五六七八九十]+)(?:人|名|位)(?=[),;、])"
    r"|(?:专职|兼职)[^\d()、,;]{0,10}?(?:\d+|[一二两三四五六七八九十]+)(?:人|名|位)"
)


def _said(titles: list[str], sheet: str | None, stem: str | None) -> list[str]:
    stems = [] if stem is None or len(tables_named(stem)) > 1 else [stem]
    return [normalise(text) for text in [*titles, *([sheet] if sheet else []), *stems] if text]


def _of_all(text: str) -> str:
    """A title without what counts, or leaves out, a part of its rows: 其中专职1人, 不含主题班会."""
    return _COUNTED.sub("", _PART.sub("", text))


def _left_out(texts: list[str]) -> str:
    return " ".join(found[1] for text in texts for found in _LEFT_OUT.finditer(text))


def facts_of(table: str, titles: list[str], sheet: str | None, stem: str | None) -> TitleFacts:
    """What title rows, the sheet's name and the file's stem say of every row of a table, alike (R37).

    A file's name that speaks of several tables says nothing of one of them. Titles that contradict each
    other name nothing.
    """
    said = _said(titles, sheet, stem)
    texts, without = list(map(_of_all, said)), _left_out(said)
    facts, field = TitleFacts(), _other_field([*titles, sheet or ""])
    if table == "teachers":
        facts.counsellor = any(map(_COUNSELLORS.search, texts)) and not any(
            map(_ALL_STAFF.search, texts)
        )
        duties = {duty for text in texts if (duty := _duty(text))} or _OTHER_DUTY[_duty(without)]
        facts.duty = next(iter(duties)) if len(duties) == 1 else None
    elif table == "committee":
        facts.psych = any(map(_PSYCH.search, texts)) and not any(map(_OTHER_MEMBERS.search, texts))
    elif table == "activities":
        facts.categories = frozenset({"other"}) if field else _categories(texts, without)
        facts.mental_health = any(
            "activities" in tables_named(text) for text in texts if _MENTAL.search(text)
        )
    elif table == "records":
        facts.item = _single(_ITEMS, texts) or field
    elif table == "lessons":
        facts.subject = _single(_COURSES, texts)
    _declare_time(facts, [" ".join(titles), sheet or "", stem or ""])
    return facts


_OTHER_WORK = re.compile(
    "安全(?!感)|平安校园|消防|食品|食堂|校车|党建|党风|廉政|财务|收费|后勤|资产|招生|信息化|师德|禁毒|法治|卫生|防疫|近视|国防教育|反诈"
)
_OUR_WORK = re.compile(r"心理|心育|德育|8\+2|双月报|学校工作|综合|班会|家校|家长")


def _other_field(titles: list[str]) -> str | None:
    """What a sheet is about that is no work of ours: 安全 of 安全工作自查表. It was asked for nothing else (R141)."""
    said = normalise("|".join(titles))
    found = _OTHER_WORK.search(said)
    return found[0] if found and not _OUR_WORK.search(said) else None


def _duty(text: str) -> str | None:
    if _BOTH_DUTIES.search(text):
        return None
    full, part = "专职" in text, "兼职" in text
    if full == part:
        return None
    return "full_time" if full else "part_time"


_OTHER_DUTY = {
    None: frozenset[str](),
    "full_time": frozenset({"part_time"}),
    "part_time": frozenset({"full_time"}),
}
_LIFE_EDUCATION = re.compile("生命教育")


def _categories(texts: list[str], without: str) -> frozenset[str]:
    """Every category that the titles name; 生命教育 is one only where it is not the theme of another (R56).

    Titles that name none, but leave some out, are about all the others.
    """
    found = {
        name for name, pattern in _CATEGORIES.items() if any(re.search(pattern, t) for t in texts)
    }
    left_out = {name for name, pattern in _CATEGORIES.items() if re.search(pattern, without)}
    if left_out and not found:
        return frozenset(CATEGORIES) - left_out
    if not found and any(map(_LIFE_EDUCATION.search, texts)):
        found.add("special_activity")
    return frozenset(found)


def _single(words: dict[str, str], texts: list[str]) -> str | None:
    """The one thing that all titles together name."""
    found = {name for name, pattern in words.items() for text in texts if re.search(pattern, text)}
    return found.pop() if len(found) == 1 else None


def _declare_time(facts: TitleFacts, texts: list[str]) -> None:
    """The first school year and term that are named: titles before the sheet before the file (R107)."""
    folded = [unicodedata.normalize("NFKC", text) for text in texts if text]
    facts.school_year = next(filter(None, map(_school_year, folded)), None)
    for said in filter(None, map(find_term, folded)):
        if len(said) > 1:
            facts.school_year = facts.school_year or said[:9]
        if len(said) != len("2024-2025"):
            facts.term = said
            break
    if facts.school_year is None:
        facts.calendar_year = next(filter(None, map(calendar_year, folded)), None)
    if facts.term in {"1", "2"} and facts.school_year:
        facts.term = f"{facts.school_year}-{facts.term}"


@remembered
def _school_year(text: str) -> str | None:
    for found in _SCHOOL_YEAR.finditer(text):
        first, second = int(found[1]), int(found[2])
        if (second if second > 99 else second + 2000) == first + 1:
            return f"{first}-{first + 1}"
    return None
