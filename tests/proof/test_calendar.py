"""The proof's own calendar: days, dates, next fills and beyond-use dates, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.proof.asked import read_request
from ldn_calc.proof.due import due_fill, read_begun
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import read_rows

REGIMEN = [
    {"days": 14, "take": [{"dose": "1.5 mg", "when": "morning"}, {"dose": "2 mg", "when": "bedtime"}]},
    {"days": 28, "take": [{"dose": "3 mg", "when": "bedtime"}]},
]


def due(form="liquid", made="2026-11-22", lot="X-1-261122-0930", **preparation):
    """What is due of the regimen; keys of `fill` and `first_dose_on` may stand among the rest."""
    fill = preparation.pop("fill", {"number": 1})
    rx = {
        "number": "X",
        "written_on": "2026-11-20",
        "patient": {"name": "A", "birth_date": "1979-04-12"},
        "prescriber": {"name": "B"},
        "drug": "naltrexone",
        "form": form,
        "regimen": REGIMEN,
    }
    if "first_dose_on" in preparation:
        rx["first_dose_on"] = preparation.pop("first_dose_on")
    document = {"rx": rx, "screening": {}, "fill": fill, "preparation": preparation}
    if made:
        document["compounded_on"] = made
    formulary, problems = shipped_formulary(), Problems()
    rows = read_rows(formulary.text, {"formulary": formulary.fingerprint}, problems)
    asked = read_request(document, problems)
    found = due_fill(asked, form, {}, read_begun(lot, None, asked, problems), rows, problems)
    assert problems.found == []
    return found


def doses(found):
    return [(dose.phase, dose.when, dose.count, str(dose.from_date), str(dose.to_date)) for dose in found.doses]


def test_a_preserved_liquid_serves_35_days_with_the_day_it_is_made():
    found = due()
    assert found.beyond_use == {"date": "2026-12-26", "days": 35, "storage": "in the refrigerator (36 to 46 °F)"}
    assert doses(found) == [
        (1, "morning", 14, "2026-11-22", "2026-12-05"),
        (1, "bedtime", 14, "2026-11-22", "2026-12-05"),
        (2, "bedtime", 21, "2026-12-06", "2026-12-26"),
    ]
    assert found.supply == {
        "fill": 1,
        "from_day": 1,
        "days_prescribed": 42,
        "days_covered": 35,
        "next_from_day": 36,
        "next_fill_by": "2026-12-27",
        "phases_covered": [{"phase": 1, "days": 14, "of": 14}, {"phase": 2, "days": 21, "of": 28}],
    }


def test_days_after_add_a_day_and_print_the_hour():
    assert due(beyond_use_counting="days-after").beyond_use == {
        "date": "2026-12-27",
        "days": 35,
        "storage": "in the refrigerator (36 to 46 °F)",
        "hour": "09:30",
    }


def test_an_unpreserved_liquid_serves_14_days():
    found = due(vehicle="purified-water")
    assert (found.beyond_use["date"], found.supply["days_covered"]) == ("2026-12-05", 14)
    assert {dose.phase for dose in found.doses} == {1}


def test_capsules_serve_180_days_at_room_temperature():
    found = due("capsule")
    assert (found.beyond_use["date"], found.beyond_use["storage"]) == ("2027-05-20", "at room temperature (68 to 77 °F)")
    assert (found.supply["days_covered"], found.supply["next_from_day"], found.supply["next_fill_by"]) == (42, None, None)


def test_a_lot_that_expires_earlier_ends_the_use():
    lot = {"kind": "powder", "substance": "naltrexone hydrochloride anhydrous", "expires_on": "2026-12-10"}
    for counting, days in (("day-one", 19), ("days-after", 18)):
        found = due(source=lot, beyond_use_counting=counting)
        assert found.beyond_use == {"date": "2026-12-10", "days": days, "storage": "in the refrigerator (36 to 46 °F)"}


def test_a_first_dose_later_shortens_what_a_bottle_serves():
    found = due(first_dose_on="2026-11-30")
    assert (found.supply["days_covered"], doses(found)[0][3]) == (27, "2026-11-30")


def test_a_second_fill_starts_inside_a_phase():
    found = due(fill={"number": 1, "from_day": 10})
    assert doses(found)[0] == (1, "morning", 5, "2026-11-22", "2026-11-26")
    assert found.supply["phases_covered"] == [{"phase": 1, "days": 5, "of": 14}, {"phase": 2, "days": 28, "of": 28}]
    assert (found.supply["days_prescribed"], found.supply["days_covered"], found.supply["next_from_day"]) == (42, 33, None)


def test_a_fill_past_the_end_continues_the_last_phase():
    found = due(fill={"number": 1, "from_day": 43, "days": 40})
    assert doses(found) == [(2, "bedtime", 35, "2026-11-22", "2026-12-26")]
    assert found.supply == {
        "fill": 1,
        "from_day": 43,
        "days_prescribed": 82,
        "days_covered": 35,
        "next_from_day": 78,
        "next_fill_by": "2026-12-27",
        "phases_covered": [{"phase": 2, "days": 35, "of": 40}],
    }


def test_the_day_it_is_made_is_the_lots_where_the_request_names_none():
    assert due(made=None, lot="X-1-240215-0800", vehicle="purified-water").beyond_use["date"] == "2024-02-28"
    assert due(made=None, lot="X-1-251220-0800", vehicle="purified-water").beyond_use["date"] == "2026-01-02"


@pytest.mark.parametrize(
    "wrong", [{"first_dose_on": "2026-11-21"}, {"first_dose_on": "2026-12-27"}, {"fill": {"number": 1, "from_day": 43}}]
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ProblemError):
        due(**wrong)


def test_the_calendar_needs_no_clock():
    assert date.fromisoformat(due().beyond_use["date"]) == date(2026, 12, 26)
