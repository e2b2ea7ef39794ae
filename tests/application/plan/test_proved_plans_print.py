"""A proved plan has papers: none is planned whose own lines, amounts or columns keep one of its papers from being printed."""

from __future__ import annotations

import copy
import json
from datetime import datetime
from itertools import product

import pytest
from order_support import ABSENT, document, regimen
from random_requests import random_request

from ldn_calc.application.papers.printed import ALL_PAPERS, PaperError, render_paper
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import Formulary, shipped_formulary

CLOCK = datetime(2026, 11, 22, 9, 30)
FINE = {"readability": "0.01 mg", "minimum": "20 mg"}


def refused(request, formulary=None):
    """What keeps a paper of the request's plan from being printed; None where there is no plan."""
    planned = plan_request(json.dumps(request), CLOCK, formulary or shipped_formulary())
    if planned.plan is None:
        return None
    found = []
    for paper in ALL_PAPERS:
        try:
            render_paper(paper, planned, Settings(), CLOCK)
        except PaperError as error:
            if not str(error).startswith("the directions of "):  # more phases than this label stock holds: another has room
                found.append(f"{paper}: {error}")
    return found


@pytest.mark.parametrize("seed", range(0, 60, 7))
def test_every_paper_of_a_random_proved_plan_prints(seed):
    assert not refused(random_request(seed))


@pytest.mark.parametrize("digest", ["8e2bc06a", "12345678", "1e9e1e9e", "00000000", "0e0e0e0e"])
def test_the_formularys_own_hash_is_never_read_as_a_number(digest, monkeypatch):
    monkeypatch.setitem(shipped_formulary().__dict__, "fingerprint", f"sha256:{digest}{'0' * 56}")
    assert refused(document(rx__form="capsule", preparation__concentration=None) | {"preparation": {}}) == []


@pytest.mark.parametrize(("dose", "days"), [("5 mg", 2), ("1 mg", 10), ("0.5 mg", 20), ("1 mg", 11), ("2.5 mg", 5)])
def test_a_batch_so_small_that_nothing_is_left_to_rinse_with_is_made_a_little_larger(dose, days):
    """2 mL, the least that a 10 mL cylinder shows, is all of it, and the rinse would be 0 mL; of class A, B is over 10 % off."""
    request = document(rx__regimen=regimen((days, {"bedtime": dose})), preparation__concentration="5 mg/mL")
    request["preparation"] |= {"overfill": "0 %", "balance": {"readability": "0.01 mg", "minimum": "0.5 mg"}}
    class_a = copy.deepcopy(shipped_formulary().rows)
    class_a["instruments"]["10 mL cylinder"]["tolerance"] = "1 %"
    result = plan_request(json.dumps(request), CLOCK, Formulary(class_a)).result
    [pour] = [step for step in result["plan"]["steps"] if step["op"] == "transfer"]
    assert pour["rinse"] != "0 mL"
    assert refused(request, Formulary(class_a)) == []


@pytest.mark.parametrize(("way", "days", "times"), list(product((None, "aliquot"), (78, 180), (1, 2))))
def test_capsules_on_a_balance_that_shows_hundredths_have_masses_that_fit_their_columns(way, days, times):
    takes = dict(list({"bedtime": "1.5 mg", "morning": "1.5 mg"}.items())[:times])
    request = document(rx__form="capsule", rx__regimen=regimen((days, takes)))
    del request["preparation"]["concentration"]
    request["preparation"] |= {"balance": FINE} | ({"way": way} if way else {})
    assert refused(request) == []


LONG = {"wide": "W" * 36, "hyphens": "1234-5678-9012-3456-7890-1234-567890", "letters": "Lk" * 18}


@pytest.mark.parametrize("form", ["liquid", "capsule"])
@pytest.mark.parametrize("long", LONG)
def test_a_number_and_lots_as_long_as_may_be_entered_fit_the_records(long, form):
    """A record is no label: it says what was entered over as many lines as that takes."""
    request = document(rx__form=form, rx__number=LONG[long], preparation__concentration="1 mg/mL" if form == "liquid" else ABSENT)
    request["preparation"]["source"]["lot"] = LONG[long]
    for lot in (None, LONG[long]):
        if lot:
            request["preparation"]["lot"] = lot
        found = refused(request)
        assert found is not None
        assert not [each for each in found if not each.startswith(("label", "worksheet: the prescription number"))]


def test_a_lot_of_two_strengths_as_long_as_may_be_entered_fits_the_records():
    steps = [{"days": 7, "take": [{"dose": dose, "when": "bedtime"}]} for dose in ("0.5 mg", "1.5 mg", "2 mg")]
    request = document(rx__form="capsule", rx__regimen=steps, preparation__concentration=ABSENT)
    request["preparation"] |= {"capsule_strengths": ["0.5 mg", "1.5 mg"], "lot": "L" * 36}
    assert refused(request) == []
