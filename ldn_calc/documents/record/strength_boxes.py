"""Section G as it is drawn: the formula with its boxes, then a box to tick for each verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.documents.drawing.flow import LEFT, RIGHT, Part, RecordPen
from ldn_calc.documents.drawing.fonts import text_width
from ldn_calc.documents.drawing.heard import heard_words
from ldn_calc.documents.drawing.typeset import Alignment, line_width
from ldn_calc.documents.record.strength_made import Blank, Piece, StrengthAsMade
from ldn_calc.documents.words.runs import Run, Runs, plain, run, tied
from ldn_calc.order.prescription import Language

__all__ = ["strength_part"]

_BORDER: Final = 1.6
_INSET: Final = 6.0
_SIZE: Final = 11.0
_LABEL: Final = 7.0
_UNIT: Final = 9.5
_BOX: Final = (52.0, 27.0)
_RESULT: Final = 84.0
_BETWEEN: Final = 6.0
_TICK: Final = 10.0
_VERDICT: Final = 9.5
_BETWEEN_TICKS: Final = 14.0


def strength_part(made: StrengthAsMade) -> Part:
    """The formula, a line of boxes after another, in one frame; it stays in one piece."""
    lines = [(_heard(line), _rows(line)) for line in made.lines]
    rows = [row for _, in_rows in lines for row in in_rows]
    ticks = [(Run(tied(limits), bold=True), Run(tied(f": {words}"))) for limits, words in made.verdicts]
    beside = _width(rows[-1]) + 2 * _BETWEEN_TICKS + _ticks_width(ticks) <= _room()
    height = 2 * _INSET + (_BOX[1] + _BETWEEN) * len(rows) - _BETWEEN + (0.0 if beside else 20.0)

    def draw(pen: RecordPen, y: float) -> None:
        pen.frame(LEFT + _BORDER / 2, y + _BORDER / 2, RIGHT - LEFT - _BORDER, height - _BORDER, _BORDER)
        at, x = y + _INSET, LEFT
        for said, in_rows in lines:
            with pen.paragraph(said=said, fill=True):
                for row in in_rows:
                    x = LEFT + _INSET
                    for piece in row:
                        x = _draw(pen, piece, x, at)
                    at += _BOX[1] + _BETWEEN
        if beside:
            _draw_ticks(pen, ticks, x + 2 * _BETWEEN_TICKS, at - _BETWEEN - _BOX[1] / 2)
        else:
            _draw_ticks(pen, ticks, LEFT + _INSET, at + 5)

    return Part(height, draw, what=made.verdicts[0][1])


def _heard(line: Sequence[Piece]) -> str:
    """The line as it is read aloud: each box by what is written into it."""
    names = ((f"{each.label} in {each.unit}" if each.unit else each.label) if isinstance(each, Blank) else each for each in line)
    return heard_words(Language.ENGLISH)["blank"].format(name=" ".join("".join(names).split()))


def _room() -> float:
    return RIGHT - LEFT - 2 * _INSET


def _rows(line: Sequence[Piece]) -> list[list[Piece]]:
    """The line as one row, or as many as it needs; what stands between boxes goes with the box after it."""
    rows: list[list[Piece]] = [[]]
    pending: list[Piece] = []
    for piece in line:
        pending.append(piece)
        if isinstance(piece, str):
            continue
        if rows[-1] and _width([*rows[-1], *pending]) > _room():
            rows.append([])
        rows[-1] += pending
        pending = []
    rows[-1] += pending
    return rows


def _width(pieces: Sequence[Piece]) -> float:
    return sum(_across(piece) for piece in pieces)


def _across(piece: Piece) -> float:
    if isinstance(piece, str):
        return text_width(piece, _SIZE)
    least = _RESULT if piece.result else _BOX[0]
    return max(least, text_width(piece.label, _LABEL) + 6, text_width(piece.unit, _UNIT, bold=True) + 24)


def _draw(pen: RecordPen, piece: Piece, x: float, y: float) -> float:
    """Draw a piece with its left edge at x and its top at y; where it ends."""
    width = _across(piece)
    if isinstance(piece, str):
        pen.words(run(piece), x, y + _BOX[1] / 2 + 0.36 * _SIZE, _SIZE)
        return x + width
    pen.frame(x, y, width, _BOX[1], 1.6 if piece.result else 0.8)
    pen.words(run(piece.label), x + 3, y + 8, _LABEL)
    if piece.unit:
        pen.words(run(piece.unit, bold=True), x + width - 3, y + _BOX[1] - 4, _UNIT, Alignment.RIGHT)
    return x + width


def _ticks_width(ticks: Sequence[Runs]) -> float:
    each = sum(_TICK + 4 + line_width(words, _VERDICT) for words in ticks)
    return each + _BETWEEN_TICKS * (len(ticks) - 1)


def _draw_ticks(pen: RecordPen, ticks: Sequence[Runs], x: float, middle: float) -> None:
    for words in ticks:
        pen.frame(x, middle - _TICK / 2, _TICK, _TICK, 1)
        with pen.paragraph(said=heard_words(Language.ENGLISH)["blank"].format(name=plain(words)), fill=True):
            pen.words(words, x + _TICK + 4, middle + 0.36 * _VERDICT, _VERDICT)
        x += _TICK + 4 + line_width(words, _VERDICT) + _BETWEEN_TICKS
