"""One label while it is being filled: what stands on it, and how far down."""

from __future__ import annotations

from copy import copy
from typing import Self

from ldn_calc.documents.drawing.label_page import (
    LEADING,
    LabelPage,
    PlacedBox,
    PlacedCode,
    PlacedLine,
    PlacedName,
    PlacedRule,
    baseline,
)
from ldn_calc.documents.label.content import LabelContent
from ldn_calc.documents.label.frame import Frame
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import Runs, plain

__all__ = ["LabelRoom"]


class LabelRoom:
    """What is placed on a label so far, from the top; lengths in points.

    Attributes:
        y: how far down the label is filled.
        bottom: where what is critical ends.
        bottle: the words of the tag, until they stand somewhere.
    """

    def __init__(self, content: LabelContent, count: int, frame: Frame) -> None:
        self.content = content
        self.frame = frame
        self.count = count
        self.lines: list[PlacedLine] = []
        self.boxes: list[PlacedBox] = []
        self.rules: list[PlacedRule] = []
        self.codes: list[PlacedCode] = []
        self.names: list[PlacedName] = []
        self.y = frame.top
        self.bottom = frame.bottom
        self.first_line_right = frame.right
        self.bottle = ""

    @property
    def page(self) -> LabelPage:
        """The label as it stands."""
        parts = tuple(self.lines), tuple(self.boxes), tuple(self.rules), tuple(self.codes)
        return LabelPage(*parts, self.frame.width, self.frame.height, tuple(self.names))

    @property
    def scale(self) -> float:
        """Of header, bars and tag."""
        return self.frame.scale

    def copy(self) -> Self:
        """The same label, to try a style of small text on."""
        other = copy(self)
        other.lines, other.boxes, other.rules, other.codes = self.lines[:], self.boxes[:], self.rules[:], self.codes[:]
        other.names = self.names[:]
        return other

    def text(self, runs: Runs, size: float, x: float | None = None) -> None:
        """One line of critical text at 1.25 of its size."""
        lead = LEADING * size
        if self.y + lead > self.bottom + 0.01:
            raise DoesNotFit(plain(runs), "the label")
        self.lines.append(PlacedLine(runs, self.frame.left if x is None else x, baseline(self.y, lead, size), size))
        self.y += lead

    def rule(self) -> None:
        """A rule between what is critical and what is not."""
        self.rules.append(PlacedRule(self.y + 0.3, self.frame.left, self.frame.room))
        self.y += 2
