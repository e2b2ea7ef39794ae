"""The wallet card drawn: two faces of a bank card's size side by side, to cut out and fold."""

from __future__ import annotations

from typing import Final

from ldn_calc.documents.drawing.drawings import MILLIMETRE
from ldn_calc.documents.drawing.page_pen import Block, Pen, baseline, draw_lines
from ldn_calc.documents.drawing.typeset import Alignment, break_lines
from ldn_calc.documents.sheet.blocks import TEXT_WIDTH
from ldn_calc.documents.sheet.wallet_card import WalletCard
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import Runs, plain, run

__all__ = ["wallet_block"]

_FACE: Final = 85.6 * MILLIMETRE
_HEIGHT: Final = 54 * MILLIMETRE
_CUT: Final = 14.0
_PADDING: Final = 8.0
_HEAD: Final = 26.0
_SIZES: Final = (11.0, 10.0, 9.0, 8.0, 7.0)
_GAP: Final = 3.0


def wallet_block(card: WalletCard) -> Block:
    """Both faces at the largest size at which they fit, 11 pt but for very long names.

    Raises:
        DoesNotFit: a face's words do not fit at 7 pt either.
    """
    size, front, back = _sized(card)
    lead = 1.25 * size

    def draw(pen: Pen, x: float, y: float) -> None:
        left, top = x + (TEXT_WIDTH - 2 * _FACE) / 2, y + _CUT
        pen.words(run(card.cut), left, y + 10, 10)
        pen.frame(left, top, 2 * _FACE, _HEIGHT, 1.0, (4, 3))
        pen.line((left + _FACE, top), (left + _FACE, top + _HEIGHT), 0.8, (0.8, 2.4))
        pen.area(left + _PADDING, top + _PADDING, _FACE - 2 * _PADDING, _HEAD)
        with pen.section(language="en"):
            words = run(card.head, bold=True)
            pen.words(words, left + _FACE / 2, top + _PADDING + baseline(_HEAD, 16), 16, Alignment.CENTRE, 1.0)
            _draw_face(pen, front, left + _PADDING, top + _PADDING + _HEAD + 3, size, lead)
            pen.words(run(card.made), left + _PADDING, top + _HEIGHT - _PADDING, 10)
            end = _draw_face(pen, back[:-1], left + _FACE + _PADDING, top + _PADDING, size, lead)
            with pen.paragraph(language="es"):
                end = _draw_face(pen, back[-1:], left + _FACE + _PADDING, end, size, lead)
            pen.words(run(card.emergency), left + _FACE + _PADDING, end + baseline(lead, size), size)
        under = top + _HEIGHT - _PADDING - 2
        pen.line((left + _FACE + _PADDING, under), (left + 2 * _FACE - 3 * _PADDING, under), 0.8)

    return Block(_CUT + _HEIGHT + 1, draw, card.name)


def _sized(card: WalletCard) -> tuple[float, list[list[Runs]], list[list[Runs]]]:
    width = _FACE - 2 * _PADDING
    for size in _SIZES:
        lead = 1.25 * size
        try:
            front, back = (
                [break_lines(words, size, width, "the wallet card") for words in face] for face in (card.front, card.back)
            )
        except DoesNotFit:
            if size == _SIZES[-1]:
                raise
            continue
        front_room = _HEIGHT - 2 * _PADDING - _HEAD - 3 - 12
        back_room = _HEIGHT - 2 * _PADDING - lead - 14
        if _tall(front, lead) <= front_room and _tall(back, lead) <= back_room:
            return size, front, back
    longest = max((*card.front, *card.back), key=lambda words: len(plain(words)))
    raise DoesNotFit(plain(longest), "the wallet card")


def _tall(paragraphs: list[list[Runs]], lead: float) -> float:
    return sum(len(lines) * lead + _GAP for lines in paragraphs)


def _draw_face(pen: Pen, paragraphs: list[list[Runs]], x: float, y: float, size: float, lead: float) -> float:
    for lines in paragraphs:
        y = draw_lines(pen, lines, x, y, size, lead) + _GAP
    return y
