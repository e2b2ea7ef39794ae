"""Settings: one file, read whole, written whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ldn_calc.application.pharmacy.settings import PaperPrinter, PrinterKind, Settings, SettingsError, read_settings, write_settings
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.values.pharmacy import Pharmacy

DOVER = Settings(Pharmacy("Dover Compounding Pharmacy", "1 Main Street, Dover, DE 19901", "302-555-0142"))


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "deep" / "settings.toml"
    write_settings(DOVER, path)
    assert read_settings(path) == DOVER
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_no_file_is_a_pharmacy_not_set_up_yet(tmp_path):
    assert read_settings(tmp_path / "settings.toml") == Settings(None)


@pytest.mark.parametrize(
    "content",
    ["pharmacy = ", "[pharmacy]\nname = 3\n", '[pharmacy]\nname = "A"\naddress = ""\nphone = "1"\n', "\xff"],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "settings.toml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        read_settings(path)


def test_a_folder_that_cannot_be_written_keeps_the_old_file(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        write_settings(DOVER, tmp_path / "file" / "settings.toml")


def test_choices_and_printers_come_back_as_they_were_written(tmp_path):
    label = PaperPrinter(PrinterKind.NETWORK, "labels.local", 6101, 300, copies=2)
    chosen = replace(DOVER, choices=PaperChoices("avery-5163", sheet=SheetForm.LARGE)).with_printer("label", label)
    chosen = chosen.with_printer("sheet", PaperPrinter(name="Office", tray="Tray 2"))
    write_settings(chosen, tmp_path / "settings.toml")
    assert read_settings(tmp_path / "settings.toml") == chosen


def test_what_concerns_one_sheet_or_one_patient_is_not_kept(tmp_path):
    write_settings(replace(DOVER, choices=PaperChoices(start=7, condition=False)), tmp_path / "settings.toml")
    assert read_settings(tmp_path / "settings.toml").choices == PaperChoices()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[printers.label]\nkind = "usb"', "kind as one of"),
        ("[printers.label]\nresolution = 204", "203, 300, 600"),
        ("[printers.label]\ncopies = 0", "copies 1 to 9"),
        ('[printers.label]\nport = "9100"', "port 1 to 65535"),
        ("[printers.sheet]\ntray = 2", "name and tray as texts"),
        ('[papers]\nsheet = "huge"', "sheet as one of"),
    ],
)
def test_a_wrong_choice_in_the_file_is_named_with_what_is_expected(tmp_path, text, named):
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=named):
        read_settings(path)
