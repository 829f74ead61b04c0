"""Free text, names of people, school codes, courses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mhaudit.loader.cell_text import (
    BLANK,
    NOT_UNDERSTOOD,
    Read,
    clean,
    fold,
    ideographs_but,
    is_blank,
    plain,
    remembered,
    whole,
)
from mhaudit.loader.choices import yes_no

_NOBODY = re.compile(
    r"0?|(?:本校|暂|尚|还)?(?:未|没有|没|无)"
    r"(?:设置?|设立|配备?|安排|确定|定|选[出举定]?|产生|任命|人|此人|心理委员|教师|人员)?|暂?空?缺|待[定选聘补]|(?:以上|上述).*"
)
_INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


@remembered
def text(raw: object) -> str | None:
    """Cleaned text; None when blank, and for 0, which only a number column may mean."""
    value = clean(raw)
    return None if is_blank(raw) or value in ("", "0") else value


@remembered
def name(raw: object) -> str | None:
    """A person's name without inner spaces (张 三 → 张三); None for blank, 0, 无, 本校无, 待定."""
    value = _INNER_SPACE.sub("", clean(raw))
    return None if is_blank(raw) or _NOBODY.fullmatch(plain(raw).strip("()")) else value


def subject(raw: object) -> str | None:
    """A course's name without spaces and title marks."""
    value = text(raw)
    return value.replace(" ", "").strip("《》〈〉“”\"'") or None if value else None


_CODE = re.compile(r"'?([0-9]{10})(?:\.0+)?")
_SCIENTIFIC = re.compile(r"([0-9])(?:\.([0-9]+))?e\+?([0-9]{1,2})")
_CODE_DIGITS = 10


def code(raw: object) -> Read:
    """A school code of 10 digits, as text or number. Digits lost to scientific notation: D304; else D301."""
    value = plain(raw)
    if is_blank(raw) or value == "0":
        return BLANK
    if isinstance(raw, bool):
        return NOT_UNDERSTOOD
    found = _CODE.fullmatch(value)
    if found:
        return Read(found[1])
    found = _SCIENTIFIC.fullmatch(value)
    if not found:
        return NOT_UNDERSTOOD
    digits = found[1] + (found[2] or "")
    exact = len(digits) == _CODE_DIGITS and int(found[3]) == _CODE_DIGITS - 1
    return Read(digits) if exact else Read(code="D304")


_PLAIN_NAME = "[{}]{{2,4}}".format(
    ideographs_but(
        "男女等学校無无没沒未暂暫空缺待尚还還本请請是有对對错錯否不已均全完建落达達开開实實设設纳納制配具享计計做到位印上报報执執畅暢"
        "名人个個位拟擬招附件同兼辞班即选選某轮輪代"
    )
)
"""A name in which no character stands that any other word of such a cell begins or ends with."""
_IS_PLAIN_NAME = re.compile(_PLAIN_NAME).fullmatch
_ARE_PLAIN_NAMES = re.compile(f"{_PLAIN_NAME}(?:\n{_PLAIN_NAME})*").fullmatch
_ONE_NAME = re.compile("(?!.*[男女等学])[\u4e00-\u9fff]{2,4}")
"""No list, label or bracket is in it, and nothing of 男, 等3人 or 同学."""


def odd_names(raws: Sequence[Any]) -> set[Any]:
    """The distinct ones of many cells that do not hold a plain name and nothing else; most columns have none.

    In a plain name `name`, `text` and `people` find it as it stands.
    """
    if set(map(type, raws)) == {str}:
        together = "\n".join(raws)
        if together.count("\n") == len(raws) - 1 and _ARE_PLAIN_NAMES(together):
            return set()
    return {raw for raw in set(raws) if type(raw) is not str or not _IS_PLAIN_NAME(raw)}


Person = tuple[str, str | None]
"""Name (`""` for somebody only counted) and sex, if said."""

_SEXES = {"男": "male", "女": "female"}
_BRACKET = re.compile(r"\(([^()]*)\)")
_LABEL = re.compile(
    r"(?P<sex>[男女])[生性]?:"
    r"|(?:^|(?<=[、,;/ ]))[^\W\d]{1,6}:(?! ?[男女](?:[、,;/ ]|$))"
)
_SEX = re.compile(r"\(([男女])\)")
_SPLIT = re.compile(r"[、,;:/|。]+")
_MARKED = re.compile(r"(?P<name>[^\x00-\x1f]*?)(?:\x01(?P<sex>[男女]))?")
_COUNTED = re.compile(
    r"(?:共|各)?(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:名|人|个|位)"
)
_BOTH = re.compile(r"男女(?:生)?各(?P<count>[0-9]|[一二两三])(?:名|人|个|位)?")
_BOYS_GIRLS = re.compile(
    r"男(?:生)?(?P<boys>[0-9])(?:名|人)?[、,;]?女(?:生)?(?P<girls>[0-9])(?:名|人)?"
)
_AND_OTHERS = re.compile(r"等(?:[0-9]{0,2}(?:名|人|位|同学)+)?$|同学$")


_NUMBERING = re.compile(r"(?<![0-9])[0-9]{1,2}[.)、]?(?=[^\W\d名人个位])(?!.{0,2}女[0-9])")
_TELEPHONE = re.compile("[0-9+-]{5,}")


_ELSEWHERE = re.compile(
    r"附件|名单|同[左右上]|\u3003|^\?+$|^\d{7,}$|姓名$|^[男女]生?$|^[xX*\u00d7]+$|^某某.{0,2}$"
)
_NAMES_NOBODY = re.compile(r"无[男女]|不愿|兼任|已[辞转离退调]|转学|^拟")
"""What stands in place of a pupil's name and says that there is none, or no longer (R70)."""
_NO_PUPIL = re.compile(
    "(?:暂时?|尚|还|目前|现)?(?:空缺|缺额?|未[选定确产设配任].*|没有?.*|无.*)|即将.*|待.*|(?!.*已).*(?:选出|产生|空缺|暂缺)"
    "|由?班主任.*|(?:班长|班委|教师|老师)代.{0,2}|全[男女]班?|(?:全班|学生|同学|班委|班干部)?轮[流值].*"
)
"""A word in place of a name that names no pupil."""


@remembered
def is_elsewhere(raw: object) -> bool:
    """Whether a cell for a name gives none, but does not say either that there is nobody: 见附件, 同左."""
    return isinstance(raw, str) and _ELSEWHERE.search(plain(raw)) is not None


def people(raw: object) -> list[Person]:
    """`(name, sex)` for each person in a cell: 张三、李四; 张三(男) 李四(女); 男:张三 女:李四 (R74).

    The sex is None where the cell does not say it. Persons who are only counted (1人, 男女各1名) have the name "".
    A tick or 是 is one such person, 否 none. Names written apart (张 三) stay one person.
    """
    if isinstance(raw, str) and _IS_PLAIN_NAME(raw):
        return [(raw, None)]
    answer = yes_no(raw)
    if name(raw) is None or answer.value is False:
        return []
    if is_elsewhere(raw) or _NAMES_NOBODY.search(plain(raw)) or _NO_PUPIL.fullmatch(plain(raw)):
        return []
    if answer.value is True:
        return [("", None)]
    value = _NUMBERING.sub("、", clean(raw))
    counted = _counted(fold(value).replace(" ", ""))
    if counted is not None:
        return counted
    if _ONE_NAME.fullmatch(value):
        return [(value, None)]
    if _SEX.match(value):
        value = _SEX.sub(r"\1:", value)
    found: list[Person] = []
    sex: str | None = None
    at = 0
    for label in _LABEL.finditer(value):
        found += _listed(value[at : label.start()], sex)
        sex = _SEXES.get(label["sex"] or "")
        at = label.end()
    return found + _listed(value[at:], sex)


def _counted(value: str) -> list[Person] | None:
    both = _BOTH.fullmatch(value)
    if both:
        return _anonymous(whole(both["count"]) or 0, whole(both["count"]) or 0)
    split = _BOYS_GIRLS.fullmatch(value)
    if split:
        return _anonymous(int(split["boys"]), int(split["girls"]))
    found = _COUNTED.fullmatch(value)
    if not found and not (value.isascii() and value.isdigit() and len(value) <= 2):
        return None
    return [("", None)] * (whole(found["count"] if found else value) or 0)


def _anonymous(boys: int, girls: int) -> list[Person]:
    return [*[("", "male")] * boys, *[("", "female")] * girls]


def _listed(part: str, sex: str | None) -> list[Person]:
    """The people of a list under one label; a bracket or a 男 that stands alone belongs to the name before it."""
    marked = _BRACKET.sub(
        lambda found: f"\x01{found[1]} " if found[1] in ("男", "女") else " ", part
    )
    found: list[Person] = []
    for piece in _SPLIT.split(marked):
        for word in _words(piece):
            person = _MARKED.fullmatch(word)
            own = person["name"].strip() if person else ""
            if own in _SEXES and found and found[-1][1] is None:
                found[-1] = (found[-1][0], _SEXES[own])
                continue
            mark = person["sex"] if person else None
            if not own and mark and found:
                found[-1] = (found[-1][0], _SEXES[mark])
                continue
            named = name(_AND_OTHERS.sub("", own))
            if named is not None and not (
                _TELEPHONE.fullmatch(named) or _NO_PUPIL.fullmatch(named)
            ):
                found.append((named, _SEXES[mark] if mark else sex))
    return found


_GIVEN_NAME = re.compile("[^\x00-\x7f]{1,2}(?:\x01[男女])?")


def _words(piece: str) -> list[str]:
    """Words split at spaces, with a surname written apart joined to what follows (张 三, 王 小明, 张 小 三)."""
    words = piece.replace(" \x01", "\x01").split(" ")
    words = [word for word in words if word]
    singles = all(len(word.partition("\x01")[0]) == 1 for word in words)
    if singles and len(words) == 3 and not any("\x01" in word for word in words[:-1]):
        return ["".join(words)]
    joined: list[str] = []
    for word in words:
        if (
            joined
            and len(joined[-1]) == 1
            and joined[-1] not in _SEXES
            and _GIVEN_NAME.fullmatch(word)
        ):
            joined[-1] += word
        elif all(character.isascii() for character in word) and joined and joined[-1].isascii():
            joined[-1] += " " + word
        else:
            joined.append(word)
    return joined
