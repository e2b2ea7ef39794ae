"""A page to hold a ruler against: it shows whether a printer prints at true size, and where its edges are.

Lines stand at true millimetres from all four edges, so that a scaled or shifted page is seen with any ruler.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

from ldn_calc.documents.drawing.fonts import BOLD, REGULAR, PaperCanvas, open_canvas, text_width
from ldn_calc.resources import read_toml

__all__ = ["MILLIMETRE", "render_ruler", "ruler_millimetres"]

MILLIMETRE: Final = 72 / 25.4
_MARGIN: Final = 6.0
"""Millimetres from the paper's edge at which the rulers begin; most printers print there."""
_LONGEST: Final = 100
_ARM: Final = 4.0
_ROOM: Final = 10.0
_SIZES: Final = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)


def ruler_millimetres(points: float) -> int:
    """How long the ruler along an edge of that length is: whole tens of millimetres, 100 at most."""
    return min(_LONGEST, max(10, int((points / MILLIMETRE - 2 * _MARGIN) // 10) * 10))


def render_ruler(width: float, height: float) -> bytes:
    """One page of that size in points, with rulers along its lower and its left edge, and a mark in the corner opposite."""
    buffer = BytesIO()
    canvas = open_canvas(buffer, (width, height), "Ruler", "en")
    across, up = ruler_millimetres(width), ruler_millimetres(height)
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    _ruler(canvas, across, upright=False)
    _ruler(canvas, up, upright=True)
    _corner(canvas, width, height)
    _words(canvas, width, height, across, up)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _ruler(canvas: PaperCanvas, length: int, *, upright: bool) -> None:
    """Marks for each millimetre, longer for 5 and 10; the line's ends are the ruler's."""
    start = _MARGIN * MILLIMETRE
    canvas.setLineCap(0)
    canvas.setLineWidth(0.5)
    for millimetre in range(length + 1):
        reach = 4.0 if millimetre % 10 == 0 else 2.8 if millimetre % 5 == 0 else 1.6
        at, to = start + millimetre * MILLIMETRE, start + reach * MILLIMETRE
        if upright:
            canvas.line(start, at, to, at)
        else:
            canvas.line(at, start, at, to)
        if millimetre % 10 == 0 and millimetre:
            canvas.setFont(REGULAR, 6)
            if upright:
                canvas.drawString(to + 1.5, at - 2.2, f"{millimetre}")
            else:
                canvas.drawCentredString(at, to + 1.5, f"{millimetre}")
    end = start + length * MILLIMETRE
    canvas.line(*((start, start, start, end) if upright else (start, start, end, start)))


def _corner(canvas: PaperCanvas, width: float, height: float) -> None:
    """A corner that points to the upper right one of the paper, as far from its edges as the rulers are from theirs."""
    right, top, arm = width - _MARGIN * MILLIMETRE, height - _MARGIN * MILLIMETRE, _ARM * MILLIMETRE
    canvas.line(right - arm, top, right, top)
    canvas.line(right, top - arm, right, top)


def _words(canvas: PaperCanvas, width: float, height: float, across: int, up: int) -> None:
    words: dict[str, str] = read_toml("text/ruler.toml")
    values = {"across": str(across), "up": str(up), "edge": f"{_MARGIN:g}"}
    left, room = (_MARGIN + _ROOM) * MILLIMETRE, width - (_MARGIN + _ROOM + _MARGIN + _ARM + 1) * MILLIMETRE
    top, bottom = height - 3 * MILLIMETRE, (_MARGIN + _ROOM) * MILLIMETRE
    for keys in (
        ("title", "measure", "edges", "wrong", "syringe"),
        ("title", "measure", "edges", "wrong"),
        ("title", "measure", "edges"),
        ("title", "measure"),
        ("measure",),
    ):
        texts = [words[key].format(**values) for key in keys]
        for size in _SIZES:
            lines = [(line, text == texts[0]) for text in texts for line in _broken(text, size, room, bold=text == texts[0])]
            if len(lines) * 1.3 * size <= top - bottom:
                break
        else:
            continue
        break
    for index, (line, bold) in enumerate(lines, 1):
        canvas.setFont(BOLD if bold else REGULAR, size)
        canvas.drawString(left, top - 1.3 * size * index, line)


def _broken(text: str, size: float, room: float, *, bold: bool) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, bold=bold) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
