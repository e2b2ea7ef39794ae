"""What a balance may weigh: published minimum weighable quantities."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Balance, Preparation
from ldn_calc.planning.weighing import balance_of, on_balance
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.quantities.values import Mass, Share


def mg(text: str) -> Mass:
    return Mass(Fraction(text))


def minimum(error: str, **figures: Mass) -> Mass:
    preparation = Preparation(balance=Balance(**figures), weighing_error=Share.percent(Fraction(error)))
    return balance_of(preparation, shipped_formulary()).minimum


@pytest.mark.parametrize(
    ("sensitivity", "error", "published"),
    [("6", "5", "120"), ("6", "1", "600"), ("10", "5", "200")],  # V1, V2, V3
)
def test_minimum_is_sensitivity_over_error(sensitivity, error, published):
    assert minimum(error, readability=mg("1"), sensitivity=mg(sensitivity)) == mg(published)


def test_a_minimum_that_does_not_fall_on_a_reading_is_rounded_up():
    assert minimum("3", readability=mg("0.1"), sensitivity=mg("2.5")) == mg("83.4")  # V4: 83.333 mg


@pytest.mark.parametrize(("repeatability", "published"), [("0.041", "82"), ("0.01", "82"), ("0.12", "240")])  # V7
def test_usp_41_minimum_is_two_repeatabilities_over_the_error(repeatability, published):
    assert minimum("0.1", readability=mg("0.1"), repeatability=mg(repeatability)) == mg(published)


def test_a_tie_on_the_balance_goes_up():
    assert on_balance(mg("100.5"), BalanceInstrument(mg("1"), mg("50"))) == mg("101")
