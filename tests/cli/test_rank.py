"""`mhaudit rank`: its options, what it refuses, and the same draw from a file in any layout."""

import json
import shutil
from pathlib import Path

import pytest

from mhaudit.cli import main

DISTRICT = str(Path(__file__).parents[2] / "sample_data" / "district.xlsx")


@pytest.fixture(autouse=True)
def _plain(monkeypatch, tmp_path):
    monkeypatch.setenv("MHAUDIT_LANG", "zh")
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    path = tmp_path_factory.mktemp("audited") / "result.json"
    main(["check", DISTRICT, "--format", f"json={path}", "--quiet"])
    return path


@pytest.fixture
def result(audited, tmp_path, capsys):
    capsys.readouterr()
    shutil.copy(audited, tmp_path / "result.json")
    return "result.json"


def test_the_neediest_first(result, capsys):
    assert main(["rank", result, "--top", "3"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("最需要关注的学校:3 所(共 12 所)")
    assert text.count("必须不达标") >= 3  # six schools fail a must


def test_json_to_a_file_holds_all(result, capsys):
    assert main(["rank", result, "--format", "json", "-o", "rank.json"]) == 0
    found = json.loads(Path("rank.json").read_text(encoding="utf-8"))
    assert len(found["schools"]) == 12
    assert found["sample"] is None
    ranks = [school["rank"] for school in found["schools"]]
    assert ranks == sorted(ranks)
    assert "已写入" in capsys.readouterr().err


def sampled(name, *options):
    main(["rank", name, "--sample", "4", "--seed", "2024-12-01", "--format", "json", "-o", "s.json",
          *options])  # fmt: skip
    found = json.loads(Path("s.json").read_text(encoding="utf-8"))
    return [each["number"] for part in found["sample"]["strata"] for each in part["drawn"]]


@pytest.mark.parametrize("by", ["district", "standing", "kind"])
def test_a_draw_can_be_repeated_whatever_the_order_and_layout(result, by):
    first = sampled(result, "--by", by)
    assert len(first) == 4
    assert sampled(result, "--by", by) == first
    other = json.loads(Path(result).read_text(encoding="utf-8"))
    other["schools"].reverse()
    Path("other.json").write_text(json.dumps(other), encoding="utf-8")
    assert sorted(sampled("other.json", "--by", by)) == sorted(first)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--sample", "3"], "--sample 要用 --seed 给出种子"),
        (["--sample", "3", "--seed", " "], "--sample 要用 --seed 给出种子"),
        (["--seed", "x"], "--seed 只用于 --sample"),
        (["--by", "kind"], "--by 只用于 --sample"),
        (["--sample", "3", "--seed", "x", "--top", "2"], "--sample 和 --top 不能同时使用"),
        (["--sample", "3", "--seed", "x", "--by", "distrct"], "是不是 district"),
        (["--format", "xml"], "“xml”无效"),
        (["--sample", "0", "--seed", "x"], "用法有误"),
        (["--top", "-1"], "用法有误"),
        (["-o", "result.json"], "是要检查的文件"),
    ],
)
def test_what_is_refused(result, options, said, capsys):
    assert main(["rank", result, *options]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "缺少参数 RESULT"), (["gone.json"], "无法读取"), ([DISTRICT], "JSON")],
)
def test_a_result_that_is_none(arguments, said, capsys):
    assert main(["rank", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_one_school_in_two_results_is_refused(result, capsys):
    Path("folder").mkdir()
    for name in ("a.json", "b.json"):
        shutil.copy(result, Path("folder") / name)
    assert main(["rank", "folder"]) == 2
    assert "会重复计算" in capsys.readouterr().err
