"""The error budget as bars: they say what the result says, fit their room, and are told apart without colour."""

import copy
from fractions import Fraction

import pytest
from window_drivers.planned import sample

from ldn_calc.documents.drawing.budget_chart import MOST_BARS, Kind, budget_bars, budget_chart, error_words
from ldn_calc.documents.drawing.shapes import Rect, Words
from ldn_calc.documents.words.runs import plain
from ldn_calc.quantities.shown import shown_in


def budget(number):
    return copy.deepcopy(sample(number).result["error_budget"])


def measure(words):
    return 5.0 * len(words)


def of(worst, kind="strength", step=1, words="weighing"):
    return {"from": words, "of": kind, "step": step, "standard": worst, "worst_case": worst}


@pytest.mark.parametrize("number", ["01", "02", "03", "05", "06", "07", "14", "23"])
def test_every_contribution_to_the_strength_has_its_bar_with_its_words_and_percent(number):
    found = budget(number)
    bars = {(bar.words, bar.percent) for bar in budget_bars(found)}
    ranked = [each for each in found["contributions"] if each["of"] == "strength"]
    assert ranked
    for each in ranked:
        assert (f"Step {each['step']}: {shown_in(each['from'])}", each["worst_case"]) in bars


def test_the_bars_keep_the_budgets_rank_and_doses_that_are_alike_are_one():
    bars = budget_bars(budget("03"))
    assert [bar.percent for bar in bars] == ["5 %", "1.69 %", "1.64 %"]
    assert bars[0].words == "Drawing 0.5 mL with the 1 mL oral syringe; 4 other doses the same"
    assert [bar.kind for bar in bars] == [Kind.DOSE, Kind.STRENGTH, Kind.STRENGTH]


def test_two_doses_alike_are_counted_in_the_singular():
    contributions = [of("5 %", "dose", None, "drawing 1 mL"), of("5 %", "dose", None, "drawing 2 mL"), of("5 %")]
    found = budget("01") | {"contributions": contributions}
    assert [bar.words for bar in budget_bars(found)] == ["Drawing 1 mL; 1 other dose the same", "Step 1: weighing"]


def test_what_is_over_six_is_summed_in_one_bar_but_never_a_single_one():
    seven = [of(f"{number} %") for number in range(9, 2, -1)]
    found = budget("01")
    assert len(budget_bars(found | {"contributions": seven})) == MOST_BARS + 1
    bars = budget_bars(found | {"contributions": [*seven, of("0.25 %")]})
    assert len(bars) == MOST_BARS + 1
    assert (bars[-1].words, bars[-1].percent, bars[-1].kind) == ("2 smaller ones together, at most", "3.25 %", Kind.REST)
    assert sum(bar.share for bar in bars) == Fraction(4225, 10000)


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    bars = budget_bars(budget("03"))
    drawing = budget_chart(bars, 400, 12, measure)
    lengths = [shape.across + 1 for shape in drawing.shapes if isinstance(shape, Rect) and shape.x == 0.5][: len(bars)]
    for bar, length in zip(bars, lengths, strict=True):
        assert length == pytest.approx(400 * float(bar.share / bars[0].share), abs=0.01)


@pytest.mark.parametrize("width", [200, 240, 416, 900])
@pytest.mark.parametrize("number", ["03", "05", "07", "23"])
def test_words_and_percents_stay_inside_and_never_meet(number, width):
    drawing = budget_chart(budget_bars(budget(number)), width, 12, measure)
    words = [shape for shape in drawing.shapes if isinstance(shape, Words)]
    for shape in words:
        if shape.anchor.value == "end":
            beside = [each for each in words if each.y == shape.y and each is not shape]
            assert all(each.x + measure(plain(each.runs)) < shape.x - measure(plain(shape.runs)) for each in beside)
        assert shape.y <= drawing.height
    said = " ".join(plain(each.runs) for each in words)
    for bar in budget_bars(budget(number)):
        assert error_words(bar.percent) in said


def test_an_error_of_the_strength_and_one_of_a_dose_differ_without_colour():
    drawing = budget_chart(budget_bars(budget("07")), 400, 12, measure)
    fills = {shape.fill for shape in drawing.shapes if isinstance(shape, Rect)}
    assert len(fills) == 2
    said = " ".join(plain(each.runs) for each in drawing.shapes if isinstance(each, Words))
    assert Kind.STRENGTH.value in said
    assert Kind.DOSE.value in said
    assert Kind.REST.value not in said


def test_a_tiny_error_is_not_given_false_digits():
    assert error_words("0.00769 %").replace("\u00a0", " ") == "under 0.1 %"
    assert error_words("0.1 %").replace("\u00a0", " ") == "± 0.1 %"
