"""Install, use, update and remove LDN Calc as a clinic's administrator does, silently, and check every exit code.

make windows                                       after the build, on a PC made by Wine
python installer/windows/try_out.py --this-pc      on Windows, for a machine that is there to be tried on: it installs for everyone
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path, PureWindowsPath

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import make_setup  # noqa: E402  (these lie beside this file and in the folder above)
import self_test  # noqa: E402
import stage  # noqa: E402
from artefacts import file_hashes, sha256  # noqa: E402
from build_setup import FOLDER, WORK  # noqa: E402
from bundle import ROOT  # noqa: E402
from pc import Ended, Pc, ThisPc, registry_values  # noqa: E402
from windows_version import version  # noqa: E402
from wine import WinePc, screen  # noqa: E402

KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\LDN Calc"
OPENER = r"Software\Classes\Applications\ldn-calc-window.exe"
OLDER = "0.0.9"
ONLY_IN_OLDER = "_internal/only-in-older.txt"
EVERYONE = r"C:\Program Files\LDN Calc"
OWN_FOLDER = r"C:\Clínica Ñandú\LDN Calc"
OCCUPIED = r"C:\Other program"
MENU = r"C:\ProgramData\Microsoft\Windows\Start Menu\Programs\LDN Calc.lnk"
NEW_FILES = ".ldn-calc-new"
SMALL_DISK = r"C:\Small disk"
NUMBER_FIELD = ("180", "146")
"""Where on the screen one types the prescription's number, and the keys begin to go to the window."""
FULL, RUNNING, TOO_OLD, SOMETHING_ELSE = 2, 3, 4, 6


class Tried:
    """One PC and what was found on it so far."""

    def __init__(self, pc: Pc, setup: Path, older: Path) -> None:
        self.pc, self.setup, self.older = pc, setup, older
        self.shipped = file_hashes(FOLDER)

    def install(self, setup: Path, *options: str, expect: int = 0) -> None:
        """Run an installer silently. NSIS wants its folder without quotes: each word is an argument of its own."""
        words = [word for option in options for word in option.split(" ")]
        _expect(f"{setup.name} {' '.join(options)}", self.pc.run(self.pc.there(setup), "/S", *words), expect)

    def uninstall(self, folder: str, *options: str, expect: int = 0) -> None:
        """Run the uninstaller itself silently, not the copy of itself that it starts and does not wait for."""
        program = str(PureWindowsPath(folder) / "uninstall.exe")
        ended = self.pc.run(program, "/S", *options, *f"_?={folder}".split(" "))
        _expect(f"uninstall.exe {' '.join(options)}", ended, expect)

    def is_whole(self, folder: str, also: tuple[str, ...] = ("uninstall.exe",)) -> None:
        """The folder holds what was packed, each file to the byte, and nothing else."""
        found = {name: content for name, content in file_hashes(self.pc.here(folder)).items() if name not in also}
        other = sorted({name for name, _content in found.items() ^ self.shipped.items()})
        _check(not other, f"{folder} is not what was packed: {', '.join(other[:5])}")

    def shows(self, hive: str, shown: str, folder: str) -> None:
        """Apps shows the version, its maker, its size, and how it is removed."""
        values = registry_values(self.pc, rf"{hive}\{KEY}")
        wanted = {
            "DisplayName": "LDN Calc",
            "DisplayVersion": shown,
            "Publisher": make_setup.PUBLISHER,
            "InstallLocation": folder,
            "DisplayIcon": rf"{folder}\ldn-calc-window.exe",
            "UninstallString": rf'"{folder}\uninstall.exe"',
            "QuietUninstallString": rf'"{folder}\uninstall.exe" /S',
        }
        _check({name: values.get(name) for name in wanted} == wanted, f"Apps shows {values}")
        _check(int(values["EstimatedSize"], 16) > 50_000, "Apps shows no size")

    def is_gone(self, hive: str) -> None:
        """Nothing of the program is left in the registry."""
        for key in (KEY, OPENER):
            _check(not registry_values(self.pc, rf"{hive}\{key}"), f"{hive}\\{key} is left")


def try_refusals(tried: Tried) -> None:
    """What must not be installed: into another program's folder, on a Windows that is too old."""
    other = tried.pc.here(OCCUPIED) / "other.txt"
    other.parent.mkdir(parents=True)
    other.write_text("not ours", encoding="utf-8")
    tried.install(tried.setup, f"/D={OCCUPIED}", expect=SOMETHING_ELSE)
    _check([path.name for path in other.parent.iterdir()] == ["other.txt"], "another program's folder was changed")
    if isinstance(tried.pc, WinePc):
        tried.pc.be("win7")
        tried.install(tried.setup, expect=TOO_OLD)
        tried.pc.be("win10")
    tried.is_gone("HKLM")


def try_update(tried: Tried) -> None:
    """The older version, then the new one over it, the program running; then the same once more over a damaged folder."""
    pc, folder = tried.pc, tried.pc.here(EVERYONE)
    tried.install(tried.older)
    tried.shows("HKLM", OLDER, EVERYONE)
    _check((folder / ONLY_IN_OLDER).is_file() and pc.here(MENU).is_file(), "the older version is not whole")
    data = self_test.write_data(pc)
    notes = folder / "notes of the pharmacy.txt"
    notes.write_text("ours", encoding="utf-8")

    before = file_hashes(folder)
    running = _open_window(pc)
    tried.install(tried.setup, "/WAIT=2", expect=RUNNING)
    tried.uninstall(EVERYONE, "/WAIT=2", expect=RUNNING)
    _check(file_hashes(folder) == before, "a refused update changed the folder")
    tried.install(tried.setup, "/CLOSE", "/WAIT=30")
    _check(running.wait(timeout=30) == 0, "the program that was asked to close did not end well")

    tried.shows("HKLM", version(), EVERYONE)
    tried.is_whole(EVERYONE, also=("uninstall.exe", notes.name))
    _check(self_test.data_is(pc, data), "the update touched settings")
    (folder / "ldn-calc.exe").write_bytes(b"damaged")
    (folder / "_internal" / "python311.dll").unlink()
    tried.install(tried.setup)
    tried.is_whole(EVERYONE, also=("uninstall.exe", notes.name))
    notes.unlink()


def try_unsaved_work(tried: Tried) -> None:
    """A prescription that is not saved is never lost to an update: the program asks, and the update gives up."""
    pc, folder = tried.pc, tried.pc.here(EVERYONE)
    if not isinstance(pc, WinePc):
        return
    before = file_hashes(folder)
    running = _open_window(pc)
    pc.hand("mousemove", *NUMBER_FIELD, "click", "1", "type", "240117")
    time.sleep(2)
    tried.install(tried.setup, "/CLOSE", "/WAIT=5", expect=RUNNING)
    _check(running.poll() is None, "unsaved work was closed")
    _check(file_hashes(folder) == before, "a refused update changed the folder")
    pc.hand("key", "shift+Tab", "space")  # from Keep working to Discard it
    _check(running.wait(timeout=30) == 0, "the window stays although its work was given up")


def try_removal(tried: Tried) -> None:
    """As Apps does it: the uninstaller goes on by itself. Settings stay, and what someone put into the folder."""
    pc, folder = tried.pc, tried.pc.here(EVERYONE)
    data = self_test.write_data(pc)
    notes = folder / "_internal" / "notes.txt"
    notes.write_text("ours", encoding="utf-8")
    _expect("uninstall.exe", pc.run(rf"{EVERYONE}\uninstall.exe", "/S"), 0)
    pc.settle()
    _check(stage.listed(folder) == ["_internal/notes.txt"], f"left in the folder: {stage.listed(folder)}")
    _check(not pc.here(MENU).exists(), "the start menu still has it")
    _check(self_test.data_is(pc, data), "removing it touched settings")
    tried.is_gone("HKLM")
    shutil.rmtree(folder)


def try_own_folder(tried: Tried) -> None:
    """For one person, in a folder of another name where it was cut off once; it moves when it is installed elsewhere, and goes."""
    first = rf"{OWN_FOLDER} before"
    cut_off = tried.pc.here(first) / NEW_FILES / "half.txt"  # by a PC that was turned off
    cut_off.parent.mkdir(parents=True)
    cut_off.write_text("half", encoding="utf-8")
    tried.install(tried.older, "/CURRENTUSER", f"/D={first}")
    tried.shows("HKCU", OLDER, first)
    tried.install(tried.setup, "/CURRENTUSER", f"/D={OWN_FOLDER}")
    tried.shows("HKCU", version(), OWN_FOLDER)
    tried.is_whole(OWN_FOLDER)
    tried.is_gone("HKLM")
    _check(not tried.pc.here(first).exists(), "the folder before is left")
    self_test.plan_and_print(tried.pc, OWN_FOLDER)
    tried.uninstall(OWN_FOLDER)
    _check(stage.listed(tried.pc.here(OWN_FOLDER)) in ([], ["uninstall.exe"]), "files are left in the own folder")
    tried.is_gone("HKCU")


def try_full_disk(tried: Tried) -> None:
    """A disk that is full half way leaves the version before as it was, and it runs."""
    if not isinstance(tried.pc, WinePc):
        return
    disk, folder = tried.pc.here(SMALL_DISK), rf"{SMALL_DISK}\LDN Calc"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120m", "tmpfs", str(disk)], check=True)
    try:
        tried.install(tried.older, f"/D={folder}")
        before = file_hashes(disk)
        tried.install(tried.setup, expect=FULL)
        _check(file_hashes(disk) == before, "a full disk changed the version before")
        _check(not (tried.pc.here(folder) / NEW_FILES).exists(), "the new files that did not fit are left")
        tried.shows("HKLM", OLDER, folder)
        self_test.plan_and_print(tried.pc, folder)
        tried.uninstall(folder)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def older_version() -> Path:
    """The same program as an older version with one file more; packed twice, the same to the byte."""
    folder = WORK / "older" / "ldn-calc"
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(FOLDER, folder)
    (folder / ONLY_IN_OLDER).write_text("gone after the update", encoding="utf-8")
    setup, again = (
        make_setup.make_setup(folder, OLDER, WORK / "older" / out, WORK / "older" / out / "nsis", quick=True)
        for out in ("one", "two")
    )
    _check(sha256(setup) == sha256(again), "two installers of one folder differ")
    again.unlink()
    return setup


def _open_window(pc: Pc) -> subprocess.Popen[bytes]:
    """The program as a person opens it, once its window must be there."""
    program = pc.start(rf"{EVERYONE}\ldn-calc-window.exe")
    time.sleep(10)
    _check(program.poll() is None, "the window did not stay open")
    return program


def _expect(what: str, ended: Ended, code: int) -> None:
    _check(ended.code == code, f"{what} ended with {ended.code}, not {code}:\n{ended.out}{ended.err}")
    print(f"  {code} {what}")


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        sys.exit(otherwise)


def main() -> int:
    """All of it, in the order of a program's life."""
    parser = argparse.ArgumentParser(description="Install, use, update and remove LDN Calc.")
    parser.add_argument("--this-pc", action="store_true", help="on this PC itself, which must be there to be tried on")
    chosen = parser.parse_args()
    if chosen.this_pc and self_test.data_folder(ThisPc()).exists():
        sys.exit("This PC has settings of LDN Calc: it is in use. Nothing was tried.")
    setup = ROOT / "dist" / make_setup.setup_name(version())
    began = time.monotonic()
    older = older_version()
    with ExitStack() as stack:
        pc = ThisPc() if chosen.this_pc else stack.enter_context(WinePc(WORK / "pc", stack.enter_context(screen())).on())
        tried = Tried(pc, setup, older)
        try_refusals(tried)
        try_update(tried)
        try_unsaved_work(tried)
        print("in the installed folder:")
        self_test.test_installed(pc, EVERYONE)
        if isinstance(pc, WinePc):
            self_test.print_on_queues(pc, EVERYONE)
        try_removal(tried)
        try_own_folder(tried)
        try_full_disk(tried)
    print(f"installed, used, updated and removed in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
