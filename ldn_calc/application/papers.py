"""The papers of a planned request, and why they may not be printed.

ReportLab and pypdfium2 load on first use, not with this module.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from ldn_calc.application.planning import Planned
from ldn_calc.application.settings import Settings
from ldn_calc.documents.choices import PaperChoices
from ldn_calc.documents.dispensing import Dispensing
from ldn_calc.documents.errors import PaperError
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language

if TYPE_CHECKING:
    from ldn_calc.printing.pages import Dots, Pages

__all__ = ["ALL_PAPERS", "PAPERS", "Dots", "Pages", "PaperError", "open_findings", "open_pages", "render_paper", "why_not_print"]

PAPERS: Final = ("label", "sheet", "worksheet")
"""The papers of one dispensing, in the order they are shown and printed."""

ALL_PAPERS: Final = (*PAPERS, "master")
"""With the master formulation record, which is written only where it is asked for."""


def open_findings(planned: Planned) -> list[str]:
    """Codes of the review findings that nobody has settled."""
    found = planned.result["findings"]
    return [each["code"] for each in found if each["severity"] == "review" and each["settled"] is None]


def why_not_print(planned: Planned) -> list[str]:
    """Every reason why nothing may be printed, in words; an empty list means that it may."""
    result = planned.result
    if result["status"] == "invalid":
        return [f"{error['path']} cannot be read" for error in result.get("errors", [])]
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
) -> bytes:
    """Draw one paper as a PDF; marked DRAFT while review findings are open, PRACTICE while no pharmacy is set up.

    Args:
        paper: one of ALL_PAPERS.
        planned: a request with a proved plan.
        settings: whose pharmacy it is.
        clock: when it is printed.
        language: of label and sheet; the patient's where None.
        choices: label stock, form of the sheet and the like; those of the settings where None.

    Raises:
        PaperError: a text that fits no label, or a character that no embedded typeface has.
        ValueError: there is no proved plan.
    """
    request, plan = planned.request, planned.plan
    if request is None or plan is None or planned.result.get("proof") is None:
        raise ValueError("there is no proved plan to print")
    dispensing = Dispensing(
        request=request,
        result=planned.result,
        plan=plan,
        formulary=planned.formulary or shipped_formulary(),
        language=language or request.rx.patient.language,
        pharmacy=settings.pharmacy,
        draft=bool(open_findings(planned)),
        printed_at=clock,
        choices=choices or settings.choices,
    )
    if paper == "label":
        from ldn_calc.documents.label import render_label  # noqa: PLC0415

        return render_label(dispensing)
    if paper == "sheet":
        from ldn_calc.documents.sheet import render_sheet  # noqa: PLC0415

        return render_sheet(dispensing)
    if paper == "master":
        from ldn_calc.documents.master import render_master  # noqa: PLC0415

        return render_master(dispensing)
    from ldn_calc.documents.worksheet import render_worksheet  # noqa: PLC0415

    return render_worksheet(dispensing)


def open_pages(pdf: bytes) -> Pages:
    """A finished PDF as pages of dots, for preview and printer alike."""
    from ldn_calc.printing.pages import open_pages as open_pdf  # noqa: PLC0415

    return open_pdf(pdf)
