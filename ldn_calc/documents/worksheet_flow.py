"""Parts of the compounding record and how they flow over Letter pages: no part is ever broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.codes import CodeKind, code_of, draw_code
from ldn_calc.documents.errors import DoesNotFit
from ldn_calc.documents.label_page import LabelPage, draw_page
from ldn_calc.documents.page_pen import Pen

__all__ = ["BOTTOM", "LEFT", "PAGE", "RIGHT", "Part", "Placed", "RecordPen", "flow"]

PAGE: Final = (612.0, 792.0)
LEFT: Final = 36.0
RIGHT: Final = 576.0
BOTTOM: Final = 752.0


class RecordPen(Pen):
    """A pen that also draws codes and copies of labels."""

    def code(self, text: str, kind: CodeKind, right: float, top: float, module: float) -> None:
        """A code with its upper right corner at `right`, `top`."""
        code = code_of(text, kind)
        draw_code(self._canvas, code, right - code.modules * module, self._height - top, module)

    def label(self, page: LabelPage, x: float, top: float, scale: float) -> None:
        """A copy of a label with its upper left corner at `x`, `top`, in a thin frame."""
        self.frame(x, top, page.width * scale, page.height * scale, 0.6)
        self._canvas.saveState()
        self._canvas.translate(x, self._height - top)
        self._canvas.scale(scale, scale)
        draw_page(self._canvas, page, 0)
        self._canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Part:
    """Something of a fixed height that stays in one piece.

    Attributes:
        height: in points.
        draw: puts it on the page, its top at the height given.
        keep: it never ends a page: what follows goes with it.
        head: stands above it when it begins a page: a table's head.
        what: its text, for the error when a whole page is too short for it.
    """

    height: float
    draw: Callable[[RecordPen, float], None]
    keep: bool = False
    head: Part | None = None
    what: str = ""


Placed = tuple[Part, float]


def flow(parts: Sequence[Part], top: float) -> list[list[Placed]]:
    """Place parts under each other from `top`, on as many pages as they take.

    Raises:
        DoesNotFit: a part and what it must stay with is higher than a page.
    """
    pages: list[list[Placed]] = [[]]
    y = top
    index = 0
    while index < len(parts):
        group = _group(parts, index)
        height = sum(part.height for part in group)
        if y + height > BOTTOM and pages[-1]:
            pages.append([])
            y = top
            if (head := group[0].head) is not None:
                pages[-1].append((head, y))
                y += head.height
        if y + height > BOTTOM:
            raise DoesNotFit(max((part.what for part in group), key=len), "a page of the worksheet")
        for part in group:
            pages[-1].append((part, y))
            y += part.height
        index += len(group)
    return pages


def _group(parts: Sequence[Part], first: int) -> Sequence[Part]:
    """A part and all that it must be followed by on its page."""
    last = first
    while parts[last].keep and last + 1 < len(parts):
        last += 1
    return parts[first : last + 1]
