"""The plot of capsule weights: every capsule at its weight, those outside told by shape and word."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ldn_calc.documents.drawing.shapes import Line, Polygon, Role, Words
from ldn_calc.documents.drawing.weights_plot import WeightsPlot, weights_plot
from ldn_calc.quantities.values import Mass


def plot_of(*milligrams: str, target: str | None = "100") -> WeightsPlot:
    weights = tuple(Mass(Fraction(each)) for each in milligrams)
    mean = Mass(sum((each.milligrams for each in weights), Fraction(0)) / len(weights))
    held = Mass(Fraction(target)) if target else None
    centre = held or mean
    return WeightsPlot(weights, held, mean, centre * Fraction(9, 10), centre * Fraction(11, 10))


def words_of(plot: WeightsPlot, width: float = 400.0) -> list[str]:
    return ["".join(run.text for run in shape.runs) for shape in weights_plot(plot, width, 10.0).shapes if isinstance(shape, Words)]


def dots(plot: WeightsPlot, width: float = 400.0) -> list[Polygon]:
    return [shape for shape in weights_plot(plot, width, 10.0).shapes if isinstance(shape, Polygon)]


def middle(shape: Polygon) -> tuple[float, float]:
    across, down = [x for x, _ in shape.points], [y for _, y in shape.points]
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2


def test_every_capsule_is_drawn_in_its_order_and_heavier_ones_higher():
    drawn = [middle(each) for each in dots(plot_of("100", "104", "96", "101"))]
    assert [x for x, _ in drawn] == sorted(x for x, _ in drawn)
    heights = [-y for _, y in drawn]
    assert sorted(range(4), key=heights.__getitem__) == [2, 0, 3, 1]


def test_a_capsule_on_a_limit_is_inside():
    plot = plot_of("90", "110", "89.99", "110.01")
    assert plot.outside() == {3: "below", 4: "above"}


def test_those_outside_are_triangles_that_point_their_way_with_number_and_word():
    plot = plot_of("100", "85", "100", "100", "100", "120")
    shapes = dots(plot)
    assert [len(each.points) for each in shapes] == [16, 3, 16, 16, 16, 3]
    below, above = shapes[1], shapes[5]
    assert below.points[2][1] > below.points[0][1]
    assert above.points[2][1] < above.points[0][1]
    assert {"2 below", "6 above"} <= set(words_of(plot))


def test_target_mean_and_limits_stand_beside_their_lines():
    plot = plot_of("100", "103")
    said = words_of(plot)
    for words in ("+10 %  110 mg", "−10 %  90 mg", "target  100 mg", "mean  101.5 mg"):
        assert words in said
    lines = {(shape.width, shape.stroke) for shape in weights_plot(plot, 400.0, 10.0).shapes if isinstance(shape, Line)}
    assert {(2.0, Role.DOSE), (1.0, Role.OUTLINE), (1.25, Role.OUTLINE)} <= lines


def test_without_a_target_the_limits_are_about_the_mean():
    plot = plot_of("100", "104", target=None)
    assert not any(words.startswith("target") for words in words_of(plot))
    assert plot.words() == "2 weights, mean 102 mg, limits 91.8 mg to 112.2 mg. All 2 inside the limits."


def test_where_many_are_outside_the_sentence_still_names_them_all():
    plot = plot_of(*["50"] * 40, target="100")
    assert plot.outside_words() == f"Outside the limits: number {', '.join(f'{number} below' for number in range(1, 41))}."
    assert "1 below" not in words_of(plot)


def test_nothing_to_draw_is_an_error():
    empty = WeightsPlot((), None, Mass.of(1), Mass.of(1), Mass.of(1))
    with pytest.raises(ValueError, match="no weights"):
        weights_plot(empty, 400.0, 10.0)


@example([1] * 19, 911, 240.0)
@given(
    st.lists(st.integers(1, 10_000), min_size=1, max_size=60),
    st.integers(1, 10_000),
    st.sampled_from((240.0, 400.0, 900.0)),
)
def test_everything_lies_inside_the_drawing_and_no_two_words_touch(weights, target, width):
    plot = plot_of(*map(str, weights), target=str(target))
    drawing = weights_plot(plot, width, 10.0)
    beside = []
    for shape in drawing.shapes:
        if isinstance(shape, Polygon):
            assert all(0 <= x <= width and 0 <= y <= drawing.height for x, y in shape.points)
        elif isinstance(shape, Words):
            assert 0 <= shape.y <= drawing.height
            if shape.x > width / 2 and shape.role is Role.TEXT and not shape.runs[0].text[0].isdigit():
                beside.append(shape.y)
    assert all(later - earlier >= 11.9 for earlier, later in zip(sorted(beside), sorted(beside)[1:], strict=False))
