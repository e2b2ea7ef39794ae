"""A caption over a drawing in as many lines as its width asks for: nothing of it is ever cut."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontMetricsF

from ui.kit.style import Type, font

__all__ = ["fitted"]

_PADDING: Final = 16.0
"""Of the box round a caption, left and right together."""


def fitted(words: str, width: float, size: float) -> str:
    """The caption as it is where it fits; else its days in lines of their own, what is taken in the last.

    Args:
        words: as in `Days 16 to 34, only Monday and Friday: fill to 3 mL`.
        width: of the drawing, in pixels.
        size: of the words, in pixels.
    """
    bold = QFont(font(Type.CAPTION))
    bold.setPixelSize(round(size))
    bold.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(bold)
    if metrics.horizontalAdvance(words) + _PADDING <= width:
        return words
    days, _, taken = words.partition(": ")
    lines = [""]
    for word in days.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) + _PADDING > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join([*lines, taken] if taken else lines)
