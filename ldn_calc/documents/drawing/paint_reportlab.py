"""Shapes painted on paper: black and white alone, because copies and faxes lose the rest. What is liquid is hatched.

What a drawing's shapes come to in a PDF's own operators is kept: the same syringe with the same dose is drawn again and again.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from math import sqrt
from typing import Final

from ldn_calc.documents.drawing.fonts import PaperCanvas
from ldn_calc.documents.drawing.shapes import Anchor, Drawing, Line, Polygon, Rect, Role, Shape, Words
from ldn_calc.documents.drawing.typeset import draw_line, line_width

__all__ = ["hatch", "paint_on_paper"]

_GREYS: Final = {
    Role.OUTLINE: 0.0,
    Role.MARK: 0.0,
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
_HATCH_LINE: Final = 0.95
_HATCH_GAP: Final = 2.05
"""Of the liquid: lines of 45 degrees, so thick and with so much white between two, in points across them."""


def paint_on_paper(canvas: PaperCanvas, drawing: Drawing, x: float, y: float) -> None:
    """Paint with the drawing's top left corner at `x`, `y` of the page, y upwards as ReportLab counts."""
    for words, shapes in groupby(drawing.shapes, lambda shape: isinstance(shape, Words)):
        if words:
            for shape in shapes:
                if isinstance(shape, Words):
                    _write(canvas, shape, drawing.width, x, y)
        else:
            canvas._code.append(f"q 1 0 0 1 {_figure(x)} {_figure(y)} cm {_operators(tuple(shapes))} Q")


def hatch(canvas: PaperCanvas, x: float, y: float, across: float, down: float, line: float, gap: float) -> None:
    """Hatch a rectangle with its top left corner at `x`, `y`, y upwards; its edge is not drawn."""
    outline = f"{_figure(x)} {_figure(y - down)} {_figure(across)} {_figure(down)} re"
    canvas._code.append(_hatched(outline, (x, y, x + across, y - down), line, gap))


@lru_cache(maxsize=512)
def _operators(shapes: tuple[Shape, ...]) -> str:
    """The shapes as operators, from the drawing's top left corner."""
    return " ".join(_painted(shape) for shape in shapes)


def _painted(shape: Shape) -> str:
    match shape:
        case Line():
            ends = f"{_figure(shape.x1)} {_figure(-shape.y1)} m {_figure(shape.x2)} {_figure(-shape.y2)} l S"
            return f"{_pen(shape.stroke, shape.width)} {ends}"
        case Rect():
            corner, far = (shape.x, -shape.y), (shape.x + shape.across, -shape.y - shape.down)
            outline = f"{_figure(corner[0])} {_figure(far[1])} {_figure(shape.across)} {_figure(shape.down)} re"
            return _filled(shape, outline, (*corner, *far))
        case Polygon():
            points = [f"{_figure(across)} {_figure(-down)}" for across, down in shape.points]
            xs, ys = [across for across, _ in shape.points], [-down for _, down in shape.points]
            outline = f"{points[0]} m {' '.join(f'{point} l' for point in points[1:])} h"
            return _filled(shape, outline, (min(xs), max(ys), max(xs), min(ys)))
        case Words():
            raise TypeError("words are no operators")


def _filled(shape: Rect | Polygon, outline: str, box: tuple[float, float, float, float]) -> str:
    """An outline filled, hatched or stroked, as its roles say."""
    out = []
    if shape.fill is Role.LIQUID:
        out.append(_hatched(outline, box, _HATCH_LINE, _HATCH_GAP))
    elif shape.fill is not None:
        out.append(f"{_figure(_GREYS[shape.fill])} g {outline} f")
    if shape.stroke is not None:
        out.append(f"{_pen(shape.stroke, shape.width)} {outline} S")
    return " ".join(out)


def _hatched(outline: str, box: tuple[float, float, float, float], line: float, gap: float) -> str:
    """Lines of 45 degrees inside an outline: one thick dashed line, clipped and sheared, so that it takes a few operators.

    Args:
        outline: the path that it is clipped to.
        box: left, top, right and bottom of the outline, y upwards.
        line: thickness of a line of the hatch, in points across it.
        gap: the white between two, in points across them.
    """
    left, top, right, bottom = box
    high, root = top - bottom, sqrt(2)
    sheared = f"1 0 1 1 {_figure(left - high / 2)} {_figure((top + bottom) / 2)} cm"
    dash = f"{_figure(high)} w [{_figure(line * root)} {_figure(gap * root)}] 0 d"
    return f"q {outline} W n {sheared} 0 G {dash} 0 0 m {_figure(right - left + high)} 0 l S Q"


def _pen(role: Role, width: float) -> str:
    return f"{_figure(_GREYS[role])} G {_figure(width)} w"


def _figure(number: float) -> str:
    """A number with three places at most: a thousandth of a point is nothing that a printer draws."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


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
