"""Open and save: nothing is written over unasked, whoever changed it, and two windows know of each other."""

from __future__ import annotations

import errno
import json
import os
import stat
import unicodedata
from datetime import datetime

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from window_drivers.dialogs import AnsweringDialogs

from ldn_calc.application.files import whole_files
from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ui.compound.prescription.document import DocumentError, new_document, read_document, write_document
from ui.kit import dialogs
from ui.kit.settings_store import SettingsStore
from ui.printing.paper_output import FinishedPaper, PaperOutput
from ui.shell.crash import write_report
from ui.shell.files import FilesPresenter


class Compound:
    """The form's side: it holds a document."""

    def __init__(self):
        self.document, self.dirty = new_document(), False

    def new(self):
        self.document = new_document()

    def load(self, document):
        self.document, self.dirty = document, False

    def document_text(self):
        return write_document(self.document)

    def number(self):
        return self.document["rx"].get("number", "")

    def is_dirty(self):
        return self.dirty

    def mark_saved(self):
        self.dirty = False


class Recent:
    def __init__(self):
        self.kept = []

    def paths(self):
        return self.kept

    def keep(self, paths):
        self.kept = paths


class Window:
    """A window as far as files go; `said` is the last sentence on the page."""

    def __init__(self):
        self.said = ""
        self.dialogs = AnsweringDialogs()
        self.dialogs.window = self
        self.compound = Compound()
        self.files = FilesPresenter(self.compound, self.dialogs, Recent(), lambda: None)

    def tell(self, sentence):
        self.said = sentence


@pytest.fixture
def window():
    return Window()


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "rx.ldn.json"
    found.write_text('{"rx": {"number": "1"}}', encoding="utf-8")
    return found


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


# Save as


@pytest.mark.parametrize("answer", [False, True])
def test_save_as_asks_about_the_name_with_the_ending_it_adds(window, tmp_path, answer):
    other = tmp_path / "monday.ldn.json"
    other.write_text("another patient's", encoding="utf-8")
    window.dialogs.save_answer = tmp_path / "monday"
    window.dialogs.replace_answer = answer
    assert window.files.save_as() is answer
    assert window.dialogs.asked[-1].startswith("replace monday.ldn.json is there already")
    assert (other.read_text("utf-8") == "another patient's") is not answer


def test_save_as_asks_nothing_where_nothing_is_lost(window, tmp_path):
    window.dialogs.save_answer = tmp_path / "tuesday"
    assert window.files.save_as()
    assert window.dialogs.asked == ["save prescription.ldn.json"]
    assert mode(tmp_path / "tuesday.ldn.json") == 0o600
    assert window.files.save_as(), "to the file that is open here"
    assert not [each for each in window.dialogs.asked if each.startswith("replace")]


# Somebody else's change


CHANGES = {
    "another content": lambda path: path.write_text('{"rx": {"number": "2"}}', encoding="utf-8"),
    "the same length and time": lambda path: (path.write_text('{"rx": {"number": "9"}}', "utf-8"), os.utime(path, (1, 1))),
    "replaced": lambda path: whole_files.write_whole(path, b"{}"),
    "deleted": lambda path: path.unlink(),
    "moved": lambda path: path.rename(path.with_name("moved.json")),
    "emptied": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("answer", [False, True])
def test_a_file_that_is_not_what_was_opened_is_asked_about(window, path, change, answer):
    os.utime(path, (1, 1))
    window.files.open_path(path)
    CHANGES[change](path)
    before = path.read_bytes() if path.exists() else None
    window.dialogs.replace_answer = answer
    window.compound.dirty = True
    assert window.files.save() is answer
    said = [each for each in window.dialogs.asked if each.startswith("replace")]
    assert len(said) == 1
    assert ("no longer" in said[0]) == (change in {"deleted", "moved"})
    assert window.compound.dirty is not answer
    if answer:
        assert path.read_text("utf-8") == window.compound.document_text()
        assert window.files.save(), "once it is written it is asked about no more"
        assert len([each for each in window.dialogs.asked if each.startswith("replace")]) == 1
    else:
        assert (path.read_bytes() if path.exists() else None) == before


def test_a_window_that_is_closed_has_its_file_open_no_more(path):
    first, second = Window(), Window()
    first.files.open_path(path)
    first.files.close()
    second.files.open_path(path)
    assert second.said == ""


def test_a_file_nobody_changed_is_saved_unasked_and_keeps_its_mode(window, path):
    path.chmod(0o640)
    window.files.open_path(path)
    for number in ("2", "3"):
        window.compound.document["rx"]["number"] = number
        assert window.files.save()
    assert window.dialogs.asked == []
    assert json.loads(path.read_text("utf-8"))["rx"]["number"] == "3"
    assert mode(path) == 0o640


def test_two_windows_on_one_file_know_it_and_neither_loses_what_the_other_saved(path):
    first, second = Window(), Window()
    first.files.open_path(path)
    assert first.said == ""
    second.files.open_path(path)
    assert "is open in another window too" in second.said
    first.compound.document["screening"]["medicines"] = ["tramadol"]
    assert first.files.save()
    second.compound.document["rx"]["number"] = "5"
    assert not second.files.save()
    assert second.dialogs.asked[-1].startswith("replace rx.ldn.json was changed by somebody else")
    assert json.loads(path.read_text("utf-8"))["screening"]["medicines"] == ["tramadol"]
    first.files.new()
    second.files.open_path(path)
    assert second.said == ""


def test_a_file_that_cannot_be_written_says_so_and_is_as_it_was(window, path, monkeypatch):
    window.files.open_path(path)
    before = path.read_bytes()

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert not window.files.save()
    assert window.said == "rx.ldn.json cannot be saved: No space left on device. The prescription is still here."
    monkeypatch.undo()
    path.chmod(0o444)
    assert not window.files.save()
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["rx.ldn.json"]


# What is opened


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_composed_when_a_file_is_opened(window, tmp_path, form):
    path = tmp_path / "rx.json"
    text = unicodedata.normalize(form, '{"rx": {"patient": {"name": "Ana Núñez"}}}')
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    window.files.open_path(path)
    assert window.said == ""
    assert window.compound.document["rx"]["patient"]["name"] == "Ana Núñez"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.mkdir(), "a folder"),
        (os.mkfifo, "a pipe"),
        (lambda path: path.write_bytes('{"rx": {}}'.encode("utf-16")), "UTF-16"),
        (lambda path: path.write_bytes(b"\xff{}"), "not text saved as UTF-8"),
        (lambda path: path.write_bytes(b" " * 1_000_001), "more than 1 MB"),
        (lambda path: path.write_text(json.dumps({"screening": {"medicines": ["x"] * 1_000}})), "1,000 entries"),
        (lambda path: path.write_text(json.dumps({f"key{number}": 1 for number in range(60_000)})), "60,000 entries"),
    ],
)
def test_what_cannot_be_opened_is_a_sentence_and_what_was_open_stays(window, tmp_path, path, make, says):
    window.files.open_path(path)
    other = tmp_path / "other.json"
    make(other)
    window.files.open_path(other)
    assert window.said.startswith("other.json cannot be opened")
    assert says in window.said
    assert window.files.path == path
    assert window.compound.document["rx"]["number"] == "1"


def test_the_samples_of_the_largest_prescriptions_can_be_opened():
    most = {"rx": {}, "screening": {"medicines": ["x"] * 200, "allergies": ["x"] * 200}, "settled": [{}] * 100}
    assert read_document(json.dumps(most))["screening"]["medicines"] == ["x"] * 200
    most["screening"]["medicines"].append("x")
    with pytest.raises(DocumentError, match=r"“screening\.medicines” has 201 entries"):
        read_document(json.dumps(most))


# What else is saved


@pytest.mark.parametrize("answer", [False, True])
def test_a_paper_saved_as_pdf_asks_about_the_name_with_the_ending_it_adds(qapp, tmp_path, monkeypatch, answer):
    other, asked, page = tmp_path / "monday.pdf", [], QWidget()
    other.write_bytes(b"another patient's")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(tmp_path / "monday"), ""))
    monkeypatch.setattr(dialogs, "ask_replace", lambda _window, what: asked.append(what) or answer)
    PaperOutput(page, None).save_paper(FinishedPaper("label", "1-1-261122-0930", b"%PDF", (288, 144)))
    assert asked == ["monday.pdf is there already. Saving puts this label in its place."]
    assert other.read_bytes() == (b"%PDF" if answer else b"another patient's")


def test_settings_changed_by_another_window_are_not_written_over(qapp, tmp_path):
    first, second = (SettingsStore(FilePharmacy(tmp_path / "settings.toml")) for _ in range(2))
    assert (first.read(), second.read()) == ("", "")
    label = first.settings.printer("label")
    assert first.remember("label", type(label)(name="Zebra")) == ""
    assert first.remember("label", type(label)(name="Dymo")) == "", "its own change is no other's"
    assert "was changed by another window" in second.remember("sheet", type(label)(name="Office"))
    assert 'name = "Dymo"' in (tmp_path / "settings.toml").read_text("utf-8")


def test_a_report_is_its_owners_alone(tmp_path):
    path = write_report(ValueError, None, datetime(2026, 11, 22, 9, 30), tmp_path / "reports")
    assert mode(path) == 0o600


@pytest.mark.parametrize("content", [b"pharmacy = 5", b"printers = 3", b"\xff", b"a = " + b"[" * 5_000])
def test_the_window_is_ready_and_says_why_whatever_stands_in_the_settings(same_with_settings, kept_folder, content):
    settings = kept_folder / "settings.toml"
    settings.write_bytes(content)
    driver = same_with_settings()  # it waits for the window to be ready
    assert "settings.toml" in driver.window._fault.words()
    assert settings.read_bytes() == content
