"""The one door to the pharmacy, with the files that are behind it today."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.pharmacy.settings import Settings, SettingsError
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary

ROOT = Path(__file__).parents[3]
DOVER = Settings(Pharmacy("Dover Compounding", "1 Main St, Dover", "555-0100"))
BEHIND = {"own_file_beside", "read_formulary", "read_settings", "write_settings", "settings_path", "folder_fault"}
"""What reads, writes or finds the files behind the port."""
OF_THE_ROOM = "ldn_calc/application/pharmacy/"


@pytest.fixture
def pharmacy(tmp_path):
    return FilePharmacy(tmp_path / "config" / "settings.toml")


def test_a_pharmacy_not_set_up_has_the_shipped_rows_and_settings_of_a_new_one(pharmacy):
    assert not pharmacy.has_settings
    assert pharmacy.settings() == Settings()
    assert pharmacy.formulary() is shipped_formulary()
    assert pharmacy.own_rows().text == ""


def test_what_is_saved_is_read_again_by_another_of_the_same_files(pharmacy, tmp_path):
    pharmacy.save(DOVER)
    other = FilePharmacy(tmp_path / "config" / "settings.toml")
    assert other.has_settings
    assert other.settings() == DOVER


def test_rows_edited_through_the_port_are_the_formulary_s(pharmacy):
    draft = pharmacy.own_rows()
    draft.set_value("3 %", "policies", "defaults", "weighing_error")
    draft.save()
    assert pharmacy.formulary().policy_text("defaults", "weighing_error") == "3 %"


def test_own_rows_that_cannot_be_used_are_never_left_out(pharmacy, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "formulary.toml").write_text("[fillers\n", encoding="utf-8")
    with pytest.raises(OwnFileError, match=pharmacy.rows_place):
        pharmacy.formulary()


def test_settings_changed_by_another_are_told_and_not_written_over(pharmacy, tmp_path):
    other = FilePharmacy(tmp_path / "config" / "settings.toml")
    assert not pharmacy.has_changed(), "what was never read has not changed"
    pharmacy.settings()
    other.save(DOVER)
    assert pharmacy.has_changed()
    with pytest.raises(SettingsError, match=r"settings\.toml was changed by another window or program"):
        pharmacy.save(Settings())
    assert other.settings() == DOVER
    pharmacy.settings()
    pharmacy.save(replace(DOVER, pharmacy=None))
    assert not pharmacy.has_changed(), "its own change is no other's"
    assert other.has_changed()


def test_the_places_are_named_for_a_person(pharmacy, tmp_path):
    assert pharmacy.settings_place == str(tmp_path / "config" / "settings.toml")
    assert pharmacy.rows_place == "formulary.toml"
    assert pharmacy.workstation_folder == tmp_path / "config"
    assert pharmacy.why_nothing_is_kept() == ""


def test_without_a_file_named_it_is_the_user_s_own(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert FilePharmacy().settings_place == str(tmp_path / "ldn-calc" / "settings.toml")


def imported_in(path):
    tree = ast.parse(path.read_text("utf-8"))
    return {each.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names}


def test_nobody_outside_of_the_room_knows_the_files_behind_the_port():
    found = {}
    for path in sorted(path for folder in ("ldn_calc", "ui") for path in (ROOT / folder).rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if not name.startswith(OF_THE_ROOM) and (known := BEHIND & imported_in(path)):
            found[name] = known
    assert found == {}


def test_only_the_port_s_files_know_that_the_own_file_stands_beside_the_settings():
    room = {path.name: imported_in(path) for path in (ROOT / OF_THE_ROOM).glob("*.py")}
    assert [name for name, names in sorted(room.items()) if "own_file_beside" in names] == ["file_pharmacy.py"]
