"""Build the installer for Windows: on Debian under Wine, or on Windows itself.

make windows                                              on Debian, as root; tries the installer out too
python installer/windows/build_setup.py                   on Windows, in an environment with requirements.txt and -bundle.txt

SIGN_COMMAND, where it is set, signs each program, the uninstaller, and the installer; see docs/windows.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import gather  # noqa: E402  (these lie beside this file and in the folder above)
import make_setup  # noqa: E402
import stage  # noqa: E402
from artefacts import bill_of_materials, file_hashes, finish, sign  # noqa: E402
from bundle import PARTS, ROOT, differing, locked_wheels, missing_on_the_builder, source_date  # noqa: E402
from pc import Pc, ThisPc  # noqa: E402
from windows_version import version  # noqa: E402
from wine import WinePc, screen  # noqa: E402

WORK = ROOT / "build" / "windows"
FOLDER = WORK / "folder" / "ldn-calc"
"""What is installed."""


def python_here() -> str:
    """Windows' Python on this machine, made ready; the one that runs this, on Windows."""
    if sys.platform == "win32":
        return sys.executable
    python = WORK / "python"
    gather.unpack_python(gather.python_archive(WORK / "download"), python)
    checked = gather.signed_by_python(python)
    print(f"Windows' Python: {len(checked)} programs and libraries, each signed by the Python Software Foundation")
    gather.install_packages(python, WORK, [ROOT / "requirements.txt", ROOT / "requirements-bundle.txt"])
    return str(python / "python.exe")


def build_folder(pc: Pc, python: str) -> None:
    """Run PyInstaller, add licences and bill of materials, sign the programs, check all of it."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    same = {"SOURCE_DATE_EPOCH": str(source_date()), "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    places = ["--distpath", pc.there(FOLDER.parent), "--workpath", pc.there(WORK / "work")]
    options = ["--noconfirm", "--clean", "--log-level", "WARN", *places, "build.spec"]
    done = pc.run(python, "-m", "PyInstaller", *options, more=same, folder=ROOT, seconds=1800)
    missing = missing_on_the_builder(done.err)
    if done.code or missing:
        sys.exit(f"PyInstaller ended with {done.code}:\n{done.err}" + "; ".join(missing))
    done = pc.run(python, "-c", PARTS, more=same, folder=ROOT)
    if done.code:
        sys.exit(f"The licences were not gathered:\n{done.err}")
    found = json.loads(done.out)
    (FOLDER / "LICENCES.txt").write_text(found["text"], encoding="utf-8", newline="\r\n")
    for program in sorted(FOLDER.glob("*.exe")):
        sign(program)
    bill = bill_of_materials(version(), found["parts"], file_hashes(FOLDER), source_date(), locked_wheels())
    (FOLDER / "ldn-calc.cdx.json").write_text(bill, encoding="utf-8", newline="\n")
    stage.set_times(FOLDER, source_date())


def main() -> int:
    """Build, pack, and write what stands beside the installer."""
    parser = argparse.ArgumentParser(description="Build the installer for Windows.")
    parser.add_argument("--twice", action="store_true", help="build the folder twice; any file that differs fails the build")
    chosen = parser.parse_args()
    began = time.monotonic()
    with ExitStack() as stack:
        python = python_here()
        pc: Pc = ThisPc()
        if sys.platform != "win32":
            pc = stack.enter_context(WinePc(WORK / "build-pc", stack.enter_context(screen())).on())
            python = pc.there(Path(python))
        build_folder(pc, python)
        if chosen.twice:
            first = file_hashes(FOLDER)
            build_folder(pc, python)
            if found := differing(first, file_hashes(FOLDER)):
                sys.exit("Two builds of one commit differ: " + ", ".join(found))
            print(f"two builds, {len(first)} files each: the same to the byte")
    print(f"folder: {megabytes(*FOLDER.rglob('*')):.1f} MB in {len(stage.listed(FOLDER))} files ({time.monotonic() - began:.0f} s)")
    command = os.environ.get("SIGN_COMMAND", "").strip()
    setup = make_setup.make_setup(FOLDER, version(), ROOT / "dist", WORK / "nsis", sign=command)
    beside = finish(setup, (FOLDER / "ldn-calc.cdx.json").read_text(encoding="utf-8"))
    print(f"{setup.relative_to(ROOT)}: {megabytes(setup):.1f} MB ({time.monotonic() - began:.0f} s); beside it:")
    print("\n".join(f"  {path.name}" for path in beside))
    return 0


def megabytes(*paths: Path) -> float:
    """The size of files together."""
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
