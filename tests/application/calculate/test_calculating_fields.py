"""Fields of the Calculators page: what waits while one types, and dates as people write them."""

from datetime import date

import pytest

from ldn_calc.application.calculate.calculating import CalculationError, calculate, calculators
from ldn_calc.application.calculate.fields import example_words, read_input
from ldn_calc.application.calculate.weights_drawing import plot_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("mass", "6"), ("mass", "6 m"), ("mass", "0."), ("volume", "5 m"), ("strength", "1 mg/"), ("percent", "5"),
        ("density", "0.7 g/"), ("amount", "100 m"), ("number", "2."), ("weights", "180, 17"), ("weights", "180\n"),
        ("date", "22 No"), ("dates", "22 Nov 2026, 1 D"), ("regimen", "1.5 mg x"),
    ],
)  # fmt: skip
def test_a_text_that_can_become_right_is_unfinished(kind, text):
    assert read_input(kind, text, TODAY).unfinished


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("mass", "6 cc"),
        ("mass", "six"),
        ("weights", "180, 1x8, 17"),
        ("density", "0.7 kg"),
        ("count", "6x"),
        ("dates", "9/11/2026, 1 D"),
    ],
)
def test_a_text_that_cannot_become_right_speaks_at_once(kind, text):
    assert not read_input(kind, text, TODAY).unfinished


def test_every_example_is_read_as_it_is_shown():
    for calculator in calculators():
        for asked in calculator.inputs:
            shown = example_words(asked.kind, asked.example)
            reading = read_input(asked.kind, shown, TODAY)
            assert reading.error is None, (calculator.name, asked.key)
            assert reading.value == asked.example


def test_a_list_of_dates_names_the_one_that_cannot_be_read():
    assert read_input("dates", "31 Jan 2027, 31 Mar 2028", TODAY).value == "2027-01-31, 2028-03-31"
    assert read_input("dates", "9/11/2026, 31 Mar 2028", TODAY).error.startswith("9 Nov or 11 Sep 2026?")


def test_the_plot_holds_capsules_against_what_the_calculator_holds_them_against():
    found = calculate("capsule-weights", {"shell": "48 mg", "fill": "131.5 mg", "weights": "180, 199, 161.55, 160"})
    plot = plot_of(found)
    assert list(plot.outside()) == found.result["outside"] == [2, 4]
    assert plot.words().startswith("4 weights, target 179.5 mg, ")


def test_the_plot_shows_net_contents_where_these_decide():
    intact = ["100"] * 18 + ["80", "120"]
    first = calculate("capsule-quality", {"weights": ", ".join(intact)})
    assert list(plot_of(first).outside()) == first.result["outside"] == [19, 20]
    second = calculate("capsule-quality", {"weights": ", ".join(intact), "net": ", ".join(["50"] * 19 + ["60"])})
    assert list(plot_of(second).outside()) == second.result["over_10"] == [20]


def test_calculations_without_weights_have_no_plot():
    assert plot_of(calculate("weighing-error", {"sensitivity": "6 mg", "mass": "50 mg"})) is None
    assert plot_of(calculate("capsule-weights", {"shell": "48 mg", "fill": "131.5 mg"})) is None


def test_weights_that_are_not_twenty_are_a_fault_of_their_field():
    with pytest.raises(CalculationError) as raised:
        calculate("capsule-quality", {"weights": "180, 181"})
    assert [(fault.key, fault.expected) for fault in raised.value.faults] == [("weights", "20 weights")]
