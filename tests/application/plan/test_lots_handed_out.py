"""A lot that comes from outside: what is handed in stands on all papers, and the proof takes its tail as given."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest

from ldn_calc.application.papers.printed import ALL_PAPERS, render_paper
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.lot_keeping import KeptLot
from ldn_calc.application.plan.lots import issue_lot
from ldn_calc.application.plan.planning import Planned, plan_request
from ldn_calc.application.plan.proving import Proved, prove
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLES = Path(__file__).parents[2] / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
DOVER = Settings(Pharmacy("Dover Compounding", "1 Main St, Dover", "555-0100"))
ONE, OTHER = "240101-1-261122-0930-A", "240101-1-261122-0930-B"


def undated(number: int = 1) -> dict:
    request = json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))
    del request["compounded_on"]
    return request


def planned(request: dict, lot: str | None = None, clock: datetime = CLOCK) -> Planned:
    return plan_request(json.dumps(request), clock, shipped_formulary(), lot=lot)


def proved(request: dict, found: Planned) -> Proved:
    return prove(json.dumps(request), json.dumps(found.result), shipped_formulary())


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(document[page].get_textpage().get_text_bounded() for page in range(len(document)))


def test_without_one_the_lot_is_provisional_of_the_clock():
    assert planned(undated()).plan["lot"] == "240101-1-261122-0930"


@pytest.mark.parametrize("paper", ALL_PAPERS)
def test_a_lot_handed_in_is_the_lot_on_every_paper_that_names_one(paper):
    words = {lot: text_of(render_paper(paper, planned(undated(), lot), DOVER, CLOCK)) for lot in (None, ONE)}
    assert ("240101-1-261122-0930" in words[None]) is (paper != "master")
    assert (ONE in words[ONE]) is (paper != "master")


def test_two_workstations_in_one_minute_with_tails_of_their_own_have_two_lots_and_both_are_proved():
    request = undated()
    one, other = planned(request, ONE), planned(request, OTHER)
    assert (one.plan["lot"], other.plan["lot"]) == (ONE, OTHER)
    assert one.plan | {"lot": OTHER} == other.plan
    for each in (one, other):
        found = proved(request, each)
        assert (found.problems, found.notes) == ((), ())


@pytest.mark.parametrize("lot", [ONE, "240101-1-261122-0001", "240101-1-261122-7", "240101-1-261122-no. 12 of Dover"])
def test_the_tail_is_taken_as_given(lot):
    request = undated()
    found = planned(request, lot)
    assert found.plan["lot"] == lot
    assert proved(request, found).problems == ()


@pytest.mark.parametrize(
    "lot",
    [
        "240102-1-261122-A7",
        "240101-2-261122-A7",
        "240101-1-261121-A7",
        "240101-1-261123-A7",
        "240101-1-261122",
        "240101-1-261122-",
        "240101-1-261122- 7",
        "240101-1-261122-7\n",
        "240101-1-261122-" + "7" * 41,
        "240101-1-261122-0931",
        "240101-1-261122-0931-B",
        "X240101-1-261122-A7",
        "A7",
    ],
)
def test_another_prescription_s_fill_s_or_day_s_lot_is_refused_and_so_is_a_time_to_come(lot):
    found = planned(undated(), lot)
    assert found.plan is None
    against = next(each for each in found.result["findings"] if each["code"] == "proof-disagrees")
    assert against["facts"]["problems"].startswith("lot-differs")


def test_the_lot_that_a_request_keeps_goes_before_the_one_handed_in():
    request = undated()
    request["preparation"]["lot"] = "BOOK 7/26"
    assert planned(request, ONE).plan["lot"] == "BOOK 7/26"


def test_a_lot_handed_in_is_kept_with_the_first_paper_and_then_needs_handing_in_no_more():
    first = planned(undated(), ONE)
    kept = KeptLot.of(first, CLOCK, shipped_formulary())
    assert (kept.lot, kept.why_not) == (ONE, "")
    later = plan_request(issue_lot(first), CLOCK.replace(hour=17), shipped_formulary())
    assert later.plan == first.plan


@pytest.mark.parametrize(("lot", "hour"), [("240101-1-261122-0815", "08:15"), (ONE, "09:30"), (None, "09:30")])
def test_a_tail_that_reads_as_a_time_is_the_hour_it_was_begun_and_any_other_leaves_the_clock_s(lot, hour):
    request = undated()
    request["preparation"]["beyond_use_counting"] = "days-after"
    found = planned(request, lot)
    assert found.plan["beyond_use"]["hour"] == hour
    assert proved(request, found).problems == ()
    assert KeptLot.of(found, CLOCK, shipped_formulary()).planned.plan == found.plan
    again = plan_request(issue_lot(found), CLOCK.replace(hour=17), shipped_formulary())
    assert again.plan == found.plan, "printed again in the evening it ends at the same hour"
    assert prove(issue_lot(found), json.dumps(again.result), shipped_formulary()).problems == ()
    found.plan["beyond_use"]["hour"] = "17:00"
    assert "beyond-use-differs" in [each.code for each in proved(request, found).problems]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, False),
        ({"number": "240999"}, True),
        ({"fill": {"number": 2, "from_day": 1}}, True),
        ({"compounded_on": "2026-11-23"}, True),
        ({"lot": "WARD-7-B"}, False),
        ({"lot": "WARD-7-261322-B"}, False),
    ],
)
def test_a_lot_of_any_tail_kept_in_a_request_that_became_another_is_a_review(change, found):
    request = json.loads(issue_lot(planned(undated(), ONE)))
    request["screening"]["asked_on"] = "2026-11-22"
    request["rx"]["number"] = change.get("number", request["rx"]["number"])
    request["preparation"]["lot"] = change.get("lot", request["preparation"]["lot"])
    request |= {key: value for key, value in change.items() if key in ("fill", "compounded_on")}
    findings = planned(request, clock=CLOCK.replace(day=23)).result["findings"]
    assert ("lot-of-another" in [each["code"] for each in findings]) is found
