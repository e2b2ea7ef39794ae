"""A tablet may hold 90 to 110 % of its label: every plan of whole tablets says so."""

from datetime import datetime
from pathlib import Path

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLES = Path(__file__).parents[2] / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)


def noted(number):
    [path] = SAMPLES.glob(f"{number}-*.json")
    found = plan_request(path.read_text("utf-8"), CLOCK, shipped_formulary()).result["findings"]
    return [each for each in found if each["code"] == "tablet-content-spread"]


def test_a_plan_of_whole_tablets_notes_the_spread_of_their_content():
    [note] = noted("05")
    assert note["severity"] == "note"
    assert "90" in note["message"]
    assert "110" in note["message"]
    assert noted("01") == []
