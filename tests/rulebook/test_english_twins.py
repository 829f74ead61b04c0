"""`title_en` of an example and `what_en` of a change: pages in English say them, in Chinese the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mhaudit.errors import RuleFileError
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.packs import pack_names
from mhaudit.rulebook.page import rule_page

PACK = """\
pack: p
version: 1
title: t
documents: {d: {title: 文件}}
rules:
  - id: AB101
    name: one
    title: t
    strength: must
    source: {document: d, quote: q}
    for_each: school
    require: {count: {of: teachers, at_least: 1}}"""
RULE = """
    changes:
      - {date: 2024-01-01, what: 首次收录, what_en: first included}
      - {date: 2025-01-01, what: 放宽}
    examples:
      - {title: 一名, title_en: one of them, given: {teachers: [{duty: full_time}]}, expect: pass}
      - {title: 没有, given: {teachers: []}, expect: fail}
"""
NAMES = re.compile("艺术|综合实践|绿色通道|例教字〔2024〕8号")
"""Words of forms and numbers of documents, which no translation would help to find."""
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def page(tmp_path: Path):
    def sections(language: str, text: str = PACK + RULE) -> dict[str, list[str]]:
        path = tmp_path / "p.yaml"
        path.write_text(text, encoding="utf-8")
        book = load_rulebook([path], language=language)
        found = rule_page(book.rule("AB101"), book, language)
        return {each.key: [mark + text for mark, text in each.lines] for each in found.sections}

    return sections


def test_in_english_the_twins_else_what_there_is(page):
    shown = page("en")
    assert shown["history"] == ["2024-01-01 first included", "2025-01-01 放宽"]
    assert shown["examples"] == ["pass: one of them", "fail: teachers: no row"]


def test_in_chinese_the_titles(page):
    shown = page("zh")
    assert shown["history"] == ["2024-01-01 首次收录", "2025-01-01 放宽"]
    assert [each[-2:] for each in shown["examples"]] == ["一名", "没有"]


@pytest.mark.parametrize(
    ("right", "wrong", "meant"),
    [
        ("title_en: one", "title_eng: one", "title_en"),
        ("what_en: first", "whaten: first", "what_en"),
    ],
)
def test_a_typo_in_the_key_is_told(page, right, wrong, meant):
    with pytest.raises(RuleFileError) as raised:
        page("en", (PACK + RULE).replace(right, wrong))
    (problem,) = raised.value.problems
    assert meant in problem.hint


@pytest.mark.parametrize("pack", pack_names())
def test_every_example_and_change_of_the_packs_has_one(pack: str) -> None:
    book = load_rulebook([pack])
    texts = [
        *(change.what_en for rule in book.rules for change in rule.changes),
        *(example.title_en for rule in book.rules for example in rule.examples),
    ]
    assert texts
    assert all(texts)
    assert [text for text in texts if CHINESE.search(NAMES.sub("", text))] == []
