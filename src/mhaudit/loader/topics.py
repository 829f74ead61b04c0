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


_MENTAL = re.compile(
    "(?<![核用爱关耐贴精初非])心理|(?<!非)心理(?![念财发解想论由智])|心理(?:发展|解[压码惑忧析]|论坛)|(?<![\u4e00-\u9fff])心育|心育(?![人才苗英新德])|情绪"
)
"""Not in 核心理念, 关心理解 or 爱心育人, where the two characters belong to different words."""
_SPIRIT = re.compile("心灵")
_LIFE = re.compile("生命")
_IDLE = re.compile("情绪(?:饱满|高涨|高昂|激昂|昂扬)|爱国情绪|心灵美|心灵(?:之|的)?窗[口户]?")
"""Manners of speaking that say nothing of a theme."""
_NOT_MEANT = re.compile(
    "心灵手巧|生命在于运动|[心珠速]算|心连心|生命(?:线|通道|科学|周期|体征|之源)|(?:政治|艺术|职业|学术|第二次)生命"
)
"""Handicraft, sports, sums and the like: in a list on mental health they are no mental health either."""
_OTHER_FIELDS = re.compile(
    "安全(?!感)|溺水|消防|防火|火灾|交通|法治|法制|普法|宪法|国防|军训|(?<!精神)(?<!心理)卫生|禁毒|毒品|控烟|禁烟|吸烟|爱国|党史|红色|民族团结|"
    "地震|防震|防灾|减灾|反诈|诈骗|食品|环保|环境保护|垃圾分类|劳动|传染病|流感|防疫|近视|爱眼|护眼|节约|光盘|保密|知识产权|反邪教"
)
_PERHAPS_OTHER = re.compile(
    "科技|科普|读书|阅读|书香|诵读|诗词|国学|传统文化|非遗|艺术节|文艺|合唱|歌咏|书法|体育|运动会|足球|篮球|田径|英语|普通话|推普|汉字|团代会|少代会"
    "|换届|二十大|党的|习近平|思政|雷锋|志愿服务|烈士|清明|祭扫|革命|英烈|英雄|抗战|祖国|强国|航天|募捐|捐款|义卖|捐赠|节水|节粮|植树|低碳|爱牙"
    "|艾滋|民法典|文明礼仪|美食|手工"
)
"""Fields that R54 does not name: what else an activity of theirs is about is open, in a list on mental health too."""
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
    text = _NOT_MEANT.sub("", _IDLE.sub("", text))
    named = {"mental_health"} if _MENTAL.search(text) or _SPIRIT.search(text) else set()
    return named | ({"life_education"} if _LIFE.search(text) else set())


@remembered
def themes_of_title(title: object, *, mental_health_sheet: bool = False) -> SetOf | None:
    """The themes a title names: 心理, 心育, 情绪, 心灵; 生命 (R54). None: it names none, anything is possible.

    A title that only names another field (安全, 法治, 禁毒…) surely has neither theme. In a sheet of 心理健康
    activities every row has that theme unless its title names another field (R55). 心灵 beside another field
    (红色经典浸润心灵) and turns of phrase (心灵手巧, 生命在于运动) leave it open.
    """
    text = "" if is_blank(title) else plain(title)
    named, elsewhere = _themes(text), bool(_OTHER_FIELDS.search(text))
    perhaps = bool(_NOT_MEANT.search(text) or _PERHAPS_OTHER.search(text))
    by_spirit = "mental_health" in named and not _MENTAL.search(_IDLE.sub("", text))
    if by_spirit and (elsewhere or (perhaps and not mental_health_sheet)):
        named.remove("mental_health")
        return SetOf(frozenset(named), None) if named else None
    if mental_health_sheet and not elsewhere and not perhaps:
        named.add("mental_health")
    if named:
        return SetOf.known(*named)
    turned = _NOT_MEANT.search(text) or _IDLE.search(text)
    return SetOf.known("other") if elsewhere and not turned else None


_OF_CAMPAIGN = re.compile("职业生涯")
"""NC602's clause names it beside 心理健康文化节 and the like."""
_BRIGHT = re.compile("心|阳光|成长|幸福|压力|减压|关爱|生命|快乐")
_OPEN = OneOf(frozenset({"campaign", "other"}))
_NAMED_CAMPAIGN = re.compile("[月周节]|剧")


@remembered
def campaign(
    title: object, kind: object, themes: SetOf | None, mental_health_sheet: bool
) -> str | OneOf:
    """Whether a month, week, festival or play is one on mental health: `campaign`, `other`, or one of the two.

    `title` and `kind` are the cells, `themes` what a column of themes says. A bare 宣传月 in the column of kinds
    is taken at its word unless the title says otherwise; a title alone has to name its theme (R54, R55).
    """
    texts = ["" if is_blank(raw) else plain(raw) for raw in (title, kind)]
    text = " ".join(texts)
    if themes is not None and "mental_health" in themes.sure:
        return "campaign"
    if themes is not None and themes.maybe is not None and "mental_health" not in themes.maybe:
        return "other"
    cleared = _IDLE.sub("", _NOT_MEANT.sub("", text))
    if _MENTAL.search(cleared) or _OF_CAMPAIGN.search(text):
        return "campaign"
    if _OTHER_FIELDS.search(text):
        return _OPEN if _BRIGHT.search(text) else "other"
    if _PERHAPS_OTHER.search(text) or _NOT_MEANT.search(text):
        return _OPEN
    if mental_health_sheet or _SPIRIT.search(cleared) or not _NAMED_CAMPAIGN.search(texts[0]):
        return "campaign"
    return _OPEN
