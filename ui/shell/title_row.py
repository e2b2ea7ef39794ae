"""The row over the page: who it is for, practice badge, set-up link, File and New."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from ui.kit.controls import button, label, link
from ui.kit.icons import IconLabel
from ui.kit.style import Type, set_type
from ui.shell.sentences import TEXT

__all__ = ["TitleRow"]

_HEIGHT = 48
_SHORT_IDENTITY = 48
_LEAST_WITH_LINK = 960
_BADGES = ((1200, TEXT.practice_stored), (960, TEXT.practice_mode), (0, TEXT.practice))


class TitleRow(QFrame):
    """Name, birth date and number never leave this row; a long name takes two lines of it."""

    set_up_requested = Signal()
    new_requested = Signal()

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("titleRow")
        self.setProperty("ground", "title")
        self.setMinimumHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 5)
        row.setSpacing(12)
        self._practice, self._narrow, self._prescription, self._who = True, False, True, ""
        self._title = label(TEXT.compound, Type.TITLE, name="pageTitle")
        self._identity: QLabel = label("", Type.BODY, "muted", wrap=True, name="identity")
        self._identity.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._identity.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._set_up: QPushButton = link(TEXT.set_up_pharmacy, "setUpPharmacy")
        self._set_up.clicked.connect(self.set_up_requested)
        self._badge = QFrame()
        self._badge.setObjectName("practiceBadge")
        self._badge.setProperty("ground", "badge")
        badge = QHBoxLayout(self._badge)
        badge.setContentsMargins(12, 5, 12, 5)
        badge.setSpacing(8)
        self._badge_words = label(TEXT.practice_stored, Type.CAPTION_STRONG, name="practiceWords")
        badge.addWidget(IconLabel("info-circle", "accent"))
        badge.addWidget(self._badge_words)
        self._file = button(TEXT.file, "fileMenu", "chevron-down")
        self._file.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._file.setMenu(menu)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # only the button's chevron goes to the right
        self._new = button(TEXT.new_beside_file, "newPrescription", "plus")
        self._new.clicked.connect(self.new_requested)
        row.addWidget(self._title)
        row.addSpacing(4)
        row.addWidget(self._identity, 1)
        for widget in (self._set_up, self._badge, self._file, self._new):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_identity(self, words: str) -> None:
        """Say who the prescription is for."""
        self._who = words
        set_type(self._identity, Type.CAPTION if len(words) > _SHORT_IDENTITY else Type.BODY)
        self._identity.setText(words if self._prescription else "")

    def show_page(self, title: str, *, prescription: bool) -> None:
        """Name the page; who it is for and New stand only beside a prescription, so that nothing else is taken for it."""
        self._title.setText(title)
        self._prescription = prescription
        self._identity.setText(self._who if prescription else "")
        self._new.setVisible(prescription)
        self._title.setVisible(not self._narrow or not prescription)

    def show_practice(self, *, practice: bool) -> None:
        """Show badge and set-up link, or neither."""
        self._badge.setVisible(practice)
        self._practice = practice
        self._set_up.setVisible(practice and not self._narrow)

    def set_width(self, window_width: int) -> None:
        """Keep the identity and what one presses; the page's name, the link (it is in the menu too) and long words give way."""
        self._narrow = window_width < _LEAST_WITH_LINK
        self._title.setVisible(not self._narrow or not self._prescription)
        self._set_up.setVisible(self._practice and not self._narrow)
        self._badge_words.setText(next(words for least, words in _BADGES if window_width >= least))
