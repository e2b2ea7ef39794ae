"""Drawings on the screen: every role has a colour that can be seen, words stay inside, the drawing follows its width."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from window_drivers.planned import sample

from ldn_calc.application.papers.drawings import dose_drawings
from ldn_calc.documents.drawing.shapes import Anchor, Drawing, Line, Polygon, Rect, Role, Words
from ldn_calc.documents.words.runs import run
from ldn_calc.formulary.formulary import shipped_formulary
from ui.compound.plan.rows import dose_rows, drawing_captions
from ui.kit.drawing_view import DrawingView, paint_drawing, palette_for
from ui.kit.style import Type, font
from ui.kit.theme import DARK, LIGHT

BOTH = pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@BOTH
@pytest.mark.parametrize("stale", [False, True])
def test_every_role_has_a_colour_and_marks_can_be_read_on_the_liquid(qapp, roles, stale):
    colours = palette_for(roles, stale=stale)
    assert set(colours) == set(Role)
    ground = QColor(roles.window if stale else roles.surface)
    assert contrast(colours[Role.TEXT], ground) >= 4.5
    assert contrast(colours[Role.MARK], colours[Role.LIQUID]) >= 4
    assert contrast(colours[Role.FLAG_TEXT], colours[Role.FLAG]) >= 4.5
    assert contrast(colours[Role.DOSE], ground) >= 3


def painted(drawing: Drawing, roles=LIGHT) -> QImage:
    image = QImage(round(drawing.width), round(drawing.height), QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    painter = QPainter(image)
    paint_drawing(painter, drawing, palette_for(roles, stale=False), font(Type.CAPTION))
    painter.end()
    return image


def test_each_shape_is_painted_in_its_roles_colour(qapp):
    drawing = Drawing(
        100,
        40,
        (
            Rect(0, 0, 20, 40, Role.LIQUID),
            Polygon(((40, 0), (60, 0), (60, 40), (40, 40)), Role.SEAL),
            Line(80.3, 0, 80.3, 40, 1, Role.MARK),
        ),
    )
    image = painted(drawing)
    assert image.pixelColor(10, 20) == QColor(LIGHT.liquid)
    assert image.pixelColor(50, 20) == QColor(LIGHT.muted)
    assert image.pixelColor(80, 20) == QColor(LIGHT.text)
    assert image.pixelColor(79, 20) == image.pixelColor(81, 20) == QColor("#ff00ff")


@pytest.mark.parametrize("x", [0, 60, 120])
def test_a_flag_at_the_edge_moves_inside_box_and_all(qapp, x):
    words = Words(x, 20, run("fill to 3 mL", bold=True), 12, Role.FLAG_TEXT, Anchor.MIDDLE, Role.FLAG, 8)
    image = painted(Drawing(120, 30, (words,)))
    flag = [at for at in range(image.width()) if image.pixelColor(at, 9) == QColor(LIGHT.accent)]
    assert flag[0] >= 0
    assert len(flag) > 80
    assert flag[-1] < image.width()


def test_the_drawing_follows_the_width_of_its_column(qtbot):
    planned = sample("01")
    row = dose_rows(planned.proved)[0]
    captions = drawing_captions(planned.proved, row)
    view = DrawingView()
    qtbot.addWidget(view)
    widths = []

    def make(width, size):
        widths.append(width)
        return dose_drawings(planned.proved, row.dose, captions, width, size, shipped_formulary())

    view.resize(360, 200)
    view.show()
    view.set_drawings(make, "words")
    view.resize(500, 200)
    QTest.qWait(0)
    assert {360.0, 500.0} <= set(widths)
    assert view.accessibleName() == "words"
    assert view.heightForWidth(500) == view.heightForWidth(360)


@pytest.mark.parametrize("number", ["01", "02", "03", "04", "05", "12", "13"])
@pytest.mark.parametrize("width", [336.0, 896.0])
def test_every_dose_of_the_samples_can_be_drawn_no_wider_than_its_column(number, width):
    plan = sample(number).proved
    for row in dose_rows(plan):
        captions = drawing_captions(plan, row)
        drawings = dose_drawings(plan, row.dose, captions, width, 12, shipped_formulary())
        assert len(drawings) == len(captions)
        assert all(drawing.width <= width + 1 for drawing in drawings)
