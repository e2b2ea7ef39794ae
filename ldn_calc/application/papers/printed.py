"""The papers of a planned request, and why they may not be printed.

ReportLab and pypdfium2 load on first use, not with this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ldn_calc.application.papers.folder import mark_of
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.planning import Planned
from ldn_calc.documents.values.choices import OF_A_CALCULATION, PaperChoices
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.errors import PaperError, StockError
from ldn_calc.documents.values.stock import label_stocks, stock_of
from ldn_calc.order.prescription import Language
from ldn_calc.printing.resolutions import DOTS_PER_INCH

if TYPE_CHECKING:
    from ldn_calc.printing.pages import Dots, Pages

__all__ = [
    "ALL_PAPERS",
    "PAPERS",
    "Dots",
    "Pages",
    "PaperError",
    "StockChoice",
    "StockError",
    "check_choices",
    "open_findings",
    "open_pages",
    "paper_with_text",
    "render_paper",
    "stock_choices",
    "why_not_print",
]

PAPERS: Final = ("label", "sheet", "worksheet")
"""The papers of one dispensing, in the order they are shown and printed."""

ALL_PAPERS: Final = (*PAPERS, "master")
"""With the master formulation record, which is written only where it is asked for."""


_NO_PATIENT: Final = (
    "This is a calculation without a patient: only its worksheet prints. A label needs number, patient, prescriber and screening."
)


@dataclass(frozen=True, slots=True)
class StockChoice:
    """A label stock to choose from.

    Attributes:
        key: what `PaperChoices.stock` holds.
        name: `Avery 5160`.
        size_words: of one label, `2.625 × 1 in`.
        labels_per_sheet: 1 for a roll.
    """

    key: str
    name: str
    size_words: str
    labels_per_sheet: int


def stock_choices() -> tuple[StockChoice, ...]:
    """Every label stock, rolls first."""
    return tuple(StockChoice(each.key, each.name, each.size_words, each.labels) for each in label_stocks())


def check_choices(choices: PaperChoices) -> None:
    """Whether there is such a label stock, with such a first label.

    Raises:
        StockError: says what was found and what there is.
    """
    stock_of(choices.stock, choices.start)


def open_findings(planned: Planned) -> list[str]:
    """Codes of the review findings that nobody has settled; of a calculation none, which nobody settles."""
    if planned.result["status"] == "calculation":
        return []
    found = planned.result["findings"]
    return [each["code"] for each in found if each["severity"] == "review" and each["settled"] is None]


def why_not_print(planned: Planned) -> list[str]:
    """Every reason why nothing may be printed, in words; an empty list means that it may."""
    result = planned.result
    if result["status"] == "invalid":
        return [f"{error['path']} cannot be read" for error in result.get("errors", [])]
    if result["status"] == "calculation":
        return [_NO_PATIENT]
    held = [each for each in result["findings"] if each["severity"] == "stop"]
    held += [each for each in result["findings"] if each["severity"] == "review" and each["settled"] is None]
    return [each["message"] for each in held]


def render_paper(
    paper: str,
    planned: Planned,
    settings: Settings,
    clock: datetime,
    language: Language | None = None,
    choices: PaperChoices | None = None,
    resolution: int | None = None,
    *,
    draft: bool = False,
) -> bytes:
    """Draw one paper as a PDF; marked DRAFT while review findings are open, PRACTICE while no pharmacy is set up.

    Args and errors are those of `paper_with_text`.
    """
    return paper_with_text(paper, planned, settings, clock, language, choices, resolution, draft=draft)[0]


def paper_with_text(
    paper: str,
    planned: Planned,
    settings: Settings,
    clock: datetime,
    language: Language | None = None,
    choices: PaperChoices | None = None,
    resolution: int | None = None,
    *,
    draft: bool = False,
) -> tuple[bytes, str]:
    """Draw one paper as a PDF, and the same as plain text, read off its structure; of a label, which has none, no text.

    Args:
        paper: one of ALL_PAPERS.
        planned: a request with a proved plan.
        settings: whose pharmacy it is.
        clock: when it is printed.
        language: of label and sheet; the patient's where None.
        choices: label stock, form of the sheet and the like; those of the settings where None.
        resolution: of the label printer it is drawn for, 203, 300 or 600; codes then stand on its whole dots.
        draft: a draft is asked for: every page says DRAFT, also where nothing is open.

    Raises:
        PaperError: a text that fits no label, or a character that no embedded typeface has.
        ValueError: there is no proved plan.
    """
    request = planned.request
    if request is None or planned.plan is None or planned.result.get("proof") is None:
        raise ValueError("there is no proved plan to print")
    if request.rx.is_calculation and paper not in OF_A_CALCULATION:
        raise PaperError("it is a calculation without a patient, of which only the worksheet is written")
    dispensing = Dispensing(
        request=request,
        result=planned.result,
        formulary=planned.formulary,
        language=language or request.rx.patient.language,
        pharmacy=settings.pharmacy,
        draft=draft or bool(open_findings(planned)),
        printed_at=clock,
        choices=choices or settings.choices,
        dots_per_inch=DOTS_PER_INCH[resolution] if resolution else None,
    )
    from ldn_calc.documents.drawing.fonts import marked  # with what draws

    with marked(mark_of(planned)):
        return _draw(paper, dispensing, resolution)


def _draw(paper: str, dispensing: Dispensing, resolution: int | None) -> tuple[bytes, str]:
    if paper == "label":
        from ldn_calc.documents.label.render import render_label

        label = render_label(dispensing)
        if resolution:
            _check_codes(label, dispensing, resolution)
        return label, ""
    if paper == "sheet":
        from ldn_calc.documents.sheet.render import sheet_with_text

        return sheet_with_text(dispensing)
    if paper == "master":
        from ldn_calc.documents.record.master import master_with_text

        return master_with_text(dispensing)
    from ldn_calc.documents.record.worksheet import worksheet_with_text

    return worksheet_with_text(dispensing)


def _check_codes(label: bytes, dispensing: Dispensing, resolution: int) -> None:
    """Read the labels' codes back from the very dots that are printed: each set has its own DataMatrix, and every code is read.

    Raises:
        PaperError: a code is missing, cannot be read, or says something else.
    """
    from ldn_calc.documents.words.code_text import code_texts  # with what draws
    from ldn_calc.printing.verify import pages_not_read, read_codes

    found = [code for page in read_codes(label, resolution) for code in page]
    bottles = dispensing.request.preparation.containers or 1
    expected = sorted(text for text in code_texts(dispensing).values() for _ in range(bottles))
    all_there = sorted(text for kind, text in found if kind == "DataMatrix") == expected
    if not all_there or {text for _, text in found} != set(expected) or pages_not_read(label, resolution):
        raise PaperError(f"a code on the label cannot be read back at {resolution} dpi; use a larger label or a finer printer")


def open_pages(pdf: bytes) -> Pages:
    """A finished PDF as pages of dots, for preview and printer alike."""
    from ldn_calc.printing.pages import open_pages as open_pdf

    return open_pdf(pdf)
