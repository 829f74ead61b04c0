"""What kind of activity, and about what: from a column of its own, else from the title (R54–R58)."""

from __future__ import annotations

import re

from mhaudit.loader.cell_text import BLANK, NOT_UNDERSTOOD, Read, is_blank, plain, remembered
from mhaudit.models.values import OneOf, SetOf

_END = "(?![议演展])"
_FORMS = re.compile(
    rf"(?P<class_meeting>主题班(?:团|队)?会|班团队会{_END}|班团会{_END}|班队会{_END}|班会{_END}|团队会{_END}|班团队活动|班团活动|"
    rf"(?<!社)团会{_END}|(?<![军乐部团])队会{_END}|团日活动|团日(?!制)|少先队活动|少先队活动课)"
    r"|(?P<home_school>家校(?:合作|共育|协同|互动|沟通|活动|联动|共建)?|家长(?:会|开放日|沙龙|学堂|学校|课堂|讲座|讲堂|培训|接待日)|"
    r"万师访万家|家访)"
    r"|(?P<campaign>宣传[月周日](?!报)|文化节|心理(?:情景|健康)?剧|情景剧|职业生涯探索(?:活动)?|心理健康(?:教育)?(?:活动)?[月周](?![报刊记考测])|"
    r"活动月(?!报)|活动周(?!报))"
    r"|(?P<special_activity>专题活动|专题教育(?:活动)?(?:讲座)?|专题讲座|团体(?:心理)?辅导|团辅)"
    r"|(?P<lecture>讲座|报告会)"
)
_LIFE_EDUCATION = re.compile("生命教育")
_OTHERS = frozenset({"其他", "其它", "其他活动", "其它活动", "other"})


@remembered
def category(raw: object) -> Read:
    """One of `tables.CATEGORIES` for a 活动类型 cell; `OneOf` with D308 where it names two (R58); else D301.

    专题讲座 and 生命教育 are special activities, a bare 讲座 is a lecture, 主题班会 and the like class meetings (R56).
    """
    if is_blank(raw) or plain(raw) == "0":
        return BLANK
    text = plain(raw)
    if text in _OTHERS:
        return Read("other")
    found = _named(text)
    if not found and _LIFE_EDUCATION.search(text):
        return Read("special_activity")
    if not found:
        return NOT_UNDERSTOOD
    return Read(OneOf.of(*sorted(found)), "D308" if len(found) > 1 else None)


@remembered
def category_of_title(title: object) -> str | None:
    """The category that a title names, if it names exactly one (R57).

    生命教育 in a title is its theme, not its form, and names none.
    """
    found = _named(plain(title))
    return found.pop() if len(found) == 1 else None


def _named(text: str) -> set[str]:
    return {match.lastgroup for match in _FORMS.finditer(text) if match.lastgroup}


_MENTAL = re.compile("心理|心育|情绪|心灵")
_LIFE = re.compile("生命")
_OTHER_FIELDS = re.compile(
    "安全(?!感)|溺水|消防|防火|火灾|交通|法治|法制|普法|宪法|国防|军训|(?<!精神)(?<!心理)卫生|禁毒|毒品|控烟|禁烟|吸烟|爱国|党史|红色|民族团结|"
    "地震|防震|防灾|减灾|反诈|诈骗|食品|环保|环境保护|垃圾分类|劳动|传染病|流感|防疫|近视|爱眼|护眼|节约|光盘|保密|知识产权|反邪教"
)
_SEPARATOR = re.compile("[、,;/和与及+&|]")


@remembered
def themes(raw: object) -> Read:
    """A `SetOf` themes from a 主题类别 cell; what it does not name of the two is surely not its theme.

    A part that is not understood leaves the rest open (D301); other fields (安全, 法治…) are `other`.
    """
    if is_blank(raw) or plain(raw) == "0":
        return BLANK
    found: set[str] = set()
    understood = True
    for part in _SEPARATOR.split(plain(raw)):
        if part:
            named = _themes(part) or (
                {"other"} if part in _OTHERS or _OTHER_FIELDS.search(part) else set()
            )
            found |= named
            understood = understood and bool(named)
    if understood and found:
        return Read(SetOf.known(*found))
    return Read(SetOf(frozenset(found), None) if found else None, "D301")


def _themes(text: str) -> set[str]:
    named = {"mental_health"} if _MENTAL.search(text) else set()
    return named | ({"life_education"} if _LIFE.search(text) else set())


@remembered
def themes_of_title(title: object, *, mental_health_sheet: bool = False) -> SetOf | None:
    """The themes a title names: 心理, 心育, 情绪, 心灵; 生命 (R54). None: it names none, anything is possible.

    A title that only names another field (安全, 法治, 禁毒…) surely has neither theme. In a sheet of 心理健康
    activities every row has that theme unless its title names another field (R55).
    """
    text = "" if is_blank(title) else plain(title)
    named = _themes(text)
    elsewhere = bool(_OTHER_FIELDS.search(text))
    if mental_health_sheet and not elsewhere:
        named.add("mental_health")
    if named:
        return SetOf.known(*named)
    return SetOf.known("other") if elsewhere else None
