"""The exit code is a function of the result and of `--fail-on` (DESIGN §8; R13, R14, R113, R114, R131)."""

import pytest
from reports.made import bad_file, finding, issue, result, school, unknown

from mhaudit.cli.exit_codes import FAIL_ON, code_of, incomplete
from mhaudit.findings import DistrictResult
from mhaudit.reports.counts import tally


def exit_code(made, level):
    return code_of(tally(made), level)


PASS = finding("pass")
MUST, PRINCIPLE, ENCOURAGED = (finding(strength=s) for s in ("must", "principle", "encouraged"))
OPEN = unknown()

CASES = [
    # findings, then the exit code for error, warning, note, unknown, never
    ("all pass", [PASS], (0, 0, 0, 0, 0)),
    ("a must fails", [PASS, MUST], (1, 1, 1, 1, 0)),
    ("a principle fails", [PASS, PRINCIPLE], (0, 1, 1, 1, 0)),  # R113
    ("an encouraged one fails", [PASS, ENCOURAGED], (0, 0, 1, 1, 0)),
    ("one is unknown", [PASS, OPEN], (0, 0, 0, 1, 0)),  # R131
    ("a must fails, another is unknown", [MUST, OPEN], (1, 1, 1, 1, 0)),
    ("an encouraged one is unknown", [PASS, unknown(strength="encouraged")], (0, 0, 0, 1, 0)),
    ("only fails", [ENCOURAGED], (0, 0, 1, 1, 0)),
    ("waived", [PASS, finding("waived")], (0, 0, 0, 0, 0)),
    ("only waived: that was decided", [finding("waived")], (0, 0, 0, 0, 0)),
    ("not applicable beside a pass", [PASS, finding("notapplicable")], (0, 0, 0, 0, 0)),
    ("nothing but unknowns", [OPEN], (3, 3, 3, 3, 3)),  # R13
    ("nothing applies", [finding("notapplicable")], (3, 3, 3, 3, 3)),  # R13
    ("no finding at all", [], (3, 3, 3, 3, 3)),
    ("a rule broke", [PASS, finding("error")], (3, 3, 3, 3, 3)),
    ("a rule broke and a must fails", [MUST, finding("error")], (3, 3, 3, 3, 3)),
]


@pytest.mark.parametrize(
    ("findings", "codes"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_exit_code(findings, codes):
    made = result(school(*findings))
    assert tuple(exit_code(made, level) for level in FAIL_ON) == codes


KNOWN = [
    # with a baseline: findings, then the exit code for error, warning, note, unknown, never
    ("a must is known", [PASS, finding(known=True)], (0, 0, 0, 0, 0)),
    ("only known failures were decided", [finding(known=True)], (0, 0, 0, 0, 0)),
    ("a must is known, another is new", [finding(known=True), MUST], (1, 1, 1, 1, 0)),
    ("a must is known, a principle is new", [finding(known=True), PRINCIPLE], (0, 1, 1, 1, 0)),
    ("one is known to be open", [PASS, unknown(known=True)], (0, 0, 0, 0, 0)),
    ("one is known to be open, another is new", [PASS, unknown(known=True), OPEN], (0, 0, 0, 1, 0)),
    ("nothing but known unknowns", [unknown(known=True)], (3, 3, 3, 3, 3)),  # R13
    ("a rule broke", [finding(known=True), finding("error")], (3, 3, 3, 3, 3)),
]


@pytest.mark.parametrize(
    ("findings", "codes"), [case[1:] for case in KNOWN], ids=[c[0] for c in KNOWN]
)
def test_exit_code_with_a_baseline(findings, codes):
    made = result(school(*findings))
    assert tuple(exit_code(made, level) for level in FAIL_ON) == codes


def test_districts_have_known_findings_too():
    known = finding(strength="encouraged", known=True)
    made = result(school(PASS), districts=(DistrictResult("东湖区", (known,)),))
    assert exit_code(made, "note") == 0


@pytest.mark.parametrize("level", FAIL_ON)
def test_an_unreadable_input_outranks_everything(level):
    """3 outranks 1 (DESIGN §8), wherever the issue stands."""
    assert exit_code(result(school(MUST), data_issues=(bad_file(),)), level) == 3
    assert exit_code(result(school(PASS, data_issues=(bad_file(),))), level) == 3


@pytest.mark.parametrize("level", FAIL_ON)
def test_no_school_in_readable_input_is_wrong_usage(level):
    assert exit_code(result(), level) == 2
    assert exit_code(result(data_issues=(issue("D201", "info"),)), level) == 2


def test_no_school_because_the_only_file_is_unreadable_is_incomplete():
    """R14."""
    assert exit_code(result(data_issues=(bad_file(),)), "warning") == 3


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_other_data_issues_never_count(severity):
    """R114."""
    made = result(school(PASS, data_issues=(issue(severity=severity),)))
    assert {exit_code(made, level) for level in FAIL_ON} == {0}


def test_one_decided_school_is_enough():
    assert exit_code(result(school(OPEN), school(PASS)), "warning") == 0


def test_a_failure_in_any_school_counts():
    assert exit_code(result(school(PASS), school(MUST), school(PASS)), "error") == 1


def test_findings_of_districts_count_as_notes():
    """R155: an area target has level note."""
    made = result(school(PASS), districts=(DistrictResult("东湖区", (ENCOURAGED,)),))
    assert [exit_code(made, level) for level in ("warning", "note")] == [0, 1]
    broken = result(school(PASS), districts=(DistrictResult("东湖区", (finding("error"),)),))
    assert exit_code(broken, "warning") == 3


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (result(school(PASS)), None),
        (result(school(MUST)), None),
        (result(), None),
        (result(school(OPEN)), "nothing"),
        (result(school(PASS, finding("error"))), "rule_error"),
        (result(school(finding("error")), data_issues=(bad_file(),)), "unreadable"),
    ],
)
def test_why_it_is_incomplete(made, reason):
    assert incomplete(made) == reason
