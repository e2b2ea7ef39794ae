"""`ldn-calc print RX.json --out DIR`: plan, then write the papers as PDF files."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ldn_calc.application.papers.folder import PaperFolderError, check_folder, mark_of, write_papers
from ldn_calc.application.papers.printed import (
    ALL_PAPERS,
    PaperError,
    StockError,
    check_choices,
    open_findings,
    render_paper,
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
    if stored is not None:
        return _print_stored(chosen, wanted, stored, text, formulary, settings, clock, choices)
    planned = plan_request(text or "", clock, formulary)
    if planned.plan is None:
        complain("\n".join(result_lines(planned)))
        return EXIT_CODES[planned.result["status"]]
    wanted = _of_calculation(planned, wanted)
    if not wanted:
        return 3
    if open_findings(planned) and not chosen.draft:
        still_open = plain(" ".join(why_not_print(planned)))
        complain(f"Nothing is printed while a pharmacist has not settled: {still_open} With --draft every page says DRAFT.")
        return 3
    is_final = not chosen.draft and settings.pharmacy is not None and planned.result["status"] != "calculation"
    kept = KeptLot.of(planned, clock, formulary) if is_final else KeptLot(planned)
    try:
        papers = {name: render_paper(name, kept.planned, settings, clock, choices=choices, draft=chosen.draft) for name in wanted}
        check_folder(chosen.out, papers, mark_of(kept.planned))
        not_kept = keep_lot(None if chosen.request == "-" else Path(chosen.request), planned.text, kept)
        written = write_papers(chosen.out, papers, mark_of(kept.planned))
    except (PaperError, PaperFolderError, FileChangedError) as error:
        complain(str(error))
        return 1
    except OSError as error:
        complain(f"{chosen.out} cannot be written: {error.strerror or error}.")
        return 1
    if not_kept:
        complain(not_kept)
    for path in written:
        say(str(path))
    return 0


def _print_stored(
    chosen: Namespace,
    wanted: tuple[str, ...],
    result: str,
    request: str | None,
    formulary: Formulary,
    settings: Settings,
    clock: datetime,
    choices: PaperChoices,
) -> int:
    """Write the papers of a stored result; its lot and its rows are its own, and no file is written but the papers."""
    try:
        planned = open_stored(result, formulary, request)
    except StoredError as error:
        complain(f"{chosen.result} is not printed: {error}.")
        return 3
    wanted = _of_calculation(planned, wanted)
    if not wanted:
        return 3
    if open_findings(planned) and not chosen.draft:
        still_open = plain(" ".join(why_not_print(planned)))
        complain(f"Nothing is printed while a pharmacist has not settled: {still_open} With --draft every page says DRAFT.")
        return 3
    for_patients = [name for name in wanted if name in ("label", "sheet")]
    if for_patients and is_over(planned, clock.date()) and not chosen.draft:
        complain(
            f"Its beyond-use date has passed: no {' and no '.join(for_patients)} is printed of it. "
            "The records are, with --only worksheet,master; with --draft every page says DRAFT."
        )
        return 3
    try:
        papers = {name: render_paper(name, planned, settings, clock, choices=choices, draft=chosen.draft) for name in wanted}
        check_folder(chosen.out, papers, mark_of(planned))
        written = write_papers(chosen.out, papers, mark_of(planned))
    except (PaperError, PaperFolderError) as error:
        complain(str(error))
        return 1
    except OSError as error:
        complain(f"{chosen.out} cannot be written: {error.strerror or error}.")
        return 1
    for path in written:
        say(str(path))
    return 0


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
