"""Many prescriptions one after another: each planned, its papers written into a folder of its own and, where asked, printed.

One bad file never stops the rest; a printer that fails stops the printing, because what comes after would fail alike. The same
batch begun again goes on where it stopped. A paper that may have been printed is never printed again by itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from ldn_calc.application.batch_journal import Entry, Journal, JournalError, PaperState
from ldn_calc.application.papers import PaperError, open_findings, render_paper, why_not_print
from ldn_calc.application.planning import Planned, plan_request
from ldn_calc.application.printers import PrinterError, resolution_of
from ldn_calc.application.settings import PaperPrinter, Settings, write_whole
from ldn_calc.documents.choices import PaperChoices
from ldn_calc.formulary.formulary import Formulary

__all__ = ["BatchItem", "BatchOptions", "BatchRun", "ItemState", "JournalError", "Send"]

Send = Callable[[str, bytes, PaperPrinter], None]
"""Prints a paper (its kind, its PDF, where); raises PrinterError."""

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_BYTES: Final = 1_000_000


class ItemState(StrEnum):
    """What became of one file."""

    WAITING = "waiting"
    INVALID = "invalid"
    REFUSED = "refused"
    REVIEW = "review"
    FAILED = "failed"
    DOUBT = "in doubt"
    WRITTEN = "written"
    PRINTED = "printed"

    @property
    def is_good(self) -> bool:
        """Whether the file's papers are as they were asked for."""
        return self in {ItemState.WRITTEN, ItemState.PRINTED}


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What is asked of every file.

    Attributes:
        out: the folder that takes a folder for each prescription, and the journal.
        papers: which papers, in the order in which they are written and printed.
        choices: stock, form of the sheet and the like.
        draft: also papers whose findings are open; each page says DRAFT.
        again: folders whose papers in doubt a person has looked for and wants printed again.
    """

    out: Path
    papers: tuple[str, ...]
    choices: PaperChoices
    draft: bool = False
    again: Collection[str] = ()


@dataclass(slots=True)
class BatchItem:
    """One file: what became of it, and why in a sentence."""

    file: Path
    state: ItemState = ItemState.WAITING
    folder: str = ""
    sentence: str = ""
    doubtful: list[str] = field(default_factory=list)
    """Papers that may have been printed and were not printed again."""


class BatchRun:
    """A batch: made once, run until it ends, is cancelled or its printer fails; run again, it goes on.

    Attributes:
        items: one for each file, in order; each given to `progress` when it changes.
        stopped: why the printing stopped before the end, or nothing.
    """

    def __init__(
        self,
        files: Sequence[Path],
        options: BatchOptions,
        settings: Settings,
        formulary: Formulary,
        clock: Callable[[], datetime],
    ) -> None:
        """Nothing is read or written yet."""
        self.items = [BatchItem(file) for file in files]
        self.stopped = ""
        self._options, self._settings, self._formulary, self._clock = options, settings, formulary, clock

    def run(
        self,
        send: Send | None = None,
        progress: Callable[[int, BatchItem], None] = lambda number, item: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Do every file that is not done.

        Args:
            send: prints a paper; None writes files only.
            progress: told after each file, with its number from 1.
            cancelled: asked before each file and each paper that is printed.

        Raises:
            JournalError: what was printed cannot be read or noted; nothing more is printed then.
        """
        self.stopped = ""
        try:
            self._options.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise JournalError(f"{self._options.out} cannot be written: {error.strerror or error}.") from error
        journal = Journal(self._options.out)
        seen: set[str] = set()
        for number, item in enumerate(self.items, 1):
            if cancelled() or self.stopped:
                self.stopped = self.stopped or "Cancelled."
                return
            self._do(item, journal, seen, send, cancelled)
            progress(number, item)

    def _do(self, item: BatchItem, journal: Journal, seen: set[str], send: Send | None, cancelled: Callable[[], bool]) -> None:
        """Plan, write and print one file, or say why not."""
        item.doubtful.clear()
        try:
            text = _read(item.file)
        except OSError as error:
            _say(item, ItemState.FAILED, f"it cannot be read: {error.strerror or error}")
            return
        key = hashlib.sha256(text).hexdigest()
        if key in seen:
            _say(item, ItemState.FAILED, "it is the same prescription as one before it; its papers are made once")
            return
        seen.add(key)
        known = journal.entries.get(key)
        if known is not None and send is not None and all(known.papers.get(paper) is PaperState.SENT for paper in self._papers):
            item.folder = known.folder
            _say(item, ItemState.PRINTED, "printed before")
            return
        at = known.planned_at if known else self._clock()
        planned = plan_request(text, at, self._formulary)
        if not self._may_leave(item, planned):
            return
        entry = journal.entries.setdefault(key, known or Entry(_new_folder(planned, journal), at))
        item.folder = entry.folder
        try:
            papers = self._write(planned, entry, prints=send is not None)
        except PaperError as error:
            _say(item, ItemState.FAILED, str(error))
            return
        except OSError as error:
            _say(item, ItemState.FAILED, f"its papers cannot be written: {error.strerror or error}")
            return
        for paper in papers:
            entry.papers.setdefault(paper, PaperState.WRITTEN)
        journal.save()
        _say(item, ItemState.WRITTEN, "")
        if send is not None:
            self._print(item, key, papers, journal, send, cancelled)

    @property
    def _papers(self) -> tuple[str, ...]:
        return self._options.papers

    def _may_leave(self, item: BatchItem, planned: Planned) -> bool:
        """Whether its papers may be made; else the item says why not."""
        if planned.result["status"] == "invalid":
            errors = planned.result.get("errors", [])
            said = "; ".join(f"{each['path']}: {each['found']}, expected {each['expected']}" for each in errors)
            _say(item, ItemState.INVALID, said)
        elif planned.plan is None:
            _say(item, ItemState.REFUSED, " ".join(why_not_print(planned)))
        elif (still_open := open_findings(planned)) and not self._options.draft:
            _say(item, ItemState.REVIEW, f"a pharmacist has not settled {', '.join(still_open)}")
        else:
            return True
        return False

    def _write(self, planned: Planned, entry: Entry, *, prints: bool) -> dict[str, bytes]:
        """Draw all papers, then write all of them.

        Returns:
            What is printed of each: the bytes that are written, or the same paper drawn for its label printer's dots.

        Raises:
            PaperError: a paper cannot be made; none is written.
            OSError: the disk did not take them.
        """
        drawn = {paper: self._draw(paper, planned, entry) for paper in self._papers}
        printed = dict(drawn)
        for paper in self._papers if prints else ():
            if resolution := resolution_of(self._settings.printer(paper)):
                printed[paper] = self._draw(paper, planned, entry, resolution)
        folder = self._options.out / entry.folder
        folder.mkdir(exist_ok=True)
        for paper, pdf in drawn.items():
            write_whole(folder / f"{paper}.pdf", pdf)
        return printed

    def _draw(self, paper: str, planned: Planned, entry: Entry, resolution: int | None = None) -> bytes:
        options, settings = self._options, self._settings
        return render_paper(paper, planned, settings, entry.planned_at, choices=options.choices, resolution=resolution)

    def _print(
        self, item: BatchItem, key: str, papers: dict[str, bytes], journal: Journal, send: Send, cancelled: Callable[[], bool]
    ) -> None:
        """Print what was not printed; each paper is noted on the disk before it leaves and after it has left."""
        entry = journal.entries[key]
        for paper, pdf in papers.items():
            state = entry.papers[paper]
            if state is PaperState.SENT:
                continue
            if state is PaperState.SENDING and entry.folder not in self._options.again:
                item.doubtful.append(paper)
                continue
            if cancelled():
                self.stopped = "Cancelled."
                _say(item, ItemState.WAITING, "cancelled before all its papers were printed")
                return
            journal.note(key, paper, PaperState.SENDING)
            try:
                send(paper, pdf, self._settings.printer(paper))
            except PrinterError as error:
                if error.in_doubt:
                    item.doubtful.append(paper)
                else:
                    journal.note(key, paper, PaperState.WRITTEN)
                self.stopped = str(error)
                _say(item, ItemState.DOUBT if error.in_doubt else ItemState.FAILED, str(error))
                return
            journal.note(key, paper, PaperState.SENT)
        if item.doubtful:
            named = " and ".join(item.doubtful)
            _say(item, ItemState.DOUBT, f"look whether its {named} came out; it is not printed again by itself")
        else:
            _say(item, ItemState.PRINTED, "")


def _say(item: BatchItem, state: ItemState, sentence: str) -> None:
    item.state, item.sentence = state, sentence


def _read(file: Path) -> bytes:
    """A request's bytes, and one more than any request may have."""
    with file.open("rb") as opened:
        return opened.read(_MOST_BYTES + 1)


def _new_folder(planned: Planned, journal: Journal) -> str:
    """The lot, which holds the prescription's number, as a folder's name that no other prescription of this batch has."""
    lot = planned.plan["lot"] if planned.plan else ""
    name = _UNSAFE.sub("-", lot).strip(".-") or "prescription"
    taken = {entry.folder for entry in journal.entries.values()}
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
