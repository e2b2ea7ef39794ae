"""The running head of every page: whose sheet it is, of which bottle, printed when, and what to do with older sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.page_pen import Pen
from ldn_calc.documents.drawing.typeset import Alignment, break_lines, break_run_on, line_width
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH
from ldn_calc.documents.sheet.content import SheetContent
from ldn_calc.documents.sheet.pages import LEFT
from ldn_calc.documents.sheet.style import style_of
from ldn_calc.documents.values.choices import SheetForm
from ldn_calc.documents.words.runs import Run, Runs, run

__all__ = ["RunningHead", "running_head"]

_FIRST_BASELINE: Final = 35.0
_UNDER: Final = 5.5
_TEXT: Final = 6.5
_MOST_PAGE: Final = 88
_SMALL: Final = 10.0
_Line = tuple[tuple[Runs, float], ...]


@dataclass(frozen=True, slots=True)
class RunningHead:
    """The head broken into lines.

    Attributes:
        pharmacy: its name and phone, bold, lines of pieces with their sizes.
        size: of the pharmacy's name and of the page's number.
        lines: patient, number, fill and lot, and where there is no room beside them the day of printing.
        right: the day of printing at the right of the last line; empty where it has a line of its own.
        small: the size of those lines.
        lead: of the first line.
    """

    pharmacy: tuple[_Line, ...]
    size: float
    lines: tuple[Runs, ...]
    right: Runs
    small: float
    lead: float

    @property
    def rule(self) -> float:
        """Where the rule under the head stands."""
        return _FIRST_BASELINE + self.lead * (len(self.pharmacy) - 1) + 1.28 * self.small * len(self.lines) + _UNDER

    @property
    def bottom(self) -> float:
        """Where text begins under it."""
        return self.rule + _TEXT

    def draw(self, pen: Pen, number: str) -> None:
        """Draw it on a page; `number` is `Page 1 of 4`."""
        right, down = LEFT + TEXT_WIDTH, _FIRST_BASELINE
        for place, pieces in enumerate(self.pharmacy):
            down += self.lead if place else 0.0
            across = LEFT
            with pen.paragraph():
                for words, size in pieces:
                    pen.words(words, across, down, size)
                    across += line_width(words, size)
        with pen.unread("Header"):
            pen.words(run(number, bold=True), right, _FIRST_BASELINE, self.size, Alignment.RIGHT)
        for line in self.lines:
            down += 1.28 * self.small
            pen.words(line, LEFT, down, self.small)
        if self.right:
            pen.words(self.right, right, down, self.small, Alignment.RIGHT)
        pen.line((LEFT, self.rule), (right, self.rule), 0.8)


def running_head(content: SheetContent) -> RunningHead:
    """The head of this sheet, on as few lines as hold it."""
    style = style_of(content.form)
    size = style.head.size
    number = line_width(run(content.page_number(_MOST_PAGE, _MOST_PAGE), bold=True), size) + 16
    name, phone = content.pharmacy
    pharmacy = _pharmacy(name, phone, size, style.phone, TEXT_WIDTH - number)
    small = _SMALL if content.form is not SheetForm.LARGE else size - 2
    printed = run(" ".join(content.printed))
    bottle = break_run_on([run(words) for words in content.bottle], small, TEXT_WIDTH, "the sheet's head")
    beside = line_width(bottle[-1], small) + 14 + line_width(printed, small) <= TEXT_WIDTH
    lines = bottle if beside else [*bottle, *break_lines(printed, small, TEXT_WIDTH, "the sheet's head")]
    return RunningHead(tuple(pharmacy), size, tuple(lines), printed if beside else (), small, max(style.phone, size) * 1.25)


def _pharmacy(name: str, phone: str, size: float, phone_size: float, room: float) -> list[_Line]:
    """Name and phone on one line where they fit it; else the phone has a line of its own."""
    if not phone:
        return [((line, size),) for line in break_lines((Run(name, bold=True),), size, room, "the sheet's head")]
    before: Runs = (Run(f"{name} \u2022 ", bold=True),)
    after: Runs = (Run(phone, bold=True),)
    if line_width(before, size) + line_width(after, phone_size) <= room:
        return [((before, size), (after, phone_size))]
    lines: list[_Line] = [((line, size),) for line in break_lines((Run(name, bold=True),), size, room, "the sheet's head")]
    return [*lines, ((after, phone_size),)]
