"""Lines and cards between title row and columns: what the file holds too much of, what failed, setting up the pharmacy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.controls import button, close_button, label, link
from ui.kit.fields import TextField
from ui.kit.icons import IconLabel
from ui.kit.sentences import TEXT as KIT
from ui.kit.style import Type
from ui.kit.text import Text
from ui.kit.words import PHARMACY_LACKS
from ui.shell.sentences import TEXT

__all__ = ["Notice", "PharmacyCard"]


_ICONS: Final = {"info": ("info-circle", "text"), "warn": ("alert-triangle", "warn"), "stop": ("alert-circle", "stop")}


class Notice(QFrame):
    """One sentence with an icon, a link where something can be done, and a cross where it can only be read.

    Attributes:
        acted: the link was pressed.
    """

    acted = Signal()

    def __init__(self, name: str, tone: str, action: str = "", parent: QWidget | None = None) -> None:
        """`tone` is info, warn or stop; `action` the link's words."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("ground", {"info": "banner"}.get(tone, tone))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(*_ICONS[tone], 20), 0, Qt.AlignmentFlag.AlignVCenter)
        self._said = ""
        self._words = Text(Type.BODY)
        self._words.setObjectName(f"{name}.words")
        row.addWidget(self._words, 1)
        self._action = link(action, f"{name}.action") if action else close_button(TEXT.close_message, f"{name}.close")
        self._action.clicked.connect(self._act)
        row.addWidget(self._action)
        self._closes = not action
        self.hide()

    def say(self, sentences: Sequence[str], *, action: bool = True) -> None:
        """Show the sentences, or nothing when there are none."""
        self._said = " ".join(sentences)
        self._words.setText(self._said)
        self._action.setVisible(action)
        self.setVisible(bool(sentences))

    def words(self) -> str:
        """What it says now."""
        return "" if self.isHidden() else self._said

    def _act(self) -> None:
        if self._closes:
            self.hide()
        self.acted.emit()


class PharmacyCard(QFrame):
    """Name, address and phone of the pharmacy, as they are printed.

    Attributes:
        save_requested: name, address, phone.
    """

    save_requested = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pharmacyCard")
        self.setAccessibleName(TEXT.set_up_pharmacy)
        self.setProperty("ground", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(TEXT.this_pharmacy, Type.HEAD))
        column.addWidget(label(KIT.pharmacy_stands_on, Type.CAPTION, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        self._fields = {
            "name": TextField("pharmacy.name", TEXT.name_on_the_card),
            "address": TextField("pharmacy.address", KIT.address),
            "phone": TextField("pharmacy.phone", KIT.phone),
        }
        for field, share in zip(self._fields.values(), (3, 4, 2), strict=True):
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
            field.box.returnPressed.connect(self._save)
        column.addLayout(row)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._fault = label("", Type.CAPTION, "stop", wrap=True, name="pharmacy.fault")
        foot.addWidget(self._fault, 1)
        cancel = button(TEXT.cancel, "pharmacy.cancel")
        save = button(TEXT.save_pharmacy, "pharmacy.save", look="primary")
        cancel.clicked.connect(self.hide)
        save.clicked.connect(self._save)
        foot.addWidget(save)
        foot.addWidget(cancel)
        column.addLayout(foot)
        self.hide()

    def open(self, name: str, address: str, phone: str) -> None:
        """Show the card with what is set up now."""
        for field, text in zip(self._fields.values(), (name, address, phone), strict=True):
            field.show_value(text)
            field.set_error(None)
        self.say_fault("")
        self.show()
        self._fields["name"].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_fault(self, sentence: str) -> None:
        """Say why it could not be saved."""
        self._fault.setText(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def _save(self) -> None:
        texts = {key: field.box.text().strip() for key, field in self._fields.items()}
        for key, field in self._fields.items():
            field.set_error(None if texts[key] else PHARMACY_LACKS[key])
        if all(texts.values()):
            self.save_requested.emit(texts["name"], texts["address"], texts["phone"])
