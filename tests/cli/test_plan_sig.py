"""Directions as they were written, planned as a calculation without a patient; what they leave open is never guessed."""

import json

import pytest

from ldn_calc.cli import main

CLOCK = ["--clock", "2026-11-22T09:30"]


def planned(capsys, sig, *more):
    code = main(["plan", "--sig", sig, "--json", *CLOCK, *more])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("sig", "form", "made", "doses"),
    [
        ("4.5 mg qhs #30 caps", "capsule", "4.5 mg", [("4.5 mg", 30)]),
        ("1.5>3>4.5 mg 14d each caps hs", "capsule", "1.5 mg", [("1.5 mg", 14), ("3 mg", 14), ("4.5 mg", 14)]),
        ("naltrexone 1 mg/mL susp, take 2 mL nightly x 30 days", "liquid", "1 mg/mL", [("2 mg", 30)]),
        ("naltrexone 1 mg/mL, 2 mL at bedtime x 30 days", "liquid", "1 mg/mL", [("2 mg", 30)]),
        ("LDN 3 mg cápsula, tomar 1 cápsula al acostarse por 30 días", "capsule", "3 mg", [("3 mg", 30)]),
    ],
)
def test_directions_are_planned_and_proved_without_a_patient(capsys, sig, form, made, doses):
    code, result = planned(capsys, sig)
    assert (code, result["status"]) == (0, "calculation"), result
    plan = result["plan"]
    assert (plan["form"], next(iter(plan["products"].values()))["strength"]) == (form, made)
    assert [(each["prescribed"], each["count"]) for each in plan["doses"]] == doses
    assert result["proof"]["agrees"]


def test_every_other_day_is_planned_and_proved_on_its_days(capsys):
    code, result = planned(capsys, "4.5 mg at bedtime every other day x 30 days")
    assert (code, result["status"]) == (0, "calculation"), result
    [dose] = result["plan"]["doses"]
    assert (dose["prescribed"], dose["every"], dose["count"]) == ("4.5 mg", 2, 15)
    assert (dose["from_date"], dose["to_date"]) == ("2026-11-22", "2026-12-20")
    assert result["plan"]["supply"]["days_covered"] == 30
    assert result["proof"]["agrees"]


def test_every_other_day_is_said_beside_the_dates(capsys):
    assert main(["plan", "--sig", "4.5 mg at bedtime every other day x 30 days", *CLOCK]) == 0
    assert ", every other day: " in capsys.readouterr().out.replace("\u00a0", " ")


OPEN = ["LDN 3mg po qd", "do not take 4.5 mg at bedtime", "take 1 mL at bedtime for 30 days", "4.5 or 3 mg hs #30"]


@pytest.mark.parametrize("sig", OPEN)
def test_what_is_open_or_not_understood_is_said_and_nothing_planned(capsys, sig):
    code, result = planned(capsys, sig)
    assert (code, result["status"]) == (2, "invalid")
    assert result["errors"]
    assert "plan" not in result
    assert main(["plan", "--sig", sig, *CLOCK]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err


def test_a_quantity_that_does_not_fit_is_a_review_with_its_numbers(capsys):
    _, result = planned(capsys, "4.5 mg caps at bedtime x 30 days #90")
    assert "quantity-differs" in [each["code"] for each in result["findings"]]


def test_a_request_and_directions_together_or_neither_are_refused(capsys):
    assert main(["plan", *CLOCK]) == 2
    assert main(["plan", "rx.json", "--sig", "4.5 mg hs #30", *CLOCK]) == 2
    assert capsys.readouterr().err.count("not both") == 2
