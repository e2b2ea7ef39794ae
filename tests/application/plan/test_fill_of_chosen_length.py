"""A fill of chosen length inside the regimen: 30 of 84 days, as patients pay and plans allow; the next part follows."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from order_support import ABSENT, changed
from pdf_pages import flat, read_pages

from ldn_calc.application.papers.printed import render_paper
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.next_fill import next_fill
from ldn_calc.application.plan.planning import Planned, plan_request, write_result
from ldn_calc.application.plan.proving import prove
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language

CLOCK = datetime(2026, 11, 22, 9, 30)
DOVER = Settings(Pharmacy("Dover Compounding Pharmacy", "1 Main Street, Dover, DE 19901", "302-555-0142"))
STEPS = [{"days": 28, "take": [{"dose": dose, "when": "bedtime"}]} for dose in ("1.5 mg", "3 mg", "4.5 mg")]


def planned(request: dict) -> Planned:
    return plan_request(json.dumps(request), CLOCK, shipped_formulary())


def capsules(fill: dict, **changes: object) -> Planned:
    paths = {"rx.form": "capsule", "preparation.concentration": ABSENT, "rx.regimen": STEPS, "fill": fill}
    paths["preparation.capsule_strengths"] = ["1.5 mg"]
    return planned(changed(paths | {path.replace("__", "."): value for path, value in changes.items()}))


def codes(found: Planned) -> list[str]:
    return [each["code"] for each in found.result["findings"]]


def test_thirty_of_eighty_four_days_are_made_and_the_next_part_begins_on_day_31():
    found = capsules({"days": 30})
    assert found.plan["supply"] == {
        "fill": 1,
        "from_day": 1,
        "days_prescribed": 84,
        "days_covered": 30,
        "next_from_day": 31,
        "next_fill_by": "2026-12-22",
        "phases_covered": [{"phase": 1, "days": 28, "of": 28}, {"phase": 2, "days": 2, "of": 28}],
    }
    assert found.plan["products"]["capsules 1.5 mg"]["amount"] == "32 capsules"
    assert found.result["status"] == "ready"


def test_the_parts_follow_one_another_to_the_end_of_the_regimen():
    request, days, taken = changed({"rx.first_dose_on": "2026-11-22"}), [], 0
    found = capsules({"days": 30})
    for _ in range(9):
        days.append(found.plan["supply"]["days_covered"])
        taken += int(found.plan["products"]["capsules 1.5 mg"]["amount"].split()[0])
        following = next_fill(found)
        if following is None:
            break
        request = json.loads(found.text)
        request["fill"] = following["fill"]
        request["rx"]["first_dose_on"] = following["first_dose_on"]
        found = planned(request)
    assert days == [30, 30, 24]
    assert taken == 28 * (1 + 2 + 3)


def test_a_part_that_keeps_shorter_than_chosen_is_followed_by_another_of_the_chosen_length():
    steps = {"rx.regimen": STEPS, "fill": {"days": 40}}  # a liquid keeps 35 days
    found = planned(changed(steps))
    assert found.plan["supply"]["days_covered"] == 35
    assert next_fill(found)["fill"] == {"number": 2, "from_day": 36, "days": 40}


WITHIN = [{"days": 84}, {"number": 2, "from_day": 60, "days": 25}]
TOO_LONG = [{"days": 85}, {"number": 2, "from_day": 60, "days": 26}, {"days": 0}]


@pytest.mark.parametrize(("fill", "wrong"), [(each, False) for each in WITHIN] + [(each, True) for each in TOO_LONG])
def test_no_more_days_than_are_left(fill, wrong):
    found = capsules(fill, rx__first_dose_on="2026-11-22")
    assert (found.result["status"] == "invalid") is wrong
    if wrong:
        assert [each["path"] for each in found.result["errors"]] == ["fill.days"]


def test_the_whole_length_chosen_is_the_whole_regimen():
    assert capsules({"days": 84}).plan == capsules({}).plan


def test_it_says_that_a_part_is_left_and_that_it_uses_up_no_refill():
    [found] = [each for each in capsules({"days": 30}).result["findings"] if each["code"] == "supply-shorter-than-regimen"]
    assert found["facts"]["days_left"] == "54 days"
    assert "uses up no refill" in found["action"]


def test_a_part_chosen_of_the_quantity_ordered_fits_the_whole_or_the_part():
    for ordered, differs in (
        ("168 capsules", False),
        ("32 capsules", False),
        ("30 days", False),
        ("84 days", False),
        ("84 capsules", True),
    ):
        assert ("quantity-differs" in codes(capsules({"days": 30}, rx__quantity=ordered))) is differs, ordered


def test_the_proof_reckons_the_part_itself():
    found = capsules({"days": 30})
    assert prove(found.text, write_result(found.result), shipped_formulary()).agrees
    longer = found.text.replace('"days": 30}', '"days": 31}')
    told = {each.code for each in prove(longer, write_result(found.result), shipped_formulary()).problems}
    assert {"supply-differs", "dose-count-differs"} <= told


@pytest.mark.parametrize(
    ("language", "said", "next_one"),
    [
        (Language.ENGLISH, ("Part fill: days 1 to 30 of 84", "day 31", "22 Dec 2026"), "Tuesday 22 Dec"),
        (Language.SPANISH, ("días 1 a 30 de 84", "22 dic 2026"), "martes 22 dic"),
    ],
)
def test_label_and_sheet_say_so_in_both_languages(language, said, next_one):
    found = capsules({"days": 30})
    label = flat(" ".join(page.text for page in read_pages(render_paper("label", found, DOVER, CLOCK, language))))
    sheet = flat(" ".join(page.text for page in read_pages(render_paper("sheet", found, DOVER, CLOCK, language))))
    assert all(words in label for words in said)
    assert next_one in sheet
