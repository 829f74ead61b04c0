"""The JSON of DESIGN §7: its keys to the letter, its schema, and its numbers."""

import json
import math
from io import StringIO

import jsonschema
import pytest

from mhaudit.findings import DistrictResult, Missing, Subject
from mhaudit.reports.result import document, json_schema, summary, to_json, write_json
from reports.made import (
    checklist,
    finding,
    grade,
    issue,
    place,
    result,
    school,
    unknown,
)

FULL = result(
    school(
        finding("pass", "principle"),
        finding(
            subject=Subject(
                "class", school="南昌市育新学校", grade="G7", klass="1", label="七(1)班"
            )
        ),
        unknown(Missing("schools", "students", place("学校!F5")), Missing("activities", None)),
        checklists=(checklist(),),
        data_issues=(issue(others=(place("教师!D13"),)),),
    ),
    districts=(DistrictResult("东湖区", (finding("pass"),)),),
    data_issues=(issue("D201", "info", place=None, read=None),),
    notes=("说明",),
)


def parsed(made=FULL):
    return json.loads(to_json(made))


def test_keys_of_the_document():
    assert list(parsed()) == [
        "schema", "tool", "language", "audited_at", "period", "packs", "selection", "baseline", "inputs", "summary",
        "schools", "districts", "data_issues", "notes",
    ]  # fmt: skip


def test_head_of_the_document():
    found = parsed()
    assert found["schema"] == "mhaudit/1"
    assert found["tool"] == {"name": "mhaudit", "version": "0.1.0"}
    assert found["language"] == "zh"
    assert found["audited_at"] == "2025-02-10T08:00:00+00:00"
    assert found["period"] == {
        "school_year": "2024-2025",
        "terms": ["2024-2025-1"],
        "as_of": "2025-01-31",
        "how": "dates",
        "default_dates": True,
    }
    assert found["packs"] == [{"name": "nanchang", "version": "2024.1", "sha256": "ab" * 32}]
    assert found["notes"] == ["说明"]


def test_inputs_hold_every_heading_also_those_left_over():
    (found,) = parsed()["inputs"]
    assert list(found) == ["path", "sha256", "tables"]
    (table,) = found["tables"]
    assert {key: table[key] for key in ("table", "sheet", "header_rows", "rows")} == {
        "table": "teachers",
        "sheet": "教师",
        "header_rows": [3, 4],
        "rows": 57,
    }
    assert table["columns"][1:3] == [
        {"heading": "专/兼职", "field": "duty", "how": "alias"},
        {"heading": "课时", "field": None, "how": "refused"},
    ]


def test_a_finding_to_the_letter():
    assert parsed()["schools"][0]["findings"][1] == {
        "rule": "NC101",
        "name": "counsellor-ratio",
        "title": "心理健康教育教师与学生之比不低于 1:800",
        "pack": "nanchang",
        "group": "staffing",
        "level": "error",
        "strength": "must",
        "verdict": "fail",
        "subject": {
            "kind": "class",
            "school": "南昌市育新学校",
            "district": None,
            "stage": None,
            "grade": "G7",
            "class": "1",
            "teacher": None,
            "term": None,
            "period": None,
            "label": "七(1)班",
        },
        "measured": {"value": 1250.0, "text": "1:1250"},
        "required": {"text": "≤ 800"},
        "shortfall": 1,
        "message": "现为 1:1250(1250 比 1),要求 ≤ 800",
        "fix": "增配专(兼)职心理健康教育教师 1 名",
        "places": [{"file": "育新学校.xlsx", "sheet": "学校", "cell": "F5", "value": "1250"}],
        "related": [],
        "missing": [],
        "source": {
            "document": "nc-reply-wang",
            "title": "某某答复",
            "clause": "二",
            "quote": "原则上按照师生比1∶800配备",
        },
        "fingerprint": "0123456789abcdef",
        "waiver": None,
        "known": False,
    }


def test_missing_is_table_field_and_place_or_null():
    """R99."""
    assert parsed()["schools"][0]["findings"][2]["missing"] == [
        {
            "table": "schools",
            "field": "students",
            "place": {"file": "育新学校.xlsx", "sheet": "学校", "cell": "F5", "value": ""},
        },
        {"table": "activities", "field": None, "place": None},
    ]


def test_a_school_to_the_letter():
    (found,) = parsed()["schools"]
    assert list(found) == [
        "name", "code", "district", "kinds", "standing", "findings", "checklists", "data_issues",
    ]  # fmt: skip
    assert (found["name"], found["code"], found["district"], found["standing"]) == (
        "南昌市育新学校",
        "3136010001",
        "东湖区",
        "fail",
    )


def test_a_checklist_counts_only_the_items_that_apply():
    """R86: 五育课程 does not apply, so two core items are left."""
    (found,) = parsed()["schools"][0]["checklists"]
    assert found["core"] == {"pass": 1, "of": 2}
    assert found["extra"] == {"pass": 0, "of": 1}
    assert found["provisional"] == "公开文件未列出“8+2”的具体条目"
    assert found["items"][1] == {
        "item": "教师待遇",
        "part": "core",
        "rules": ["NC105"],
        "state": "fail",
        "self_reported": True,
        "contradicted": True,
    }
    assert [item["part"] for item in found["items"]] == ["core", "core", "core", "extra"]


def test_a_data_issue_to_the_letter():
    assert parsed()["schools"][0]["data_issues"] == [
        {
            "code": "D301",
            "severity": "warning",
            "message": "“专兼职”无法识别(教师!D12)",
            "place": {"file": "育新学校.xlsx", "sheet": "教师", "cell": "D12"},
            "others": [{"file": "育新学校.xlsx", "sheet": "教师", "cell": "D13"}],
            "read": "专兼职",
            "suggestion": "填“专职”或“兼职”",
        }
    ]


def test_findings_of_districts_stand_beside_the_schools():
    """R155."""
    (found,) = parsed()["districts"]
    assert list(found) == ["name", "findings"]
    assert [each["verdict"] for each in found["findings"]] == ["pass"]


def test_counts_leave_out_districts_and_show_zeros():
    assert parsed()["summary"] == {
        "schools": 1,
        "pass": 1,
        "fail": 1,
        "unknown": 1,
        "notapplicable": 0,
        "waived": 0,
        "error": 0,
        "pass_rate": 0.0,  # NC101 is one rule here, and one of its subjects fails
    }


RATES = [
    # one rule that passes, one that fails
    ([finding("pass", rule="A"), finding("fail", rule="B")], 0.5),
    # R150: sixty classes of one rule weigh as one
    ([finding("pass", rule="A"), *[finding("fail", rule="B")] * 60], 0.5),
    # a rule passes if no subject fails and one passes
    ([finding("pass", rule="A"), finding("unknown", rule="A")], 1.0),
    ([finding("pass", rule="A"), finding("fail", rule="A")], 0.0),
    # must and principle only
    ([finding("pass", "principle", rule="A"), finding("fail", "encouraged", rule="B")], 1.0),
    ([finding("fail", "encouraged", rule="B")], None),
    # unknown, not applicable and waived are counted apart
    ([finding("unknown", rule="A"), finding("notapplicable", rule="B"), finding("waived", rule="C")], None),
    ([finding("pass", rule="A"), finding("waived", rule="B"), finding("error", rule="C")], 1.0),
    ([], None),
]  # fmt: skip


@pytest.mark.parametrize(("findings", "rate"), RATES)
def test_pass_rate_is_over_rule_and_school(findings, rate):
    """R150."""
    assert summary(result(school(*findings))).pass_rate == rate


def test_pass_rate_over_two_schools():
    one, other = finding("pass", rule="A"), finding("fail", rule="A")
    assert summary(result(school(one), school(one), school(other))).pass_rate == 2 / 3


def test_the_document_meets_its_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(parsed(), json_schema(), jsonschema.Draft202012Validator)


def test_an_empty_run_meets_the_schema():
    jsonschema.validate(parsed(result(inputs=(), packs=())), json_schema())


def test_the_schema_refuses_an_unknown_verdict_and_a_missing_key():
    wrong = parsed()
    wrong["schools"][0]["findings"][0]["verdict"] = "maybe"
    with pytest.raises(jsonschema.ValidationError, match="maybe"):
        jsonschema.validate(wrong, json_schema())
    lacking = parsed()
    del lacking["schools"][0]["findings"][0]["subject"]["class"]
    with pytest.raises(jsonschema.ValidationError, match="class"):
        jsonschema.validate(lacking, json_schema())


def test_the_models_and_the_stream_hold_the_same():
    written = json.dumps(
        document(FULL).model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2
    )
    assert to_json(FULL) == written + "\n"


def test_chinese_is_written_as_such():
    assert "南昌市育新学校" in to_json(FULL)
    assert "\\u" not in to_json(FULL)


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_no_number_of_the_json_is_infinite(number):
    """R47: a ratio over no counsellor has no value, but a text."""
    made = result(school(finding(measured_value=number, shortfall=number, measured_text="1250:0")))
    (found,) = parsed(made)["schools"][0]["findings"]
    assert found["measured"] == {"value": None, "text": "1250:0"}
    assert found["shortfall"] is None
    assert not {"Infinity", "NaN"} & set(to_json(made).split())


@pytest.mark.parametrize(
    ("shortfall", "written"), [(2.0, "2"), (2, "2"), (0.5, "0.5"), (None, "null")]
)
def test_a_whole_shortfall_is_a_whole_number(shortfall, written):
    assert f'"shortfall": {written},' in to_json(result(school(finding(shortfall=shortfall))))


def test_measured_values_are_not_rounded():
    """R50."""
    (found,) = parsed(result(school(finding(measured_value=2401 / 3))))["schools"][0]["findings"]
    assert found["measured"]["value"] == 2401 / 3


def test_a_file_name_that_is_no_unicode_is_mended():
    made = result(school(finding(places=(place("学校!F5", file="坏\udcff.xlsx"),))))
    (found,) = parsed(made)["schools"][0]["findings"]
    assert found["places"][0]["file"] == "坏\ufffd.xlsx"
    assert to_json(made).encode("utf-8")


def test_control_characters_of_a_cell_are_escaped():
    made = result(school(finding(places=(place("学校!F5", "1\x1b[31m2\n3"),))))
    assert "\x1b" not in to_json(made)
    assert parsed(made)["schools"][0]["findings"][0]["places"][0]["value"] == "1\x1b[31m2\n3"


def test_csv_has_no_sheet():
    """R96."""
    from mhaudit.findings import Place

    made = result(school(finding(places=(Place("教师.csv", None, "A2", "张"),))))
    (found,) = parsed(made)["schools"][0]["findings"]
    assert found["places"] == [{"file": "教师.csv", "sheet": None, "cell": "A2", "value": "张"}]


def test_the_same_result_gives_the_same_bytes():
    """R140."""
    assert to_json(FULL) == to_json(FULL)


class _Chunks(StringIO):
    longest = 0

    def write(self, text):
        self.longest = max(self.longest, len(text))
        return super().write(text)


def test_a_large_result_is_written_school_by_school():
    made = result(*[school(grade("G7"), name=f"第{number}小学") for number in range(50)])
    stream = _Chunks()
    write_json(made, stream)
    assert json.loads(stream.getvalue())["summary"]["schools"] == 50
    assert stream.longest < len(stream.getvalue()) / 20
