"""A finished paper as dots for the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from ui.printing.paper_preview import ShownPage

if TYPE_CHECKING:
    from ldn_calc.application.plan.planning import Planned

__all__ = ["DrawnPaper", "dots_of"]


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """A paper as it is shown: whose plan it is of, its bytes, and its pages as dots for `room` logical pixels.

    `told` makes the same as plain text; it is empty for a label, which has none.
    """

    planned: Planned
    paper: str
    room: int
    pdf: bytes
    pages: tuple[ShownPage, ...]
    told: Callable[[], str] = str


def dots_of(pdf: bytes, dots: Callable[[float], float]) -> tuple[ShownPage, ...]:
    """Every page as an image over the renderer's own memory; `dots` to a point follow from a page's width."""
    from ldn_calc.application.papers.printed import open_pages  # pypdfium2, after the first paint

    shown = []
    with open_pages(pdf) as pages:
        for number in range(pages.count):
            width, height = pages.size_points(number)
            made = pages.render(number, dots(width))
            image = QImage(made.buffer, made.width, made.height, made.stride, QImage.Format.Format_RGB32)
            shown.append(ShownPage(width, height, image, made))
    return tuple(shown)
