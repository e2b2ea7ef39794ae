"""A home that cannot be written is said in words when the program starts."""

import errno
import os
import tempfile

import pytest

from ldn_calc.application.pharmacy.folders import folder_fault


def test_a_folder_that_can_be_written_is_no_fault_and_nothing_stays_behind(tmp_path):
    assert folder_fault(tmp_path / "config" / "ldn-calc" / "settings.toml") == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "this account may not write there"),
        (errno.EROFS, "its disk is read-only"),
        (errno.EDQUOT, "this account has used up its room"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_folder_that_cannot_be_written_is_said_with_its_reason(tmp_path, monkeypatch, number, words):
    def refuse(**_where):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    fault = folder_fault(tmp_path / "settings.toml")
    assert fault.startswith(f"Settings cannot be saved in {tmp_path}: {words}")
    assert fault.endswith("You can plan and print meanwhile.")


def test_a_full_disk_is_found_by_writing(tmp_path, monkeypatch):
    def full(_file):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert "its disk is full" in folder_fault(tmp_path / "settings.toml")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_folders_place_is_said(tmp_path):
    (tmp_path / "config").write_text("")
    assert "a file stands where a folder should be" in folder_fault(tmp_path / "config" / "settings.toml")


def test_what_a_killed_program_left_is_swept_at_the_start(tmp_path):
    (tmp_path / ".ldn-calc-abc.part").write_bytes(b"half a file")
    (tmp_path / "window.ini").write_bytes(b"")
    assert folder_fault(tmp_path / "settings.toml") == ""
    assert [path.name for path in tmp_path.iterdir()] == ["window.ini"]
