"""Outline icons, drawn from SVG in a role's colour at the screen's own ratio.

The window's first paint goes without them: reading and drawing SVG takes a tenth of the start. They come in the next turn.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from ui.kit.theme import roles_of

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

__all__ = ["IconButton", "IconLabel", "draw_icon", "icon_pixmap", "load_icons", "program_icon", "set_button_icon"]

_STROKE: Final = "1.75"
_PROGRAM_ICON: Final = 256


def load_icons() -> None:
    """Load what draws icons, and draw those that were left out."""
    if _loaded():
        return
    import PySide6.QtSvg  # noqa: F401  (after the first paint)

    for widget in QApplication.allWidgets():
        if isinstance(widget, IconButton):
            widget.remake()
        widget.update()


def _loaded() -> bool:
    return "PySide6.QtSvg" in sys.modules


@lru_cache(maxsize=128)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    from importlib.resources import files  # after the first paint

    from PySide6.QtSvg import QSvgRenderer

    drawing = files("resources").joinpath("icons", f"{name}.svg").read_text("utf-8")
    drawing = drawing.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    return QSvgRenderer(QByteArray(drawing.encode()))


def draw_icon(painter: QPainter, name: str, colour: str, box: QRectF) -> None:
    """Draw an icon of `resources/icons` into `box`; in the very first paint, ask for it in the next."""
    if _loaded():
        _renderer(name, colour).render(painter, box)
    else:
        QTimer.singleShot(0, load_icons)


@lru_cache(maxsize=256)
def icon_pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """An icon of `size` logical pixels for a screen of `ratio` dots each."""
    dots = round(size * ratio)
    pixmap = QPixmap(dots, dots)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_icon(painter, name, colour, QRectF(0, 0, dots, dots))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def program_icon() -> QPixmap:
    """The program's own icon, in its own colours, for window lists and task bars."""
    load_icons()
    return icon_pixmap("ldn-calc", "", _PROGRAM_ICON, 1.0)


class IconLabel(QWidget):
    """An icon beside words; it says nothing by itself, so it has no accessible name."""

    def __init__(self, name: str, role: str, size: int = 16, parent: QWidget | None = None) -> None:
        """Show icon `name` in the colour of `role`, an attribute of `ui.kit.theme.Roles`."""
        super().__init__(parent)
        self._name, self._role = name, role
        self.setFixedSize(size, size)

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the palette of now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, self._name, getattr(roles_of(self.palette()), self._role), QRectF(self.rect()))
        painter.end()


class IconButton(QPushButton):
    """A button with an icon before its word; the icon is made again when theme, screen or state changes."""

    def __init__(self, text: str, icon: str, role: str = "text", parent: QWidget | None = None) -> None:
        """Show icon `icon` in the colour of `role` (disabled: that of disabled)."""
        super().__init__(text, parent)
        self._icon, self._role = icon, role
        self.setAutoDefault(False)
        self.setIconSize(QSize(16, 16))
        self.remake()

    def changeEvent(self, event: QEvent) -> None:
        """Make the icon again for another theme or state."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.EnabledChange, QEvent.Type.StyleChange}:
            self.remake()

    def event(self, event: QEvent) -> bool:
        """Make the icon again for another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.remake()
        return bool(super().event(event))

    def remake(self) -> None:
        """Make the icon in the palette and for the screen of now."""
        set_button_icon(self, self._icon, self._role if self.isEnabled() else "disabled")


def set_button_icon(button: QAbstractButton, name: str, role: str) -> None:
    """Give a button its icon in the palette of now; before icons are loaded, keep its room."""
    if not _loaded():
        return
    from PySide6.QtGui import QIcon  # 2 ms of its theme's names, after the first paint

    colour = getattr(roles_of(button.palette()), role)
    button.setIcon(QIcon(icon_pixmap(name, colour, button.iconSize().width(), button.devicePixelRatioF())))
