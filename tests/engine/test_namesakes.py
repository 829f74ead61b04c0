"""Two schools of one name without codes in different districts are two (R90); so are their findings (R149)."""

from __future__ import annotations

from mhaudit.engine.judge import judge_alone
from mhaudit.models.submission import Builder
from mhaudit.models.terms import Audited
from mhaudit.rulebook.load import load_rulebook

BOOK = load_rulebook(["nanchang"], examples=False)


def fingerprints(*schools: dict[str, object]) -> list[str]:
    builder = Builder()
    for values in schools:
        builder.school({"kind": "211", "students": 100, **values})
    audited = Audited(("2024-2025-1",))
    found = judge_alone(BOOK.rule("NC101"), BOOK, builder.finish(), audited)
    return [finding.fingerprint for _, finding in found]


CITY = {"name": "城关小学", "district": "东湖区"}
RIVER = {"name": "城关小学", "district": "西湖区"}


def test_namesakes_without_codes_have_fingerprints_of_their_own():
    first, second = fingerprints(CITY, RIVER)
    assert first != second
    assert fingerprints(RIVER, CITY) == [second, first]


def test_a_school_whose_name_is_its_own_is_known_by_it_alone():
    """So that a district filled in later does not make its findings new ones."""
    (alone,) = fingerprints(CITY)
    assert fingerprints({"name": "城关小学"}) == [alone]
    assert fingerprints(CITY, {"name": "城南小学"})[0] == alone


def test_a_code_outranks_name_and_district():
    coded = {**CITY, "code": "2136000001"}
    assert fingerprints(coded, RIVER)[0] == fingerprints(coded)[0]
    assert fingerprints(coded, RIVER)[1] == fingerprints(RIVER)[0]
