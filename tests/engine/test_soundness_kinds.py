"""Soundness (DESIGN §6, R142) of the kinds, subjects and periods that no rule of the Nanchang pack has.

Rules made for this, each at a limit that small schools reach from both sides; the drafts of `test_soundness`
with numbers beside. And no laziness for the rules on records that differ only in the item they ask for.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mhaudit.engine.judge import judge_alone
from mhaudit.findings import Verdict
from mhaudit.kinds import KINDS
from mhaudit.kinds.base import Context, Judgement, Kind
from mhaudit.models.terms import Audited
from mhaudit.rulebook.load import load_rulebook
from mhaudit.rulebook.schema import Rule

from .drafts import DOMAINS, YEAR, Draft, _value, fillings, lines
from .test_soundness import check_not_lazy, planted

REQUIREMENTS = {
    "share-at-least": "share: {of: teachers, where: {counsellor: true}, having: {duty: full_time}, at_least: 0.5}",
    "share-at-most": "share: {of: teachers, having: {support: paired}, at_most: 0.34}",
    "share-exactly": "share: {of: records, having: {done: true}, exactly: 1}",
    "unique": "unique: {field: duty, in: teachers, where: {counsellor: true}}",
    "unique-number": "unique: {field: training_hours, in: teachers}",
    "matches-total": "matches_total: {field: counsellors_total, sum: training_hours, in: teachers}",
    "sum-at-least": "sum: {field: training_hours, in: teachers, where: {counsellor: true}, at_least: 40}",
    "sum-exactly": "sum: {field: training_hours, in: teachers, exactly: 40}",
    "latest-fail": "latest: {field: date, in: records, where: {item: 双月报}, within: {months: 6}, if_none: fail}",
    "latest-free":
        "latest: {field: date, in: records, where: {done: true}, within: {months: 2}, if_none: notapplicable}",
    "ratio-at-least":
        "ratio: {of: {field: students}, per: {count: teachers, where: {counsellor: true}}, at_least: 800}",
    "ratio-of-sums":
        "ratio: {of: {sum: training_hours, in: teachers}, per: {count: records, where: {done: true}}, at_most: 20}",
    "count-at-most": "count: {of: teachers, where: {duty: part_time}, at_most: 1}",
    "count-exactly": "count: {of: teachers, where: {counsellor: true}, exactly: 2}",
    "any-of": "any_of: [{count: {of: teachers, at_least: 3}}, {field: {students: {below: 800}}}]",
    "all-of": "all_of: [{count: {of: teachers, at_least: 1}}, {field: {students: {at_least: 800}}}]",
}  # fmt: skip
SUBJECTS = {
    "stage": ("stage", "count: {of: lessons, where: {subject: 心理健康}, at_least: 1}"),
    "stage-sum": ("stage", "sum: {field: periods_per_week, in: lessons, at_most: 1}"),
    "grade": ("grade", "count: {of: lessons, where: {subject: 美术}, at_most: 1}"),
    "class": ("class", "count: {of: committee, where: {role: psych}, exactly: 2}"),
    "teacher": ("teacher", "field: {training_hours: {at_least: 40}}"),
    "district": ("district", "share: {of: schools, having: {rule: XX01}, at_least: 0.95}"),
    "district-count": ("district", "count: {of: teachers, where: {counsellor: true}, at_least: 2}"),
}
PERIODS = {
    per: f"count: {{of: activities, where: {{category: [campaign, home_school]}}, {bound}: 1}}"
    for per, bound in (
        ("term", "at_least"),
        ("month", "at_least"),
        ("two_months", "at_most"),
        ("school_year", "exactly"),
    )
}


def pack() -> str:
    made = [("school", None, text) for text in REQUIREMENTS.values()]
    made += [(subject, None, text) for subject, text in SUBJECTS.values()]
    made += [
        (subject, per, text) for per, text in PERIODS.items() for subject in ("school", "grade")
    ]
    rules = [
        f"  - id: XX{at:02}\n    name: xx{at:02}\n    title: 规则\n    strength: must\n"
        f"    source: {{document: d, quote: 引文}}\n    for_each: {subject}\n"
        + (f"    per: {per}\n" if per else "")
        + f"    require: {{{text}}}\n"
        for at, (subject, per, text) in enumerate(made, start=1)
    ]
    return (
        "pack: kinds\nversion: 1\ntitle: 各种要求\ndocuments: {d: {title: 文件}}\nrules:\n"
        + "".join(rules)
    )


NAMES = [
    *REQUIREMENTS,
    *SUBJECTS,
    *(f"{per}-{each}" for per in PERIODS for each in ("school", "grade")),
]
TEXTS = dict(
    zip(
        NAMES,
        [
            *REQUIREMENTS.values(),
            *(text for _, text in SUBJECTS.values()),
            *(text for text in PERIODS.values() for _ in "12"),
        ],
        strict=True,
    )
)
NUMBERS: dict[str, dict[str, tuple[Any, ...]]] = {
    "schools": {"counsellors_total": (0, 20, 40)},
    "teachers": {"training_hours": (0, 20, 40)},
}
SETTINGS = settings(
    max_examples=35,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def _numbers() -> Iterator[None]:
    """Fields that these rules ask for, filled and left blank like all others."""
    before = {table: dict(fields) for table, fields in DOMAINS.items()}
    for table, fields in NUMBERS.items():
        DOMAINS[table].update(fields)
    yield
    DOMAINS.clear()
    DOMAINS.update(before)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Rule, Any]]:
    path: Path = tmp_path_factory.mktemp("kinds") / "kinds.yaml"
    path.write_text(pack(), encoding="utf-8")
    book = load_rulebook([path])
    return {name: (rule, book) for name, rule in zip(NAMES, book.rules, strict=True)}


def verdicts(rule: Rule, book: Any, draft: Draft, audited: Audited) -> dict[Any, Verdict]:
    """Subject → verdict; rules that a target for districts builds on are judged before it."""
    school = {"district": "例区", **draft.school}
    submissions = Draft(school, draft.rows).build()

    found = judge_alone(rule, book, submissions, audited)
    assert not [f for _, f in found if f.verdict is Verdict.ERROR], [f.message for _, f in found]
    return {
        (f.subject.kind, f.subject.stage, f.subject.grade, f.subject.klass, f.subject.teacher, f.subject.term,
         f.subject.period): f.verdict
        for _, f in found
    }  # fmt: skip


TABLE = re.compile(r"teachers|records|lessons|committee|activities")


def narrow(text: str, most: int = 3) -> st.SearchStrategy[Draft]:
    """Schools with only the tables that a requirement names."""
    tables = set(TABLE.findall(text)) or {"teachers"}
    values = {name: _value(given, holes=True) for name, given in DOMAINS["schools"].items()}
    rows = {
        table: st.one_of(st.lists(lines(table), max_size=most).map(tuple), st.none())
        for table in sorted(tables)
    }
    return st.builds(
        lambda school, found: Draft(school, {t: r for t, r in found.items() if r is not None}),
        st.fixed_dictionaries(values),
        st.fixed_dictionaries(rows),
    )


@st.composite
def filled(draw: st.DrawFn, draft: Draft, text: str) -> Draft:
    """A filling of the tables that the requirement names; the others stay as they are."""
    school = draw(fillings(Draft(draft.school, dict.fromkeys(DOMAINS, ()))))
    tables = set(TABLE.findall(text)) or {"teachers"}
    rest = dict.fromkeys(set(DOMAINS) - {"schools"} - tables, ())
    rows = draw(fillings(Draft(school.school, {**rest, **draft.rows}))).rows
    return Draft(school.school, {table: rows[table] for table in tables})


def check_sound(rule: Rule, book: Any, draft: Draft, filled: Draft) -> set[Verdict]:
    """What is decided with holes is decided the same without them; the verdicts seen.

    A row behind a total, or one that may not be there, is a subject of its own only once it is filled: those
    that fold into the school's unknown are compared by nothing.
    """
    before = verdicts(rule, book, draft, YEAR)
    after = verdicts(rule, book, filled, YEAR)
    for subject, verdict in before.items():
        if verdict in (Verdict.PASS, Verdict.FAIL):
            assert after.get(subject) is verdict, (rule.id, subject, verdict, after.get(subject))
    return set(before.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_verdict_survives_every_filling(rules: dict[str, tuple[Rule, Any]], name: str) -> None:
    """R142, for every kind, subject and period; and the drafts reach a decision at all."""
    rule, book = rules[name]
    seen: set[Verdict] = set()

    @SETTINGS
    @given(data=st.data())
    def sound(data: st.DataObject) -> None:
        draft = data.draw(narrow(TEXTS[name]))
        seen.update(check_sound(rule, book, draft, data.draw(filled(draft, TEXTS[name]))))

    sound()
    assert seen & {Verdict.PASS, Verdict.FAIL}, seen


# --- no laziness for the rules on records

RECORDS = {
    "NC502": "高关怀学生闭环管理",
    "NC503": "绿色转介通道",
    "NC505": "心理健康教育经费纳入预算",
    "NC701": "心理健康教育纳入日常工作议程",
}
NANCHANG = load_rulebook(["nanchang"])


@pytest.mark.parametrize(("ident", "item"), RECORDS.items())
def test_unknown_means_that_fillings_disagree(ident: str, item: str) -> None:
    """DESIGN §6: not lazy; these differ from NC501 by the item alone."""
    usual = DOMAINS["records"]["item"]
    DOMAINS["records"]["item"] = (item, "家长学校", "双月报")
    try:

        @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        @given(data=st.data())
        def not_lazy(data: st.DataObject) -> None:
            draft = data.draw(narrow("records", most=2))
            school = {key: draft.school[key] for key in ("students", "kind")}
            check_not_lazy(NANCHANG.rule(ident), Draft(school, draft.rows))

        not_lazy()
    finally:
        DOMAINS["records"]["item"] = usual


# --- planted wrong kinds


def _guessing(name: str) -> Kind:
    """A kind that calls every unknown a pass."""
    right = KINDS[name]

    def judge(params: Any, context: Context) -> list[Judgement]:
        return [
            dataclasses.replace(judged, verdict=Verdict.PASS)
            if judged.verdict is Verdict.UNKNOWN
            else judged
            for judged in right.judge(params, context)
        ]

    return Kind(name, right.params, judge)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("share", "share-at-least"), ("unique", "unique"), ("matches_total", "matches-total"), ("latest", "latest-fail")],
)  # fmt: skip
def test_the_property_finds_a_kind_that_guesses(
    rules: dict[str, tuple[Rule, Any]], kind: str, name: str
) -> None:
    rule, book = rules[name]

    @settings(
        max_examples=300, database=None, derandomize=True, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(data=st.data())
    def sound(data: st.DataObject) -> None:
        draft = data.draw(narrow(TEXTS[name], most=2))
        check_sound(rule, book, draft, data.draw(filled(draft, TEXTS[name])))

    with planted(_guessing(kind)), pytest.raises(AssertionError, match=rule.id):
        sound()
