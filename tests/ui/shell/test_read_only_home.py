"""Where settings cannot be kept the window says so once, in words, and goes on."""

from pathlib import Path

import pytest

from ldn_calc.application.pharmacy import folders

SAMPLE = Path(__file__).parents[2] / "prescriptions" / "01-liquid-4.5-nightly.json"
FAULT = "Settings cannot be saved in /home/ana/.config/ldn-calc: its disk is full."


@pytest.fixture
def _full_disk(monkeypatch):
    monkeypatch.setattr(folders, "folder_fault", lambda _path: FAULT)


@pytest.mark.usefixtures("_full_disk")
@pytest.mark.parametrize("file", [None, SAMPLE], ids=["empty", "opened"])
def test_the_window_says_it_and_plans_on(same_with_settings, file):
    driver = same_with_settings(file=file)
    assert driver.window._fault.words() == FAULT
    if file is not None:
        assert driver.window.compound.presenter.number() == "240101"
    driver.window.tell("")
    driver.window.files.new()
    assert driver.window._fault.words() == ""


@pytest.mark.usefixtures("_full_disk")
def test_a_file_that_cannot_be_opened_is_said_too(same_with_settings, tmp_path):
    driver = same_with_settings(file=tmp_path / "gone.json")
    assert driver.window._fault.words() == f"gone.json cannot be opened: No such file or directory. {FAULT}"
