"""`ldn-calc batch FILES... --out DIR`: many prescriptions, a folder of papers each, printed where asked; then a table."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from ldn_calc.application.batch.running import BatchItem, BatchOptions, BatchRun, ItemState, JournalError, Send
from ldn_calc.application.papers.printed import StockError, check_choices
from ldn_calc.application.papers.printers import send_paper
from ldn_calc.application.pharmacy.clock_check import clock_fault
from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.pharmacy.settings import SettingsError
from ldn_calc.cli.clock import now_or
from ldn_calc.cli.papers import chosen_choices, wanted_papers
from ldn_calc.cli.reading import pharmacy_of
from ldn_calc.cli.words import complain, give_up, plain, say, shown

__all__ = ["run_batch"]


def run_batch(chosen: Namespace) -> int:
    """Do the batch; 0 where every file's papers are as asked for, 1 where one is not, 2 where nothing could be begun."""
    papers = wanted_papers(chosen.only)
    if papers is None:
        return 2
    pharmacy = pharmacy_of(chosen)
    try:
        settings, formulary = pharmacy.settings(), pharmacy.formulary()
        choices = chosen_choices(chosen, settings)
        check_choices(choices)
    except (SettingsError, OwnFileError, StockError) as error:
        complain(str(error))
        return 2
    if chosen.clock is None and not chosen.draft and settings.pharmacy is not None and (fault := clock_fault(pharmacy)):
        complain(fault)
        return 2
    options = BatchOptions(chosen.out, papers, choices, draft=chosen.draft, again=chosen.again, came_out=chosen.came_out)
    batch = BatchRun(chosen.requests, options, settings, formulary, lambda: now_or(chosen.clock))
    progress = _Progress(len(batch.items))
    send: Send | None = (lambda paper, pdf, printer: send_paper(pdf, printer)) if chosen.print else None
    try:
        with _ctrl_c_between_papers() as cancelled:
            batch.run(send, progress.tell, cancelled.is_set)
    except JournalError as error:
        progress.clear()
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        batch.stopped = "Stopped by Ctrl-C."
    progress.clear()
    say("\n".join(_table(batch.items)))
    if batch.stopped:
        complain(f"{batch.stopped} Run the same command again to go on: what was printed is not printed again.")
    if any(item.doubtful for item in batch.items):
        complain(
            "Look at the printer for every paper in doubt. Then name its folder: --came-out FOLDER where it came out, "
            "--again FOLDER where it did not."
        )
    return 0 if all(item.state.is_good for item in batch.items) else 1


@contextmanager
def _ctrl_c_between_papers() -> Iterator[Event]:
    """Set by the first Ctrl-C, so that no paper is left half sent; the second stops at once."""
    cancelled = Event()

    def hear(number: int, frame: object) -> None:
        if cancelled.is_set():
            raise KeyboardInterrupt
        cancelled.set()

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield cancelled
    finally:
        signal.signal(signal.SIGINT, before)


class _Progress:
    """One line on a terminal, written over itself; nothing where the output goes to a file."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def tell(self, number: int, item: BatchItem) -> None:
        """Say how far it is."""
        if self._shown:
            self._write(f"\r\033[K{number} of {self._count}: {shown(item.file.name)}, {item.state}")

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("\r\033[K")

    def _write(self, words: str) -> None:
        try:
            sys.stderr.write(words)
            sys.stderr.flush()
        except OSError:  # the terminal is gone; the papers are not
            self._shown = False
            give_up(sys.stderr)


def _table(items: list[BatchItem]) -> list[str]:
    """A line a file: its name, what became of it, its folder or the reason; then the sum."""
    name = max(len(item.file.name) for item in items)
    state = max(len(item.state) for item in items)
    lines = []
    for item in items:
        told = plain("; ".join(part for part in (item.folder, item.sentence) if part))
        lines.append(f"{item.file.name:{name}}  {item.state:{state}}  {told}".rstrip())
    good = sum(item.state.is_good for item in items)
    waiting = sum(item.state is ItemState.WAITING for item in items)
    rest = f", {waiting} not begun" if waiting else ""
    return [*lines, f"{good} done, {len(items) - good - waiting} not done{rest}"]
