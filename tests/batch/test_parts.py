"""However the files of a run are cut into tasks, the result is the same (R42, R140)."""

from pathlib import Path
from typing import Any

import pytest

from mhaudit import audit
from mhaudit.batch import run, tasks, together
from mhaudit.batch.processes import InProcess
from mhaudit.batch.tasks import Died
from mhaudit.findings import Verdict

from .city import LISTED, city, document

PACKS: tuple[list[str], ...] = (["nanchang"], ["nanchang", "national", "jiangxi"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return city(tmp_path_factory.mktemp("run") / "市")


def cut_to(monkeypatch: pytest.MonkeyPatch, files: int) -> None:
    for module in (tasks, run):
        monkeypatch.setattr(module, "TASK_FILES", files)


def whole(folder: Path, monkeypatch: pytest.MonkeyPatch, **options: Any) -> dict[str, Any]:
    cut_to(monkeypatch, 1000)
    return document(audit([folder], **options))


@pytest.mark.parametrize("files", [1, 2, 5])
@pytest.mark.parametrize("rules", PACKS, ids=len)
@pytest.mark.parametrize("term", [None, "2024-2025-1"])
def test_the_size_of_tasks_changes_nothing(folder, monkeypatch, files, rules, term):
    expected = whole(folder, monkeypatch, rules=rules, term=term)
    cut_to(monkeypatch, files)
    found = document(audit([folder], rules=rules, term=term))
    for key, value in expected.items():
        if key == "schools":
            assert [each["name"] for each in found[key]] == [each["name"] for each in value]
            for one, other in zip(found[key], value, strict=True):
                assert one == other
        else:
            assert found[key] == value, key


def test_a_county_that_wants_zero_for_an_absent_school(folder, monkeypatch, tmp_path):
    """R1: which schools a sheet should have listed is told by its folder."""
    config = tmp_path / "mhaudit.toml"
    config.write_text('absent_school = "zero"\n', encoding="utf-8")
    expected = whole(folder, monkeypatch, config=config)
    cut_to(monkeypatch, 1)
    assert document(audit([folder], config=config)) == expected


def test_what_lies_in_many_files_is_one_school(folder, monkeypatch):
    """Code from the list, staff from the district's sheet, classes from the school's own workbook."""
    cut_to(monkeypatch, 1)
    result = audit([folder], term="2024-2025-1")
    schools = {school.name: school for school in result.schools}
    assert [schools[name].code for name in LISTED] == [f"313600000{at}" for at in range(4)]
    verdicts = {
        (name, finding.rule): finding.verdict
        for name in LISTED
        for finding in schools[name].findings
        if finding.rule in {"NC102", "NC401"}
    }
    # 吴晓 stands in the sheet without a school: any of them may have a second, full-time counsellor (R15).
    assert verdicts["云杉中学", "NC102"] is Verdict.UNKNOWN
    assert verdicts["云杉中学", "NC401"] is Verdict.PASS


def test_the_term_is_that_of_the_whole_run(folder, monkeypatch):
    """R129: 望湖学校 alone would have been audited for the year before."""
    cut_to(monkeypatch, 1)
    result = audit([folder])
    assert result.period.terms == ("2024-2025-1",)
    (school,) = (each for each in result.schools if each.name == "望湖学校")
    assert {f.verdict for f in school.findings if f.rule == "NC301"} == {Verdict.FAIL}


def test_only_what_all_files_told_otherwise_is_judged_again(folder, monkeypatch):
    """A school whose files lay in one task stands as it was judged there."""
    again: list[int] = []
    again_together = run._Run._together_again

    def noted(self, groups):
        again.append(sum(len(group.files) for group in groups))
        return again_together(self, groups)

    monkeypatch.setattr(run._Run, "_together_again", noted)
    audit([folder / "一表一簿"], term="2024-2025-1")
    assert again == []
    cut_to(monkeypatch, 6)
    audit([folder / "一表一簿"], term="2024-2025-1")
    assert again == [7]


@pytest.mark.parametrize("files", [1, 3])
@pytest.mark.parametrize("most", [0, 3])
@pytest.mark.parametrize("rules", PACKS, ids=len)
def test_lists_of_many_schools_hold_nothing_together_in_a_large_run(
    folder, monkeypatch, files, most, rules
):
    """A city's list of schools, its staff in one sheet, and a workbook each: never all of it at once."""
    expected = whole(folder, monkeypatch, rules=rules)
    cut_to(monkeypatch, files)
    monkeypatch.setattr(together, "MOST_FILES", most)
    read: list[int] = []
    again = run._Run._together_again

    def noted(self, groups):
        task = again(self, groups)
        read.append(len(task.files))
        assert len({one.number for one in task.files}) == len(task.files)
        return task

    monkeypatch.setattr(run._Run, "_together_again", noted)
    assert document(audit([folder], rules=rules)) == expected
    # A school's own workbook or CSVs, with the lists that name it: 竹溪学校 has six files of its own.
    assert max(read) <= 9


def test_a_list_is_read_once_for_several_groups(folder, monkeypatch):
    """Groups judged in one task share its files: a teacher whose school is blank may not count twice (R15)."""
    expected = whole(folder, monkeypatch)
    cut_to(monkeypatch, 3)
    monkeypatch.setattr(run, "TASK_FILES", 12)
    monkeypatch.setattr(together, "MOST_FILES", 0)
    again, several = run._Run._together_again, []

    def noted(self, groups):
        task = again(self, groups)
        numbers = [one.number for one in task.files]
        assert len(set(numbers)) == len(numbers)
        several.append(len(groups))
        return task

    monkeypatch.setattr(run._Run, "_together_again", noted)
    assert document(audit([folder])) == expected
    assert max(several) > 1


class Killing(InProcess):
    """Stands for workers that die over one file, but only where groups are joined with all that is known."""

    name = ""

    def run(self, tasks, told=lambda _: None):
        for task in tasks:
            fatal = [one for one in task.files if one.file.path.name == self.name]
            if task.known is not None and fatal:
                yield Died(task.id, fatal[0].number, "crash")
            else:
                yield from super().run([task], told)


@pytest.mark.parametrize("most", [0, 1000])
def test_a_file_that_kills_only_when_it_is_joined_costs_itself(folder, monkeypatch, most):
    """The schools of its group are judged without it; every other one is as it was."""
    expected = {each["name"]: each for each in whole(folder, monkeypatch)["schools"]}
    cut_to(monkeypatch, 3)
    monkeypatch.setattr(together, "MOST_FILES", most)
    monkeypatch.setattr(Killing, "name", "白鹭中学.xlsx")
    monkeypatch.setattr("mhaudit.batch.processes.InProcess", Killing)
    found = document(audit([folder]))
    (issue,) = (
        each
        for each in found["data_issues"]
        if each["code"] == "D101" and "白鹭" in each["place"]["file"]
    )
    assert issue["place"]["file"] == "市/一校一簿/白鹭中学.xlsx"
    assert [each["path"] for each in found["inputs"]].count(issue["place"]["file"]) == 1
    schools = {each["name"]: each for each in found["schools"]}
    assert schools.keys() == expected.keys()
    touched = {name for name in schools if schools[name] != expected[name]}
    assert "白鹭中学" in touched
    assert touched <= set(LISTED)
