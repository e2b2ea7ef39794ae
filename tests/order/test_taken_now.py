from fractions import Fraction

import pytest
from order_support import codes, findings, regimen

from ldn_calc.findings import Severity
from ldn_calc.order.taken_now import dose_said
from ldn_calc.quantities.values import Mass


@pytest.mark.parametrize(
    ("said", "milligrams"),
    [
        ("naltrexone 1.5 mg", "3/2"),
        ("LDN 1.5mg nightly", "3/2"),
        ("naltrexona 1,5 mg al acostarse", "3/2"),
        ("naltrexone 500 mcg", "1/2"),
        ("naltrexona 500 microgramos", "1/2"),
        ("3 x 1.5 mg naltrexone", "9/2"),
        ("naltrexone 1.5 mg x 3", "9/2"),
        ("naltrexone 1.5 mg x 3 days", "3/2"),
        ("naltrexone 1.5 mg x 30 days", "3/2"),
        ("LDN 1.5 mg twice a day", "3"),
        ("naltrexona 1.5 mg dos veces al día", "3"),
        ("LDN 1.5 mg BID", "3"),
        ("LDN 1.5 mg then 3 mg", "3/2"),
        ("LDN 3 mL", None),
        ("LDN 1 mg/mL", None),
        ("LDN 1 mg / mL, 3 mL", None),
        ("LDN 1 mg per mL", None),
        ("LDN 1 mg por mL", None),
        ("low dose naltrexone", None),
    ],
)
def test_the_milligrams_of_a_day_are_read_and_milliliters_are_not_guessed(said, milligrams):
    assert dose_said(said) == (Mass(Fraction(milligrams)) if milligrams else None)


def jumps(said, dose="4.5 mg", **changes):
    phases = regimen((30, {"bedtime": dose}))
    return "dose-jump" in codes(screening__medicines=[said], rx__regimen=phases, **changes)


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(
    ("said", "dose", "jump"),
    [
        ("naltrexone 1.5 mg", "4.5 mg", True),
        ("LDN 1.5 mg", "4.5 mg", True),
        ("naltrexona 1,5 mg", "4.5 mg", True),
        ("naltrexona en dosis bajas de 1,5 mg", "4.5 mg", True),
        ("naltrexone 1.5 mg", "3 mg", False),
        ("naltrexone 1.5 mg", "3.01 mg", True),
        ("naltrexone 0.4 mg", "1 mg", False),
        ("naltrexone 0.4 mg", "1.01 mg", True),
        ("naltrexone 3 mg", "4.5 mg", False),
        ("LDN 3 mL", "4.5 mg", False),
        ("naltrexone", "4.5 mg", False),
        ("levothyroxine 1 mg", "4.5 mg", False),
    ],
)
def test_the_dose_taken_now_is_the_phase_before(number, said, dose, jump):
    assert jumps(said, dose, fill={"number": number}, rx__refills=3) is jump


def test_naltrexone_that_was_stopped_is_not_taken_now():
    assert not jumps({"name": "naltrexone 1.5 mg", "stopped_on": "2026-11-01"})
    assert jumps({"name": "naltrexone 1.5 mg", "stopped_on": "2026-11-25"})


def test_a_titration_is_held_against_the_dose_this_fill_begins_with():
    phases = regimen((14, {"bedtime": "1.5 mg"}), (14, {"bedtime": "3 mg"}), (28, {"bedtime": "4.5 mg"}))
    base = {"screening__medicines": ["naltrexone 1.5 mg"], "rx__regimen": phases, "rx__first_dose_on": "2026-11-22"}
    assert "dose-jump" not in codes(**base, fill={"number": 2, "from_day": 15})
    assert "dose-jump" not in codes(**base, fill={"number": 2, "from_day": 28})
    [found] = [each for each in findings(**base, fill={"number": 2, "from_day": 29}) if each.code == "dose-jump"]
    assert (found.severity, found.field) == (Severity.REVIEW, "screening.medicines[0]")
    assert found.facts == {"phase": "3", "before": "1.5 mg (taken now)", "after": "4.5 mg", "when": "day"}


def test_both_doses_of_a_day_count_and_base_is_compared_as_hydrochloride():
    phases = regimen((30, {"morning": "1.5 mg", "bedtime": "2 mg"}))
    assert "dose-jump" in codes(screening__medicines=["LDN 1.5 mg"], rx__regimen=phases)
    assert jumps("LDN 1.5 mg", "2.9 mg", rx__strength_as="base")
    assert not jumps("LDN 1.5 mg", "2.7 mg", rx__strength_as="base")
