"""Outline icons, drawn from SVG in a role's colour at the screen's own ratio."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from ui.theme import roles_of

__all__ = ["IconButton", "IconLabel", "draw_icon", "icon_pixmap", "set_button_icon"]

_STROKE: Final = "1.75"


@lru_cache(maxsize=128)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = files("resources").joinpath("icons", f"{name}.svg").read_text("utf-8")
    drawing = drawing.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    return QSvgRenderer(QByteArray(drawing.encode()))


def draw_icon(painter: QPainter, name: str, colour: str, box: QRectF) -> None:
    """Draw an icon of `resources/icons` into `box`."""
    _renderer(name, colour).render(painter, box)


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


class IconLabel(QWidget):
    """An icon beside words; it says nothing by itself, so it has no accessible name."""

    def __init__(self, name: str, role: str, size: int = 16, parent: QWidget | None = None) -> None:
        """Show icon `name` in the colour of `role`, an attribute of `ui.theme.Roles`."""
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
        self._remake()

    def changeEvent(self, event: QEvent) -> None:
        """Make the icon again for another theme or state."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.EnabledChange, QEvent.Type.StyleChange}:
            self._remake()

    def event(self, event: QEvent) -> bool:
        """Make the icon again for another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._remake()
        return bool(super().event(event))

    def _remake(self) -> None:
        set_button_icon(self, self._icon, self._role if self.isEnabled() else "disabled")


def set_button_icon(button: QAbstractButton, name: str, role: str) -> None:
    """Give a button its icon in the palette of now."""
    colour = getattr(roles_of(button.palette()), role)
    button.setIcon(QIcon(icon_pixmap(name, colour, button.iconSize().width(), button.devicePixelRatioF())))
