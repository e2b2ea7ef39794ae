"""The ldn-calc command; a file a command.

Exit codes: 0 planned, proved, printed; 1 `check` failed or the world did; 2 the input cannot be read or is invalid; 3 refused
on safety grounds, printing asked for while findings are open, `prove` does not agree, or what was made must be made again.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from ldn_calc import __version__

__all__ = ["command", "main"]


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
    chosen = _parser().parse_args(arguments)
    if chosen.command == "plan":
        from ldn_calc.cli.plan import run_plan  # noqa: PLC0415  (each command loads only what it needs)

        return run_plan(chosen)
    if chosen.command == "prove":
        from ldn_calc.cli.prove import run_prove  # noqa: PLC0415

        return run_prove(chosen)
    if chosen.command == "as-made":
        from ldn_calc.cli.as_made import run_as_made  # noqa: PLC0415

        return run_as_made(chosen)
    if chosen.command == "print":
        from ldn_calc.cli.papers import run_print  # noqa: PLC0415

        return run_print(chosen)
    if chosen.command == "batch":
        from ldn_calc.cli.batch import run_batch  # noqa: PLC0415

        return run_batch(chosen)
    if chosen.command == "formulary":
        from ldn_calc.cli.formulary import run_formulary  # noqa: PLC0415

        return run_formulary(chosen)
    if chosen.command == "calc":
        from ldn_calc.cli.calc import run_calc  # noqa: PLC0415

        return run_calc(chosen)
    if chosen.command == "check":
        from ldn_calc.cli.check import run_check  # noqa: PLC0415

        return run_check(chosen)
    from ldn_calc.cli.gui import run_gui  # noqa: PLC0415

    return run_gui(chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ldn-calc", description="Low dose naltrexone: from a prescription to a proven bench plan and its papers."
    )
    parser.add_argument("--version", action="version", version=f"ldn-calc {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    plan = commands.add_parser("plan", help="screen, plan and prove one prescription")
    plan.add_argument("request", metavar="RX.json", help="the request, or - for standard input")
    plan.add_argument("--json", action="store_true", help="the whole result as one JSON document")

    prove = commands.add_parser("prove", help="prove a stored result again from its text")
    prove.add_argument("request", metavar="REQUEST.json")
    prove.add_argument("result", metavar="RESULT.json")
    prove.add_argument("--json", action="store_true", help="the proof as one JSON document")

    made = commands.add_parser("as-made", help="the strength that was really made, from what was weighed and measured")
    made.add_argument("request", metavar="REQUEST.json")
    made.add_argument("result", metavar="RESULT.json")
    made.add_argument("actuals", metavar="ACTUALS.json", help="what was weighed and measured, or - for standard input")
    made.add_argument("--json", action="store_true", help="the answer as one JSON document")

    papers = commands.add_parser("print", help="plan, then write label, sheet and worksheet as PDF files")
    papers.add_argument("request", metavar="RX.json", help="the request, or - for standard input")
    papers.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder for the PDF files")
    papers.add_argument("--only", default="label,sheet,worksheet", help="some of label,sheet,worksheet,master")
    papers.add_argument("--draft", action="store_true", help="also while review findings are open; every page says DRAFT")
    _add_choices(papers)

    batch = commands.add_parser("batch", help="many prescriptions: papers into a folder each, printed where asked")
    batch.add_argument("requests", nargs="+", type=Path, metavar="RX.json")
    batch.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder for a folder a prescription")
    batch.add_argument("--only", default="label,sheet,worksheet", help="some of label,sheet,worksheet")
    batch.add_argument("--draft", action="store_true", help="also while review findings are open; every page says DRAFT")
    batch.add_argument("--print", action="store_true", help="print each paper on the printer that the settings name for it")
    batch.add_argument("--again", nargs="+", default=(), metavar="FOLDER", help="papers in doubt that did not come out: print them")
    batch.add_argument("--came-out", nargs="+", default=(), metavar="FOLDER", help="papers in doubt that did come out")
    _add_choices(batch)

    rows = commands.add_parser("formulary", help="every row in use with its source; checks the pharmacy's own file")
    rows.add_argument("--json", action="store_true", help="the rows as one JSON document")

    calc = commands.add_parser("calc", help="one bench calculator; without a name, the list of them", add_help=False)
    calc.add_argument("-h", "--help", action="store_true")
    calc.add_argument("--json", action="store_true", help="the answer as one JSON document")
    calc.add_argument("words", nargs=argparse.REMAINDER, metavar="NAME KEY=VALUE…")

    check = commands.add_parser("check", help="recompute every reference case of this installation")
    check.add_argument("--json", action="store_true", help="every case as one JSON document")
    check.add_argument("--pdf", type=Path, metavar="FILE", help="write the evidence to print and keep")

    gui = commands.add_parser("gui", help="open the workstation window")
    gui.add_argument("files", nargs="*", type=Path, metavar="FILE", help="prescriptions to open")
    gui.add_argument("--smoke", action="store_true", help="open, plan, draw, close again; for tests of an installation")
    gui.add_argument("--printer", metavar="NAME", default="", help="with --smoke: print its practice label on this printer too")

    for each in (plan, papers, batch, check, gui):
        each.add_argument("--clock", type=_clock, metavar="2026-11-22T09:30", help="the time of this run, to repeat it exactly")
    for each in (plan, prove, papers, batch, made, rows, gui):
        help_words = "another settings file; formulary.toml beside it is the pharmacy's own rows"
        each.add_argument("--settings", type=Path, metavar="FILE", help=help_words)
    return parser


def _clock(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'a date and time as in 2026-11-22T09:30, not "{text}"') from None
    if found.tzinfo is not None:
        raise argparse.ArgumentTypeError("a local time without a zone, as in 2026-11-22T09:30")
    return found


def _add_choices(parser: argparse.ArgumentParser) -> None:
    """What `PaperChoices` holds; the settings' where an option is not given."""
    parser.add_argument("--stock", metavar="STOCK", help="the label stock, by its key: see label stocks in the formulary")
    parser.add_argument("--start", type=int, default=1, metavar="N", help="the first free label on a sheet of labels")
    parser.add_argument("--stickers", action="store_true", help="after the labels, the auxiliary warnings as stickers to cut off")
    parser.add_argument("--sheet", choices=("full", "two-page", "large-print"), help="the form of the patient sheet")
    parser.add_argument("--no-condition", action="store_true", help="leave condition and evidence off the patient sheet")
