"""Words on the page: plain text always, in a named size, in a named ink, lighter when the plan is stale."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

from ldn_calc.documents.words.runs import tie
from ui.kit.style import Type, font, set_look

__all__ = ["Text", "weigh_down"]

_MAY_BREAK: Final = "\u200b"
_LONG_WORD: Final = re.compile(r"[^\s\u200b]{25,}")
_PIECE: Final = re.compile(r".{1,12}")


class Text(QLabel):
    """A label that shows its text as it is and wraps at its spaces."""

    def __init__(self, kind: Type = Type.BODY, text: str = "", ink: str = "", parent: QWidget | None = None) -> None:
        """Show `text` in the size of `kind`; `ink` is muted, warn, stop, ok or empty for the usual colour."""
        super().__init__(_screen_words(text), parent)
        self._kind, self._light = kind, False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(font(kind))
        if ink:
            set_look(self, "ink", ink)

    def setText(self, words: str) -> None:
        """Show `words`; no line breaks between a number and its unit or inside a date."""
        super().setText(_screen_words(words))

    @property
    def kind(self) -> Type:
        """The size it is shown in."""
        return self._kind

    def set_kind(self, kind: Type) -> None:
        """Change the size, as when the window grows."""
        if kind != self._kind:
            self._kind = kind
            self._apply()

    def set_light(self, light: bool) -> None:
        """Take the weight out of emphasised words, or give it back; heads keep theirs, they hold no numbers."""
        if light != self._light:
            self._light = light
            self._apply()

    def _apply(self) -> None:
        made = font(self._kind)
        if self._light and self._kind not in {Type.HEAD, Type.TITLE}:
            made.setWeight(QFont.Weight.Normal)
        self.setFont(made)


def weigh_down(root: QWidget, light: bool) -> None:
    """Take the weight out of every emphasised word under `root`, or give it back."""
    for text in root.findChildren(Text):
        text.set_light(light)


@lru_cache(maxsize=1024)
def _screen_words(words: str) -> str:
    """Tied as on paper; a word longer than any column is wide may break, because what a person typed has no limit."""
    return _LONG_WORD.sub(lambda found: _MAY_BREAK.join(_PIECE.findall(found[0])), tie(words))
