"""NDJSON: each line by its schema, the same parts as the document, written as the schools come."""

import json
from io import StringIO

import jsonschema

from mhaudit.findings import BaselineInfo, DistrictResult, Selection
from mhaudit.reports import REPORTERS, Options
from mhaudit.reports.counts import tally
from mhaudit.reports.ndjson import line_schema
from mhaudit.reports.result import to_json
from reports.made import bad_file, checklist, finding, issue, place, result, school, written

FULL = result(
    school(finding(), checklists=(checklist(),), data_issues=(issue(),), name="甲小学\n\u2028"),
    school(finding("pass"), name="乙小学"),
    districts=(DistrictResult("东湖区", (finding("pass"),)),),
    data_issues=(bad_file(),),
    notes=("说明",),
    selection=Selection(("must",), ("NC1",), ("NC201",), ("NC101",)),
    baseline=BaselineInfo("old.json", ("2024-09-01T00:00:00+00:00",)),
)


def lines(made):
    text = written("ndjson", made)
    assert text.endswith("\n")
    found = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    validator = jsonschema.Draft202012Validator(line_schema())
    for line in found:
        validator.validate(line)
    return found


def test_the_lines_and_their_order():
    kinds = [line["type"] for line in lines(FULL)]
    assert kinds == ["head", "school", "school", "input", "district", "issue", "end"]


def test_they_hold_what_the_document_holds():
    document = json.loads(to_json(FULL))
    found = lines(FULL)

    def of(kind):
        return [
            {key: value for key, value in line.items() if key != "type"}
            for line in found
            if line["type"] == kind
        ]

    assert of("school") == document["schools"]
    assert of("input") == document["inputs"]
    assert of("district") == document["districts"]
    assert of("issue") == document["data_issues"]
    (head,) = of("head")
    assert head.pop("schema") == "mhaudit-ndjson/1"
    assert head == {
        key: document[key]
        for key in ("tool", "language", "audited_at", "period", "packs", "selection")
    }
    (end,) = of("end")
    assert end == {key: document[key] for key in ("summary", "baseline", "notes")}


def test_a_school_is_written_before_the_next_one_comes():
    stream = StringIO()
    reporter = REPORTERS["ndjson"](stream, Options())
    reporter.head(result())
    assert stream.getvalue().count("\n") == 1
    reporter.school(school(finding()))
    assert stream.getvalue().count("\n") == 2
    reporter.foot(result(), tally(result()))
    assert stream.getvalue().count("\n") == 4  # one input, and the end


def test_a_run_without_schools():
    assert [line["type"] for line in lines(result(inputs=()))] == ["head", "end"]


def test_the_schema_tells_a_wrong_line():
    validator = jsonschema.Draft202012Validator(line_schema())
    assert not validator.is_valid({"type": "school"})
    assert not validator.is_valid({"type": "other"})


def test_a_file_name_that_is_no_unicode_is_mended():
    made = result(school(finding(places=(place("学校!F5", file="坏\udcff.xlsx"),))))
    (found,) = [line for line in lines(made) if line["type"] == "school"]
    assert found["findings"][0]["places"][0]["file"] == "坏\ufffd.xlsx"
