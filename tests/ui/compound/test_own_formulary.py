"""The window with the own file: its rows are offered, planned with and drawn; a wrong file plans nothing and says why."""

from pathlib import Path

import pytest

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
