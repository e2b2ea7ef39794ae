"""Settings: one file, read whole, written whole."""

from __future__ import annotations

import pytest

from ldn_calc.application.settings import Settings, SettingsError, read_settings, write_settings
from ldn_calc.documents.pharmacy import Pharmacy

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
