from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from ldn_calc.documents.drawing.drawings import MILLIMETRE, OnPaper, OnScreen, capsule_drawing, is_life_size, syringe_drawing
from ldn_calc.documents.drawing.shapes import Drawing, Line, Polygon, Rect, Role, Run, Words
from ldn_calc.documents.drawing.typeset import line_width
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.formulary.records import Syringe
from ldn_calc.quantities.text import decimal_text
from ldn_calc.quantities.values import Volume

SYRINGES = shipped_formulary().syringes
LARGE_PRINT = OnPaper(numbers=15.0, words=18.0)
STYLES = (OnPaper(), OnScreen(415.0), OnScreen(300.0))


def drawn(syringe: Syringe, mark: str | None, style: OnPaper | OnScreen | None = None) -> Drawing:
    volume = Volume(Fraction(mark)) if mark else None
    caption = (Run("Fill to "), Run(f"{mark} mL", bold=True)) if mark else ()
    return syringe_drawing(
        syringe.capacity, syringe.step, syringe.numbered, syringe.scale_millimetres, volume, caption, style or OnPaper()
    )


def marks(drawing: Drawing) -> list[Line]:
    return [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.stroke is Role.MARK]


def number_at(drawing: Drawing, text: str) -> Words:
    (found,) = (shape for shape in drawing.shapes if isinstance(shape, Words) and shape.runs[0].text == text)
    return found


def seal(drawing: Drawing) -> Rect:
    (found,) = (shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.fill is Role.SEAL)
    return found


@pytest.mark.parametrize("syringe", SYRINGES, ids=lambda syringe: syringe.name)
def test_on_paper_the_scale_is_as_long_as_the_syringes_own(syringe):
    lines = marks(drawn(syringe, None))
    assert (lines[-1].x1 - lines[0].x1) / MILLIMETRE == pytest.approx(syringe.scale_millimetres)
    assert len(lines) == int(syringe.capacity / syringe.step) + 1


def test_on_the_screen_it_says_that_it_is_not_to_scale_and_on_paper_the_caption_does():
    for style in STYLES:
        said = [shape.runs[0].text for shape in drawn(SYRINGES[1], "1.5", style).shapes if isinstance(shape, Words)]
        assert ("not to scale" in said) is isinstance(style, OnScreen)


def test_the_three_millilitre_syringe_has_the_parts_of_its_row():
    drawing = drawn(SYRINGES[1], "1.5")
    lines = marks(drawing)
    assert (lines[30].x1 - lines[0].x1) / MILLIMETRE == pytest.approx(50.9)
    assert (lines[1].x1 - lines[0].x1) / MILLIMETRE == pytest.approx(1.697, abs=0.001)
    assert lines[0].x1 / MILLIMETRE == pytest.approx(11)
    assert [round((line.y1 - line.y2) / MILLIMETRE, 1) for line in lines[:6]] == [5.2, 2.8, 2.8, 2.8, 2.8, 5.2]
    assert seal(drawing).down / MILLIMETRE == pytest.approx(11.06, abs=0.05)
    assert seal(drawing).across / MILLIMETRE == pytest.approx(3.2)


@pytest.mark.parametrize("style", STYLES, ids=str)
@pytest.mark.parametrize(("place", "mark"), [(0, "0.37"), (1, "0.2"), (1, "1.5"), (1, "3"), (2, "4.2"), (3, "7.4")])
def test_the_front_edge_of_the_seal_stands_on_the_dose(place, mark, style):
    syringe = SYRINGES[place]
    drawing = drawn(syringe, mark, style)
    lines = marks(drawing)
    dose = lines[int(Volume(Fraction(mark)) / syringe.step)].x1
    assert seal(drawing).x == pytest.approx(dose)
    (liquid,) = (shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.fill is Role.LIQUID)
    assert liquid.x + liquid.across == pytest.approx(dose)
    pointer = [
        shape
        for shape in drawing.shapes
        if isinstance(shape, Polygon) and shape.fill in {Role.DOSE, Role.FLAG} and len(shape.points) == 3
    ]
    assert pointer[0].points[2][0] == pytest.approx(dose)


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_numbers_stand_under_the_marks_of_the_formularys_row_and_the_doses_is_bold(style):
    drawing = drawn(SYRINGES[1], "1.5", style)
    lines = marks(drawing)
    for place, text in ((5, "0.5"), (10, "1"), (15, "1.5"), (30, "3")):
        assert number_at(drawing, text).x == pytest.approx(lines[place].x1)
        assert number_at(drawing, text).runs[0].bold == (text == "1.5")


@pytest.mark.parametrize("style", [*STYLES, LARGE_PRINT], ids=str)
@pytest.mark.parametrize("syringe", SYRINGES, ids=lambda syringe: syringe.name)
def test_numbers_never_touch_and_the_doses_is_always_there(syringe, style):
    for place in range(1, int(syringe.capacity / syringe.numbered) + 1):
        dose = syringe.numbered * place
        drawing = drawn(syringe, str(dose.millilitres), style)
        line = max(shape.y for shape in drawing.shapes if isinstance(shape, Words) and shape.runs[0].text != "not to scale")
        row = [shape for shape in drawing.shapes if isinstance(shape, Words) and shape.y == line and shape.runs[0].text != "mL"]
        texts = [shape.runs[0].text for shape in row]
        assert decimal_text(dose.millilitres) in texts
        beside_the_last = place == int(syringe.capacity / syringe.numbered) - 1
        assert beside_the_last or decimal_text(syringe.capacity.millilitres) in texts
        for left, right in pairwise(sorted(row, key=lambda shape: shape.x)):
            widths = [line_width(shape.runs, shape.size) for shape in (left, right)]
            assert right.x - left.x - sum(widths) / 2 > 2.5, texts


@pytest.mark.parametrize("style", STYLES, ids=str)
@pytest.mark.parametrize("syringe", SYRINGES, ids=lambda syringe: syringe.name)
def test_every_shape_lies_inside_the_drawing(syringe, style):
    for mark in (syringe.step, syringe.capacity):
        drawing = drawn(syringe, str(mark.millilitres), style)
        for shape in drawing.shapes:
            match shape:
                case Line():
                    points = [(shape.x1, shape.y1), (shape.x2, shape.y2)]
                case Rect():
                    points = [(shape.x, shape.y), (shape.x + shape.across, shape.y + shape.down)]
                case Polygon():
                    points = list(shape.points)
                case Words():
                    points = [(shape.x, shape.y - shape.size), (shape.x, shape.y)]
            for x, y in points:
                assert -0.01 <= x <= drawing.width + 0.01
                assert -0.01 <= y <= drawing.height + 0.01


def test_a_scale_over_75_millimetres_is_drawn_smaller():
    volumes = (Volume.of(20), Volume.of(1), Volume.of(5))
    lines = marks(syringe_drawing(*volumes, 90.0, Volume.of(10), (), OnPaper()))
    assert (lines[-1].x1 - lines[0].x1) / MILLIMETRE == pytest.approx(75)
    assert not is_life_size(90.0)
    assert all(is_life_size(syringe.scale_millimetres) for syringe in SYRINGES)


def test_on_the_screen_the_drawing_is_as_wide_as_asked():
    for syringe in SYRINGES:
        assert drawn(syringe, str(syringe.step.millilitres), OnScreen(415.0)).width == 415.0


def test_a_draw_over_the_syringes_capacity_is_refused():
    with pytest.raises(ValueError, match="does not go into"):
        drawn(SYRINGES[1], "3.1")


def test_a_capsule_is_life_size_and_shows_where_the_cap_ends():
    shell = shipped_formulary().shells["3"]
    drawing = capsule_drawing(shell.length_millimetres, shell.width_millimetres, 2)
    halves = [shape for shape in drawing.shapes if isinstance(shape, Polygon)]
    assert [half.fill for half in halves] == [Role.BODY, Role.CAP, Role.BODY, Role.CAP]
    across = [x for half in halves[:2] for x, _ in half.points]
    down = [y for half in halves[:2] for _, y in half.points]
    assert (max(across) - min(across)) / MILLIMETRE == pytest.approx(15.9)
    assert (max(down) - min(down)) / MILLIMETRE == pytest.approx(5.8)
    assert drawing.width / MILLIMETRE == pytest.approx(2 * 15.9 + 3, abs=0.5)
