"""What the Windows build starts from: rows of the lock files, hashes, and an archive of which nothing is run."""

import hashlib
import io
import re
import stat
import tarfile
import zipfile
from pathlib import Path

import gather
import pytest

ROOT = Path(__file__).parents[2]
HASH = "--hash=sha256:" + "ab" * 32
LOCK = f"""# a comment
always==1.0 \\
    {HASH} \\
    {HASH}
    # via something
on-windows==2.0 ; sys_platform == 'win32' \\
    {HASH}
    # via
    #   always
on-a-mac==3.0 ; sys_platform == 'darwin' \\
    {HASH}
"""


def test_rows_that_hold_on_windows_stay_without_their_markers():
    said = gather.for_windows(LOCK, lambda marker: marker == "sys_platform == 'win32'")
    assert said == f"always==1.0 \\\n    {HASH} \\\n    {HASH}\non-windows==2.0 \\\n    {HASH}\n"


def test_the_lock_files_of_the_program_keep_every_pin_and_hash():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    said = gather.for_windows(text, lambda _marker: True)
    assert re.findall(r"(?m)^\S+==\S+", said) == re.findall(r"(?m)^\S+==\S+", text)
    assert said.count("--hash=sha256:") == text.count("--hash=sha256:")


def test_what_pyinstaller_needs_on_windows_is_locked():
    text = (ROOT / "requirements-bundle.txt").read_text(encoding="utf-8")
    said = gather.for_windows(text, lambda marker: "win32" in marker)
    names = set(re.findall(r"(?m)^([\w-]+)==", said))
    assert {"pyinstaller", "pefile", "pywin32-ctypes"} <= names
    assert "macholib" not in names


def test_windows_python_is_pinned_by_one_hash():
    text = (gather.HERE / "requirements-python.txt").read_text(encoding="utf-8")
    assert len(gather.locked_hash(text)) == 64


@pytest.mark.parametrize("lock", ["a==1", f"a==1 \\\n {HASH} \\\n {HASH.replace('ab', 'cd')}"])
def test_no_hash_or_two_are_no_pin(lock):
    with pytest.raises(ValueError, match="one hash"):
        gather.locked_hash(lock)


@pytest.fixture
def archive(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as files:
        for name in (
            "python.exe",
            "DLLs/_socket.pyd",
            "Lib/os.py",
            "Lib/site-packages/pip/__init__.py",
            "tcl/tk.tcl",
            "Tools/x.py",
        ):
            files.writestr(f"cp311/{name}", name)
        files.writestr("cp311/vcruntime140.dll", "of Microsoft")
        files.writestr("cp311/../../outside.py", "bad")
    path = tmp_path / "python.tar.gz"
    with tarfile.open(path, "w:gz") as outer:
        info = tarfile.TarInfo("python/src/data.zip")
        info.size = len(inner.getvalue())
        outer.addfile(info, io.BytesIO(inner.getvalue()))
    return path


def test_the_archive_is_laid_down_without_what_a_build_needs_not(archive, tmp_path):
    into = tmp_path / "made" / "python"
    gather.unpack_python(archive, into)
    found = sorted(path.relative_to(tmp_path / "made").as_posix() for path in (tmp_path / "made").rglob("*") if path.is_file())
    assert found == ["python/DLLs/_socket.pyd", "python/Lib/os.py", "python/python.exe"]
    assert not (tmp_path / "outside.py").exists()


def test_an_archive_with_another_hash_is_refused_even_when_pip_took_it(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(gather.subprocess, "run", lambda *_arguments, **_options: None)
    with pytest.raises(ValueError, match="not the one"):
        gather.python_archive(tmp_path)


def test_an_archive_that_is_there_is_not_downloaded_again(archive, tmp_path, monkeypatch):
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    monkeypatch.setattr(gather, "locked_hash", lambda _lock: digest)
    monkeypatch.setattr(gather.subprocess, "run", lambda *_arguments, **_options: pytest.fail("it was downloaded"))
    assert gather.python_archive(tmp_path) == archive


@pytest.fixture
def verifier(tmp_path, monkeypatch):
    """An osslsigncode that says and ends as it is told."""

    def tell(words, code):
        program = tmp_path / "bin" / "osslsigncode"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\necho "{words}"\nexit {code}\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        folder = tmp_path / "python"
        folder.mkdir(exist_ok=True)
        (folder / "python.exe").write_bytes(b"MZ")
        (folder / "os.py").write_bytes(b"")
        return folder

    return tell


def test_a_signature_of_python_that_verifies_is_taken(verifier):
    assert gather.signed_by_python(verifier("Subject: /O=Python Software Foundation", 0)) == ["python.exe"]


@pytest.mark.parametrize(("words", "code"), [("Subject: /O=Python Software Foundation", 1), ("Subject: /O=Someone Else", 0)])
def test_a_signature_that_fails_or_is_anothers_stops_the_build(verifier, words, code):
    with pytest.raises(ValueError, match=r"not signed by the Python Software Foundation: python\.exe"):
        gather.signed_by_python(verifier(words, code))


def test_a_folder_without_programs_is_not_taken_for_signed(tmp_path):
    with pytest.raises(ValueError, match="not signed"):
        gather.signed_by_python(tmp_path)
