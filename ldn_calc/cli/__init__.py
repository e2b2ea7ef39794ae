"""The ldn-calc command; a file a command.

Exit codes: 0 planned, proved, printed; 1 `check` failed or the world did; 2 the input cannot be read or is invalid; 3 refused
on safety grounds, printing asked for while findings are open, `prove` does not agree, or what was made must be made again.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ldn_calc import __version__

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

__all__ = ["command", "main"]

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
"""Years in which every date of a request lies."""


def command() -> int:
    """The console's own start: collecting garbage would cost a tenth of a run that ends in a third of a second.

    The window turns it on again once it is loaded.
    """
    gc.disable()
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a Windows console's own code page lacks µ and −
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = _parser(given[0] if given and given[0] in _COMMANDS else "")
    if given[:1] == ["gui"]:  # it answers on the screen
        return _run(parser.parse_args(given))
    from ldn_calc.cli.streams import answered  # the window's first paint does without

    return answered(lambda: _run(parser.parse_args(given)))


def _run(chosen: argparse.Namespace) -> int:
    return _COMMANDS[chosen.command].run(chosen)


class _Parser(argparse.ArgumentParser):
    """Says what it says as the commands do: nothing of it commands the terminal, and what nobody takes is no success."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        from ldn_calc.cli.streams import complain, say  # as above

        if message:
            (say if file is sys.stdout else complain)(message.rstrip("\n"))


def _parser(only: str = "") -> argparse.ArgumentParser:
    """Every command, or one: the arguments of the others would cost each start a hundredth of a second."""
    parser = _Parser(prog="ldn-calc", description="Low dose naltrexone: from a prescription to a proven bench plan and its papers.")
    parser.add_argument("--version", action="version", version=f"ldn-calc {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, row in _COMMANDS.items():
        if only in ("", name):
            row.add(commands.add_parser(name, help=row.words, add_help=name != "calc"))
    return parser


def _add_plan(plan: argparse.ArgumentParser) -> None:
    plan.add_argument("request", nargs="?", metavar="RX.json", help="the request, or - for standard input")
    plan.add_argument("--sig", metavar="TEXT", help="in place of a request: directions as they were written, without a patient")
    plan.add_argument("--json", action="store_true", help="the whole result as one JSON document")
    _add_clock(plan)
    _add_settings(plan)


def _run_plan(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.plan import run_plan  # each command loads only what it needs

    return run_plan(chosen)


def _add_prove(prove: argparse.ArgumentParser) -> None:
    prove.add_argument("request", metavar="REQUEST.json")
    prove.add_argument("result", metavar="RESULT.json")
    prove.add_argument("--json", action="store_true", help="the proof as one JSON document")
    _add_settings(prove)


def _run_prove(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.prove import run_prove

    return run_prove(chosen)


def _add_as_made(made: argparse.ArgumentParser) -> None:
    made.add_argument("request", metavar="REQUEST.json")
    made.add_argument("result", metavar="RESULT.json")
    made.add_argument("actuals", metavar="ACTUALS.json", help="what was weighed and measured, or - for standard input")
    made.add_argument("--json", action="store_true", help="the answer as one JSON document")
    _add_settings(made)


def _run_as_made(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.as_made import run_as_made

    return run_as_made(chosen)


def _add_print(papers: argparse.ArgumentParser) -> None:
    papers.add_argument("request", nargs="?", metavar="RX.json", help="the request, or - for standard input")
    papers.add_argument("--result", metavar="RESULT.json", help="a result of plan --json: its plan is printed as it was kept")
    papers.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder for the PDF files")
    papers.add_argument("--only", default="label,sheet,worksheet", help="some of label,sheet,worksheet,master")
    papers.add_argument("--text", action="store_true", help="sheet and records also as plain text beside the PDF")
    _add_choices(papers)
    _add_clock(papers)
    _add_settings(papers)


def _run_print(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.papers import run_print

    return run_print(chosen)


def _add_batch(batch: argparse.ArgumentParser) -> None:
    batch.add_argument("requests", nargs="+", type=Path, metavar="RX.json")
    batch.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder for a folder a prescription")
    batch.add_argument("--only", default="label,sheet,worksheet", help="some of label,sheet,worksheet")
    batch.add_argument("--print", action="store_true", help="print each paper on the printer that the settings name for it")
    batch.add_argument("--again", nargs="+", default=(), metavar="FOLDER", help="papers in doubt that did not come out: print them")
    batch.add_argument("--came-out", nargs="+", default=(), metavar="FOLDER", help="papers in doubt that did come out")
    _add_choices(batch)
    _add_clock(batch)
    _add_settings(batch)


def _run_batch(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.batch import run_batch

    return run_batch(chosen)


def _add_example(example: argparse.ArgumentParser) -> None:
    example.add_argument("--form", choices=("liquid", "capsule"), default="liquid", help="what the example is made as")
    _add_clock(example)


def _run_example(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.example import run_example

    return run_example(chosen)


def _add_formulary(rows: argparse.ArgumentParser) -> None:
    rows.add_argument("--json", action="store_true", help="the rows as one JSON document")
    _add_settings(rows)


def _run_formulary(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.formulary import run_formulary

    return run_formulary(chosen)


def _add_calc(calc: argparse.ArgumentParser) -> None:
    calc.add_argument("-h", "--help", action="store_true")
    calc.add_argument("--json", action="store_true", help="the answer as one JSON document")
    calc.add_argument("words", nargs=argparse.REMAINDER, metavar="NAME KEY=VALUE…")


def _run_calc(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.calc import run_calc

    return run_calc(chosen)


def _add_vehicle(vehicle: argparse.ArgumentParser) -> None:
    vehicle.add_argument("name", nargs="?", metavar="NAME", help="a vehicle that is made in the pharmacy, as in simple-syrup")
    vehicle.add_argument("--volume", metavar="VOLUME", help='how much to make, as in "500 mL"')
    vehicle.add_argument("--lot", metavar="LOT", help="its lot; else one made of its name and the clock")
    vehicle.add_argument("--made", metavar="DATE", help="the day it is made, as in 2026-11-22; else today")
    expires = "the last day of an ingredient, as in sucrose=2028-03; once for each"
    vehicle.add_argument("--expires", action="append", default=[], metavar="NAME=DATE", help=expires)
    vehicle.add_argument("--json", action="store_true", help="the whole result as one JSON document")
    vehicle.add_argument("--pdf", type=Path, metavar="FILE", help="write its record to print and fill in")
    _add_clock(vehicle)
    _add_settings(vehicle)


def _run_vehicle(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.vehicle import run_vehicle

    return run_vehicle(chosen)


def _add_read(read: argparse.ArgumentParser) -> None:
    read.add_argument("text", nargs="*", metavar="TEXT", help="the directions as they were written, in quotes")
    read.add_argument("--json", action="store_true", help="the reading as one JSON document")


def _run_read(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.read import run_read

    return run_read(chosen)


def _add_check(check: argparse.ArgumentParser) -> None:
    check.add_argument("--json", action="store_true", help="every case as one JSON document")
    check.add_argument("--pdf", type=Path, metavar="FILE", help="write the evidence to print and keep")
    _add_clock(check)


def _run_check(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.check import run_check

    return run_check(chosen)


def _add_gui(gui: argparse.ArgumentParser) -> None:
    gui.add_argument("files", nargs="*", type=Path, metavar="FILE", help="prescriptions to open")
    gui.add_argument("--smoke", action="store_true", help="open, plan, draw, close again; for tests of an installation")
    gui.add_argument("--printer", metavar="NAME", default="", help="with --smoke: print its practice label on this printer too")
    _add_clock(gui)
    _add_settings(gui)


def _run_gui(chosen: argparse.Namespace) -> int:
    from ldn_calc.cli.gui import run_gui

    return run_gui(chosen)


class _Command(NamedTuple):
    """One command: what its help says, what adds its arguments, and what runs it and returns its exit code."""

    words: str
    add: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


_COMMANDS: Final[Mapping[str, _Command]] = {
    "plan": _Command("screen, plan and prove one prescription", _add_plan, _run_plan),
    "prove": _Command("prove a stored result again from its text", _add_prove, _run_prove),
    "as-made": _Command("the strength that was really made, from what was weighed and measured", _add_as_made, _run_as_made),
    "print": _Command("plan, then write label, sheet and worksheet as PDF files", _add_print, _run_print),
    "batch": _Command("many prescriptions: papers into a folder each, printed where asked", _add_batch, _run_batch),
    "example": _Command("a prescription to try the program with, written today, to standard output", _add_example, _run_example),
    "formulary": _Command("every row in use with its source; checks the pharmacy's own file", _add_formulary, _run_formulary),
    "calc": _Command("one bench calculator; without a name, the list of them", _add_calc, _run_calc),
    "vehicle": _Command("a vehicle made in the pharmacy: its steps, proved, with lot and last day", _add_vehicle, _run_vehicle),
    "read": _Command("the regimen of a prescription as it was written, word for word", _add_read, _run_read),
    "check": _Command("recompute every reference case of this installation", _add_check, _run_check),
    "gui": _Command("open the workstation window", _add_gui, _run_gui),
}


def _add_clock(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--clock", type=_clock, metavar="2026-11-22T09:30", help="the time of this run, to repeat it exactly")


def _add_settings(parser: argparse.ArgumentParser) -> None:
    words = "another settings file; formulary.toml beside it is the pharmacy's own rows"
    parser.add_argument("--settings", type=Path, metavar="FILE", help=words)


def _clock(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'a date and time as in 2026-11-22T09:30, not "{text}"') from None
    if found.tzinfo is not None:
        raise argparse.ArgumentTypeError("a local time without a zone, as in 2026-11-22T09:30")
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f"a year from {_FIRST_YEAR} to {_LAST_YEAR}, as in 2026-11-22T09:30")
    return found


def _add_choices(parser: argparse.ArgumentParser) -> None:
    """Whether a draft is printed, and what `PaperChoices` holds; the settings' where an option is not given."""
    parser.add_argument("--draft", action="store_true", help="also while review findings are open; every page says DRAFT")
    parser.add_argument("--stock", metavar="STOCK", help="the label stock, by its key: see label stocks in the formulary")
    parser.add_argument("--start", type=int, default=1, metavar="N", help="the first free label on a sheet of labels")
    parser.add_argument("--stickers", action="store_true", help="after the labels, the auxiliary warnings as stickers to cut off")
    parser.add_argument("--sheet", choices=("full", "two-page", "large-print"), help="the form of the patient sheet")
    parser.add_argument("--no-condition", action="store_true", help="leave condition and evidence off the patient sheet")
