"""Walking the paths: order, labels, lock files, links (R94)."""

import pytest

from mhaudit.errors import UsageError
from mhaudit.loader.files import walk


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def test_folders_are_walked_in_order_with_labels_from_the_given_path_on(tmp_path):
    make(tmp_path, "上报/乙校/b.xlsx", "上报/甲校/a.xlsx", "上报/c.xlsx")
    found = walk([tmp_path / "上报"])
    assert [file.label for file in found] == ["上报/c.xlsx", "上报/乙校/b.xlsx", "上报/甲校/a.xlsx"]
    assert [file.folders for file in found] == [("上报",), ("乙校", "上报"), ("甲校", "上报")]
    assert not any(file.named for file in found)


def test_a_file_given_by_itself_is_named(tmp_path):
    make(tmp_path, "甲校/a.xlsx")
    (file,) = walk([tmp_path / "甲校" / "a.xlsx"])
    assert (file.label, file.named, file.folders) == ("a.xlsx", True, ("甲校",))


def test_R094_lock_files_and_dot_files_are_ignored(tmp_path):
    make(tmp_path, "in/~$a.xlsx", "in/.DS_Store", "in/.git/a.xlsx", "in/a.xlsx")
    assert [file.label for file in walk([tmp_path / "in"])] == ["in/a.xlsx"]


def test_a_file_given_twice_is_read_once(tmp_path):
    make(tmp_path, "in/a.xlsx")
    assert len(walk([tmp_path / "in", tmp_path / "in" / "a.xlsx"])) == 1


def test_a_folder_that_links_to_itself_ends(tmp_path):
    make(tmp_path, "in/a.xlsx")
    try:
        (tmp_path / "in" / "again").symlink_to(tmp_path / "in", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert [file.label for file in walk([tmp_path / "in"])] == ["in/a.xlsx"]


def test_files_of_one_name_from_two_folders_keep_their_folders(tmp_path):
    make(tmp_path, "甲校/a.xlsx", "乙校/a.xlsx")
    found = walk([tmp_path / "甲校" / "a.xlsx", tmp_path / "乙校" / "a.xlsx"])
    assert [file.label for file in found] == ["甲校/a.xlsx", "乙校/a.xlsx"]


def test_a_path_that_is_not_there_is_the_user_s_to_mend(tmp_path):
    with pytest.raises(UsageError) as caught:
        walk([tmp_path / "没有.xlsx"])
    assert "没有.xlsx" in caught.value.message
    assert caught.value.hint
