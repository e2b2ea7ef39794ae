"""The rail of pages at the left edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.kit.icons import draw_icon
from ui.kit.style import Type, font
from ui.kit.theme import roles_of
from ui.shell.sentences import TEXT

__all__ = ["Rail", "RailItem"]

_WIDE = QSize(79, 72)
_NARROW = QSize(55, 56)
_ICON = 24


class RailItem(QPushButton):
    """One page: icon, word and function key; only the icon when the window is narrow. `page` is what it turns to."""

    def __init__(self, page: str, words: str, icon: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page, self.words, self._icon, self._key, self._narrow = page, words, icon, key, False
        self.setObjectName(f"rail.{page.lower()}")
        said = TEXT.page_and_key.format(page=words, key=key)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setProperty("look", "rail")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.set_narrow(narrow=False)

    def words_width(self) -> int:
        """The width that its word needs."""
        return QFontMetrics(font(Type.CAPTION_STRONG)).horizontalAdvance(self.words) + 8

    def set_narrow(self, *, narrow: bool, words_width: int = 0) -> None:
        """Show the icon alone, or icon, word and key in the width of the widest word of the rail."""
        self._narrow = narrow
        self.setFixedSize(_NARROW if narrow else _WIDE.expandedTo(QSize(words_width, 0)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, mark of the chosen page, icon, word and key."""
        roles = roles_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(box, QColor(roles.accent_soft))
            painter.fillRect(QRectF(0, 0, 4, box.height()), QColor(roles.accent))
        colour = roles.accent if self.isChecked() else roles.muted
        top = (box.height() - _ICON) / 2 if self._narrow else 10
        draw_icon(painter, self._icon, colour, QRectF((box.width() - _ICON) / 2, top, _ICON, _ICON))
        if not self._narrow:
            painter.setPen(QColor(roles.text if self.isChecked() else roles.muted))
            painter.setFont(font(Type.CAPTION_STRONG if self.isChecked() else Type.CAPTION))
            painter.drawText(QRectF(4, 36, box.width() - 4, 17), Qt.AlignmentFlag.AlignCenter, self.words)
            painter.setFont(font(Type.CAPTION))
            painter.drawText(QRectF(4, 52, box.width() - 4, 17), Qt.AlignmentFlag.AlignCenter, self._key)
        if self.hasFocus():
            painter.setPen(QPen(QColor(roles.accent), 2))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)
        painter.end()


class Rail(QFrame):
    """The pages that exist, top down; `chosen` says which was pressed, by its key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("ground", "window")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._items: list[RailItem] = []

    def add_page(self, page: str, words: str, icon: str, key: str, *, last: bool = False) -> RailItem:
        """Add a page below the others, or at the foot of the rail."""
        item = RailItem(page, words, icon, key, self)
        item.clicked.connect(lambda: self._choose(item))
        self._column.insertWidget(self._column.count() if last else len(self._items), item)
        self._items.append(item)
        self.set_narrow(narrow=False)
        return item

    def show_current(self, page: str) -> None:
        """Mark the page in sight; a page that is not on the rail leaves none marked."""
        for item in self._items:
            item.setChecked(item.page == page)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons alone, or icons with words."""
        widest = max((item.words_width() for item in self._items), default=0)
        for item in self._items:
            item.set_narrow(narrow=narrow, words_width=widest)

    def _choose(self, item: RailItem) -> None:
        """The mark follows the page, not the press: a press on the page in sight leaves it marked."""
        item.setChecked(not item.isChecked())
        self.chosen.emit(item.page)
