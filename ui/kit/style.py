"""Type sizes, the one small style sheet, and putting both with the palette on the application."""

from __future__ import annotations

from enum import Enum
from importlib.resources import files
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.theme import Roles, palette_of

__all__ = ["Type", "apply_theme", "apply_type", "field_height", "font", "set_look", "set_type", "style_sheet"]

_BODY_POINTS: Final = 10.0
_FIELD_AIR: Final = 16


class Type(Enum):
    """What words are for: points at the usual text size, and weight."""

    CAPTION = (9, QFont.Weight.Normal)
    CAPTION_STRONG = (9, QFont.Weight.DemiBold)
    BODY = (10, QFont.Weight.Normal)
    STRONG = (10, QFont.Weight.DemiBold)
    HEAD = (11, QFont.Weight.DemiBold)
    DATE = (13, QFont.Weight.DemiBold)
    TITLE = (14, QFont.Weight.DemiBold)
    NUMBER = (22, QFont.Weight.DemiBold)
    NUMBER_LARGE = (28, QFont.Weight.DemiBold)


def font(kind: Type) -> QFont:
    """The application's font in the size and weight of `kind`; the three large numbers keep proportional figures."""
    points, weight = kind.value
    made = QFont(QApplication.font())
    made.setPointSizeF(made.pointSizeF() * points / _BODY_POINTS)
    made.setWeight(weight)
    if kind in {Type.NUMBER, Type.NUMBER_LARGE}:
        made.unsetFeature(QFont.Tag("tnum"))
    return made


def field_height() -> int:
    """The height of fields and buttons: 32 at the usual text size, more where the system's text is larger."""
    return QFontMetrics(font(Type.BODY)).height() + _FIELD_AIR


def apply_type(app: QApplication) -> None:
    """Set the body font: the system's, at least 10 pt, figures of one width. The program's own font where there is none."""
    if not QFontDatabase.families():
        for face in ("Regular", "Bold"):
            QFontDatabase.addApplicationFontFromData(_font_bytes(face))
    body = QFont(app.font())
    body.setPointSizeF(max(_BODY_POINTS, body.pointSizeF()))
    body.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(body)


def apply_theme(app: QApplication, roles: Roles) -> None:
    """Put palette and style sheet of `roles` on the application; 0.1 s with a window open, once a change of theme.

    The style sheet before is taken off first: Qt, given another in its place, styles each widget once for each that holds it.
    """
    app.setStyleSheet("")
    app.setPalette(palette_of(roles))
    app.setStyleSheet(style_sheet(roles))


def set_type(widget: QWidget, kind: Type) -> None:
    """Give a widget the font of `kind`."""
    widget.setFont(font(kind))


def set_look(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property that the style sheet selects by, and draw the widget anew (0.02 ms)."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def style_sheet(roles: Roles) -> str:
    """The one style sheet: type and property selectors only, no fonts, nothing on QWidget at large."""
    return f"""
QLineEdit, QPlainTextEdit {{ background: {roles.field}; color: {roles.text}; border: 1px solid {roles.control};
  border-radius: 4px; padding: 0 8px; selection-background-color: {roles.accent}; selection-color: {roles.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {roles.accent}; padding: 0 7px; }}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] {{ border: 1px solid {roles.stop}; }}
QLineEdit[invalid="true"]:focus, QPlainTextEdit[invalid="true"]:focus {{ border: 2px solid {roles.stop}; }}
QLineEdit {{ placeholder-text-color: {roles.muted}; }}
QLineEdit:read-only {{ background: transparent; border-color: {roles.line}; }}
QSpinBox {{ background: {roles.field}; color: {roles.text}; border: none; selection-background-color: {roles.accent};
  selection-color: {roles.on_accent}; }}
QPushButton {{ background: {roles.surface}; color: {roles.text}; border: 1px solid {roles.control}; border-radius: 4px;
  padding: 0 12px; }}
QPushButton:hover {{ background: {roles.window}; }}
QPushButton:pressed {{ background: {roles.accent_soft}; }}
QPushButton:focus {{ border: 2px solid {roles.accent}; padding: 0 11px; }}
QPushButton:disabled {{ background: {roles.disabled_ground}; color: {roles.disabled}; border: 1px solid {roles.disabled_ground}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[look="primary"] {{ background: {roles.accent}; color: {roles.on_accent}; border-color: {roles.accent}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {roles.text}; }}
QPushButton[look="primary"]:disabled {{ background: {roles.disabled_ground}; color: {roles.disabled};
  border: 1px solid {roles.disabled_ground}; }}
QPushButton[look="warn"] {{ color: {roles.warn}; border-color: {roles.warn}; }}
QPushButton[look="link"], QPushButton[look="close"] {{ background: transparent; color: {roles.accent}; border: none;
  border-bottom: 2px solid transparent; border-radius: 0; padding: 0 4px; }}
QPushButton[look="link"]:hover {{ border-bottom: 2px solid {roles.line}; }}
QPushButton[look="link"]:focus {{ border-bottom: 2px solid {roles.accent}; }}
QPushButton[look="close"]:hover {{ background: {roles.accent_soft}; border-radius: 4px; }}
QPushButton[look="close"]:focus {{ border: 2px solid {roles.accent}; border-radius: 4px; padding: 0 2px; }}
QPushButton[look="segment"] {{ background: {roles.surface}; border: 1px solid {roles.control}; border-radius: 0; padding: 0 4px; }}
QPushButton[look="segment"][place="first"] {{ border-top-left-radius: 4px; border-bottom-left-radius: 4px; }}
QPushButton[look="segment"][place="last"] {{ border-top-right-radius: 4px; border-bottom-right-radius: 4px; }}
QPushButton[look="segment"]:checked {{ background: {roles.accent_soft}; border: 1px solid {roles.accent}; padding: 0 4px 0 20px; }}
QPushButton[look="segment"]:focus {{ background: {roles.surface}; border: 2px solid {roles.accent}; padding: 0 3px; }}
QPushButton[look="segment"]:checked:focus {{ background: {roles.accent_soft}; border: 2px solid {roles.accent};
  padding: 0 3px 0 19px; }}
QPushButton[look="segment"][invalid="true"] {{ border-color: {roles.stop}; }}
QPushButton[look="rail"] {{ background: transparent; border: none; border-radius: 0; padding: 0; }}
QFrame[ground="window"] {{ background: {roles.window}; border: none; }}
QFrame[ground="surface"] {{ background: {roles.surface}; border: none; }}
QFrame[ground="desk"] {{ background: {roles.desk}; border: none; }}
QFrame[ground="title"] {{ background: {roles.surface}; border: none; border-bottom: 1px solid {roles.line}; }}
QFrame[ground="badge"] {{ background: {roles.accent_soft}; border: none; border-radius: 4px; }}
QFrame[ground="warn"] {{ background: {roles.warn_soft}; border: none; border-radius: 4px; }}
QFrame[ground="stop"] {{ background: {roles.stop_soft}; border: none; border-radius: 4px; }}
QFrame[ground="ok"] {{ background: {roles.ok_soft}; border: none; border-radius: 4px; }}
QFrame[ground="banner"] {{ background: transparent; border: 1px solid {roles.control}; border-radius: 4px; }}
QFrame[ground="chip"] {{ background: {roles.surface}; border: 1px solid {roles.line}; border-radius: 4px; }}
QFrame[ground="card"] {{ background: {roles.surface}; border: none; border-bottom: 1px solid {roles.line}; }}
QFrame[line="true"] {{ background: {roles.line}; border: none; }}
QLabel[ink="muted"] {{ color: {roles.muted}; }}
QLabel[ink="warn"] {{ color: {roles.warn}; }}
QLabel[ink="stop"] {{ color: {roles.stop}; }}
QLabel[ink="ok"] {{ color: {roles.ok}; }}
QScrollArea, QListWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {roles.control}; border-radius: 3px; min-height: 32px; }}
QScrollBar[idle="true"]::handle:vertical {{ background: transparent; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}
QTabBar {{ background: transparent; border: none; }}
QTabBar::tab {{ background: transparent; color: {roles.text}; padding: 8px 12px 6px 12px; border: none;
  border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ border-bottom: 3px solid {roles.accent}; }}
QTabBar::tab:focus {{ color: {roles.accent}; }}
"""


def _font_bytes(face: str) -> bytes:
    return files("resources").joinpath("fonts", f"LiberationSans-{face}.ttf").read_bytes()
