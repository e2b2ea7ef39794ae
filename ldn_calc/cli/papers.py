"""`ldn-calc print RX.json --out DIR`: plan, then write the papers as PDF files."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ldn_calc.application.papers.folder import PaperFolderError, check_folder, mark_of, told_papers, write_papers
from ldn_calc.application.papers.printed import (
    ALL_PAPERS,
    PaperError,
    StockError,
    check_choices,
    open_findings,
    paper_with_text,
    why_not_print,
)
from ldn_calc.application.pharmacy.clock_check import clock_fault
from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.pharmacy.settings import Settings, SettingsError
from ldn_calc.application.plan.lot_keeping import FileChangedError, KeptLot, keep_lot
from ldn_calc.application.plan.planning import Planned, plan_request
from ldn_calc.application.plan.stored import StoredError, is_over, open_stored
from ldn_calc.cli.clock import now_or
from ldn_calc.cli.plan import EXIT_CODES
from ldn_calc.cli.reading import NotReadError, pharmacy_of, read_input
from ldn_calc.cli.words import complain, plain, result_lines, say
from ldn_calc.documents.values.choices import OF_A_CALCULATION, PaperChoices, SheetForm
from ldn_calc.formulary.formulary import Formulary

__all__ = ["chosen_choices", "run_print", "wanted_papers"]


def run_print(chosen: Namespace) -> int:
    """Write the papers, or say why they are not written; all or none of them."""
    wanted = wanted_papers(chosen.only)
    if wanted is None:
        return 2
    if chosen.request is None and chosen.result is None:
        complain("Name a request to plan and print, or with --result a stored one.")
        return 2
    try:
        text = None if chosen.request is None else read_input(chosen.request)
        stored = None if chosen.result is None else read_input(chosen.result)
    except NotReadError:
        return 2
    pharmacy = pharmacy_of(chosen)
    clock = now_or(chosen.clock)
    try:
        formulary = pharmacy.formulary()
    except OwnFileError as error:
        complain(str(error))
        return 2
    try:
        settings = pharmacy.settings()
        choices = chosen_choices(chosen, settings)
        check_choices(choices)
    except SettingsError as error:
        complain(str(error))
        return 1
    except StockError as error:
        complain(str(error))
        return 2
    if chosen.clock is None and not chosen.draft and settings.pharmacy is not None and (fault := clock_fault(pharmacy)):
        complain(fault)
        return 3
    order = _Order(chosen, wanted, settings, clock, choices)
    if stored is not None:
        return _print_stored(order, stored, text, formulary)
    planned = plan_request(text or "", clock, formulary)
    if planned.plan is None:
        complain("\n".join(result_lines(planned)))
        return EXIT_CODES[planned.result["status"]]
    if not (papers := order.papers_of(planned)):
        return 3
    is_final = not chosen.draft and settings.pharmacy is not None and planned.result["status"] != "calculation"
    kept = KeptLot.of(planned, clock, formulary) if is_final else KeptLot(planned)
    file = None if chosen.request == "-" else Path(chosen.request)
    return order.print(kept.planned, papers, lambda: keep_lot(file, planned.text, kept))


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be printed, and how."""

    chosen: Namespace
    wanted: tuple[str, ...]
    settings: Settings
    clock: datetime
    choices: PaperChoices

    def papers_of(self, planned: Planned) -> tuple[str, ...]:
        """Which of the wanted papers may be printed; why one may not is said."""
        papers = _of_calculation(planned, self.wanted)
        if papers and open_findings(planned) and not self.chosen.draft:
            still_open = plain(" ".join(why_not_print(planned)))
            complain(f"Nothing is printed while a pharmacist has not settled: {still_open} With --draft every page says DRAFT.")
            return ()
        return papers

    def print(self, planned: Planned, names: tuple[str, ...], keep: Callable[[], str] = str) -> int:
        """Draw the papers and write them, all or none; returns the exit code.

        Args:
            planned: what is printed.
            names: its papers.
            keep: done when all are drawn and before one is written; returns what could not be kept, in a sentence.
        """
        draft, out = self.chosen.draft, self.chosen.out
        try:
            made = {
                name: paper_with_text(name, planned, self.settings, self.clock, choices=self.choices, draft=draft) for name in names
            }
            papers = {name: pdf for name, (pdf, _) in made.items()}
            told = names if self.chosen.text else told_papers(out, names)
            texts = {name: text for name, (_, text) in made.items() if text and name in told}
            check_folder(out, papers, mark_of(planned), texts)
            not_kept = keep()
            written = write_papers(out, papers, mark_of(planned), texts)
        except (PaperError, PaperFolderError, FileChangedError) as error:
            complain(str(error))
            return 1
        except OSError as error:
            complain(f"{out} cannot be written: {error.strerror or error}.")
            return 1
        if not_kept:
            complain(not_kept)
        for path in written:
            say(str(path))
        return 0


def _print_stored(order: _Order, result: str, request: str | None, formulary: Formulary) -> int:
    """Write the papers of a stored result; its lot and its rows are its own, and no file is written but the papers."""
    try:
        planned = open_stored(result, formulary, request)
    except StoredError as error:
        complain(f"{order.chosen.result} is not printed: {error}.")
        return 3
    if not (papers := order.papers_of(planned)):
        return 3
    for_patients = [name for name in papers if name in ("label", "sheet")]
    if for_patients and is_over(planned, order.clock.date()) and not order.chosen.draft:
        complain(
            f"Its beyond-use date has passed: no {' and no '.join(for_patients)} is printed of it. "
            "The records are, with --only worksheet,master; with --draft every page says DRAFT."
        )
        return 3
    return order.print(planned, papers)


def _of_calculation(planned: Planned, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Of a calculation the worksheet alone, which is said; of a prescription what is wanted."""
    if planned.result["status"] != "calculation":
        return wanted
    complain(" ".join(why_not_print(planned)))
    return tuple(paper for paper in wanted if paper in OF_A_CALCULATION)


def wanted_papers(only: str) -> tuple[str, ...] | None:
    """The papers that are named, in their own order; None where a name is wrong, which is said."""
    named = {name.strip() for name in only.split(",") if name.strip()}
    unknown = sorted(named - set(ALL_PAPERS))
    if unknown or not named:
        complain(f"--only takes some of {', '.join(ALL_PAPERS)}, not {', '.join(unknown) or 'nothing'}.")
        return None
    return tuple(name for name in ALL_PAPERS if name in named)


def chosen_choices(chosen: Namespace, settings: Settings) -> PaperChoices:
    """The settings' choices with those of the command line."""
    kept = settings.choices
    form = SheetForm(chosen.sheet) if chosen.sheet else kept.sheet
    stock = chosen.stock or kept.stock
    return replace(kept, stock=stock, start=chosen.start, stickers=chosen.stickers, sheet=form, condition=not chosen.no_condition)
