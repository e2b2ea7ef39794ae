"""The colour roles of the window, light and dark, and the palettes made of them.

A widget never holds a colour: it asks `roles_of(self.palette())` when it paints, so a change of the system's colour scheme
reaches everything by the palette alone. Contrasts are at least 4.5:1 for words and 3:1 for the edges of controls.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

__all__ = ["DARK", "LIGHT", "Roles", "palette_of", "roles_for", "roles_of", "stale_palette"]


class Roles(NamedTuple):
    """Colours by what they are used for, as `#RRGGBB`."""

    window: str
    """rail, form, print bar"""
    surface: str
    """title row, plan, buttons"""
    desk: str
    """behind papers"""
    field: str
    """inside of fields"""
    line: str
    """hairlines that only group"""
    control: str
    """borders of fields and buttons, scroll handle, part bars"""
    text: str
    muted: str
    """field labels, captions, table heads, a stale plan"""
    accent: str
    """focus, links, the one primary button, the dose mark"""
    on_accent: str
    accent_soft: str
    """chosen segment, chosen page, practice badge"""
    ok: str
    ok_soft: str
    warn: str
    """review findings, why printing is off, the limit line"""
    warn_soft: str
    stop: str
    """stop findings, field errors"""
    stop_soft: str
    disabled: str
    disabled_ground: str
    liquid: str
    """fluid in drawings"""
    paper: str
    """paper on the desk; never inverted"""


LIGHT: Final = Roles(
    window="#F1F4F5",
    surface="#FFFFFF",
    desk="#E3E8EA",
    field="#FFFFFF",
    line="#D6DCE0",
    control="#74818A",
    text="#182126",
    muted="#52606A",
    accent="#0B5A77",
    on_accent="#FFFFFF",
    accent_soft="#DCEBF1",
    ok="#14603A",
    ok_soft="#E4F1E9",
    warn="#7A4700",
    warn_soft="#FCF0D9",
    stop="#A11F1A",
    stop_soft="#FBEAE8",
    disabled="#5A6670",
    disabled_ground="#E6EAEC",
    liquid="#BFDDE8",
    paper="#FFFFFF",
)

DARK: Final = Roles(
    window="#14191C",
    surface="#1B2225",
    desk="#0E1214",
    field="#11171A",
    line="#333E44",
    control="#74828B",
    text="#E4EAED",
    muted="#A5B2BA",
    accent="#78BFDA",
    on_accent="#08202B",
    accent_soft="#1D3A47",
    ok="#8AD2A5",
    ok_soft="#17301F",
    warn="#F0C272",
    warn_soft="#33280F",
    stop="#F4A39B",
    stop_soft="#3B1C1A",
    disabled="#93A0A8",
    disabled_ground="#252D31",
    liquid="#2E5C6E",
    paper="#E6E9EA",
)


def roles_for(scheme: Qt.ColorScheme) -> Roles:
    """The roles for the system's colour scheme; light where the system says nothing."""
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def roles_of(palette: QPalette) -> Roles:
    """The roles a palette was made of; a stale palette answers like the fresh one of its scheme.

    Told by the links' colour, the one that no rule of a style sheet changes on its way down (a scroll area's ground does
    change the base).
    """
    return DARK if palette.color(QPalette.ColorRole.Link) == QColor(DARK.accent) else LIGHT


def palette_of(roles: Roles) -> QPalette:
    """The palette of the whole application."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, roles.window),
        (role.WindowText, roles.text),
        (role.Base, roles.field),
        (role.AlternateBase, roles.window),
        (role.Text, roles.text),
        (role.PlaceholderText, roles.muted),
        (role.Button, roles.surface),
        (role.ButtonText, roles.text),
        (role.BrightText, roles.stop),
        (role.Light, roles.surface),
        (role.Midlight, roles.line),
        (role.Mid, roles.control),
        (role.Dark, roles.control),
        (role.Shadow, roles.line),
        (role.Highlight, roles.accent),
        (role.HighlightedText, roles.on_accent),
        (role.Link, roles.accent),
        (role.LinkVisited, roles.accent),
        (role.ToolTipBase, roles.surface),
        (role.ToolTipText, roles.text),
        (role.Accent, roles.accent),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(roles.disabled))
    for which in (role.Base, role.Button):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(roles.disabled_ground))
    return palette


def stale_palette(roles: Roles) -> QPalette:
    """The palette of a plan that no longer answers to the form: words muted, nothing emphasised by colour."""
    palette = palette_of(roles)
    for which in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(which, QColor(roles.muted))
    return palette
