"""The installation check on paper: program version, formulary, date, and every case with what was expected and found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from ldn_calc.documents.drawing.flow import LEFT, PAGE, RIGHT, RecordPen, flow
from ldn_calc.documents.drawing.tables import Box, Cell, framed, gap, paragraph, strip, table
from ldn_calc.documents.drawing.tagged import open_tagged
from ldn_calc.documents.drawing.typeset import Alignment
from ldn_calc.documents.words.runs import run, tie
from ldn_calc.quantities.dates import day_text

__all__ = ["EvidenceCase", "render_evidence"]

_TOP: Final = 62.0
_FOOT: Final = 770.0
_COLUMNS: Final = (("Case", 74.0), ("What", 150.0), ("Expected", 136.0), ("Found", 136.0), ("Result", 44.0))


@dataclass(frozen=True, slots=True)
class EvidenceCase:
    """One case in words."""

    id: str
    title: str
    expected: str
    found: str
    passed: bool
    source: str


def render_evidence(cases: Sequence[EvidenceCase], summary: str, version: str, formulary: str, at: datetime) -> bytes:
    """Draw the evidence; cases that failed come first.

    Raises:
        PaperError: a text that does not fit its place.
    """
    printed = f"{day_text(at.date())} {at:%H:%M}"
    ordered = sorted(cases, key=lambda case: case.passed)
    parts = [
        framed(
            [(run(summary, bold=True), 14), (run(f"LDN Calc {version} • {printed}"), 10), (run(f"Formulary {formulary}"), 8)], 1.2
        ),
        gap(6),
        *table(_COLUMNS, [_cells(case) for case in ordered], least=14),
        gap(8),
        paragraph(run("Checked by a person who read the failures above, or saw that there are none:"), 10, 13, keep=True),
        strip([Box("Name"), Box("Date"), Box("Signature")], 36),
    ]
    pages = flow(parts, _TOP).pages
    buffer = BytesIO()
    canvas = open_tagged(buffer, PAGE, "Installation check", "en", at)
    for number, page in enumerate(pages, 1):
        pen = RecordPen(canvas, PAGE[1])
        with pen.heading(1) if number == 1 else pen.unread("Header"):
            pen.words(run("Installation check", bold=True), LEFT, 50, 16)
        for part, y in page:
            part.draw(pen, y)
        with pen.unread("Footer"):
            pen.words(run(f"LDN Calc {version} • {printed}"), LEFT, _FOOT, 8)
            pen.words(run(f"Page {number} of {len(pages)}", bold=True), RIGHT, _FOOT, 9, Alignment.RIGHT)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _cells(case: EvidenceCase) -> list[Cell]:
    what = (*run(f"{case.title}. ", bold=True), *run(case.source))
    return [
        Cell(run(case.id), 8),
        Cell(what, 7),
        Cell(run(tie(case.expected)), 7),
        Cell(run(tie(case.found)), 7),
        Cell(run("pass" if case.passed else "FAIL", bold=True), 8),
    ]
