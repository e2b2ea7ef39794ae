"""What an installed LDN Calc must do on a PC with Windows; papers are read back on this machine, by what did not make them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
from bundle import CLOCK, ROOT, SAMPLES
from pc import Ended, Pc
from queue_test import QUEUE, print_on_a_queue, zpl_on_a_queue

__all__ = ["data_folder", "data_is", "plan_and_print", "print_on_queues", "test_installed", "write_data"]

PAPERS = ("label", "sheet", "worksheet")
SETTINGS = '[pharmacy]\nname = "Farmacia Ñandú"\naddress = "14 Main Street, Dover, DE 19901"\nphone = "302-555-0142"\n'
_LABEL_PRINTER = f'[printers.label]\nkind = "zpl-queue"\nname = "{QUEUE}"\nresolution = 300\n'
_OUT = ROOT / "build" / "windows" / "papers"


def test_installed(pc: Pc, folder: str) -> None:
    """The installation check, a journey of each form, a refusal, the window's own test with and without a console."""
    command, window = rf"{folder}\ldn-calc.exe", rf"{folder}\ldn-calc-window.exe"
    words = _done(pc, command, "check").out.strip()
    if not words.endswith(" 0 failed") or words.startswith("0 "):
        sys.exit(f"the installation check said {words}")
    print(f"    {words}")
    plan_and_print(pc, folder)
    _done(pc, command, "plan", _sample(pc, "08-opioid-current"), "--json", *CLOCK, expect=3)
    _done(pc, command, "plan", _sample(pc, "none-such"), expect=2)
    settings = ["--settings", pc.there(_OUT / "settings.toml")]
    _done(pc, command, "gui", _sample(pc, "01-liquid-4.5-nightly"), "--smoke", *settings, *CLOCK)
    _done(pc, window, _sample(pc, "02-capsule-titration"), "--smoke", *settings, *CLOCK)


def plan_and_print(pc: Pc, folder: str) -> None:
    """Plan, prove and print with the installed program; the papers must say what those of the source say."""
    shutil.rmtree(_OUT, ignore_errors=True)
    _OUT.mkdir(parents=True)
    (_OUT / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    command = rf"{folder}\ldn-calc.exe"
    settings = ["--settings", pc.there(_OUT / "settings.toml")]
    for name in ("01-liquid-4.5-nightly", "02-capsule-titration"):
        result = _done(pc, command, "plan", _sample(pc, name), "--json", *settings, *CLOCK).out
        if json.loads(result)["status"] != "ready":
            sys.exit(f"{name} is not ready")
        stored = _OUT / f"{name}.json"
        stored.write_text(result, encoding="utf-8")
        _done(pc, command, "prove", _sample(pc, name), pc.there(stored))
        _done(pc, command, "print", _sample(pc, name), "--out", pc.there(_OUT / name), *settings, *CLOCK)
        own = _OUT / f"{name} from the source"
        _print_from_source(name, own)
        for paper in PAPERS:
            there, here = read_paper(_OUT / name / f"{paper}.pdf"), read_paper(own / f"{paper}.pdf")
            if there != here or not any(text.strip() for _size, text in there):
                sys.exit(f"{paper}.pdf of {name} differs from what the source prints")
    print("    papers of samples 01 and 02: the same pages, sizes and words as from the source")


def print_on_queues(pc: Pc, folder: str) -> None:
    """Print on a driver's queue and on a raw one by that PC's own means; it must know this machine's queues, as Wine does."""
    settings = _OUT / "label printer.toml"
    settings.write_text(SETTINGS + _LABEL_PRINTER, encoding="utf-8")
    request, only = SAMPLES / "02-capsule-titration.json", ["--only", "label", "--print", *CLOCK]

    def smoke(server: str) -> None:
        options = ["--smoke", "--printer", QUEUE, "--settings", pc.there(_OUT / "settings.toml"), *CLOCK]
        _done(pc, rf"{folder}\ldn-calc-window.exe", *options, more={"CUPS_SERVER": server})

    def packed(server: str) -> None:
        places = ["--out", pc.there(_OUT / "there"), "--settings", pc.there(settings)]
        _done(pc, rf"{folder}\ldn-calc.exe", "batch", pc.there(request), *places, *only, more={"CUPS_SERVER": server})

    def source(server: str) -> None:
        _from_source("batch", str(request), "--out", str(_OUT / "here"), "--settings", str(settings), *only, CUPS_SERVER=server)

    try:
        print(f"    {print_on_a_queue(smoke)}")
        print(f"    {zpl_on_a_queue(packed, source)}")
    except ValueError as error:
        sys.exit(str(error))


def read_paper(file: Path) -> list[tuple[tuple[float, float], str]]:
    """Each page's size in points and its words, as pdfium finds them."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [(page.get_size(), page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def _print_from_source(name: str, out: Path) -> None:
    _from_source("print", str(SAMPLES / f"{name}.json"), "--out", str(out), "--settings", str(_OUT / "settings.toml"), *CLOCK)


def _from_source(*arguments: str, **more: str) -> None:
    environment = os.environ | {"PYTHONUTF8": "1"} | more
    subprocess.run([sys.executable, "-m", "ldn_calc", *arguments], cwd=ROOT, check=True, capture_output=True, env=environment)


def data_folder(pc: Pc) -> Path:
    """Where the person's settings lie."""
    said = pc.run("cmd", "/c", "echo %LOCALAPPDATA%").out.strip()
    return pc.here(said) / "ldn-calc"


def write_data(pc: Pc) -> dict[str, str]:
    """Settings and a file of one's own where the program keeps them; what they hold by their names."""
    folder = data_folder(pc)
    folder.mkdir(parents=True, exist_ok=True)
    written = {"settings.toml": SETTINGS, "something of one's own.txt": "kept"}
    for name, words in written.items():
        (folder / name).write_bytes(words.encode())
    return written


def data_is(pc: Pc, written: dict[str, str]) -> bool:
    """Whether they are as they were written."""
    folder = data_folder(pc)
    return all((folder / name).is_file() and (folder / name).read_bytes() == words.encode() for name, words in written.items())


def _sample(pc: Pc, name: str) -> str:
    return pc.there(SAMPLES / f"{name}.json")


def _done(pc: Pc, program: str, *arguments: str, expect: int = 0, more: dict[str, str] | None = None) -> Ended:
    ended = pc.run(program, *arguments, more=more)
    words = f"{program.rsplit(chr(92), 1)[-1]} {arguments[0] if arguments[0] in _COMMANDS else '--smoke'}"
    if ended.code != expect:
        sys.exit(f"{words} ended with {ended.code}, not {expect}:\n{ended.out}{ended.err}")
    print(f"  {expect} {words}")
    return ended


_COMMANDS = ("check", "plan", "prove", "print", "batch", "gui")
