import pytest
from order_support import ABSENT, codes, document, findings, read, regimen

from ldn_calc.findings import Severity
from ldn_calc.order.fills import check_fill_strength
from ldn_calc.order.prescription import Form

LEFT_OUT, NO_DAY, NO_STRENGTH = "fill-leaves-out-days", "fill-first-day-not-given", "fill-strength-not-given"
RISING = regimen((14, {"bedtime": "1.5 mg"}), (14, {"bedtime": "3 mg"}), (28, {"bedtime": "4.5 mg"}))
STEADY = regimen((30, {"bedtime": "4.5 mg"}))


def of(phases, fill, form="liquid", first_dose_on="2026-11-22"):
    return codes(rx__regimen=phases, rx__form=form, rx__first_dose_on=first_dose_on, rx__refills=9, fill=fill)


@pytest.mark.parametrize(
    ("phases", "form", "fill", "left_out"),
    [
        (RISING, "liquid", {"number": 1, "from_day": 1}, False),
        (RISING, "liquid", {"number": 1, "from_day": 2}, True),
        (RISING, "liquid", {"number": 1, "from_day": 29}, True),
        (RISING, "capsule", {"number": 1, "from_day": 29}, True),
        (RISING, "liquid", {"number": 1, "from_day": 57, "days": 30}, True),
        (STEADY, "liquid", {"number": 1, "from_day": 5}, True),
        (RISING, "liquid", {"number": 2, "from_day": 29}, False),
        (RISING, "liquid", {"number": 2, "from_day": 36}, False),
        (RISING, "liquid", {"number": 2, "from_day": 37}, False),
        (RISING, "liquid", {"number": 2, "from_day": 38}, True),
        (RISING, "liquid", {"number": 2, "from_day": 57, "days": 30}, True),
        (RISING, "capsule", {"number": 2, "from_day": 57, "days": 30}, False),
        (RISING, "capsule", {"number": 2, "from_day": 58, "days": 30}, True),
        (RISING, "any", {"number": 2, "from_day": 57, "days": 30}, False),
        (RISING, "liquid", {"number": 3, "from_day": 57, "days": 30}, False),
        (STEADY, "liquid", {"number": 2, "from_day": 1}, False),
        (STEADY, "liquid", {"number": 2, "from_day": 31, "days": 30}, False),
        (STEADY, "liquid", {"number": 2, "from_day": 32, "days": 30}, True),
        (STEADY, "liquid", {"number": 2, "from_day": 500, "days": 30}, True),
        (STEADY, "capsule", {"number": 3, "from_day": 61, "days": 30}, False),
        (STEADY, "capsule", {"number": 3, "from_day": 62, "days": 30}, True),
        (STEADY, "capsule", {"number": 3, "from_day": 121, "days": 90}, False),
        (STEADY, "capsule", {"number": 3, "from_day": 122, "days": 90}, True),
    ],
)
def test_a_fill_that_begins_later_than_the_fills_before_can_have_reached_is_reviewed(phases, form, fill, left_out):
    assert (LEFT_OUT in of(phases, fill, form)) is left_out


def test_what_is_left_out_is_said_with_the_dose_it_would_begin_with():
    [found] = findings(rx__regimen=RISING, rx__first_dose_on="2026-11-22", fill={"number": 1, "from_day": 29})
    assert (found.code, found.severity, found.field) == (LEFT_OUT, Severity.REVIEW, "fill.from_day")
    assert found.facts == {"number": "1", "from_day": "29", "reached": "1", "before": "28", "first": "1.5 mg", "dose": "4.5 mg"}


@pytest.mark.parametrize(
    ("from_day", "given", "asked"), [(1, False, False), (1, True, False), (36, True, False), (36, False, True)]
)
def test_a_later_part_says_on_which_day_it_begins(from_day, given, asked):
    first = {"rx__first_dose_on": "2026-12-01" if given else ABSENT} if given else {}
    found = codes(rx__regimen=RISING, fill={"number": 2, "from_day": from_day}, **first)
    assert (NO_DAY in found) is asked


@pytest.mark.parametrize(
    ("number", "form", "concentration", "made_as", "asked"),
    [
        (1, "liquid", None, Form.LIQUID, None),
        (2, "liquid", "1 mg/mL", Form.LIQUID, None),
        (2, "liquid", None, Form.LIQUID, "preparation.concentration"),
        (2, "capsule", None, Form.CAPSULE, None),
        (1, "any", None, Form.LIQUID, None),
        (2, "any", "1 mg/mL", Form.LIQUID, "rx.form"),
        (2, "any", None, Form.CAPSULE, "rx.form"),
    ],
)
def test_a_later_fill_says_its_form_and_strength(number, form, concentration, made_as, asked):
    strength = concentration or ABSENT
    request = read(document(rx__form=form, fill={"number": number}, preparation__concentration=strength))
    found = check_fill_strength(request, made_as, "0.5 mg/mL")
    assert [(each.code, each.field) for each in found] == ([(NO_STRENGTH, asked)] if asked else [])
    if asked:
        assert found[0].facts["strength"] == "0.5 mg/mL"


@pytest.mark.parametrize(("number", "strengths", "asked"), [(1, ABSENT, False), (2, ABSENT, True), (2, ["1.5 mg"], False)])
def test_capsules_of_several_doses_say_their_strength_on_a_later_fill(number, strengths, asked):
    given = {} if strengths is ABSENT else {"preparation__capsule_strengths": strengths}
    fill = {"number": number, "from_day": 57, "days": 30}
    request = read(document(rx__form="capsule", rx__regimen=RISING, fill=fill, **given))
    found = check_fill_strength(request, Form.CAPSULE, "4.5 mg")
    assert [(each.code, each.field) for each in found] == ([(NO_STRENGTH, "preparation.capsule_strengths")] if asked else [])
