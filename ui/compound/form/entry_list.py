"""A list that is written entry by entry: medicines, allergies, excipients."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from ui.compound.form.completions import Completions
from ui.compound.form.sentences import TEXT
from ui.kit.boxes import TextBox
from ui.kit.controls import button, close_button, label, link
from ui.kit.fields import Field
from ui.kit.style import Type

__all__ = ["EntryList"]


class _Flow(QLayout):
    """Places widgets in rows, as many to a row as fit; one wider than the row takes the row's width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(4)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a widget's item."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Rows depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """As little as it may."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """A narrow column."""
        return QSize(48, self._items[0].sizeHint().height() if self._items else 0)

    def _place(self, rect: QRect, *, move: bool) -> int:
        left, top, row = rect.x(), rect.y(), 0
        for item in self._items:
            width = min(item.sizeHint().width(), rect.width())
            height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            if left > rect.x() and left + width > rect.x() + rect.width():
                left, top, row = rect.x(), top + row + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
            left += width + self.spacing()
            row = max(row, height)
        return top + row - rect.y()


class _EntryBox(TextBox):
    """A line whose Enter adds what stands in it, and Tab too where that was chosen in the list of completions."""

    entered = Signal()

    def event(self, event: QEvent) -> bool:
        """Add on Tab with a line of the open list chosen; the focus stays for the next entry."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and self._chose()
        ):
            event.accept()
            self.entered.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter; everything else types."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def _chose(self) -> bool:
        completer = self.completer()
        offered = completer.popup() if completer is not None else None
        return offered is not None and offered.isVisible() and offered.currentIndex().isValid()


class EntryList(Field):
    """A line to type in, with Add and None, and a chip for each entry.

    Attributes:
        typed: the text in the line, at each change: typed, pasted, or taken from the list of completions by key or mouse.
        add_requested: Enter or Add, a click in the list of completions, or Tab on one of its lines; what the line shows was
            told before.
        could_not_requested: the patient could not be asked.
        none_requested: None was pressed: there are no entries, and that is an answer.
        remove_requested: the cross of entry so many (from 0), or of the chip "none" (-1).
    """

    typed = Signal(str)
    add_requested = Signal()
    none_requested = Signal()
    could_not_requested = Signal()
    remove_requested = Signal(int)

    def __init__(self, name: str, caption: str, none_words: str, parent: QWidget | None = None, *, could_not: bool = False) -> None:
        """Make line, links and chips.

        Args:
            name: the list's path.
            caption: with its mnemonic.
            none_words: what the link says that answers with an empty list, as in "No medicines".
            parent: as always.
            could_not: it is a question that the patient may not have been asked.
        """
        self._name, self._none_words = name, none_words
        self.box = _EntryBox(name, caption.replace("&", ""))
        line = QWidget()
        line.setObjectName(f"{name}.line")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        self._add = button(TEXT.add, f"{name}.add")
        self._add.setAccessibleName(TEXT.add_to.format(entries=caption.replace("&", "").lower()))
        self._add.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._add)
        self._none = link(none_words, f"{name}.none")
        self._could_not = link(TEXT.could_not, f"{name}.couldNot") if could_not else None
        super().__init__(caption, line, parent, beside=self._links(caption))
        self._caption.setBuddy(self.box)
        self._caption.setObjectName(f"{name}.label")
        self._error.setObjectName(f"{name}.error")
        self._chips = QWidget()
        self._chips.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self._flow = _Flow(self._chips)
        self._chips.hide()
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertSpacing(column.indexOf(self._error) + 1, 0)
            column.insertWidget(column.indexOf(self._error) + 1, self._chips)
        self._told = ""
        self._offered: Sequence[str] = ()
        self.box.textChanged.connect(self._tell)  # not textEdited: arrows in the list change the line without it
        self.box.entered.connect(self._ask_to_add)
        self._add.clicked.connect(self._ask_to_add)
        self._none.clicked.connect(self.none_requested)
        if self._could_not is not None:
            self._could_not.clicked.connect(self.could_not_requested)

    def set_completions(self, words: Sequence[str]) -> None:
        """Offer these while typing; names that are offered already stay as they are, for there are thousands to compare with."""
        if words == self._offered:
            return
        self._offered = words
        completer = Completions(words, self)
        # queued: QLineEdit writes what was clicked into the line only after this signal, and would so leave there what was added
        completer.activated.connect(self._take_completion, Qt.ConnectionType.QueuedConnection)
        before = self.box.completer()
        self.box.setCompleter(completer)
        if before is not None:
            before.deleteLater()

    def clear_line(self) -> None:
        """Empty the line: its text was added."""
        self._told = ""
        self.box.clear()
        self._close_completions()

    def show_entries(self, entries: Sequence[str] | None) -> None:
        """Show the entries; None is a question not answered, an empty list is the answer "none"."""
        while (item := self._flow.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        if entries is not None:
            for index, words in enumerate(entries):
                self._flow.addWidget(self._chip(words, index))
            if not entries:
                self._flow.addWidget(self._chip(TEXT.no_entries, -1))
        self._chips.setVisible(entries is not None)
        self._chips.setContentsMargins(0, 4 if entries is not None else 0, 0, 0)
        self._none.setVisible(entries is None)
        if self._could_not is not None:
            self._could_not.setVisible(entries is None)
        self._chips.updateGeometry()

    def set_default(self, text: str) -> None:
        """Lists have no default."""

    def _mark(self, sentence: str | None) -> None:
        self.box.set_invalid(sentence)

    def _links(self, caption: str) -> QWidget:
        if self._could_not is None:
            return self._none
        self._could_not.setAccessibleName(TEXT.could_not_spoken.format(entries=caption.replace("&", "")))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._none)  # first on the Tab path: it is what is answered most
        row.addWidget(self._could_not)
        return both

    def _tell(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self.typed.emit(text)

    def _take_completion(self, chosen: str) -> None:
        self.box.setText(chosen)
        self._ask_to_add()

    def _ask_to_add(self) -> None:
        """What is added is what the line shows."""
        self._close_completions()
        self._tell(self.box.text())
        self.add_requested.emit()

    def _close_completions(self) -> None:
        completer = self.box.completer()
        offered = completer.popup() if completer is not None and self.box.hasFocus() else None  # asking for the list makes it
        if offered is not None:
            offered.hide()

    def _chip(self, words: str, index: int) -> QFrame:
        chip = QFrame(self._chips)
        chip.setObjectName(f"{self._name}[{index}]" if index >= 0 else f"{self._name}.answered")
        chip.setProperty("ground", "chip")
        row = QHBoxLayout(chip)
        row.setContentsMargins(9, 1, 2, 1)
        row.setSpacing(4)
        row.addWidget(label(words, Type.CAPTION, wrap=len(words) > 40), 1)
        answer = self._none_words.lower()
        says = TEXT.remove_entry.format(entry=words) if index >= 0 else TEXT.take_back_answer.format(answer=answer)
        close = close_button(says, f"{chip.objectName()}.remove")
        close.clicked.connect(lambda: self.remove_requested.emit(index))
        row.addWidget(close)
        return chip
