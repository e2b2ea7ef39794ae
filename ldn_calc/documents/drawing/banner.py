"""PRACTICE or DRAFT on a paper, where it changes no layout."""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.drawing.fonts import BOLD, PaperCanvas, text_width

__all__ = ["BANNER_HEIGHT", "draw_banner"]

BANNER_HEIGHT: Final = 18.0
_SIZE: Final = 12.0
_PADDING: Final = 8.0


def draw_banner(canvas: PaperCanvas, words: str, left: float, top: float, width: float) -> None:
    """A black band with white words, as large as they fit on one line; `left` and `top` of its upper left corner."""
    size = min(_SIZE, _SIZE * (width - _PADDING) / text_width(words, _SIZE, bold=True))
    canvas.setFillGray(0)
    canvas.rect(left, top - BANNER_HEIGHT, width, BANNER_HEIGHT, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(left + width / 2, top - BANNER_HEIGHT / 2 - 0.36 * size, words)
    canvas.setFillGray(0)
