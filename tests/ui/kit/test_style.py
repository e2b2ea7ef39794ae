"""Colours, type and the style sheet keep what look.md promises."""

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from ui.kit.style import Type, apply_theme, font
from ui.kit.theme import DARK, LIGHT, palette_of, roles_of, stale_palette

GROUNDS = ("window", "surface", "desk", "field")


def luminance(colour: str) -> float:
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_words_have_a_contrast_of_at_least_four_and_a_half(roles):
    for ground in GROUNDS:
        for words in ("text", "muted", "accent"):
            assert contrast(getattr(roles, words), getattr(roles, ground)) >= 4.5, (words, ground)
    for words, ground in (
        ("on_accent", "accent"), ("text", "accent_soft"), ("accent", "accent_soft"), ("ok", "ok_soft"), ("text", "ok_soft"),
        ("warn", "warn_soft"), ("text", "warn_soft"), ("warn", "window"), ("stop", "stop_soft"), ("stop", "window"),
        ("disabled", "disabled_ground"), ("text", "liquid"), ("muted", "window"),
    ):  # fmt: skip
        assert contrast(getattr(roles, words), getattr(roles, ground)) >= 4.5, (words, ground)


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_controls_have_a_contrast_of_at_least_three(roles):
    for ground in ("window", "surface", "field", "desk"):
        assert contrast(roles.control, getattr(roles, ground)) >= 3, ground


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_a_palette_tells_which_roles_made_it_stale_or_not(roles):
    assert roles_of(palette_of(roles)) is roles
    assert roles_of(stale_palette(roles)) is roles


def test_every_role_is_a_colour():
    for roles in (LIGHT, DARK):
        assert all(QColor(colour).isValid() for colour in roles)


def test_figures_are_equally_wide(qapp):
    for kind in (Type.CAPTION, Type.BODY, Type.STRONG):
        metrics = QFontMetricsF(font(kind))
        assert metrics.horizontalAdvance("111111") == pytest.approx(metrics.horizontalAdvance("888888"))


def test_type_keeps_its_ratios_and_is_never_smaller_than_nine_points(qapp):
    assert font(Type.BODY).pointSizeF() >= 10
    assert font(Type.CAPTION).pointSizeF() >= 9
    assert font(Type.NUMBER).pointSizeF() / font(Type.BODY).pointSizeF() == pytest.approx(2.2)


def test_a_parents_palette_reaches_its_children_under_the_style_sheet(qapp, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    label = QLabel("101 mg")
    QVBoxLayout(parent).addWidget(label)
    parent.show()
    assert QApplication.styleSheet(qapp)
    parent.setPalette(stale_palette(LIGHT))
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(LIGHT.muted)


def test_the_theme_reaches_everything_by_palette(qapp, open_window):
    page = open_window()
    for roles in (DARK, LIGHT):
        apply_theme(qapp, roles)
        qapp.processEvents()
        other = [widget.objectName() for widget in page.window.findChildren(QWidget) if roles_of(widget.palette()) is not roles]
        assert other == []
