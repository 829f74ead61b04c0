"""Cells that answer a question: yes or no, sex, ownership, duty, whose teacher. Whole cells only, no substrings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mhaudit.loader.cell_text import BLANK, NOT_UNDERSTOOD, Read, is_blank, plain, remembered
from mhaudit.models.values import OneOf

_DONE: list[str] = " ".join(
    (
        "完成 建立 建成 建有 建 落实 达标 开展 实施 设立 设置 设 纳入 制定 配备 配齐 具备 享受 计入 计算 计 做到",
        "达到 到位 印发 上报 报送 报 提交 交 执行 畅通 举办 举行 符合 符合要求",
    )
).split()
_YES = {
    "√",
    "✓",
    "✔",
    "☑",
    "是",
    "有",
    "1",
    "已",
    "y",
    "yes",
    "true",
    "对",
    "是的",
    "完成",
    "落实",
} | {
    before + word
    for before in ("", "已", "均已", "已全部", "全部")
    for word in _DONE
    if before or len(word) > 1
}
_NO = {
    "×",
    "✗",
    "✘",
    "☒",
    "否",
    "无",
    "没有",
    "没",
    "0",
    "未",
    "n",
    "no",
    "false",
    "错",
    "不是",
    "漏报",
} | {before + word for before in ("未", "没有", "尚未", "还未", "不") for word in _DONE}
_EMPTY = re.compile(r"[-‐-―_/\\|.…]*|[-(<\[【]*请(?:选择|填写|输入)[-.)>\]】:]*")
_OPEN_BOX = r"(?:[□☐○▢]|\(\))"
_TICKED = r"(?:[☑√✓✔■]|\([√✓✔]\))"
_BOXES = re.compile(  # 是√否 alone is either: which of the two the tick belongs to cannot be told
    f"(?P<yes>{_TICKED}(?:是|有){_OPEN_BOX}?(?:否|无)|(?:是|有){_TICKED}(?:否|无){_OPEN_BOX})"
    f"|{_OPEN_BOX}(?:是|有){_TICKED}(?:否|无)|(?:是|有){_OPEN_BOX}?(?:否|无){_TICKED}"
)


@remembered
def yes_no(raw: object) -> Read:
    """True for √, 是, 有, 1, 已落实…; False for 否, 无, 0, ×, 未落实… (R52, R118), also a ticked 是□ 否□.

    Anything else, numbers above 1 (R109) and 部分落实, 正在推进, 计划中 (R84) among them, is D301.
    """
    text = plain(raw).removesuffix(".0")
    if text in _YES:
        return Read(True)
    if text in _NO:
        return Read(False)
    if _EMPTY.fullmatch(text):
        return BLANK
    boxes = _BOXES.fullmatch(text)
    return Read(boxes["yes"] is not None) if boxes else NOT_UNDERSTOOD


def compulsory(raw: object) -> Read:
    """As `yes_no`, and 必修 / 选修 / 限定选修."""
    text = plain(raw).removesuffix("课程").removesuffix("课")
    if text == "必修":
        return Read(True)
    return Read(False) if text in ("选修", "限定选修", "任意选修") else yes_no(raw)


def is_tick(raw: object) -> bool:
    """Whether the cell may stand in a column of flags: a tick, a yes or no, or blank; else it holds names (R72)."""
    return yes_no(raw).code is None


def _table(words: dict[str, str]) -> dict[str, str]:
    return {word: value for value, all_words in words.items() for word in all_words.split()}


def _choice(raw: object, table: dict[str, str]) -> Read:
    text = plain(raw).removesuffix(".0")
    if text in table:
        return Read(table[text])
    return BLANK if is_blank(raw) or text == "0" else NOT_UNDERSTOOD


_SEXES = _table(
    {"male": "男 1 m male 男生 男性 男孩 (男) ♂", "female": "女 2 f female 女生 女性 女孩 (女) ♀"}
)
_OWNERSHIPS = _table({
    "public": "公办 公立 公办学校 公立学校 公 教育部门 教育部门办 public",
    "private": "民办 私立 民办学校 私立学校 民 private",
})  # fmt: skip


def sex(raw: object) -> Read:
    """`male` or `female`: 男/女, 1/2 (GB/T 2261.1, R112), M/F."""
    return _choice(raw, _SEXES)


def ownership(raw: object) -> Read:
    """`public` 公办 or `private` 民办."""
    return _choice(raw, _OWNERSHIPS)


def _spellings(stems: Iterable[str], shorts: str) -> str:
    """专职, 专职教师, 专职心理教师, 专职心理健康教育教师, 从事… as one list of words."""
    psych = ("心理", "心理健康", "心理健康教育", "心理辅导", "心育")
    people = [field + who for field in psych for who in ("教师", "老师")]
    tails = ["", "教师", "老师", "人员", *people]
    return " ".join([*shorts.split(), *(stem + tail for stem in stems for tail in tails)])


_DUTIES = _table({
    "full_time": _spellings(("专职", "全职"), "专 full_time full-time"),
    "part_time": _spellings(("兼职", "兼任"), "兼 兼课 part_time part-time"),
    "none": "否 × ✗ ✘ 不是 都不是 均不是 既非专职也非兼职 非专兼职 非心理教师 非心理健康教育教师 非专职也非兼职",
})  # fmt: skip
_BOTH_DUTIES = frozenset(
    {"专兼职", "专职兼职", "专/兼职", "专职/兼职", "专兼", "专(兼)职", "专、兼职"}
)
_COUNSELLORS = frozenset({"心理教师", "心理健康教师", "心理健康教育教师", "心理老师"})


_WITH_POST = re.compile(r"(?P<duty>[^()/、,;-]+)(?:\((?P<in>[^()]+)\)|[/、,;-](?P<by>[^()/]+))")
_POST_WORDS = re.compile(
    "(?:(?:[正副]|德育|政教|教务|教导|总务|党建|团委|少先队|年级|学科|教研|备课|心理|心育|健康|教育|辅导|咨询|中心|工作|室|办公室)*"
    "(?:班主任|主任|组长|校长|书记|处长|校医|干事|大队辅导员|辅导员|负责人|咨询师|教师|老师)"
    "|(?:国家)?[一二三]级心理咨询师"
    "|语文|数学|英语|外语|物理|化学|生物|历史|地理|政治|思政|道德与法治|道法|体育|音乐|美术|劳动|科学|信息技术|信息科技|综合实践)"
    "(?:教师|老师)?"
)


def _duty_word(text: str) -> str | None:
    """The duty that a cell says, be it with a post behind it that does not contradict: 兼职(德育主任), 兼职/班主任.

    A 专职 may only be of something with 心理 besides: 专职(兼班主任) and 专职(语文) are not decided.
    """
    found = _WITH_POST.fullmatch(text)
    if text in _DUTIES or found is None:
        return _DUTIES.get(text)
    said, post = _DUTIES.get(found["duty"]), found["in"] or found["by"]
    if said not in ("full_time", "part_time") or not _POST_WORDS.fullmatch(post):
        return None
    return said if said == "part_time" or "心" in post else None


def duty(raw: object) -> Read:
    """`full_time`, `part_time`, or `none` where the cell says no counsellor (否, R52). 专兼职 is D301 (R43)."""
    said = _duty_word(plain(raw))
    return _choice(raw, _DUTIES) if said is None else Read(said)


def counsellor(raw: object) -> Read:
    """`(is one, duty or None)` from a column that asks whether the teacher is a counsellor (R137).

    专兼职 says yes but not which: `(True, None)` with D301 (R43).
    """
    text = plain(raw)
    named = _duty_word(text)
    if named:
        return Read((False, None)) if named == "none" else Read((True, named))
    if text in _BOTH_DUTIES:
        return Read((True, None), "D301")
    if text in _COUNSELLORS:
        return Read((True, None))
    answer = yes_no(raw)
    return answer if answer.value is None else Read((answer.value, None))


_SUPPORTS = _table({
    "own": "本校 自有 在编 本校教师 本校在编 本校在编教师 在编教师 在编在岗 编内 校内 我校 "
    "本校专职 本校兼职 own 否 不是 ×",
    "paired": "对口援助 对口支援 对口帮扶 对口援助教师 对口支援教师 对口帮扶教师 共享 共享教师 走教 走教教师 "
    "外校 他校 其他学校 兄弟学校 paired",
    "posted": "定点支教 支教 定点支教教师 支教教师 posted",
    "other": "外聘 聘请 其他 其它 校外 校外聘请 外聘教师 校外教师 社会聘请 校外专家 外聘专家 志愿者 "
    "购买服务 政府购买服务 other",
})  # fmt: skip
_A_SCHOOL = re.compile(
    r"(?!本校|本学校|我校|我学校|该校|该学校|非).{2,}(?:小学|中学|学校|幼儿园|职高|技校|中专|教学点|校区|分校|附中|附小|[一二三四五六七八九十\d]中|完小)"
)
_SUPPORTED_BY = re.compile(
    r"(?!非|不|无|未)由?(.*?)(?:对口(?:援助|支援|帮扶)|(定点)?支教)(?:教师)?"
)


def support(raw: object) -> Read:
    """Whose teacher this is: `own`, `paired` (also by another school's name, R34), `posted` or `other` (R144).

    Blank is for the caller to read as own. The headings of this column ask whether the teacher is lent, so 否 is
    `own`, and 是 is one of `paired` and `posted` (D301). A school's own name must be compared by the caller first.
    """
    text = plain(raw)
    if text in _SUPPORTS:
        return Read(_SUPPORTS[text])
    if is_blank(raw) or text == "0":
        return BLANK
    if text in _YES:
        return Read(OneOf.of("paired", "posted"), "D301")
    if _A_SCHOOL.fullmatch(text):
        return Read("paired")
    found = _SUPPORTED_BY.fullmatch(text)
    if found and _A_SCHOOL.fullmatch(found[1]):
        return Read("posted" if "支教" in text else "paired")
    return NOT_UNDERSTOOD


def is_counsellor_subject(subject: object, post: object = None) -> bool | None:
    """Whether subject or post is that of a counsellor (R35). True: one of them names 心理.

    False: another readable subject, that is surely no full-time counsellor and perhaps a part-time one (they
    usually teach 语文): the caller leaves `counsellor` unknown. None: nothing is said.
    """
    if "心理" in plain(subject) or "心理" in plain(post):
        return True
    return None if is_blank(subject) or plain(subject) == "0" else False
