"""The Debian package's texts agree with the program they install."""

import configparser
import os
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

import bundle
import deb
import deb_text
import pytest
import windows_version

from ldn_calc import __version__
from ldn_calc.cli import _parser
from ui.shell import files

OWN = Path(__file__).parents[2] / "installer" / "debian"
MIME = "application/x-ldn-calc-prescription+json"


def desktop() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read(OWN / "ldn-calc.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_control_says_what_is_needed_in_debians_form():
    text = deb_text.control("0.1.0", "amd64", 1234, "libc6 (>= 2.34), libcups2")
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert (fields["Package"], fields["Version"], fields["Architecture"]) == ("ldn-calc", "0.1.0", "amd64")
    assert (fields["Installed-Size"], fields["Depends"]) == ("1234", "libc6 (>= 2.34), libcups2")
    assert text.endswith("\n")
    assert not [line for line in text.splitlines() if len(line) > 80 and not line.startswith(("Depends", "Recommends"))]
    assert "\n\n" not in text


def test_the_changelog_has_the_date_of_the_commit_in_debians_form():
    text = deb_text.changelog("0.1.0", 1_795_340_000, "Ana <ana@example.org>")
    assert text.startswith("ldn-calc (0.1.0) stable; urgency=medium\n\n  * ")
    assert text.endswith("\n -- Ana <ana@example.org>  Sun, 22 Nov 2026 09:33:20 -0000\n")


def test_the_copyright_file_names_each_part():
    text = deb_text.copyright_text([("Qt", "6.11.3", "LGPL-3.0-only", "https://www.qt.io"), ("LDN Calc", "0.1.0", "MIT", "")])
    assert " Qt 6.11.3: LGPL-3.0-only (https://www.qt.io)\n LDN Calc 0.1.0: MIT\n" in text


def test_each_complaint_that_stays_has_its_reason():
    lines = deb_text.overrides().splitlines()
    assert all(re.match(r"# .+\.$", reason) for reason in lines[::2])
    assert all(re.fullmatch(r"ldn-calc: [a-z0-9-]+", tag) for tag in lines[1::2])


def test_the_desktop_entry_opens_the_window_with_the_files_it_is_for():
    entry = desktop()
    assert entry["Exec"] == f"{bundle.WINDOW.name} %F"
    assert entry["MimeType"] == f"{MIME};"
    assert entry["Icon"] == "ldn-calc"
    for size in deb.SIZES:
        assert (OWN.parent / "icon" / f"ldn-calc-{size}.png").exists()


def test_the_file_type_is_the_one_that_the_window_saves():
    (kind,) = Xml.parse(OWN / "ldn-calc.xml").getroot()  # noqa: S314  (our own file)
    spaces = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    assert kind.get("type") == MIME
    assert kind.find("m:glob", spaces).get("pattern") == f"*{files._SUFFIX}"
    assert kind.find("m:sub-class-of", spaces).get("type") == "application/json"


def test_the_manual_page_names_every_command():
    page = (OWN / "ldn-calc.1").read_text(encoding="utf-8").replace("\\-", "-")
    actions = next(action for action in _parser()._actions if action.dest == "command")
    assert [name for name in actions.choices if not re.search(rf"(?m)^\.B {re.escape(name)}$", page)] == []


def test_versions_are_read_without_importing_the_program():
    assert windows_version.version() == __version__
    assert windows_version.four_numbers("1.2") == (1, 2, 0, 0)


@pytest.mark.parametrize("checkout", [False, True])
def test_an_archive_without_git_is_dated_by_its_files(tmp_path, monkeypatch, checkout):
    source = tmp_path / "ldn_calc" / "__init__.py"
    source.parent.mkdir()
    source.touch()
    os.utime(source, (1_795_340_000, 1_795_340_000))
    if checkout:  # of someone else: git gives no date
        (tmp_path / ".git").mkdir()
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("PATH", os.environ["PATH"] if checkout else str(tmp_path))
    assert bundle.source_date.__wrapped__() == 1_795_340_000


def test_the_locked_hashes_of_what_is_shipped_are_found():
    found = bundle.locked_wheels()
    assert set(found) >= {"pyside6-essentials", "reportlab", "zxing-cpp"}
    assert "setuptools" not in found
    assert all(re.fullmatch("[0-9a-f]{64}", each) for hashes in found.values() for each in hashes)


def test_a_library_that_the_builder_lacks_is_found_but_for_plugins_that_are_left_out():
    words = "\n".join(
        f"9 WARNING: Library not found: could not resolve '{library}', dependency of '/venv/plugins/{plugin}'."
        for library, plugin in (("libxcb-keysyms.so.1", "platforms/libqxcb.so"), ("libgtk-3.so.0", "platformthemes/libqgtk3.so"))
    )
    (found,) = bundle.missing_on_the_builder(words)
    assert "libxcb-keysyms.so.1" in found
