"""The fewest capsules of given strengths, and the strengths that serve doses, against going through all there are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ldn_calc.order.prescription import Take, When
from ldn_calc.planning.strengths import choice_of, fewest_capsules, strength_choices
from ldn_calc.planning.supply import DoseRun
from ldn_calc.quantities.values import Mass


def milligrams(found):
    return None if found is None else {str(strength.milligrams): count for strength, count in found.items()}


def runs(*doses):
    day = date(2026, 11, 22)
    return [DoseRun(1, Take(Mass(Fraction(dose)), When.BEDTIME), count, day, day) for dose, count in doses]


@pytest.mark.parametrize(
    ("dose", "strengths", "counts"),
    [
        ("11/2", ("1/2", "9/2"), {"9/2": 1, "1/2": 2}),
        ("7", ("1", "3", "4"), {"4": 1, "3": 1}),
        ("6", ("1", "3", "4"), {"3": 2}),
        ("3", ("5/2", "3/2", "1/2"), {"3/2": 2}),
        ("5/4", ("1/2", "1/4"), {"1/2": 2, "1/4": 1}),
        ("1/3", ("1/6",), {"1/6": 2}),
        ("9/2", ("9/2", "3/2"), {"9/2": 1}),
        ("1", ("3/2", "3"), None),
        ("5/4", ("1/2",), None),
        ("7/2", ("3", "2"), None),
        ("1", ("3", "2"), None),
    ],
)
def test_the_fewest_capsules(dose, strengths, counts):
    found = fewest_capsules(Mass(Fraction(dose)), [Mass(Fraction(each)) for each in strengths])
    assert milligrams(found) == counts


def test_strengths_too_fine_to_go_through_are_refused_and_the_finest_that_are_not():
    assert milligrams(fewest_capsules(Mass.of(100_000), [Mass.of(1)])) == {"1": 100_000}
    with pytest.raises(ValueError, match="too fine"):
        fewest_capsules(Mass.of(100_001), [Mass.of(1)])


@pytest.mark.parametrize(
    ("doses", "most", "easy", "usual", "strengths", "ways"),
    [
        ((("1.5", 14), ("3", 14), ("4.5", 14)), 3, None, (), ["3/2"], {"3/2": (1,), "3": (2,), "9/2": (3,)}),
        ((("1", 7), ("4.5", 7)), 4, 3, (), ["9/2", "1"], {"1": (0, 1), "9/2": (1, 0)}),
        ((("0.7", 7), ("1.1", 7), ("1.8", 7)), 4, 3, (), ["11/10", "7/10"], {"7/10": (0, 1), "11/10": (1, 0), "9/5": (1, 1)}),
        ((("1", 7), ("4", 7)), 4, 3, (), ["4", "1"], {"1": (0, 1), "4": (1, 0)}),
        ((("3", 7),), 2, None, ("1.5",), ["3"], {"3": (1,)}),
        ((("0.5", 7), ("1.7", 7), ("2.9", 7), ("4.3", 7)), 4, 3, (), None, None),
    ],
)
def test_the_best_strengths_for_doses(doses, most, easy, usual, strengths, ways):
    found = strength_choices(runs(*doses), most, easy, [Mass(Fraction(each)) for each in usual])
    if strengths is None:
        assert found == []
        return
    assert [str(each.milligrams) for each in found[0].strengths] == strengths
    assert {str(dose.milligrams): way for dose, way in found[0].counts.items()} == ways
    taken = [sum(ways[str(Fraction(dose))][at] * count for dose, count in doses) for at in range(len(strengths))]
    assert list(found[0].capsules(runs(*doses))) == taken


def test_every_choice_makes_up_every_dose_with_no_more_capsules_than_allowed_and_uses_each_strength():
    for most in (1, 2, 3, 4):
        for choice in strength_choices(runs(("0.5", 7), ("1", 7), ("2.5", 7), ("4", 7)), most):
            assert list(choice.strengths) == sorted(choice.strengths, reverse=True, key=lambda each: each.milligrams)
            assert all(each.milligrams > 0 for each in choice.strengths)
            for dose, way in choice.counts.items():
                made = sum(count * each.milligrams for count, each in zip(way, choice.strengths, strict=True))
                assert made == dose.milligrams
                assert 1 <= sum(way) <= most
            assert all(choice.capsules(runs(("0.5", 7), ("1", 7), ("2.5", 7), ("4", 7))))


def test_strengths_asked_for_serve_every_dose_or_none():
    def asked(*strengths):
        found = choice_of(runs(("1.5", 7), ("4.5", 7)), [Mass(Fraction(each)) for each in strengths], 3)
        return [[str(each.milligrams) for each in choice.strengths] for choice in found]

    assert asked("1.5") == [["3/2"]]
    assert asked("1.5", "3") == [["3", "3/2"]]
    assert asked("1.5", "2") == [] == asked("1")
