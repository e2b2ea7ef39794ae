"""The three columns of the Compound page, by the window's width: three, two with tabs, or one with tabs.

Nothing changes parents when the width changes; the columns are only placed and shown.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QTabBar, QWidget

from ui.kit.controls import hairline
from ui.kit.sentences import TEXT
from ui.kit.style import Type, set_type

__all__ = ["Arrangement", "Columns", "Part", "arrangement_for"]


class Arrangement(Enum):
    """Which widths the columns have: form, papers (0: behind a tab)."""

    LARGE = (416, 480)
    WIDE = (352, 400)
    MIDDLE = (352, 0)
    NARROW = (0, 0)


def arrangement_for(window_width: int) -> Arrangement:
    """The arrangement for a window so many logical pixels wide."""
    for least, arrangement in ((1600, Arrangement.LARGE), (1200, Arrangement.WIDE), (960, Arrangement.MIDDLE)):
        if window_width >= least:
            return arrangement
    return Arrangement.NARROW


class Part(StrEnum):
    """A part of the page, as it is turned to where there are tabs; a key, no word that is seen."""

    PRESCRIPTION = "prescription"
    PLAN = "plan"
    PAPERS = "papers"


_WORDS: Final = {Part.PRESCRIPTION: TEXT.prescription, Part.PLAN: TEXT.plan, Part.PAPERS: TEXT.papers}


class Columns(QWidget):
    """Places form, plan, papers and print bar.

    Attributes:
        tab_chosen: emitted with the part when a person or the program turns to another tab.
    """

    tab_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("columns")
        self._arrangement = Arrangement.WIDE
        self._form: QWidget | None = None
        self._plan: QWidget | None = None
        self._papers: QWidget | None = None
        self._print_bar: QWidget | None = None
        self._line = hairline(self, upright=True)
        self._tab_line = hairline(self)
        self._grounds = {name: QFrame(self) for name in ("desk", "surface")}
        for name, ground in self._grounds.items():
            ground.setProperty("ground", name)
            ground.lower()
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("columnTabs")
        self._tabs.setAccessibleName(TEXT.parts_of_the_page)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        set_type(self._tabs, Type.BODY)
        self._tabs.currentChanged.connect(self._turn)

    def set_form(self, form: QWidget) -> None:
        """Take in the form, whose parent this is already."""
        self._form = form
        self._place()

    def set_views(self, plan: QWidget, papers: QWidget, print_bar: QWidget) -> None:
        """Take in the two columns that are made after the first paint; the print bar leaves `papers`."""
        self._plan, self._papers, self._print_bar = plan, papers, print_bar
        for view in (plan, papers, print_bar):
            view.setParent(self)
        print_bar.installEventFilter(self)
        QWidget.setTabOrder(self._tabs, plan)
        QWidget.setTabOrder(plan, papers)
        QWidget.setTabOrder(papers, print_bar)
        self.arrange(self._arrangement, again=True)

    def arrange(self, arrangement: Arrangement, *, again: bool = False) -> None:
        """Take the arrangement for another width."""
        if arrangement is self._arrangement and not again:
            return
        shown = self.current_tab()
        self._arrangement = arrangement
        parts: list[Part] = {
            Arrangement.MIDDLE: [Part.PLAN, Part.PAPERS],
            Arrangement.NARROW: [Part.PRESCRIPTION, Part.PLAN, Part.PAPERS],
        }.get(arrangement, [])
        self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        for place, part in enumerate(parts):
            self._tabs.addTab(_WORDS[part])
            self._tabs.setTabData(place, part.value)
        self._tabs.setCurrentIndex(parts.index(shown) if shown in parts else 0)
        self._tabs.blockSignals(False)
        self._place()

    def current_tab(self) -> Part | None:
        """The part that is turned to; None where there are no tabs."""
        return Part(self._tabs.tabData(self._tabs.currentIndex())) if self._tabs.count() else None

    def turn_to(self, part: Part) -> None:
        """Bring a part of the page in sight where it stands behind a tab."""
        for index in range(self._tabs.count()):
            if self._tabs.tabData(index) == part:
                self._tabs.setCurrentIndex(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the columns anew."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the print bar when its words take another height."""
        if watched is self._print_bar and event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return bool(super().eventFilter(watched, event))

    def _turn(self) -> None:
        self._place()
        self.tab_chosen.emit(str(self.current_tab() or ""))

    def _bar_height(self, width: int) -> int:
        bar = self._print_bar
        if bar is None:
            return 0
        layout = bar.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return bar.heightForWidth(width) if bar.hasHeightForWidth() else bar.sizeHint().height()

    def _place(self) -> None:
        form, papers = self._arrangement.value
        width, height = self.width(), self.height()
        tabs = self._tabs.sizeHint().height() if self._tabs.count() else 0
        shown = self.current_tab()
        narrow = self._arrangement is Arrangement.NARROW
        left = 0 if narrow else form + 1
        right = papers or width - left
        bar = self._bar_height(right)
        body = QRect(left, tabs, width - left, height - tabs - bar)
        self._tabs.setVisible(bool(tabs))
        self._tabs.setGeometry(left + (12 if tabs else 0), 0, width - left - 12, tabs)
        self._tab_line.setVisible(bool(tabs))
        self._tab_line.setGeometry(left, tabs - 1, width - left, 1)
        self._line.setVisible(not narrow)
        self._line.setGeometry(form, 0, 1, height)
        if self._form is not None:
            self._form.setVisible(not narrow or shown is Part.PRESCRIPTION)
            self._form.setGeometry(body if narrow else QRect(0, 0, form, height))
        middle = QRect(left, 0, width - left - papers, height)
        self._grounds["surface"].setGeometry(QRect(left, 0, width - left, height) if tabs else middle)
        self._grounds["desk"].setGeometry(body if tabs else QRect(width - papers, 0, papers, height))
        self._grounds["desk"].setVisible(not tabs or shown is Part.PAPERS)
        if self._plan is None or self._papers is None or self._print_bar is None:
            return
        self._plan.setGeometry(body if tabs else middle)
        self._plan.setVisible(not tabs or shown is Part.PLAN)
        self._papers.setGeometry(body if tabs else QRect(width - papers, 0, papers, height - bar))
        self._papers.setVisible(not tabs or shown is Part.PAPERS)
        self._print_bar.setGeometry(width - right, height - bar, right, bar)
        self._print_bar.setVisible(True)
