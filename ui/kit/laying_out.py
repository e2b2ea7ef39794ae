"""Laying the inside of a scrolling column out now rather than in the next turn, so that no frame shows new words in old places."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

__all__ = ["lay_out", "lay_out_height"]


def lay_out(scroll: QScrollArea) -> None:
    """Place everything inside, the innermost first."""
    content = scroll.widget()
    if content is None:
        return
    for widget in reversed([content, *content.findChildren(QWidget)]):
        layout = widget.layout()
        if layout is not None:
            layout.activate()


def lay_out_height(scroll: QScrollArea) -> None:
    """Give the content its new height too; twice the work of `lay_out`, so not at each keystroke."""
    lay_out(scroll)
    QApplication.sendEvent(scroll, QEvent(QEvent.Type.LayoutRequest))
