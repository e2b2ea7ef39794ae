"""Draws: marks, two draws, midpoints, and what no syringe measures."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.planning.syringes import Fit, draw_all, draw_up
from ldn_calc.quantities.values import Share, Volume

SYRINGES = shipped_formulary().syringes
FIGURES = shipped_formulary().syringe_tolerance


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


def together(*volumes, growth=33):
    wanted = [Volume(Fraction(each)) for each in volumes]
    found = draw_all(wanted, SYRINGES, FIGURES, Share.percent(growth), Volume(Fraction("0.2")))
    return [None if each is None else each.syringe.name for each in found]


@pytest.mark.parametrize(
    ("volumes", "syringes"),
    [
        (("2", "4"), ["5 mL oral syringe"] * 2),
        (("1", "2", "3"), ["3 mL oral syringe"] * 3),  # 1 mL within 6.5 % in place of 5 %: less than a third more
        (("0.5", "1.5"), ["1 mL oral syringe", "3 mL oral syringe"]),  # 11 % in place of 5 %
        (("0.15", "1.5"), ["1 mL oral syringe", "3 mL oral syringe"]),  # 0.15 mL is no mark of the 3 mL syringe
        (("3.5", "4"), ["3 mL oral syringe", "5 mL oral syringe"]),  # 4 mL would be two draws where it is one
        (("1", "25"), ["1 mL oral syringe", None]),
    ],
)
def test_all_volumes_are_drawn_with_one_syringe_where_that_costs_little(volumes, syringes):
    assert together(*volumes) == syringes


def test_how_much_one_syringe_may_cost_is_the_policys():
    assert together("1", "2", "3", growth=29) == ["1 mL oral syringe", "3 mL oral syringe", "3 mL oral syringe"]
    assert together("1", "2", "3", growth=30) == ["3 mL oral syringe"] * 3


@given(st.lists(st.integers(20, 500), min_size=1, max_size=5))
def test_one_syringe_for_all_never_makes_a_draw_worse_than_the_policy_allows(hundredths):
    volumes = [Volume(Fraction(each, 100)) for each in hundredths]
    alone = [draw_up(volume, SYRINGES) for volume in volumes]
    found = draw_all(volumes, SYRINGES, FIGURES, Share.percent(33), Volume(Fraction("0.2")))
    for one, other, volume in zip(found, alone, volumes, strict=True):
        assert (one is None) is (other is None)
        if one is not None and other is not None:
            assert sum(one.draws, Volume.of(0)) == volume
            assert one.fit.value <= other.fit.value
            assert one.error(FIGURES) <= max(each.error(FIGURES) for each in alone if each is not None) * Fraction(133, 100)
