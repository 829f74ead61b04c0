"""Which school is meant: mentions (name, code, district) of all files become schools, codes first (R90, R91).

The answer does not depend on the order of files: all mentions are collected before any is resolved.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from mhaudit.findings import DataIssue, Place

_SPACE = re.compile(r"\s+")
_BUREAU = re.compile(
    r"(教育体育局|教育和体育局|教育科技体育局|教科体局|教育局|教体局|社会事业局|社会发展局|社发局)$"
)
_CITY = re.compile(r"^[^市]{2,3}市(?=.)")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百零]+")
_ABBREVIATED = re.compile(r"[第市县区镇乡省]")
_PREFIX = re.compile(r"^.*?[省市县区镇乡]")
SIMILAR = 85
"""rapidfuzz score from which a name that no school list holds is shown beside one that it may mean (R91)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """How a cell or title names a school; every part already normalised, at least name or code given."""

    name: str | None = None
    code: str | None = None
    district: str | None = None


@dataclass(slots=True)
class Seen:
    """A mention with the place it stands in; `listed` where it is a row of a school table."""

    mention: Mention
    place: Place | None = None
    listed: bool = False
    times: int = 1
    """In how many tables it stands so."""


@dataclass(frozen=True, slots=True)
class SchoolName:
    """A school as told apart from all others."""

    name: str
    code: str | None
    district: str | None


@dataclass(slots=True)
class Registry:
    """The schools of a run, sorted by district, code and name, and what each mention stands for."""

    schools: list[SchoolName] = field(default_factory=list)
    meaning: dict[Mention, tuple[int, ...]] = field(default_factory=dict)
    issues: list[DataIssue] = field(default_factory=list)
    others: int | None = None
    """The index that stands for all schools which are not at hand, where only some are."""

    def of(self, mention: Mention) -> tuple[int, ...]:
        """The school meant; several where the name fits several and nothing tells which."""
        if self.others is not None and mention not in self.meaning:
            return (self.others,)
        return self.meaning[mention]


OTHERS = SchoolName("", None, None)
"""Stands for all schools that are not at hand."""


_SEAL = re.compile(r"\((?:加?盖)?(?:公|签|印)?章\)$")


def school_name(raw: object) -> str | None:
    """A school's name as it is compared: NFKC, without spaces and (盖章); None for nothing.

    >>> school_name("南昌市 育新学校(东校区)")
    '南昌市育新学校(东校区)'
    """
    if raw is None or isinstance(raw, bool | int | float):
        return None
    text = _SEAL.sub("", _SPACE.sub("", unicodedata.normalize("NFKC", str(raw))))
    return None if text in {"", "无", "/", "-", "—", "——", "请选择", "请填写", "0"} else text


_AUTHORITY = re.compile(
    r"(?:教[^校园]{0,8}局|社会事业局|社会发展局|社发局|教委|教育委员会|教育厅|教育办(?:公室)?)$"
)
_APART = re.compile(r"[\u3001,;/\n]+")
_IS_A_NAME = re.compile(
    r"(?!(?:完全|初级|高级)?(?:小学|中学|学校|幼儿园|高中|初中|中专)$).*(?:校|小学|中学|幼儿园|高中|初中|中专|[0-9一二三四五六七八九十]中|附[小中])(?:\([^()]*\))?$"
)
_AND_OTHERS = re.compile(r"等[0-9一二两三四五六七八九十]*所?(?:学校|中学|小学)?$")
_SEVERAL_IN_TITLE = re.compile(
    r"(?:小学|中学|学校|幼儿园)[\u3001;/][^\u3001;/]*?(?:小学|中学|学校|幼儿园)"
)


def is_authority(name: str | None) -> bool:
    """Whether a name as `school_name` gives it is that of the schools' authority.

    >>> is_authority("东湖区教体局"), is_authority("市教育局幼儿园")
    (True, False)
    """
    return name is not None and _AUTHORITY.search(name) is not None


def names_several(raw: object) -> bool:
    """Whether a cell names several schools, each by a whole name, with a mark between them.

    >>> names_several("甲中学、乙中学"), names_several("甲学校(小学、初中)"), names_several("甲中学")
    (True, False, False)
    """
    if not isinstance(raw, str):
        return False
    text = _AND_OTHERS.sub("", unicodedata.normalize("NFKC", raw).strip())
    pieces = {piece.strip() for piece in _APART.split(text) if piece.strip()}
    return len(pieces) > 1 and all(map(_IS_A_NAME.match, pieces))


def titles_several(title: str) -> bool:
    """Whether a title names several schools: 甲中学、乙中学教师名册."""
    text = re.sub(r"\([^()]*\)", "", unicodedata.normalize("NFKC", title))
    return _SEVERAL_IN_TITLE.search(text) is not None


def district_name(raw: object) -> str | None:
    """A district; an authority is taken for its district, the city's for none (R154).

    >>> district_name("南昌市东湖区教育局"), district_name("南昌市教育局")
    ('东湖区', None)
    """
    text = school_name(raw)
    if text is None:
        return None
    bare = _BUREAU.sub("", text)
    inner = _CITY.sub("", bare)
    if bare != text and inner.endswith("市") and not _CITY.match(bare):
        return None
    return inner or None


def _district_key(district: str | None) -> str | None:
    if district is None:
        return None
    return district[:-1] if len(district) > 2 and district[-1] in "区县" else district


def resolve(seen: Iterable[Seen]) -> Registry:
    """Tell schools apart by code, then by name and district (R90)."""
    mentions = sorted(seen, key=_order)
    coded = _Coded()
    for one in mentions:
        coded.note(one)
    registry = Registry()
    keys: dict[Mention, tuple[SchoolName, ...]] = {}
    for one in mentions:
        if one.mention.code is not None:
            keys[one.mention] = (coded.school(one.mention.code),)
    registry.issues += coded.issues()
    by_name: dict[str, list[Seen]] = defaultdict(list)
    for one in mentions:
        if one.mention.code is None and one.mention.name is not None:
            by_name[one.mention.name].append(one)
    for name, named in by_name.items():
        found, issues = _without_code(name, named, coded)
        keys.update(found)
        registry.issues += issues
    schools = sorted({school for group in keys.values() for school in group}, key=_school_order)
    index = {school: at for at, school in enumerate(schools)}
    registry.schools = schools
    registry.meaning = {
        mention: tuple(sorted(index[school] for school in group)) for mention, group in keys.items()
    }
    registry.issues += _similar(registry, mentions)
    registry.issues = [_owned(issue, registry) for issue in registry.issues]
    return registry


def _owned(issue: DataIssue, registry: Registry) -> DataIssue:
    """The issue given to the school it is about, where that is one."""
    said = dict(issue.args)
    about = [
        at
        for at, school in enumerate(registry.schools)
        if (school.code == said["code"] if "code" in said else school.name == said["name"])
    ]
    return replace(issue, school=about[0]) if len(about) == 1 else issue


def _order(one: Seen) -> tuple[bool, str, str, str, str]:
    place = one.place.text() if one.place else ""
    mention = one.mention
    return (not one.listed, mention.code or "", mention.name or "", mention.district or "", place)


def _school_order(school: SchoolName) -> tuple[str, str, str]:
    return (school.district or "", school.code or "", school.name)


class _Coded:
    """The schools that some mention gives a code."""

    def __init__(self) -> None:
        self.listed: dict[str, Counter[str]] = defaultdict(Counter)
        self.other: dict[str, Counter[str]] = defaultdict(Counter)
        self.districts: dict[str, Counter[str]] = defaultdict(Counter)
        self.codes_of: dict[str, set[str]] = defaultdict(set)
        self.first: dict[tuple[str, str], Seen] = {}

    def note(self, one: Seen) -> None:
        code, name = one.mention.code, one.mention.name
        if code is None:
            return
        names = (self.listed if one.listed else self.other)[code]
        if name is not None:
            names[name] += one.times
            self.codes_of[name].add(code)
            self.first.setdefault((code, name), one)
        if one.mention.district is not None:
            self.districts[code][one.mention.district] += one.times

    def name(self, code: str) -> str:
        for names in (self.listed[code], self.other[code]):
            if names:
                return _most(names)
        return code

    def school(self, code: str) -> SchoolName:
        districts = self.districts[code]
        return SchoolName(self.name(code), code, _most(districts) if districts else None)

    def fits(self, code: str, district: str) -> bool:
        keys = {_district_key(known) for known in self.districts[code]}
        return not keys or _district_key(district) in keys

    def issues(self) -> list[DataIssue]:
        """One code under two names: the code wins (R90)."""
        found = []
        for code in sorted({*self.listed, *self.other}):
            chosen = self.name(code)
            for name in sorted({*self.listed[code], *self.other[code]} - {chosen}):
                one, kept = self.first[code, name], self.first.get((code, chosen))
                others = (kept.place,) if kept and kept.place else ()
                args = (("code", code), ("name", name), ("chosen", chosen))
                found.append(DataIssue("D407", args, one.place, name, others=others))
        return found


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], text))


def _without_code(
    name: str, named: Sequence[Seen], coded: _Coded
) -> tuple[dict[Mention, tuple[SchoolName, ...]], list[DataIssue]]:
    """What the mentions of one name without a code stand for."""
    codes = sorted(coded.codes_of.get(name, ()))
    found: dict[Mention, tuple[SchoolName, ...]] = {}
    own: dict[str, SchoolName] = {}
    places: dict[str, Seen] = {}
    for one in named:
        district = one.mention.district
        if district is None:
            continue
        fitting = [code for code in codes if coded.fits(code, district)]
        sure = [code for code in fitting if coded.districts[code]] or fitting
        if sure:
            found[one.mention] = tuple(coded.school(code) for code in sure)
        else:
            key = _district_key(district) or ""
            own.setdefault(key, SchoolName(name, None, district))
            places.setdefault(key, one)
            found[one.mention] = (own[key],)
    pool = [coded.school(code) for code in codes] + list(own.values())
    for one in named:
        if one.mention.district is None:
            found[one.mention] = tuple(pool) or (SchoolName(name, None, None),)
    return found, _two_districts(name, list(places.values()))


def _two_districts(name: str, places: Sequence[Seen]) -> list[DataIssue]:
    if len(places) < 2:
        return []
    cells = tuple(one.place for one in places if one.place)
    districts = "、".join(sorted(one.mention.district or "" for one in places))
    args = (("name", name), ("districts", districts))
    return [DataIssue("D419", args, cells[0] if cells else None, name, others=cells[1:])]


def _similar(registry: Registry, mentions: Sequence[Seen]) -> list[DataIssue]:
    """Names that may mean another school: said, never joined (R91)."""
    place_of: dict[str, Place | None] = {}
    listed: set[str] = set()
    for one in mentions:
        name = one.mention.name
        if name is not None:
            place_of.setdefault(name, one.place)
            if one.listed:
                listed.add(name)
    codes: dict[str, set[str | None]] = defaultdict(set)
    for school in registry.schools:
        codes[school.name].add(school.code)
    pairs = _same_abbreviation(list(codes)) | _misspelt(list(codes), listed)
    found = []
    for name, other in sorted(pairs):
        if None not in codes[name] | codes[other]:
            continue  # codes tell them apart
        cells = tuple(place for place in (place_of.get(name), place_of.get(other)) if place)
        args = (("name", name), ("other", other))
        found.append(DataIssue("D408", args, cells[0] if cells else None, name, others=cells[1:]))
    return found


def _abbreviated(name: str) -> str:
    """`南昌市第三中学` and `南昌三中` reach the same text."""
    return _ABBREVIATED.sub(
        "", name.replace("中学", "中").replace("小学", "小").replace("学校", "校")
    )


def _same_abbreviation(names: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs that shorten to the same text, one of them perhaps without its city or county."""
    by_short: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        by_short[_abbreviated(name)].append(name)
    pairs = {(group[0], other) for group in by_short.values() for other in group[1:]}
    for name in names:
        rest = name
        while (cut := _PREFIX.match(rest)) and cut.end() < len(rest):
            rest = rest[cut.end() :]
            pairs |= {
                (other, name) for other in by_short.get(_abbreviated(rest), ()) if other != name
            }
    return {(min(pair), max(pair)) for pair in pairs}


def _misspelt(names: Sequence[str], listed: set[str]) -> set[tuple[str, str]]:
    """Names outside every school list with the listed name nearest to them, their numerals being equal."""
    unlisted = sorted(set(names) - listed)
    if not unlisted or not listed:
        return set()
    from rapidfuzz import fuzz, process  # most runs list every school

    choices = sorted(listed)
    pairs = set()
    for name in unlisted:
        best = process.extractOne(name, choices, scorer=fuzz.ratio, score_cutoff=SIMILAR)
        if best and _NUMERAL.findall(best[0]) == _NUMERAL.findall(name):
            pairs.add((min(name, best[0]), max(name, best[0])))
    return pairs
