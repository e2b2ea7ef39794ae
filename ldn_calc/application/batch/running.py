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
from functools import cached_property
from pathlib import Path
from typing import Final

from ldn_calc import __version__
from ldn_calc.application.batch.journal import Entry, Journal, JournalError, PaperState, open_journal
from ldn_calc.application.files.text_files import UnreadableError, read_bytes
from ldn_calc.application.papers.folder import PaperFolderError, mark_of, write_papers
from ldn_calc.application.papers.printed import PaperError, open_findings, render_paper, why_not_print
from ldn_calc.application.papers.printers import PrinterError, resolution_of
from ldn_calc.application.pharmacy.settings import PaperPrinter, Settings
from ldn_calc.application.plan.lot_keeping import FileChangedError, KeptLot, keep_lot
from ldn_calc.application.plan.planning import Planned, plan_request
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.formulary.formulary import Formulary

__all__ = ["BatchItem", "BatchOptions", "BatchRun", "ItemState", "JournalError", "Send"]

Send = Callable[[str, bytes, PaperPrinter], None]
"""Prints a paper (its kind, its PDF, where); raises PrinterError."""

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_BYTES: Final = 1_000_000
_OTHERWISE_MADE: Final = (
    "some of its papers were printed with another formulary, pharmacy or version of the program, and the rest would not belong "
    "to them; print it whole into another folder"
)


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
        draft: also papers whose findings are open; each page of every paper says DRAFT.
        again: folders whose papers in doubt a person has looked for: they did not come out and are printed again.
        came_out: folders whose papers in doubt a person has looked for: they did come out.
    """

    out: Path
    papers: tuple[str, ...]
    choices: PaperChoices
    draft: bool = False
    again: Collection[str] = ()
    came_out: Collection[str] = ()


@dataclass(slots=True)
class BatchItem:
    """One file: what became of it, and why in a sentence."""

    file: Path
    state: ItemState = ItemState.WAITING
    folder: str = ""
    sentence: str = ""
    doubtful: list[str] = field(default_factory=list)
    """Papers that may have been printed and were not printed again."""
    remark: str = ""
    """What is to be known though its papers are as they were asked for."""


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
            JournalError: what was printed cannot be read or noted, a folder is named that the journal does not have, or another
                batch is at work in the folder; nothing more is printed then.
        """
        self.stopped = ""
        with open_journal(self._options.out) as journal:
            self._take_answers(journal)
            seen: set[str] = set()
            for number, item in enumerate(self.items, 1):
                if cancelled() or self.stopped:
                    self.stopped = self.stopped or "Cancelled."
                    return
                self._do(item, journal, seen, send, cancelled)
                progress(number, item)

    def _take_answers(self, journal: Journal) -> None:
        """What a person has found out about papers in doubt: those that came out are printed."""
        folders = {entry.folder: key for key, entry in journal.entries.items()}
        unknown = sorted({*self._options.again, *self._options.came_out} - folders.keys())
        if unknown:
            raise JournalError(f"No prescription of this batch has the folder {', '.join(unknown)}.")
        for folder in self._options.came_out:
            entry = journal.entries[folders[folder]]
            for paper in [paper for paper, state in entry.papers.items() if state is PaperState.SENDING]:
                journal.note(folders[folder], paper, PaperState.SENT)

    def _do(self, item: BatchItem, journal: Journal, seen: set[str], send: Send | None, cancelled: Callable[[], bool]) -> None:
        """Plan, write and print one file, or say why not."""
        item.doubtful.clear()
        item.remark = ""
        try:
            text = read_bytes(item.file, _MOST_BYTES)
        except UnreadableError as error:
            _say(item, ItemState.FAILED, f"it cannot be read: {error.reason}")
            return
        key = journal.key_of(text)
        if key in seen:
            _say(item, ItemState.FAILED, "it is the same prescription as one before it; its papers are made once")
            return
        seen.add(key)
        known = journal.entries.get(key)
        if (
            known is not None
            and send is not None
            and all(known.papers.get(paper) is PaperState.SENT for paper in self._options.papers)
        ):
            item.folder = known.folder
            _say(item, ItemState.PRINTED, "printed before")
            return
        if known is not None and known.has_left and known.made_with != self._made_with:
            item.folder = known.folder
            _say(item, ItemState.FAILED, _OTHERWISE_MADE)
            return
        at = known.planned_at if known else self._clock()
        try:
            planned = plan_request(text, at, self._formulary)
            if not self._may_leave(item, planned):
                return
            is_final = not self._options.draft and self._settings.pharmacy is not None
            kept = KeptLot.of(planned, at, self._formulary) if is_final else KeptLot(planned)
            papers = {paper: self._draw(paper, kept.planned, at) for paper in self._options.papers}
            printed = papers | (self._draw_for_printers(kept.planned, at) if send else {})
        except PaperError as error:
            _say(item, ItemState.FAILED, str(error))
            return
        except Exception as error:  # a fault of the program at one prescription does not stop the rest
            _say(item, ItemState.FAILED, f"the program failed at it ({type(error).__name__}): open it in the window, and tell us")
            return
        entry = known or Entry(self._new_folder(planned, journal), at, self._made_with)
        entry.made_with = self._made_with
        journal.entries[key] = entry
        if kept.text is not None:
            journal.name_too(key, kept.text.encode())
        journal.save()
        item.folder = entry.folder
        try:
            item.remark = keep_lot(item.file, planned.text, kept)
            write_papers(self._options.out / entry.folder, papers, mark_of(kept.planned))
        except (PaperFolderError, FileChangedError) as error:
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
            self._print(item, key, printed, journal, send, cancelled)

    @cached_property
    def _made_with(self) -> str:
        """What papers rest on beside the request and the choices: all papers of one prescription rest on the same."""
        rests_on = repr((__version__, self._formulary.fingerprint, self._settings.pharmacy))
        return hashlib.sha256(rests_on.encode()).hexdigest()

    def _may_leave(self, item: BatchItem, planned: Planned) -> bool:
        """Whether its papers may be made; else the item says why not."""
        if planned.result["status"] == "invalid":
            errors = planned.result.get("errors", [])
            said = "; ".join(f"{each['path']}: {each['found']}, expected {each['expected']}" for each in errors)
            _say(item, ItemState.INVALID, said)
        elif planned.plan is None or planned.result["status"] == "calculation":
            _say(item, ItemState.REFUSED, " ".join(why_not_print(planned)))
        elif open_findings(planned) and not self._options.draft:
            _say(item, ItemState.REVIEW, " ".join(["A pharmacist has not settled:", *why_not_print(planned)]))
        else:
            return True
        return False

    def _draw(self, paper: str, planned: Planned, at: datetime, resolution: int | None = None) -> bytes:
        options = self._options
        return render_paper(paper, planned, self._settings, at, choices=options.choices, resolution=resolution, draft=options.draft)

    def _draw_for_printers(self, planned: Planned, at: datetime) -> dict[str, bytes]:
        """The papers that go to a label printer, drawn once more for its dots; others are printed as they are written."""
        asked = {paper: resolution_of(self._settings.printer(paper)) for paper in self._options.papers}
        return {paper: self._draw(paper, planned, at, dots) for paper, dots in asked.items() if dots}

    def _new_folder(self, planned: Planned, journal: Journal) -> str:
        """The lot, which holds the prescription's number, as a folder's name that nothing else here has."""
        lot = planned.proved.lot if planned.proved else ""
        name = _UNSAFE.sub("-", lot).strip(".-") or "prescription"
        taken = {entry.folder.casefold() for entry in journal.entries.values()}
        number, found = 1, name
        while found.casefold() in taken or (self._options.out / found).exists():
            number += 1
            found = f"{name}-{number}"
        return found

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
            except BaseException:
                item.doubtful.append(paper)
                _say(item, ItemState.DOUBT, f"stopped while its {paper} was on its way")
                raise
            journal.note(key, paper, PaperState.SENT)
        if item.doubtful:
            named = " and ".join(item.doubtful)
            _say(item, ItemState.DOUBT, f"look whether its {named} came out; it is not printed again by itself")
        else:
            _say(item, ItemState.PRINTED, "")


def _say(item: BatchItem, state: ItemState, sentence: str) -> None:
    item.state, item.sentence = state, sentence or item.remark
