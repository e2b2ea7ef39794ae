"""Shapes painted on paper: black, white and one grey, because copies and faxes lose the rest."""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.drawing.fonts import PaperCanvas
from ldn_calc.documents.drawing.shapes import Anchor, Drawing, Line, Polygon, Rect, Role, Words
from ldn_calc.documents.drawing.typeset import draw_line, line_width

__all__ = ["paint_on_paper"]

_GREYS: Final = {
    Role.OUTLINE: 0.0,
    Role.MARK: 0.0,
    Role.LIQUID: 0.85,
    Role.SEAL: 0.0,
    Role.ROD: 1.0,
    Role.DOSE: 0.0,
    Role.CAP: 1.0,
    Role.BODY: 1.0,
    Role.FLAG: 0.0,
    Role.FLAG_TEXT: 1.0,
    Role.TEXT: 0.0,
    Role.MUTED: 0.35,
}


def paint_on_paper(canvas: PaperCanvas, drawing: Drawing, x: float, y: float) -> None:
    """Paint with the drawing's top left corner at `x`, `y` of the page, y upwards as ReportLab counts."""
    canvas.saveState()
    for shape in drawing.shapes:
        match shape:
            case Line():
                canvas.setLineWidth(shape.width)
                canvas.setStrokeGray(_GREYS[shape.stroke])
                canvas.line(x + shape.x1, y - shape.y1, x + shape.x2, y - shape.y2)
            case Rect():
                _set(canvas, shape)
                canvas.rect(
                    x + shape.x,
                    y - shape.y - shape.down,
                    shape.across,
                    shape.down,
                    shape.stroke is not None,
                    shape.fill is not None,
                )
            case Polygon():
                _set(canvas, shape)
                points = [(x + across, y - down) for across, down in shape.points]
                canvas.outline(points, stroke=shape.stroke is not None, fill=shape.fill is not None)
            case Words():
                _write(canvas, shape, drawing.width, x, y)
    canvas.restoreState()


def _set(canvas: PaperCanvas, shape: Rect | Polygon) -> None:
    if shape.fill is not None:
        canvas.setFillGray(_GREYS[shape.fill])
    if shape.stroke is not None:
        canvas.setStrokeGray(_GREYS[shape.stroke])
        canvas.setLineWidth(shape.width)


def _write(canvas: PaperCanvas, words: Words, room: float, x: float, y: float) -> None:
    width = line_width(words.runs, words.size)
    start = words.x - {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[words.anchor]
    start = max(words.padding, min(start, room - width - words.padding))
    if words.box is not None:
        canvas.setFillGray(_GREYS[words.box])
        top, bottom = words.y - 0.75 * words.size - words.padding / 2, words.y + 0.22 * words.size + words.padding / 2
        canvas.rect(x + start - words.padding, y - bottom, width + 2 * words.padding, bottom - top, stroke=0, fill=1)
    canvas.setFillGray(_GREYS[words.role])
    draw_line(canvas, words.runs, x + start, y - words.y, words.size)
