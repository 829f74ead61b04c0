"""The kind of a school from its 办学类型 cell, its name and its code. Expectations are from the rulings cited."""

import pytest

from mhaudit.loader import cells
from mhaudit.loader.cells import Read
from mhaudit.models.grades import KIND_CODES, KIND_NAMES, KIND_SETS

SPECIAL = KIND_SETS["special"]
NOT_UNDERSTOOD = Read(code="D301")


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ("小学", {"211"}),
        ("完小", {"211"}),
        ("中心小学", {"211"}),
        ("村小", {"211"}),
        ("教学点", {"218"}),
        ("初级中学", {"311"}),
        ("初中", {"311"}),
        ("九年一贯制学校", {"312"}),
        ("九年一貫制學校", {"312"}),
        ("职业初中", {"321"}),
        ("完全中学", {"341"}),
        ("高级中学", {"342"}),
        ("高中", {"342"}),
        ("十二年一贯制学校", {"345"}),
        ("职业高中", {"365"}),
        ("职高", {"365"}),
        ("中职", {"361", "362", "363", "365"}),
        ("技工学校", {"366"}),
        ("技校", {"366"}),
        ("特殊教育学校", SPECIAL),
        ("幼儿园", {"111"}),
        ("附设幼儿班", {"112"}),
        ("312", {"312"}),
        (312, {"312"}),
        (312.0, {"312"}),
        ("312九年一贯制学校", {"312"}),
        ("312-九年一贯制学校", {"312"}),
        ("九年一贯制学校（312）", {"312"}),
        ("公办小学", {"211"}),
        ("初级中学、附设小学班", {"311"}),
    ],
)
def test_kind_cell(raw, codes):
    """R28; GB/T 33782 names and codes; R11: attached classes belong to the host school's class table."""
    assert cells.kind(raw) == Read(frozenset(codes))


def test_middle_school_alone_is_only_narrowed():
    """R28: 中学 alone, with a note."""
    assert cells.kind("中学") == Read(frozenset({"311", "312", "341", "342", "345"}), "D310")


@pytest.mark.parametrize(
    "raw", ["999", "211初级中学", "小学、初中", "附设小学班", "实验学校", "公办", "2136000001"]
)
def test_kind_not_understood(raw):
    assert cells.kind(raw) == NOT_UNDERSTOOD


def test_blank_kind():
    assert cells.kind("/") == Read(blank=True)


@pytest.mark.parametrize("code", sorted(KIND_CODES))
def test_every_kind_is_known_by_its_official_name(code):
    assert code in cells.kind(KIND_NAMES[code]).value


MIDDLE = KIND_CODES - KIND_SETS["kindergarten"] - KIND_SETS["primary"] - SPECIAL


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("南昌市育新小学", {"211", "218"}),
        ("育新小学红谷滩校区", {"211", "218"}),
        ("某师范大学附属小学", {"211", "218"}),
        ("育新小学附属幼儿园", KIND_SETS["kindergarten"]),
        ("育新幼儿园", KIND_SETS["kindergarten"]),
        ("红星教学点", {"218"}),
        ("育新九年一贯制学校", {"312"}),
        ("育新学校(十二年一贯制学校)", {"345"}),
        ("育新完全中学", {"341"}),
        ("育新初级中学", {"311"}),
        ("育新高级中学", {"342"}),
        ("育新职业技术学校", KIND_SETS["vocational"]),
        ("育新职业中等专业学校", KIND_SETS["vocational"]),
        ("育新职业高中", {"365"}),
        ("育新技工学校", {"366"}),
        ("育新中等专业学校", {"361", "362", "363"}),
        ("某县特殊教育学校", SPECIAL),
        ("某市聋哑学校", SPECIAL),
        ("某市盲人学校", SPECIAL),
        ("南昌市育新中学", MIDDLE),
        ("南昌三中", MIDDLE),
        ("某大学附中", MIDDLE),
        ("某职业学院附属中学", MIDDLE),
        ("育新学校", None),
        ("育新实验学校", None),
        ("育新中小学", None),
        ("", None),
    ],
)
def test_what_a_school_name_narrows_to(name, codes):
    """R27: a bare …中学 only excludes 幼儿园, 小学 and 特教; a bare …学校 nothing."""
    assert cells.kind_of_name(name) == (None if codes is None else frozenset(codes))


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("2136000001", {"211", "218"}),
        ("3136000001", {"311", "312", "321"}),
        ("3436000001", {"341", "342", "345"}),
        ("3636000001", {"361", "362", "363", "365", "366"}),
        ("5136000001", SPECIAL),
        ("1136000001", KIND_SETS["kindergarten"]),
        ("9936000001", None),
    ],
)
def test_what_a_school_code_narrows_to(code, codes):
    """R27: the category, its first two digits."""
    assert cells.kind_of_code(code) == (None if codes is None else frozenset(codes))
