"""The window works for the pharmacy that it is handed, whatever keeps its settings and rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.reading.faults import FieldError
from ui.kit.boxes import ChoiceBox

CAPSULES = next((Path(__file__).parents[2] / "prescriptions").glob("02-*.json"))
MCC = "microcrystalline cellulose PH-105"
OWN = f"""
[fillers."{MCC}"]
measured = {{ 3 = "128 mg" }}

[vehicles.house]
name = "house vehicle"
components = ["purified water", "potassium sorbate"]
formula = "potassium sorbate 0.2 %, purified water to 100 %"
beyond_use = "aqueous-preserved"
preservative = "potassium sorbate"
storage = "room"
"""


class KeptElsewhere:
    """A pharmacy that keeps settings and rows in memory, as one of a database would; the folder is this workstation's alone."""

    settings_place = rows_place = "the store of Dover"
    has_settings = True

    def __init__(self, folder, rows):
        self.workstation_folder, self._rows = folder, rows
        self.kept = Settings(Pharmacy("Dover Compounding", "1 Main St, Dover", "555-0100"))
        self.asked = []

    def settings(self):
        self.asked.append("settings")
        return self.kept

    def save(self, settings):
        self.kept = settings

    def formulary(self):
        self.asked.append("formulary")
        return self._rows()

    def has_changed(self):
        return False

    def newest_trace(self):
        return None

    def why_nothing_is_kept(self):
        return ""


@pytest.fixture
def rows_of_dover(tmp_path):
    folder = tmp_path / "where they were made"
    folder.mkdir()
    (folder / "formulary.toml").write_text(OWN, encoding="utf-8")
    return FilePharmacy(folder / "settings.toml").formulary()


def offered(page, path):
    box = page.widget(path, ChoiceBox)
    return [box.itemData(place) for place in range(box.count())]


def test_the_window_shows_and_plans_with_the_rows_of_the_pharmacy_it_is_handed(open_window, tmp_path, rows_of_dover):
    dover, opened = KeptElsewhere(tmp_path / "here", lambda: rows_of_dover), []
    page = open_window(file=CAPSULES, pharmacy=lambda: opened.append(dover) or dover)
    planned = page.window.compound.presenter._state.last_good
    assert planned.formulary is rows_of_dover
    assert planned.plan["instruments"]["size 3 capsule"]["filler_fill"] == "128 mg"
    assert "house" in offered(page, "preparation.vehicle")
    assert not planned.practice, "its settings name a pharmacy"
    assert opened == [dover]
    assert dover.asked == ["settings", "formulary"]
    assert [path.name for path in tmp_path.iterdir() if path.name == "config"] == [], "no file of the user's own was looked for"


def test_settings_saved_in_the_window_are_the_pharmacy_s(open_window, tmp_path, rows_of_dover):
    dover = KeptElsewhere(tmp_path / "here", lambda: rows_of_dover)
    page = open_window(pharmacy=lambda: dover)
    page.window._store.remember("label", dover.kept.printer("label").__class__(name="Zebra"))
    assert dover.kept.printer("label").name == "Zebra"


def test_while_its_rows_cannot_be_read_no_shipped_ones_are_offered_and_what_a_file_says_is_shown(open_window, tmp_path):
    def unreadable():
        raise OwnFileError(Path("rows"), (FieldError("fillers", "nothing", "rows"),))

    request = json.loads(CAPSULES.read_text("utf-8"))
    request["preparation"]["filler"] = MCC
    file = tmp_path / "rx.json"
    file.write_text(json.dumps(request), encoding="utf-8")
    page = open_window(file=file, pharmacy=lambda: KeptElsewhere(tmp_path / "here", unreadable))
    assert "the store of Dover put right" in page.banner()
    assert [key for key in offered(page, "preparation.filler") if key] == [MCC]
    assert [key for key in offered(page, "preparation.syringe") if key] == []
    assert page.document()["preparation"]["filler"] == MCC
