"""The blocks of a label, set one under the other on a page that knows how much room is left.

Measures are those of the label's design, tried on paper: points, from the label's upper left corner; what is not text the
patient takes by (header, bars, tag) grows with the frame's scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.documents.drawing.codes import CodeKind, code_of
from ldn_calc.documents.drawing.label_page import (
    LEADING,
    PlacedCode,
    PlacedLine,
    PlacedRule,
    baseline,
)
from ldn_calc.documents.drawing.typeset import break_drug, break_lines, break_name, break_run_on, keep_whole, line_width, tied_name
from ldn_calc.documents.label.bar import place_bar, place_date, place_warning
from ldn_calc.documents.label.content import LabelContent
from ldn_calc.documents.label.frame import Frame
from ldn_calc.documents.label.header import (
    place_bottle,
    place_lot,
    place_numbers,
    place_own_name,
    place_pair,
    place_strength,
    place_tags,
)
from ldn_calc.documents.label.room import LabelRoom
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.directions import PhaseWords
from ldn_calc.documents.words.runs import Run, Runs, plain, run, tied

__all__ = ["CODE_FAR", "CODE_LARGE", "CODE_NEAR", "Room", "SmallStyle", "least_width"]

_MILLIMETRE: Final = 72 / 25.4
CODE_NEAR: Final = 0.375 * _MILLIMETRE
"""A module on a label that stands alone: 3 dots at 203 dpi."""
CODE_FAR: Final = 0.5 * _MILLIMETRE
"""A module on the last of several labels."""
CODE_LARGE: Final = 0.75 * _MILLIMETRE
"""A module on a large label."""
_CODE_CLEAR: Final = 5.0
_OVER_CODE: Final = 2.0
_PURPOSE: Final = 10.0
_UNDER_TAG: Final = 9.6
"""From the tag's top to the line of small type under it."""

_SPACE: Final = 0.28
"""A space over its type size: one is dropped at each line's end."""

SmallStyle = tuple[float, bool]
"""Size of the small text, and whether its items run on."""


def least_width(items: Sequence[Runs], size: float) -> float:
    """The width of all items on one endless line, without what stands between them."""
    return sum(line_width(item, size) for item in items)


class Room(LabelRoom):
    """A label being filled from the top; every block raises DoesNotFit when it has no room."""

    def __init__(self, content: LabelContent, number: int, count: int, frame: Frame) -> None:
        super().__init__(content, count, frame)
        self.bottle = place_tags(self, number, count)
        self.own_name = content.own_name if number == 1 else ""

    def header_full(self) -> None:
        """Name and phone; address, number and date filled."""
        content = self.content
        place_pair(self, run(content.pharmacy, bold=True), run(content.phone, bold=True), 10, self.first_line_right)
        place_pair(self, run(content.address), (Run(content.number, bold=True), Run(f" {content.filled}")), 10, self.frame.right)
        self._rule()

    def header_short(self) -> None:
        """Name, phone and number on one line; the address goes to a further label."""
        content = self.content
        phone = f"{content.phone} " if content.phone else ""
        place_pair(self, run(content.pharmacy, bold=True), (Run(phone), Run(content.number, bold=True)), 11, self.first_line_right)
        self._rule()

    def header_next(self) -> None:
        """Number and date filled, and the phone, on a further label."""
        content = self.content
        left = (Run(content.number, bold=True), Run(f" {content.filled}"))
        place_pair(self, left, run(content.phone, bold=True), 11, self.first_line_right)
        self._rule()

    def header_least(self) -> None:
        """Number and phone, on a small label's first."""
        place_pair(self, (Run(self.content.number, bold=True),), run(self.content.phone, bold=True), 10, self.first_line_right)

    def heading(self, size: float, *, loose: bool) -> None:
        """Patient, drug, number and phone as one small bold text, on a small label that is not the first.

        Args:
            size: of the type.
            loose: whether the strength may stand on the line after the drug's name.

        Raises:
            DoesNotFit: a word of it is wider than the label.
        """
        content = self.content
        drug = [keep_whole(words, size, 0 if loose else self.frame.room) for words in content.drug]
        named = [tied_name(content.patient), *drug, content.number, content.phone, plain(content.lot), tied(self.bottle)]
        self.bottle = ""
        items = [run(words, bold=True) for words in named if words]
        for index, line in enumerate(break_run_on(items, size, self._first_or_all, "the heading")):
            self.text((Run(plain(line), bold=True),), size)
            if index == 0:
                self.y = max(self.y, self.frame.top + _UNDER_TAG)
        self.rules.append(PlacedRule(self.y + 0.3, self.frame.left, self.frame.room))
        self.y += 0.9

    def _first_or_all(self, index: int) -> float:
        return (self.first_line_right if index == 0 else self.frame.right) - self.frame.left

    def patient_and_drug(self, size: float, *, close: bool = False) -> None:
        """The patient's name and the drug with its strength, bold; on a label of a set the lot, beside the name or under it.

        Args:
            size: of the type.
            close: whether the number and the phone stand with the lot, in small type under the name.
        """
        content = self.content
        if close:
            place_bottle(self)
        widths = (self.first_line_right - self.frame.left) if close else self.frame.room, self.frame.room
        for line in break_name(content.patient, size, lambda index: widths[index > 0]):
            self.text(line, size)
        if self.own_name:
            place_own_name(self, self.own_name, size)
        if close:
            place_numbers(self)
        elif self.count > 1:
            place_lot(self)
        for words in content.drug:
            if content.strength and content.strength in words:
                place_strength(self, words, size)
                continue
            for line in break_drug(words, size, self.frame.room):
                self.text(line, size)

    def doses_break(self, size: float) -> bool:
        """Whether of several phases' doses one takes more than its line: rows are then no longer a table."""
        phases, column = self.content.directions.phases, self._column(size)
        rows = [self._doses(phase, size, self.frame.room - column) for phase in phases]
        return len(phases) > 1 and any(len(row) > len(phase.doses) for row, phase in zip(rows, phases, strict=True))

    def before_directions(self, size: float) -> None:
        """Which bottle first, to shake it, and the first day."""
        for words in self.content.lead:
            self.paragraph(words, size)

    def sentence(self, size: float) -> None:
        """Directions of one phase as a sentence."""
        self.paragraph(self.content.sentence, size)

    def paragraph(self, runs: Runs, size: float) -> None:
        """A text over as many lines as it takes."""
        for line in break_lines(runs, size, self.frame.room, "the directions"):
            self.text(line, size)

    def purpose(self) -> None:
        """What the medicine is for, smaller than any order."""
        for line in break_lines(self.content.purpose, _PURPOSE, self.frame.room, "the line of what it is for"):
            self.text(line, _PURPOSE)

    def rows(self, size: float, first: int, most: int) -> int:
        """The intro and rows of phases from number `first`, at most so many and as many as have room; how many were set.

        Raises:
            DoesNotFit: not one has room.
        """
        directions = self.content.directions
        if most < 1:
            raise DoesNotFit(directions.phases[first].dates, "the label")
        column = self._column(size)
        lead = LEADING * size
        for index, phase in enumerate(directions.phases[first : first + most]):
            lines = self._row(phase, size, column, is_first=index == 0)
            if self.y + lead * (lines[-1][0] + 1) > self.bottom + 0.01:
                if index == 0:
                    raise DoesNotFit(f"{phase.dates} {plain(lines[-1][2])}", "the label")
                return index
            top = self.y
            for row, x, words in lines:
                self.y = top + row * lead
                self.text(words, size, x)
        return most

    def _column(self, size: float) -> float:
        """The width of a column of dates beside the doses; 0 where dates above the doses take fewer lines in all."""
        phases = self.content.directions.phases
        if any(phase.rhythm for phase in phases):
            return 0.0
        column = max(line_width(run(phase.dates), size) for phase in phases) + 7
        beside = 1 + sum(len(self._doses(phase, size, self.frame.room - column)) for phase in phases)
        above = sum(1 + len(self._doses(phase, size, self.frame.room)) for phase in phases)
        return column if len(phases) > 1 and beside <= above else 0.0

    def _doses(self, phase: PhaseWords, size: float, width: float) -> list[Runs]:
        timed = not self.content.directions.same_time
        return [line for dose in phase.doses for line in break_lines(dose.runs(timed=timed), size, width, "the dose's line")]

    def _row(self, phase: PhaseWords, size: float, column: float, *, is_first: bool) -> list[tuple[int, float, Runs]]:
        """A phase's lines as (row, x, words), the intro above the first; dates that stand above share the intro's line."""
        width = self.frame.room
        doses = self._doses(phase, size, width - column)
        if column:
            intro = break_lines(self.content.directions.intro, size, width, "the directions") if is_first else []
            top = len(intro)
            lines = [(row, self.frame.left, line) for row, line in enumerate(intro)]
            return [
                *lines,
                (top, self.frame.left, run(phase.dates)),
                *((top + row, self.frame.left + column, line) for row, line in enumerate(doses)),
            ]
        dates = break_lines(phase.intro if is_first else run(f"{phase.dates}:"), size, width, "the directions")
        return [(row, self.frame.left, line) for row, line in enumerate([*dates, *doses])]

    def bar(self, height: float, *, at_bottom: bool) -> None:
        """The opioid warning in white on black and beside it, or on narrow stock below it, the last day of use.

        From 24 pt it also says what opioids are; a lower one grows where the date needs two lines.
        """
        place_bar(self, height, at_bottom=at_bottom)

    def warning(self) -> None:
        """The opioid warning alone at the label's foot, on small stock whose last day of use stands on the next label."""
        place_warning(self)

    def use_until(self) -> None:
        """The last day of use in a box of its own."""
        place_date(self)

    def code(self, module: float) -> None:
        """The DataMatrix in the lower right corner; small text after it keeps clear."""
        side = code_of(self.content.code, CodeKind.DATA_MATRIX).modules * module
        code = PlacedCode(self.content.code, self.frame.right - side, self.frame.bottom - side, module)
        if self.y > code.top or code.x < self.frame.left:
            raise DoesNotFit(self.content.number, "the label beside its code")
        self.codes.append(code)

    def small(self, items: Sequence[Runs], style: SmallStyle) -> int:
        """As many whole items as have room, in order; how many were set."""
        size, runs_on = style
        if not runs_on:
            done = 0
            for item in items:
                lines = self._small_lines([item], size)
                if lines is None:
                    break
                self._place_small(lines, size)
                done += 1
            return done
        most = self.small_room(size)
        for done in range(len(items), 0, -1):
            if least_width(items[:done], size) > most:
                continue
            lines = self._small_lines(items[:done], size)
            if lines is not None:
                self._place_small(lines, size)
                return done
        return 0

    def small_room(self, size: float) -> float:
        """More than all lines of small text can hold, in points of width: what is wider need not be tried."""
        lines = int((self.frame.bottom + self.frame.below - self.y) / (LEADING * size))
        return max(lines, 0) * (self.frame.room + _SPACE * size)

    def _small_lines(self, items: Sequence[Runs], size: float) -> list[Runs] | None:
        lead = LEADING * size

        def width(index: int) -> float:
            foot = self.y + (index + 1) * lead
            edges = [code.x - _CODE_CLEAR for code in self.codes if foot > code.top - _OVER_CODE]
            return min(edges, default=self.frame.right) - self.frame.left

        lines = break_run_on(items, size, width, "the small text")
        return lines if self.y + lead * len(lines) <= self.frame.bottom + self.frame.below else None

    def _place_small(self, lines: list[Runs], size: float) -> None:
        lead = LEADING * size
        for line in lines:
            self.lines.append(PlacedLine(line, self.frame.left, baseline(self.y, lead, size), size))
            self.y += lead

    def _rule(self) -> None:
        self.rules.append(PlacedRule(self.y + 0.8, self.frame.left, self.frame.room))
        self.y += 1.6
