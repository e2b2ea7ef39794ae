"""One writer for every file: whole or not at all, nobody else's to read, and nothing left behind."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ldn_calc.application.files import whole_files
from ldn_calc.application.files.locks import FolderBusyError, only_one
from ldn_calc.application.files.whole_files import sweep, write_together, write_whole

NO_PLACE = "read-only|Is a directory|not a file"
WRITES = """
import sys
from pathlib import Path
from ldn_calc.application.files.whole_files import write_whole
letter, path = sys.argv[1], Path(sys.argv[2])
print("begun", flush=True)
while True:
    write_whole(path, letter.encode() * 300_000)
"""


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_a_new_file_is_its_owners_alone_whatever_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "rx.ldn.json", b"{}")
        write_together({tmp_path / "a.pdf": b"a", tmp_path / "b.pdf": b"b"})
    finally:
        os.umask(before)
    assert {mode(path) for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("kept", [0o600, 0o640, 0o644, 0o660])
def test_a_file_that_is_there_keeps_its_mode(tmp_path, kept):
    path = tmp_path / "rx.ldn.json"
    path.write_bytes(b"old")
    path.chmod(kept)
    write_whole(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", kept)
    write_together({path: b"newer"})
    assert (path.read_bytes(), mode(path)) == (b"newer", kept)


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "there").mkdir()
    real = tmp_path / "there" / "rx.ldn.json"
    real.write_bytes(b"old")
    link = tmp_path / "link.ldn.json"
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    link.unlink()
    link.symlink_to(tmp_path / "there" / "later.json")
    write_whole(link, b"new")
    assert (tmp_path / "there" / "later.json").read_bytes() == b"new"


def test_what_is_read_only_or_no_file_is_never_replaced(tmp_path):
    path = tmp_path / "rx.json"
    path.write_bytes(b"old")
    path.chmod(0o444)
    os.mkfifo(tmp_path / "pipe")
    for place in (path, tmp_path, tmp_path / "pipe", Path("/dev/full"), Path("/dev/null")):
        with pytest.raises(OSError, match=NO_PLACE):
            write_whole(place, b"new")
        with pytest.raises(OSError, match=NO_PLACE):
            write_together({place: b"new"})
    assert (path.read_bytes(), mode(path)) == (b"old", 0o444)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert names(tmp_path) == ["pipe", "rx.json"]


@pytest.mark.parametrize("fails_at", range(1, 10))
def test_several_files_are_all_written_or_none_whatever_step_fails(tmp_path, monkeypatch, fails_at):
    """Each write and each move fails once in turn; what was there is there again, and nothing else is."""
    old = {tmp_path / "label.pdf": b"old label", tmp_path / "sheet.pdf": b"old sheet"}
    new = {tmp_path / "label.pdf": b"new label", tmp_path / "sheet.pdf": b"new sheet", tmp_path / "worksheet.pdf": b"new worksheet"}
    for path, content in old.items():
        path.write_bytes(content)
    steps = 0
    fsync, replace = os.fsync, Path.replace

    def counted(does):
        def step(*arguments):
            nonlocal steps
            steps += 1
            if steps == fails_at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return does(*arguments)

        return step

    monkeypatch.setattr(os, "fsync", counted(fsync))
    monkeypatch.setattr(Path, "replace", counted(replace))
    try:
        write_together(new)
    except OSError:
        found = old
    else:
        found = new
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == found
    assert (found is new) == (fails_at > 8), "three parts, two put aside, three moved; the ninth is the folder's own list"


def test_a_real_disk_that_is_full_leaves_the_folder_as_it_was(tmp_path):
    (tmp_path / "label.pdf").write_bytes(b"old")
    program = """
import resource, sys
from pathlib import Path
from ldn_calc.application.files.whole_files import write_together
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
folder = Path(sys.argv[1])
try:
    write_together({folder / "label.pdf": b"n" * 10_000, folder / "sheet.pdf": b"n" * 90_000})
except OSError as error:
    print(error.strerror)
"""
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == os.strerror(errno.EFBIG)
    assert names(tmp_path) == ["label.pdf"]
    assert (tmp_path / "label.pdf").read_bytes() == b"old"


def test_two_writers_at_once_never_show_half_a_file_and_leave_nothing_behind(tmp_path):
    path = tmp_path / "rx.ldn.json"
    write_whole(path, b"a" * 300_000)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITES, letter, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for letter in "ab"
    ]
    for writer in writers:
        writer.stdout.readline()
    try:
        for _ in range(300):
            content = path.read_bytes()
            assert len(content) == 300_000
            assert len(set(content)) == 1
    finally:
        for writer in writers:
            writer.kill()
    assert [writer.communicate()[1] for writer in writers] == [b"", b""]
    write_whole(path, b"{}")
    assert names(tmp_path) == ["rx.ldn.json"]


def test_what_killed_programs_left_is_swept_and_what_is_being_written_is_not(tmp_path):
    """kill -9 in the middle of a write, many times over."""
    path = tmp_path / "settings.toml"
    for _ in range(8):
        writer = subprocess.Popen([sys.executable, "-c", WRITES, "a", str(path)], stdout=subprocess.PIPE)
        writer.stdout.readline()
        time.sleep(0.01)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
    handle, held = whole_files._new_part(tmp_path)
    (tmp_path / "rx.ldn.json.part").write_bytes(b"{")
    (tmp_path / "somebody's.part").write_bytes(b"")
    (tmp_path / ".ldn-calc-folder.part").mkdir()
    sweep(tmp_path)
    kept = {held.name, "somebody's.part", ".ldn-calc-folder.part", "rx.ldn.json.part"}
    assert set(names(tmp_path)) - {"settings.toml"} == kept
    os.utime(tmp_path / "rx.ldn.json.part", (0, 0))
    os.close(handle)
    sweep(tmp_path)
    assert set(names(tmp_path)) - {"settings.toml"} == {"somebody's.part", ".ldn-calc-folder.part"}


def test_a_sweep_in_the_middle_of_a_write_takes_nothing_from_it(tmp_path, monkeypatch):
    replace = Path.replace

    def swept_before(path, target):
        sweep(tmp_path)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", swept_before)
    for content in (b"1", b"2"):
        write_together({tmp_path / "label.pdf": content, tmp_path / "sheet.pdf": content})
        write_whole(tmp_path / "rx.json", content)
    assert names(tmp_path) == ["label.pdf", "rx.json", "sheet.pdf"]


def test_one_program_at_a_time_holds_a_folder(tmp_path):
    with only_one(tmp_path), pytest.raises(FolderBusyError), only_one(tmp_path, 0.1):
        raise AssertionError("two at once")
    with only_one(tmp_path):
        assert names(tmp_path) == []
