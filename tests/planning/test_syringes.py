"""Draws: marks, two draws, midpoints, and what no syringe measures."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.planning.syringes import Fit, draw_up
from ldn_calc.quantities.values import Volume

SYRINGES = shipped_formulary().syringes


@pytest.mark.parametrize(
    ("volume", "syringe", "draws", "fit"),
    [
        ("0.5", "1 mL oral syringe", ["0.5"], Fit.MARK),
        ("1", "1 mL oral syringe", ["1"], Fit.MARK),
        ("1.5", "3 mL oral syringe", ["1.5"], Fit.MARK),
        ("4", "5 mL oral syringe", ["4"], Fit.MARK),
        ("4.5", "3 mL oral syringe", ["3", "1.5"], Fit.TWO_DRAWS),  # V38: never 4.4 mL, what round-half-even would give
        ("1.25", "1 mL oral syringe", ["1", "0.25"], Fit.TWO_DRAWS),
        ("2.25", "3 mL oral syringe", ["2.25"], Fit.MIDPOINT),
        ("6.5", "10 mL oral syringe", ["6.5"], Fit.MIDPOINT),
    ],
)
def test_a_volume_is_drawn_with_the_smallest_syringe_that_shows_it(volume, syringe, draws, fit):
    found = draw_up(Volume(Fraction(volume)), SYRINGES)
    assert found is not None
    assert [each.millilitres for each in found.draws] == [Fraction(each) for each in draws]
    assert (found.syringe.name, found.fit) == (syringe, fit)


@given(st.integers(1, 2000))
def test_the_draws_always_add_up_to_the_volume(hundredths):
    volume = Volume(Fraction(hundredths, 100))
    found = draw_up(volume, SYRINGES)
    if found is not None:
        assert sum(found.draws, Volume.of(0)) == volume
        assert all(draw <= found.syringe.capacity for draw in found.draws)
