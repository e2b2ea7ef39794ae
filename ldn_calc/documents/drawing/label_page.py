"""One label as placed things, in points from its upper left corner, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.codes import CodeKind, code_of, draw_code, quiet_zone
from ldn_calc.documents.drawing.fonts import PaperCanvas
from ldn_calc.documents.drawing.typeset import Alignment, draw_line
from ldn_calc.documents.words.runs import Runs

__all__ = [
    "HEIGHT",
    "LEADING",
    "WIDTH",
    "LabelPage",
    "PlacedBox",
    "PlacedCode",
    "PlacedLine",
    "PlacedRule",
    "baseline",
    "draw_boxes",
    "draw_codes",
    "draw_page",
    "draw_placed_line",
]

WIDTH: Final = 288.0
HEIGHT: Final = 144.0
LEADING: Final = 1.25
"""Line space over type size, as USP <17> asks."""

_CAPITALS: Final = 0.72


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text; `baseline` in points below the label's top."""

    runs: Runs
    x: float
    baseline: float
    size: float
    alignment: float = Alignment.LEFT
    white: bool = False


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box: filled black, or its border alone, drawn inside."""

    x: float
    top: float
    width: float
    height: float
    border: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A line across the label."""

    top: float
    x: float
    width: float
    thickness: float = 0.6


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """A code with modules of so many points."""

    text: str
    x: float
    top: float
    module: float
    kind: CodeKind = CodeKind.DATA_MATRIX

    @property
    def side(self) -> float:
        """Its width and height without the quiet zone, in points."""
        return code_of(self.text, self.kind).modules * self.module

    @property
    def quiet(self) -> float:
        """What stays white around it, in points."""
        return quiet_zone(self.kind, self.module)


@dataclass(frozen=True, slots=True)
class LabelPage:
    """One label; `width` and `height` in points."""

    lines: tuple[PlacedLine, ...]
    boxes: tuple[PlacedBox, ...]
    rules: tuple[PlacedRule, ...]
    codes: tuple[PlacedCode, ...]
    width: float = WIDTH
    height: float = HEIGHT


def baseline(top: float, lead: float, size: float) -> float:
    """Where text stands in a line that begins at `top`: its capitals in the middle."""
    return top + lead - (lead - _CAPITALS * size) / 2


def draw_page(canvas: PaperCanvas, page: LabelPage, top: float) -> None:
    """Draw a label whose upper edge is `top` points above the canvas's origin and whose left edge is at 0."""
    canvas.begin_part()
    draw_boxes(canvas, page, top)
    for line in page.lines:
        draw_placed_line(canvas, line, top)
    draw_codes(canvas, page, top)
    canvas.end_part()


def draw_boxes(canvas: PaperCanvas, page: LabelPage, top: float) -> None:
    """Draw what stands behind the words of a label."""
    canvas.setFillGray(0)
    canvas.setStrokeGray(0)
    for box in page.boxes:
        if box.border:
            canvas.setLineWidth(box.border)
            inset = box.border / 2
            canvas.rect(box.x + inset, top - box.top - box.height + inset, box.width - box.border, box.height - box.border)
        else:
            canvas.rect(box.x, top - box.top - box.height, box.width, box.height, stroke=0, fill=1)
    for rule in page.rules:
        canvas.rect(rule.x, top - rule.top - rule.thickness, rule.width, rule.thickness, stroke=0, fill=1)


def draw_placed_line(canvas: PaperCanvas, line: PlacedLine, top: float) -> None:
    """Draw one line of a label."""
    canvas.setFillGray(1 if line.white else 0)
    draw_line(canvas, line.runs, line.x, top - line.baseline, line.size, line.alignment)


def draw_codes(canvas: PaperCanvas, page: LabelPage, top: float) -> None:
    """Draw the codes of a label."""
    canvas.setFillGray(0)
    for code in page.codes:
        draw_code(canvas, code_of(code.text, code.kind), code.x, top - code.top, code.module)
