"""Pages being filled from the top with blocks, and columns of blocks beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.page_pen import Block
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH
from ldn_calc.documents.values.errors import DoesNotFit

__all__ = ["BOTTOM", "LEFT", "Columns", "Page", "Pages", "Placed"]

LEFT: Final = 54.0
BOTTOM: Final = 752.0
_GUTTER: Final = 22.0
_LAST_WITH_CARD: Final = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its top left corner on a page."""

    block: Block
    x: float
    y: float


Page = list[Placed]


class Pages:
    """Pages being filled from the top."""

    def __init__(self, top: float) -> None:
        self.top = top
        self.pages: list[Page] = [[]]
        self.y = top

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

    def put(self, block: Block, gap: float = 0.0) -> None:
        """Put a block under what is there, on the next page where it does not fit."""
        if self.y + block.height > BOTTOM and not self.fresh:
            self.turn()
        self.place(block, LEFT, self.y)
        self.y += block.height + gap

    def place(self, block: Block, x: float, y: float) -> None:
        """Put a block anywhere on the page in hand."""
        self.pages[-1].append(Placed(block, x, y))


@dataclass(frozen=True, slots=True)
class Columns:
    """One or two columns of blocks that are never broken, so far apart."""

    count: int
    gap: float

    @property
    def width(self) -> float:
        """Of one column."""
        return (TEXT_WIDTH - _GUTTER * (self.count - 1)) / self.count

    def height(self, blocks: Sequence[Block]) -> float:
        """Of the blocks in one column."""
        return sum(block.height for block in blocks) + self.gap * max(0, len(blocks) - 1)

    def balanced(self, blocks: Sequence[Block], room: float) -> int | None:
        """How many of the blocks to put left, so that the longer column is shortest; None where they do not fit."""
        lefts = range(len(blocks) + 1) if self.count > 1 else (len(blocks),)
        heights = {left: max(self.height(blocks[:left]), self.height(blocks[left:])) for left in lefts}
        best = min(heights, key=lambda left: (heights[left], -left))
        return best if heights[best] <= room else None

    def filled(self, blocks: Sequence[Block], room: float) -> tuple[int, int]:
        """How many blocks fit the left column, then the right, in order."""
        left = 0
        while left < len(blocks) and self.height(blocks[: left + 1]) <= room:
            left += 1
        right = 0
        while self.count > 1 and left + right < len(blocks) and self.height(blocks[left : left + right + 1]) <= room:
            right += 1
        return left, right

    def place(self, pages: Pages, left: Sequence[Block], right: Sequence[Block]) -> None:
        """Put both columns side by side on the page in hand."""
        for x, column in ((LEFT, left), (LEFT + self.width + _GUTTER, right)):
            y = pages.y
            for block in column:
                pages.place(block, x, y)
                y += block.height + self.gap

    def place_balanced(self, pages: Pages, blocks: Sequence[Block], room: float) -> None:
        """Put blocks that are known to fit into columns as equal as can be."""
        left = self.balanced(blocks, room)
        if left is None:
            raise ValueError("the blocks do not fit")
        self.place(pages, blocks[:left], blocks[left:])

    def flow(self, pages: Pages, blocks: Sequence[Block], card: Block) -> None:
        """Flow blocks over pages, the last of them above the card, which stands at the bottom of the last page.

        Raises:
            DoesNotFit: a block is higher than a page.
        """
        while True:
            page_room = BOTTOM - pages.top
            left = self.balanced(blocks, pages.room - card.height - self.gap)
            if left is not None:
                self.place(pages, blocks[:left], blocks[left:])
                pages.place(card, LEFT, BOTTOM - card.height)
                return
            keep = next(
                (
                    kept
                    for kept in range(_LAST_WITH_CARD, 0, -1)
                    if self.balanced(blocks[-kept:], page_room - card.height - self.gap) is not None
                ),
                0,
            )
            left, right = self.filled(blocks[: len(blocks) - keep], pages.room)
            if pages.fresh and left + right == 0:
                raise DoesNotFit("a section of the patient sheet", "a page")
            self.place(pages, blocks[:left], blocks[left : left + right])
            blocks = blocks[left + right :]
            pages.turn()
