"""The window with the own file: its rows are offered, planned with and drawn; a wrong file plans nothing and says why."""

from pathlib import Path

import pytest

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.settings import Settings

CAPSULES = next((Path(__file__).parents[2] / "prescriptions").glob("02-*.json"))


@pytest.fixture
def own_file(tmp_path):
    def write(text):
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "formulary.toml").write_text(text, encoding="utf-8")

    return write


def test_own_rows_are_planned_with(open_window, own_file):
    own_file('[fillers."microcrystalline cellulose PH-105"]\nmeasured = { 3 = "128 mg" }\n')
    page = open_window(file=CAPSULES)
    assert page.banner().startswith("Proved")
    planned = page.window.compound.presenter._state.last_good
    assert planned.plan["instruments"]["size 3 capsule"]["filler_fill"] == "128 mg"


def test_a_wrong_file_plans_nothing_keeps_saying_why_and_loses_no_work(open_window, own_file):
    own_file('[fillers."microcrystalline cellulose PH-105"]\nmeasured = { 3 = "128 mL" }\n')
    page = open_window(file=CAPSULES)
    assert "formulary.toml put right" in page.banner()
    assert "Proved" not in page.banner()
    said = page.window._fault
    assert said.isVisibleTo(page.window)
    assert page.document()["rx"]["patient"]["name"]
    page.type("rx.patient.name", "Ana Reyes", leave=True)
    assert page.document()["rx"]["patient"]["name"] == "Ana Reyes"
    assert "formulary.toml put right" in page.banner()


HINTS = {
    "preparation.balance.readability": "1 mg",
    "preparation.balance.minimum": "50 mg",
    "preparation.balance.capacity": "as in 200 g",
    "preparation.weighing_error": "2 %",
    "preparation.overage": "5 %, at least 2",
    "preparation.overfill": "5 %, or 2 mL",
}
OWN = """
[instruments.balance]
readability = "0.1 mg"
minimum = "20 mg"
capacity = "120 g"

[policies.defaults]
weighing_error = "1 %"
overage = "8 %"
least_extra_capsules = 3
overfill_share = "4 %"
overfill_least = "3 mL"
"""
OWN_HINTS = {
    "preparation.balance.readability": "0.1 mg",
    "preparation.balance.minimum": "20 mg",
    "preparation.balance.capacity": "as in 120 g",
    "preparation.weighing_error": "1 %",
    "preparation.overage": "8 %, at least 3",
    "preparation.overfill": "4 %, or 3 mL",
}


def hints(page):
    return {path: page.line(path).placeholderText() for path in HINTS}


def test_the_empty_form_says_the_shipped_defaults(open_window):
    assert hints(open_window()) == HINTS


def test_the_empty_form_says_the_pharmacys_own_balance_and_defaults(open_window, own_file):
    own_file(OWN)
    assert hints(open_window()) == OWN_HINTS


def test_another_formulary_is_said_at_once(open_window, tmp_path):
    page = open_window()
    own = tmp_path / "beside"
    own.mkdir()
    (own / "formulary.toml").write_text(OWN, encoding="utf-8")
    page.window.compound.use_formulary(FilePharmacy(own / "settings.toml").formulary(), Settings())
    assert hints(page) == OWN_HINTS
