"""Buttons, links, captions and lines, made one way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from ui.kit.icons import IconButton
from ui.kit.mnemonics import give_mnemonic
from ui.kit.style import Type, field_height, set_type

__all__ = ["button", "close_button", "hairline", "label", "link"]

_LINK_HEIGHT = 24


def label(words: str, kind: Type = Type.BODY, ink: str = "text", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label of plain text; `ink` is muted, warn, stop, ok or the usual text."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    set_type(made, kind)
    if ink != "text":
        made.setProperty("ink", ink)
    made.setWordWrap(wrap)
    made.setObjectName(name)
    return made


def button(words: str, name: str, icon: str = "", look: str = "") -> QPushButton:
    """A button of a field's height; `look` is primary, warn or the plain one."""
    role = {"primary": "on_accent", "warn": "warn"}.get(look, "text")
    made = IconButton("", icon, role) if icon else QPushButton()
    _name(made, name, words)
    give_mnemonic(made, words)
    if look:
        made.setProperty("look", look)
    made.setMinimumHeight(field_height())
    return made


def link(words: str, name: str, icon: str = "") -> QPushButton:
    """Words to press in the accent colour; at least 24 high."""
    made = IconButton(words, icon, "accent") if icon else QPushButton(words)
    _name(made, name, words)
    made.setProperty("look", "link")
    made.setMinimumHeight(max(_LINK_HEIGHT, field_height() - 8))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def close_button(what: str, name: str) -> QPushButton:
    """A cross that takes something away; `what` is its accessible name, as in "Remove phase 2"."""
    made = IconButton("", "x", "text")
    _name(made, name, what)
    made.setProperty("look", "close")
    made.setToolTip(what)
    made.setFixedSize(_LINK_HEIGHT, _LINK_HEIGHT)
    return made


def hairline(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """A line that groups."""
    made = QFrame(parent)
    made.setProperty("line", True)
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def _name(made: QPushButton, name: str, words: str) -> None:
    made.setObjectName(name)
    made.setAccessibleName(words.replace("&", "").rstrip("…"))
    made.setAutoDefault(False)
    set_type(made, Type.BODY)
