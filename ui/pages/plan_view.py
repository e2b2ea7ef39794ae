"""The plan column: what is proved, what is to settle, and the numbers of the bench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from ldn_calc.application.planning import Planned

__all__ = ["PlanView"]


class PlanView(QWidget):
    """Shows one planned prescription; passive.

    Attributes:
        settle_requested: emitted with the settled entry for the request document, as a dict with the keys code, field,
            seen, reason and by; whoever writes it into the document adds nothing but may check it.
    """

    settle_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planView")
        self._column = QVBoxLayout(self)

    def show_planned(self, planned: Planned) -> None:
        """Show a ready, review or refused result."""

    def show_needed(self, needed: list[str]) -> None:
        """Say in words what is still needed before anything can be planned."""

    def set_stale(self, sentence: str | None) -> None:
        """Grey the last good plan under a banner with `sentence`; None makes it fresh again."""
