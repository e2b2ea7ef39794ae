"""The papers column: label, sheet and worksheet as they will print, and printing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from ldn_calc.application.planning import Planned
    from ldn_calc.application.settings import Settings

__all__ = ["PapersView"]


class PapersView(QWidget):
    """Shows the three papers of one planned prescription; passive.

    Attributes:
        print_bar: reason and buttons; a narrow layout may take it elsewhere.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("papersView")
        column = QVBoxLayout(self)
        self.print_bar = QWidget(self)
        self.print_bar.setObjectName("printBar")
        column.addStretch(1)
        column.addWidget(self.print_bar)

    def show_planned(self, planned: Planned | None, settings: Settings, clock: Callable[[], datetime]) -> None:
        """Draw the papers of `planned` a moment after the last call; None shows none."""

    def set_blocked(self, reasons: list[str]) -> None:
        """Say why printing is off; an empty list turns it on."""

    def print_current(self) -> None:
        """Print the paper that is shown, through the system's printer dialog."""

    def save_current(self) -> None:
        """Save the paper that is shown as PDF."""
