"""SARIF 2.1.0: valid by the published schema, within what consumers take, most important first."""

import json

import jsonschema
import pytest
from published import schema as published

from mhaudit.findings import (
    BaselineInfo,
    DistrictResult,
    Missing,
    Place,
    RuleInfo,
    Selection,
    Verdict,
)
from mhaudit.reports import REPORTERS, Options, report, sarif
from reports.made import (
    FILE,
    bad_file,
    finding,
    grade,
    issue,
    place,
    result,
    school,
    unknown,
    written,
)

VALIDATOR = jsonschema.Draft7Validator(published("sarif-2.1.0"))
RULE = RuleInfo(
    "NC101", "counsellor-ratio", "师生比不低于 1:800", "principle", "staffing", "师资配备",
    "nanchang", "某某答复", "南昌市教育局", "2024-07-17", "", "https://edu.nc.gov.cn/a b.shtml", "二",
    "原则上按照师生比1∶800配备", "增配教师 {shortfall} 名",
)  # fmt: skip


def run_of(made, **options):
    document = json.loads(written("sarif", made, **options))
    VALIDATOR.validate(document)
    (run,) = document["runs"]
    return run


def test_the_validator_is_not_asleep():
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_a_failure_with_its_cell():
    run = run_of(result(school(finding()), rules=(RULE,)))
    (found,) = run["results"]
    assert (found["ruleId"], found["ruleIndex"]) == ("NC101", 0)
    assert (found["kind"], found["level"]) == ("fail", "error")
    assert found["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "%E8%82%B2%E6%96%B0%E5%AD%A6%E6%A0%A1.xlsx"},
                "region": {"startLine": 5, "startColumn": 6},
            },
            "logicalLocations": [{"name": "F5", "fullyQualifiedName": "学校!F5", "kind": "cell"}],
        }
    ]
    assert found["message"]["text"].startswith("南昌市育新学校: NC101 心理健康教育教师")
    assert "增配专(兼)职心理健康教育教师 1 名" in found["message"]["text"]
    assert found["partialFingerprints"]["mhaudit/v1"] == "0123456789abcdef"
    assert "suppressions" not in found
    assert "baselineState" not in found


def test_paths_lead_from_the_working_directory():
    run = run_of(result(school(finding())), paths={FILE: "上报/a b#1.xlsx"})
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "%E4%B8%8A%E6%8A%A5/a%20b%231.xlsx"


@pytest.mark.parametrize(
    ("strength", "level"), [("must", "error"), ("principle", "warning"), ("encouraged", "note")]
)
def test_the_level_is_that_of_the_clause(strength, level):
    (found,) = run_of(result(school(finding(strength=strength))))["results"]
    assert found["level"] == level


def test_what_is_open_waived_passed_or_broken():
    made = result(
        school(
            unknown(Missing("schools", "students", place("学校!F9"))),
            finding("waived", waiver="洪教函〔2024〕3号"),
            finding("pass"),
            finding("notapplicable"),
            finding("error", message="规则执行出错(KeyError)"),
        )
    )
    run = run_of(made)
    open_, waived = run["results"]
    assert (open_["kind"], open_["level"]) == ("open", "none")
    assert open_["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "学校!F9"
    assert waived["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "洪教函〔2024〕3号"}
    ]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["associatedRule"] == {"id": "NC101"}
    assert run["properties"]["findings"] == {
        "error": 1, "fail": 0, "unknown": 1, "pass": 1, "waived": 1, "notapplicable": 1,
    }  # fmt: skip


def test_data_issues_are_notifications():
    made = result(
        school(finding("pass"), data_issues=(issue(),)),
        data_issues=(bad_file(), issue("D201", "info", place=None)),
    )
    (invocation,) = run_of(made)["invocations"]
    told = invocation["toolExecutionNotifications"]
    assert [(each["descriptor"]["id"], each["level"]) for each in told] == [
        ("D101", "error"), ("D301", "warning"), ("D201", "note"),
    ]  # fmt: skip
    assert invocation["executionSuccessful"] is False
    assert told[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(".xlsx")


def test_a_clean_run_and_an_empty_one_are_valid():
    for made in (result(school(finding("pass"))), result()):
        run = run_of(made)
        assert run["results"] == []
        assert run["invocations"][0]["executionSuccessful"] is True


def test_rules_carry_their_clause_and_remedy():
    off = RuleInfo(
        "NC999", "off", "停用", "must", "g", "g", "p", "", "", "", "", "", "", "", "", "因故停用"
    )
    rules = run_of(result(school(finding()), rules=(RULE, off)))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["NC101", "mhaudit-cut"]
    assert rules[0]["help"]["text"] == (
        "要求:师生比不低于 1:800(原则上)\n依据:某某答复,二:「原则上按照师生比1∶800配备」\n"
        "整改:增配教师 … 名"
    )
    assert rules[0]["helpUri"] == "https://edu.nc.gov.cn/a%20b.shtml"
    assert rules[0]["defaultConfiguration"] == {"level": "warning"}


def test_the_baseline_states_what_is_new():
    made = result(
        school(finding(known=True), grade("G7")), baseline=BaselineInfo("old.json", ("2024",))
    )
    states = {found["ruleId"]: found["baselineState"] for found in run_of(made)["results"]}
    assert states == {"NC101": "unchanged", "NC301": "new"}


def test_rules_left_out_are_said():
    made = result(school(finding()), selection=Selection(("must",), (), ("NC102",), ("NC101",)))
    assert run_of(made)["properties"]["rulesLeftOut"] == ["NC101"]


def test_a_finding_without_a_cell_points_to_a_file_of_the_school():
    made = result(school(finding(), grade("G7")))
    other = next(f for f in run_of(made)["results"] if f["ruleId"] == "NC301")
    assert other["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "%E8%82%B2%E6%96%B0%E5%AD%A6%E6%A0%A1.xlsx"}
            }
        }
    ]


def test_csv_has_no_sheet():
    """R96."""
    made = result(school(finding(places=(Place("上报/教师.csv", None, "A2"),))))
    location = run_of(made)["results"][0]["locations"][0]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "教师.csv!A2"


def test_findings_of_districts():
    """R155."""
    made = result(districts=(DistrictResult("东湖区", (finding(strength="encouraged"),)),))
    (found,) = run_of(made)["results"]
    assert found["properties"]["district"] == "东湖区"


def test_text_of_cells_makes_no_link_and_no_placeholder():
    made = result(school(finding(message="[点我](http://x) {0} \x1b[31m坏\udcff")))
    text = run_of(made)["results"][0]["message"]["text"]
    assert "\\[点我](http://x) {{0}} [31m坏\ufffd" in text


def many(count, **changes):
    return [
        finding(fingerprint=f"{at:016x}", message=f"第 {at} 条", **changes) for at in range(count)
    ]


def limited(made, results):
    from io import StringIO

    stream = StringIO()
    _, left = report(made, [sarif.Sarif(stream, Options(), results)])
    document = json.loads(stream.getvalue())
    VALIDATOR.validate(document)
    return document["runs"][0]["results"], left


def test_what_there_is_no_room_for_is_told_and_the_most_important_stays():
    made = result(
        school(
            unknown(), *many(3, strength="encouraged"), *many(2, strength="principle"),
            *many(4, strength="must"),
        )
    )  # fmt: skip
    found, left = limited(made, 6)
    assert [each["level"] for each in found] == ["error"] * 4 + ["warning", "error"]
    assert found[-1]["ruleId"] == "mhaudit-cut"
    assert found[-1]["message"]["text"].startswith("只写入最要紧的 5 条,另有 5 条没有写入")
    assert left == ["SARIF 只写入最要紧的 5 条,另有 5 条没有写入"]


def test_exactly_as_many_as_there_is_room_for():
    found, left = limited(result(school(*many(6))), 6)
    assert len(found) == 6
    assert {each["ruleId"] for each in found} == {"NC101"}
    assert left == []


def test_the_bytes_are_limited_too(monkeypatch):
    monkeypatch.setattr(sarif, "COMPRESSED", 2_000)
    found, left = limited(result(school(*many(5_000))), 25_000)
    assert 0 < len(found) < 5_000
    assert found[-1]["ruleId"] == "mhaudit-cut"
    assert len(left) == 1


def test_the_limits_are_those_that_github_states():
    assert sarif.RESULTS == 25_000
    assert sarif.COMPRESSED < 10_000_000


def test_in_english():
    made = result(school(finding()), language="en", rules=(RULE,))
    run = run_of(made)
    assert run["tool"]["driver"]["language"] == "en"
    assert "Remedy: " in run["results"][0]["message"]["text"]


def test_the_verdicts_are_all_thought_of():
    kinds = set(sarif._KINDS) | {Verdict.PASS, Verdict.NOT_APPLICABLE, Verdict.ERROR}
    assert kinds == set(Verdict)
    assert "sarif" in REPORTERS
