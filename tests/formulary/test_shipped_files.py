"""The list of shipped files: what a release holds, and that one changed afterwards is found."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

import ldn_calc.resources
from ldn_calc.application.installation.checking import check_installation
from ldn_calc.formulary import shipped_files
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.formulary.released_files import RELEASED

CLOCK = datetime(2026, 11, 22, 9, 30)
REFRESH = "rows or sentences changed: look at the change, then run .venv/bin/python tests/formulary/keep_released_files.py"


def test_the_released_list_is_that_of_the_files_as_they_are():
    assert shipped_files.changed_files() == (), REFRESH
    assert len(RELEASED) > 30
    assert {path.split("/")[0] for path in RELEASED} == {"data", "fonts", "text"}


@pytest.fixture
def changed(monkeypatch):
    """Change what one file holds, for this process alone."""
    right = ldn_calc.resources.read_bytes

    def change(path: str, before: bytes, after: bytes) -> None:
        def read(asked: str) -> bytes:
            found = right(asked)
            assert asked != path or before in found
            return found.replace(before, after) if asked == path else found

        monkeypatch.setattr(shipped_files, "read_bytes", read)
        shipped_files.digests.cache_clear()

    yield change
    monkeypatch.undo()
    shipped_files.digests.cache_clear()


CHANGES = [
    ("text/sheet.en.toml", b"opioid", b"opiod"),
    ("text/label.toml", b"Do not", b"Do"),
    ("text/wording.toml", b"nov", b"sep"),
    ("text/findings.toml", b"Do not dispense", b"Dispense"),
    ("data/screening_medicines.csv", b"methadone", b"methadon"),
    ("data/opioid_intervals.toml", b"14", b"4"),
    ("data/substances.toml", b"98 %", b"9.8 %"),
    ("data/instruments.toml", b"0.1 mL", b"0.05 mL"),
    ("data/allergies.toml", b"lactose", b"lactos"),
]


@pytest.mark.parametrize(("path", "before", "after"), CHANGES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_changed_row_or_sentence_fails_the_installation_check_and_changes_the_formularys_hash(changed, path, before, after):
    fingerprint = shipped_formulary().fingerprint
    changed(path, before, after)
    assert shipped_files.changed_files() == (path,)
    failed = [case for case in check_installation(CLOCK).cases if not case.passed]
    assert [(case.id, case.found["changed"]) for case in failed] == [("FILES", path)]
    assert Formulary(shipped_formulary().rows).fingerprint != fingerprint


def test_line_ends_of_another_system_are_no_change(changed):
    changed("text/label.toml", b"\n", b"\r\n")
    assert shipped_files.changed_files() == ()


def test_every_formularys_text_names_every_file_by_its_hash():
    said = json.loads(shipped_formulary().text)["files"]
    assert said == {path: each for path, each in RELEASED.items() if not path.startswith("fonts/")}


def test_a_changed_or_missing_typeface_is_found(monkeypatch):
    right = shipped_files.typefaces()
    assert right
    assert shipped_files.changed_files() == ()
    for path in right:
        monkeypatch.setattr(shipped_files, "typefaces", lambda path=path: {**right, path: "0" * 64})
        assert shipped_files.changed_files() == (path,)
        monkeypatch.setattr(shipped_files, "typefaces", lambda path=path: {key: each for key, each in right.items() if key != path})
        assert shipped_files.changed_files() == (path,)
