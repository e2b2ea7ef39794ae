"""The blocks of a label, set one under the other on a page that knows how much room is left.

Measures are those of the label's design, tried on paper: points, from the upper left corner of 4 x 2 inch stock.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Final

from ldn_calc.documents.codes import data_matrix
from ldn_calc.documents.directions import PhaseWords
from ldn_calc.documents.errors import DoesNotFit
from ldn_calc.documents.label_content import LabelContent
from ldn_calc.documents.label_page import (
    LEADING,
    WIDTH,
    LabelPage,
    PlacedBox,
    PlacedCode,
    PlacedLine,
    PlacedRule,
    baseline,
)
from ldn_calc.documents.runs import Run, Runs, joined, plain, run
from ldn_calc.documents.typeset import Alignment, break_lines, break_name, line_width

__all__ = ["CODE_FAR", "CODE_NEAR", "RUN_ON", "Room", "SmallStyle"]

MARGIN: Final = 5.5
LEFT: Final = MARGIN
RIGHT: Final = WIDTH - MARGIN
BOTTOM: Final = 138.5
_SMALL_BELOW: Final = 1.5
_TOP: Final = 3.4
_GAP: Final = 6.0
_HEADER: Final = 8.0
_MILLIMETRE: Final = 72 / 25.4
CODE_NEAR: Final = 0.375 * _MILLIMETRE
"""A module on a label that stands alone: 3 dots at 203 dpi."""
CODE_FAR: Final = 0.5 * _MILLIMETRE
"""A module on the last of several labels."""
_CODE_CLEAR: Final = 5.0
RUN_ON: Final = " \u2022 "

SmallStyle = tuple[float, bool]
"""Size of the small text, and whether its items run on."""


class Room:
    """A label being filled from the top; every block raises DoesNotFit when it has no room."""

    def __init__(self, content: LabelContent, number: int, count: int) -> None:
        self.content = content
        self.lines: list[PlacedLine] = []
        self.boxes: list[PlacedBox] = []
        self.rules: list[PlacedRule] = []
        self.codes: list[PlacedCode] = []
        self.y = _TOP
        self.bottom = BOTTOM
        self._first_line_right = RIGHT
        if count > 1:
            self._tag(content.tag(number, count))

    @property
    def page(self) -> LabelPage:
        """The label as it stands."""
        return LabelPage(tuple(self.lines), tuple(self.boxes), tuple(self.rules), tuple(self.codes))

    def copy(self) -> Room:
        """The same label, to try a style of small text on."""
        other = copy(self)
        other.lines, other.boxes, other.rules, other.codes = self.lines[:], self.boxes[:], self.rules[:], self.codes[:]
        return other

    def header_full(self) -> None:
        """Name and phone; address, number and date filled."""
        content = self.content
        self._pair(run(content.pharmacy, bold=True), run(content.phone, bold=True), 10, self._first_line_right)
        self._pair(run(content.address), (Run(content.number, bold=True), Run(f" {content.filled}")), 10, RIGHT)
        self._rule()

    def header_short(self) -> None:
        """Name, phone and number on one line; the address goes to a further label."""
        content = self.content
        phone = f"{content.phone} " if content.phone else ""
        self._pair(run(content.pharmacy, bold=True), (Run(phone), Run(content.number, bold=True)), 11, self._first_line_right)
        self._rule()

    def header_next(self) -> None:
        """Number and date filled, and the phone, on a further label."""
        content = self.content
        left = (Run(content.number, bold=True), Run(f" {content.filled}"))
        self._pair(left, run(content.phone, bold=True), 11, self._first_line_right)
        self._rule()

    def patient_and_drug(self, size: float) -> None:
        """The patient's name and the drug with its strength, bold."""
        width = RIGHT - LEFT
        for line in break_name(self.content.patient, size, width):
            self.text(line, size)
        for words in self.content.drug:
            for line in break_lines(run(words, bold=True), size, width, "the drug's line"):
                self.text(line, size)

    def before_directions(self, size: float, *, others: bool = True) -> None:
        """Where other capsules are, and the first day."""
        for words in (*(self.content.others if others else ()), self.content.start):
            self.paragraph(words, size)

    def sentence(self, size: float) -> None:
        """Directions of one phase as a sentence."""
        self.paragraph(self.content.sentence, size)

    def paragraph(self, runs: Runs, size: float) -> None:
        """A text over as many lines as it takes."""
        for line in break_lines(runs, size, RIGHT - LEFT, "the directions"):
            self.text(line, size)

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
        column = max(line_width(run(phase.dates), size) for phase in phases) + 7
        beside = 1 + sum(len(self._doses(phase, size, RIGHT - LEFT - column)) for phase in phases)
        above = sum(1 + len(self._doses(phase, size, RIGHT - LEFT)) for phase in phases)
        return column if len(phases) > 1 and beside <= above else 0.0

    def _doses(self, phase: PhaseWords, size: float, width: float) -> list[Runs]:
        timed = not self.content.directions.same_time
        return [line for dose in phase.doses for line in break_lines(dose.runs(timed=timed), size, width, "the dose's line")]

    def _row(self, phase: PhaseWords, size: float, column: float, *, is_first: bool) -> list[tuple[int, float, Runs]]:
        """A phase's lines as (row, x, words), the intro above the first; dates that stand above share the intro's line."""
        width = RIGHT - LEFT
        doses = self._doses(phase, size, width - column)
        if column:
            intro = break_lines(self.content.directions.intro, size, width, "the directions") if is_first else []
            top = len(intro)
            lines = [(row, LEFT, line) for row, line in enumerate(intro)]
            return [*lines, (top, LEFT, run(phase.dates)), *((top + row, LEFT + column, line) for row, line in enumerate(doses))]
        dates = break_lines(phase.intro, size, width, "the directions") if is_first else [run(f"{phase.dates}:")]
        return [(row, LEFT, line) for row, line in enumerate([*dates, *doses])]

    def text(self, runs: Runs, size: float, x: float = LEFT) -> None:
        """One line of critical text at 1.25 of its size."""
        lead = LEADING * size
        if self.y + lead > self.bottom + 0.01:
            raise DoesNotFit(plain(runs), "the label")
        self.lines.append(PlacedLine(runs, x, baseline(self.y, lead, size), size))
        self.y += lead

    def bar(self, height: float, *, at_bottom: bool) -> None:
        """The opioid warning in white on black and beside it the last day of use.

        From 24 pt it also says what opioids are; a lower one grows where the date needs two lines.
        """
        says_more = height >= 24
        words, date = run(self.content.opioids, bold=True), run(self.content.use_until, bold=True)
        date_lines = [date]
        black = RIGHT - LEFT - line_width(date, 8) - 10 - 2.4
        if black < line_width(words, 11.5) + 8:
            black = line_width(words, 11.5) + 8
            date_lines = break_lines(date, 8, RIGHT - LEFT - black - 2.4 - 10, "the date's box")
            height = max(height, 4 + 10.0 * len(date_lines))
        if at_bottom:
            top = self.bottom - height
            if self.y > top:
                raise DoesNotFit(self.content.opioids, "the label")
            self.bottom = top - 1
        else:
            top = self.y + 1
            self.y = top + height + 2
        self.boxes.append(PlacedBox(LEFT, top, black, height))
        middle = LEFT + black / 2
        if says_more:
            more = run(self.content.opioids_more)
            if line_width(more, 7) > black - 6:
                raise DoesNotFit(self.content.opioids_more, "the opioid box")
            self.lines.append(PlacedLine(words, middle, baseline(top + 1, 14, 11.5), 11.5, Alignment.CENTRE, white=True))
            self.lines.append(PlacedLine(more, middle, baseline(top + 14, 9, 7), 7, Alignment.CENTRE, white=True))
        else:
            self.lines.append(PlacedLine(words, middle, baseline(top, height, 11.5), 11.5, Alignment.CENTRE, white=True))
        left = LEFT + black + 2.4
        self.boxes.append(PlacedBox(left, top, RIGHT - left, height, border=1))
        first = top + (height - 10 * len(date_lines)) / 2
        for index, line in enumerate(date_lines):
            self.lines.append(PlacedLine(line, (left + RIGHT) / 2, baseline(first + 10 * index, 10, 8), 8, Alignment.CENTRE))

    def rule(self) -> None:
        """A rule between what is critical and what is not."""
        self.rules.append(PlacedRule(self.y + 0.3, LEFT, RIGHT - LEFT))
        self.y += 2

    def code(self, module: float) -> None:
        """The DataMatrix in the lower right corner; small text set afterwards keeps clear of it."""
        side = data_matrix(self.content.code).modules * module
        if self.y > BOTTOM - side:
            raise DoesNotFit(self.content.number, "the label beside its code")
        self.codes.append(PlacedCode(self.content.code, RIGHT - side, BOTTOM - side, module))

    def small(self, items: Sequence[Runs], style: SmallStyle) -> int:
        """As many whole items as have room, in order; how many were set."""
        size, runs_on = style
        if not runs_on:
            done = 0
            for item in items:
                lines = self._small_lines(item, size)
                if lines is None:
                    break
                self._place_small(lines, size)
                done += 1
            return done
        for done in range(len(items), 0, -1):
            lines = self._small_lines(joined(items[:done], RUN_ON), size)
            if lines is not None:
                self._place_small(lines, size)
                return done
        return 0

    def _small_lines(self, runs: Runs, size: float) -> list[Runs] | None:
        lead = LEADING * size

        def width(index: int) -> float:
            foot = self.y + (index + 1) * lead
            for code in self.codes:
                if foot > code.top - 2:
                    return code.x - _CODE_CLEAR - LEFT
            return RIGHT - LEFT

        lines = break_lines(runs, size, width, "the small text")
        return lines if self.y + lead * len(lines) <= BOTTOM + _SMALL_BELOW else None

    def _place_small(self, lines: list[Runs], size: float) -> None:
        lead = LEADING * size
        for line in lines:
            self.lines.append(PlacedLine(line, LEFT, baseline(self.y, lead, size), size))
            self.y += lead

    def _tag(self, words: str) -> None:
        tag = run(words, bold=True)
        width = line_width(tag, 8) + 8
        self.boxes.append(PlacedBox(RIGHT - width, _TOP, width, 11))
        self.lines.append(PlacedLine(tag, RIGHT - width / 2, baseline(_TOP, 11, 8), 8, Alignment.CENTRE, white=True))
        self._first_line_right = RIGHT - width - 5

    def _pair(self, left: Runs, right: Runs, lead: float, edge: float) -> None:
        """Left and right on one line, or the left over as many as it takes and the right on the last or one more."""

        def width(index: int) -> float:
            return edge - LEFT if index == 0 else RIGHT - LEFT

        lines = break_lines(left, _HEADER, width, "the header")
        right_width = line_width(right, _HEADER)
        last = line_width(lines[-1], _HEADER) if lines else 0.0
        if not lines or last + (_GAP if right_width else 0) + right_width > width(len(lines) - 1):
            lines.append(())
        if right_width > width(len(lines) - 1):
            raise DoesNotFit(plain(right), "the header")
        for index, line in enumerate(lines):
            if line:
                self.lines.append(PlacedLine(line, LEFT, baseline(self.y + index * lead, lead, _HEADER), _HEADER))
        at = LEFT + width(len(lines) - 1)
        if right_width:
            base = baseline(self.y + (len(lines) - 1) * lead, lead, _HEADER)
            self.lines.append(PlacedLine(right, at, base, _HEADER, Alignment.RIGHT))
        self.y += lead * len(lines)

    def _rule(self) -> None:
        self.rules.append(PlacedRule(self.y + 0.8, LEFT, RIGHT - LEFT))
        self.y += 1.6
