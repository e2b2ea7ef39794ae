"""Pages being filled from the top with blocks, and columns of running text beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH
from ldn_calc.documents.sheet.parts import Part, Piece, block_of, height_of
from ldn_calc.documents.values.errors import DoesNotFit

__all__ = ["BOTTOM", "GUTTER", "LEFT", "Page", "Pages", "Placed", "column_width"]

LEFT: Final = 54.0
BOTTOM: Final = 768.0
GUTTER: Final = 18.0
_AFTER_LATER: Final = 6.0


def column_width(count: int) -> float:
    """Of one of so many columns."""
    return (TEXT_WIDTH - GUTTER * (count - 1)) / count


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its top left corner on a page."""

    block: Block
    x: float
    y: float


Page = list[Placed]


class Pages:
    """Pages being filled from the top; `later` stands first on the next page that is turned to."""

    def __init__(self, top: float) -> None:
        self.top = top
        self.pages: list[Page] = [[]]
        self.y = top
        self.later: Block | None = None

    @property
    def room(self) -> float:
        """What is left of the page in hand."""
        return BOTTOM - self.y

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the page in hand."""
        return self.y == self.top

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.y = self.top
        if self.later is not None:
            block, self.later = self.later, None
            self.place(block, LEFT, self.y)
            self.y += block.height + _AFTER_LATER

    def put(self, block: Block, gap: float = 0.0) -> None:
        """Put a block under what is there, on the next page where it does not fit.

        Raises:
            DoesNotFit: it is higher than a page.
        """
        if self.y + block.height > BOTTOM and not self.fresh:
            self.turn()
        if self.y + block.height > BOTTOM:
            raise DoesNotFit(block.bookmark or "a part of the patient sheet", "a page")
        self.place(block, LEFT, self.y)
        self.y += block.height + gap

    def place(self, block: Block, x: float, y: float) -> None:
        """Put a block anywhere on the page in hand."""
        self.pages[-1].append(Placed(block, x, y))

    def put_pieces(self, columns: Sequence[Sequence[Piece]], count: int) -> None:
        """Put filled columns, so many a page from where the page in hand is free; later pages are turned to."""
        width = column_width(count) + GUTTER
        for place, column in enumerate(columns):
            if place and place % count == 0:
                self.turn()
            for part, down in column:
                self.place(block_of(part), LEFT + place % count * width, self.y + down)

    def put_beside(self, columns: Sequence[Sequence[Part]], gap: float) -> None:
        """Put lists of parts beside each other under what is there, which has the room."""
        width = column_width(len(columns)) + GUTTER
        for place, parts in enumerate(columns):
            down = self.y
            for at, part in enumerate(parts):
                down += part.before if at else 0.0
                self.place(block_of(part), LEFT + place * width, down)
                down += part.height
        self.y += max(map(height_of, columns)) + gap
